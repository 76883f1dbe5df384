/* html_test.c: escaping by place, addresses, messages, values as people read them. */
#include "html/html.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "html/put.h"
#include "tests/check.h"

static int
setup(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct html *h = ARENA_NEW(arena, struct html);

	html_init(h, arena, LANG_VI, 1 << 16);
	*state = h;
	return 0;
}

static int
teardown(void **state)
{
	struct html *h = *state;

	arena_free(h->arena);
	return 0;
}

/* As compiled templates do it. */
#define PUT(place, h, v) _Generic((v), HTML_IN_##place)(h, v)
#define ARG(h, name, v) _Generic((v), HTML_IN_ARG)(h, name, v)

#define ASSERT_OUT(h, text) \
	do { \
		assert_string_equal(buf_text(&(h)->out), text); \
		buf_clear(&(h)->out); \
	} while (0)

static void
text_is_escaped(void **state)
{
	struct html *h = *state;

	PUT(TEXT, h, "a<b>&\"c' Hòa");
	ASSERT_OUT(h, "a&lt;b&gt;&amp;\"c' Hòa");
	PUT(TEXT, h, STR("<script>"));
	ASSERT_OUT(h, "&lt;script&gt;");
	PUT(TEXT, h, (const char *)NULL);
	PUT(TEXT, h, INT64_MIN);
	ASSERT_OUT(h, "-9223372036854775808");
	PUT(TEXT, h, SIZE_MAX);
	ASSERT_OUT(h, "18446744073709551615");
}

static void
attribute_is_escaped(void **state)
{
	struct html *h = *state;

	PUT(ATTR, h, "a\"b'c<d>&e");
	ASSERT_OUT(h, "a&quot;b&#39;c&lt;d&gt;&amp;e");
	PUT(URL, h, ((struct url){ "/x?a=\"&b=1" }));
	ASSERT_OUT(h, "/x?a=&quot;&amp;b=1");
	PUT(URL_PART, h, "a b/é?&\"%");
	ASSERT_OUT(h, "a%20b%2F%C3%A9%3F%26%22%25");
	PUT(URL_PART, h, url_path("/x"));
	ASSERT_OUT(h, "%2Fx");
}

/* The definition, one byte after the other. */
static void
escape_slowly(struct buf *to, const char *text, size_t len, bool attr)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '&')
			buf_add_text(to, "&amp;");
		else if (text[i] == '<')
			buf_add_text(to, "&lt;");
		else if (text[i] == '>')
			buf_add_text(to, "&gt;");
		else if (attr && text[i] == '"')
			buf_add_text(to, "&quot;");
		else if (attr && text[i] == '\'')
			buf_add_text(to, "&#39;");
		else
			buf_add_char(to, text[i]);
	}
}

static void
random_text_is_escaped_alike(void **state)
{
	struct html *h = *state;
	unsigned seed = 20261121;

	print_message("seed %u\n", seed);
	for (int round = 0; round < 5000; round++) {
		char text[80];
		size_t len = 0, want;
		struct buf slow;

		for (want = (seed = seed * 1664525 + 1013904223) >> 8 & 63; len < want; len++) {
			seed = seed * 1664525 + 1013904223;
			text[len] = (char)(seed >> 16 & 0xff);
			if (seed >> 31 == 0)
				text[len] = (char)(0x20 + (seed >> 16 & 0x1f));
		}
		buf_init(&slow, NULL, 1000);
		buf_clear(&h->out);
		escape_slowly(&slow, text, len, round % 2 == 0);
		if (round % 2 == 0)
			html_attr_str(h, (struct str){ text, len });
		else
			html_text_str(h, (struct str){ text, len });
		assert_true(str_equal(buf_str(&slow), buf_str(&h->out)));
		buf_release(&slow);
	}
}

static void
markup_passes(void **state)
{
	struct html *h = *state;
	struct html part;

	html_init(&part, h->arena, LANG_VI, 1000);
	html_raw(&part, "<b>", 3);
	PUT(TEXT, h, html_markup(&part));
	ASSERT_OUT(h, "<b>");
	html_style(h, STR("p{color:red}"));
	ASSERT_OUT(h, "<style>p{color:red}</style>");
}

static void
page_has_a_limit(void **state)
{
	struct html *h = *state;
	struct html small;

	html_init(&small, h->arena, LANG_VI, 5);
	PUT(TEXT, &small, "1234567");
	assert_true(small.out.full);
	assert_string_equal(buf_text(&small.out), "12345");
}

static void
addresses(void **state)
{
	struct html *h = *state;

	assert_string_equal(url_printf(h->arena, "/t/%lld?q=%s&n=%d%%", 7LL, "a&b", -3).text,
	    "/t/7?q=a%26b&n=-3%");
	assert_string_equal(url_fragment(h->arena, "a b").text, "#a%20b");
	assert_string_equal(url_external(h->arena, "HTTPS://hanoi.gov.vn/x").text,
	    "HTTPS://hanoi.gov.vn/x");
	assert_string_equal(url_external(h->arena, "javascript:alert(1)").text, "#");
	assert_string_equal(url_external(h->arena, " https://x").text, "#");
	assert_string_equal(url_external(h->arena, "https://x\ny").text, "#");
	assert_string_equal(url_external(h->arena, NULL).text, "#");
	PUT(URL, h, (struct url){ NULL });
	ASSERT_OUT(h, "#");
}

static void
values_are_readable(void **state)
{
	struct html *h = *state;
	int64_t day = date_to_day((struct date){ 2026, 11, 21 });

	assert_string_equal(fmt_day(h, day), "21/11/2026");
	assert_string_equal(fmt_day(h, DAY_NONE), "");
	assert_string_equal(fmt_day_iso(h, day), "2026-11-21");
	assert_string_equal(fmt_ms(h, day_to_ms(day) + 60000), "21/11/2026 00:01");
	assert_string_equal(fmt_ms_iso(h, day_to_ms(day)), "2026-11-21T00:00:00+07:00");
	assert_string_equal(fmt_quarter(h, quarter_of_day(day)), "2026Q4");
	assert_string_equal(fmt_number(h, -1234567), "-1.234.567");
	assert_string_equal(fmt_number(h, 100), "100");
	h->lang = LANG_EN;
	assert_string_equal(fmt_number(h, 1234), "1,234");
	assert_string_equal(fmt_number(h, INT64_MIN), "-9,223,372,036,854,775,808");
}

static void
percents_do_not_hide_the_rest(void **state)
{
	struct html *h = *state;

	assert_string_equal(fmt_percent(h, 45, 100), "45\u00a0%");
	assert_string_equal(fmt_percent(h, 1, 8), "13\u00a0%");
	assert_string_equal(fmt_percent(h, 1, 1000), "<\u00a01\u00a0%");
	assert_string_equal(fmt_percent(h, 999, 1000), ">\u00a099\u00a0%");
	assert_string_equal(fmt_percent(h, 0, 3), "0\u00a0%");
	assert_string_equal(fmt_percent(h, 3, 3), "100\u00a0%");
	assert_string_equal(fmt_percent(h, 3, 0), "–");
}

static void
messages_take_arguments(void **state)
{
	struct html *h = *state;
	const struct msg_arg two[] = { ARG(h, "n", 2) };
	const struct msg_arg one[] = { ARG(h, "n", "1") };

	html_msg(h, MSG_common_count, two, 1);
	ASSERT_OUT(h, "2 mục");
	h->lang = LANG_EN;
	html_msg(h, MSG_common_count, two, 1);
	ASSERT_OUT(h, "2 items");
	html_msg(h, MSG_common_count, one, 1);
	ASSERT_OUT(h, "1 item");
	html_msg(h, MSG_common_count, (const struct msg_arg[]){ ARG(h, "n", STR("<")) }, 1);
	ASSERT_OUT(h, "&lt; items");
	html_msg(h, MSG_common_count, NULL, 0);
	ASSERT_OUT(h, "{n} {n?item:items}");
	assert_string_equal(fmt_msg(h, MSG_app_name), "Giao ban");
}

static void
refusals_become_text(void **state)
{
	struct html *h = *state;
	struct err err;

	err_clear(&err);
	msg_err(&h->out, LANG_EN, &err);
	ASSERT_OUT(h, "");
	(void)err_refuse(&err, "due", MSG_common_count);
	err_arg_int(&err, "n", 1);
	msg_err(&h->out, LANG_EN, &err);
	ASSERT_OUT(h, "1 item");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(text_is_escaped, setup, teardown),
		cmocka_unit_test_setup_teardown(attribute_is_escaped, setup, teardown),
		cmocka_unit_test_setup_teardown(random_text_is_escaped_alike, setup, teardown),
		cmocka_unit_test_setup_teardown(markup_passes, setup, teardown),
		cmocka_unit_test_setup_teardown(page_has_a_limit, setup, teardown),
		cmocka_unit_test_setup_teardown(addresses, setup, teardown),
		cmocka_unit_test_setup_teardown(values_are_readable, setup, teardown),
		cmocka_unit_test_setup_teardown(percents_do_not_hide_the_rest, setup, teardown),
		cmocka_unit_test_setup_teardown(messages_take_arguments, setup, teardown),
		cmocka_unit_test_setup_teardown(refusals_become_text, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
