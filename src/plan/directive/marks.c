/* marks.c: one walk over the text, paragraph by paragraph. */
#include "plan/directive/marks.h"

/* Where the part that begins at `from` ends: after its last line break, else between characters. */
static size_t
part_end(struct str text, size_t from)
{
	size_t to = from + PART_BYTES;
	const char *end;

	if (text.len - from <= PART_BYTES)
		return text.len;
	end = memrchr(text.at + from, '\n', PART_BYTES);
	if (end != NULL)
		return (size_t)(end - text.at) + 1;
	while (((unsigned char)text.at[to] & 0xC0) == 0x80)
		to--;
	return to;
}

/* The last part that begins at `byte` or before it, and is not after `number`. */
static struct part
find_part(struct str text, size_t byte, int64_t number)
{
	struct part found = { 0, part_end(text, 0), 1, 1 };

	for (size_t from = found.to; from < text.len; from = part_end(text, from)) {
		found.count++;
		if (from <= byte && found.count <= number)
			found = (struct part){ from, part_end(text, from), found.count,
				found.count };
	}
	return found;
}

struct part
part_at(struct str text, int64_t number)
{
	return find_part(text, SIZE_MAX, number);
}

struct part
part_of(struct str text, size_t byte)
{
	return find_part(text, byte, INT64_MAX);
}

struct marks {
	struct arena *arena;
	struct mark *at;
	size_t n, room;
};

static void
add(struct marks *m, struct mark mark)
{
	if (m->n == m->room) {
		m->room = m->room == 0 ? 64 : m->room * 2;
		m->at = arena_grow(m->arena, m->at, m->n, m->room, sizeof(*m->at));
	}
	m->at[m->n++] = mark;
}

static void
add_text(struct marks *m, struct str text, size_t from, size_t to)
{
	if (from < to)
		add(m, (struct mark){ MARK_TEXT, { text.at + from, to - from }, NULL, false });
}

/* The pieces of one paragraph [from, to); *next is the first clause that does not end before it. */
static void
add_paragraph(struct marks *m, struct str text, size_t from, size_t to,
    const struct directive *clauses, size_t n, size_t *next)
{
	size_t at = from;

	add(m, (struct mark){ .kind = MARK_OPEN });
	while (*next < n && clauses[*next].byte_start < to) {
		const struct directive *c = &clauses[*next];
		size_t start = c->byte_start > at ? c->byte_start : at;
		size_t end = c->byte_end < to ? c->byte_end : to;

		add_text(m, text, at, start);
		if (start < end)
			add(m, (struct mark){ MARK_CLAUSE, { text.at + start, end - start }, c,
			           start == c->byte_start });
		at = end > at ? end : at;
		if (c->byte_end > to)
			break;
		(*next)++;
	}
	add_text(m, text, at, to);
	add(m, (struct mark){ .kind = MARK_CLOSE });
}

void
marks_make(struct arena *arena, struct str text, const struct part *part,
    const struct directive *clauses, size_t n, struct mark **marks, size_t *nmarks)
{
	struct marks m = { .arena = arena };
	size_t next = 0;
	size_t from = part->from;

	while (from < part->to) {
		const char *end = memchr(text.at + from, '\n', part->to - from);
		size_t to = end == NULL ? part->to : (size_t)(end - text.at);

		if (to > from)
			add_paragraph(&m, text, from, to, clauses, n, &next);
		from = to + 1;
	}
	*marks = m.at;
	*nmarks = m.n;
}

const char *
mark_class(const struct directive *clause, bool current)
{
	if (current)
		return "gb-span gb-span-now";
	if (clause->draft)
		return "gb-span";
	switch (clause->outcome) {
	case OUTCOME_TASK:
	case OUTCOME_CONVERTED:
		return "gb-span gb-span-in";
	case OUTCOME_NOT_TASK:
	case OUTCOME_OUT_OF_SCOPE:
		return "gb-span gb-span-out";
	case OUTCOME_OPEN:
	case OUTCOME_COUNT:
		break;
	}
	return clause->family != FAMILY_NONE ? "gb-span gb-span-advice" : "gb-span";
}

struct str
quote_shown(const char *quote, bool *cut)
{
	struct str shown = str_of(quote);

	*cut = shown.len > QUOTE_SHOWN;
	if (!*cut)
		return shown;
	shown.len = QUOTE_SHOWN;
	while (((unsigned char)shown.at[shown.len] & 0xC0) == 0x80)
		shown.len--;
	return shown;
}
