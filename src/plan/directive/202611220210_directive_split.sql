-- A clause that a person split in two: the clause as it was, so that the split can be undone. `id` is the
-- second half's clause.

-- data: none
CREATE TABLE directive_split (
	id BIGINT PRIMARY KEY,
	first_id BIGINT NOT NULL,
	document_id BIGINT NOT NULL,
	char_start BIGINT NOT NULL,
	char_end BIGINT NOT NULL,
	byte_start BIGINT NOT NULL,
	byte_end BIGINT NOT NULL,
	quote TEXT NOT NULL,
	actors TEXT NOT NULL,
	coactors TEXT NOT NULL,
	action TEXT NOT NULL,
	deadline_day BIGINT,
	period TEXT NOT NULL,
	topic TEXT NOT NULL,
	family TEXT NOT NULL,
	vague BIGINT NOT NULL CHECK (vague IN (0, 1)),
	reason TEXT NOT NULL,
	made_ms BIGINT NOT NULL,
	made_by BIGINT NOT NULL
);
CREATE INDEX directive_split_first ON directive_split (first_id, made_ms);
CREATE INDEX directive_split_made ON directive_split (document_id, made_ms, id);
