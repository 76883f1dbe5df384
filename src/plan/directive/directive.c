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
		if (directive->family == FAMILY_NONE || directive->family == FAMILY_PERSONS)
			return err_refuse(err, "outcome", MSG_directive_no_half);
		return RC_OK;
	case OUTCOME_OUT_OF_SCOPE:
		return empty(decision->note) ? err_refuse(err, "note", MSG_directive_note_missing) : RC_OK;
	case OUTCOME_NOT_TASK:
		return RC_OK;
	case OUTCOME_OPEN:
	case OUTCOME_COUNT:
		break;
	}
	return err_refuse(err, "outcome", MSG_directive_no_outcome);
}
