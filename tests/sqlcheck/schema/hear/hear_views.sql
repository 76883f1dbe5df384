CREATE VIEW v_complainant AS SELECT id FROM complainant;
CREATE VIEW v_note AS SELECT id, topic FROM note;
