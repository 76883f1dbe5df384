/*
 * secrecy.c: the stamp of a secret document. The one idea: a stamp stands alone in its cell of the
 * page (a line, or a part of it set off by a tab or three spaces), in capitals.
 */
#include "text/decode.h"

#include "text/fold.h"

#define CELL_MAX 96 /* a stamp is short; longer cells are sentences */

/* U+200B to U+200F, U+2060, U+FEFF: what programs put between letters and nobody sees. */
static bool
is_unseen(const char at[3])
{
	return memcmp(at, "\xE2\x81\xA0", 3) == 0 || memcmp(at, "\xEF\xBB\xBF", 3) == 0 ||
	    (memcmp(at, "\xE2\x80", 2) == 0 && (unsigned char)at[2] >= 0x8B &&
	        (unsigned char)at[2] <= 0x8F);
}

/* The cell without spaces and ornament, in the case it has; false when it is too long. */
static bool
squeeze(struct str cell, char to[CELL_MAX + 1])
{
	size_t n = 0;

	for (size_t i = 0; i < cell.len; i++) {
		unsigned char c = (unsigned char)cell.at[i];

		if (c == 0xC2 && i + 1 < cell.len && (unsigned char)cell.at[i + 1] == 0xA0) {
			i++;
			continue;
		}
		if (i + 2 < cell.len && is_unseen(cell.at + i)) {
			i += 2;
			continue;
		}
		if (c <= ' ' || strchr("()[]{}*.,:;_-/\\|\"'<>#=~", c) != NULL)
			continue;
		if (n == CELL_MAX)
			return false;
		to[n++] = (char)c;
	}
	to[n] = '\0';
	return n > 0;
}

static enum secrecy
level_named(const char *name)
{
	static const struct {
		const char *name;
		enum secrecy level;
	} levels[] = {
		{ "MẬT", SECRECY_MAT },
		{ "TỐIMẬT", SECRECY_TOI_MAT },
		{ "TUYỆTMẬT", SECRECY_TUYET_MAT },
		{ "mật", SECRECY_MAT },
		{ "tốimật", SECRECY_TOI_MAT },
		{ "tuyệtmật", SECRECY_TUYET_MAT },
		{ "Tốimật", SECRECY_TOI_MAT },
		{ "Tuyệtmật", SECRECY_TUYET_MAT },
	};

	for (size_t i = 0; i < sizeof(levels) / sizeof(*levels); i++)
		if (strcmp(levels[i].name, name) == 0)
			return levels[i].level;
	return SECRECY_NONE;
}

/* "Độ mật: Tối mật", "ĐỘ MẬT: MẬT", "Mức độ mật: ..." */
static enum secrecy
level_declared(const char *cell)
{
	static const char *const heads[] = { "mứcđộmật", "độmật", "dấuchỉđộmật" };
	char folded[FOLD_ROOM(CELL_MAX)];
	size_t n = fold_into(folded, str_of(cell), FOLD_PLAIN);

	folded[n] = '\0';
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
		if (text_starts(folded, heads[i]))
			return level_named(folded + strlen(heads[i]));
	return SECRECY_NONE;
}

static enum secrecy
cell_mark(struct str cell)
{
	char text[CELL_MAX + 1];
	enum secrecy level;

	if (!squeeze(cell, text))
		return SECRECY_NONE;
	level = text[0] == 'M' || text[0] == 'T' ? level_named(text) : SECRECY_NONE;
	return level != SECRECY_NONE ? level : level_declared(text);
}

/* Cuts the next cell off a line: up to a tab or three spaces. */
static struct str
cut_cell(struct str *line)
{
	struct str cell = *line;

	for (size_t i = 0; i < line->len; i++) {
		bool wide = i + 2 < line->len && memcmp(line->at + i, "   ", 3) == 0;

		if (line->at[i] != '\t' && !wide)
			continue;
		cell.len = i;
		line->at += i + (wide ? 3 : 1);
		line->len -= i + (wide ? 3 : 1);
		return cell;
	}
	*line = (struct str){ NULL, 0 };
	return cell;
}

enum secrecy
secrecy_mark(struct str text)
{
	enum secrecy found = SECRECY_NONE;

	while (text.len > 0) {
		struct str line = str_cut(&text, '\n');

		while (line.len > 0) {
			enum secrecy level = cell_mark(cut_cell(&line));

			if (level > found)
				found = level;
		}
	}
	return found;
}
