-- Who sent a file: what one account has sent and nothing has named yet is bounded.
ALTER TABLE blob_file ADD COLUMN made_by BIGINT NOT NULL DEFAULT 0;
CREATE INDEX blob_loose ON blob_file (made_by) WHERE kept = 0;
