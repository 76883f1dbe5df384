-- data: none
CREATE TABLE topic (id BIGINT PRIMARY KEY, name TEXT);
-- data: subject
CREATE TABLE asker (id BIGINT PRIMARY KEY, topic_id BIGINT REFERENCES topic (id));
-- data: opinion
CREATE TABLE mood (id BIGINT PRIMARY KEY, topic_id BIGINT REFERENCES topic (id));
