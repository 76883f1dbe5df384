/*
 * review.c: what the page of a review needs, put together; and the words for what is proposed.
 */
#include "plan/directive/review.h"

#include <unicode/uchar.h>

#include "base/arena.h"
#include "city/unit/unit.h"

enum { WORDS_MAX = 500, TITLE_MAX = 300 };

/* ---- Reading ---- */

static enum rc
add_persons(struct ctx *ctx, struct review *r, int64_t unit_id, const char *unit)
{
	const char *names[PERSONS_OF_ONE];
	size_t n;
	enum rc rc = directive_persons(ctx->db, ctx->arena, unit_id, names, PERSONS_OF_ONE, &n);

	for (size_t i = 0; rc == RC_OK && i < n && r->npersons < PERSONS_MAX; i++)
		r->persons[r->npersons++] = (struct review_person){ names[i], unit };
	return rc;
}

enum rc
review_add_persons(struct ctx *ctx, struct review *r, int64_t unit_id)
{
	struct unit unit;
	enum rc rc = unit_get(ctx->db, ctx->arena, unit_id, &unit);

	for (size_t i = 0; i < r->lead.n; i++)
		if (r->lead.rows[i].unit_id == unit_id)
			return RC_OK;
	if (rc == RC_OK)
		rc = add_persons(ctx, r, unit.id, unit.name);
	return rc == RC_NONE ? RC_OK : rc;
}

static enum rc
read_persons(struct ctx *ctx, struct review *r)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < r->lead.n; i++)
		rc = add_persons(ctx, r, r->lead.rows[i].unit_id, r->lead.rows[i].name);
	return rc;
}

/* All that is proposed for an open clause. */
static enum rc
read_proposals(struct ctx *ctx, struct review *r)
{
	const struct suggest_facts facts = { r->now->deadline_day, r->now->period,
		r->document.issued_day, ctx->today };
	enum rc rc = directive_propose(ctx, r->now, r->rows, r->nrows, &r->lead);

	if (rc == RC_OK)
		rc = directive_propose_co(ctx, r->now, &r->co);
	if (rc == RC_OK)
		rc = read_persons(ctx, r);
	r->ndays = suggest_days(&facts, r->days);
	return rc;
}

/* The clause in view: the one asked for, else the next open one, else none. */
static enum rc
find_now(struct ctx *ctx, int64_t document_id, int64_t clause, int64_t after,
    struct directive *now)
{
	enum rc rc;

	*now = (struct directive){ 0 };
	if (clause != 0)
		return directive_at(ctx->db, ctx->arena, document_id, clause, now);
	rc = directive_next_open(ctx->db, ctx->arena, document_id, after, now);
	if (rc == RC_NONE && after != 0)
		rc = directive_next_open(ctx->db, ctx->arena, document_id, 0, now);
	return rc == RC_NONE ? RC_OK : rc;
}

/* The part of the text that holds it, with its clauses. */
static enum rc
read_part(struct ctx *ctx, int64_t document_id, const struct directive *now, struct review *to)
{
	enum rc rc;

	to->part = part_of(to->document.text, now->byte_start);
	rc = directive_list(ctx->db, ctx->arena, document_id, to->part.from, to->part.to,
	    &to->rows, &to->nrows);
	for (size_t i = 0; rc == RC_OK && i < to->nrows; i++)
		if (to->rows[i].id == now->id)
			to->now = &to->rows[i];
	return rc;
}

static enum rc
read_end(struct ctx *ctx, int64_t document_id, struct review *to)
{
	enum rc rc = directive_drafts(ctx->db, document_id, &to->drafts);

	if (rc == RC_OK)
		rc = directive_tasks(ctx->db, document_id, &to->tasks);
	to->tasks -= to->drafts;
	return rc;
}

/* Its halves as they are; id 0 when they cannot be joined. */
static enum rc
read_joinable(struct ctx *ctx, struct split *split)
{
	struct err err = { 0 };
	enum rc rc = split_read_halves(ctx->db, ctx->arena, split, &err);

	if (rc == RC_REFUSED)
		split->id = 0;
	return rc == RC_REFUSED ? RC_OK : rc;
}

/* The last split, where no decision came after it, and that of the clause in view. */
static enum rc
read_splits(struct ctx *ctx, struct review *r)
{
	struct split *last = &r->last_split;
	enum rc rc = split_last(ctx->db, ctx->arena, r->document.id, last);

	if (rc == RC_OK && last->made_ms < r->last.decided_ms)
		last->id = 0;
	if (rc == RC_OK && last->id != 0)
		rc = read_joinable(ctx, last);
	if (last->id != 0)
		r->last.id = 0;
	if (rc == RC_OK && r->now != NULL)
		rc = split_of(ctx->db, ctx->arena, r->now->id, &r->split);
	if (rc == RC_OK && r->split.id == last->id)
		r->split.id = 0;
	if (rc == RC_OK && r->split.id != 0)
		rc = read_joinable(ctx, &r->split);
	return rc == RC_NONE ? RC_OK : rc;
}

enum rc
review_read(struct ctx *ctx, int64_t document_id, int64_t clause, int64_t after,
    struct review *to)
{
	struct directive now;
	enum rc rc = directive_document(ctx->db, ctx->arena, document_id, &to->document);

	if (rc == RC_OK)
		rc = directive_progress(ctx->db, document_id, &to->n, &to->decided);
	if (rc != RC_OK)
		return rc;
	rc = directive_last(ctx->db, ctx->arena, document_id, &to->last);
	if (rc == RC_OK)
		to->undo_barred = directive_undo_barred(&to->last,
		    ctx->user == NULL ? 0 : ctx->user->account_id, ctx->now_ms);
	if (rc == RC_OK || rc == RC_NONE)
		rc = find_now(ctx, document_id, clause, after, &now);
	if (rc == RC_OK)
		rc = read_part(ctx, document_id, &now, to);
	if (rc != RC_OK)
		return rc;
	rc = read_splits(ctx, to);
	if (rc != RC_OK)
		return rc;
	if (to->now == NULL)
		return read_end(ctx, document_id, to);
	return to->now->outcome == OUTCOME_OPEN ? read_proposals(ctx, to) : RC_OK;
}

/* ---- Words ---- */

static const char *
words(struct html *h, enum msg msg, const struct msg_arg *args, size_t n)
{
	struct buf text;

	buf_init(&text, h->arena, WORDS_MAX);
	msg_format(&text, h->lang, msg, args, n);
	return buf_text(&text);
}

static const char *
words_n(struct html *h, enum msg msg, int64_t n)
{
	return words(h, msg, &(struct msg_arg){ .name = "n", .number = n }, 1);
}

static const char *
length_words(struct html *h, const struct period *p)
{
	switch (p->unit) {
	case 'Y':
		return words_n(h, MSG_directive_length_y, p->count);
	case 'M':
		return words_n(h, MSG_directive_length_m, p->count);
	case 'W':
		return words_n(h, MSG_directive_length_w, p->count);
	case 'H':
		return words_n(h, MSG_directive_length_h, p->count);
	}
	return words_n(h, MSG_directive_length_d, p->count);
}

static const char *
period_words(struct html *h, const struct period *p)
{
	const struct msg_arg days[] = { { .name = "from", .text = fmt_day(h, p->from_day) },
		{ .name = "to", .text = fmt_day(h, p->to_day) } };

	switch (p->kind) {
	case PERIOD_BETWEEN:
		return p->from_day == DAY_NONE ? words(h, MSG_directive_period_until, days + 1, 1)
		                               : words(h, MSG_directive_period_between, days, 2);
	case PERIOD_FROM:
		return words(h, MSG_directive_period_from, days, 1);
	case PERIOD_EVERY:
		return words(h, MSG_directive_period_every,
		    &(struct msg_arg){ .name = "length", .text = length_words(h, p) }, 1);
	case PERIOD_WITHIN:
		return words(h, MSG_directive_period_within,
		    &(struct msg_arg){ .name = "length", .text = length_words(h, p) }, 1);
	}
	BUG("period of kind %d", (int)p->kind);
}

const char *
review_period(struct html *h, const char *period)
{
	struct str rest = str_of(period);
	struct buf text;

	buf_init(&text, h->arena, WORDS_MAX);
	while (rest.at != NULL) {
		struct period p;

		if (!period_read(str_trim(str_cut(&rest, ';')), &p))
			continue;
		if (text.len > 0)
			buf_add_text(&text, "; ");
		buf_add_text(&text, period_words(h, &p));
	}
	return buf_text(&text);
}

/* enum msg, with {n} for some */
static int
suggest_msg(enum suggest_why why)
{
	static const int msgs[WHY_COUNT] = {
		[WHY_STATED] = MSG_directive_why_stated,
		[WHY_YEAR_END] = MSG_directive_why_year_end,
		[WHY_QUARTER_END] = MSG_directive_why_quarter_end,
		[WHY_MONTH_END] = MSG_directive_why_month_end,
		[WHY_PERIOD_END] = MSG_directive_why_period_end,
		[WHY_BEFORE_END] = MSG_directive_why_before_end,
		[WHY_FROM_ISSUE] = MSG_directive_why_from_issue,
		[WHY_FROM_TODAY] = MSG_directive_why_from_today,
		[WHY_WEEK_END] = MSG_directive_why_week_end,
	};

	return msgs[why];
}

const char *
review_why(struct html *h, const struct suggestion *s)
{
	return words_n(h, (enum msg)suggest_msg(s->why), s->n);
}

const char *
review_days_left(struct html *h, int64_t day, int64_t today)
{
	if (day == today)
		return fmt_msg(h, MSG_directive_day_today);
	if (day < today)
		return words_n(h, MSG_directive_days_past, today - day);
	return words_n(h, MSG_directive_days_left, day - today);
}

const char *
proposal_why(struct html *h, const struct proposal *p)
{
	switch (p->why) {
	case BY_CLAUSE:
		return fmt_msg(h, MSG_directive_by_clause);
	case BY_SECTION:
		return words(h, MSG_directive_by_section,
		    &(struct msg_arg){ .name = "name", .text = p->section }, 1);
	case BY_TASKS:
		return words_n(h, MSG_directive_by_tasks, p->n);
	case BY_TOPIC:
		return fmt_msg(h, MSG_directive_by_topic);
	}
	BUG("proposal by %d", (int)p->why);
}

/* The action, or where it ends in "…" the quote from there on, unless that is too long. */
static const char *
whole_action(const struct directive *d)
{
	size_t len = strlen(d->action);
	size_t cut = strlen("…");
	const char *at;

	if (len <= cut || memcmp(d->action + len - cut, "…", cut) != 0)
		return d->action;
	at = memmem(d->quote, strlen(d->quote), d->action, len - cut);
	return at != NULL && utf8_count(str_of(at)) <= TITLE_MAX ? at : d->action;
}

const char *
review_title(struct arena *arena, const struct directive *d)
{
	const char *action = whole_action(d);
	uint32_t code;
	char first[4];
	size_t len = utf8_decode(action, strlen(action), &code);
	size_t upper;

	if (len == 0)
		return action;
	upper = utf8_encode((uint32_t)u_toupper((UChar32)code), first);
	return arena_printf(arena, "%.*s%s", (int)upper, first, action + len);
}

/* ---- Outputs ---- */

/* Words of an action and what usually comes of it; the first that fits counts. */
static const struct {
	const char *word;
	const char *output;
} outputs[] = {
	{ "báo cáo", "Báo cáo kết quả" },
	{ "niêm yết", "Thông tin đã niêm yết" },
	{ "công khai", "Thông tin đã công khai" },
	{ "trả lời", "Văn bản trả lời" },
	{ "kiểm tra", "Báo cáo kết quả kiểm tra" },
	{ "rà soát", "Danh mục kết quả rà soát" },
	{ "đối thoại", "Biên bản đối thoại" },
	{ "danh sách", "Danh sách" },
	{ "danh mục", "Danh mục" },
	{ "kế hoạch", "Kế hoạch" },
	{ "phương án", "Phương án" },
	{ "đề án", "Đề án" },
	{ "biên bản", "Biên bản" },
	{ "tuyên truyền", "Sản phẩm thông tin đã phát hành" },
	{ "cảnh báo", "Bản tin cảnh báo đã phát" },
};

const char *const review_outputs[] = { "Báo cáo kết quả", "Thông tin đã công khai",
	"Văn bản trả lời", "Kế hoạch", "Biên bản đối thoại", "Danh mục kết quả rà soát", NULL };

const char *
review_output(const char *action)
{
	for (size_t i = 0; i < ARRAY_LEN(outputs); i++)
		if (strcasestr(action, outputs[i].word) != NULL)
			return outputs[i].output;
	return "";
}

bool
review_chosen(struct ctx *ctx, const char *name, const char *value)
{
	return text_equal(in_text(ctx, name), value);
}

bool
review_has_id(struct ctx *ctx, const char *name, int64_t id)
{
	const struct value *value = in_value(ctx, name);

	for (size_t i = 0; i < value->nids; i++)
		if (value->ids[i] == id)
			return true;
	return false;
}

/* ---- Addresses and figures ---- */

struct url
review_url(struct html *h, const struct review *r, int64_t position)
{
	return url_printf(h->arena, "/documents/%lld/review?clause=%lld", (long long)r->document.id,
	    (long long)position);
}

struct url
review_post_url(struct html *h, const struct review *r)
{
	return url_printf(h->arena, "/documents/%lld/review/%lld", (long long)r->document.id,
	    (long long)r->now->position);
}

struct url
review_split_url(struct html *h, const struct review *r)
{
	return url_printf(h->arena, "/documents/%lld/review/%lld/split", (long long)r->document.id,
	    (long long)r->now->position);
}

struct url
review_join_url(struct html *h, const struct review *r)
{
	return url_printf(h->arena, "/documents/%lld/review/join", (long long)r->document.id);
}

struct url
review_undo_url(struct html *h, const struct review *r)
{
	return url_printf(h->arena, "/documents/%lld/review/undo", (long long)r->document.id);
}

const char *
review_by(struct html *h, const char *name, int64_t at_ms)
{
	return arena_printf(h->arena, "%s%s%s", name == NULL ? "" : name, name == NULL ? "" : ", ",
	    fmt_ms(h, at_ms));
}

size_t
review_more_co(const struct review *r, struct pick *picks, size_t n, bool *chosen)
{
	size_t kept = 0;

	*chosen = false;
	for (size_t i = 0; i < n; i++) {
		bool named = false;
		int64_t id;

		for (size_t j = 0; j < r->co.n && !named; j++)
			named = str_to_i64(str_of(picks[i].value), &id) &&
			    r->co.rows[j].unit_id == id;
		if (named)
			continue;
		picks[kept++] = picks[i];
		*chosen |= picks[i].chosen;
	}
	return kept;
}

const char *
review_id(struct html *h, int64_t id)
{
	return arena_printf(h->arena, "%lld", (long long)id);
}

const char *
review_refusal(struct html *h, const struct ctx *ctx)
{
	struct buf text;

	buf_init(&text, h->arena, WORDS_MAX);
	msg_err(&text, h->lang, &ctx->err);
	return buf_text(&text);
}

const char *
outcome_class(enum directive_outcome outcome)
{
	switch (outcome) {
	case OUTCOME_TASK:
	case OUTCOME_CONVERTED:
		return "badge badge-done";
	case OUTCOME_NOT_TASK:
	case OUTCOME_OUT_OF_SCOPE:
		return "badge";
	case OUTCOME_OPEN:
	case OUTCOME_COUNT:
		break;
	}
	return "badge badge-new";
}
