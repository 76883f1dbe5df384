CREATE VIEW v_unit AS SELECT u.id, u.name FROM unit u;
