CREATE VIEW v_term AS SELECT id, name, first_year, last_year FROM term;
