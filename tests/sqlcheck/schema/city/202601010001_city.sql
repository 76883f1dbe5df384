-- data: none
CREATE TABLE unit (id BIGINT PRIMARY KEY, name TEXT NOT NULL);
