-- expect: table second is declared nowhere: begin a line with its CREATE TABLE
-- data: none
CREATE TABLE first (id BIGINT PRIMARY KEY); CREATE TABLE second (id BIGINT PRIMARY KEY);
