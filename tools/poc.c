/*
 * poc: the message compiler. Reads lang/<area>.vi.po and lang/<area>.en.po and writes msg.h (the
 * enum), msg_args.h (names of arguments, for templates) and msg.c (the tables). The one idea: all
 * entries of all files in one array sorted by C name, so every fault is two neighbours that differ.
 *
 *	poc OUTDIR FILE.po... [-- SOURCE...]
 *
 * With sources it also fails on keys that none of them uses. Exit status 0, or 1 with one line
 * `file:line: what is wrong` for each fault.
 */
#include <ctype.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"
#include "tools/file.h"

enum { ENTRIES_MAX = 20000, ARGS_MAX = 8, TEXT_MAX_LEN = 4000, OUT_MAX = 16 << 20 };
enum { VI, EN, LANGS };

struct entry {
	const char *key;
	const char *name; /* the key with dots as underscores */
	const char *text;
	const char *file;
	int line;
	int lang;
	bool used;
};

struct poc {
	struct arena *arena;
	struct entry *entries;
	size_t count;
	int faults;
};

/* The argument names of one text, in alphabetical order without doubles. */
struct args {
	struct str name[ARGS_MAX];
	size_t count;
};

static void
fault(struct poc *poc, const struct entry *at, const char *what)
{
	(void)fprintf(stderr, "%s:%d: %s: %s\n", at->file, at->line, at->key, what);
	poc->faults++;
}

static const char *
name_of(struct arena *arena, const char *key)
{
	char *name = arena_text(arena, key);

	for (char *p = name; *p != '\0'; p++)
		if (*p == '.')
			*p = '_';
	return name;
}

static bool
key_valid(const char *key)
{
	if (!islower((unsigned char)key[0]))
		return false;
	for (const char *p = key; *p != '\0'; p++)
		if (!islower((unsigned char)*p) && !isdigit((unsigned char)*p) &&
		    *p != '_' && *p != '.')
			return false;
	return true;
}

/* Appends what stands between the quotes of `line`; false when it is no quoted text. */
static bool
add_quoted(struct buf *to, struct str line)
{
	line = str_trim(line);
	if (line.len < 2 || line.at[0] != '"' || line.at[line.len - 1] != '"')
		return false;
	for (size_t i = 1; i + 1 < line.len; i++) {
		char c = line.at[i];

		if (c == '"')
			return false;
		if (c == '\\') {
			c = line.at[++i];
			if (i + 1 >= line.len || (c != 'n' && c != '"' && c != '\\'))
				return false;
			c = c == 'n' ? '\n' : c;
		}
		buf_add_char(to, c);
	}
	return true;
}

struct reader {
	struct entry entry;
	struct buf id;
	struct buf text;
	struct buf *into; /* which of the two a continuation line goes to */
};

static void
entry_end(struct poc *poc, struct reader *reader)
{
	struct entry *entry = &reader->entry;

	if (reader->into == NULL || reader->id.len == 0) {
		reader->into = NULL;
		return;
	}
	entry->key = arena_text(poc->arena, buf_text(&reader->id));
	entry->name = name_of(poc->arena, entry->key);
	entry->text = arena_text(poc->arena, buf_text(&reader->text));
	reader->into = NULL;
	if (!key_valid(entry->key))
		fault(poc, entry, "a key is [a-z][a-z0-9_.]*");
	if (entry->text[0] == '\0')
		fault(poc, entry, "the text is empty");
	if (reader->text.full || !utf8_valid(str_of(entry->text)))
		fault(poc, entry, "the text is not UTF-8 or too long");
	BUG_IF(poc->count == ENTRIES_MAX);
	poc->entries[poc->count++] = *entry;
}

static bool
read_line(struct poc *poc, struct reader *reader, struct str line, int number)
{
	if (line.len == 0 || line.at[0] == '#') {
		entry_end(poc, reader);
		return true;
	}
	if (str_starts(line, "msgid ")) {
		entry_end(poc, reader);
		buf_clear(&reader->id);
		buf_clear(&reader->text);
		reader->into = &reader->id;
		reader->entry.line = number;
		return add_quoted(&reader->id, (struct str){ line.at + 6, line.len - 6 });
	}
	if (str_starts(line, "msgstr ") && reader->into == &reader->id) {
		reader->into = &reader->text;
		return add_quoted(&reader->text, (struct str){ line.at + 7, line.len - 7 });
	}
	return reader->into != NULL && add_quoted(reader->into, line);
}

static void
read_po(struct poc *poc, const char *file, int lang)
{
	struct str rest = file_read(poc->arena, file);
	struct reader reader = { .entry = { .file = file, .lang = lang, .key = "?" } };
	int number = 0;

	buf_init(&reader.id, poc->arena, 100);
	buf_init(&reader.text, poc->arena, TEXT_MAX_LEN);
	while (rest.at != NULL) {
		struct str line = str_trim(str_cut(&rest, '\n'));

		number++;
		if (!read_line(poc, &reader, line, number)) {
			reader.entry.line = number;
			fault(poc, &reader.entry, "expected msgid \"..\", msgstr \"..\" or \"..\"");
		}
	}
	entry_end(poc, &reader);
}

static int
entry_order(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	int order = strcmp(a->name, b->name);

	return order != 0 ? order : a->lang - b->lang;
}

static bool
args_add(struct args *args, struct str name)
{
	size_t at = 0;

	while (at < args->count) {
		size_t shorter = name.len < args->name[at].len ? name.len : args->name[at].len;
		int order = memcmp(args->name[at].at, name.at, shorter);

		if (str_equal(args->name[at], name))
			return true;
		if (order > 0 || (order == 0 && name.len < args->name[at].len))
			break;
		at++;
	}
	if (args->count == ARGS_MAX)
		return false;
	for (size_t i = args->count++; i > at; i--)
		args->name[i] = args->name[i - 1];
	args->name[at] = name;
	return true;
}

/* Finds {name} and {name?one:many}; says what is wrong with the braces, or NULL. */
static const char *
args_find(const char *text, struct args *args)
{
	args->count = 0;
	for (const char *p = text; *p != '\0'; p++) {
		size_t len = 0;
		const char *end;

		if (*p == '}')
			return "a } without {";
		if (*p != '{')
			continue;
		while (islower((unsigned char)p[1 + len]) || p[1 + len] == '_')
			len++;
		end = strpbrk(p + 1, "{}");
		if (len == 0 || end == NULL || *end == '{')
			return "an argument is {name} or {name?one:many}";
		if (p[1 + len] == '?' ? memchr(p, ':', (size_t)(end - p)) == NULL :
					p + 1 + len != end)
			return "an argument is {name} or {name?one:many}";
		if (!args_add(args, (struct str){ p + 1, len }))
			return "more than 8 arguments";
		p = end;
	}
	return NULL;
}

static bool
args_equal(const struct args *a, const struct args *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!str_equal(a->name[i], b->name[i]))
			return false;
	return true;
}

static void
check_pair(struct poc *poc, const struct entry *vi, const struct entry *en)
{
	struct args a, b;
	const char *wrong_vi = args_find(vi->text, &a);
	const char *wrong_en = args_find(en->text, &b);

	if (wrong_vi != NULL)
		fault(poc, vi, wrong_vi);
	if (wrong_en != NULL)
		fault(poc, en, wrong_en);
	if (wrong_vi == NULL && wrong_en == NULL && !args_equal(&a, &b))
		fault(poc, en, "the argument names differ from those of the Vietnamese text");
}

/* Checks the entry at `e` and, if they belong together, the next; how many were dealt with. */
static size_t
check_next(struct poc *poc, const struct entry *e, bool last)
{
	if (last || strcmp(e->name, e[1].name) != 0) {
		fault(poc, e, e->lang == VI ? "missing in English" : "missing in Vietnamese");
		return 1;
	}
	if (strcmp(e->key, e[1].key) != 0) {
		fault(poc, e + 1, "another key has the same C name (dots are underscores there)");
		return e->lang == e[1].lang ? 1 : 2;
	}
	if (e->lang == e[1].lang) {
		fault(poc, e + 1, "the key is there twice");
		return 1;
	}
	check_pair(poc, e, e + 1);
	return 2;
}

/* After this, on no faults, entries are pairs: [2i] Vietnamese, [2i + 1] English. */
static void
check_all(struct poc *poc)
{
	qsort(poc->entries, poc->count, sizeof(struct entry), entry_order);
	for (size_t i = 0; i < poc->count;)
		i += check_next(poc, &poc->entries[i], i + 1 == poc->count);
}

static void
mark_used(struct poc *poc, struct str name)
{
	struct entry want = { .name = name_of(poc->arena,
				  arena_text_n(poc->arena, name.at, name.len)) };
	struct entry *found = bsearch(&want, poc->entries, poc->count, sizeof(want), entry_order);

	if (found != NULL)
		found->used = true;
}

static size_t
name_length(const char *at, const char *more)
{
	size_t len = 0;

	while (islower((unsigned char)at[len]) || isdigit((unsigned char)at[len]) ||
	    (at[len] != '\0' && strchr(more, at[len]) != NULL))
		len++;
	return len;
}

static void
scan_source(struct poc *poc, const char *file)
{
	const char *text = file_read(poc->arena, file).at;

	for (const char *p = text; (p = strstr(p, "MSG_")) != NULL;) {
		p += 4;
		mark_used(poc, (struct str){ p, name_length(p, "_") });
	}
	for (const char *p = text; (p = strstr(p, "{{@")) != NULL;) {
		p += 3;
		mark_used(poc, (struct str){ p, name_length(p, "_.") });
	}
}

static void
write_header(struct poc *poc, const char *dir)
{
	struct buf out;

	buf_init(&out, poc->arena, OUT_MAX);
	buf_add_text(&out, "/* Made by tools/poc from lang/. */\n#ifndef LANG_MSG_H\n"
			   "#define LANG_MSG_H\n\nenum msg {\n\tMSG_NONE,\n");
	for (size_t i = 0; i < poc->count; i += 2)
		buf_printf(&out, "\tMSG_%s,\n", poc->entries[i].name);
	buf_add_text(&out, "\tMSG_END\n};\n\n"
			   "/* By language (Vietnamese, English) and message; "
			   "for html/msg.c only. */\n"
			   "extern const char *const msg_table[2][MSG_END];\n\n#endif\n");
	file_write_changed(arena_printf(poc->arena, "%s/msg.h", dir), buf_str(&out));
}

/* MSGARGS_key is the number of arguments, MSGARG_key_X_name exists for each of them. */
static void
write_args(struct poc *poc, const char *dir)
{
	struct buf out;

	buf_init(&out, poc->arena, OUT_MAX);
	buf_add_text(&out, "/* Made by tools/poc from lang/: what templates may pass. */\n"
			   "#ifndef LANG_MSG_ARGS_H\n#define LANG_MSG_ARGS_H\n\nenum {\n");
	for (size_t i = 0; i < poc->count; i += 2) {
		const struct entry *entry = &poc->entries[i];
		struct args args;

		(void)args_find(entry->text, &args);
		buf_printf(&out, "\tMSGARGS_%s = %zu,\n", entry->name, args.count);
		for (size_t k = 0; k < args.count; k++)
			buf_printf(&out, "\tMSGARG_%s_X_%.*s = 0,\n", entry->name,
			    (int)args.name[k].len, args.name[k].at);
	}
	buf_add_text(&out, "\tMSGARGS_END\n};\n\n#endif\n");
	file_write_changed(arena_printf(poc->arena, "%s/msg_args.h", dir), buf_str(&out));
}

static void
add_c_string(struct buf *out, const char *text)
{
	buf_add_char(out, '"');
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '\n')
			buf_add_text(out, "\\n");
		else if (*p == '"' || *p == '\\')
			buf_printf(out, "\\%c", *p);
		else if (*p == '?' && p[1] == '?')
			buf_add_text(out, "\\?");
		else
			buf_add_char(out, *p);
	}
	buf_add_char(out, '"');
}

static void
write_tables(struct poc *poc, const char *dir)
{
	struct buf out;

	buf_init(&out, poc->arena, OUT_MAX);
	buf_add_text(&out, "/* Made by tools/poc from lang/. */\n#include \"lang/msg.h\"\n\n"
			   "#include <stddef.h>\n\n");
	buf_add_text(&out, "const char *const msg_table[2][MSG_END] = {\n");
	for (size_t lang = VI; lang < LANGS; lang++) {
		buf_add_text(&out, "\t{\n\t\t\"\",\n");
		for (size_t i = lang; i < poc->count; i += 2) {
			buf_add_text(&out, "\t\t");
			add_c_string(&out, poc->entries[i].text);
			buf_add_text(&out, ",\n");
		}
		buf_add_text(&out, "\t},\n");
	}
	buf_add_text(&out, "};\n");
	file_write(arena_printf(poc->arena, "%s/msg.c", dir), buf_str(&out));
}

/* vi.po and x.vi.po are Vietnamese, en.po and x.en.po English; -1 for anything else. */
static int
lang_of(const char *file)
{
	static const char *const ends[LANGS] = { "vi.po", "en.po" };
	size_t len = strlen(file);

	for (int lang = 0; lang < LANGS; lang++)
		if (len >= 5 && strcmp(file + len - 5, ends[lang]) == 0 &&
		    (len == 5 || strchr("./", file[len - 6]) != NULL))
			return lang;
	return -1;
}

static void
check_used(struct poc *poc, char **sources)
{
	for (; *sources != NULL; sources++)
		scan_source(poc, *sources);
	for (size_t i = 0; i < poc->count; i += 2)
		if (!poc->entries[i].used && !poc->entries[i + 1].used)
			fault(poc, &poc->entries[i], "used nowhere; remove it from both languages");
}

int
main(int argc, char **argv)
{
	struct poc poc = { .arena = arena_new(1 << 30) };
	int i = 2;

	if (argc < 3) {
		(void)fprintf(stderr, "usage: poc OUTDIR FILE.po... [-- SOURCE...]\n");
		return 2;
	}
	poc.entries = ARENA_ARRAY(poc.arena, ENTRIES_MAX, struct entry);
	for (; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (lang_of(argv[i]) < 0)
			file_die(argv[i], "a catalogue is named <area>.vi.po or <area>.en.po");
		read_po(&poc, argv[i], lang_of(argv[i]));
	}
	if (poc.faults == 0)
		check_all(&poc);
	if (poc.faults == 0 && i < argc)
		check_used(&poc, argv + i + 1);
	if (poc.faults == 0) {
		write_header(&poc, argv[1]);
		write_args(&poc, argv[1]);
		write_tables(&poc, argv[1]);
	}
	arena_free(poc.arena);
	return poc.faults > 0;
}
