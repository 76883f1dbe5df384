/*
 * compile.c: templates, blocks and values. The one idea: a block's branches must all end in the
 * place of the page they began in, so that what follows the block has one place as well.
 */
#include <ctype.h>

#include "tools/htmlc/htmlc.h"

static bool
between_attributes(enum place place)
{
	return place == PLACE_GAP || place == PLACE_TAG_REST;
}

/* Merges where two paths meet; false when they are in different places. */
static bool
context_join(struct context *into, const struct context *other)
{
	bool tag = between_attributes(into->place) && between_attributes(other->place);

	if (tag && (into->place == PLACE_TAG_REST || other->place == PLACE_TAG_REST))
		into->place = PLACE_TAG_REST;
	else if (into->place != other->place)
		return false;
	into->space = into->space && other->space;
	return into->quote == other->quote && into->pre == other->pre &&
	    into->url_started == other->url_started && into->attr == other->attr &&
	    strcmp(into->tag, other->tag) == 0;
}

static struct block *
block_top(struct htmlc *hc)
{
	return &hc->blocks[hc->depth - 1];
}

static void
block_push(struct htmlc *hc, enum block_kind kind, struct code code)
{
	enum place place = hc->context.place;

	if (place == PLACE_TAG_NAME || place == PLACE_END_TAG || place == PLACE_BEFORE_VALUE ||
	    place == PLACE_SCRIPT || place == PLACE_DOCTYPE)
		htmlc_fail_at(hc, code.line, code.column, "no block may stand in %s",
		    place_name(place));
	if (hc->depth == BLOCKS_MAX)
		htmlc_fail_at(hc, code.line, code.column, "blocks nest too deep");
	emit_flush(hc);
	hc->blocks[hc->depth++] = (struct block){
		.kind = kind, .code = code, .start = hc->context
	};
	if (kind != BLOCK_LOOP)
		return;
	/* the second round begins after the end of the first, whatever stood before the loop */
	hc->context.space = false;
	if (place == PLACE_GAP)
		hc->context.place = PLACE_TAG_REST;
}

/* The branch that ends here meets those before it. */
static void
branch_end(struct htmlc *hc)
{
	struct block *block = block_top(hc);

	markup_pause(hc);
	emit_flush(hc);
	if (!block->has_joined)
		block->joined = hc->context;
	else if (!context_join(&block->joined, &hc->context))
		htmlc_fail(hc,
		    "the branches of the block begun on line %d end in different places: %s and %s",
		    block->code.line, place_name(block->joined.place),
		    place_name(hc->context.place));
	block->has_joined = true;
}

static void
check_meets_start(struct htmlc *hc, struct block *block)
{
	if (!context_join(&block->joined, &block->start))
		htmlc_fail(hc,
		    "the block begun on line %d ends in another place (%s) than it began in (%s)",
		    block->code.line, place_name(block->joined.place),
		    place_name(block->start.place));
}

static void
template_end(struct htmlc *hc)
{
	struct block *block = block_top(hc);

	if (hc->context.place != PLACE_TEXT || hc->context.pre)
		htmlc_fail(hc, "the template begun on line %d ends in %s%s", block->code.line,
		    hc->context.pre ? "<pre>, " : "", place_name(hc->context.place));
	while (hc->literal.len > 0 && isspace((unsigned char)hc->literal.at[hc->literal.len - 1]))
		hc->literal.len--;
	emit_flush(hc);
	buf_add_text(&hc->c, "}\n");
	hc->depth--;
}

static void
block_end(struct htmlc *hc)
{
	struct block *block;

	if (hc->depth == 0)
		htmlc_fail(hc, "{%% end %%} without a block");
	block = block_top(hc);
	if (block->kind == BLOCK_TEMPLATE) {
		template_end(hc);
		return;
	}
	branch_end(hc);
	if (block->kind == BLOCK_LOOP || !block->has_else)
		check_meets_start(hc, block);
	buf_add_text(&hc->c, "\t}\n");
	hc->context = block->joined;
	hc->depth--;
}

static struct str
after_word(struct str text, struct str word)
{
	return str_trim((struct str){ text.at + word.len, text.len - word.len });
}

/* One pair of parentheses around everything? */
static bool
parenthesised(struct str text)
{
	return text.len >= 2 && text.at[0] == '(' && text.at[text.len - 1] == ')' &&
	    code_find((struct str){ text.at + 1, text.len - 1 }, ')') == text.len - 2;
}

static void
check_condition(struct htmlc *hc, struct code code, struct str condition, const char *word)
{
	if (condition.len < 3 || !parenthesised(condition))
		htmlc_fail_at(hc, code.line, code.column, "write {%% %s (...) %%}", word);
}

static void
block_begin(struct htmlc *hc, struct code code, struct str word)
{
	struct str condition = after_word(code.text, word);
	bool loop = !str_is(word, "if");

	check_condition(hc, code, condition, loop ? "for" : "if");
	block_push(hc, loop ? BLOCK_LOOP : BLOCK_IF, code);
	emit_line(hc, code.line);
	buf_printf(&hc->c, "\t%.*s {\n", (int)code.text.len, code.text.at);
}

static void
block_else(struct htmlc *hc, struct code code)
{
	struct str rest = after_word(code.text, (struct str){ code.text.at, 4 });
	struct block *block = hc->depth > 0 ? block_top(hc) : NULL;

	if (block == NULL || block->kind != BLOCK_IF || block->has_else)
		htmlc_fail_at(hc, code.line, code.column, "{%% else %%} without its {%% if %%}");
	branch_end(hc);
	hc->context = block->start;
	block->has_else = rest.len == 0;
	if (rest.len > 0) {
		if (!str_is(code_word(rest), "if"))
			htmlc_fail_at(hc, code.line, code.column, "write {%% else if (...) %%}");
		check_condition(hc, code, after_word(rest, STR("if")), "else if");
	}
	buf_add_text(&hc->c, "\t}\n");
	emit_line(hc, code.line);
	buf_printf(&hc->c, "\telse%s%.*s {\n", rest.len > 0 ? " " : "", (int)rest.len, rest.at);
}

static void
template_begin(struct htmlc *hc, struct code code)
{
	struct str rest = after_word(code.text, STR("template"));
	struct str name = code_word(rest);
	struct str params = after_word(rest, name);

	if (hc->depth > 0)
		htmlc_fail_at(hc, code.line, code.column,
		    "the template before this one has no end");
	if (name.len == 0 || !parenthesised(params))
		htmlc_fail_at(hc, code.line, code.column, "write {%% template name(...) %%}");
	hc->context = (struct context){ .place = PLACE_TEXT, .space = true };
	block_push(hc, BLOCK_TEMPLATE, code);
	emit_template(hc, name, (struct str){ params.at + 1, params.len - 2 }, code.line);
}

static void
use(struct htmlc *hc, struct code code)
{
	struct str file = after_word(code.text, STR("use"));

	if (hc->depth > 0 || file.len < 3 || file.at[0] != '"' || file.at[file.len - 1] != '"' ||
	    memchr(file.at, '\n', file.len) != NULL)
		htmlc_fail_at(hc, code.line, code.column,
		    "write {%% use \"folder/file.h\" %%} before the templates");
	emit_use(hc, file);
}

static const char *const forbidden[] = { "return", "goto", "html_raw", "html_put_markup", "case",
	"default", "longjmp" };

/* Plain C: a declaration or a call of another template. */
static void
statement(struct htmlc *hc, struct code code)
{
	bool leaves = code_has_word(code.text, "break") || code_has_word(code.text, "continue");
	bool text = hc->context.place == PLACE_TEXT;

	if (code.text.at[code.text.len - 1] != ';')
		htmlc_fail_at(hc, code.line, code.column, "a statement ends with ;");
	for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++)
		if (code_has_word(code.text, forbidden[i]))
			htmlc_fail_at(hc, code.line, code.column, "%s may not stand in a template",
			    forbidden[i]);
	if (!text && (leaves || code_has_word(code.text, "h")))
		htmlc_fail_at(hc, code.line, code.column,
		    "another template may be called and a loop be left in element content only");
	emit_line(hc, code.line);
	buf_printf(&hc->c, "\t%.*s\n", (int)code.text.len, code.text.at);
	hc->context.space = hc->context.space && !code_has_word(code.text, "h");
}

static void
directive(struct htmlc *hc)
{
	struct code code;
	struct str word;

	source_skip(&hc->source, 2);
	code = code_read(hc, "%}");
	word = code_word(code.text);
	if (str_is(word, "template")) {
		template_begin(hc, code);
	} else if (str_is(word, "use")) {
		use(hc, code);
	} else if (hc->depth == 0) {
		htmlc_fail_at(hc, code.line, code.column, "this stands outside of any template");
	} else if (str_is(word, "end") && code.text.len == 3) {
		block_end(hc);
	} else if (str_is(word, "else")) {
		block_else(hc, code);
	} else {
		markup_pause(hc);
		if (str_is(word, "if") || str_is(word, "for") || str_is(word, "while"))
			block_begin(hc, code, word);
		else
			statement(hc, code);
	}
}

static void
value(struct htmlc *hc)
{
	const char *types;
	struct code code;

	markup_pause(hc);
	types = markup_value_types(hc);
	source_skip(&hc->source, 2);
	if (*hc->source.at == '@') {
		source_skip(&hc->source, 1);
		code = code_read(hc, "}}");
		if (strncmp(types, "HTML_IN_URL", 11) == 0)
			htmlc_fail(hc, "no message may stand in an address");
		emit_message(hc, code);
		return;
	}
	code = code_read(hc, "}}");
	if (code_find(code.text, ';') != code.text.len)
		htmlc_fail_at(hc, code.line, code.column, "a value is an expression, without ;");
	emit_value(hc, types, code);
}

/* ?checked="{{cond}}": the source stands at the question mark. */
static void
flag(struct htmlc *hc)
{
	struct source *source = &hc->source;
	struct str name;
	const char *why;
	char quote;

	source_skip(source, 1);
	name.at = source->at;
	while (isalnum((unsigned char)*source->at) || *source->at == '-')
		source_skip(source, 1);
	name.len = (size_t)(source->at - name.at);
	why = attr_refused(name);
	if (why != NULL)
		htmlc_fail(hc, "%s", why);
	quote = source->end - source->at > 1 ? source->at[1] : '\0';
	if (name.len == 0 || attr_kind_of(name) != ATTR_PLAIN || *source->at != '=' ||
	    (quote != '"' && quote != '\'') || strncmp(source->at + 2, "{{", 2) != 0)
		htmlc_fail(hc, "write ?name=\"{{cond}}\"");
	source_skip(source, 4);
	if (hc->literal.len > 0 && hc->literal.at[hc->literal.len - 1] == ' ')
		hc->literal.len--;
	emit_flag(hc, name, code_read(hc, "}}"));
	if (*source->at != quote)
		htmlc_fail(hc, "write ?name=\"{{cond}}\": nothing else may stand in the quotes");
	source_skip(source, 1);
	hc->context.place = PLACE_TAG_REST;
}

static void
skip_comment(struct htmlc *hc)
{
	while (!source_is(&hc->source, "#}")) {
		if (source_ended(&hc->source))
			htmlc_fail(hc, "{# is not closed by #}");
		source_skip(&hc->source, 1);
	}
	source_skip(&hc->source, 2);
}

static void
compile_next(struct htmlc *hc)
{
	struct source *source = &hc->source;

	hc->here = *source;
	if (source_is(source, "{#"))
		skip_comment(hc);
	else if (source_is(source, "{%"))
		directive(hc);
	else if (hc->depth == 0 && isspace((unsigned char)*source->at))
		source_skip(source, 1);
	else if (hc->depth == 0)
		htmlc_fail(hc, "page text stands outside of any template");
	else if (source_is(source, "{{"))
		value(hc);
	else if (hc->context.place == PLACE_GAP && *source->at == '?')
		flag(hc);
	else
		markup_byte(hc);
}

/* Bytes that could confuse compiler or reader are refused before anything is read. */
static void
check_bytes(struct htmlc *hc)
{
	struct source at = hc->source;

	if (!utf8_valid((struct str){ at.at, (size_t)(at.end - at.at) }))
		htmlc_fail(hc, "the file is not UTF-8");
	for (; !source_ended(&at); source_skip(&at, 1))
		if ((unsigned char)*at.at < ' ' && *at.at != '\n' && *at.at != '\t')
			htmlc_fail_at(hc, at.line, at.column, "a control character (byte %d)",
			    *at.at);
}

static void
compile_all(struct htmlc *hc)
{
	check_bytes(hc);
	while (!source_ended(&hc->source))
		compile_next(hc);
	hc->here = hc->source;
	if (hc->depth > 0)
		htmlc_fail(hc, "the block begun on line %d has no {%% end %%}",
		    block_top(hc)->code.line);
}

bool
htmlc_compile(struct arena *arena, const char *path, struct str text,
    struct htmlc_result *result)
{
	struct htmlc *hc = ARENA_NEW(arena, struct htmlc);

	*result = (struct htmlc_result){ .fault = NULL };
	hc->arena = arena;
	hc->source = (struct source){ path, text.at, text.at + text.len, 1, 1 };
	hc->here = hc->source;
	buf_init(&hc->literal, arena, SOURCE_MAX);
	buf_init(&hc->name, arena, NAME_MAX_LEN);
	buf_init(&hc->url, arena, SOURCE_MAX);
	buf_init(&hc->c, arena, 4 * (size_t)SOURCE_MAX);
	buf_init(&hc->h, arena, SOURCE_MAX);
	buf_init(&hc->uses, arena, SOURCE_MAX);
	if (setjmp(hc->failed) != 0) {
		result->fault = hc->fault;
		return false;
	}
	if (text.len > SOURCE_MAX / 2)
		htmlc_fail(hc, "the template is larger than 2 MiB");
	compile_all(hc);
	emit_result(hc, result);
	return true;
}
