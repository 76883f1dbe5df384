-- Tasks, who co-operates, their trail, and the figures by organisation, bloc and quarter that the
-- writes keep.

-- owed: assigned, active or returned. done_late: reported after the due day. asked: has ever asked
-- for more time. due_key: the due day, or the last day there is, so that it can be sorted by.
-- data: staff
CREATE TABLE task (
	id BIGINT PRIMARY KEY,
	directive_id BIGINT,
	document_id BIGINT,
	title TEXT NOT NULL,
	detail TEXT NOT NULL,
	output TEXT NOT NULL,
	person TEXT NOT NULL,
	lead_id BIGINT NOT NULL,
	lead_org_id BIGINT NOT NULL,
	bloc_id BIGINT NOT NULL,
	due_day BIGINT,
	due_key BIGINT NOT NULL,
	first_due_day BIGINT,
	asked_day BIGINT,
	asked BIGINT NOT NULL CHECK (asked IN (0, 1)),
	quarter BIGINT NOT NULL,
	state TEXT NOT NULL CHECK (state IN
		('draft', 'assigned', 'active', 'reported', 'done', 'returned', 'cancelled')),
	owed BIGINT NOT NULL CHECK (owed IN (0, 1)),
	done_late BIGINT NOT NULL CHECK (done_late IN (0, 1)),
	unplanned BIGINT NOT NULL CHECK (unplanned IN (0, 1)),
	reported_day BIGINT,
	reported_by BIGINT,
	made_ms BIGINT NOT NULL,
	version BIGINT NOT NULL
);
CREATE INDEX task_due ON task (due_key, id);
CREATE INDEX task_quarter_due ON task (quarter, due_key, id);
CREATE INDEX task_quarter_new ON task (quarter, id);
CREATE INDEX task_lead_due ON task (lead_org_id, due_key, id);
CREATE INDEX task_lead_new ON task (lead_org_id, id);
CREATE INDEX task_bloc_due ON task (bloc_id, due_key, id);
CREATE INDEX task_bloc_new ON task (bloc_id, id);
CREATE INDEX task_state_due ON task (state, due_key, id);
CREATE INDEX task_state_new ON task (state, id);
CREATE INDEX task_owed_due ON task (owed, due_key, id);
CREATE INDEX task_owed_lead ON task (lead_org_id, owed, due_key, id);
CREATE INDEX task_owed_quarter ON task
	(quarter, owed, due_key, lead_org_id, bloc_id, unplanned, asked);
CREATE INDEX task_asking ON task (due_key, id) WHERE asked_day IS NOT NULL;
CREATE INDEX task_document ON task (document_id, id);
CREATE INDEX task_directive ON task (directive_id, id);

-- data: none
CREATE TABLE task_unit (
	task_id BIGINT NOT NULL REFERENCES task (id),
	unit_id BIGINT NOT NULL,
	org_id BIGINT NOT NULL,
	PRIMARY KEY (task_id, unit_id)
);
CREATE INDEX task_unit_org ON task_unit (org_id, task_id);

-- The trail. actor and unit are kept as they were called then.
-- data: staff
CREATE TABLE task_event (
	id BIGINT PRIMARY KEY,
	task_id BIGINT NOT NULL REFERENCES task (id),
	at_ms BIGINT NOT NULL,
	account_id BIGINT,
	actor TEXT NOT NULL,
	unit_name TEXT NOT NULL,
	verb TEXT NOT NULL,
	text TEXT NOT NULL,
	old_due BIGINT,
	new_due BIGINT,
	blob_id BIGINT
);
CREATE INDEX task_event_task ON task_event (task_id, id);
CREATE INDEX task_event_blob ON task_event (blob_id, task_id);

-- data: none
CREATE TABLE task_counter (
	quarter BIGINT NOT NULL,
	org_id BIGINT NOT NULL,
	bloc_id BIGINT NOT NULL,
	unplanned BIGINT NOT NULL,
	state TEXT NOT NULL,
	done_late BIGINT NOT NULL,
	n BIGINT NOT NULL,
	PRIMARY KEY (quarter, org_id, bloc_id, unplanned, state, done_late)
);
CREATE INDEX task_counter_org ON task_counter (org_id, quarter);
