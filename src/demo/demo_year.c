/*
 * demo_year.c: a year of tasks. The one idea: first every task is planned with the days on which it
 * is made, acknowledged, reported and confirmed; then all acts are done in the order of time
 * through the same functions that the pages use, so that trail, figures and audit are those of a
 * real year.
 */
#include "demo/demo.h"
#include "demo/demo_data.h"
#include "plan/task/task.h"
#include "plan/term/term.h"

enum fate { FATE_DONE, FATE_DONE_LATE, FATE_OVERDUE, FATE_ACTIVE, FATE_NEW, FATE_REPORTED,
	FATE_RETURNED, FATE_DRAFT };

struct act {
	int64_t at_ms;
	size_t task;
	int step; /* -1: make; else enum task_act */
};

struct plan {
	int64_t id;
	const struct demo_unit *unit;
	int64_t due_day, made_day, quarter;
	int64_t last_ms; /* of the act planned last */
	bool asks;     /* asked for ten more days, not decided yet */
	bool extended; /* asked for ten more days, granted */
	enum fate fate;
	const char *title;
};

struct year {
	struct demo *demo;
	struct plan *plans;
	size_t n;
	struct act *acts;
	size_t nacts;
};

enum { ACTS_A_TASK = 8, QUARTERS = 5, OVERDUE_LAST = 12, OVERDUE_NOW = 7, WORK_HOUR_MS = 3600000 };

static int64_t
between(struct demo *demo, int64_t least, int64_t most)
{
	if (most <= least)
		return least;
	return least + (int64_t)prng_below(&demo->prng, (uint64_t)(most - least + 1));
}

/* Some time in the office hours of a day, never a Sunday. */
static int64_t
office_ms(struct demo *demo, int64_t day)
{
	if (day_weekday(day) == 6)
		day++;
	return day_to_ms(day) + 8 * WORK_HOUR_MS + between(demo, 0, 8 * WORK_HOUR_MS);
}

static void
add_act(struct year *year, size_t task, int step, int64_t day)
{
	struct demo *demo = year->demo;
	struct plan *p = &year->plans[task];
	int64_t at_ms = office_ms(demo, day);

	if (at_ms <= p->last_ms)
		at_ms = p->last_ms + WORK_HOUR_MS;
	p->last_ms = at_ms; /* what follows an act that lies after now lies after now too */
	if (at_ms < demo->ctx.now_ms)
		year->acts[year->nacts++] = (struct act){ at_ms, task, step };
}

/* What becomes of a task that was due before today, or is not due yet. */
static enum fate
choose_fate(struct demo *demo, const struct plan *p)
{
	int64_t roll = between(demo, 0, 99);

	if (p->due_day < demo->today)
		return roll < 90 ? FATE_DONE : FATE_DONE_LATE;
	if (roll < 15)
		return FATE_DONE;
	if (roll < 25)
		return FATE_REPORTED;
	if (roll < 75)
		return FATE_ACTIVE;
	if (roll < 92)
		return FATE_NEW;
	return roll < 96 ? FATE_RETURNED : FATE_DRAFT;
}

/* One task in four goes to a commune; departments take the others in turn. */
static const struct demo_unit *
choose_unit(struct demo *demo, size_t i)
{
	size_t communes = demo->nunits - demo->ndepartments;

	if (i % 32 == 31) /* the commune whose officer is one of the sign-in buttons */
		return &demo->units[demo->ndepartments];
	if (i % 4 == 3)
		return &demo->units[demo->ndepartments + prng_below(&demo->prng, communes)];
	return &demo->units[i % demo->ndepartments];
}

/* "quý III/2026" */
static const char *
quarter_words(struct arena *arena, int64_t quarter)
{
	static const char *const roman[] = { "I", "II", "III", "IV" };

	return arena_printf(arena, "quý %s/%d", roman[quarter_number(quarter) - 1],
	    quarter_year(quarter));
}

static void
plan_task(struct year *year, int64_t quarter, size_t i)
{
	struct demo *demo = year->demo;
	struct plan *p = &year->plans[year->n++];

	p->unit = choose_unit(demo, i);
	p->quarter = quarter;
	p->due_day = between(demo, quarter_first_day(quarter) + 10, quarter_last_day(quarter));
	if (day_weekday(p->due_day) == 6)
		p->due_day--;
	p->made_day = quarter_first_day(quarter) - between(demo, 1, 15);
	if (p->made_day >= demo->today)
		p->made_day = demo->today - 1;
	p->title = arena_printf(demo->ctx.arena, "%s (%s)", demo_pick(demo, p->unit->works),
	    p->unit->bloc == 4 ? p->unit->name : quarter_words(demo->ctx.arena, quarter));
	p->fate = choose_fate(demo, p);
}

/* Exactly `n` tasks of a quarter that are past their day stay undone: the briefing's late list. */
static void
leave_overdue(struct year *year, int64_t quarter, int n)
{
	for (size_t i = 0; i < year->n && n > 0; i++) {
		struct plan *p = &year->plans[i];

		if (p->quarter != quarter || p->due_day >= year->demo->today - 1 || i % 3 == 1)
			continue;
		p->fate = FATE_OVERDUE;
		n--;
	}
}

/* Sở Xây dựng, late twice and saying why: flooded streets, dark streetlights. */
static void
thread_through(struct year *year, int64_t quarter)
{
	const struct demo_unit *construction = &year->demo->units[4];
	int met = 0;

	for (size_t i = 0; i < year->n && met < 2; i++) {
		struct plan *p = &year->plans[i];

		if (p->quarter != quarter || p->fate != FATE_OVERDUE)
			continue;
		p->unit = construction;
		p->title = construction->works[met++];
		p->extended = true;
	}
}

static void
plan_acts(struct year *year, size_t i)
{
	struct demo *demo = year->demo;
	const struct plan *p = &year->plans[i];
	int64_t ack = p->made_day + between(demo, 1, 4);
	int64_t report = p->due_day - between(demo, 1, 9);

	add_act(year, i, -1, p->made_day);
	if (p->fate == FATE_NEW || p->fate == FATE_DRAFT)
		return;
	if (p->fate == FATE_RETURNED) {
		add_act(year, i, TASK_ACT_RETURN, ack);
		return;
	}
	add_act(year, i, TASK_ACT_ACKNOWLEDGE, ack);
	if (p->extended) {
		add_act(year, i, TASK_ACT_EXTEND, p->due_day - 12);
		add_act(year, i, TASK_ACT_GRANT, p->due_day - 10);
	}
	if (p->asks)
		add_act(year, i, TASK_ACT_EXTEND, demo->today - 1);
	if (p->fate == FATE_ACTIVE || p->fate == FATE_OVERDUE)
		return;
	if (p->fate == FATE_DONE_LATE)
		report = p->due_day + between(demo, 2, 9);
	if (report <= ack)
		report = ack + 1;
	if (report >= demo->today)
		report = demo->today - between(demo, 1, 3);
	if (report <= ack)
		return;
	add_act(year, i, TASK_ACT_REPORT, report);
	if (p->fate != FATE_REPORTED)
		add_act(year, i, TASK_ACT_CONFIRM, report + between(demo, 1, 3));
}

static int
by_time(const void *a, const void *b)
{
	const struct act *x = a, *y = b;

	if (x->at_ms != y->at_ms)
		return x->at_ms < y->at_ms ? -1 : 1;
	if (x->task != y->task)
		return x->task < y->task ? -1 : 1;
	return x->step - y->step;
}

/* ---- doing ---- */

static void
act_as(struct demo *demo, const struct user *user, int64_t at_ms)
{
	demo->ctx.user = user;
	demo->ctx.now_ms = at_ms;
	demo->ctx.today = ms_to_day(at_ms);
}

static enum rc
make_task(struct year *year, struct plan *p)
{
	struct demo *demo = year->demo;
	struct task_new task = { .title = p->title,
		.detail = "",
		.output = demo_pick(demo, demo_outputs),
		.person = p->unit->person,
		.lead_id = p->unit->id,
		.due_day = p->extended ? p->due_day - 10 : p->due_day,
		.quarter = p->quarter,
		.unplanned = between(demo, 0, 9) == 0,
		.activate = p->fate != FATE_DRAFT };

	p->id = ctx_id(&demo->ctx);
	task.id = p->id;
	if (p->fate == FATE_DRAFT)
		task.lead_id = 0;
	return task_add(&demo->ctx, &task);
}

static const char *
words_for(struct demo *demo, enum task_act act)
{
	switch (act) {
	case TASK_ACT_RETURN:
		return "Không thuộc nhiệm vụ của đơn vị; đề nghị giao cơ quan quản lý lĩnh vực";
	case TASK_ACT_EXTEND:
		return demo_pick(demo, demo_delay_reasons);
	case TASK_ACT_REPORT:
		return demo_pick(demo, demo_results);
	case TASK_ACT_GRANT:
	case TASK_ACT_ACTIVATE:
	case TASK_ACT_ACKNOWLEDGE:
	case TASK_ACT_REFUSE:
	case TASK_ACT_CONFIRM:
	case TASK_ACT_SEND_BACK:
	case TASK_ACT_CANCEL:
	case TASK_ACT_COUNT:
		break;
	}
	return "";
}

static enum rc
do_act(struct year *year, const struct act *act)
{
	struct demo *demo = year->demo;
	struct plan *p = &year->plans[act->task];
	const struct user officer = { .account_id = p->unit->officer_id,
		.name = p->unit->person,
		.role = p->unit->bloc == 4 ? ROLE_COMMUNE_OFFICER : ROLE_UNIT_OFFICER,
		.unit_id = p->unit->id,
		.unit_path = p->unit->path,
		.unit_name = p->unit->name };
	const struct task_deed deed = { .task_id = p->id,
		.act = (enum task_act)act->step,
		.text = act->step < 0 ? "" : words_for(demo, (enum task_act)act->step),
		.day = act->step != TASK_ACT_EXTEND ? DAY_NONE : p->due_day + (p->asks ? 10 : 0) };
	bool by_focal = act->step < 0 || act->step == TASK_ACT_GRANT;

	act_as(demo, by_focal ? &demo->focal_officer
	    : act->step == TASK_ACT_CONFIRM ? &demo->focal_leader : &officer, act->at_ms);
	return act->step < 0 ? make_task(year, p) : task_do(&demo->ctx, &deed);
}

static enum rc
add_terms(struct demo *demo)
{
	enum rc rc = term_add(demo->db, 1, "Nhiệm kỳ 2020 - 2025", 2020, 2025);

	return rc == RC_OK ? term_add(demo->db, 2, "Nhiệm kỳ 2025 - 2030", 2026, 2030) : rc;
}

static void
plan_year(struct year *year, int64_t tasks)
{
	struct demo *demo = year->demo;
	int64_t last = quarter_of_day(demo->today);

	for (int64_t i = 0; i < tasks; i++)
		plan_task(year, last - QUARTERS + 1 + i * QUARTERS / tasks, (size_t)i);
	leave_overdue(year, last - 1, OVERDUE_LAST);
	leave_overdue(year, last, OVERDUE_NOW);
	thread_through(year, last - 1);
	for (size_t i = 0; i < year->n; i++) {
		struct plan *p = &year->plans[i];

		p->asks = p->fate == FATE_ACTIVE && p->due_day >= demo->today && i % 3 == 0;
		plan_acts(year, i);
	}
	qsort(year->acts, year->nacts, sizeof(*year->acts), by_time);
}

enum rc
demo_make_year(struct demo *demo)
{
	struct year year = { .demo = demo };
	const int64_t now_ms = demo->ctx.now_ms;
	size_t n = (size_t)demo->tasks;
	enum rc rc = add_terms(demo);

	year.plans = ARENA_ARRAY(demo->ctx.arena, n, struct plan);
	year.acts = ARENA_ARRAY(demo->ctx.arena, n * ACTS_A_TASK, struct act);
	plan_year(&year, demo->tasks);
	for (size_t i = 0; rc == RC_OK && i < year.nacts; i++)
		rc = do_act(&year, &year.acts[i]);
	act_as(demo, NULL, now_ms);
	return rc;
}
