-- Documents whose clauses are arriving, before the document is there. What does not come is swept.

-- data: none
CREATE TABLE directive_coming (
	document_id BIGINT PRIMARY KEY,
	made_ms BIGINT NOT NULL
);
CREATE INDEX directive_coming_made ON directive_coming (made_ms, document_id);
