-- expect: a path joins complainant (subject) to rumour (claim): rumour - desk - visit - complainant
-- data: staff
CREATE TABLE visit (
	id BIGINT PRIMARY KEY,
	complainant_id BIGINT REFERENCES complainant (id),
	desk_id BIGINT REFERENCES desk (id)
);
-- data: claim
CREATE TABLE rumour (id BIGINT PRIMARY KEY, desk_id BIGINT REFERENCES desk (id));
