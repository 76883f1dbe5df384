-- What other registers may read of organisations.
CREATE VIEW v_unit AS SELECT id, parent_id, org_id, bloc_id, kind, code, name, name_key, path, active
	FROM unit;
CREATE VIEW v_bloc AS SELECT id, name, name_en, rank, communes FROM bloc;
