-- expect: moved.sql:3: reads complainant (subject) together with note (opinion)
UPDATE desk SET name = 'x';
INSERT INTO note (id, topic) SELECT id, 'x' FROM complainant;
