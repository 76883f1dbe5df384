-- expect: a path joins complainant (subject) to opinion_note (opinion): opinion_note - complainant
-- data: opinion
CREATE TABLE opinion_note (id BIGINT PRIMARY KEY, complainant_id INTEGER);
