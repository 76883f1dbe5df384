-- expect: a path joins complainant (subject) to note (opinion): note - complainant
CREATE VIEW v_both AS SELECT c.id, n.topic FROM complainant c JOIN note n ON n.id = c.id;
