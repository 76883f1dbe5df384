-- Terms (nhiệm kỳ): free first and last years; where two overlap, a year belongs to the later one.

-- data: none
-- rows: few
CREATE TABLE term (
	id BIGINT PRIMARY KEY,
	name TEXT NOT NULL,
	first_year BIGINT NOT NULL,
	last_year BIGINT NOT NULL CHECK (last_year >= first_year),
	version BIGINT NOT NULL
);
CREATE INDEX term_years ON term (first_year, id);
