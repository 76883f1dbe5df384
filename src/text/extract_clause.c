/*
 * extract_clause.c: sentences, and their parts. The one idea: a full stop ends a sentence only
 * before a capital and not after an abbreviation; a semicolon ends a part only where the next one
 * begins an order of its own.
 */
#include "text/extract_evidence.h"

/* Abbreviations whose dot ends nothing. */
static const char *const abbreviations[] = { "tp", "q", "p", "h", "tx", "tt", "ts", "ths", "gs",
	"pgs", "kt", "tm", "tl", "tuq", "st", "mr", "ms", "ô", "đ", "c", "d", "ks", "bs",
	"nxb", "stt" };

static bool
is_abbreviation(const struct extractor *ex, size_t i)
{
	for (size_t k = 0; k < sizeof(abbreviations) / sizeof(*abbreviations); k++)
		if (ex->tokens.at[i].key == token_key(str_of(abbreviations[k])))
			return ex->tokens.at[i].capital;
	return false;
}

/* Does the mark at i end a sentence of [from, end)? */
static bool
ends_here(const struct extractor *ex, size_t from, size_t i, size_t end)
{
	const struct token *next = i + 1 < end ? &ex->tokens.at[i + 1] : NULL;

	if (token_is(ex, i, "!") || token_is(ex, i, "?"))
		return true;
	if (token_is(ex, i, "…"))
		return next == NULL || next->capital;
	if (!token_is(ex, i, "."))
		return false;
	if (next == NULL)
		return true;
	if (i == from || is_abbreviation(ex, i - 1))
		return false;
	if (next->glued)
		return next->capital && ex->tokens.at[i - 1].kind == TOKEN_WORD &&
		    !ex->tokens.at[i - 1].capital;
	return next->kind != TOKEN_WORD || next->capital;
}

/* A range without the punctuation at its ends. */
static struct range
trim(const struct extractor *ex, struct range r)
{
	static const char *const marks[] = { ".", ",", ";", ":", "/", "…", "!", "?", "-", "–", "\"",
		"“", "”", "*" };
	bool again = true;

	while (again && r.from < r.to) {
		again = false;
		for (size_t k = 0; k < sizeof(marks) / sizeof(*marks); k++) {
			if (r.from < r.to && token_is(ex, r.to - 1, marks[k])) {
				r.to--;
				again = true;
			}
			if (r.from < r.to && token_is(ex, r.from, marks[k])) {
				r.from++;
				again = true;
			}
		}
	}
	return r;
}

bool
extract_sentence(struct extractor *ex, size_t *i, size_t end, struct range *to)
{
	size_t from = *i;

	if (from >= end)
		return false;
	while (*i < end && !ends_here(ex, from, *i, end))
		++*i;
	if (*i < end)
		++*i;
	/* keep a closing colon for the caller to see, drop the rest */
	*to = (struct range){ from, *i };
	ex->result->steps += *i - from;
	return true;
}

/* A verb of the list used as a verb: not "Thông báo số 12". */
bool
extract_verb_at(struct extractor *ex, size_t i, size_t end)
{
	size_t used = phrase_at(ex, ex->words.verbs, i, end, NULL);

	return used > 0 && !word_is(ex, i + used, "này") &&
	    !(i + used + 1 < end && ex->tokens.at[i + used].key == token_key(STR("số")) &&
		(ex->tokens.at[i + used + 1].kind == TOKEN_NUMBER ||
		    token_is(ex, i + used + 1, ":")));
}

bool
extract_quote_ends(const struct extractor *ex, size_t i)
{
	return (token_is(ex, i, "”") || token_is(ex, i, "\"")) &&
	    (token_is(ex, i + 1, ",") || token_is(ex, i + 1, "-") || token_is(ex, i + 1, "–"));
}

/* Behind "(1)", "(i)", "a)" inside a sentence. */
size_t
extract_skip_count(const struct extractor *ex, size_t i, size_t end)
{
	size_t sign = i + token_is(ex, i, "(");

	if (sign + 1 >= end || !token_is(ex, sign + 1, ")"))
		return i;
	return ex->tokens.at[sign].kind == TOKEN_NUMBER ||
			ex->tokens.at[sign].end - ex->tokens.at[sign].start <= 4 ?
		sign + 2 : i;
}

bool
extract_stressed_at(const struct extractor *ex, size_t i, size_t end)
{
	static const char *const ends[] = { "rõ", "kỹ", "chặt", "sát", "dứt", "chắc", "sạch",
		"hết", "gọn", "ngay", "đúng", "đủ" };
	static const char *const no_verbs[] = { "việc", "người", "điều", "không", "chưa", "còn",
		"rất", "đã", "được", "đều", "là", "hầu", "trước", "tất", "quá", "nội", "có",
		"vẫn", "ngày", "thật", "sự", "sâu" };

	return i + 2 < end && ex->tokens.at[i].kind == TOKEN_WORD &&
	    WORD_IN(ex, i + 1, ends) && !WORD_IN(ex, i, no_verbs);
}

/* "không tái diễn", "đừng chờ", not "không gian", "không những". */
static bool
forbids_at(const struct extractor *ex, size_t i, size_t end)
{
	static const char *const words[] = { "không", "đừng", "chớ" };
	static const char *const others[] = { "gian", "khí", "những", "chỉ", "còn", "đủ", "có",
		"phải", "ít", "quân", "trung" };

	return i + 2 < end && WORD_IN(ex, i, words) && !WORD_IN(ex, i + 1, others);
}

size_t
extract_skip_relative(struct extractor *ex, size_t i, size_t end)
{
	static const char *const opens[] = { "được", "có", "chưa", "còn" };
	static const char *const joints[] = { "để", "và", "khi", "với", "về", "của", "cho", "là" };
	size_t used;

	if (!WORD_IN(ex, i, opens) || extract_verb_at(ex, i, end))
		return i;
	for (size_t k = i + 1; k < end && k < i + 12; k += used > 0 ? used : 1) {
		if (ex->tokens.at[k].kind == TOKEN_MARK)
			return i;
		used = phrase_at(ex, ex->words.verbs, k, end, NULL);
		if (used >= 2 && k > i + 2 && !ex->tokens.at[k].capital &&
		    !WORD_IN(ex, k - 1, joints))
			return k;
	}
	return i;
}

/* "...; các thành viên bám địa bàn": a small word behind an addressee, taken for a verb. */
static bool
acts_unknown(struct extractor *ex, size_t i, size_t end)
{
	return i + 2 < end && ex->tokens.at[i].kind == TOKEN_WORD && !ex->tokens.at[i].capital &&
	    ex->tokens.at[i + 1].kind == TOKEN_WORD && !word_is(ex, i, "và") &&
	    !word_is(ex, i, "của") && !word_is(ex, i, "thuộc") && !word_is(ex, i, "trên") &&
	    phrase_at(ex, ex->words.stops, i, end, NULL) == 0;
}

/* A verb that orders by itself, or with an adverb before it. */
static bool
bare_order_at(struct extractor *ex, size_t i, size_t end)
{
	size_t used;

	if (extract_verb_at(ex, i, end) || extract_stressed_at(ex, i, end) ||
	    forbids_at(ex, i, end))
		return true;
	used = phrase_at(ex, ex->words.adverbs, i, end, NULL);
	return used > 0 && (extract_verb_at(ex, i + used, end) ||
			       phrase_at(ex, ex->words.adverbs, i + used, end, NULL) > 0);
}

bool
extract_order_at(struct extractor *ex, size_t i, size_t end)
{
	enum cue cue;
	struct names names;
	size_t next;

	i = extract_skip_count(ex, i, end);
	if (cue_at(ex, i, end, &cue) > 0 && cue != CUE_NOT)
		return true;
	if (bare_order_at(ex, i, end))
		return true;
	next = extract_then_at(ex, i, end);
	if (next > 0 && actors_at(ex, next + 1, end, &names) > next + 1)
		return true; /* another one is to act: "nơi nào ... thì Sở Y tế xử lý" */
	next = actors_at(ex, i, end, &names);
	if (next == i)
		return false;
	next += token_is(ex, next, ":");
	if (extract_skip_relative(ex, next, end) > next || acts_unknown(ex, next, end))
		return true;
	return extract_verb_at(ex, next, end) ||
	    phrase_at(ex, ex->words.adverbs, next, end, NULL) > 0 ||
	    phrase_at(ex, ex->words.cues, next, end, NULL) > 0;
}

/* Is there a predicate in [*from, to), or only addressees? *from moves to where the look ended. */
static bool
has_predicate(struct extractor *ex, size_t *from, size_t to)
{
	size_t i = *from;

	*from = to;
	while (i < to) {
		struct names names;
		size_t next = actors_at(ex, i, to, &names);
		enum cue cue;

		if (next > i) {
			i = next;
			continue;
		}
		next = cue_at(ex, i, to, &cue);
		if (next > 0 && (cue == CUE_ORDER || cue == CUE_ASK || cue == CUE_ASSIGN ||
				    cue == CUE_RECOMMEND)) {
			i += next; /* "yêu cầu" still waits for its verb */
			continue;
		}
		if (extract_verb_at(ex, i, to) || phrase_at(ex, ex->words.adverbs, i, to, NULL) > 0)
			return true;
		i++;
	}
	return false;
}

/* "Làm cho cán bộ hiểu rõ ...; đánh giá đúng ...": one order. */
static bool
is_causative(const struct extractor *ex, size_t from, size_t end)
{
	return from + 1 < end && ex->tokens.at[from].key == token_key(STR("làm")) &&
	    ex->tokens.at[from + 1].key == token_key(STR("cho"));
}

bool
extract_part(struct extractor *ex, size_t *i, size_t end, struct range *to)
{
	size_t from = *i;
	int depth = 0;
	bool whole = is_causative(ex, from, end), predicate = false;
	size_t seen = from + phrase_at(ex, ex->words.frames, from, end, NULL);

	if (from >= end)
		return false;
	while (*i < end) {
		size_t next = *i + 1;

		depth += token_is(ex, *i, "(") - token_is(ex, *i, ")");
		if (depth <= 0 && token_is(ex, *i, ";") && !whole) {
			next += phrase_at(ex, ex->words.frames, next, end, NULL);
			next += token_is(ex, next, ",");
			predicate = predicate || has_predicate(ex, &seen, *i);
			if (predicate && extract_order_at(ex, next, end))
				break;
		}
		++*i;
	}
	*to = trim(ex, (struct range){ from, *i });
	if (*i < end)
		++*i;
	return true;
}
