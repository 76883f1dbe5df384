-- Clauses of documents and what people decided about them. `review` counts them: a document is done when
-- decided = clauses.

-- data: none
CREATE TABLE directive (
	id BIGINT PRIMARY KEY,
	document_id BIGINT NOT NULL,
	position BIGINT NOT NULL,
	char_start BIGINT NOT NULL,
	char_end BIGINT NOT NULL,
	byte_start BIGINT NOT NULL,
	byte_end BIGINT NOT NULL,
	section TEXT NOT NULL,
	kind TEXT NOT NULL,
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
	outcome TEXT NOT NULL CHECK (outcome IN ('open', 'task', 'converted', 'not_task', 'out_of_scope')),
	note TEXT NOT NULL,
	task_id BIGINT,
	decided_ms BIGINT,
	decided_by BIGINT,
	version BIGINT NOT NULL
);
CREATE UNIQUE INDEX directive_position ON directive (document_id, position);
CREATE INDEX directive_decided ON directive (document_id, decided_ms, id);
CREATE INDEX directive_task ON directive (task_id);

-- data: none
CREATE TABLE review (
	document_id BIGINT PRIMARY KEY,
	clauses BIGINT NOT NULL,
	decided BIGINT NOT NULL,
	open BIGINT NOT NULL CHECK (open IN (0, 1))
);
CREATE INDEX review_open ON review (open, document_id);
