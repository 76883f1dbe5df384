-- expect: view shown is not named v_*
CREATE VIEW shown AS SELECT id FROM desk;
