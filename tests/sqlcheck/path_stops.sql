-- data: none
CREATE TABLE topic (
	id BIGINT PRIMARY KEY,
	complainant_id BIGINT REFERENCES complainant (id),
	note_id BIGINT REFERENCES note (id)
);
