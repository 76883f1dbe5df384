-- The audit log. Entries are written unchained in the transaction of what they tell; one leased
-- chainer gives them their place (seq) and links them by BLAKE2b; the head is signed (Ed25519).

-- data: staff
CREATE TABLE audit_entry (
	id BIGINT PRIMARY KEY,
	at_ms BIGINT NOT NULL,
	account_id BIGINT,
	actor TEXT NOT NULL,
	role TEXT NOT NULL,
	unit_id BIGINT,
	verb TEXT NOT NULL,
	object TEXT NOT NULL,
	object_id BIGINT NOT NULL,
	detail TEXT,
	request_id TEXT NOT NULL,
	seq BIGINT,
	hash BYTEA
);
CREATE UNIQUE INDEX audit_entry_seq ON audit_entry (seq) WHERE seq IS NOT NULL;
CREATE INDEX audit_entry_unchained ON audit_entry (id) WHERE seq IS NULL;
CREATE INDEX audit_entry_verb ON audit_entry (verb, id);
CREATE INDEX audit_entry_object ON audit_entry (object, object_id, id);
CREATE INDEX audit_entry_actor ON audit_entry (account_id, id);

-- data: none
CREATE TABLE audit_head (
	seq BIGINT PRIMARY KEY,
	hash BYTEA NOT NULL,
	signed_ms BIGINT NOT NULL,
	signature BYTEA NOT NULL,
	public_key BYTEA NOT NULL
);

-- Work that exactly one node does at a time. `fence` grows with every change of hands.
-- data: none
CREATE TABLE lease (
	name TEXT PRIMARY KEY,
	holder TEXT NOT NULL,
	fence BIGINT NOT NULL,
	until_ms BIGINT NOT NULL
);
