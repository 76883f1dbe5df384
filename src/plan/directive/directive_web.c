/*
 * directive_web.c: the review: one clause in view, what is proposed for it, the decision, its
 * undoing. The one idea: a radio button of a proposal and a field for "another one" stand for one
 * value; where they disagree nobody guesses, the person is asked.
 */
#include "app/gate.h"
#include "city/unit/unit.h"
#include "plan/directive/directive.html.h"
#include "plan/directive/review.h"
#include "plan/directive/split_web.h"

enum { DETAIL_MAX = 1000 };

/* The path of a review has ":id", the document, and ":clause", a position in it. */
static int64_t
document_id(struct ctx *ctx)
{
	return ctx_path_id(ctx, "id");
}

static int64_t
query_number(struct ctx *ctx, const char *name)
{
	int64_t value = 0;

	return str_to_i64(str_of(request_query(ctx->req, name)), &value) && value > 0 ? value : 0;
}

enum rc
directive_sent(struct ctx *ctx, int64_t id, struct directive *directive)
{
	enum rc rc;

	if (id == 0)
		return directive_at(ctx->db, ctx->arena, document_id(ctx),
		    ctx_path_id(ctx, "clause"), directive);
	rc = directive_get(ctx->db, ctx->arena, id, directive);
	return rc == RC_OK && directive->document_id != document_id(ctx) ? RC_NONE : rc;
}

/* ---- The form ---- */

static const struct choice do_choices[] = {
	{ "accept", MSG_word_accept },
	{ "draft", MSG_directive_draft },
	{ "not_task", MSG_word_reject },
	{ "confirm", MSG_directive_confirm },
	{ 0 }
};
static const struct choice way_choices[] = {
	{ "converted", MSG_word_convert },
	{ "task", MSG_directive_ordinary },
	{ "out_of_scope", MSG_word_out_of_scope },
	{ 0 }
};

static enum rc load_clause(struct ctx *ctx);

static const struct field fields[] = {
	{ "do", FIELD_CHOICE, MSG_directive_do, .required = true, .choices = do_choices },
	{ "way", FIELD_CHOICE, MSG_directive_way, .choices = way_choices },
	{ "title", FIELD_AREA, MSG_directive_action, .max = 300 },
	{ "half", FIELD_AREA, MSG_directive_half, .max = 300 },
	{ "lead_pick", FIELD_TEXT, MSG_word_lead, .max = 20 },
	{ "lead", FIELD_ID, MSG_word_lead, .options = unit_options },
	{ "co", FIELD_IDS, MSG_word_co_unit, .max = TASK_CO_MAX, .options = unit_options },
	{ "co_more", FIELD_TEXT, MSG_directive_co_more, MSG_directive_co_more_hint, .max = 500 },
	{ "due_pick", FIELD_TEXT, MSG_word_due, .max = 10 },
	{ "due", FIELD_DAY, MSG_word_due },
	{ "person", FIELD_TEXT, MSG_word_person, .max = 120 },
	{ "output", FIELD_TEXT, MSG_word_output, .max = 300 },
	{ "note", FIELD_TEXT, MSG_directive_note, .max = 500 },
	{ "directive", FIELD_HIDDEN, 0 },
	{ "person_of", FIELD_HIDDEN, 0 },
};
static const struct form clause_form = { .name = "review", .fields = fields,
	.n = ARRAY_LEN(fields), .load = load_clause, .versioned = true, .plain = true };

static void
load_half(struct ctx *ctx, const struct directive *d)
{
	const struct directive_half *half = directive_half(d->family);

	in_set_text(ctx, "output", "");
	if (half->task == 0)
		return;
	in_set_text(ctx, "half", msg_text(LANG_VI, (enum msg)half->task));
	in_set_text(ctx, "output", msg_text(LANG_VI, (enum msg)half->output));
}

/*
 * What the text itself says is filled in, and with a lead it is sure of the head of that
 * organisation; what is only proposed is not.
 */
static enum rc
load_clause(struct ctx *ctx)
{
	const struct review *r = ctx->carry;
	const struct directive *d = r->now;
	char iso[DATE_TEXT_MAX];
	int64_t co[PROPOSALS_MAX];

	in_set_i64(ctx, "version", d->version);
	in_set_i64(ctx, "directive", d->id);
	in_set_text(ctx, "title", review_title(ctx->arena, d));
	in_set_text(ctx, "output", review_output(d->action));
	if (d->family != FAMILY_NONE)
		load_half(ctx, d);
	if (r->lead.sure)
		in_set_text(ctx, "lead_pick", arena_printf(ctx->arena, "%lld",
		    (long long)r->lead.rows[0].unit_id));
	if (r->lead.sure && r->npersons > 0)
		in_set_text(ctx, "person", r->persons[0].name);
	if (d->deadline_day != DAY_NONE) {
		day_iso(d->deadline_day, iso);
		in_set_text(ctx, "due_pick", arena_text(ctx->arena, iso));
	}
	for (size_t i = 0; i < r->co.n; i++)
		co[i] = r->co.rows[i].unit_id;
	in_set_ids(ctx, "co", co, r->co.n);
	in_set_text(ctx, "co_more", r->co.unknown);
	return RC_OK;
}

/* ---- What was typed ---- */

static enum rc
refuse_at(struct ctx *ctx, const char *name, int msg)
{
	return err_refuse(&in_value(ctx, name)->err, name, msg);
}

static bool
picked(struct ctx *ctx, const char *name)
{
	const char *text = in_text(ctx, name);

	return text[0] != '\0' && !text_equal(text, "other");
}

/* The unit of the radio button or of the list; 0 for none. */
static enum rc
read_lead(struct ctx *ctx, int64_t *unit_id)
{
	*unit_id = in_i64(ctx, "lead");
	if (!picked(ctx, "lead_pick"))
		return RC_OK;
	if (*unit_id != 0 && !text_equal(in_text(ctx, "lead_pick"), in_text(ctx, "lead")))
		return refuse_at(ctx, "lead", MSG_directive_two_leads);
	if (!str_to_i64(str_of(in_text(ctx, "lead_pick")), unit_id) || *unit_id <= 0)
		return refuse_at(ctx, "lead", MSG_task_lead_unknown);
	return RC_OK;
}

static enum rc
read_due(struct ctx *ctx, int64_t *day)
{
	int64_t pick;

	*day = in_day(ctx, "due");
	if (!picked(ctx, "due_pick"))
		return RC_OK;
	if (!day_parse_iso(str_of(in_text(ctx, "due_pick")), &pick) || !form_day_fits(pick))
		return refuse_at(ctx, "due", MSG_task_due_missing);
	if (*day != DAY_NONE && *day != pick)
		return refuse_at(ctx, "due", MSG_directive_two_days);
	*day = pick;
	return RC_OK;
}

/* Another lead was chosen, but the head of the one that the text names is still filled in. */
static enum rc
check_person(struct ctx *ctx, const struct task_new *task)
{
	int64_t unit_id = in_i64(ctx, "person_of");
	const char *head;
	size_t n;
	enum rc rc;

	if (unit_id == 0 || task->lead_id == 0 || task->lead_id == unit_id)
		return RC_OK;
	rc = directive_persons(ctx->db, ctx->arena, unit_id, &head, 1, &n);
	if (rc == RC_OK && n == 1 && text_equal(head, task->person))
		return refuse_at(ctx, "person", MSG_directive_person_other);
	return rc;
}

/* A title is one line. */
static const char *
one_line(struct arena *arena, const char *text)
{
	char *line = arena_text(arena, text);

	for (char *at = line; *at != '\0'; at++)
		if (*at == '\n' || *at == '\t')
			*at = ' ';
	return line;
}

/* Co-operating bodies that are no units here stand in the task's text. */
static const char *
co_more(struct ctx *ctx)
{
	const struct msg_arg names = { .name = "names", .text = in_text(ctx, "co_more") };
	struct buf text;

	if (names.text[0] == '\0')
		return "";
	buf_init(&text, ctx->arena, DETAIL_MAX);
	msg_format(&text, LANG_VI, MSG_directive_co_more_detail, &names, 1);
	return buf_text(&text);
}

static enum rc
read_task(struct ctx *ctx, enum directive_outcome outcome, struct task_new *task)
{
	const char *title = outcome == OUTCOME_CONVERTED ? "half" : "title";
	enum rc lead, due;

	task->title = one_line(ctx->arena, in_text(ctx, title));
	task->detail = co_more(ctx);
	task->output = in_text(ctx, "output");
	task->person = in_text(ctx, "person");
	task->co_ids = in_value(ctx, "co")->ids;
	task->nco = in_value(ctx, "co")->nids;
	task->activate = !text_equal(in_text(ctx, "do"), "draft");
	lead = read_lead(ctx, &task->lead_id);
	due = read_due(ctx, &task->due_day);
	if (task->title[0] == '\0')
		return refuse_at(ctx, title, MSG_task_title_missing);
	if (lead != RC_OK || due != RC_OK)
		return RC_REFUSED;
	if (task->activate && task_mark_gaps(ctx, task) != RC_OK)
		return RC_REFUSED;
	return check_person(ctx, task);
}

static enum rc
read_outcome(struct ctx *ctx, const struct directive *d, enum directive_outcome *outcome)
{
	if (text_equal(in_text(ctx, "do"), "not_task")) {
		*outcome = OUTCOME_NOT_TASK;
		return RC_OK;
	}
	*outcome = OUTCOME_TASK;
	if (d->family == FAMILY_NONE)
		return RC_OK;
	if (!directive_outcome_parse(in_text(ctx, "way"), outcome))
		return refuse_at(ctx, "way", MSG_directive_no_outcome);
	return RC_OK;
}

static enum rc
read_decision(struct ctx *ctx, const struct directive *d, struct directive_decision *decision)
{
	enum rc rc;

	*decision = (struct directive_decision){ .directive_id = d->id,
		.version = in_i64(ctx, "version"), .note = in_text(ctx, "note") };
	rc = read_outcome(ctx, d, &decision->outcome);
	if (rc != RC_OK)
		return rc;
	if (decision->outcome == OUTCOME_TASK || decision->outcome == OUTCOME_CONVERTED)
		rc = read_task(ctx, decision->outcome, &decision->task);
	if (directive_check(d, decision, &in_value(ctx, "note")->err) != RC_OK)
		rc = RC_REFUSED;
	return rc;
}

/* ---- Handlers ---- */

static enum rc
decide_apply(struct ctx *ctx)
{
	struct directive_decision decision;
	struct directive d;
	enum rc rc = directive_sent(ctx, in_i64(ctx, "directive"), &d);

	if (rc == RC_NONE && in_i64(ctx, "directive") != 0)
		return RC_CONFLICT;
	if (rc == RC_OK && (d.outcome != OUTCOME_OPEN || d.version != in_i64(ctx, "version")))
		return RC_CONFLICT;
	if (rc == RC_OK)
		rc = read_decision(ctx, &d, &decision);
	return rc == RC_OK ? directive_decide(ctx, &decision) : rc;
}

/* To the next clause that is open. */
static struct reply
decide_view(struct ctx *ctx)
{
	return reply_see(ctx, "/documents/%lld/review?after=%lld#clause",
	    (long long)document_id(ctx), (long long)ctx_path_id(ctx, "clause"));
}

static struct reply
review_page(struct ctx *ctx, int64_t clause, bool undo)
{
	struct review *r = ARENA_NEW(ctx->arena, struct review);
	enum rc rc = review_read(ctx, document_id(ctx), clause, query_number(ctx, "after"), r);
	struct html *h = page_new(ctx);

	r->undo_refused = undo;
	r->join_refused = undo && text_equal(ctx->in.form->name, "join");
	ctx->carry = r;
	if (rc == RC_OK && r->now != NULL && r->now->outcome == OUTCOME_OPEN)
		rc = form_fill(ctx, &clause_form);
	if (rc == RC_OK && ctx->in.form == &clause_form)
		rc = review_add_persons(ctx, r, in_i64(ctx, "lead"));
	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	directive_review_html(h, ctx, r);
	return reply_page(ctx, h);
}

/* The clause to show: the one that was sent, wherever it stands by now, else the one asked for. */
static int64_t
clause_asked(struct ctx *ctx)
{
	struct directive d;
	int64_t clauses = 0, decided;

	if (request_path(ctx->req, "clause") == NULL)
		return query_number(ctx, "clause");
	if (ctx->in.form == &clause_form && in_i64(ctx, "directive") != 0 &&
	    directive_sent(ctx, in_i64(ctx, "directive"), &d) == RC_OK)
		return d.position;
	(void)directive_progress(ctx->db, document_id(ctx), &clauses, &decided);
	if (ctx->conflict && ctx_path_id(ctx, "clause") > clauses)
		return 0;
	return ctx_path_id(ctx, "clause");
}

static struct reply
review_view(struct ctx *ctx)
{
	return review_page(ctx, clause_asked(ctx), false);
}

static const struct field undo_fields[] = {
	{ "directive", FIELD_HIDDEN, 0, .required = true },
	{ "clause", FIELD_HIDDEN, 0, .required = true },
};
static const struct form undo_form = { .name = "undo", .fields = undo_fields,
	.n = ARRAY_LEN(undo_fields), .versioned = true };

static enum rc
undo_apply(struct ctx *ctx)
{
	if (in_i64(ctx, "directive") == 0)
		return RC_CONFLICT; /* a page always names the decision it showed */
	return directive_undo(ctx, document_id(ctx), in_i64(ctx, "directive"),
	    in_i64(ctx, "version"));
}

static struct reply
undo_view(struct ctx *ctx)
{
	return reply_see(ctx, "/documents/%lld/review?clause=%lld#clause",
	    (long long)document_id(ctx), (long long)in_i64(ctx, "clause"));
}

struct reply
review_undo_again(struct ctx *ctx)
{
	int64_t clause = in_i64(ctx, "clause");

	return review_page(ctx, clause > 0 ? clause : 0, true);
}

/* A clause by its id, wherever it stands in its document by now. */
static struct reply
clause_view(struct ctx *ctx)
{
	struct directive d;
	enum rc rc = directive_get(ctx->db, ctx->arena, document_id(ctx), &d);

	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	return reply_see(ctx, "/documents/%lld?clause=%lld", (long long)d.document_id,
	    (long long)d.position);
}

const struct route directive_routes[] = {
	{ GET("/directives/:id"), RIGHT_DOCUMENT_READ, .view = clause_view },
	/* a long text is read whole: on a worker */
	{ GET("/documents/:id/review"), RIGHT_DOCUMENT_EDIT, .view = review_view,
	    .flags = ROUTE_WORKER },
	{ GET("/documents/:id/review/:clause"), RIGHT_DOCUMENT_EDIT, .view = review_view,
	    .flags = ROUTE_WORKER },
	{ POST("/documents/:id/review/undo"), RIGHT_DOCUMENT_EDIT, .form = &undo_form,
	    .again = review_undo_again, .apply = undo_apply, .view = undo_view },
	{ POST("/documents/:id/review/:clause"), RIGHT_DOCUMENT_EDIT, .form = &clause_form,
	    .again = review_view, .apply = decide_apply, .view = decide_view },
	{ 0 }
};
