/*
 * extract_judge.c: is this part of a sentence an order, and to whom? The one idea: look for the
 * strongest evidence first (somebody demands, somebody must, somebody is named and acts, a bare
 * verb where orders stand) and let narration ("đã", "còn chậm") overrule the weaker kinds.
 */
#include "text/extract_internal.h"

/* The evidence found in one pass over the part. */
struct evidence {
	size_t start;          /* where the part proper begins, behind frames and prefixes */
	bool dated_prefix;     /* what stands before is a time: it belongs to the clause */
	struct names subject;  /* addressees at its start */
	size_t after_subject;
	size_t demand, demand_len; /* yêu cầu, đề nghị, giao, kiến nghị */
	enum cue demand_cue;
	size_t modal, modal_len;
	enum cue modal_cue;
	bool has_demand, has_modal;
	bool past;             /* narration right behind the subject or at the start */
};

static bool
is_word(const struct extractor *ex, size_t i, const char *word)
{
	return i < ex->tokens.n && ex->tokens.at[i].key == token_key(str_of(word));
}

static bool
is_one_of(const struct extractor *ex, size_t i, const char *const *words, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (is_word(ex, i, words[k]))
			return true;
	return false;
}

#define IS_ONE_OF(ex, i, words) is_one_of(ex, i, words, sizeof(words) / sizeof(*(words)))

/* "những yêu cầu", "yêu cầu của": the noun. */
static bool
is_noun(const struct extractor *ex, size_t from, size_t i, size_t used, size_t end)
{
	static const char *const before[] = { "những", "các", "theo", "ứng", "của", "với", "về",
		"số", "nhiều", "mọi", "trước", "sự", "có", "được", "đã", "đúng", "đơn", "ghi",
		"ánh", "hiện", "từ", "vì", "lời", "mục", "đích", "là", "tác", "dung", "bản",
		"kịp" };
	static const char *const after[] = { "về", "của", "nêu", "trên", "cao", "đặt", "phát",
		"thực", "cấp", "bức", "chính", "kỹ", "tại", "này", "đó", "mới", "công", "đề" };

	if (i > from && IS_ONE_OF(ex, i - 1, before))
		return true;
	if (i + used >= end)
		return false;
	if (is_word(ex, i + used, "thực") || is_word(ex, i + used, "công") ||
	    is_word(ex, i + used, "phát") || is_word(ex, i + used, "đề"))
		return is_word(ex, i + used + 1, "tiễn") || is_word(ex, i + used + 1, "việc") ||
		    is_word(ex, i + used + 1, "tác") || is_word(ex, i + used + 1, "ra");
	return IS_ONE_OF(ex, i + used, after);
}

/* A verb, or an adverb and something that acts. */
static bool
acts_at(struct extractor *ex, size_t i, size_t end)
{
	size_t used;

	if (extract_verb_at(ex, i, end))
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

/* What a demand needs behind it to be one. */
static bool
demand_holds(struct extractor *ex, const struct unit *unit, const struct evidence *e, size_t i,
    size_t used, enum cue cue)
{
	size_t end = unit->tokens.to, next = i + used;
	struct names names;
	bool actors;

	if (is_noun(ex, unit->tokens.from, i, used, end))
		return false;
	if (is_word(ex, next, "đối") && is_word(ex, next + 1, "với"))
		next += 2;
	actors = actors_at(ex, next, end, &names) > next;
	switch (cue) {
	case CUE_ASSIGN:
		if (is_word(ex, i, "giao") || used > 2)
			return actors || i == e->start;
		/* "phân công", "chỉ đạo" are acts of the addressee unless a person speaks */
		if (!actors)
			return false;
		return i == e->start ? unit->inherit->n == 0 && unit->mode == MODE_NONE :
			e->subject.n > 0 && actor_is_person(ex, e->subject.at[0]) &&
			unit->mode == MODE_NONE;
	case CUE_RECOMMEND:
		return actors || unit->mode == MODE_RECOMMEND || i == e->start;
	case CUE_WISH:
		return actors && actor_is_higher(ex, names.at[0]);
	case CUE_STRESS:
		return actors || (next < end && acts_at(ex, next, end));
	case CUE_ORDER:
	case CUE_ASK:
		return true;
	case CUE_MODAL:
	case CUE_DUTY:
	case CUE_WEAK:
	case CUE_AIM:
	case CUE_ROLE:
	case CUE_NOT:
	case CUES:
		break;
	}
	return false;
}

/* "những việc cần làm", "vấn đề cần quan tâm", "đã phải": no demand on anybody. */
static bool
modal_holds(struct extractor *ex, const struct unit *unit, size_t i, size_t used)
{
	static const char *const before[] = { "việc", "đề", "dung", "điều", "điểm", "gì", "nào",
		"không", "đã", "buộc", "rất", "mà", "giấy", "khi", "nếu", "vừa", "bị",
		"cũng", "tự" };

	if (i > unit->tokens.from && IS_ONE_OF(ex, i - 1, before) &&
	    !(is_word(ex, i - 1, "cũng") || is_word(ex, i - 1, "dung")))
		return false;
	return i + used < unit->tokens.to;
}

/* The first demand and the first modal of the part. */
static void
find_cues(struct extractor *ex, const struct unit *unit, struct evidence *e)
{
	size_t used;
	int depth = 0;

	for (size_t i = e->start; i < unit->tokens.to; i += used > 0 ? used : 1) {
		int id = CUE_NOT;

		depth += token_is(ex, i, "(") - token_is(ex, i, ")");
		used = phrase_at(ex, ex->words.cues, i, unit->tokens.to, &id);
		if (used == 0 || depth > 0)
			continue;
		if (!e->has_demand && is_demand((enum cue)id) &&
		    demand_holds(ex, unit, e, i, used, (enum cue)id)) {
			e->has_demand = true;
			e->demand = i;
			e->demand_len = used;
			e->demand_cue = (enum cue)id;
		}
		if (!e->has_modal && id >= CUE_MODAL && id <= CUE_ROLE &&
		    (id > CUE_DUTY || modal_holds(ex, unit, i, used))) {
			e->has_modal = true;
			e->modal = i;
			e->modal_len = used;
			e->modal_cue = (enum cue)id;
		}
	}
}

/* Words that open a remark before the sentence proper: "Về ...,", "Để ...,", "Trước ...,". */
static bool
is_prefix(const struct extractor *ex, size_t i)
{
	static const char *const words[] = { "về", "đối", "để", "nhằm", "trước", "trong", "theo",
		"căn", "trên", "qua", "từ", "sau", "với", "tại", "đến", "cùng", "ngay",
		"hằng", "hàng",
		"định", "thực", "nhân", "khi", "do", "vì", "chậm", "bên", "cạnh", "trường", "giai",
		"quý", "tháng", "năm", "ngày", "xuất", "tiếp", "liên", "riêng" };

	return IS_ONE_OF(ex, i, words);
}

/* Does an addressee who acts, or a demand, begin at i? */
static bool
proper_at(struct extractor *ex, size_t i, size_t end)
{
	struct names names;
	int id = CUE_NOT;
	size_t next = actors_at(ex, i, end, &names);

	if (next > i)
		return true;
	return phrase_at(ex, ex->words.cues, i, end, &id) > 0 && is_demand((enum cue)id);
}

/*
* Finds where the part proper begins: behind "Bên cạnh đó,", behind a prefix and its comma.
    A prefix
 * that names a day or a period stays in the clause.
 */
static void
find_start(struct extractor *ex, const struct unit *unit, struct evidence *e)
{
	size_t i = unit->tokens.from, end = unit->tokens.to, used;

	used = phrase_at(ex, ex->words.frames, i, end, NULL);
	if (used > 0 && (token_is(ex, i + used, ",") || token_is(ex, i + used, ":") ||
			    proper_at(ex, i + used, end) || acts_at(ex, i + used, end))) {
		i += used;
		i += token_is(ex, i, ",") || token_is(ex, i, ":");
	}
	e->start = i;
	if (!is_prefix(ex, i) || proper_at(ex, i, end))
		return;
	for (size_t k = i + 1; k + 1 < end && k < i + 90; k++) {
		bool plain_verb;

		if (!token_is(ex, k, ",") && !token_is(ex, k, ":"))
			continue;
		plain_verb = extract_verb_at(ex, k + 1, end) && unit->mode != MODE_NONE &&
		    unit->mode != MODE_REPORT && !extract_verb_at(ex, i, end);
		if (proper_at(ex, k + 1, end) || plain_verb) {
			struct when when;

			e->dated_prefix =
			    when_at(ex->when, ex->text, &ex->tokens, i, ex->reference, &when) > 0;
			e->start = k + 1;
			return;
		}
	}
}

/* Is there narration between i and the first verb or modal? */
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

static void
find_evidence(struct extractor *ex, const struct unit *unit, struct evidence *e)
{
	find_start(ex, unit, e);
	e->after_subject = actors_at(ex, e->start, unit->tokens.to, &e->subject);
	find_cues(ex, unit, e);
	e->past = narrates(ex, e->after_subject, unit->tokens.to) ||
	    phrase_at(ex, ex->words.past, unit->tokens.from, unit->tokens.to, NULL) > 0;
}

/* "phối hợp với A, B": the co-operating ones, wherever they stand. */
static void
find_coactors(struct extractor *ex, size_t from, size_t end, struct verdict *to)
{
	for (size_t i = from; i + 2 < end && to->coactors.n == 0; i++) {
		size_t next;

		if (!is_word(ex, i, "phối") || !is_word(ex, i + 1, "hợp"))
			continue;
		next = i + 2;
		while (next < end && next < i + 6 && !is_word(ex, next, "với") &&
		    !is_word(ex, next, "cùng") && actor_at(ex, next, end) == 0)
			next++;
		if (is_word(ex, next, "với") || is_word(ex, next, "cùng"))
			next++;
		next += is_word(ex, next, "với");
		(void)actors_at(ex, next, end, &to->coactors);
	}
}

/* Where the action begins behind addressees, modal and "chủ trì, phối hợp với ...". */
static size_t
action_start(struct extractor *ex, size_t i, size_t end)
{
	size_t from = i;
	struct names names;

	while (i < end && (token_is(ex, i, ":") || token_is(ex, i, ",")))
		i++;
	if (is_word(ex, i, "chủ") && is_word(ex, i + 1, "trì") && token_is(ex, i + 2, ","))
		i += 3;
	if (i > from && is_word(ex, i, "phối") && is_word(ex, i + 1, "hợp")) {
		size_t next = i + 2;

		next += is_word(ex, next, "với");
		next = actors_at(ex, next, end, &names);
		if (names.n > 0 && extract_verb_at(ex, next, end))
			i = next;
	}
	return i;
}

static void
name_actors(struct extractor *ex, const struct unit *unit, const struct names *own,
    struct verdict *to)
{
	(void)ex;
	to->actors = own->n > 0 ? *own : *unit->inherit;
	to->inherited = own->n == 0 && unit->inherit->n > 0;
}

/* A demand: "(bà X) đề nghị Sở Y tế khẩn trương ...". */
static void
judge_demand(struct extractor *ex, const struct unit *unit, const struct evidence *e,
    struct verdict *to)
{
	size_t end = unit->tokens.to, next = e->demand + e->demand_len;
	struct names names;
	bool higher, up;

	if (is_word(ex, next, "đối") && is_word(ex, next + 1, "với"))
		next += 2;
	next = actors_at(ex, next, end, &names);
	higher = names.n > 0 && actor_is_higher(ex, names.at[0]);
	up = e->demand_cue == CUE_RECOMMEND || e->demand_cue == CUE_WISH ||
	    (e->demand_cue == CUE_ASK && (higher || unit->mode == MODE_RECOMMEND));
	to->found = true;
	to->kind = up ? EXTRACT_RECOMMENDATION : EXTRACT_DIRECTIVE;
	to->span = (struct range){ e->demand, end };
	if (e->demand_cue == CUE_STRESS)
		to->span.from = e->demand + e->demand_len;
	to->reason = (struct range){ e->demand, e->demand + e->demand_len };
	to->score = names.n > 0 ? 95 : 80;
	if (names.n == 0 && e->has_modal && e->modal > next)
		next = e->modal + e->modal_len;
	name_actors(ex, unit, &names, to);
	to->action = action_start(ex, next, end);
	to->lead_in = names.n > 0 && to->action >= end;
}

/* Addressees in the noun phrase before a modal: "công tác phối hợp giữa A và B cần ...". */
static void
subject_between(struct extractor *ex, size_t from, size_t to_token, struct names *to)
{
	to->n = 0;
	for (size_t i = from; i < to_token; i++)
		if (is_word(ex, i, "giữa")) {
			(void)actors_at(ex, i + 1, to_token, to);
			return;
		}
}

/* "A phải, cần, có trách nhiệm ..."; "Kế hoạch nhằm ..."; "Ban Tuyên giáo làm đầu mối". */
static bool
judge_modal(struct extractor *ex, const struct unit *unit, const struct evidence *e,
    struct verdict *to)
{
	static const char *const plans[] = { "kế", "chương", "đề", "việc", "chỉ", "mục" };
	bool acting = e->subject.n > 0 && e->modal < e->after_subject + 6;
	struct names names = e->subject;
	size_t start = e->start;

	if (e->modal_cue == CUE_AIM && !(IS_ONE_OF(ex, start, plans) && e->modal < start + 6))
		return false;
	if (e->modal_cue == CUE_WEAK && !unit->carry)
		return false;
	if (e->modal_cue == CUE_ROLE && !(acting && e->modal < e->after_subject + 2))
		return false;
	if (e->modal_cue == CUE_ROLE && unit->mode != MODE_DIRECT && !unit->carry)
		return false;
	if (e->past && (e->modal_cue == CUE_ROLE || unit->mode == MODE_REPORT))
		return false;
	if (unit->mode == MODE_REPORT && !acting)
		return false;
	if (!acting)
		subject_between(ex, start, e->modal, &names);
	to->found = true;
	to->kind = unit->mode == MODE_RECOMMEND ? EXTRACT_RECOMMENDATION : EXTRACT_DIRECTIVE;
	to->span = (struct range){ e->dated_prefix ? unit->tokens.from : start, unit->tokens.to };
	to->reason = (struct range){ e->modal, e->modal + e->modal_len };
	to->score = acting ? 90 : 70;
	name_actors(ex, unit, &names, to);
	to->action = e->modal_cue == CUE_MODAL ? e->modal + e->modal_len : e->modal;
	if (e->modal_cue == CUE_ROLE && is_word(ex, e->modal, "chủ"))
		to->action = action_start(ex, e->modal, unit->tokens.to);
	to->lead_in = to->action >= unit->tokens.to;
	return true;
}

/* Where orders stand: an addressee who acts, or a bare verb. */
static bool
judge_bare(struct extractor *ex, const struct unit *unit, const struct evidence *e,
    struct verdict *to)
{
	bool direct = unit->mode == MODE_DIRECT || unit->mode == MODE_RECOMMEND;
	size_t next = e->after_subject, end = unit->tokens.to;

	if (e->past && e->subject.n > 0)
		return false;
	if (token_is(ex, next, ":"))
		next++;
	if (!acts_at(ex, next, end) || (e->subject.n > 0 && !direct) || (!direct && !unit->carry))
		return false;
	if (e->subject.n == 0 && e->past && !extract_verb_at(ex, e->start, end))
		return false;
	to->found = true;
	to->kind = unit->mode == MODE_RECOMMEND ? EXTRACT_RECOMMENDATION :
	    unit->carry && !direct ? unit->carried : EXTRACT_DIRECTIVE;
	to->span = (struct range){ e->dated_prefix ? unit->tokens.from : e->start, end };
	to->reason = (struct range){ next, next };
	to->score = e->subject.n > 0 ? 85 : direct ? 75 : 60;
	name_actors(ex, unit, &e->subject, to);
	to->action = action_start(ex, next, end);
	to->lead_in = e->subject.n > 0 && to->action >= end;
	return true;
}

/* What is no order: an event with its day, or a judgement on the past. */
static void
judge_rest(struct extractor *ex, const struct unit *unit, const struct evidence *e,
    struct verdict *to)
{
	static const char *const meets[] = { "tổ", "chủ", "ban", "làm", "dự", "diễn", "họp", "ký",
		"trình", "khai" };
	bool event = false;

	if (unit->tokens.to - unit->tokens.from < 5)
		return;
	if (extract_has_date(ex, unit->tokens) || unit->mode == MODE_NONE)
		for (size_t i = unit->tokens.from; i < unit->tokens.to && i <
		    unit->tokens.from + 40; i++)
			event = event || (IS_ONE_OF(ex, i, meets) &&
			    extract_verb_at(ex, i, unit->tokens.to));
	if (unit->mode != MODE_NONE)
		event = false;
	for (size_t i = unit->tokens.from; !e->past && !event && i < unit->tokens.to; i++)
		event = false;
	if (!event && !e->past && unit->mode != MODE_REPORT)
		return;
	to->found = true;
	to->kind = event ? EXTRACT_EVENT : EXTRACT_ASSESSMENT;
	to->span = unit->tokens;
	to->actors = e->subject;
	to->action = e->after_subject;
	to->score = 50;
}

void
extract_judge(struct extractor *ex, const struct unit *unit, struct verdict *to)
{
	struct evidence e = { .has_demand = false };

	*to = (struct verdict){ .found = false };
	if (unit->tokens.to - unit->tokens.from < 2)
		return;
	find_evidence(ex, unit, &e);
	if (e.has_demand)
		judge_demand(ex, unit, &e, to);
	else if (!(e.has_modal && judge_modal(ex, unit, &e, to)) && !judge_bare(ex, unit, &e, to))
		judge_rest(ex, unit, &e, to);
	if (to->found && (to->kind == EXTRACT_DIRECTIVE || to->kind == EXTRACT_RECOMMENDATION))
		find_coactors(ex, to->span.from, to->span.to, to);
}
