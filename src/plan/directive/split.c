/*
 * split.c: where a clause may fall apart, where the reviewer lets it, and what each half says. The
 * one idea: a half is read by the same eyes as a document, as if it stood alone under a heading.
 */
#include "plan/directive/split.h"

#include <unicode/uchar.h>

#include "base/arena.h"
#include "html/msg.h"

/* Stands before a half when it is read: an order needs a place where orders are given. */
#define HEADING "Kết luận như sau"

/* ---- Offers ---- */

/* What may stand between two orders; the heavier, the surer. Longer ones first. */
static const struct {
	const char *text;
	int weight;
} gaps[] = {
	{ "; đồng thời ", 3 }, { ", đồng thời ", 3 }, { " và đồng thời ", 3 }, { " đồng thời ", 3 },
	{ "; ", 4 }, { ";\n", 4 }, { ". ", 2 }, { "\n", 2 }, { ", và ", 1 }, { " và ", 1 },
	{ ", ", 0 },
};
enum { HEAVIEST = 4 };

/* "Giáo dục và Đào tạo" is one name; "và Sở Y tế" begins with another. */
static bool
inside_name(struct str rest)
{
	static const char *const units[] = { "Sở ", "Ủy ban ", "UBND ", "Công an ", "Ban " };
	uint32_t code;

	if (utf8_decode(rest.at, rest.len, &code) == 0 || !u_isupper((UChar32)code))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(units); i++)
		if (str_starts(rest, units[i]))
			return false;
	return true;
}

/* The gap that begins at `at` with this weight or more; its length, 0 for none. */
static size_t
gap_at(struct str quote, size_t at, int least, int *weight)
{
	struct str rest = { quote.at + at, quote.len - at };

	for (size_t i = 0; i < ARRAY_LEN(gaps); i++) {
		size_t len = strlen(gaps[i].text);

		if (!str_starts(rest, gaps[i].text))
			continue;
		*weight = gaps[i].weight;
		if (*weight < least || len == rest.len)
			return 0;
		if (*weight == 1 && inside_name((struct str){ rest.at + len, rest.len - len }))
			return 0;
		return len;
	}
	return 0;
}

/* How many there are of this weight or more; the first SPLIT_OFFERS_MAX of them. */
static size_t
offers_from(struct str quote, int least, struct split_cut to[SPLIT_OFFERS_MAX], size_t *best)
{
	int strongest = -1;
	size_t n = 0;

	for (size_t at = 1; at < quote.len; at++) {
		int weight = 0;
		size_t len = gap_at(quote, at, least, &weight);

		if (len == 0)
			continue;
		if (n < SPLIT_OFFERS_MAX) {
			to[n] = (struct split_cut){ at, at + len };
			if (weight > strongest) {
				strongest = weight;
				*best = n;
			}
		}
		n++;
		at += len - 1;
	}
	return n;
}

size_t
split_offers(struct str quote, struct split_cut to[SPLIT_OFFERS_MAX], size_t *best)
{
	size_t n = 0;

	*best = 0;
	for (int least = 0; least <= HEAVIEST; least++) {
		n = offers_from(quote, least, to, best);
		if (n <= SPLIT_OFFERS_MAX)
			return n;
	}
	return SPLIT_OFFERS_MAX;
}

/* ---- What was typed ---- */

static bool
blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Where `part` ends in the beginning of `text`, white space aside; 0 when it is not there. */
static size_t
match_front(struct str text, struct str part)
{
	size_t i = 0, j = 0;

	for (;;) {
		while (i < text.len && blank(text.at[i]))
			i++;
		while (j < part.len && blank(part.at[j]))
			j++;
		if (j == part.len)
			break;
		if (i == text.len || text.at[i++] != part.at[j++])
			return 0;
	}
	while (i > 0 && blank(text.at[i - 1]))
		i--;
	return i;
}

/* Where `part` begins in the end of `text`; text.len when it is not there. */
static size_t
match_back(struct str text, struct str part)
{
	size_t i = text.len, j = part.len;

	for (;;) {
		while (i > 0 && blank(text.at[i - 1]))
			i--;
		while (j > 0 && blank(part.at[j - 1]))
			j--;
		if (j == 0)
			break;
		if (i == 0 || text.at[--i] != part.at[--j])
			return text.len;
	}
	while (i < text.len && blank(text.at[i]))
		i++;
	return i;
}

static bool
light(char c)
{
	return blank(c) || c == ';' || c == ',' || c == '.' || c == ':';
}

/* May this be left out between two halves. */
static bool
only_a_gap(struct str gap)
{
	static const char *const words[] = { "", "và", "đồng thời", "và đồng thời", "còn" };

	while (gap.len > 0 && light(gap.at[0]))
		gap = (struct str){ gap.at + 1, gap.len - 1 };
	while (gap.len > 0 && light(gap.at[gap.len - 1]))
		gap.len--;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_is(gap, words[i]))
			return true;
	return false;
}

enum rc
split_find(struct str quote, struct str first, struct str second, struct split_cut *cut,
    struct err *err)
{
	cut->first_end = match_front(quote, first);
	cut->second_start = match_back(quote, second);
	if (cut->first_end == 0)
		return err_refuse(err, "first", MSG_directive_split_first_other);
	if (cut->second_start == quote.len)
		return err_refuse(err, "second", MSG_directive_split_second_other);
	if (cut->second_start < cut->first_end)
		return err_refuse(err, "second", MSG_directive_split_twice);
	if (!only_a_gap((struct str){ quote.at + cut->first_end,
	        cut->second_start - cut->first_end }))
		return err_refuse(err, "second", MSG_directive_split_lost);
	return RC_OK;
}

/* ---- The halves ---- */

/* The clause that the half reads as, one with an addressee before others; NULL: as none. */
static const struct extract_clause *
read_alone(struct arena *arena, const char *half, int64_t reference_day)
{
	struct extract_result *found = ARENA_NEW(arena, struct extract_result);
	char *text = arena_printf(arena, HEADING ":\n1. %s\n", half);
	const struct extract_clause *best = NULL;
	struct decoded doc;

	for (char *at = text + strlen(HEADING ":\n"); at[1] != '\0'; at++)
		if (blank(*at))
			*at = ' ';
	if (decode_text(arena, str_of(text), &doc) != DECODE_OK)
		return NULL;
	extract_run(arena, &doc, reference_day, found);
	for (size_t i = 0; i < found->nclauses; i++) {
		const struct extract_clause *c = &found->clauses[i];

		if (c->kind != EXTRACT_DIRECTIVE && c->kind != EXTRACT_RECOMMENDATION)
			continue;
		if (best == NULL || (best->nactors == 0 && c->nactors > 0))
			best = c;
	}
	return best;
}

static void
take_words(struct arena *arena, const struct extract_clause *c, struct directive *to)
{
	to->action = extract_short(arena, c->action);
	to->deadline_day = c->deadline_day;
	to->period = c->period == NULL ? "" : c->period;
	to->family = c->family;
	to->coactors = directive_join_names(arena, c->coactors, c->ncoactors);
	if (c->topic != NULL)
		to->topic = c->topic->key;
	if (c->nactors > 0) {
		to->actors = directive_join_names(arena, c->actors, c->nactors);
		to->vague = c->vague;
	}
	if (c->reason != NULL && strstr(c->reason, HEADING) == NULL)
		to->reason = c->reason;
}

static void
read_half(struct arena *arena, const struct directive *whole, size_t from, size_t end,
    const struct decoded *doc, int64_t reference_day, struct directive *to)
{
	const struct extract_clause *c;

	*to = *whole;
	to->byte_start = whole->byte_start + from;
	to->byte_end = whole->byte_start + end;
	to->char_start = decoded_point(doc, to->byte_start);
	to->char_end = decoded_point(doc, to->byte_end);
	to->quote = arena_text_n(arena, whole->quote + from, end - from);
	to->action = to->quote;
	to->coactors = to->period = "";
	to->deadline_day = DAY_NONE;
	to->family = FAMILY_NONE;
	c = read_alone(arena, to->quote, reference_day);
	if (c != NULL)
		take_words(arena, c, to);
}

void
split_halves(struct arena *arena, const struct directive *whole, const struct split_cut *cut,
    const struct decoded *doc, int64_t reference_day, struct directive halves[2])
{
	read_half(arena, whole, 0, cut->first_end, doc, reference_day, &halves[0]);
	read_half(arena, whole, cut->second_start, strlen(whole->quote), doc, reference_day,
	    &halves[1]);
	if (halves[0].family == FAMILY_NONE && halves[1].family == FAMILY_NONE)
		halves[0].family = halves[1].family = whole->family;
}
