-- expect: a path joins complainant (subject) to mood (opinion): mood - complainant
CREATE VIEW v_caller AS SELECT id FROM complainant;
-- data: opinion
CREATE TABLE mood (id BIGINT PRIMARY KEY, caller_id BIGINT);
