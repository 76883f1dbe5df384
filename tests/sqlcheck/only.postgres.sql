-- expect: only.postgres.sql:3: aside is on PostgreSQL alone: nobody sees what it joins
-- data: none
CREATE TABLE aside (
	complainant_id BIGINT REFERENCES complainant (id), note_id BIGINT REFERENCES note (id));
