/*
 * secrecy.c: the mark of a secret document. The one idea: a piece of the page is reduced to its
 * bare letters in small, and is a mark when it is made up of words of marks and of nothing else;
 * the capitals it had and the place it stood in tell whether that counts.
 */
#include "text/secrecy.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/err.h"
#include "text/fold.h"

#define PIECE_MAX 160 /* bytes; a longer piece is a sentence */
#define KEY_ROOM (FOLD_ROOM(PIECE_MAX * 4) + 1)
#define END_MAX 40     /* bytes looked at where a line ends or begins */
#define HEAD_LINES 20 /* the head of a document: its first lines with anything on them */

/* A piece of the page: its letters and digits, folded and closed up, and how they were written. */
struct piece {
	char key[KEY_ROOM];
	bool upper;   /* without small letters */
	bool capital; /* begins with a capital */
};

/* Where a reading stands. */
struct place {
	bool in_head;
	bool declared; /* the line before was "Độ mật:" */
};

/* Nothing but ASCII and composed Latin letters: most text, that NFKC would leave as it is. */
static bool
is_plain(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c >= 0xC0 && c != 0xE1 && (c < 0xC3 || c > 0xC6))
			return false;
	}
	return utf8_valid(text);
}

/* NFKC makes wide, bold and half-composed letters plain ones; false on what is no UTF-8. */
static bool
plain_letters(struct str text, char to[PIECE_MAX * 4], struct str *plain)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&status);
	UChar from[PIECE_MAX], made[PIECE_MAX * 2];
	int32_t n = 0, len = 0;

	if (U_FAILURE(status))
		BUG("no NFKC data: %s", u_errorName(status));
	if (text.len > PIECE_MAX)
		return false;
	*plain = text;
	if (is_plain(text))
		return true;
	(void)u_strFromUTF8(from, PIECE_MAX, &n, text.at, (int32_t)text.len, &status);
	n = unorm2_normalize(nfkc, from, n, made, PIECE_MAX * 2, &status);
	(void)u_strToUTF8(to, PIECE_MAX * 4, &len, made, n, &status);
	*plain = (struct str){ to, (size_t)len };
	return U_SUCCESS(status);
}

static bool
read_piece(struct str text, struct piece *to)
{
	char plain[PIECE_MAX * 4], folded[KEY_ROOM];
	struct str letters;
	uint32_t c = 0;
	size_t n = 0, len;
	bool first = true;

	if (!plain_letters(text, plain, &letters))
		return false;
	*to = (struct piece){ .upper = true };
	for (size_t i = 0, step; i < letters.len; i += step) {
		step = utf8_decode(letters.at + i, letters.len - i, &c);
		if (!u_isalpha((UChar32)c))
			continue;
		to->upper = to->upper && !u_islower((UChar32)c);
		to->capital = first ? u_isupper((UChar32)c) : to->capital;
		first = false;
	}
	len = fold_into(folded, letters, FOLD_PLAIN);
	for (size_t i = 0, step; i < len; i += step) {
		step = utf8_decode(folded + i, len - i, &c);
		if (!u_isalnum((UChar32)c))
			continue;
		memcpy(to->key + n, folded + i, step);
		n += step;
	}
	return n > 0;
}

/* What a word does in a mark. */
enum word {
	WORD_LEVEL,
	WORD_BARE,  /* a level without its accents: in capitals and by itself */
	WORD_LABEL, /* names a level whatever its capitals */
	WORD_KIND,  /* may stand before a level in the head */
	WORD_BESIDE /* may stand before or behind one */
};

/* Of two words that begin alike the longer comes first. */
static const struct {
	const char *key;
	enum word word;
	enum secrecy level;
} words[] = {
	{ "tuyệtmật", WORD_LEVEL, SECRECY_TUYET_MAT },
	{ "tốimật", WORD_LEVEL, SECRECY_TOI_MAT },
	{ "bímậtnhànước", WORD_LEVEL, SECRECY_MAT },
	{ "bímật", WORD_LEVEL, SECRECY_MAT },
	{ "mật", WORD_LEVEL, SECRECY_MAT },
	{ "tuyetmat", WORD_BARE, SECRECY_TUYET_MAT },
	{ "toimat", WORD_BARE, SECRECY_TOI_MAT },
	{ "mat", WORD_BARE, SECRECY_MAT },
	{ "dấuchỉđộmật", WORD_LABEL, SECRECY_NONE },
	{ "mứcđộmật", WORD_LABEL, SECRECY_NONE },
	{ "độmật", WORD_LABEL, SECRECY_NONE },
	{ "mứcđộkhẩn", WORD_BESIDE, SECRECY_NONE },
	{ "độkhẩn", WORD_BESIDE, SECRECY_NONE },
	{ "thượngkhẩn", WORD_BESIDE, SECRECY_NONE },
	{ "khẩn", WORD_BESIDE, SECRECY_NONE },
	{ "hỏatốc", WORD_BESIDE, SECRECY_NONE },
	{ "hẹngiờ", WORD_BESIDE, SECRECY_NONE },
	{ "bảnsaosố", WORD_BESIDE, SECRECY_NONE },
	{ "bảnsố", WORD_BESIDE, SECRECY_NONE },
	{ "lưuhànhnộibộ", WORD_BESIDE, SECRECY_NONE },
	{ "khôngsaochụp", WORD_BESIDE, SECRECY_NONE },
	{ "khôngphổbiến", WORD_BESIDE, SECRECY_NONE },
	{ "tàiliệuthuhồi", WORD_BESIDE, SECRECY_NONE },
	{ "tàiliệu", WORD_KIND, SECRECY_NONE },
	{ "vănbản", WORD_KIND, SECRECY_NONE },
	{ "hồsơ", WORD_KIND, SECRECY_NONE },
};

#define WORDS (sizeof(words) / sizeof(*words))

static size_t
word_at(const char *key)
{
	size_t i = 0;

	while (i < WORDS && !text_starts(key, words[i].key))
		i++;
	return i;
}

/* What the words of a piece come to. */
struct sum {
	bool has[WORD_BESIDE + 1];
	bool two; /* different levels: a list of them, not a mark */
	size_t parts;
	enum secrecy level;
};

/* Takes a key apart; false when a part of it is no word of marks. */
static bool
sum_words(const char *key, struct sum *to)
{
	size_t i;

	*to = (struct sum){ .level = SECRECY_NONE };
	for (; *key != '\0'; to->parts++) {
		if (*key >= '0' && *key <= '9') {
			key++;
			continue;
		}
		i = word_at(key);
		if (i == WORDS)
			return false;
		to->has[words[i].word] = true;
		to->two = to->two || (to->level != SECRECY_NONE &&
					 words[i].level != SECRECY_NONE &&
					 words[i].level != to->level);
		if (words[i].level != SECRECY_NONE)
			to->level = words[i].level;
		key += strlen(words[i].key);
	}
	return true;
}

/* Do these words count where they stand, written as they are? */
static bool
counts(const struct piece *piece, const struct sum *sum, const struct place *place)
{
	if (sum->has[WORD_LABEL] || place->declared)
		return true;
	if (sum->has[WORD_BARE])
		return piece->upper && sum->parts == 1 &&
		    (place->in_head || sum->level > SECRECY_MAT);
	if (place->in_head)
		return piece->upper || piece->capital;
	if (sum->has[WORD_KIND])
		return false;
	return piece->upper || (piece->capital && sum->level > SECRECY_MAT);
}

/* The level a piece names as a mark; *two: it names several and is none. */
static enum secrecy
piece_mark(struct str text, const struct place *place, bool *two)
{
	struct piece piece;
	struct sum sum;

	if (!read_piece(text, &piece) || !sum_words(piece.key, &sum))
		return SECRECY_NONE;
	*two = *two || sum.two;
	return !sum.two && counts(&piece, &sum, place) ? sum.level : SECRECY_NONE;
}

/* Cuts the next cell off a line: up to a tab, a bar or three spaces. */
static struct str
cut_cell(struct str *line)
{
	struct str cell = *line;

	for (size_t i = 0; i < line->len; i++) {
		bool wide = i + 2 < line->len && memcmp(line->at + i, "   ", 3) == 0;

		if (line->at[i] != '\t' && line->at[i] != '|' && !wide)
			continue;
		cell.len = i;
		line->at += i + (wide ? 3 : 1);
		line->len -= i + (wide ? 3 : 1);
		return cell;
	}
	*line = (struct str){ NULL, 0 };
	return cell;
}

/* "Số: 12/BC-UBND (Mật)": what stands behind the number; empty when there is none. */
static struct str
behind_number(struct str cell)
{
	size_t i = sizeof("Số") - 1, from;

	cell = str_trim(cell);
	if (!str_starts(cell, "Số"))
		return STR("");
	while (i < cell.len && (cell.at[i] == ':' || cell.at[i] == ' '))
		i++;
	from = i;
	while (i < cell.len && cell.at[i] != ' ')
		i++;
	if (i == from || strchr("0123456789/-.", cell.at[from]) == NULL)
		return STR("");
	return (struct str){ cell.at + i, cell.len - i };
}

/* "MẬT Hải Phòng, ngày 5 tháng 6 năm 2026": the mark in capitals before place and date. */
static enum secrecy
before_date(struct str cell, const struct place *place)
{
	static const char dated[] = ", ngày ";
	enum secrecy found = SECRECY_NONE;
	bool two = false;
	struct piece piece;

	cell = str_trim(cell);
	if (cell.len > PIECE_MAX || memmem(cell.at, cell.len, dated, sizeof(dated) - 1) == NULL)
		return SECRECY_NONE;
	for (size_t i = 0; i < cell.len; i++) {
		struct str front = { cell.at, i };

		if (cell.at[i] == ' ' && read_piece(front, &piece) && piece.upper) {
			enum secrecy level = piece_mark(front, place, &two);

			found = level > found ? level : found;
		}
	}
	return found;
}

static enum secrecy
cell_mark(struct str cell, const struct place *place, bool *two)
{
	enum secrecy level = piece_mark(cell, place, two);

	if (level == SECRECY_NONE && place->in_head)
		level = piece_mark(behind_number(cell), place, two);
	if (level == SECRECY_NONE && place->in_head)
		level = before_date(cell, place);
	return level;
}

/* The mark of a whole line, or of one of its cells; none where several levels stand in a row. */
static enum secrecy
line_mark(struct str line, const struct place *place)
{
	bool two = false;
	enum secrecy found = piece_mark(line, place, &two);

	while (found == SECRECY_NONE && line.len > 0 && !two) {
		struct str cell = cut_cell(&line);

		found = cell_mark(cell, place, &two);
		while (found != SECRECY_NONE && line.len > 0) {
			enum secrecy other = cell_mark(cut_cell(&line), place, &two);

			two = two || (other != SECRECY_NONE && other != found);
		}
	}
	return two ? SECRECY_NONE : found;
}

/*
 * Does a line end (or begin) with one of those words, each written with the space behind it? A
 * letter cut in two at the other end does no harm.
 */
static bool
is_among(struct str line, bool last, const char *const *list)
{
	size_t n = line.len < END_MAX ? line.len : END_MAX;
	char text[FOLD_ROOM(END_MAX) + 2];

	line = (struct str){ line.at + (last ? line.len - n : 0), n };
	n = fold_into(text, line, FOLD_PLAIN);
	text[n++] = ' ';
	text[n] = '\0';
	for (; *list != NULL; list++) {
		size_t len = strlen(*list);

		if (len <= n && memcmp(last ? text + n - len : text, *list, len) == 0)
			return true;
	}
	return false;
}

/*
 * A title or the head of a column broken in two: "... AN TOÀN, BẢO / MẬT", "MẬT / ĐỘ". One word
 * before would not do: there are places named Vĩnh Bảo and Uông Bí.
 */
static bool
is_broken_title(struct str before, struct str after)
{
	static const char *const governs[] = { "bảo vệ ", " giữ ", "giữ gìn ", "giữ bí ",
		"lộ lọt ", "làm lộ ", ", bảo ", " và bảo ", "toàn bảo ", "tin bảo ", "vệ bí ",
		NULL };
	static const char *const goes_on[] = { "độ ", "khẩu ", "mã ", "ong ", NULL };
	static const char *const labels[] = { "độ khẩn", "độ mật", NULL };

	return is_among(before, true, governs) ||
	    (is_among(after, false, goes_on) && !is_among(after, false, labels));
}

/* Is this "Độ mật:" with nothing behind it? */
static bool
is_label(struct str line)
{
	struct piece piece;
	struct sum sum;

	return read_piece(line, &piece) && sum_words(piece.key, &sum) && sum.has[WORD_LABEL] &&
	    sum.parts == 1;
}

/* Judges the line that is n-th (from 0) of those that have ended; `behind` is the one after it. */
static void
judge_line(struct secrecy_reader *reader, size_t n, struct str behind)
{
	size_t now = n % 3, before = (n + 2) % 3;
	struct str line = { reader->line[now], reader->len[now] };
	struct str last = { reader->line[before], n > 0 ? reader->len[before] : 0 };
	struct place place = { n < HEAD_LINES, is_label(last) };
	enum secrecy level = line_mark(line, &place);

	if (level > reader->found && !is_broken_title(last, behind))
		reader->found = level;
}

/* A line has ended: the one before it can be judged now. */
static void
end_line(struct secrecy_reader *reader)
{
	size_t at = reader->lines % 3;

	reader->len[at] = str_trim((struct str){ reader->line[at], reader->len[at] }).len;
	if (reader->len[at] == 0)
		return;
	if (reader->lines > 0)
		judge_line(reader, reader->lines - 1,
		    (struct str){ reader->line[at], reader->len[at] });
	reader->lines++;
	reader->len[reader->lines % 3] = 0;
}

/* Adds one byte to the line; of a run of spaces three are kept, none at its beginning. */
static void
put_byte(struct secrecy_reader *reader, char c)
{
	char *line = reader->line[reader->lines % 3];
	size_t *n = &reader->len[reader->lines % 3];

	if (c == '\n' || c == '\r') {
		end_line(reader);
		return;
	}
	if (*n == SECRECY_LINE_MAX || (c == ' ' && *n == 0) ||
	    (c == ' ' && *n >= 3 && memcmp(line + *n - 3, "   ", 3) == 0))
		return;
	line[(*n)++] = c;
}

/* A unit of UTF-16; what lies outside the basic plane is no letter of a mark. */
static void
put_wide(struct secrecy_reader *reader)
{
	bool little = reader->order == SECRECY_LITTLE;
	uint32_t code = (uint32_t)reader->half[little] << 8 | reader->half[!little];
	char utf8[4];
	size_t n = utf8_encode(code >= 0xD800 && code < 0xE000 ? '?' : code, utf8);

	for (size_t i = 0; i < n; i++)
		put_byte(reader, utf8[i]);
}

/* Two bytes have come: the byte order mark that opens UTF-16, or what it is not. */
static void
settle_order(struct secrecy_reader *reader)
{
	const unsigned char *half = reader->half;

	reader->order = half[0] == 0xFF && half[1] == 0xFE ? SECRECY_LITTLE :
	    half[0] == 0xFE && half[1] == 0xFF ? SECRECY_BIG : SECRECY_BYTES;
	for (size_t i = 0; reader->order == SECRECY_BYTES && i < 2; i++)
		put_byte(reader, (char)half[i]);
}

void
secrecy_feed(struct secrecy_reader *reader, struct str bytes)
{
	for (size_t i = 0; i < bytes.len; i++) {
		if (reader->order == SECRECY_BYTES) {
			put_byte(reader, bytes.at[i]);
			continue;
		}
		reader->half[reader->halves++] = (unsigned char)bytes.at[i];
		if (reader->halves < 2)
			continue;
		reader->halves = 0;
		if (reader->order == SECRECY_START)
			settle_order(reader);
		else
			put_wide(reader);
	}
}

enum secrecy
secrecy_end(struct secrecy_reader *reader)
{
	end_line(reader);
	if (reader->lines > 0)
		judge_line(reader, reader->lines - 1, STR(""));
	return reader->found;
}

enum secrecy
secrecy_mark(struct str text)
{
	struct secrecy_reader reader = { .order = SECRECY_BYTES };

	secrecy_feed(&reader, text);
	return secrecy_end(&reader);
}
