-- expect: note_mark.who_id names no table: add REFERENCES
-- data: opinion
CREATE TABLE note_mark (note_id BIGINT PRIMARY KEY, who_id BIGINT);
