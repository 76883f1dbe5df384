/*
 * desk.c: which desk a role has and which numbers stand on it. The one idea: a number is a row that
 * names the state of the task list whose rows it counts.
 */
#include "brief/desk/desk.h"

#include <stddef.h>

enum desk_kind
desk_kind(enum role role)
{
	static const enum desk_kind kinds[ROLE_COUNT] = {
		[ROLE_ADMIN] = DESK_ADMIN,
		[ROLE_FOCAL_OFFICER] = DESK_FOCAL,
		[ROLE_FOCAL_LEADER] = DESK_FOCAL,
		[ROLE_CITY_LEADER] = DESK_READER,
		[ROLE_UNIT_OFFICER] = DESK_UNIT,
		[ROLE_UNIT_LEADER] = DESK_UNIT,
		[ROLE_SPOKESPERSON] = DESK_WAITING,
		[ROLE_COMMUNE_OFFICER] = DESK_UNIT,
		[ROLE_CONTRIBUTOR] = DESK_WAITING,
		[ROLE_JOURNALIST] = DESK_WAITING,
		[ROLE_INSPECTOR] = DESK_READER,
	};

	return kinds[role];
}

#define NUMBER(name) offsetof(struct task_waiting, name)

/* The first is the focal point's alone. */
static const struct desk_figure figures[] = {
	{ "returned", MSG_task_state_returned, MSG_desk_returned_hint, "gb-figure-soon",
	    NUMBER(returned) },
	{ "late", MSG_word_overdue, MSG_desk_late_hint, "gb-figure-late", NUMBER(late) },
	{ "soon", MSG_desk_soon, MSG_desk_soon_hint, "gb-figure-soon", NUMBER(soon) },
	{ "assigned", MSG_task_state_assigned, MSG_desk_assigned_hint, "gb-figure-new",
	    NUMBER(assigned) },
	{ "reported", MSG_task_state_reported, MSG_desk_reported_hint, "gb-figure-wait",
	    NUMBER(reported) },
	{ "asked", MSG_desk_asked, MSG_desk_asked_hint, "gb-figure-wait", NUMBER(asked) },
};

static const struct desk_figure unit_figures[] = {
	{ "assigned", MSG_task_state_assigned, MSG_desk_fresh_hint, "gb-figure-new",
	    NUMBER(assigned) },
	{ "late", MSG_word_overdue, MSG_desk_late_hint, "gb-figure-late", NUMBER(late) },
	{ "soon", MSG_desk_soon, MSG_desk_soon_hint, "gb-figure-soon", NUMBER(soon) },
	{ "asked", MSG_desk_asked, MSG_desk_asked_hint, "gb-figure-wait", NUMBER(asked) },
	{ "reported", MSG_task_state_reported, MSG_desk_reported_hint, "gb-figure-wait",
	    NUMBER(reported) },
};

const struct desk_figure *
desk_figures(enum desk_kind kind, size_t *n)
{
	bool focal = kind == DESK_FOCAL;

	*n = kind == DESK_UNIT ? ARRAY_LEN(unit_figures) : ARRAY_LEN(figures) - !focal;
	return kind == DESK_UNIT ? unit_figures : figures + !focal;
}

int64_t
desk_number(const struct task_waiting *waiting, const struct desk_figure *figure)
{
	int64_t number;

	memcpy(&number, (const char *)waiting + figure->at, sizeof(number));
	return number;
}
