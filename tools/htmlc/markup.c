/*
 * markup.c: follows the page byte by byte through the states of the HTML standard's tokenizer, so
 * that the compiler always knows where the next value would stand. One function for each place.
 */
#include <ctype.h>
#include <strings.h>

#include "tools/htmlc/htmlc.h"

const char *
place_name(enum place place)
{
	static const char *const names[] = {
		[PLACE_TEXT] = "element content",
		[PLACE_RCDATA] = "the text of <title> or <textarea>",
		[PLACE_SCRIPT] = "<script>",
		[PLACE_TAG_NAME] = "the name of an element",
		[PLACE_END_TAG] = "an end tag",
		[PLACE_GAP] = "a tag",
		[PLACE_TAG_REST] = "a tag",
		[PLACE_ATTR_NAME] = "a tag",
		[PLACE_AFTER_NAME] = "a tag",
		[PLACE_BEFORE_VALUE] = "an unquoted attribute value",
		[PLACE_VALUE] = "an attribute value",
		[PLACE_DOCTYPE] = "the doctype",
	};

	return names[place];
}

/* Copies the byte the source stands at to the page. */
static void
copy(struct htmlc *hc)
{
	emit_char(hc, *hc->source.at);
	source_skip(&hc->source, 1);
}

static bool
at_space(const struct htmlc *hc)
{
	return isspace((unsigned char)*hc->source.at) != 0;
}

/* A run of white space becomes one byte, a line break if there is one in the run. */
static void
copy_space(struct htmlc *hc)
{
	bool line_break = false;

	for (; !source_ended(&hc->source) && at_space(hc); source_skip(&hc->source, 1))
		line_break = line_break || *hc->source.at == '\n';
	if (!hc->context.space)
		emit_char(hc, line_break && hc->context.place == PLACE_TEXT ? '\n' : ' ');
}

static void
skip_comment(struct htmlc *hc)
{
	source_skip(&hc->source, 4);
	while (!source_is(&hc->source, "-->")) {
		if (source_ended(&hc->source))
			htmlc_fail(hc, "the comment is not closed");
		if (source_is(&hc->source, "{{") || source_is(&hc->source, "{%"))
			htmlc_fail_at(hc, hc->source.line, hc->source.column,
			    "a value or block may not stand in a comment: use {# ... #}");
		source_skip(&hc->source, 1);
	}
	source_skip(&hc->source, 3);
}

/* The source stands at '<' in element content. */
static void
tag_open(struct htmlc *hc)
{
	const char *at = hc->source.at;

	if (source_is(&hc->source, "<!--")) {
		skip_comment(hc);
		return;
	}
	buf_clear(&hc->name);
	if (strncasecmp(at, "<!doctype", 9) == 0)
		hc->context.place = PLACE_DOCTYPE;
	else if (at[1] == '/' && isalpha((unsigned char)at[2]))
		hc->context.place = PLACE_END_TAG;
	else if (isalpha((unsigned char)at[1]))
		hc->context.place = PLACE_TAG_NAME;
	else
		htmlc_fail(hc, "write &lt; for a < that begins no tag");
	copy(hc);
	if (hc->context.place == PLACE_END_TAG)
		copy(hc);
}

static void
text_byte(struct htmlc *hc)
{
	if (*hc->source.at == '<')
		tag_open(hc);
	else if (at_space(hc) && !hc->context.pre)
		copy_space(hc);
	else
		copy(hc);
}

/* In <title>, <textarea> and <script>: only the own end tag is markup. */
static void
raw_byte(struct htmlc *hc)
{
	const char *at = hc->source.at;
	size_t len = strlen(hc->context.tag);
	bool script = hc->context.place == PLACE_SCRIPT;

	if (at[0] == '<' && at[1] == '/' && strncasecmp(at + 2, hc->context.tag, len) == 0 &&
	    at[2 + len] == '>') {
		buf_clear(&hc->name);
		hc->context.place = PLACE_END_TAG;
		copy(hc);
		copy(hc);
	} else if (script && !at_space(hc)) {
		htmlc_fail(hc,
		    "<script> must stay empty: write the script in web/ and name it in src=");
	} else if (at[0] == '<') {
		htmlc_fail(hc, "write &lt; inside <%s>", hc->context.tag);
	} else if (script) {
		source_skip(&hc->source, 1);
	} else {
		copy(hc);
	}
}

static void
name_byte(struct htmlc *hc)
{
	buf_add_char(&hc->name, (char)tolower((unsigned char)*hc->source.at));
	if (hc->name.len >= NAME_MAX_LEN - 1)
		htmlc_fail(hc, "this name is too long");
	copy(hc);
}

/* Takes white space before the tag that begins the last `tail` bytes back: it would never show. */
static void
drop_space_before(struct htmlc *hc, size_t tail)
{
	size_t at = hc->literal.len - tail;

	if (hc->literal.len <= tail || !isspace((unsigned char)hc->literal.at[at - 1]))
		return;
	memmove(hc->literal.at + at - 1, hc->literal.at + at, tail + 1);
	hc->literal.len--;
}

/* The name of an element is complete. */
static void
tag_name_end(struct htmlc *hc)
{
	const char *why = element_refused(buf_str(&hc->name));

	if (why != NULL)
		htmlc_fail(hc, "%s", why);
	(void)str_copy(hc->context.tag, sizeof(hc->context.tag), buf_text(&hc->name));
	if (!hc->context.pre && element_is_tabular(hc->context.tag))
		drop_space_before(hc, hc->name.len + 1);
	hc->context.place = PLACE_TAG_REST;
}

/* The '>' of a start tag has been written. */
static void
start_tag_end(struct htmlc *hc)
{
	struct context *context = &hc->context;
	bool pre = strcmp(context->tag, "pre") == 0;
	bool textarea = strcmp(context->tag, "textarea") == 0;

	context->place = PLACE_TEXT;
	context->space = !context->pre && element_is_block(context->tag);
	if (textarea || strcmp(context->tag, "title") == 0)
		context->place = PLACE_RCDATA;
	else if (strcmp(context->tag, "script") == 0)
		context->place = PLACE_SCRIPT;
	else if (pre)
		context->pre = true;
	if (context->place == PLACE_TEXT)
		context->tag[0] = '\0';
	if (pre || textarea) {
		context->space = false;
		/* readers drop one line break here, so that a value beginning with one needs it */
		if (*hc->source.at != '\n')
			emit_char(hc, '\n');
	}
}

static void
tag_end(struct htmlc *hc)
{
	copy(hc);
	start_tag_end(hc);
}

/* In a tag, outside attributes. */
static void
tag_byte(struct htmlc *hc)
{
	const char *at = hc->source.at;

	if (at_space(hc)) {
		hc->context.space = hc->context.place == PLACE_GAP;
		copy_space(hc);
		hc->context.place = PLACE_GAP;
	} else if (*at == '>') {
		tag_end(hc);
	} else if (at[0] == '/' && at[1] == '>') {
		copy(hc);
		tag_end(hc);
	} else if (hc->context.place == PLACE_TAG_REST) {
		htmlc_fail(hc, "white space is missing before this attribute");
	} else if (strchr("\"'<=/`", *at) != NULL) {
		htmlc_fail(hc, "an attribute's name may not begin with %c", *at);
	} else {
		buf_clear(&hc->name);
		hc->context.place = PLACE_ATTR_NAME;
		name_byte(hc);
	}
}

static void
tag_name_byte(struct htmlc *hc)
{
	char c = *hc->source.at;

	if (isalnum((unsigned char)c) || c == '-' || c == ':') {
		name_byte(hc);
	} else if (isspace((unsigned char)c) || c == '>' || c == '/') {
		tag_name_end(hc);
	} else {
		htmlc_fail(hc, "an element's name may not have a %c", c);
	}
}

static void
end_tag_byte(struct htmlc *hc)
{
	struct context *context = &hc->context;
	const char *name;

	if (isalnum((unsigned char)*hc->source.at) || strchr("-:", *hc->source.at) != NULL) {
		name_byte(hc);
		return;
	}
	if (*hc->source.at != '>')
		htmlc_fail(hc, "an end tag holds the element's name only");
	name = buf_text(&hc->name);
	if (strcmp(name, "pre") == 0)
		context->pre = false;
	else if (!context->pre && element_is_block(name) && strcmp(name, "title") != 0)
		drop_space_before(hc, hc->name.len + 2);
	copy(hc);
	context->place = PLACE_TEXT;
	context->tag[0] = '\0';
	context->space = !context->pre && element_is_tabular(name);
}

/* The name of an attribute is complete. */
static void
attr_name_end(struct htmlc *hc)
{
	struct str name = buf_str(&hc->name);
	const char *why = attr_refused(name);

	if (why != NULL)
		htmlc_fail(hc, "%s", why);
	hc->context.attr = attr_kind_of(name);
}

static void
attr_name_byte(struct htmlc *hc)
{
	char c = *hc->source.at;

	if (c == '=') {
		attr_name_end(hc);
		copy(hc);
		hc->context.place = PLACE_BEFORE_VALUE;
	} else if (isspace((unsigned char)c)) {
		attr_name_end(hc);
		hc->context.place = PLACE_AFTER_NAME;
	} else if (c == '>' || c == '/') {
		attr_name_end(hc);
		hc->context.place = PLACE_TAG_REST;
	} else if (strchr("\"'<`", c) != NULL) {
		htmlc_fail(hc, "an attribute's name may not have a %c", c);
	} else {
		name_byte(hc);
	}
}

/* White space after a name: it may still be followed by '='. */
static void
after_name_byte(struct htmlc *hc)
{
	if (at_space(hc)) {
		source_skip(&hc->source, 1);
	} else if (*hc->source.at == '=') {
		copy(hc);
		hc->context.place = PLACE_BEFORE_VALUE;
	} else {
		emit_char(hc, ' ');
		hc->context.place = PLACE_GAP;
	}
}

static void
before_value_byte(struct htmlc *hc)
{
	char c = *hc->source.at;

	if (at_space(hc)) {
		source_skip(&hc->source, 1);
		return;
	}
	if (c != '"' && c != '\'')
		htmlc_fail(hc, "put the attribute's value in quotes");
	hc->context.quote = c;
	hc->context.url_started = false;
	hc->context.place = PLACE_VALUE;
	buf_clear(&hc->url);
	copy(hc);
}

static bool
is_address(const struct htmlc *hc)
{
	return hc->context.attr == ATTR_URL || hc->context.attr == ATTR_URL_OR_FLAG;
}

/* The literal start of an address is complete: a value, a block or the closing quote follows. */
static void
url_settle(struct htmlc *hc, bool closing)
{
	struct str start = buf_str(&hc->url);
	bool flag = hc->context.attr == ATTR_URL_OR_FLAG && closing &&
	    (str_is(start, "true") || str_is(start, "false"));

	if (!is_address(hc) || hc->context.url_started || (start.len == 0 && !closing))
		return;
	if (!flag && !url_start_harmless(start))
		htmlc_fail(hc, "an address starts with a struct url or with / ? # http:// https:// "
			       "mailto: tel:");
	/* an empty value would make "/{{x}}/{{y}}" the address of another host */
	if (!closing && str_is(start, "/"))
		htmlc_fail(hc, "name the first part of the path: /tasks/{{id}}, not /{{id}}");
	hc->context.url_started = true;
	buf_clear(&hc->url);
}

static void
value_byte(struct htmlc *hc)
{
	char c = *hc->source.at;

	if (c == hc->context.quote) {
		url_settle(hc, true);
		copy(hc);
		hc->context.quote = '\0';
		hc->context.url_started = false;
		hc->context.attr = ATTR_PLAIN;
		hc->context.place = PLACE_TAG_REST;
		return;
	}
	if (c == '[' && hc->context.attr == ATTR_TRIGGER)
		htmlc_fail(hc, "a filter in hx-trigger= may not stand in a template");
	if (is_address(hc) && !hc->context.url_started)
		buf_add_char(&hc->url, c);
	copy(hc);
}

void
markup_byte(struct htmlc *hc)
{
	static void (*const by_place[])(struct htmlc *) = {
		[PLACE_TEXT] = text_byte,
		[PLACE_RCDATA] = raw_byte,
		[PLACE_SCRIPT] = raw_byte,
		[PLACE_TAG_NAME] = tag_name_byte,
		[PLACE_END_TAG] = end_tag_byte,
		[PLACE_GAP] = tag_byte,
		[PLACE_TAG_REST] = tag_byte,
		[PLACE_ATTR_NAME] = attr_name_byte,
		[PLACE_AFTER_NAME] = after_name_byte,
		[PLACE_BEFORE_VALUE] = before_value_byte,
		[PLACE_VALUE] = value_byte,
	};

	if (hc->context.place == PLACE_DOCTYPE) {
		hc->context.place = *hc->source.at == '>' ? PLACE_TEXT : PLACE_DOCTYPE;
		copy(hc);
		return;
	}
	by_place[hc->context.place](hc);
}

/* A value or a block is about to begin: names that were being read are complete. */
void
markup_pause(struct htmlc *hc)
{
	enum place place = hc->context.place;

	if (place == PLACE_TAG_NAME && hc->name.len > 0) {
		tag_name_end(hc);
	} else if (place == PLACE_ATTR_NAME) {
		attr_name_end(hc);
		hc->context.place = PLACE_TAG_REST;
	} else if (place == PLACE_AFTER_NAME) {
		emit_char(hc, ' ');
		hc->context.place = PLACE_GAP;
	} else if (place == PLACE_VALUE) {
		url_settle(hc, false);
	}
}

static const char *
attr_value_types(struct htmlc *hc)
{
	switch (hc->context.attr) {
	case ATTR_PLAIN:
		return "HTML_IN_ATTR";
	case ATTR_URL:
	case ATTR_URL_OR_FLAG:
		url_settle(hc, false);
		if (hc->context.url_started)
			return "HTML_IN_URL_PART";
		hc->context.url_started = true;
		return "HTML_IN_URL";
	case ATTR_LITERAL:
	case ATTR_TRIGGER:
		break;
	}
	htmlc_fail(hc, "no value may stand in this attribute");
}

const char *
markup_value_types(struct htmlc *hc)
{
	switch (hc->context.place) {
	case PLACE_TEXT:
		return "HTML_IN_TEXT";
	case PLACE_RCDATA:
		return "HTML_IN_RCDATA";
	case PLACE_VALUE:
		return attr_value_types(hc);
	case PLACE_BEFORE_VALUE:
		htmlc_fail(hc, "put the attribute's value in quotes");
	case PLACE_GAP:
	case PLACE_TAG_REST:
	case PLACE_ATTR_NAME:
	case PLACE_AFTER_NAME:
		htmlc_fail(hc,
		    "a value may not stand for an attribute: write ?name=\"{{cond}}\" or a block");
	case PLACE_SCRIPT:
	case PLACE_TAG_NAME:
	case PLACE_END_TAG:
	case PLACE_DOCTYPE:
		break;
	}
	htmlc_fail(hc, "no value may stand in %s", place_name(hc->context.place));
}
