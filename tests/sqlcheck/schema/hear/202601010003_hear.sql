-- data: subject
CREATE TABLE complainant (id BIGINT PRIMARY KEY, sealed BYTEA);
-- data: opinion
CREATE TABLE note (id BIGINT PRIMARY KEY, topic TEXT);
-- data: staff
CREATE TABLE desk (id BIGINT PRIMARY KEY, name TEXT);
