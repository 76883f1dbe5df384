/*
 * htmlc_test.c: every fault of a template with its place and sentence, and what correct templates
 * become. The C compiler's share is in tests/htmlc.
 */
#include "tools/htmlc/htmlc.h"

#include "tests/check.h"

struct fault_case {
	const char *page; /* stands in a template that begins on line 1, from line 2, column 1 */
	const char *fault;
};

static const struct fault_case faults[] = {
	/* values where no escaping helps */
	{ "<script>{{x}}</script>", "2:9: no value may stand in <script>" },
	{ "<script>x()</script>", "2:9: <script> must stay empty" },
	{ "<style>p{}</style>", "2:7: <style> may not stand in a template" },
	{ "<STYLE>", "2:7: <style> may not stand" },
	{ "<iframe src='/x'>", "2:8: <iframe> may not stand" },
	{ "<svg><animate>", "2:14: <animate> may not stand" },
	{ "<{{x}}>", "2:1: write &lt; for a < that begins no tag" },
	{ "<p{{x}}>", "2:3: a value may not stand for an attribute" },
	{ "<p {{x}}>", "2:4: a value may not stand for an attribute" },
	{ "<p a{{x}}=\"\">", "2:5: a value may not stand for an attribute" },
	{ "<p a {{x}}>", "2:6: a value may not stand for an attribute" },
	{ "<p a=\"b\"{{x}}>", "2:9: a value may not stand for an attribute" },
	{ "<p a={{x}}>", "2:6: put the attribute's value in quotes" },
	{ "<p a=b>", "2:6: put the attribute's value in quotes" },
	{ "<p a= >", "2:7: put the attribute's value in quotes" },
	{ "</{{x}}>", "2:1: write &lt;" },
	{ "</p {{x}}>", "2:4: an end tag holds the element's name only" },
	{ "</p{{x}}>", "2:4: no value may stand in an end tag" },
	{ "<!-- {{x}} -->", "2:6: a value or block may not stand in a comment" },
	{ "<!-- {% if (x) %} -->", "2:6: a value or block may not stand in a comment" },
	{ "<!doctype {{x}}>", "2:11: no value may stand in the doctype" },
	/* attributes that run scripts */
	{ "<p onclick=\"x()\">", "2:11: event attributes may not stand" },
	{ "<p ONCLICK='{{x}}'>", "2:11: event attributes may not stand" },
	{ "<p on{% if (x) %}", "2:6: event attributes may not stand" },
	{ "<p onload>", "2:10: event attributes may not stand" },
	{ "<p ?onclick=\"{{x}}\">", "2:4: event attributes may not stand" },
	{ "<p hx-on:click=\"x\">", "2:15: hx-on may not stand" },
	{ "<p data-hx-on=\"x\">", "2:14: hx-on may not stand" },
	{ "<p style=\"width:{{x}}\">", "2:9: style= may not stand" },
	{ "<p srcdoc=\"\">", "2:10: srcdoc= may not stand" },
	{ "<p hx-vals='{}'>", "2:11: hx-vals= may not stand" },
	{ "<p hx-vars='{}'>", "2:11: hx-vars= may not stand" },
	{ "<p hx-headers='{}'>", "2:14: hx-headers= may not stand" },
	{ "<p data-hx-headers='{}'>", "2:19: hx-headers= may not stand" },
	{ "<p hx-request='{}'>", "2:14: hx-request= may not stand" },
	{ "<meta http-equiv='refresh'>", "2:17: http-equiv= may not stand" },
	{ "<p hx-trigger=\"click[x]\">", "2:21: a filter in hx-trigger= may not stand" },
	{ "<p hx-trigger=\"{{x}}\">", "2:16: no value may stand in this attribute" },
	{ "<img srcset=\"{{x}} 2x\">", "2:14: no value may stand in this attribute" },
	/* addresses */
	{ "<a href=\"javascript:x()\">", "2:24: an address starts with" },
	{ "<a href=\"javascript:{{x}}\">", "2:21: an address starts with" },
	{ "<a href=\"JAVA{% if (x) %}", "2:14: an address starts with" },
	{ "<a href=\" /x\">", "2:13: an address starts with" },
	{ "<a href=\"x\">", "2:11: an address starts with" },
	{ "<a href=\"\">", "2:10: an address starts with" },
	{ "<a href=\"//evil/\">", "2:17: an address starts with" },
	{ "<a href=\"/\\evil/\">", "2:17: an address starts with" },
	{ "<a href=\"/{{x}}/{{x}}\">", "2:11: name the first part of the path" },
	{ "<a href=\"/{% if (x) %}", "2:11: name the first part of the path" },
	{ "<use xlink:href=\"data:x\">", "2:24: an address starts with" },
	{ "<p hx-get=\"x\">", "2:13: an address starts with" },
	{ "<p data-hx-get=\"x\">", "2:18: an address starts with" },
	{ "<p hx-push-url=\"maybe\">", "2:22: an address starts with" },
	{ "<a href=\"{{@a.b}}\">", "2:10: no message may stand in an address" },
	{ "<a href=\"/x?{{@a.b}}\">", "2:13: no message may stand in an address" },
	/* blocks */
	{ "{% if (x) %}<p {% end %}",
	    "2:16: the block begun on line 2 ends in another place (a tag)" },
	{ "{% if (x) %}<p a=\"{% else %}{% end %}",
	    "2:29: the branches of the block begun on line 2" },
	{ "<p a=\"{% if (x) %}\"{% else %}\" b=\"{% end %}", "2:35: the branches of the block" },
	{ "<p a=\"{% if (x) %}\" b='{% end %}", "2:24: the block begun on line 2 ends in another" },
	{ "<p title=\"{% if (x) %}\" href=\"{% end %}", "2:31: the block begun on line 2 ends in" },
	{ "<a href=\"{% if (x) %}/x{% end %}\">",
	    "2:24: the block begun on line 2 ends in another" },
	{ "{% if (x) %}<title>{% end %}", "2:20: the block begun on line 2 ends in another place" },
	{ "{% if (x) %}<pre>{% end %}", "2:18: the block begun on line 2 ends in another place" },
	{ "<p {% for (;x;) %}a=\"b\"{% end %}>", "2:19: white space is missing" },
	{ "<p {% if (x) %}a=\"b\"{% end %}c>", "2:30: white space is missing" },
	{ "<p{% if (x) %}a=\"b\"{% end %}>", "2:15: white space is missing" },
	{ "<p a=\"b\"c>", "2:9: white space is missing before this attribute" },
	{ "<{% if (x) %}p{% end %}", "2:1: write &lt;" },
	{ "</p{% if (x) %}{% end %}", "2:7: no block may stand in an end tag" },
	{ "<p a={% if (x) %}", "2:9: no block may stand in an unquoted attribute value" },
	{ "<script>{% if (x) %}", "2:12: no block may stand in <script>" },
	{ "{% else %}", "2:4: {% else %} without its {% if %}" },
	{ "{% for (;;) %}{% else %}", "2:18: {% else %} without its {% if %}" },
	{ "{% if (x) %}{% else %}{% else %}", "2:26: {% else %} without its {% if %}" },
	{ "{% if (x) %}{% else foo %}", "2:16: write {% else if (...) %}" },
	{ "{% if x %}", "2:4: write {% if (...) %}" },
	{ "{% if (x) y(); %}", "2:4: write {% if (...) %}" },
	{ "{% if (x) && (y) %}", "2:4: write {% if (...) %}" },
	{ "{% if () %}", "2:4: write {% if (...) %}" },
	{ "{% for x %}", "2:4: write {% for (...) %}" },
	{ "{% while (x) + (y) %}", "2:4: write {% for (...) %}" },
	{ "{% use \"a.h\" %}", "2:4: write {% use" },
	{ "{% template y() %}", "2:4: the template before this one has no end" },
	{ "<p {% end %}", "2:4: the template begun on line 1 ends in a tag" },
	{ "<pre>{% end %}", "2:6: the template begun on line 1 ends in <pre>, element content" },
	/* C */
	{ "{{x", "2:3: }} is missing" },
	{ "{% x", "2:4: %} is missing" },
	{ "{{ }}", "2:4: nothing stands before }}" },
	{ "{% %}", "2:4: nothing stands before %}" },
	{ "{{x)}}", "2:4: a ) without its opening bracket" },
	{ "{{(x]}}", "2:5: a ] without its opening bracket" },
	{ "{{(x}}", "2:5: a } without its opening bracket" },
	{ "{{\"x}}", "2:16: the \" is not closed on this line" },
	{ "{{x;}}", "2:3: a value is an expression, without ;" },
	{ "{{x /* y */}}", "2:5: no C comments here" },
	{ "{{x // y\n}}", "2:5: no C comments here" },
	{ "{%\n#define x\n%}", "3:1: no preprocessor lines here" },
	{ "{% x() %}", "2:4: a statement ends with ;" },
	{ "{% return; %}", "2:4: return may not stand in a template" },
	{ "{% goto x; %}", "2:4: goto may not stand in a template" },
	{ "{% html_raw(h, x, 1); %}", "2:4: html_raw may not stand in a template" },
	{ "<p a=\"{% y_html(h); %}\">", "2:10: another template may be called" },
	{ "<p {% y_html(h); %}>", "2:7: another template may be called" },
	{ "<title>{% y_html(h); %}</title>", "2:11: another template may be called" },
	{ "{% for (;;) %}<p a=\"{% break; %}\">",
	    "2:24: another template may be called and a loop" },
	/* messages */
	{ "{{@}}", "2:4: nothing stands before }}" },
	{ "{{@A}}", "2:4: a message is {{@key}}" },
	{ "{{@a,b}}", "2:4: a message is {{@key}}" },
	{ "{{@a b}}", "2:4: arguments of a message are name=value" },
	{ "{{@a b==c}}", "2:4: arguments of a message are name=value" },
	{ "{{@a b=}}", "2:4: arguments of a message are name=value" },
	{ "{{@a b=c;;d=e}}", "2:4: arguments of a message are name=value" },
	/* flags */
	{ "<p ?checked=\"x\">", "2:4: write ?name=\"{{cond}}\"" },
	{ "<p ?checked>", "2:4: write ?name=\"{{cond}}\"" },
	{ "<p ?=\"{{x}}\">", "2:4: write ?name=\"{{cond}}\"" },
	{ "<p ?href=\"{{x}}\">", "2:4: write ?name=\"{{cond}}\"" },
	{ "<p ?checked=\"{{x}} y\">", "2:4: write ?name=\"{{cond}}\": nothing else" },
	/* markup */
	{ "a < b", "2:3: write &lt; for a <" },
	{ "<script></scripts>", "2:9: <script> must stay empty" },
	{ "<title></titles>", "2:8: write &lt; inside <title>" },
	{ "<title></title >", "2:8: write &lt; inside <title>" },
	{ "<title><b></title>", "2:8: write &lt; inside <title>" },
	{ "<!-- x", "2:7: a value or block" },
	{ "<p \"x\">", "2:4: an attribute's name may not begin with \"" },
	{ "<p a\"x\">", "2:5: an attribute's name may not have a \"" },
	{ "<p<b>", "2:3: an element's name may not have a <" },
	{ "<![CDATA[x]]>", "2:1: write &lt;" },
	{ "\r\n", "2:1: a control character (byte 13)" },
	{ "\xff", "1:1: the file is not UTF-8" },
	{ "{# x", "2:1: {# is not closed by #}" },
};

static const struct fault_case outside[] = {
	{ "text", "1:1: page text stands outside of any template" },
	{ "{{x}}", "1:1: page text stands outside of any template" },
	{ "{% x; %}", "1:4: this stands outside of any template" },
	{ "{% end %}", "1:4: this stands outside of any template" },
	{ "{% template x %}{% end %}", "1:4: write {% template name(...) %}" },
	{ "{% template () %}{% end %}", "1:4: write {% template name(...) %}" },
	{ "{% template x() %}\n", "2:1: the block begun on line 1 has no {% end %}" },
	{ "{% use x.h %}", "1:4: write {% use" },
	{ "{% template x() %}\n <!-- ", "2:2: the comment is not closed" },
};

/* 1 if the source does not give the fault, after saying so. */
static int
check_fault(const char *source, const struct fault_case *one)
{
	struct arena *arena = arena_new(16 << 20);
	struct htmlc_result result;
	char *want = arena_printf(arena, "t.html:%s", one->fault);
	bool wrong;

	(void)htmlc_compile(arena, "t.html", str_of(source), &result);
	wrong = result.fault == NULL || strncmp(result.fault, want, strlen(want)) != 0;
	if (wrong)
		print_error("%s\n  gives %s\n  not   %s\n", one->page,
		    result.fault == NULL ? "no fault" : result.fault, want);
	arena_free(arena);
	return wrong;
}

static void
wrong_places_are_faults(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		struct arena *arena = arena_new(1 << 20);
		char *source = arena_printf(arena, "{%% template t(int x) %%}\n%s{%% end %%}",
		    faults[i].page);

		wrong += check_fault(source, &faults[i]);
		arena_free(arena);
	}
	assert_int_equal(wrong, 0);
}

static void
outside_of_templates_is_nothing(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(outside) / sizeof(outside[0]); i++)
		wrong += check_fault(outside[i].page, &outside[i]);
	assert_int_equal(wrong, 0);
}

struct page_case {
	const char *page;
	const char *lines; /* the C without #line and indentation; '|' for a line end */
};

static const struct page_case pages[] = {
	{ "<p>{{x}}", "html_raw(h, \"<p>\", 3);|_Generic((x), HTML_IN_TEXT)(h, (x));|" },
	{ "<b a='{{x}}'>",
	    "html_raw(h, \"<b a='\", 6);|"
	    "_Generic((x), HTML_IN_ATTR)(h, (x));|html_raw(h, \"'>\", 2);|" },
	{ "{{f(\"}}\", '}', (struct y){ 1 })}}",
	    "_Generic((f(\"}}\", '}', (struct y){ 1 })), HTML_IN_TEXT)"
	    "(h, (f(\"}}\", '}', (struct y){ 1 })));|" },
	{ "<title> {{x}}</title>",
	    "html_raw(h, \"<title> \", 8);|"
	    "_Generic((x), HTML_IN_RCDATA)(h, (x));|html_raw(h, \"</title>\", 8);|" },
	{ "<textarea>{{x}}</textarea>",
	    "html_raw(h, \"<textarea>\\n\", 11);|"
	    "_Generic((x), HTML_IN_RCDATA)(h, (x));|" },
	{ "<i>a</i>\n\n  <i>b</i>  <i>", "html_raw(h, \"<i>a</i>\\n\"|\"<i>b</i> <i>\", 21);|" },
	{ "<table>\n <tr>\n  <td> x \n </td>\n </tr>\n</table>\n",
	    "html_raw(h, \"<table><tr><td>x</td></tr></table>\", 34);|" },
	{ "<pre>\n a\n\n  b</pre>",
	    "html_raw(h, \"<pre>\\n\"|\" a\\n\"|\"\\n\"|\"  b</pre>\", 19);|" },
	{ "a<!-- x -->b{# y #}c", "html_raw(h, \"abc\", 3);|" },
	{ "<p  a = \"x\"\n b >", "html_raw(h, \"<p a=\\\"x\\\" b >\", 12);|" },
	{ "<p ?a=\"{{x}}\">",
	    "html_raw(h, \"<p\", 2);|if (x)|html_raw(h, \" a\", 2);|html_raw(h, \">\", 1);|" },
	{ "<p {% if (x) %}a=\"b\"{% end %} c>",
	    "html_raw(h, \"<p \", 3);|if (x) {|html_raw(h, \"a=\\\"b\\\"\", 5);|}|"
	    "html_raw(h, \" c>\", 3);|" },
	{ "<p{% if (x) %} a{% end %}>",
	    "html_raw(h, \"<p\", 2);|if (x) {|html_raw(h, \" a\", 2);|}|html_raw(h, \">\", 1);|" },
	{ "<p hx-push-url=\"true\">", "html_raw(h, \"<p hx-push-url=\\\"true\\\">\", 22);|" },
	{ "<a href=\"{% if (x) %}/a{% else %}{{u}}{% end %}{{x}}\">",
	    "html_raw(h, \"<a href=\\\"\", 9);|if (x) {|html_raw(h, \"/a\", 2);|}|else {|"
	    "_Generic((u), HTML_IN_URL)(h, (u));|}|_Generic((x), HTML_IN_URL_PART)(h, (x));|"
	    "html_raw(h, \"\\\">\", 2);|" },
	{ "a {% if (x) %} b {% end %} c",
	    "html_raw(h, \"a \", 2);|if (x) {|html_raw(h, \"b \", 2);|}|html_raw(h, \"c\", 1);|" },
	{ "a{% if (x) %} b {% end %} c",
	    "html_raw(h, \"a\", 1);|if (x) {|html_raw(h, \" b \", 3);|}|html_raw(h, \" c\", 2);|" },
	{ "a {% for (;;) %} b{% end %}",
	    "html_raw(h, \"a \", 2);|for (;;) {|html_raw(h, \" b\", 2);|}|" },
	{ "{{@a.b}}", "html_msg(h, MSG_a_b, NULL, 0);|"
		       "_Static_assert(MSGARGS_a_b == 0, \"the message has other arguments\");|" },
	{ "<svg viewBox=\"0 0 {{x}} 1\"><path d=\"M{{x}}\"/></svg>",
	    "html_raw(h, \"<svg viewBox=\\\"0 0 \", 18);|_Generic((x), HTML_IN_ATTR)(h, (x));|"
	    "html_raw(h, \" 1\\\"><path d=\\\"M\", 14);|_Generic((x), HTML_IN_ATTR)(h, (x));|"
	    "html_raw(h, \"\\\"/></svg>\", 9);|" },
	{ "<script src='/a.js'> </script>",
	    "html_raw(h, \"<script src='/a.js'></script>\", 29);|" },
	{ "?\?/ \"\\", "html_raw(h, \"\\?\\?/ \\\"\\\\\", 6);|" },
	{ "{# {{ %} #}{% int y = x; %}{{y}}", "int y = x;|_Generic((y), HTML_IN_TEXT)(h, (y));|" },
};

/* The body of the function in the form of struct page_case. */
static const char *
squeeze(struct arena *arena, struct str c)
{
	struct buf out;
	bool body = false;

	buf_init(&out, arena, 1 << 16);
	buf_add(&out, "", 0);
	while (c.at != NULL) {
		struct str line = str_trim(str_cut(&c, '\n'));

		if (body && !str_starts(line, "#line") && line.len > 0) {
			buf_add_str(&out, line);
			buf_add_char(&out, '|');
		}
		body = body || str_is(line, "(void)h;");
	}
	return buf_text(&out);
}

/* 1 if the page does not become the lines, after saying so. */
static int
check_page(const struct page_case *one)
{
	struct arena *arena = arena_new(16 << 20);
	char *source = arena_printf(arena, "{%% template t(int x) %%}%s{%% end %%}", one->page);
	struct htmlc_result result;
	const char *got;
	bool wrong;

	if (htmlc_compile(arena, "t.html", str_of(source), &result))
		got = squeeze(arena, result.c);
	else
		got = result.fault;
	wrong = strncmp(got, one->lines, strlen(one->lines)) != 0;
	if (wrong)
		print_error("%s\n  gives %s\n  not   %s\n", one->page, got, one->lines);
	arena_free(arena);
	return wrong;
}

static void
pages_become_calls(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++)
		wrong += check_page(&pages[i]);
	assert_int_equal(wrong, 0);
}

static void
header_stands_alone(void **state)
{
	struct arena *arena = arena_new(16 << 20);
	struct htmlc_result result;

	(void)state;
	assert_true(htmlc_compile(arena, "src/a/b.html",
	    STR("{% use \"x.h\" %}\n{% template t(const struct y *y, int z) %}{% end %}\n"
		"{% template u(void) %}{% end %}"), &result));
	assert_string_equal(result.h.at,
	    "/* Made by tools/htmlc from src/a/b.html. */\n#ifndef GEN_A_B_HTML_H\n"
	    "#define GEN_A_B_HTML_H\n\n#include \"html/html.h\"\n#include \"x.h\"\n\nstruct y;\n"
	    "void t_html(struct html *h, const struct y *y, int z);\n"
	    "void u_html(struct html *h);\n\n"
	    "#endif\n");
	assert_non_null(strstr(result.c.at, "#include \"a/b.html.h\"\n"));
	assert_non_null(strstr(result.c.at, "#line 2 \"src/a/b.html\"\nvoid\nt_html("));
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrong_places_are_faults),
		cmocka_unit_test(outside_of_templates_is_nothing),
		cmocka_unit_test(pages_become_calls),
		cmocka_unit_test(header_stands_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
