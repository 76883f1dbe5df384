-- Files as they were given: originals of documents, evidence, photos. A blob that no row names yet
-- (kept = 0) is swept after a day.

-- data: none
CREATE TABLE blob_file (
	id BIGINT PRIMARY KEY,
	name TEXT NOT NULL,
	type TEXT NOT NULL,
	size BIGINT NOT NULL,
	hash BYTEA NOT NULL,
	made_ms BIGINT NOT NULL,
	kept BIGINT NOT NULL CHECK (kept IN (0, 1))
);
CREATE INDEX blob_hash ON blob_file (hash, id);
CREATE INDEX blob_kept ON blob_file (kept, made_ms, id);

-- data: none
CREATE TABLE blob_chunk (
	blob_id BIGINT NOT NULL REFERENCES blob_file (id),
	place BIGINT NOT NULL,
	bytes BYTEA NOT NULL,
	PRIMARY KEY (blob_id, place)
);
