-- What other registers may read of accounts: who they are, never what opens them.
CREATE VIEW v_account AS SELECT id, login, name, name_key, role, unit_id, disabled
	FROM account;
