-- expect: a path joins complainant (subject) to note (opinion): note - answer - complainant
-- data: staff
CREATE TABLE answer (
	id BIGINT PRIMARY KEY,
	complainant_id BIGINT REFERENCES complainant (id),
	note_id BIGINT REFERENCES note (id)
);
