/*
 * extract_body.c: from block to block. The one idea: a stack of headings, each with the mode and
 * the addressees it set; a block inherits from the nearest one above it that set any.
 */
#include "text/extract_body.h"

#define ADDRESS_MAX 80 /* tokens of a heading that says who; a bound keeps the work linear */

/* Behind "chủ trì", "có trách nhiệm khẩn trương": duties that do not say what is to be done. */
static size_t
skip_duty(struct extractor *ex, size_t i, size_t end)
{
	static const char *const joints[] = { "và" };
	size_t used = 1;

	for (; i < end && used > 0; i += used) {
		enum cue cue;

		used = phrase_at(ex, ex->words.adverbs, i, end, NULL);
		if (used == 0 && (token_is(ex, i, ",") || WORD_IN(ex, i, joints)))
			used = 1;
		if (used == 0 && cue_at(ex, i, end, &cue) > 0 &&
		    (cue == CUE_DUTY || cue == CUE_ROLE || cue == CUE_MODAL))
			used = cue_at(ex, i, end, &cue);
	}
	return i;
}

/*
 * "Giao Sở Y tế", "Sở Y tế chủ trì, phối hợp với Sở Nội vụ", "Sở Y tế có trách nhiệm" before a
 * colon: all of it says who is to do what follows, and nothing says what.
 */
static bool
is_address(struct extractor *ex, struct range r, struct verdict *to)
{
	static const struct names nobody;
	const struct unit unit = { .tokens = r, .inherit = &nobody, .mode = MODE_DIRECT };
	size_t next;

	*to = (struct verdict){ .found = false };
	if (r.to - r.from > ADDRESS_MAX)
		return false;
	extract_judge(ex, &unit, to);
	if (!to->found || to->actors.n == 0 || to->kind > EXTRACT_RECOMMENDATION ||
	    extract_has_date(ex, r))
		return false;
	if (to->lead_in || to->action >= r.to)
		return true;
	next = skip_duty(ex, to->action, r.to);
	return next >= r.to || (to->coactors.n > 0 && (word_is(ex, next, "phối") ||
	    word_is(ex, next, "cùng")) && to->coactors.at[to->coactors.n - 1].to == r.to);
}

/* Is the colon at i one that announces what follows in the same sentence? */
static bool
splits_at_colon(struct extractor *ex, struct range before, size_t end)
{
	struct verdict verdict;
	struct names names;
	enum mode mode;

	if (before.to + 1 >= end || !extract_order_at(ex, before.to + 1, end))
		return false;
	if (!word_is(ex, before.to - 1, "sau") &&
	    actor_label(ex, before.from, before.to, &names))
		return false; /* "Sở Y tế: ..." is judged whole */
	return extract_is_lead_in(ex, before, &mode) || before.to - before.from <= 12 ||
	    is_address(ex, before, &verdict);
}

/* Where a lead-in of this block counts. */
static struct frame *
lead_in_place(struct state *s, const struct block *block, enum mode mode)
{
	if (block->kind == BLOCK_NUMBERED || block->kind == BLOCK_HEADING)
		return &s->at[frame_depth(block)];
	if (block->kind == BLOCK_BULLET || mode == MODE_REPORT)
		return &s->list;
	return block->label != NULL && s->depth >= 0 ? &s->at[s->depth] : &s->base;
}

/* Puts an address in force for what follows; false when the words are none. */
static bool
enter_address(struct extractor *ex, struct state *s, const struct block *block, struct range r,
    bool in_line)
{
	struct verdict verdict;
	bool asks;

	if (!is_address(ex, r, &verdict))
		return false;
	asks = verdict.kind == EXTRACT_RECOMMENDATION;
	*(in_line && block->kind == BLOCK_PARAGRAPH ? &s->list :
	    lead_in_place(s, block, MODE_DIRECT)) = (struct frame){ .has_mode = true,
		.mode = asks ? MODE_RECOMMEND : MODE_DIRECT,
		.actors = verdict.actors,
		.coactors = verdict.coactors,
		.reason = range_text(ex, r) };
	s->listing = true;
	return true;
}

/* Puts a lead-in in force for what follows in this block and below it. */
static void
enter_lead_in(struct extractor *ex, struct state *s, const struct block *block, struct range r)
{
	struct frame frame = { .has_mode = true, .reason = range_text(ex, r) };
	struct unit unit = { .tokens = r, .inherit = &s->base.actors, .mode = MODE_DIRECT };
	struct verdict verdict;

	(void)extract_is_lead_in(ex, r, &frame.mode);
	extract_judge(ex, &unit, &verdict);
	/* only a demand or a duty hands its addressees on, not "UBND ban hành Kế hoạch như sau" */
	if (verdict.found && !verdict.inherited && verdict.actors.n > 0 &&
	    verdict.score >= (block->kind == BLOCK_NUMBERED ? 85 : 90) &&
	    frame.mode != MODE_REPORT && !actor_is_vague(ex, verdict.actors.at[0]))
		frame.actors = verdict.actors;
	*lead_in_place(s, block, frame.mode) = frame;
	s->listing = true;
}

/* "1. Về kết quả thực hiện: ...": a heading in the line itself. */
static void
enter_label(struct extractor *ex, struct state *s, const struct block *block, struct range r)
{
	enum mode mode = extract_heading_mode(ex, r, MODE_NONE);
	struct frame *frame = &s->at[frame_depth(block)];

	frame->aims = extract_heading_aims(ex, r);
	if (mode == MODE_NONE || r.to - r.from > 16)
		return;
	frame->has_mode = true;
	frame->mode = mode;
	frame->reason = range_text(ex, r);
}

/* One sentence: a colon inside may announce, then come the parts. */
static void
read_sentence(struct extractor *ex, struct state *s, const struct block *block, struct range r)
{
	size_t i = r.from;
	struct range part;

	for (size_t k = r.from; k < r.to; k++) {
		struct range before = { r.from, k };
		enum mode mode;

		if (!token_is(ex, k, ":"))
			continue;
		if (block->kind == BLOCK_NUMBERED && r.from == block->tokens.from)
			enter_label(ex, s, block, before);
		if (!splits_at_colon(ex, before, r.to))
			continue;
		if (!extract_heading_aims(ex, before) &&
		    !enter_address(ex, s, block, before, true) &&
		    extract_is_lead_in(ex, before, &mode))
			enter_lead_in(ex, s, block, before);
		i = k + 1;
		break;
	}
	while (extract_part(ex, &i, r.to, &part))
		write_part(ex, s, part);
}

/* The last sentence before a closing colon: a lead-in, or an order that goes on in a list. */
static void
read_open_sentence(struct extractor *ex, struct state *s, const struct block *block,
    struct range r)
{
	enum mode mode;
	struct names names;

	while (r.from < r.to && (token_is(ex, r.to - 1, ":") || token_is(ex, r.to - 1, "*") ||
				    token_is(ex, r.to - 1, "_")))
		r.to--;
	if (r.from >= r.to)
		return;
	if (block->level != LEVEL_NONE && r.from == block->tokens.from &&
	    actor_label(ex, r.from, r.to, &names)) {
		const char *reason; /* "3. Sở Y tế:" */
		bool report = frame_mode(ex, s, &reason) == MODE_REPORT;

		s->at[frame_depth(block)] = (struct frame){ .has_mode = true,
			.mode = report ? MODE_REPORT : MODE_DIRECT,
			.actors = names,
			.reason = range_text(ex, r) };
		return;
	}
	if (block->level != LEVEL_NONE && extract_heading_aims(ex, r)) {
		s->at[frame_depth(block)] = (struct frame){ .has_mode = true, .aims = true,
			.mode = MODE_DIRECT, .reason = range_text(ex, r) };
		return;
	}
	if (enter_address(ex, s, block, r, false))
		return;
	if (extract_is_lead_in(ex, r, &mode)) {
		enter_lead_in(ex, s, block, r);
		return;
	}
	read_sentence(ex, s, block, r);
}

/*
 * “Các sở phải ... Cần ...”, đồng chí yêu cầu: what the whole quotation says is ordered. So it is
 * where orders were just told and it begins with a modal: “Chúng ta phải ...”, ông nói.
 */
static bool
is_spoken_order(struct extractor *ex, struct range r, bool telling)
{
	enum cue modal;

	if (!token_is(ex, r.from, "“") && !token_is(ex, r.from, "\""))
		return false;
	for (size_t k = r.from + 1; telling && k < r.to && k < r.from + 5; k++)
		if (cue_at(ex, k, r.to, &modal) > 0 && modal == CUE_MODAL)
			return true;
	for (size_t k = r.from + 3; k < r.to; k++) {
		if (!extract_quote_ends(ex, k))
			continue;
		for (size_t i = k + 2; i < r.to && i < k + 16; i++) {
			enum cue cue;

			if (cue_at(ex, i, r.to, &cue) > 0 && cue <= CUE_STRESS)
				return true;
		}
	}
	return false;
}

/*
 * On a news page: "Trước mắt, huy động lực lượng ..." under a paragraph that ended with an order
 * goes on with it, unless a person is named who says it.
 */
static bool
goes_on_telling(struct extractor *ex, struct range r)
{
	size_t i = r.from + phrase_at(ex, ex->words.frames, r.from, r.to, NULL);
	struct range first;
	size_t at = i;

	i += token_is(ex, i, ",");
	if (!extract_sentence(ex, &at, r.to, &first) ||
	    (!extract_order_at(ex, i, first.to) &&
		phrase_at(ex, ex->words.adverbs, i, first.to, NULL) == 0))
		return false;
	for (size_t k = r.from; k < first.to; k++) {
		size_t used = actor_at(ex, k, first.to);

		if (used > 0 && actor_is_person(ex, (struct range){ k, k + used }))
			return false;
		k += used > 0 ? used - 1 : 0;
	}
	for (size_t k = i; k < first.to && k < i + 12; k++)
		if (phrase_at(ex, ex->words.past, k, first.to, NULL) > 0)
			return false;
	return true;
}

static void
read_block(struct extractor *ex, struct state *s, const struct block *block)
{
	size_t i = block->tokens.from, end = block->tokens.to;
	struct range r;

	s->carry = false;
	s->block.n = 0;
	s->last = 0;
	if (block->kind == BLOCK_PARAGRAPH)
		s->orders = 0;
	s->point = block->kind == BLOCK_PARAGRAPH ? SIZE_MAX : i;
	s->points = s->points || s->point != SIZE_MAX;
	if (s->telling && goes_on_telling(ex, block->tokens)) {
		s->carry = true;
		s->carried = s->told_kind;
		s->block = s->told;
	}
	if (is_spoken_order(ex, block->tokens, s->telling)) {
		s->carry = true;
		s->carried = EXTRACT_DIRECTIVE;
	}
	while (extract_sentence(ex, &i, end, &r)) {
		if (block->colon && i >= end)
			read_open_sentence(ex, s, block, r);
		else
			read_sentence(ex, s, block, r);
	}
	if (block->kind != BLOCK_BULLET && s->block.n > 0)
		s->list.actors = s->block;
	s->telling = !ex->official && block->kind == BLOCK_PARAGRAPH && s->carry;
	s->told_kind = s->carried;
	if (s->telling)
		s->told = *frame_actors(s);
}

/* "Trách nhiệm của các sở", "Đối với Sở Y tế": the addressees a heading ends with. */
static size_t
heading_actors(struct extractor *ex, struct range r, struct names *to)
{
	for (size_t i = r.from; i + 1 < r.to; i++)
		if (word_is(ex, i, "của") || (word_is(ex, i, "với") && i > r.from))
			return actors_at(ex, i + 1, r.to, to);
	to->n = 0;
	return r.from;
}

/* A heading: its words set the mode, its addressee is the one of what stands below. */
static void
read_heading(struct extractor *ex, struct state *s, const struct block *block)
{
	const char *reason;
	enum mode now = frame_mode(ex, s, &reason);
	enum mode mode = extract_heading_mode(ex, block->tokens, now);
	struct frame *frame = block->level == LEVEL_NONE ? &s->base : &s->at[frame_depth(block)];
	struct unit unit = { .tokens = block->tokens, .inherit = &s->base.actors, .mode =
	    MODE_DIRECT };
	struct verdict verdict;
	struct names names;

	*frame = (struct frame){ .has_mode = mode != MODE_NONE, .mode = mode,
		.aims = extract_heading_aims(ex, block->tokens),
		.reason = range_text(ex, block->tokens) };
	if (actor_label(ex, block->tokens.from, block->tokens.to, &names) ||
	    (heading_actors(ex, block->tokens, &names) == block->tokens.to && names.n > 0)) {
		frame->actors = names;
		frame->has_mode = frame->has_mode || now == MODE_NONE;
		frame->mode = mode == MODE_NONE ? MODE_DIRECT : mode;
		return;
	}
	extract_judge(ex, &unit, &verdict);
	if (verdict.found && verdict.lead_in)
		frame->actors = verdict.actors;
}

/* A numbered line without an end that has something below it is a heading. */
static bool
is_heading(const struct extractor *ex, size_t b)
{
	const struct block *block = &ex->blocks[b];
	size_t next = b + 1;

	if (block->kind == BLOCK_HEADING)
		return true;
	if (block->kind != BLOCK_NUMBERED || block->ended || block->colon)
		return false;
	if (block->caps || block->level == LEVEL_PART)
		return true;
	while (next < ex->nblocks && ex->blocks[next].kind == BLOCK_SKIP)
		next++;
	if (next >= ex->nblocks)
		return false;
	return ex->blocks[next].kind == BLOCK_BULLET || ex->blocks[next].kind == BLOCK_PARAGRAPH ||
	    frame_depth(&ex->blocks[next]) > frame_depth(block);
}

/* The closing formula stands outside the last section. */
static void
free_closing(struct extractor *ex)
{
	static const char *const closers[] = { "trên", "văn", "yêu", "đề", "trong", "nhận", "thừa",
		"kết", "thông", "chỉ", "các" };
	size_t b = ex->nblocks;
	bool last = true;

	while (b > 0) {
		struct block *block = &ex->blocks[--b];

		if (block->kind == BLOCK_SKIP || (last && block->kind == BLOCK_HEADING))
			continue; /* posts and names under the signature */
		if (block->kind != BLOCK_PARAGRAPH || b == 0 || is_heading(ex, b - 1) ||
		    ex->blocks[b - 1].colon)
			return;
		if (!last && !WORD_IN(ex, block->tokens.from, closers))
			return;
		block->label = NULL;
		last = false;
	}
}

void
extract_body(struct extractor *ex)
{
	struct state s = { .depth = -1 };

	free_closing(ex);
	for (size_t b = 0; b < ex->nblocks; b++) {
		const struct block *block = &ex->blocks[b];

		if (block->kind == BLOCK_SKIP)
			continue;
		if (block->level != LEVEL_NONE)
			frame_enter_number(&s, block);
		if (block->kind == BLOCK_PARAGRAPH)
			frame_enter_paragraph(ex, &s, block);
		s.section = block->label;
		if (block->label == NULL && block->kind == BLOCK_PARAGRAPH)
			s.depth = -1;
		if (block->kind == BLOCK_ROW)
			write_row(ex, &s, block);
		else if (is_heading(ex, b))
			read_heading(ex, &s, block);
		else
			read_block(ex, &s, block);
	}
}
