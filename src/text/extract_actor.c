/*
 * extract_actor.c: who is to do it. The one idea: an addressee begins with one of a few dozen words
 * (Sở, Ủy ban, các, đồng chí, Giám đốc ...) and runs until a verb, a modal or a stop word; commas
 * and "và" inside it belong to it only where a class noun or a name goes on after them.
 */
#include "text/extract_actor.h"

/* Words that are a noun and a verb; inside a name without comma they are the verb. */
static bool
is_both(const struct extractor *ex, size_t i)
{
	return (word_is(ex, i, "tổ") && word_is(ex, i + 1, "chức")) ||
	    (word_is(ex, i, "lãnh") && word_is(ex, i + 1, "đạo")) ||
	    (word_is(ex, i, "thanh") && word_is(ex, i + 1, "tra"));
}

/* A dash and "&" join, a dot only shortens: "TP. Thủ Đức". */
static bool
mark_ends_name(const struct extractor *ex, size_t i, size_t end)
{
	const struct token *t = &ex->tokens.at[i];

	if (token_is(ex, i, "&") || token_is(ex, i, "-") || token_is(ex, i, "–"))
		return false;
	return !(token_is(ex, i, ".") && i > 0 && i + 1 < end && t[-1].caps && t[1].capital &&
	    t->start - t[-1].start <= 2);
}

/* Is this a word a name cannot go on with? */
static bool
ends_name(struct extractor *ex, size_t i, size_t end)
{
	const struct token *t = &ex->tokens.at[i];
	enum head head = HEAD_NOT;
	enum cue cue;
	size_t used;

	if (t->kind == TOKEN_MARK)
		return mark_ends_name(ex, i, end);
	if (t->kind == TOKEN_NUMBER)
		return false;
	if (t->capital)
		return false;
	if (word_is(ex, i, "được"))
		return true;
	if (!is_both(ex, i) && actor_head_at(ex, i, end, &used, &head))
		return false;
	used = cue_at(ex, i, end, &cue);
	if (used > 0) /* "giao thông" is no "giao"; "bàn giao" is a verb */
		return cue != CUE_NOT || phrase_at(ex, ex->words.verbs, i, end, NULL) >= used;
	return phrase_at(ex, ex->words.stops, i, end, NULL) > 0 ||
	    phrase_at(ex, ex->words.verbs, i, end, NULL) > 0;
}

static bool
capital_word(const struct extractor *ex, size_t i, size_t end)
{
	return i < end && ex->tokens.at[i].kind == TOKEN_WORD && ex->tokens.at[i].capital;
}

/* Is one of the two words before i a capital: "Ba Đình", "Văn hóa"? */
static bool
capital_before(const struct extractor *ex, size_t i)
{
	for (size_t k = i; k > 0 && k + 2 > i && ex->tokens.at[k - 1].kind == TOKEN_WORD; k--)
		if (ex->tokens.at[k - 1].capital)
			return true;
	return false;
}

/* In a set: class nouns go on it ("các xã, phường"), so do names ("các phường A, B và C"). */
static bool
set_goes_on(struct extractor *ex, size_t i, size_t next, size_t end)
{
	enum head head = HEAD_NOT;
	size_t used = 0;

	if (!actor_head_at(ex, next, end, &used, &head))
		return ex->tokens.at[next].capital && ex->tokens.at[next].kind == TOKEN_WORD &&
		    capital_before(ex, i);
	if (ex->tokens.at[next].capital)
		return false;
	if (head == HEAD_CLASS || (head == HEAD_TAIL && word_is(ex, next, "thành")))
		return true;
	return (head == HEAD_NAMED || (head == HEAD_BODY && used <= 2)) &&
	    (next + used >= end || !ex->tokens.at[next + used].capital);
}

/* In a name: Văn hóa và Thể thao; Văn hóa, Thể thao và Du lịch. */
static bool
name_goes_on(struct extractor *ex, size_t i, size_t next, size_t end)
{
	static const char *const after_comma[] = { "thể", "truyền", "lao", "thương", "kỹ" };
	enum head head = HEAD_NOT;
	size_t used = 0;

	if (actor_head_at(ex, next, end, &used, &head) || ex->tokens.at[next].kind != TOKEN_WORD ||
	    !ex->tokens.at[next].capital)
		return false;
	return !token_is(ex, i, ",") || WORD_IN(ex, next, after_comma);
}

/* Does a name go on after "và" or a comma at i? */
static bool
goes_on(struct extractor *ex, size_t i, size_t end, bool set)
{
	size_t next = i + 1;

	if (token_is(ex, i, ",") && word_is(ex, next, "và"))
		next++;
	if (next >= end || i == 0)
		return false;
	return set ? set_goes_on(ex, i, next, end) : name_goes_on(ex, i, next, end);
}

/*
 * "Trung tâm Quản lý phát triển đô thị chủ trì": a verb inside the name of a centre, a fund, a
 * company, where the verb proper still follows.
 */
static bool
verb_inside(struct extractor *ex, size_t i, size_t end)
{
	static const char *const inner[] = { "phát", "đầu", "xây", "quản", "bảo", "phục", "kiểm",
		"nghiên", "giám", "dịch", "xúc", "thông" };
	static const char *const strong[] = { "chủ", "phối", "phải", "cần", "có", "chịu", "khẩn",
		"tham", "tiếp", "tăng", "là", "làm" };

	if (!WORD_IN(ex, i, inner))
		return false;
	for (size_t k = i + 2; k < end && k < i + 9; k++) {
		if (ex->tokens.at[k].kind == TOKEN_MARK)
			return false;
		if (WORD_IN(ex, k, strong) && ends_name(ex, k, end))
			return true;
	}
	return false;
}

/* "các phường: Ba Đình, Ngọc Hà": the colon at i. */
static bool
opens_names(struct extractor *ex, size_t i, size_t end)
{
	enum head head = HEAD_NOT;
	size_t used = 0;

	return token_is(ex, i, ":") && capital_word(ex, i + 1, end) &&
	    !actor_head_at(ex, i + 1, end, &used, &head);
}

/* The same at a comma or "và". */
static size_t
joint_step(struct extractor *ex, size_t i, size_t end, bool set)
{
	enum head head = HEAD_NOT;
	size_t used = 0;

	if (!goes_on(ex, i, end, set))
		return 0;
	i += token_is(ex, i, ",") && word_is(ex, i + 1, "và");
	return set && actor_head_at(ex, i + 1, end, &used, &head) ? used + 1 : 1;
}

/* Heads that a name takes in with all their words. */
static bool
goes_whole(const struct extractor *ex, enum head head, size_t i, bool set)
{
	if (head == HEAD_TAIL)
		return set || !word_is(ex, i, "được"); /* "Sở Y tế được giao": what it is told */
	return head == HEAD_CLASS || head == HEAD_FULL ||
	    (head == HEAD_BODY && ex->tokens.at[i].capital);
}

/* What name_end does at one place: how many tokens to take, 0 to end the name here. */
static size_t
name_step(struct extractor *ex, size_t i, size_t end, bool *set, bool verbs)
{
	enum head head = HEAD_NOT;
	size_t used = 0;

	if (token_is(ex, i, ",") || word_is(ex, i, "và"))
		return joint_step(ex, i, end, *set);
	if (*set && opens_names(ex, i, end))
		return 1;
	used = ex->tokens.at[i].capital ? phrase_at(ex, ex->words.verbs, i, end, NULL) : 0;
	if (used > 1)
		return used; /* Đào tạo, Xây dựng */
	if (!is_both(ex, i) && actor_head_at(ex, i, end, &used, &head)) {
		*set = *set || head == HEAD_SET;
		if (goes_whole(ex, head, i, *set))
			return used;
	}
	return ends_name(ex, i, end) && !(verbs && verb_inside(ex, i, end)) ? 0 : 1;
}

/* Without a dash, a comma or "và" at the end. */
static size_t
drop_joints(const struct extractor *ex, size_t i)
{
	while (i > 0 && (token_is(ex, i - 1, "-") || token_is(ex, i - 1, "–") ||
			    token_is(ex, i - 1, ",") || word_is(ex, i - 1, "và")))
		i--;
	return i;
}

/* May what ends a name at i be its verb? Not its end, a mark or a preposition. */
static bool
acts_behind(const struct extractor *ex, size_t i, size_t end)
{
	static const char *const links[] = { "về", "trong", "với", "cho", "để", "bằng" };

	return i < end && ex->tokens.at[i].kind != TOKEN_MARK && !WORD_IN(ex, i, links);
}

/* "(các chi bộ) ấp", "(Công an) xã" */
static bool
is_class_noun(struct extractor *ex, size_t i, size_t end)
{
	enum head head = HEAD_NOT;
	size_t used = 0;

	return !is_both(ex, i) && actor_head_at(ex, i, end, &used, &head) &&
	    (head == HEAD_CLASS || head == HEAD_NAMED);
}

/*
 * The end of a name whose head ended at i; `verbs`: its kind may have verbs inside. Small words
 * that no verb follows were no part of the name: it ends behind its last capital or class noun.
 */
static size_t
name_end(struct extractor *ex, size_t i, size_t end, bool set, bool verbs)
{
	size_t solid = i, step;

	while (i < end && i - solid <= 10) {
		bool known = ex->tokens.at[i].capital || is_class_noun(ex, i, end);

		step = name_step(ex, i, end, &set, verbs);
		if (step == 0 || (i - solid > 3 && token_is(ex, i, ",")))
			break; /* so many unknown words before a comma are the order itself */
		known = known || step > 1;
		verbs = verbs && !(step > 1 && word_is(ex, i, "thành"));
		i += step;
		solid = known ? i : solid;
	}
	if (i - solid > 10 || (i - solid > 3 && !acts_behind(ex, i, end)))
		i = solid;
	return drop_joints(ex, i < end ? i : end);
}

/* "các sở, ban, ngành Thành phố": class nouns after the word that opens the set. */
static size_t
set_at(struct extractor *ex, size_t i, size_t end)
{
	enum head head = HEAD_NOT;
	size_t used = 0;

	if (!actor_head_at(ex, i, end, &used, &head))
		return 0;
	if (head != HEAD_CLASS && head != HEAD_NAMED && head != HEAD_BODY && head != HEAD_POST &&
	    head != HEAD_FULL)
		return 0;
	return name_end(ex, i + used, end, true, false) - i;
}

/* Sở Y tế; a short name used again (Trung tâm); "Tổ thông tin cơ sở là nơi ..." */
static size_t
named_at(struct extractor *ex, size_t i, size_t used, size_t end)
{
	static const char *const plain[] = { "sở", "bộ", "phường", "xã", "thành" };
	size_t name;
	enum cue cue;

	if (capital_word(ex, i + used, end))
		return name_end(ex, i + used, end, false, !WORD_IN(ex, i, plain)) - i;
	if (!ex->tokens.at[i].capital)
		return 0;
	if (used >= 2 || (cue_at(ex, i + used, end, &cue) > 0 && cue == CUE_MODAL))
		return used; /* Trung tâm ...; "Sở phải ..." */
	name = name_end(ex, i + used, end, false, true);
	if (name > i + used && cue_at(ex, name, end, &cue) > 0 &&
	    cue >= CUE_MODAL && cue <= CUE_ROLE)
		return name - i;
	return 0;
}

/* Sở Y tế, with its city or province behind it, but no verb however unknown. */
static size_t
full_at(struct extractor *ex, size_t i, size_t used, size_t end)
{
	size_t next = i + used;

	if (capital_word(ex, next, end))
		return name_end(ex, next, end, false, false) - i;
	if (next + 1 < end && word_is(ex, next, "thành") && word_is(ex, next + 1, "phố"))
		return used + 2;
	return next < end && word_is(ex, next, "tỉnh") ? used + 1 : used;
}

/* Giám đốc Sở Y tế; đồng chí Nguyễn Văn A */
static size_t
post_at(struct extractor *ex, size_t i, size_t used, size_t end)
{
	size_t of = i + used < end ? actor_at(ex, i + used, end) : 0, name;

	if (of > 0)
		return used + of;
	name = name_end(ex, i + used, end, false, false) - i;
	return name > used || used > 1 ? name : 0;
}

/* "các cấp ủy" begins like the tail "các cấp"; "Thành phố" alone is the city's government. */
static size_t
tail_at(struct extractor *ex, size_t i, size_t used, size_t end)
{
	size_t set = word_is(ex, i, "các") ? set_at(ex, i + 1, end) : 0;

	if (set > 0)
		return set + 1;
	return word_is(ex, i, "thành") && ex->tokens.at[i].capital ? used : 0;
}

size_t
actor_at(struct extractor *ex, size_t i, size_t end)
{
	enum head head = HEAD_NOT;
	size_t used = 0, set;

	if (!actor_head_at(ex, i, end, &used, &head))
		return 0;
	switch (head) {
	case HEAD_NAMED:
		return named_at(ex, i, used, end);
	case HEAD_FULL:
		return full_at(ex, i, used, end);
	case HEAD_HIGHER:
		if (used == 1 && !capital_word(ex, i + used, end))
			return 0;
		return name_end(ex, i + used, end, false, false) - i;
	case HEAD_BODY:
		return name_end(ex, i + used, end, false, word_is(ex, i, "ban")) - i;
	case HEAD_POST:
		return post_at(ex, i, used, end);
	case HEAD_SET:
		set = set_at(ex, i + used, end);
		return set > 0 || used > 1 ? used + set : 0;
	case HEAD_VAGUE:
		set = word_is(ex, i, "các") ? set_at(ex, i + 1, end) + 1 : 0;
		used = name_end(ex, i + used, end, true, false) - i;
		return set > used ? set : used;
	case HEAD_CLASS:
		/* without "các" only a list of classes counts: "sở, ban, ngành" */
		if ((ex->tokens.at[i].capital || word_is(ex, i, "ngành")) &&
		    capital_word(ex, i + used, end))
			return name_end(ex, i + used, end, false, !word_is(ex, i, "ngành")) - i;
		return used > 2 ? name_end(ex, i + used, end, true, false) - i : 0;
	case HEAD_TAIL:
		return tail_at(ex, i, used, end);
	case HEAD_NOT:
		break;
	}
	return 0;
}

/* "đồng chí Nguyễn Văn A, Phó Chủ tịch ...": the post of the person just named. */
static bool
is_title_of(struct extractor *ex, struct range person, size_t i)
{
	static const char *const persons[] = { "đồng", "đ", "ông", "bà" };
	enum head head = HEAD_NOT;
	size_t used = 0;

	return token_is(ex, i - 1, ",") && WORD_IN(ex, person.from, persons) &&
	    ex->tokens.at[person.to - 1].capital && actor_head_at(ex, i, i + 3, &used, &head) &&
	    head == HEAD_POST && !WORD_IN(ex, i, persons);
}

/* Behind "(chủ trì)" on the one just named. */
static size_t
skip_remark(const struct extractor *ex, size_t i, size_t end)
{
	size_t k = i;

	if (!token_is(ex, i, "("))
		return i;
	while (k < end && k < i + 30 && !token_is(ex, k, ")"))
		k++;
	return k < end && token_is(ex, k, ")") ? k + 1 : i;
}

/* Does what somebody does, or has to do, stand at i? */
static bool
duty_at(struct extractor *ex, size_t i, size_t end)
{
	enum cue cue;

	if (extract_verb_at(ex, i, end) || word_is(ex, i, "chịu") ||
	    phrase_at(ex, ex->words.adverbs, i, end, NULL) > 0)
		return true;
	return cue_at(ex, i, end, &cue) > 0 && (cue == CUE_MODAL || cue == CUE_DUTY);
}

/*
 * "Sau 6 tháng, phường báo cáo", "... thì nhà thầu chịu trách nhiệm": a kind of unit in small
 * letters, at the start of its part and right before what it does; 0 for none.
 */
static size_t
bare_at(struct extractor *ex, size_t i, size_t end)
{
	static const char *const firsts[] = { "phường", "xã", "sở", "quận", "huyện", "thôn", "ấp",
		"đặc", "nhà", "chủ", "đơn", "doanh", "địa" };
	enum head head = HEAD_NOT;
	size_t used = 0;

	if (i == 0 || i >= end || ex->tokens.at[i].capital || !WORD_IN(ex, i, firsts))
		return 0;
	if (!token_is(ex, i - 1, ",") && !token_is(ex, i - 1, ";") && !word_is(ex, i - 1, "thì"))
		return 0;
	if (!actor_head_at(ex, i, end, &used, &head))
		return 0;
	return (head == HEAD_NAMED || head == HEAD_CLASS) && duty_at(ex, i + used, end) ? used : 0;
}

size_t
actors_at(struct extractor *ex, size_t i, size_t end, struct names *to)
{
	size_t next = i, used;

	to->n = 0;
	while (next < end && to->n < NAMES_MAX) {
		used = actor_at(ex, next, end);
		if (used == 0 && to->n == 0)
			used = bare_at(ex, next, end);
		if (used == 0)
			break;
		if (to->n == 0 || !is_title_of(ex, to->at[to->n - 1], next))
			to->at[to->n++] = (struct range){ next, next + used };
		i = next + used;
		next = i;
		i = next = skip_remark(ex, next, end);
		if (token_is(ex, next, ",") || token_is(ex, next, ";"))
			next++;
		next += word_is(ex, next, "và");
		if (next == i)
			break;
	}
	return i;
}

bool
actor_label(struct extractor *ex, size_t from, size_t colon, struct names *to)
{
	enum head head = HEAD_NOT;
	size_t used = 0;
	bool named;

	if (actors_at(ex, from, colon, to) == colon && to->n > 0)
		return true;
	if (colon - from > 16 || !actor_head_at(ex, from, colon, &used, &head))
		return false;
	named = head == HEAD_NAMED && (capital_word(ex, from + used, colon) ||
					  (ex->tokens.at[from].capital && colon - from > used));
	if (!named && head != HEAD_BODY && head != HEAD_POST && head != HEAD_SET)
		return false;
	to->n = 1;
	to->at[0] = (struct range){ from, colon };
	return true;
}

bool
actor_is_vague(struct extractor *ex, struct range name)
{
	enum head head = HEAD_NOT;
	size_t used = 0;

	return actor_head_at(ex, name.from, name.to, &used, &head) && head == HEAD_VAGUE &&
	    name.from + used == name.to;
}

bool
actor_is_higher(struct extractor *ex, struct range name)
{
	enum head head = HEAD_NOT;
	size_t used = 0;

	for (size_t i = name.from; i < name.to; i++) {
		bool found = actor_head_at(ex, i, name.to, &used, &head);

		if (i == name.from && found && head == HEAD_HIGHER)
			return true;
		if (word_is(ex, i, "trung") && word_is(ex, i + 1, "ương") && i + 1 < name.to)
			return true;
	}
	return false;
}

bool
actor_is_person(struct extractor *ex, struct range name)
{
	enum head head = HEAD_NOT;
	size_t used = 0;

	return actor_head_at(ex, name.from, name.to, &used, &head) && head == HEAD_POST;
}
