/*
 * secrecy.c: the mark of a secret document. The one idea: a piece of the page is reduced to its
 * bare letters in small, and is a mark when it is made up of words of marks and of nothing else;
 * the capitals it had and the place it stood in tell whether that counts.
 */
#include "text/secrecy_line.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/err.h"
#include "text/fold.h"

#define PIECE_MAX 160 /* bytes; a longer piece is a sentence */
#define KEY_ROOM (FOLD_ROOM(PIECE_MAX * 4) + 1)
#define END_MAX 40     /* bytes looked at where a line ends or begins */

/* A piece of the page: its letters and digits, folded and closed up, and how they were written. */
struct piece {
	char key[KEY_ROOM];
	bool upper;   /* without small letters */
	bool capital; /* begins with a capital */
	bool broken;  /* bytes that are no text stand in it */
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

/* Letters of other alphabets that look like those of a mark. */
static UChar
latin_of(UChar c)
{
	static const struct {
		UChar other, latin;
	} rows[] = { { 0x041C, 'M' }, { 0x0422, 'T' }, { 0x0410, 'A' }, { 0x041E, 'O' },
		{ 0x0406, 'I' }, { 0x0423, 'U' }, { 0x0415, 'E' }, { 0x0443, 'y' },
		{ 0x0430, 'a' }, { 0x043E, 'o' }, { 0x0456, 'i' }, { 0x0435, 'e' },
		{ 0x043C, 'm' }, { 0x0442, 't' }, { 0x039C, 'M' }, { 0x03A4, 'T' },
		{ 0x0391, 'A' }, { 0x039F, 'O' }, { 0x0399, 'I' }, { 0x03A5, 'Y' },
		{ 0x0395, 'E' }, { 0x03BF, 'o' }, { 0x03B9, 'i' }, { 0x03B1, 'a' },
		{ 0x04AE, 'Y' } };

	for (size_t i = 0; c >= 0x0391 && c <= 0x04AE && i < sizeof(rows) / sizeof(*rows); i++)
		if (rows[i].other == c)
			return rows[i].latin;
	return c;
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
	for (int32_t i = 0; U_SUCCESS(status) && i < n; i++)
		from[i] = latin_of(from[i]);
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
		to->broken = to->broken || c == SECRECY_NO_TEXT;
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
	{ "cấpđộmật", WORD_LABEL, SECRECY_NONE },
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
	{ "côngvăn", WORD_KIND, SECRECY_NONE },
	{ "báocáo", WORD_KIND, SECRECY_NONE },
	{ "tờtrình", WORD_KIND, SECRECY_NONE },
	{ "kếhoạch", WORD_KIND, SECRECY_NONE },
	{ "đóngdấu", WORD_KIND, SECRECY_NONE },
	{ "dấu", WORD_KIND, SECRECY_NONE },
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
		return piece->upper && sum->parts == 1 && !piece->broken &&
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

/* How many bytes at the front of a line part its cells: a tab, a bar, a semicolon, two spaces. */
static size_t
edge_at(struct str line)
{
	static const char *const edges[] = { "\t", "|", ";", "  ", "│", "┃", "║", "¦" };

	for (size_t i = 0; i < sizeof(edges) / sizeof(*edges); i++)
		if (str_starts(line, edges[i]))
			return strlen(edges[i]);
	return 0;
}

/* Cuts the next cell off a line. */
static struct str
cut_cell(struct str *line)
{
	struct str cell = *line;

	for (size_t i = 0, edge; i < cell.len; i++) {
		edge = edge_at((struct str){ cell.at + i, cell.len - i });
		if (edge == 0)
			continue;
		line->at += i + edge;
		line->len -= i + edge;
		cell.len = i;
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

/* "Mức độ: Mật", "Độ mật: A": a name of the degree, a colon, the degree or its sign. */
static enum secrecy
declared_mark(struct str cell)
{
	static const char *const names[] = { "mứcđộ", "cấpđộ", "độmật", "mứcđộmật", "cấpđộmật",
		"độbảomật", "mứcđộbảomật", "cấpđộbảomật", "phânloạimật", NULL };
	static const struct {
		const char *sign;
		enum secrecy level;
	} signs[] = { { "a", SECRECY_TUYET_MAT }, { "b", SECRECY_TOI_MAT }, { "c", SECRECY_MAT } };
	const struct place declared = { .declared = true };
	const char *colon = memchr(cell.at, ':', cell.len);
	struct piece name, value;
	struct str rest;
	size_t i = 0;
	bool two = false;

	if (colon == NULL || !read_piece((struct str){ cell.at, (size_t)(colon - cell.at) }, &name))
		return SECRECY_NONE;
	while (names[i] != NULL && strcmp(names[i], name.key) != 0)
		i++;
	rest = (struct str){ colon + 1, cell.len - (size_t)(colon + 1 - cell.at) };
	if (names[i] == NULL || !read_piece(rest, &value))
		return SECRECY_NONE;
	for (size_t k = 0; k < 3 && strstr(name.key, "mật") != NULL; k++)
		if (strcmp(signs[k].sign, value.key) == 0)
			return signs[k].level;
	return piece_mark(rest, &declared, &two);
}

/* ---- MẬT in capitals as a word among others ---- */

#define WORDS_MAX 24 /* a longer cell is a sentence */
#define MARKED_MAX 9 /* so many words may stand in a cell with a mark among them */

/* The words of a cell; `upper` when none has a small letter. */
struct line_words {
	struct str word[WORDS_MAX];
	size_t n;
	bool upper;
};

static bool
is_word(struct str word, const char *const *list)
{
	while (*list != NULL && !str_equal(str_of(*list), word))
		list++;
	return *list != NULL;
}

/* False when there are too many words. */
static bool
split_words(struct str text, struct line_words *to)
{
	bool inside = false;
	uint32_t c = 0;

	*to = (struct line_words){ .upper = true };
	for (size_t i = 0, step; i < text.len; i += step) {
		step = utf8_decode(text.at + i, text.len - i, &c);
		if (step == 0)
			return false;
		to->upper = to->upper && !u_islower((UChar32)c);
		if (!u_isalnum((UChar32)c)) {
			inside = false;
			continue;
		}
		if (!inside && to->n == WORDS_MAX)
			return false;
		if (!inside)
			to->word[to->n++] = (struct str){ text.at + i, 0 };
		inside = true;
		to->word[to->n - 1].len += step;
	}
	return true;
}

/* "BẢO MẬT", "MẬT ĐỘ", "KHÔNG ĐÓNG DẤU MẬT", "QUẢN LÝ VĂN BẢN MẬT": other words, or no mark. */
static bool
is_innocent(const struct line_words *w, size_t first, size_t last)
{
	static const char *const before[] = { "BẢO", "GIẢI", "BÍ", "LẤY", "HOA", "TÚI", "GAN",
		"SỎI", "ỐNG", "THÂN", "CẨN", "ĐỘ", "LỘ", "RỈ", "DỊCH", "MÍA", "CHÈ", "NGỌT",
		"CƠ", NULL };
	static const char *const after[] = { "ĐỘ", "ONG", "KHẨU", "MÃ", "DANH", "VỤ", "THIẾT",
		"MÍA", "RỈ", "HOA", "GẤU", "TÔNG", "NGHỊ", "NGỌT", "HIỆU", "THƯ", "NHÂN", NULL };
	static const char *const anywhere[] = { "KHÔNG", "VỀ", "QUẢN", "XỬ", "BẢO", NULL };

	if (last + 1 < w->n && is_word(w->word[last + 1], after))
		return true;
	if (first == last && first > 0 && is_word(w->word[first - 1], before))
		return true;
	for (size_t i = 0; i < first; i++)
		if (is_word(w->word[i], anywhere))
			return true;
	return false;
}

/* May a mark stand as this word: all in capitals, or first before a sign, or behind a number? */
static bool
stands_out(const struct line_words *w, size_t first, size_t last, struct str text)
{
	const char *end = w->word[last].at + w->word[last].len;
	bool sign = end < text.at + text.len && *end == ' ' ? end + 1 < text.at + text.len &&
		strchr("-(/,:;", end[1]) != NULL : end < text.at + text.len;

	if (w->upper)
		return w->n <= MARKED_MAX;
	if (first == 0 && (sign || w->n == last + 1))
		return true;
	return last + 1 == w->n && str_equal(w->word[0], STR("Số"));
}

static enum secrecy
capital_mark(struct str cell, bool *two)
{
	enum secrecy found = SECRECY_NONE, level;
	char room[PIECE_MAX * 4];
	struct line_words w;
	struct str text;

	cell = str_trim(cell);
	if (!plain_letters(cell, room, &text) || !split_words(text, &w))
		return SECRECY_NONE;
	for (size_t i = 0, first; i < w.n; i++) {
		if (!str_equal(w.word[i], STR("MẬT")))
			continue;
		level = i == 0 ? SECRECY_MAT : str_equal(w.word[i - 1], STR("TUYỆT")) ?
		    SECRECY_TUYET_MAT : str_equal(w.word[i - 1], STR("TỐI")) ? SECRECY_TOI_MAT :
		    SECRECY_MAT;
		first = i - (level != SECRECY_MAT);
		if (is_innocent(&w, first, i) || !stands_out(&w, first, i, text))
			continue;
		*two = *two || (found != SECRECY_NONE && found != level);
		found = level;
	}
	return *two ? SECRECY_NONE : found;
}

static enum secrecy
cell_mark(struct str cell, const struct place *place, bool *two)
{
	enum secrecy level = piece_mark(cell, place, two);

	if (level == SECRECY_NONE && place->in_head)
		level = piece_mark(behind_number(cell), place, two);
	if (level == SECRECY_NONE && place->in_head)
		level = before_date(cell, place);
	if (level == SECRECY_NONE)
		level = declared_mark(cell);
	if (level == SECRECY_NONE && !*two)
		level = capital_mark(cell, two);
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

/* Is the first word of a line without small letters? */
static bool
first_is_upper(struct str line)
{
	struct piece piece;

	line = str_trim(line);
	return read_piece(str_cut(&line, ' '), &piece) && piece.upper;
}

/*
 * A title or the head of a column broken in two: "... AN TOÀN, BẢO / MẬT", "MẬT / ĐỘ". One word
 * before would not do: there are places named Vĩnh Bảo and Uông Bí.
 */
static bool
is_broken_title(struct str before, struct str line, struct str after)
{
	static const char *const governs[] = { "bảo vệ ", " giữ ", "giữ gìn ", "giữ bí ",
		"lộ lọt ", "làm lộ ", ", bảo ", " và bảo ", "toàn bảo ", "tin bảo ", "vệ bí ",
		NULL };
	static const char *const goes_on[] = { "độ ", "khẩu ", "mã ", "ong ", NULL };
	static const char *const labels[] = { "độ khẩn", "độ mật", "mã số", NULL };

	return is_among(before, true, governs) || (is_among(after, false, goes_on) &&
	    !is_among(after, false, labels) && first_is_upper(after) == first_is_upper(line));
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

enum secrecy
secrecy_line(struct str line, bool in_head, struct str before, struct str after)
{
	struct place place = { in_head, is_label(before) };
	enum secrecy level = line_mark(line, &place);

	return level != SECRECY_NONE && is_broken_title(before, line, after) ? SECRECY_NONE : level;
}
