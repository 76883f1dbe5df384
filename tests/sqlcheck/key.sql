-- data: none
-- rows: few
CREATE TABLE few (id BIGINT PRIMARY KEY);
CREATE VIEW v_few AS SELECT id FROM few;
