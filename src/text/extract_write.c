/*
 * extract_write.c: parts of sentences and rows of annexes become clauses. The one idea: who is to
 * do it comes from the clause itself, else from what is in force; the rest of its fields from its
 * own words.
 */
#include "text/extract_body.h"

static const char **
name_list(struct extractor *ex, const struct names *names, size_t *n)
{
	const char **list = ARENA_ARRAY(ex->arena, names->n + 1, const char *);

	for (size_t i = 0; i < names->n; i++)
		list[i] = range_text(ex, names->at[i]);
	*n = names->n;
	return list;
}

/* "Văn phòng ... thông báo để các đơn vị biết, thực hiện" outside any section. */
static bool
is_closing_line(struct extractor *ex, const struct state *s, const struct verdict *v)
{
	static const char *const offices[] = { "văn", "ủy", "ubnd", "ban", "thường", "hđnd" };
	size_t i = v->action;

	if (s->section != NULL || s->point != SIZE_MAX || v->actors.n == 0 ||
	    !WORD_IN(ex, v->actors.at[0].from, offices) ||
	    !word_is(ex, i, "thông") || !word_is(ex, i + 1, "báo"))
		return false;
	while (i < v->span.to && i < v->action + 40 && !word_is(ex, i, "biết"))
		i++;
	return i < v->span.to && word_is(ex, i, "biết");
}

/* Does a purpose or a requirement name somebody, not "các sở, ngành" or all? */
static bool
names_one(const struct extractor *ex, const struct verdict *v)
{
	static const char *const groups[] = { "các", "từng", "mỗi", "toàn", "những", "cán", "mọi",
		"thủ", "người", "tất" };

	for (size_t i = 0; !v->inherited && i < v->actors.n; i++)
		if (!WORD_IN(ex, v->actors.at[i].from, groups))
			return true;
	return false;
}

/* Is it told as an order and yet nobody's task? A day set makes it one. */
static bool
is_aim(struct extractor *ex, const struct state *s, const struct verdict *v,
    const struct extract_clause *c)
{
	if (c->deadline_day != DAY_NONE || c->kind > EXTRACT_RECOMMENDATION)
		return false;
	return (frame_aims(s) && !names_one(ex, v)) || is_closing_line(ex, s, v);
}

static void
write_clause(struct extractor *ex, struct state *s, const struct unit *unit,
    const struct verdict *v)
{
	struct extract_clause *c = extract_add(ex, v->span, v->kind, unit->section);
	bool order = v->kind == EXTRACT_DIRECTIVE || v->kind == EXTRACT_RECOMMENDATION;

	c->actors = name_list(ex, &v->actors, &c->nactors);
	c->coactors = name_list(ex, &v->coactors, &c->ncoactors);
	c->inherited = v->inherited;
	c->score = v->score;
	c->action = range_text(ex,
	    (struct range){ v->action < v->span.to ? v->action : v->span.from, v->span.to });
	c->reason = v->reason.from < v->reason.to ? range_text(ex, v->reason) :
	    unit->reason != NULL && order ? unit->reason : "";
	c->vague = v->actors.n == 0;
	for (size_t i = 0; i < v->actors.n; i++)
		c->vague = c->vague || actor_is_vague(ex, v->actors.at[i]);
	extract_time(ex, v->span, c); /* its own words, not those before them */
	c->aim = is_aim(ex, s, v, c);
	c->topic = extract_topic_of(ex, v->span);
	c->family = order ? extract_family_of(ex, v->span) : FAMILY_NONE;
	c->sensitive = c->family != FAMILY_NONE;
	if (order) {
		s->carry = true;
		s->carried = v->kind;
		s->last = ex->result->nclauses;
		s->orders += s->point != SIZE_MAX;
		if (v->actors.n > 0 && !v->inherited)
			s->block = v->actors;
	} else {
		s->carry = false;
		s->last = 0;
	}
	if (!order)
		extract_figures(ex, v->span, unit->section);
}

/* "Hoàn thành trước ngày 30/9/2026": a remark on the order before it, no order of its own. */
static bool
is_remark(struct extractor *ex, struct range r)
{
	static const char *const no_object[] = { "trước", "trong", "chậm", "xong", "vào", "ngay",
		"đúng", "muộn", "các", "nội" };
	bool done = word_is(ex, r.from, "hoàn") && word_is(ex, r.from + 1, "thành") &&
	    WORD_IN(ex, r.from + 2, no_object);
	bool term = word_is(ex, r.from, "thời") &&
	    (word_is(ex, r.from + 1, "gian") || word_is(ex, r.from + 1, "hạn"));
	bool over = word_is(ex, r.from, "xong");

	return (done || term || over) && r.to - r.from <= 16 && extract_has_date(ex, r);
}

static void
join_remark(struct extractor *ex, const struct state *s, struct range r)
{
	struct extract_clause *c = &ex->result->clauses[s->last - 1];

	c->byte_end = ex->tokens.at[r.to - 1].end;
	c->char_end = decoded_point(ex->doc, c->byte_end);
	if (c->deadline_day == DAY_NONE)
		extract_time(ex, r, c);
}

void
write_part(struct extractor *ex, struct state *s, struct range part)
{
	struct unit unit = { .tokens = part,
		.carry = s->carry,
		.carried = s->carried,
		.inherit = frame_actors(s),
		.section = s->section };
	struct verdict verdict;

	unit.point = part.from == s->point;
	unit.item = unit.point && (s->orders > 0 || unit.inherit->n > 0);
	if (part.from >= part.to)
		return;
	if (s->last > 0 && is_remark(ex, part)) {
		join_remark(ex, s, part);
		return;
	}
	unit.mode = frame_mode(ex, s, &unit.reason);
	extract_judge(ex, &unit, &verdict);
	if (!verdict.found)
		return;
	if (verdict.lead_in) {
		s->block = verdict.actors;
		s->carry = true;
		s->carried = verdict.kind;
		return;
	}
	if (verdict.inherited && verdict.coactors.n == 0)
		verdict.coactors = *frame_coactors(s);
	write_clause(ex, s, &unit, &verdict);
}

void
write_row(struct extractor *ex, struct state *s, const struct block *block)
{
	struct row row;
	struct extract_clause *c;

	extract_row(ex, block, &s->table, &row);
	if (!row.found)
		return;
	c = extract_add(ex, row.span, EXTRACT_DIRECTIVE, block->label);
	c->actors = name_list(ex, &row.lead, &c->nactors);
	c->coactors = name_list(ex, &row.co, &c->ncoactors);
	c->vague = row.lead.n == 0 || actor_is_vague(ex, row.lead.at[0]);
	c->action = range_text(ex, row.task);
	c->reason = "bảng phân công";
	c->score = 90;
	c->topic = extract_topic_of(ex, row.task);
	c->family = extract_family_of(ex, row.task);
	c->sensitive = c->family != FAMILY_NONE;
	extract_row_due(ex, &row, c);
}
