/*
 * extract_judge.c: is this part of a sentence an order, and to whom? The one idea: look for the
 * strongest evidence first (somebody demands, somebody must, somebody is named and acts, a bare
 * verb where orders stand) and let narration ("đã", "còn chậm") overrule the weaker kinds.
 */
#include "text/extract_evidence.h"

/*
 * "phối hợp chặt chẽ với A, B", "cùng A, B" at i: those who do it too; returns the token behind
 * them, `i` when the words do not stand here.
 */
static size_t
company_at(struct extractor *ex, size_t i, size_t end, struct names *to)
{
	bool together = word_is(ex, i, "phối") && word_is(ex, i + 1, "hợp");
	size_t next = i + (together ? 2 : 0), last = next + 4;

	to->n = 0;
	if (!together && !word_is(ex, i, "cùng"))
		return i;
	while (together && next < end && next < last && !word_is(ex, next, "với") &&
	    !word_is(ex, next, "cùng") && actor_at(ex, next, end) == 0)
		next++;
	next += word_is(ex, next, "cùng");
	next += word_is(ex, next, "với");
	next = actors_at(ex, next, end, to);
	return to->n > 0 ? next : i;
}

/* "chỉ đạo A, B kiểm tra", "thông báo để A, B biết": those whom the addressee is to set to work. */
static void
told_at(struct extractor *ex, size_t i, size_t end, struct names *to)
{
	bool leads = word_is(ex, i + 1, "đạo") &&
	    (word_is(ex, i, "chỉ") || word_is(ex, i, "lãnh"));
	bool tells = word_is(ex, i, "thông") && word_is(ex, i + 1, "báo") &&
	    (word_is(ex, i + 2, "để") || word_is(ex, i + 2, "đến"));
	size_t next;

	to->n = 0;
	if (!leads && !tells)
		return;
	next = actors_at(ex, i + 2 + tells, end, to);
	if (leads ? !extract_acts_at(ex, next, end) : !word_is(ex, next, "biết"))
		to->n = 0;
}

/* Those who do it too, wherever they stand behind the addressee. */
static void
find_coactors(struct extractor *ex, size_t from, size_t end, struct verdict *to)
{
	for (size_t i = from; i + 2 < end && to->coactors.n == 0; i++) {
		(void)company_at(ex, i, end, &to->coactors);
		if (to->coactors.n == 0 && i >= to->action)
			told_at(ex, i, end, &to->coactors);
	}
}

/*
 * Where the action begins behind addressees, modal and "chủ trì, phối hợp với ...": at the verb
 * behind the company; to work together is the action only where no other follows.
 */
static size_t
action_start(struct extractor *ex, size_t i, size_t end)
{
	struct names names;
	size_t from = i, next;

	while (i < end && (token_is(ex, i, ":") || token_is(ex, i, ",")))
		i++;
	if (word_is(ex, i, "chủ") && word_is(ex, i + 1, "trì") &&
	    (token_is(ex, i + 2, ",") || token_is(ex, i + 2, ":")))
		i += 3;
	next = company_at(ex, i, end, &names);
	if (names.n == 0) /* "chủ động phối hợp với ..." */
		next = company_at(ex, i + phrase_at(ex, ex->words.adverbs, i, end, NULL), end,
		    &names);
	if (names.n == 0)
		return i;
	if (next >= end)
		return i > from ? end : i;
	next += token_is(ex, next, ",");
	next += word_is(ex, next, "để");
	return extract_acts_at(ex, next, end) ? next : i;
}

static void
name_actors(const struct unit *unit, const struct names *own, struct verdict *to)
{
	to->actors = own->n > 0 ? *own : *unit->inherit;
	to->inherited = own->n == 0 && unit->inherit->n > 0;
}

/* A body of the city or the province: "UBND thành phố", "Ban Thường vụ Tỉnh ủy". */
static bool
is_of_city(const struct extractor *ex, struct range name)
{
	static const char *const lower[] = { "xã", "phường", "quận", "huyện", "trạm" };
	static const char *const firsts[] = { "thành", "tỉnh" };
	static const char *const seconds[] = { "phố", "ủy" };
	size_t last = name.to - 1;

	if (WORD_IN(ex, name.from, lower))
		return false;
	return word_is(ex, last, "tỉnh") ||
	    (last > 0 && WORD_IN(ex, last - 1, firsts) && WORD_IN(ex, last, seconds));
}

/*
 * "Sở đề nghị thành phố ...", "UBND xã đề nghị UBND thành phố ...": upwards inside the city; in a
 * commune's own document a department is above as well.
 */
static bool
asks_the_city(struct extractor *ex, const struct evidence *e, struct range to)
{
	static const char *const lower[] = { "sở", "xã", "phường", "quận", "huyện", "công",
		"trạm" };
	struct range from = e->subject.at[0];
	bool below = e->subject.n > 0 && (WORD_IN(ex, from.from, lower) ||
					      WORD_IN(ex, from.to - 1, lower));

	if (ex->commune && word_is(ex, to.from, "sở"))
		return true;
	return (below || ex->commune) && to.to - to.from <= 7 && is_of_city(ex, to) &&
	    (ex->commune || !WORD_IN(ex, to.from, lower));
}

/* Is this demand a request to somebody above? */
static bool
goes_up(struct extractor *ex, const struct unit *unit, const struct evidence *e,
    const struct names *names)
{
	if (e->demand_cue == CUE_RECOMMEND || e->demand_cue == CUE_WISH)
		return true;
	if (e->demand_cue != CUE_ASK)
		return false;
	if (unit->mode == MODE_RECOMMEND)
		return true;
	return names->n > 0 && (actor_is_higher(ex, names->at[0]) ||
				   asks_the_city(ex, e, names->at[0]));
}

/* To whom a demand goes; returns the token behind them. */
static size_t
demand_actors(struct extractor *ex, const struct evidence *e, size_t end, struct names *to)
{
	size_t next = extract_behind_demand(ex, e->demand + e->demand_len, end), other;

	next = actors_at(ex, next, end, to);
	if (to->n > 0)
		return next;
	other = next;
	if (word_is(ex, e->inside_from, "đối") && word_is(ex, e->inside_from + 1, "với") &&
	    e->start > e->inside_from)
		(void)actors_at(ex, e->inside_from + 2, e->start - 1, to); /* the one it is about */
	if (to->n > 0)
		return next;
	if (e->subject.n > 0 && extract_above_at(ex, next) > 0)
		other = next + extract_above_at(ex, next); /* a department asks the city */
	else if (e->demand_cue <= CUE_ASK && !extract_acts_at(ex, next, end))
		other = extract_other_name(ex, next, end);
	if (other == next)
		return next;
	to->n = 1;
	to->at[0] = (struct range){ next, other };
	return other;
}

/* A demand: "(bà X) đề nghị Sở Y tế khẩn trương ...". */
static void
judge_demand(struct extractor *ex, const struct unit *unit, const struct evidence *e,
    struct verdict *to)
{
	size_t end = unit->tokens.to, next;
	struct names names;

	next = demand_actors(ex, e, end, &names);
	to->found = true;
	to->kind = goes_up(ex, unit, e, &names) ? EXTRACT_RECOMMENDATION : EXTRACT_DIRECTIVE;
	to->span = (struct range){ e->inside ? e->inside_from : e->demand, end };
	if (e->demand_cue == CUE_STRESS)
		to->span.from = e->demand + e->demand_len;
	to->reason = (struct range){ e->demand, e->demand + e->demand_len };
	to->score = names.n > 0 ? 95 : 80;
	if (names.n == 0 && e->has_modal && e->modal > next)
		next = e->modal + e->modal_len;
	name_actors(unit, &names, to);
	to->action = action_start(ex, next, end);
	to->lead_in = names.n > 0 && to->action >= end;
}

/* Addressees in the noun phrase before a modal: "công tác phối hợp giữa A và B cần ...". */
static void
subject_between(struct extractor *ex, size_t from, size_t to_token, struct names *to)
{
	to->n = 0;
	for (size_t i = from; i < to_token; i++)
		if (word_is(ex, i, "giữa")) {
			(void)actors_at(ex, i + 1, to_token, to);
			return;
		}
}

/* Things that may be told what to be: plans, kinds of work. */
static bool
is_abstract(const struct extractor *ex, size_t i)
{
	static const char *const words[] = { "kế", "chương", "đề", "việc", "chỉ", "mục", "công",
		"nội", "hoạt", "quá", "thông", "truyền", "tuyên", "hệ", "mỗi", "mọi", "từng", "quy",
		"cần", "phải" };

	return WORD_IN(ex, i, words);
}

/* In narration "phải" and "cần" bind nobody unless somebody, or a plan, is their subject. */
static bool
binds_in_narration(struct extractor *ex, const struct unit *unit, const struct evidence *e,
    bool acting)
{
	size_t next = e->modal + e->modal_len;

	if (acting)
		return !(e->past && unit->mode == MODE_REPORT);
	if (unit->carry && unit->mode != MODE_REPORT && e->modal < e->start + 6 && !e->past)
		return true;
	if (unit->mode == MODE_REPORT || !extract_acts_at(ex, next, unit->tokens.to))
		return false;
	return is_abstract(ex, e->start) || unit->carry || word_is(ex, e->modal, "cần") ||
	    word_is(ex, e->modal, "cũng");
}

static bool
orders_stand(const struct unit *unit)
{
	return unit->mode == MODE_DIRECT || unit->mode == MODE_RECOMMEND;
}

/* Does this kind of modal count here at all? */
static bool
modal_counts(struct extractor *ex, const struct unit *unit, const struct evidence *e, bool acting)
{
	static const char *const plans[] = { "kế", "chương", "đề", "việc", "chỉ", "mục" };
	bool direct = orders_stand(unit);

	switch (e->modal_cue) {
	case CUE_AIM:
		return WORD_IN(ex, e->start, plans) && e->modal < e->start + 6;
	case CUE_WEAK:
		return unit->carry;
	case CUE_ROLE:
		if (direct && e->modal == e->start && unit->inherit->n > 0 && !e->past)
			return true;
		return acting && e->modal < e->acts + 3 && (direct || unit->carry) &&
		    !e->past;
	case CUE_MODAL:
	case CUE_DUTY:
		return direct || binds_in_narration(ex, unit, e, acting);
	case CUE_ORDER:
	case CUE_ASK:
	case CUE_ASSIGN:
	case CUE_RECOMMEND:
	case CUE_WISH:
	case CUE_STRESS:
	case CUE_APPROVE:
	case CUE_NOT:
	case CUES:
		break;
	}
	return false;
}

/* "A phải, cần, có trách nhiệm ..."; "Kế hoạch nhằm ..."; "Ban Tuyên giáo làm đầu mối". */
static bool
judge_modal(struct extractor *ex, const struct unit *unit, const struct evidence *e,
    struct verdict *to)
{
	bool acting = e->subject.n > 0 && e->modal < e->acts + 6;
	struct names names = e->subject;
	static const struct names nobody;
	struct unit own = *unit;

	if (e->subject.n > 0 && e->modal > e->acts && orders_stand(unit) &&
	    extract_verb_at(ex, e->acts, unit->tokens.to))
		return false; /* "nắm tình hình các hộ phải di dời": the act stands before it */
	if (!modal_counts(ex, unit, e, acting))
		return false;
	if (!acting)
		subject_between(ex, e->start, e->modal, &names);
	if (!acting && unit->mode == MODE_NONE)
		own.inherit = &nobody; /* "Cần coi ..." in speech is said to all */
	to->found = true;
	to->kind = unit->mode == MODE_RECOMMEND ? EXTRACT_RECOMMENDATION : EXTRACT_DIRECTIVE;
	to->span = (struct range){ e->from, unit->tokens.to };
	to->reason = (struct range){ e->modal, e->modal + e->modal_len };
	to->score = acting ? 90 : 70;
	name_actors(&own, &names, to);
	to->action = e->modal_cue == CUE_MODAL ? e->modal + e->modal_len : e->modal;
	if (e->modal_cue == CUE_ROLE && word_is(ex, e->modal, "chủ"))
		to->action = action_start(ex, e->modal, unit->tokens.to);
	to->lead_in = to->action >= unit->tokens.to;
	return true;
}

/* Behind an addressee where orders stand, a small word not known is taken for a verb. */
static bool
acts_somehow(struct extractor *ex, const struct evidence *e, size_t i, size_t end)
{
	static const char *const others[] = { "của", "là", "và", "được", "đạt", "ở", "tại", "trên",
		"như", "nên", "đều", "cũng", "vẫn", "còn", "chưa", "đã", "này", "nói", "gồm", "bị",
		"thuộc", "để", "với", "về", "trong", "từ", "đến" };

	return e->subject.n > 0 && i < end && ex->tokens.at[i].kind == TOKEN_WORD &&
	    !ex->tokens.at[i].capital && !WORD_IN(ex, i, others);
}

/* A noun that points begin with, no verb. */
static bool
is_noun_of_points(const struct extractor *ex, size_t i)
{
	static const char *const nouns[] = { "việc", "công", "các", "những", "số", "tỷ", "tỉ",
		"kết", "nội", "thời", "địa", "đối", "về", "một", "mỗi", "mọi", "tình", "trường",
		"thành", "hồ", "danh", "đơn", "người", "nguồn", "kinh", "mục", "nhiệm", "chỉ",
		"tổng", "hình", "phương", "cơ", "lực", "đại", "hội", "ban", "sở", "ủy", "phòng",
		"trung", "trên", "trong", "từ", "theo", "khi", "nếu", "do", "vì", "để", "với",
		"tại", "lý", "vấn", "điểm", "dự", "đề", "chương", "kế", "hệ", "quy", "thực", "thủ",
		"giá", "diện", "tuyến", "khu", "đường", "xã", "phường", "quận", "huyện", "tỉnh",
		"bộ", "nhà", "đất", "nước", "văn", "tài", "sản", "ngày", "tháng", "năm", "quý",
		"tuần", "buổi", "còn", "chưa", "đã", "đến", "hiện", "qua", "riêng", "lãnh" };

	return WORD_IN(ex, i, nouns);
}

/* The first token behind i, of three at most, that is no word in small letters. */
static size_t
behind_small_words(const struct extractor *ex, size_t i)
{
	size_t k = i + 1;

	while (k < i + 4 && ex->tokens.at[k].kind != TOKEN_MARK && !ex->tokens.at[k].capital)
		k++;
	return k;
}

/*
 * "- Khơi nguồn ...": a point among orders that begins with no noun that points begin with is taken
 * for one, its verb not being known; so is "Vớt rác, nạo hút bùn ...", by what follows the comma.
 */
static bool
is_point(struct extractor *ex, const struct unit *unit, const struct evidence *e)
{
	size_t i = e->start, end = unit->tokens.to, k;

	if (e->subject.n > 0 || e->past || e->inside || i + 5 > end ||
	    ex->tokens.at[i].kind != TOKEN_WORD || is_noun_of_points(ex, i))
		return false;
	k = behind_small_words(ex, i);
	if (k == i + 4)
		return unit->item;
	if (k == i + 1 || !token_is(ex, k, ","))
		return false;
	if (extract_acts_at(ex, k + 1, end))
		return true;
	return unit->item && k + 3 < end && !is_noun_of_points(ex, k + 1) &&
	    !ex->tokens.at[k + 1].capital;
}

/* May a bare verb, or an addressee and a verb, be an order here? */
static bool
bare_counts(struct extractor *ex, const struct unit *unit, const struct evidence *e, size_t next)
{
	bool direct = orders_stand(unit);
	size_t end = unit->tokens.to;

	if (!extract_acts_at(ex, next, end) && !(direct && acts_somehow(ex, e, next, end)))
		return direct && unit->point && is_point(ex, unit, e);
	if (e->subject.n > 0 && e->past)
		return false;
	if (e->subject.n > 0)
		return direct || (unit->carry && !actor_is_person(ex, e->subject.at[0]));
	return (direct || unit->carry) && (!e->past || extract_verb_at(ex, e->start, end));
}

/* Where orders stand: an addressee who acts, or a bare verb. */
static bool
judge_bare(struct extractor *ex, const struct unit *unit, const struct evidence *e,
    struct verdict *to)
{
	bool direct = orders_stand(unit);
	size_t next = e->acts, end = unit->tokens.to;
	enum cue cue;

	if (token_is(ex, next, ":"))
		next++;
	if (cue_at(ex, e->start, end, &cue) > 0 && cue == CUE_APPROVE)
		return false;
	if (!bare_counts(ex, unit, e, next))
		return false;
	to->found = true;
	to->kind = unit->mode == MODE_RECOMMEND ? EXTRACT_RECOMMENDATION :
	    unit->carry && !direct ? unit->carried : EXTRACT_DIRECTIVE;
	to->span = (struct range){ e->from, end };
	to->reason = (struct range){ next, next };
	to->score = e->subject.n > 0 ? 85 : direct ? 75 : 60;
	name_actors(unit, &e->subject, to);
	to->action = action_start(ex, next, end);
	to->lead_in = e->subject.n > 0 && to->action >= end;
	return true;
}

/* Does the part tell of a meeting or an issue, with its day or before any report began? */
static bool
is_event(struct extractor *ex, const struct unit *unit)
{
	static const char *const acts[] = { "tổ", "chủ", "ban", "làm", "dự", "diễn", "họp", "ký",
		"trình", "khai" };
	size_t end = unit->tokens.to;

	if (unit->mode != MODE_NONE || !extract_has_date(ex, unit->tokens))
		return false;
	for (size_t i = unit->tokens.from; i < end && i < unit->tokens.from + 60; i++)
		if (WORD_IN(ex, i, acts) && extract_verb_at(ex, i, end))
			return true;
	return false;
}

/* What is no order: an event with its day, or a judgement on the past. */
static void
judge_rest(struct extractor *ex, const struct unit *unit, const struct evidence *e,
    struct verdict *to)
{
	bool event;
	enum cue cue;

	if (unit->tokens.to - unit->tokens.from < 5)
		return;
	event = is_event(ex, unit);
	if (cue_at(ex, e->start, unit->tokens.to, &cue) == 0)
		cue = CUE_NOT;
	if (!event && !e->past && unit->mode != MODE_REPORT && cue != CUE_APPROVE)
		return;
	to->found = true;
	to->kind = event ? EXTRACT_EVENT : EXTRACT_ASSESSMENT;
	to->span = unit->tokens;
	to->actors = e->subject;
	to->action = e->after_subject;
	to->score = 50;
}

/* "“...”, bà X nhấn mạnh": what is said ends with the quotation. */
static size_t
quote_end(const struct extractor *ex, struct range r)
{
	for (size_t k = r.from + 3; k < r.to; k++)
		if (extract_quote_ends(ex, k) && r.to - k <= 18)
			return k;
	return r.to;
}

void
extract_judge(struct extractor *ex, const struct unit *whole, struct verdict *to)
{
	struct evidence e;
	struct unit unit = *whole;

	*to = (struct verdict){ .found = false };
	unit.tokens.to = quote_end(ex, unit.tokens);
	if (unit.tokens.to < unit.tokens.from + 2)
		return;
	extract_evidence(ex, &unit, &e);
	if (e.has_demand)
		judge_demand(ex, &unit, &e, to);
	else if (!(e.has_modal && judge_modal(ex, &unit, &e, to)) && !judge_bare(ex, &unit, &e, to))
		judge_rest(ex, &unit, &e, to);
	if (to->found && (to->kind == EXTRACT_DIRECTIVE || to->kind == EXTRACT_RECOMMENDATION))
		find_coactors(ex, to->span.from, to->span.to, to);
}
