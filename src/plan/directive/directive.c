/* directive.c: outcomes and their words, and which of them a clause may have. */
#include "plan/directive/directive.h"

struct outcome_row {
	const char *key;
	int msg;
};

static const struct outcome_row outcomes[OUTCOME_COUNT] = {
	[OUTCOME_OPEN] = { "open", MSG_directive_open },
	[OUTCOME_TASK] = { "task", MSG_directive_task },
	[OUTCOME_CONVERTED] = { "converted", MSG_directive_converted },
	[OUTCOME_NOT_TASK] = { "not_task", MSG_directive_not_task },
	[OUTCOME_OUT_OF_SCOPE] = { "out_of_scope", MSG_directive_out_of_scope },
};

const char *
directive_outcome_key(enum directive_outcome outcome)
{
	return outcomes[outcome].key;
}

bool
directive_outcome_parse(const char *key, enum directive_outcome *outcome)
{
	for (size_t i = 0; i < OUTCOME_COUNT; i++) {
		if (text_equal(outcomes[i].key, key)) {
			*outcome = (enum directive_outcome)i;
			return true;
		}
	}
	return false;
}

int
directive_outcome_msg(enum directive_outcome outcome)
{
	return outcomes[outcome].msg;
}

static const struct directive_half halves[EXTRACT_FAMILIES] = {
	[FAMILY_OPINION] = { MSG_directive_half_opinion, MSG_directive_output_opinion,
	    MSG_directive_left_opinion },
	[FAMILY_STEERING] = { MSG_directive_half_steering, MSG_directive_output_steering,
	    MSG_directive_left_steering },
	[FAMILY_REFUTATION] = { MSG_directive_half_refutation, MSG_directive_output_refutation,
	    MSG_directive_left_refutation },
	[FAMILY_CONTROL] = { MSG_directive_half_control, MSG_directive_output_control,
	    MSG_directive_left_control },
	[FAMILY_PRESS] = { MSG_directive_half_press, MSG_directive_output_press,
	    MSG_directive_left_press },
	[FAMILY_PETITIONS] = { MSG_directive_half_petitions, MSG_directive_output_petitions,
	    MSG_directive_left_petitions },
	[FAMILY_FORECAST] = { MSG_directive_half_forecast, MSG_directive_output_forecast,
	    MSG_directive_left_forecast },
	[FAMILY_PERSONS] = { 0, 0, MSG_directive_left_persons },
};

const struct directive_half *
directive_half(enum extract_family family)
{
	BUG_IF(family == FAMILY_NONE);
	return &halves[family];
}

int
directive_undo_barred(const struct directive *directive, int64_t account_id, int64_t now_ms)
{
	if (directive->decider_id != account_id)
		return MSG_directive_undo_other;
	if (directive->touched)
		return MSG_task_touched;
	return now_ms - directive->decided_ms > UNDO_MS ? MSG_directive_undo_late : 0;
}

static bool
empty(const char *text)
{
	return text == NULL || text[0] == '\0';
}

enum rc
directive_check(const struct directive *directive, const struct directive_decision *decision,
    struct err *err)
{
	switch (decision->outcome) {
	case OUTCOME_TASK:
		if (directive->family == FAMILY_PERSONS && empty(decision->note))
			return err_refuse(err, "note", MSG_directive_persons_why);
		return RC_OK;
	case OUTCOME_CONVERTED:
		if (directive->family == FAMILY_NONE ||
		    directive_half(directive->family)->task == 0)
			return err_refuse(err, "outcome", MSG_directive_no_half);
		return RC_OK;
	case OUTCOME_OUT_OF_SCOPE:
		return empty(decision->note)
		    ? err_refuse(err, "note", MSG_directive_note_missing) : RC_OK;
	case OUTCOME_NOT_TASK:
		return RC_OK;
	case OUTCOME_OPEN:
	case OUTCOME_COUNT:
		break;
	}
	return err_refuse(err, "outcome", MSG_directive_no_outcome);
}
