/*
 * paths.c: whether a path joins people to what was said. Foreign keys count both ways, and so does
 * a column that by its name holds the key of another table, whether or not it says REFERENCES; a
 * view joins all tables it reads; a path does not go through a table marked `none` to which both
 * sides refer; one that itself refers to both sides is a join.
 */
#include "tools/sqlcheck/sqlcheck.h"

static bool
is_people(const struct table *table)
{
	return text_equal(table->data, "subject");
}

static bool
is_said(const struct table *table)
{
	return text_equal(table->data, "opinion") || text_equal(table->data, "media") ||
	    text_equal(table->data, "claim");
}

void
refer(struct check *check, size_t from, size_t to)
{
	if (from == to)
		return;
	check->tables[from]->links[to] = check->tables[to]->links[from] = true;
	check->tables[from]->refers[to] = true;
}

void
link_all(struct check *check, const bool *tables)
{
	for (size_t a = 0; a < check->ntables; a++) {
		for (size_t b = 0; tables[a] && b < check->ntables; b++) {
			if (tables[b] && a != b)
				check->tables[a]->links[b] = true;
		}
	}
}

static bool
ends(struct str text, const char *suffix)
{
	size_t len = strlen(suffix);

	return text.len >= len && memcmp(text.at + text.len - len, suffix, len) == 0;
}

/* "first_note" of "first_note_id"; an integer that is a key may have no such ending. */
static struct str
stem_of(const char *column)
{
	static const char *const endings[] = { "_id", "_key", "_code", "_hash" };
	struct str stem = str_of(column);

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		if (ends(stem, endings[i]))
			return (struct str){ stem.at, stem.len - strlen(endings[i]) };
	}
	return stem;
}

/* "note" and "first_note" name the table note; "denote" does not. */
static bool
names(struct str stem, const char *table)
{
	size_t len = strlen(table);

	return ends(stem, table) && (stem.len == len || stem.at[stem.len - len - 1] == '_');
}

/* The longest name of a table, or else of a view, that the stem ends with; empty if none. */
static struct str
named_in(const struct check *check, struct str stem)
{
	struct str best = { "", 0 };

	for (size_t i = 0; i < check->ntables; i++) {
		const char *name = check->tables[i]->name;

		if (names(stem, name) && strlen(name) > best.len)
			best = str_of(name);
	}
	for (const struct view *view = check->views; view != NULL; view = view->next) {
		if (best.len == 0 && text_starts(view->name, "v_") && names(stem, view->name + 2))
			best = str_of(view->name);
	}
	return best;
}

void
refer_by_name(struct check *check, size_t from, const char *column)
{
	const struct table *table = check->tables[from];
	struct str name = named_in(check, stem_of(column));
	bool found[TABLES_MAX] = { false };

	add_tables(check, name, found);
	for (size_t to = 0; to < check->ntables; to++) {
		if (found[to])
			refer(check, from, to);
	}
	if (name.len == 0 && ends(str_of(column), "_id") && (is_people(table) || is_said(table)))
		fault(check, check->root, 0, "%s.%s names no table: add REFERENCES", table->name,
		    column);
}

static void
tell_path(struct check *check, size_t from, size_t to, const int *came)
{
	struct buf path;
	const struct table *start = check->tables[from], *end = check->tables[to];

	buf_init(&path, check->arena, 4096);
	for (int i = (int)to; i >= 0; i = came[i])
		buf_printf(&path, "%s%s", i == (int)to ? "" : " - ", check->tables[i]->name);
	fault(check, check->root, 0, "a path joins %s (subject) to %s (%s): %s", start->name,
	    end->name, end->data, buf_text(&path));
}

/* Breadth first from one table about people; the first path to each table of what was said. */
static void
walk(struct check *check, size_t from)
{
	bool seen[TABLES_MAX] = { false };
	int came[TABLES_MAX];
	size_t queue[TABLES_MAX], head = 0, tail = 0;

	came[from] = -1;
	seen[from] = true;
	queue[tail++] = from;
	while (head < tail) {
		size_t at = queue[head++];

		if (is_said(check->tables[at])) {
			tell_path(check, from, at, came);
			continue;
		}
		if (text_equal(check->tables[at]->data, "none"))
			continue;
		for (size_t next = 0; next < check->ntables; next++) {
			if (seen[next] || !check->tables[at]->links[next])
				continue;
			seen[next] = true;
			came[next] = (int)at;
			queue[tail++] = next;
		}
	}
}

/* A table that only names rows of others joins them, whatever it is marked. */
static void
join_through(struct check *check, const struct table *table)
{
	for (size_t a = 0; a < check->ntables; a++) {
		for (size_t b = 0; table->refers[a] && b < check->ntables; b++) {
			if (table->refers[b] && a != b)
				check->tables[a]->links[b] = true;
		}
	}
}

void
check_paths(struct check *check)
{
	for (size_t i = 0; i < check->ntables; i++) {
		if (text_equal(check->tables[i]->data, "none"))
			join_through(check, check->tables[i]);
	}
	for (size_t i = 0; i < check->ntables; i++) {
		if (is_people(check->tables[i]))
			walk(check, i);
	}
}

void
check_together(struct check *check, const struct statement *s, const bool *tables)
{
	const struct table *who = NULL, *what = NULL;

	for (size_t i = 0; i < check->ntables; i++) {
		if (tables[i] && is_people(check->tables[i]))
			who = check->tables[i];
		if (tables[i] && is_said(check->tables[i]))
			what = check->tables[i];
	}
	if (who != NULL && what != NULL)
		fault_of(check, s, "reads %s (subject) together with %s (%s)", who->name,
		    what->name, what->data);
}
