-- Organisations, as now and as then.

-- data: none
CREATE TABLE bloc (
	id BIGINT PRIMARY KEY,
	name TEXT NOT NULL,
	name_en TEXT NOT NULL,
	rank BIGINT NOT NULL,
	communes BIGINT NOT NULL CHECK (communes IN (0, 1))
);
CREATE INDEX bloc_rank ON bloc (rank, id);

-- data: none
CREATE TABLE unit (
	id BIGINT PRIMARY KEY,
	parent_id BIGINT NOT NULL,
	org_id BIGINT NOT NULL,
	bloc_id BIGINT NOT NULL,
	kind TEXT NOT NULL,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	name_key BYTEA NOT NULL,
	search TEXT NOT NULL,
	path TEXT NOT NULL,
	active BIGINT NOT NULL CHECK (active IN (0, 1)),
	version BIGINT NOT NULL
);
CREATE INDEX unit_name ON unit (name_key, id);
CREATE INDEX unit_kind ON unit (kind, name_key, id);
CREATE INDEX unit_bloc ON unit (bloc_id, name_key, id);
CREATE INDEX unit_kind_bloc ON unit (kind, bloc_id, name_key, id);
CREATE INDEX unit_code ON unit (code, id);
CREATE INDEX unit_search ON unit (search, id);
CREATE INDEX unit_parent ON unit (parent_id, name_key, id);
CREATE INDEX unit_offered ON unit (active, kind, bloc_id, name_key, id);

-- What was so when: [valid_from, valid_to), days; valid_to NULL: still so. Key of an official code is
-- (code, valid_from): codes are used again.
-- data: none
CREATE TABLE unit_version (
	id BIGINT PRIMARY KEY,
	unit_id BIGINT NOT NULL REFERENCES unit (id),
	parent_id BIGINT NOT NULL,
	bloc_id BIGINT NOT NULL,
	kind TEXT NOT NULL,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	valid_from BIGINT NOT NULL,
	valid_to BIGINT,
	basis TEXT NOT NULL
);
CREATE INDEX unit_version_unit ON unit_version (unit_id, valid_from);
CREATE INDEX unit_version_code ON unit_version (code, valid_from);

-- data: none
CREATE TABLE unit_link (
	id BIGINT PRIMARY KEY,
	from_id BIGINT NOT NULL REFERENCES unit (id),
	to_id BIGINT NOT NULL REFERENCES unit (id),
	kind TEXT NOT NULL CHECK (kind IN ('full', 'partial', 'rename', 'retype')),
	from_day BIGINT NOT NULL,
	basis TEXT NOT NULL
);
CREATE INDEX unit_link_from ON unit_link (from_id, to_id);
CREATE INDEX unit_link_to ON unit_link (to_id, from_id);
