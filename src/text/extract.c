/* extract.c: the extractor from end to end, and the small helpers all its files use. */
#include "text/extract_internal.h"

static struct str
token_str(const struct extractor *ex, size_t i)
{
	const struct token *t = &ex->tokens.at[i];

	return (struct str){ ex->text.at + t->start, t->end - t->start };
}

struct str
range_str(const struct extractor *ex, struct range tokens)
{
	uint32_t start, end;

	if (tokens.from >= tokens.to)
		return (struct str){ "", 0 };
	start = ex->tokens.at[tokens.from].start;
	end = ex->tokens.at[tokens.to - 1].end;
	return (struct str){ ex->text.at + start, end - start };
}

/* The words of a range with every run of white space made one space. */
const char *
range_text(const struct extractor *ex, struct range tokens)
{
	struct str s = range_str(ex, tokens);
	char *to = arena_alloc(ex->arena, s.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		bool nbsp = i + 1 < s.len && memcmp(s.at + i, "\xC2\xA0", 2) == 0;
		bool space = nbsp || (unsigned char)s.at[i] <= ' ';

		i += nbsp;
		if (!space)
			to[n++] = s.at[i];
		else if (n > 0 && to[n - 1] != ' ')
			to[n++] = ' ';
	}
	to[n] = '\0';
	return to;
}

bool
token_is(const struct extractor *ex, size_t i, const char *mark)
{
	return i < ex->tokens.n && ex->tokens.at[i].kind == TOKEN_MARK &&
	    str_is(token_str(ex, i), mark);
}

bool
word_is(const struct extractor *ex, size_t i, const char *folded)
{
	return i < ex->tokens.n && ex->tokens.at[i].key == token_key(str_of(folded));
}

bool
word_in(const struct extractor *ex, size_t i, const char *const *folded, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (word_is(ex, i, folded[k]))
			return true;
	return false;
}

size_t
phrase_at(struct extractor *ex, const struct matcher *matcher, size_t i, size_t end, int *id)
{
	size_t used = 0;
	int found;

	ex->result->steps++;
	if (i >= end)
		return 0;
	found = matcher_at(matcher, ex->tokens.at + i, end - i, &used);
	if (found < 0)
		return 0;
	if (id != NULL)
		*id = found;
	return used;
}

struct extract_clause *
extract_add(struct extractor *ex, struct range tokens, enum extract_kind kind, const char *section)
{
	struct extract_result *result = ex->result;
	struct extract_clause *clause;

	if (result->nclauses == ex->clause_room) {
		size_t room = ex->clause_room * 2 + 64;

		result->clauses = arena_grow(ex->arena, result->clauses, ex->clause_room, room,
		    sizeof(*result->clauses));
		ex->clause_room = room;
	}
	clause = &result->clauses[result->nclauses++];
	*clause = (struct extract_clause){ .kind = kind,
		.section = section,
		.byte_start = ex->tokens.at[tokens.from].start,
		.byte_end = ex->tokens.at[tokens.to - 1].end,
		.action = "",
		.reason = "",
		.deadline_day = DAY_NONE };
	clause->char_start = decoded_point(ex->doc, clause->byte_start);
	clause->char_end = decoded_point(ex->doc, clause->byte_end);
	return clause;
}

static int
by_place(const void *a, const void *b)
{
	const struct extract_clause *x = a, *y = b;

	if (x->byte_start != y->byte_start)
		return x->byte_start < y->byte_start ? -1 : 1;
	return (x->byte_end < y->byte_end) - (x->byte_end > y->byte_end);
}

void
extract_run(struct arena *arena, const struct decoded *doc, int64_t reference_day,
    struct extract_result *to)
{
	struct extractor ex = { .arena = arena,
		.doc = doc,
		.text = doc->text,
		.reference = reference_day,
		.result = to };

	*to = (struct extract_result){ .facts = { .date_day = DAY_NONE } };
	extract_words_init(&ex.words, arena);
	extract_actor_words(&ex.words, arena);
	extract_mode_words(&ex.words, arena);
	extract_sensitive_words(&ex.words, arena);
	extract_topic_words(&ex.words, arena);
	ex.when = when_grammar_new(arena);
	ex.number = number_grammar_new(arena);
	extract_blocks(&ex);
	extract_head(&ex, &to->facts);
	if (to->facts.date_day != DAY_NONE)
		ex.reference = to->facts.date_day;
	extract_body(&ex);
	if (to->nclauses > 1)
		qsort(to->clauses, to->nclauses, sizeof(*to->clauses), by_place);
}

const char *
extract_short(struct arena *arena, const char *action)
{
	size_t len = 160;

	if (strlen(action) <= len)
		return action;
	while (len > 0 && action[len] != ' ')
		len--;
	if (len == 0) /* one endless word: not inside a letter */
		for (len = 160; ((unsigned char)action[len] & 0xC0) == 0x80;)
			len--;
	return arena_printf(arena, "%.*s…", (int)len, action);
}

const char *
extract_kind_name(enum extract_kind kind)
{
	static const char *const names[EXTRACT_KINDS] = {
		[EXTRACT_DIRECTIVE] = "directive",
		[EXTRACT_RECOMMENDATION] = "recommendation",
		[EXTRACT_ASSESSMENT] = "assessment",
		[EXTRACT_FIGURE] = "figure",
		[EXTRACT_EVENT] = "event",
	};

	return names[kind];
}
