-- expect: a path joins complainant (subject) to note (opinion): note - complainant
-- data: none
CREATE TABLE seen (complainant BIGINT NOT NULL, note BIGINT NOT NULL);
