/*
 * extract_block.c: lines become blocks. The one idea: what a block is can be read off its first
 * characters (I. / Điều 1. / 1. / 3.1. / a) / -), and the stack of those markers is the section.
 */
#include <unicode/uchar.h>

#include "text/extract_internal.h"

#define MARKER_MAX 24

/* A line with its ends trimmed, NBSP included. */
struct line {
	struct str text;
	bool gap_before;
};

/* What stood at the front of a line. */
struct marker {
	enum block_kind kind;
	enum block_level level;
	int depth;
	char label[MARKER_MAX];
	size_t len; /* bytes to skip */
};

/* The labels in force, one a level; Arabic numbers carry their dots themselves. */
struct outline {
	char at[LEVELS][MARKER_MAX];
};

static size_t
space_ahead(struct str s)
{
	if (s.len >= 2 && (unsigned char)s.at[0] == 0xC2 && (unsigned char)s.at[1] == 0xA0)
		return 2;
	return s.len > 0 && (s.at[0] == ' ' || s.at[0] == '\t' || s.at[0] == '\v') ? 1 : 0;
}

static struct str
skip(struct str s, size_t n)
{
	return (struct str){ s.at + n, s.len - n };
}

/* "**" or "__", as plain text marks what is bold. */
static bool
is_bold(const char *at)
{
	return memcmp(at, "**", 2) == 0 || memcmp(at, "__", 2) == 0;
}

static struct str
trim(struct str s)
{
	size_t n;

	while ((n = space_ahead(s)) > 0)
		s = skip(s, n);
	if (s.len >= 3 && is_bold(s.at) && s.at[2] != s.at[0])
		s = skip(s, 2);
	if (s.len >= 3 && is_bold(s.at + s.len - 2) && s.at[s.len - 3] != s.at[s.len - 1])
		s.len -= 2;
	for (;;) {
		if (s.len > 0 && strchr(" \t\v|", s.at[s.len - 1]) != NULL)
			s.len--;
		else if (s.len >= 2 && memcmp(s.at + s.len - 2, "\xC2\xA0", 2) == 0)
			s.len -= 2;
		else
			return s;
	}
}

static bool
next_line(struct str *rest, struct line *to)
{
	to->gap_before = false;
	while (rest->len > 0) {
		to->text = trim(str_cut(rest, '\n'));
		if (to->text.len > 0)
			return true;
		to->gap_before = true;
	}
	return false;
}

static bool
is_digit(struct str s, size_t i)
{
	return i < s.len && s.at[i] >= '0' && s.at[i] <= '9';
}

/* A space or a letter: what may follow a marker. */
static bool
follows_marker(struct str s)
{
	unsigned char c = s.len > 0 ? (unsigned char)s.at[0] : ' ';

	return space_ahead(s) > 0 || c >= 0x80 || (c | 0x20) >= 'a' || s.len == 0;
}

static void
set_label(struct marker *marker, struct str label)
{
	(void)snprintf(marker->label, MARKER_MAX, "%.*s",
	    (int)(label.len < MARKER_MAX ? label.len : MARKER_MAX - 1), label.at);
}

static bool
bullet(struct str s, struct marker *to)
{
	static const char *const signs[] = { "-", "–", "—", "‐", "‑", "‒", "―", "−", "+", "*",
		"•", "●", "▪", "◦", "‣", "·",
		"\xEF\x82\xB7", "\xEF\x83\xBC", "\xEF\x81\xB6" };

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (str_starts(s, signs[i]) && follows_marker(skip(s, strlen(signs[i])))) {
			*to = (struct marker){ .kind = BLOCK_BULLET, .len = strlen(signs[i]) };
			return true;
		}
	return false;
}

/* A space, a capital or nothing: what may follow "I." */
static bool
capital_ahead(struct str s)
{
	unsigned char c = s.len > 0 ? (unsigned char)s.at[0] : ' ';

	return space_ahead(s) > 0 || s.len == 0 || c >= 0x80 || (c >= 'A' && c <= 'Z');
}

/* "I." "II-" "IV/" before a space or a capital; "A." as well. */
static bool
roman(struct str s, struct marker *to)
{
	size_t n = 0;

	while (n < s.len && n < 7 && strchr("IVXL", s.at[n]) != NULL)
		n++;
	*to = (struct marker){ .kind = BLOCK_NUMBERED, .level = LEVEL_ROMAN };
	if (n == 0 && s.len > 1 && s.at[0] >= 'A' && s.at[0] <= 'H' && s.at[1] == '.') {
		n = 1;
		to->level = LEVEL_PART;
	} else if (n == 0 || roman_value((struct str){ s.at, n }) == 0) {
		return false;
	}
	if (n >= s.len || strchr(".-/):", s.at[n]) == NULL)
		return false;
	if (!capital_ahead(skip(s, n + 1)))
		return false;
	set_label(to, (struct str){ s.at, n });
	to->len = n + 1;
	return true;
}

/* "1." "1)" "1/" "1-" "3.1." "3.1 " "3.1.2)" */
static bool
arabic(struct str s, struct marker *to)
{
	size_t n = 0, digits = 0;

	*to = (struct marker){ .kind = BLOCK_NUMBERED, .level = LEVEL_ARABIC };
	while (is_digit(s, n)) {
		digits = 0;
		while (is_digit(s, n) && digits < 3) {
			n++;
			digits++;
		}
		if (digits > 2)
			return false;
		if (n + 1 >= s.len || s.at[n] != '.' || !is_digit(s, n + 1))
			break;
		n++;
		to->depth++;
	}
	if (n == 0 || n >= MARKER_MAX)
		return false;
	set_label(to, (struct str){ s.at, n });
	to->len = n;
	if (n < s.len && strchr(".)/-:", s.at[n]) != NULL)
		to->len++;
	else if (to->depth == 0)
		return false;
	return follows_marker(skip(s, to->len)) &&
	    (to->len > n || space_ahead(skip(s, to->len)) > 0);
}

/* "a)" "đ)" "a." "(a)" "(1)" */
static bool
letter(struct str s, struct marker *to)
{
	bool open = str_starts(s, "("), known;
	struct str in = open ? skip(s, 1) : s, after;
	size_t n = str_starts(in, "đ") ? 2 : 1;

	*to = (struct marker){ .kind = BLOCK_NUMBERED, .level = LEVEL_LETTER };
	if (in.len < n + 1)
		return false;
	known = n == 2 || (in.at[0] >= 'a' && in.at[0] <= 'z') || (open && is_digit(in, 0));
	after = skip(in, n);
	if (!known || !(str_starts(after, ")") || (!open && str_starts(after, ". "))))
		return false;
	set_label(to, (struct str){ in.at, n });
	to->len = (open ? 1 : 0) + n + 1;
	return true;
}

/* "Điều 3." "Chương II" "Phần thứ nhất" "Mục 1" */
static bool
worded(struct str s, struct marker *to)
{
	static const struct {
		const char *word;
		enum block_level level;
	} heads[] = { { "Điều ", LEVEL_ARTICLE }, { "ĐIỀU ", LEVEL_ARTICLE },
		{ "Chương ", LEVEL_PART }, { "CHƯƠNG ", LEVEL_PART }, { "Phần ", LEVEL_PART },
		{ "PHẦN ", LEVEL_PART },
		{ "Mục ", LEVEL_PART }, { "MỤC ", LEVEL_PART } };
	char label[MARKER_MAX];

	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		size_t n = strlen(heads[i].word), from = n;

		if (!str_starts(s, heads[i].word))
			continue;
		*to = (struct marker){ .kind = BLOCK_NUMBERED, .level = heads[i].level };
		while (n < s.len && n < from + 5 && (is_digit(s, n) || strchr("IVX",
		    s.at[n]) != NULL))
			n++;
		if (n == from || (n < s.len && strchr(".:", s.at[n]) == NULL &&
				     heads[i].level == LEVEL_ARTICLE))
			return false;
		(void)snprintf(label, sizeof(label), "Điều %.*s", (int)(n - from), s.at + from);
		set_label(to, str_of(label));
		to->len = n < s.len && strchr(".:", s.at[n]) != NULL ? n + 1 : n;
		return true;
	}
	return false;
}

/* Enters a marker into the outline and returns the path it makes. */
static const char *
outline_enter(struct extractor *ex, struct outline *outline, const struct marker *marker)
{
	const char *roman_at = outline->at[LEVEL_ROMAN], *article = outline->at[LEVEL_ARTICLE];
	const char *arabic_at = outline->at[LEVEL_ARABIC], *top;

	for (int level = (int)marker->level; level < LEVELS; level++)
		outline->at[level][0] = '\0';
	(void)snprintf(outline->at[marker->level], MARKER_MAX, "%s", marker->label);
	if (marker->level == LEVEL_PART)
		return NULL;
	top = article[0] != '\0' ? article : roman_at;
	if (marker->level == LEVEL_ROMAN || marker->level == LEVEL_ARTICLE)
		return arena_text(ex->arena, marker->label);
	if (marker->level == LEVEL_ARABIC && top[0] == '\0')
		return arena_text(ex->arena, marker->label);
	if (marker->level == LEVEL_ARABIC)
		return arena_printf(ex->arena, "%s.%s", top, marker->label);
	/* letters do not lengthen the section */
	if (top[0] == '\0' || arabic_at[0] == '\0')
		return top[0] != '\0' || arabic_at[0] != '\0' ?
			arena_text(ex->arena, top[0] != '\0' ? top : arabic_at) : NULL;
	return arena_printf(ex->arena, "%s.%s", top, arabic_at);
}

/* Is the first letter of the line a small one? */
static bool
starts_small(struct str s)
{
	uint32_t c = 0;

	return utf8_decode(s.at, s.len, &c) > 0 && u_islower((UChar32)c);
}

static bool
ends_sentence(struct str s)
{
	return s.len > 0 && (strchr(".;:!?", s.at[s.len - 1]) != NULL ||
				(s.len >= 3 && memcmp(s.at + s.len - 3, "…", 3) == 0));
}

/*
 * Was the text broken into lines of about one width? Then lines that go on with a small letter are
 * frequent among the long ones.
 */
static bool
is_wrapped(struct str text)
{
	struct str rest = text, last = { NULL, 0 };
	struct line line;
	size_t full = 0, broken = 0;

	while (next_line(&rest, &line)) {
		if (last.len > 0 && !line.gap_before && utf8_count(last) >= 40) {
			full++;
			broken += !ends_sentence(last) && starts_small(line.text);
		}
		last = line.text;
	}
	return full >= 5 && broken * 3 >= full;
}

/* A page head in two columns, kept apart by spaces. */
static bool
has_columns(struct str s)
{
	return memmem(s.at, s.len, "   ", 3) != NULL || memchr(s.at, '\t', s.len) != NULL;
}

static bool
joins(bool wrapped, struct str last, const struct line *line)
{
	if (last.len == 0 || line->gap_before)
		return false;
	if (last.at[last.len - 1] == ';' && starts_small(line->text))
		return true;
	if (ends_sentence(last))
		return false;
	if (has_columns(last) || has_columns(line->text))
		return false;
	if (starts_small(line->text))
		return utf8_count(last) >= 20;
	return wrapped && utf8_count(last) >= 60;
}

static struct block *
new_block(struct extractor *ex)
{
	if (ex->nblocks == ex->room) {
		ex->blocks = arena_grow(ex->arena, ex->blocks, ex->room, ex->room * 2 + 64,
		    sizeof(*ex->blocks));
		ex->room = ex->room * 2 + 64;
	}
	return &ex->blocks[ex->nblocks++];
}

static void
start_block(struct extractor *ex, struct outline *outline, const char **label,
    const struct line *line)
{
	struct block *block = new_block(ex);
	struct marker marker = { .kind = BLOCK_PARAGRAPH };
	struct str s = line->text;

	if (str_starts(s, "PHỤ LỤC") || str_starts(s, "Phụ lục")) { /* a new count begins */
		*outline = (struct outline){ 0 };
		*label = NULL;
	}
	if (worded(s, &marker) || roman(s, &marker) || arabic(s, &marker) || letter(s, &marker)) {
		*label = outline_enter(ex, outline, &marker);
	} else if (!bullet(s, &marker)) {
		marker = (struct marker){ .kind = BLOCK_PARAGRAPH };
	}
	s = trim(skip(s, marker.len));
	*block = (struct block){ .start = (uint32_t)(s.at - ex->text.at),
		.end = (uint32_t)(s.at - ex->text.at + (ptrdiff_t)s.len),
		.kind = marker.kind,
		.level = marker.level,
		.depth = marker.depth,
		.label = *label,
		.gap_before = line->gap_before };
}

/* Takes the block's tokens off the row (`*at` is the next of them) and looks how it ends. */
static void
finish_block(struct extractor *ex, struct block *block, size_t *at)
{
	struct str s = { ex->text.at + block->start, block->end - block->start };
	const struct tokens *all = &ex->tokens;
	size_t small = 0, capitals = 0;

	while (*at < all->n && all->at[*at].start < block->start)
		++*at;
	block->tokens.from = *at;
	for (; *at < all->n && all->at[*at].end <= block->end; ++*at) {
		const struct token *t = &all->at[*at];

		capitals += t->caps;
		small += t->kind == TOKEN_WORD && !t->capital;
	}
	block->tokens.to = *at;
	block->caps = capitals > 0 && small == 0;
	block->colon = s.len > 0 && s.at[s.len - 1] == ':';
	block->ended = !block->colon && ends_sentence(s);
}

/* Does this line begin with a marker? */
static bool
is_marked(struct str s)
{
	struct marker marker;

	return worded(s, &marker) || roman(s, &marker) || arabic(s, &marker) ||
	    letter(s, &marker) || bullet(s, &marker);
}

void
extract_blocks(struct extractor *ex)
{
	struct outline outline = { 0 };
	struct str rest = ex->text, last = { NULL, 0 };
	const char *label = NULL;
	bool wrapped = is_wrapped(ex->text);
	struct line line;
	size_t at = 0;

	ex->tokens = tokens_of(ex->arena, ex->text, 0);
	ex->result->steps += ex->tokens.n;
	while (next_line(&rest, &line)) {
		if (!is_marked(line.text) && joins(wrapped, last, &line))
			ex->blocks[ex->nblocks - 1].end =
			    (uint32_t)(line.text.at - ex->text.at + (ptrdiff_t)line.text.len);
		else
			start_block(ex, &outline, &label, &line);
		last = line.text;
	}
	for (size_t b = 0; b < ex->nblocks; b++)
		finish_block(ex, &ex->blocks[b], &at);
}
