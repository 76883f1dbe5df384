-- expect: a path joins complainant (subject) to note (opinion): note - complainant
CREATE VIEW v_caller AS SELECT id FROM complainant;
CREATE VIEW v_mood AS SELECT id, topic FROM note;
CREATE VIEW v_both AS SELECT c.id, m.topic FROM v_caller c JOIN v_mood m ON m.id = c.id;
