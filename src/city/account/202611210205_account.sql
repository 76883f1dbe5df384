-- People who sign in.

-- data: staff
CREATE TABLE account (
	id BIGINT PRIMARY KEY,
	login TEXT NOT NULL,
	name TEXT NOT NULL,
	name_key BYTEA NOT NULL,
	role TEXT NOT NULL,
	unit_id BIGINT NOT NULL,
	password_hash TEXT NOT NULL,
	must_change BIGINT NOT NULL CHECK (must_change IN (0, 1)),
	disabled BIGINT NOT NULL CHECK (disabled IN (0, 1)),
	version BIGINT NOT NULL,
	created_ms BIGINT NOT NULL,
	password_ms BIGINT NOT NULL
);
CREATE UNIQUE INDEX account_login ON account (login);
CREATE INDEX account_name ON account (name_key, id);
CREATE INDEX account_unit ON account (unit_id, name_key, id);
CREATE INDEX account_role ON account (role, name_key, id);
CREATE INDEX account_unit_role ON account (unit_id, role, name_key, id);
