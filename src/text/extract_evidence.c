/*
 * extract_evidence.c: one pass over a part of a sentence. The one idea: every cue has words that
 * unmask it when it is only a noun ("những yêu cầu", "vấn đề cần quan tâm"), and they stand next to
 * it.
 */
#include "text/extract_evidence.h"

/* "những yêu cầu", "yêu cầu của": the noun. */
static bool
is_noun(const struct extractor *ex, size_t from, size_t i, size_t used, size_t end)
{
	static const char *const before[] = { "những", "các", "theo", "ứng", "của", "với", "về",
		"số", "nhiều", "mọi", "trước", "sự", "có", "được", "đã", "đúng", "đơn", "ghi",
		"ánh", "hiện", "từ", "vì", "lời", "mục", "đích", "là", "tác", "dung", "kịp",
		"dân", "tri", "đảm", "không", "chưa", "đừng" };
	static const char *const after[] = { "về", "của", "nêu", "trên", "cao", "đặt", "cấp", "bức",
		"chính", "kỹ", "tại", "này", "đó", "mới" };
	/* nouns of two syllables that begin like a verb: yêu cầu thực tiễn, yêu cầu công việc */
	static const char *const pairs[] = { "thực", "công", "đề", "phát", "nhiệm" };
	static const char *const pair_ends[] = { "tiễn", "việc", "tác", "ra", "triển", "vụ" };

	if (i > from && WORD_IN(ex, i - 1, before))
		return true;
	if (i + used >= end)
		return false;
	if (WORD_IN(ex, i + used, pairs))
		return WORD_IN(ex, i + used + 1, pair_ends);
	return !ex->tokens.at[i + used].capital && WORD_IN(ex, i + used, after);
}

bool
extract_acts_at(struct extractor *ex, size_t i, size_t end)
{
	size_t used;

	if (extract_verb_at(ex, i, end) || extract_stressed_at(ex, i, end))
		return true;
	used = phrase_at(ex, ex->words.adverbs, i, end, NULL);
	return used > 0 && i + used < end;
}

static bool
is_demand(enum cue cue)
{
	return cue == CUE_ORDER || cue == CUE_ASK || cue == CUE_ASSIGN || cue == CUE_RECOMMEND ||
	    cue == CUE_WISH || cue == CUE_STRESS;
}

/* "giao", and "phân công", "chỉ đạo", which are acts of the addressee unless a person speaks. */
static bool
assigns(struct extractor *ex, const struct unit *unit, const struct evidence *e, size_t i,
    size_t used, bool actors)
{
	if (word_is(ex, i, "giao") || used > 2)
		return actors || i == e->start;
	if (!actors)
		return false;
	if (i == e->start)
		return unit->inherit->n == 0;
	return unit->mode == MODE_NONE && e->subject.n > 0 && actor_is_person(ex, e->subject.at[0]);
}

/* Does a modal follow, with its own subject: "yêu cầu kế hoạch cần bám sát"? */
static bool
modal_follows(struct extractor *ex, size_t i, size_t end)
{
	for (size_t k = i; k < end && k < i + 16; k++) {
		enum cue cue;

		if (cue_at(ex, k, end, &cue) > 0 && cue == CUE_MODAL)
			return true;
	}
	return false;
}

/* "đề nghị hệ thống tuyên giáo các cấp tiếp tục": a name not known, up to the verb. */
size_t
extract_other_name(struct extractor *ex, size_t i, size_t end)
{
	static const char *const things[] = { "kế", "việc", "công", "nội", "nhiệm", "chương", "để",
		"về", "trong", "với", "theo", "từ", "khi", "phải", "cần", "đề", "quy", "thông" };
	size_t k = i;

	if (WORD_IN(ex, i, things))
		return i;
	while (k < end && k < i + 9 && ex->tokens.at[k].kind == TOKEN_WORD &&
	    !extract_acts_at(ex, k, end))
		k++;
	return k > i + 1 && extract_acts_at(ex, k, end) ? k : i;
}

size_t
extract_above_at(const struct extractor *ex, size_t i)
{
	if (word_is(ex, i, "tỉnh"))
		return 1;
	return (word_is(ex, i, "thành") && word_is(ex, i + 1, "phố")) ||
			(word_is(ex, i, "cấp") && word_is(ex, i + 1, "trên")) ? 2 : 0;
}

/* No addressee and no verb yet: "Sở đề nghị thành phố ...", "yêu cầu kế hoạch cần ...". */
static bool
asks_later(struct extractor *ex, const struct evidence *e, size_t next, size_t end, enum cue cue)
{
	if ((cue == CUE_ASK || cue == CUE_RECOMMEND) && e->subject.n > 0 &&
	    extract_above_at(ex, next) > 0)
		return true;
	return cue != CUE_STRESS &&
	    (modal_follows(ex, next, end) || extract_other_name(ex, next, end) > next);
}

/* "yêu cầu đối với các sở", "yêu cầu, các sở": where the addressee begins. */
size_t
extract_behind_demand(struct extractor *ex, size_t i, size_t end)
{
	if (word_is(ex, i, "đối") && word_is(ex, i + 1, "với"))
		return i + 2;
	return token_is(ex, i, ",") && actor_at(ex, i + 1, end) > 0 ? i + 1 : i;
}

/* "kịp thời báo cáo, đề xuất Chủ tịch ...": the second thing somebody is told to do. */
static bool
is_second_act(struct extractor *ex, const struct unit *unit, const struct evidence *e, size_t i)
{
	bool orders = unit->mode == MODE_DIRECT || (unit->carry && unit->mode == MODE_NONE);

	return orders && i > e->acts && (token_is(ex, i - 1, ",") || word_is(ex, i - 1, "và")) &&
	    extract_acts_at(ex, e->acts, i);
}

/* What a demand needs behind it to be one. */
static bool
demand_holds(struct extractor *ex, const struct unit *unit, const struct evidence *e, size_t i,
    size_t used, enum cue cue)
{
	size_t end = unit->tokens.to, next = i + used;
	struct names names;
	bool actors;

	if (is_noun(ex, unit->tokens.from, i, used, end) ||
	    (cue == CUE_RECOMMEND && is_second_act(ex, unit, e, i)))
		return false;
	next = extract_behind_demand(ex, next, end);
	actors = actors_at(ex, next, end, &names) > next;
	if (unit->mode == MODE_REPORT && !actors)
		return false;
	if (cue == CUE_ASSIGN)
		return assigns(ex, unit, e, i, used, actors);
	if (cue == CUE_RECOMMEND)
		return actors || unit->mode == MODE_RECOMMEND || i == e->start ||
		    asks_later(ex, e, next, end, CUE_RECOMMEND);
	if (cue == CUE_WISH)
		return actors && actor_is_higher(ex, names.at[0]);
	return actors || extract_acts_at(ex, next, end) || asks_later(ex, e, next, end, cue);
}

/* "những việc cần làm", "vấn đề cần quan tâm", "đã phải": no demand on anybody. */
static bool
modal_holds(struct extractor *ex, const struct unit *unit, size_t i, size_t used)
{
	static const char *const before[] = { "việc", "đề", "điều", "điểm", "gì", "nào", "không",
		"đã", "buộc", "rất", "mà", "giấy", "khi", "nếu", "vừa", "bị", "tự" };

	if (i > unit->tokens.from && WORD_IN(ex, i - 1, before))
		return false;
	return i + used < unit->tokens.to;
}

/* The first demand and the first modal of the part, outside brackets. */
static void
find_cues(struct extractor *ex, const struct unit *unit, struct evidence *e)
{
	size_t used;
	int depth = 0;

	for (size_t i = e->start; i < unit->tokens.to; i += used > 0 ? used : 1) {
		enum cue id;

		depth += token_is(ex, i, "(") - token_is(ex, i, ")");
		used = cue_at(ex, i, unit->tokens.to, &id);
		if (used == 0 || depth > 0)
			continue;
		if (!e->has_demand && is_demand(id) && demand_holds(ex, unit, e, i, used, id)) {
			e->has_demand = true;
			e->demand = i;
			e->demand_len = used;
			e->demand_cue = id;
		}
		if (!e->has_modal && id >= CUE_MODAL && id <= CUE_ROLE &&
		    (id > CUE_DUTY || modal_holds(ex, unit, i, used))) {
			e->has_modal = true;
			e->modal = i;
			e->modal_len = used;
			e->modal_cue = id;
		}
	}
}

/* Words that open a remark before the sentence proper: "Về ...,", "Để ...,", "Trước ...,". */
static bool
is_prefix(struct extractor *ex, size_t i, size_t end)
{
	static const char *const words[] = { "về", "đối", "để", "nhằm", "trước", "trong", "theo",
		"căn", "trên", "qua", "từ", "sau", "với", "tại", "đến", "cùng", "ngay", "hằng",
		"hàng",
		"định", "nhân", "khi", "nếu", "do", "vì", "chậm", "quý", "tháng", "năm", "ngày",
		"riêng", "thời", "giai", "mỗi", "vào", "thừa" };
	size_t used = phrase_at(ex, ex->words.adverbs, i, end, NULL);

	if (used > 0 && extract_verb_at(ex, i + used, end))
		return false; /* "Mỗi tháng công bố ..." */
	return WORD_IN(ex, i, words) && !extract_verb_at(ex, i, end);
}

/* A time or a condition limits the order and stays inside its clause. */
static bool
belongs(struct extractor *ex, size_t i)
{
	static const char *const conditions[] = { "khi", "nếu", "ngay", "chậm", "vào" };
	struct when when;

	if (word_is(ex, i, "sau") && ex->tokens.at[i + 1].kind == TOKEN_NUMBER)
		return true; /* "Sau 6 tháng, ..." */
	return WORD_IN(ex, i, conditions) ||
	    when_at(ex->when, ex->text, &ex->tokens, i, ex->reference, &when) > 0;
}

/* Does an addressee who acts, or a demand, begin at i? */
static bool
proper_at(struct extractor *ex, size_t i, size_t end)
{
	struct names names;
	enum cue cue;

	if (actors_at(ex, i, end, &names) > i)
		return true;
	return cue_at(ex, i, end, &cue) > 0 && is_demand(cue);
}

/* "công tác ...", "kế hoạch ...": what a modal may have as its subject. */
static bool
is_thing(const struct extractor *ex, size_t i)
{
	static const char *const words[] = { "công", "kế", "việc", "hoạt", "quy", "chương", "hệ" };

	return WORD_IN(ex, i, words);
}

/* Behind "Bên cạnh đó,". */
static size_t
skip_frame(struct extractor *ex, size_t i, size_t end)
{
	size_t used, next;

	i = extract_skip_count(ex, i, end);
	used = phrase_at(ex, ex->words.frames, i, end, NULL);
	next = i + used;
	if (used == 0)
		return i;
	if (token_is(ex, next, ",") || token_is(ex, next, ":"))
		return next + 1;
	return proper_at(ex, next, end) || extract_acts_at(ex, next, end) ? next : i;
}

/*
 * The comma or colon that ends a prefix begun at i, 0 when there is none: the first with an order
 * behind it; commas behind the first modal are no longer the prefix's, then the last one
 * counts that has the modal's subject behind it.
 */
static size_t
prefix_end(struct extractor *ex, size_t i, size_t end, bool direct)
{
	size_t comma = 0;

	for (size_t k = i + 1; k + 1 < end && k < i + 90; k++) {
		enum cue cue;

		if (cue_at(ex, k, end, &cue) > 0 && cue == CUE_MODAL)
			break;
		if (!token_is(ex, k, ",") && !token_is(ex, k, ":"))
			continue;
		if (comma == 0 || !is_thing(ex, comma + 1))
			comma = k;
		if (proper_at(ex, k + 1, end) || (direct && extract_acts_at(ex, k + 1, end)))
			break;
	}
	return comma;
}

size_t
extract_then_at(struct extractor *ex, size_t i, size_t end)
{
	static const char *const opens[] = { "nếu", "khi", "trường", "ai", "hễ" };
	static const char *const which[] = { "nào", "gì" };
	bool condition = WORD_IN(ex, i, opens) || (word_is(ex, i, "để") &&
	    (word_is(ex, i + 1, "xảy") || word_is(ex, i + 1, "xẩy")));

	for (size_t k = i + 1; k + 1 < end && k < i + 40; k++) {
		condition = condition || (k < i + 4 && WORD_IN(ex, k, which));
		if (condition && word_is(ex, k, "thì") &&
		    (proper_at(ex, k + 1, end) || extract_acts_at(ex, k + 1, end)))
			return k;
	}
	return 0;
}

/* "Trong quá trình ..., nếu ..., Sở Y tế báo cáo": the comma before who acts, 0 when none. */
static size_t
condition_end(struct extractor *ex, size_t i, size_t end)
{
	static const char *const opens[] = { "trong", "nếu", "khi", "trường" };
	struct names names;

	if (!WORD_IN(ex, i, opens))
		return 0;
	for (size_t k = i + 1; k + 1 < end && k < i + 60; k++) {
		size_t next = token_is(ex, k, ",") ? actors_at(ex, k + 1, end, &names) : k;

		if (next > k + 1 && extract_acts_at(ex, next, end))
			return k;
	}
	return 0;
}

/* "Năm học vừa qua, ngành đã ..., bổ sung ...": what is told behind such a time is no order. */
static bool
tells_past(struct extractor *ex, size_t from, size_t to)
{
	for (size_t k = from; k + 1 < to; k++)
		if (word_is(ex, k + 1, "qua") && (word_is(ex, k, "vừa") || word_is(ex, k, "gian") ||
						     word_is(ex, k, "năm")))
			return true;
	return false;
}

/* "Cùng Sở Tư pháp rà soát ...": no prefix, the order itself. */
static bool
acts_together(struct extractor *ex, size_t i, size_t end)
{
	struct names names;
	size_t next = i + 1 + word_is(ex, i + 1, "với");

	if (!word_is(ex, i, "cùng"))
		return false;
	i = actors_at(ex, next, end, &names);
	return i > next && extract_acts_at(ex, i, end);
}

/* Finds where the part proper begins: behind a frame, behind a prefix and its comma. */
static void
find_start(struct extractor *ex, const struct unit *unit, struct evidence *e)
{
	size_t i = skip_frame(ex, unit->tokens.from, unit->tokens.to), end = unit->tokens.to, comma;
	bool direct = unit->mode == MODE_DIRECT || unit->mode == MODE_RECOMMEND || unit->carry;

	e->start = i;
	comma = extract_then_at(ex, i, end);
	if (comma > 0) {
		*e = (struct evidence){ .inside = true, .inside_from = i, .start = comma + 1 };
		return;
	}
	if (!is_prefix(ex, i, end) || proper_at(ex, i, end) || acts_together(ex, i, end))
		return;
	comma = condition_end(ex, i, end);
	if (comma == 0)
		comma = prefix_end(ex, i, end, direct);
	if (comma == 0 || (tells_past(ex, i, comma) && !proper_at(ex, comma + 1, end)))
		return;
	e->inside = belongs(ex, i);
	e->inside_from = i;
	e->start = comma + 1;
}
/* Is there narration between i and the first verb? */
static bool
narrates(struct extractor *ex, size_t i, size_t end)
{
	for (size_t k = i; k < end && k < i + 4; k++) {
		if (phrase_at(ex, ex->words.past, k, end, NULL) > 0)
			return true;
		if (phrase_at(ex, ex->words.verbs, k, end, NULL) > 0)
			return false;
	}
	return false;
}

/* "(các sở) theo chức năng, nhiệm vụ được giao chủ động ...": behind the aside. */
static size_t
skip_aside(struct extractor *ex, size_t i, size_t end)
{
	static const char *const opens[] = { "theo", "căn", "trên", "trong", "tùy" };
	static const char *const closes[] = { "giao", "vụ", "quyền", "năng", "công", "này",
		"luận" };
	size_t from = i + token_is(ex, i, ",");

	if (!WORD_IN(ex, from, opens) || extract_verb_at(ex, from, end)) /* "theo dõi, đôn đốc" */
		return i;
	for (size_t k = from + 2; k < end && k < from + 32; k++)
		if ((token_is(ex, k - 1, ",") || WORD_IN(ex, k - 1, closes)) &&
		    (extract_verb_at(ex, k, end) || (extract_acts_at(ex, k, end) &&
							!token_is(ex, k - 1, ","))) &&
		    !(word_is(ex, k, "giao") && word_is(ex, k - 1, "được")))
			return k;
	return i;
}

/* Addressees at i, or all that stands before a colon near it. */
static size_t
find_subject(struct extractor *ex, size_t i, size_t end, struct names *to)
{
	for (size_t k = i + 1; k < end && k < i + 18; k++) {
		if (!token_is(ex, k, ":") || !extract_acts_at(ex, k + 1, end))
			continue;
		if (actor_label(ex, i, k, to))
			return k;
	}
	return actors_at(ex, i, end, to);
}

/* "Văn phòng được giao theo dõi": what it is told, outside a report. */
static void
find_duty(struct extractor *ex, const struct unit *unit, struct evidence *e)
{
	size_t i = e->after_subject, end = unit->tokens.to, used = 2;

	if (e->subject.n == 0 || unit->mode == MODE_REPORT || !word_is(ex, i, "được"))
		return;
	if (word_is(ex, i + 1, "phân") && word_is(ex, i + 2, "công"))
		used = 3;
	else if (!word_is(ex, i + 1, "giao"))
		return;
	if (!extract_acts_at(ex, i + used, end))
		return;
	e->has_modal = true;
	e->modal = i;
	e->modal_len = used;
	e->modal_cue = CUE_DUTY;
}

void
extract_evidence(struct extractor *ex, const struct unit *unit, struct evidence *to)
{
	size_t which;

	*to = (struct evidence){ .has_demand = false };
	find_start(ex, unit, to);
	to->after_subject = to->start;
	/* under a committee's heading "Lãnh đạo các sở phân công" is what it does */
	if (unit->inherit->n == 0 || !word_is(ex, to->start, "lãnh"))
		to->after_subject =
		    find_subject(ex, to->start, unit->tokens.to, &to->subject);
	to->from = to->inside ? to->inside_from : to->start;
	if (!to->inside && to->subject.n > 0 && to->after_subject + 1 < unit->tokens.to &&
	    token_is(ex, to->after_subject, ":"))
		to->from = to->after_subject + 1;
	find_duty(ex, unit, to);
	which = extract_skip_relative(ex, to->after_subject, unit->tokens.to);
	if (to->subject.n > 0 && !to->has_modal && which > to->after_subject) {
		to->subject.at[to->subject.n - 1].to = which;
		to->after_subject = which;
	}
	to->acts = skip_aside(ex, to->after_subject, unit->tokens.to);
	find_cues(ex, unit, to);
	to->past = narrates(ex, to->after_subject, unit->tokens.to) ||
	    phrase_at(ex, ex->words.past, unit->tokens.from, unit->tokens.to, NULL) > 0;
}
