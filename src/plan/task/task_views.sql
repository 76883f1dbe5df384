-- What other registers may read of tasks.
CREATE VIEW v_task AS SELECT id, directive_id, document_id, title, output, person, lead_id,
	lead_org_id, bloc_id, due_day, due_key, first_due_day, asked_day, asked, quarter, state, owed,
	done_late, unplanned, reported_day, made_ms, version FROM task;
CREATE VIEW v_task_unit AS SELECT task_id, unit_id, org_id FROM task_unit;
CREATE VIEW v_task_counter AS SELECT quarter, org_id, bloc_id, unplanned, state, done_late, n
	FROM task_counter;
CREATE VIEW v_task_event AS SELECT id, task_id, verb, text FROM task_event;
