-- expect: a path joins complainant (subject) to note (opinion): note - complainant
ALTER TABLE note ADD COLUMN complainant_id BIGINT;
