-- Sessions, used form tokens and the city's settings. A session row carries role and organisation,
-- so that a request needs one read by key.

-- data: staff
CREATE TABLE session (
	id BIGINT PRIMARY KEY,
	token_hash BYTEA NOT NULL,
	account_id BIGINT NOT NULL,
	login TEXT NOT NULL,
	name TEXT NOT NULL,
	role TEXT NOT NULL,
	unit_id BIGINT NOT NULL,
	unit_path TEXT NOT NULL,
	unit_name TEXT NOT NULL,
	must_change BIGINT NOT NULL,
	created_ms BIGINT NOT NULL,
	seen_ms BIGINT NOT NULL,
	expires_ms BIGINT NOT NULL
);
CREATE UNIQUE INDEX session_token ON session (token_hash);
CREATE INDEX session_account ON session (account_id, created_ms, id);
CREATE INDEX session_expires ON session (expires_ms);

-- One row per form that was carried out: the same token with the same body again finds its result.
-- data: none
CREATE TABLE form_token (
	key_hash BYTEA PRIMARY KEY,
	result_id BIGINT NOT NULL,
	made_ms BIGINT NOT NULL
);
CREATE INDEX form_token_made ON form_token (made_ms);

-- data: none
CREATE TABLE setting (
	name TEXT PRIMARY KEY,
	value TEXT NOT NULL
);
