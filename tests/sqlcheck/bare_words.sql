-- Words like a table's name that are no keys of it.
-- data: none
CREATE TABLE topic (id BIGINT PRIMARY KEY, denote_id BIGINT);
-- data: subject
CREATE TABLE asker (id BIGINT PRIMARY KEY, note TEXT, topic_id BIGINT REFERENCES topic (id));
