-- expect: a path joins complainant (subject) to note (opinion): note - complainant
-- data: none
CREATE TABLE complainant_note (
	complainant_id BIGINT REFERENCES complainant (id),
	note_id BIGINT REFERENCES note (id),
	PRIMARY KEY (complainant_id, note_id)
);
