-- Documents that came in: the original is a blob, the text is what was read from it.

-- data: none
CREATE TABLE document (
	id BIGINT PRIMARY KEY,
	title TEXT NOT NULL,
	title_key BYTEA NOT NULL,
	symbol TEXT NOT NULL,
	doc_type TEXT NOT NULL,
	issuer TEXT NOT NULL,
	issued_day BIGINT,
	issued_order BIGINT NOT NULL,
	blob_id BIGINT NOT NULL,
	file_hash BYTEA NOT NULL,
	made_ms BIGINT NOT NULL,
	made_by BIGINT NOT NULL,
	version BIGINT NOT NULL
);
CREATE UNIQUE INDEX document_hash ON document (file_hash);
CREATE INDEX document_issued ON document (issued_order, id);
CREATE INDEX document_title ON document (title_key, id);
CREATE INDEX document_type_issued ON document (doc_type, issued_order, id);
CREATE INDEX document_type ON document (doc_type, id);
CREATE INDEX document_type_title ON document (doc_type, title_key, id);

-- The text in NFC, and where its places lie in the original: pairs of 32-bit numbers, little end
-- first (byte of the text, points the original is ahead from there on).
-- data: none
CREATE TABLE document_text (
	document_id BIGINT PRIMARY KEY REFERENCES document (id),
	body TEXT NOT NULL,
	points BIGINT NOT NULL,
	shifts BYTEA NOT NULL
);
