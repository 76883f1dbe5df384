/*
 * audit_web.c: the log as a list, and whether the chain holds. Checking walks the whole log, so it
 * is done on a worker, and only on the page that asks for it.
 */
#include <string.h>

#include "app/app.h"
#include "app/audit.h"
#include "app/audit.html.h"
#include "app/audit_store.h"
#include "app/listing.h"
#include "app/ticker.h"

enum { CHAIN_BATCH = 100, CHAIN_ARENA = 64 * 1024 * 1024, LEASE_MS = 10000 };

/* The words of the log: a verb or kind that is not here yet is shown as it is stored. */
static const struct choice audit_verbs[] = {
	{ "account.add", MSG_audit_did_account_add },
	{ "account.edit", MSG_audit_did_account_edit },
	{ "account.first", MSG_audit_did_account_first },
	{ "account.password", MSG_audit_did_account_password },
	{ "account.reset", MSG_audit_did_account_reset },
	{ "account.sign_in", MSG_audit_did_account_sign_in },
	{ "account.sign_out", MSG_audit_did_account_sign_out },
	{ "setting.edit", MSG_audit_did_setting_edit },
	{ "session.end", MSG_audit_did_session_end },
	{ "document.add", MSG_audit_did_document_add },
	{ "document.edit", MSG_audit_did_document_edit },
	{ "directive.accept", MSG_audit_did_directive_accept },
	{ "directive.draft", MSG_audit_did_directive_draft },
	{ "directive.convert", MSG_audit_did_directive_convert },
	{ "directive.not_task", MSG_audit_did_directive_not_task },
	{ "directive.out_of_scope", MSG_audit_did_directive_out_of_scope },
	{ "directive.undo", MSG_audit_did_directive_undo },
	{ "directive.split", MSG_audit_did_directive_split },
	{ "directive.join", MSG_audit_did_directive_join },
	{ "task.add", MSG_audit_did_task_add },
	{ "task.draft", MSG_audit_did_task_draft },
	{ "task.edit", MSG_audit_did_task_edit },
	{ "task.activate", MSG_audit_did_task_activate },
	{ "task.acknowledge", MSG_audit_did_task_acknowledge },
	{ "task.return", MSG_audit_did_task_return },
	{ "task.extend", MSG_audit_did_task_extend },
	{ "task.grant", MSG_audit_did_task_grant },
	{ "task.refuse", MSG_audit_did_task_refuse },
	{ "task.report", MSG_audit_did_task_report },
	{ "task.confirm", MSG_audit_did_task_confirm },
	{ "task.send_back", MSG_audit_did_task_send_back },
	{ "task.cancel", MSG_audit_did_task_cancel },
	{ "task.withdraw", MSG_audit_did_task_withdraw },
	{ "term.add", MSG_audit_did_term_add },
	{ "term.edit", MSG_audit_did_term_edit },
	{ "unit.add", MSG_audit_did_unit_add },
	{ "unit.edit", MSG_audit_did_unit_edit },
	{ "bloc.add", MSG_audit_did_bloc_add },
	{ "bloc.edit", MSG_audit_did_bloc_edit },
	{ 0 }
};

static const struct choice audit_objects[] = {
	{ "account", MSG_audit_of_account },
	{ "session", MSG_audit_of_session },
	{ "setting", MSG_audit_of_setting },
	{ "document", MSG_audit_of_document },
	{ "directive", MSG_audit_of_directive },
	{ "task", MSG_audit_of_task },
	{ "term", MSG_audit_of_term },
	{ "unit", MSG_audit_of_unit },
	{ "bloc", MSG_word_bloc },
	{ 0 }
};

/* A detail without words of its own stands as it is stored: long, without blanks. */
static const char *
detail_class(struct ctx *ctx, const char *text, int64_t number)
{
	(void)ctx;
	(void)text;
	(void)number;
	return "gb-wrap";
}

static const struct choice audit_states[] = {
	{ "draft", MSG_task_state_draft },
	{ "assigned", MSG_task_state_assigned },
	{ "active", MSG_task_state_active },
	{ "reported", MSG_task_state_reported },
	{ "done", MSG_task_state_done },
	{ "returned", MSG_task_state_returned },
	{ "cancelled", MSG_task_state_cancelled },
	{ 0 }
};

/* The value of `key` in one flat JSON object of ours, unquoted; empty when it is not there. */
static struct str
detail_value(struct html *h, struct str detail, const char *key)
{
	const char *name = arena_printf(h->arena, "\"%s\":", key);
	const char *at = memmem(detail.at, detail.len, name, strlen(name));
	struct str rest;

	if (at == NULL)
		return (struct str){ NULL, 0 };
	at += strlen(name);
	rest = (struct str){ at, detail.len - (size_t)(at - detail.at) };
	if (!str_starts(rest, "\""))
		return (struct str){ at, strcspn(at, ",}") };
	return (struct str){ at + 1, strcspn(at + 1, "\"") };
}

static const char *
state_words(struct html *h, struct str state)
{
	for (const struct choice *choice = audit_states; choice->value != NULL; choice++) {
		if (str_is(state, choice->value))
			return fmt_msg(h, (enum msg)choice->msg);
	}
	return NULL;
}

/*
 * What a reader wants of the stored detail: where the task stood and its due date, or which clause.
 * The identifiers beside them stay in the CSV. What is none of these is shown as it is stored.
 */
static struct str
audit_words(struct html *h, struct str stored)
{
	struct str detail = str_of(arena_text_n(h->arena, stored.at, stored.len));
	struct str clause = detail_value(h, detail, "clause");
	const char *state = state_words(h, detail_value(h, detail, "state"));
	int64_t due;

	if (clause.len > 0)
		return str_of(arena_printf(h->arena, "%s %.*s", fmt_msg(h, MSG_audit_clause),
		    (int)clause.len, clause.at));
	if (state == NULL)
		return stored;
	if (!day_parse_iso(detail_value(h, detail, "due"), &due))
		return str_of(state);
	return str_of(arena_printf(h->arena, "%s · %s: %s", state, fmt_msg(h, MSG_word_due),
	    fmt_day(h, due)));
}

/* Where the registers keep what an entry speaks of. */
#define AUDIT_PATH \
	"CASE t.object WHEN 'task' THEN '/tasks/' WHEN 'directive' THEN '/directives/'" \
	" WHEN 'document' THEN '/documents/' WHEN 'unit' THEN '/units/' ELSE '' END ||" \
	" CASE WHEN t.object IN ('task', 'directive', 'document', 'unit')" \
	" THEN CAST(t.object_id AS TEXT) ELSE '' END"

static bool
audit_may_open(const struct ctx *ctx, const char *path)
{
	static const struct {
		const char *prefix;
		enum right right;
	} rows[] = {
		{ "/tasks/", RIGHT_TASK_READ },
		{ "/directives/", RIGHT_DOCUMENT_READ },
		{ "/documents/", RIGHT_DOCUMENT_READ },
		{ "/units/", RIGHT_UNIT_READ },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (text_starts(path, rows[i].prefix))
			return ctx_may(ctx, rows[i].right);
	return false;
}

static const struct column audit_columns[] = {
	{ "at", CELL_MS, MSG_audit_at, "t.at_ms" },
	{ "actor", CELL_TEXT, MSG_audit_actor, "t.actor" },
	{ "role", CELL_CHOICE, MSG_audit_role, "t.role", actor_choices },
	{ "verb", CELL_CHOICE, MSG_audit_verb, "t.verb", audit_verbs },
	{ "object", CELL_CHOICE, MSG_audit_object, "t.object", audit_objects, .to = AUDIT_PATH,
	    .to_key = "object_path", .may_open = audit_may_open },
	{ "object_id", CELL_TEXT, MSG_audit_object_id, "CAST(t.object_id AS TEXT)",
	    .csv_only = true },
	{ "detail", CELL_TEXT, MSG_audit_detail, "coalesce(t.detail, '')",
	    .words = audit_words, .class_of = detail_class },
	{ "seq", CELL_INT, MSG_audit_seq, "t.seq" },
};
static const struct sort audit_sorts[] = {
	{ "newest", MSG_audit_newest, "t.id", CELL_INT, true },
};

const struct listing audit_listing = {
	.name = "audit",
	.path = "/audit",
	.title = MSG_nav_audit,
	.empty = MSG_audit_empty,
	.right = RIGHT_AUDIT_READ,
	.from = "audit_entry t",
	.columns = audit_columns,
	.ncolumns = ARRAY_LEN(audit_columns),
	.sorts = audit_sorts,
	.nsorts = ARRAY_LEN(audit_sorts),
	.nav = "audit",
	.add_path = "/audit/chain",
	.add_icon = "shield",
	.add_msg = MSG_audit_check,
	.add_right = RIGHT_AUDIT_READ,
};
const struct listing *const audit_listings[] = { &audit_listing, NULL };

static struct reply
verify_view(struct ctx *ctx)
{
	struct audit_verdict verdict;
	struct html *h = page_new(ctx);
	enum rc rc = audit_verify(ctx->db, ctx->app->secrets.sign_public, &verdict);

	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	audit_verdict_html(h, ctx, &verdict);
	return reply_page(ctx, h);
}

const struct route audit_routes[] = {
	{ GET("/audit"), .right = RIGHT_AUDIT_READ, .view = listing_page,
	    .listing = &audit_listing },
	{ GET("/audit.csv"), .right = RIGHT_AUDIT_READ, .view = listing_file,
	    .listing = &audit_listing, .flags = ROUTE_WORKER },
	{ GET("/audit/chain"), .right = RIGHT_AUDIT_READ, .view = verify_view,
	    .flags = ROUTE_WORKER },
	{ 0 }
};

/* ---- the chainer ---- */

struct chaining {
	struct app *app;
	struct arena *arena;
	int64_t n;
};

static enum rc
chain_apply(struct turn *turn, struct db *db)
{
	struct chaining *c = turn->data;
	int64_t now_ms = clock_now_ms(&c->app->clock);
	enum rc rc = lease_take(db, "audit chain", c->app->node, now_ms, LEASE_MS);

	c->n = 0;
	arena_reset(c->arena);
	if (rc != RC_OK) /* another node has the work */
		return rc == RC_NONE ? RC_OK : rc;
	return audit_chain(db, c->arena, &c->app->secrets, now_ms, CHAIN_BATCH, &c->n);
}

/* In small turns, since visitors' writes wait for each. */
static void
chain(struct app *app)
{
	struct chaining c = { .app = app, .arena = arena_new(CHAIN_ARENA) };

	do {
		if (tick_write(app, "audit chain", chain_apply, &c) != RC_OK)
			break;
	} while (c.n == CHAIN_BATCH);
	arena_free(c.arena);
}

const struct tick audit_ticks[] = { { "audit chain", 1000, chain }, { 0 } };
