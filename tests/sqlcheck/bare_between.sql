-- expect: a path joins complainant (subject) to note (opinion): note - call - complainant
-- data: staff
CREATE TABLE call (
	id BIGINT PRIMARY KEY,
	first_complainant_id BIGINT,
	note_key BYTEA
);
