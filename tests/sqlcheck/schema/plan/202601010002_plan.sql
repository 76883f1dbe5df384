-- data: none
CREATE TABLE task (
	id BIGINT PRIMARY KEY,
	unit_id BIGINT REFERENCES unit (id),
	title TEXT,
	due_day BIGINT,
	weight DOUBLE PRECISION,
	done BIGINT NOT NULL
);
CREATE INDEX task_due ON task (due_day, id);
CREATE INDEX task_open ON task (id) WHERE done = 0;

-- data: none
-- rows: few
CREATE TABLE kind (name TEXT PRIMARY KEY);
