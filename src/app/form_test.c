/* Forms: every kind, every limit, every refusal; what was typed stays; both sides of a conflict. */
#include "tests/ask.h"

#include "tests/check.h"

#include "app/csrf.h"
#include "app/form_read.h"

static const struct choice kinds[] = { { "answer", MSG_form_yes }, { "visit", MSG_form_no },
	{ NULL, 0 } };
static const struct choice many_kinds[] = { { "a", MSG_form_yes }, { "b", MSG_form_no },
	{ "c", MSG_form_yes }, { "d", MSG_form_no }, { "e", MSG_form_yes }, { NULL, 0 } };

static enum rc
units(struct ctx *ctx, struct options *to)
{
	static const struct option rows[] = { { 11, "Sở Xây dựng", "Sở, ngành" },
		{ 12, "Sở Y tế", "Sở, ngành" }, { 13, "Phường <Cửa Nam>", "Xã, phường" } };

	to->rows = ARENA_ARRAY(ctx->arena, ARRAY_LEN(rows), struct option);
	memcpy(to->rows, rows, sizeof(rows));
	to->n = ARRAY_LEN(rows);
	return RC_OK;
}

static enum rc
odd_only(struct ctx *ctx, int64_t id)
{
	(void)ctx;
	return id % 2 == 1 ? RC_OK : RC_NONE;
}

static enum rc
load_row(struct ctx *ctx)
{
	in_set_text(ctx, "title", "Dọn <kênh>");
	in_set_day(ctx, "due", 20800);
	in_set_i64(ctx, "lead", 12);
	in_set_ids(ctx, "co", (const int64_t[]){ 11, 13 }, 2);
	in_set_text(ctx, "kind", "visit");
	in_set_i64(ctx, "open", 1);
	in_set_i64(ctx, "version", 8);
	return RC_OK;
}

static const struct field fields[] = {
	{ .name = "title", .kind = FIELD_TEXT, .label = MSG_form_now, .required = true, .max = 10 },
	{ .name = "note", .kind = FIELD_AREA, .label = MSG_form_now, .hint = MSG_form_file_again },
	{ .name = "secret", .kind = FIELD_PASSWORD, .label = MSG_form_now,
	    .autocomplete = "new-password" },
	{ .name = "count", .kind = FIELD_INT, .label = MSG_form_now, .least = 1, .most = 9 },
	{ .name = "due", .kind = FIELD_DAY, .label = MSG_form_now },
	{ .name = "quarter", .kind = FIELD_QUARTER, .label = MSG_form_now },
	{ .name = "kind", .kind = FIELD_CHOICE, .label = MSG_form_now, .choices = kinds },
	{ .name = "lead", .kind = FIELD_ID, .label = MSG_form_now, .options = units },
	{ .name = "co", .kind = FIELD_IDS, .label = MSG_form_now, .options = units, .max = 2 },
	{ .name = "open", .kind = FIELD_CHECK, .label = MSG_form_now },
	{ .name = "file", .kind = FIELD_FILE, .label = MSG_form_now },
	{ .name = "from", .kind = FIELD_HIDDEN, .label = 0 },
};
static const struct form form = { .name = "task", .fields = fields, .n = ARRAY_LEN(fields),
	.load = load_row, .versioned = true };

#define GOOD "title=B\u00e1o+c\u00e1o&version=7"

static struct ask ask;

static int
set_up(void **state)
{
	struct arena *arena = arena_new(16 << 20);

	ask_init(&ask, arena, (struct db *)arena); /* forms only look whether there is one */
	*state = arena;
	return 0;
}

static int
tear_down(void **state)
{
	arena_free(*state);
	return 0;
}

static struct ctx *
typed(const char *more)
{
	struct ctx *ctx = ask_post(&ask, "/tasks", arena_printf(ask.ctx.arena, GOOD "&%s", more));

	(void)form_parse(ctx, &form);
	return ctx;
}

/* The message left at a field, 0 for none. */
static int
refused(const char *name, const char *more)
{
	struct ctx *ctx = typed(more);
	int msg = in_value(ctx, name)->err.msg;

	assert_int_equal(ctx->in.refused, msg != 0);
	return msg;
}

static void
good_values(void **state)
{
	struct ctx *ctx = typed("note=+m%E1%BB%99t%0D%0Ahai%0Dba+&secret=+a+&count=9&due=21/11/2026"
	    "&quarter=2026Q4&kind=visit&lead=13&co=11&co=12&co=11&open=1&from=-5&unknown=1");

	(void)state;
	assert_false(ctx->in.refused);
	assert_string_equal(in_text(ctx, "title"), "Báo cáo");
	assert_string_equal(in_text(ctx, "note"), "một\nhai\nba");
	assert_string_equal(in_text(ctx, "secret"), " a ");
	assert_int_equal(in_i64(ctx, "count"), 9);
	assert_int_equal(in_day(ctx, "due"), 20778);
	assert_int_equal(in_i64(ctx, "quarter"), 2026 * 4 + 3);
	assert_string_equal(in_text(ctx, "kind"), "visit");
	assert_int_equal(in_i64(ctx, "lead"), 13);
	assert_int_equal(in_value(ctx, "co")->nids, 2);
	assert_true(in_check(ctx, "open"));
	assert_int_equal(in_i64(ctx, "from"), -5);
	assert_int_equal(in_i64(ctx, "version"), 7);
}

static void
empty_values(void **state)
{
	struct ctx *ctx = typed("note=+&due=&co=&count=");

	(void)state;
	assert_false(ctx->in.refused);
	assert_int_equal(in_day(ctx, "due"), DAY_NONE);
	assert_int_equal(in_i64(ctx, "count"), 0);
	assert_string_equal(in_text(ctx, "note"), "");
	assert_false(in_value(ctx, "note")->given);
	assert_int_equal(in_value(ctx, "co")->nids, 0);
	assert_false(in_check(ctx, "open"));
}

static void
text_limits(void **state)
{
	(void)state;
	/* ten characters of three bytes each fit, eleven do not; NFD is counted as NFC */
	assert_int_equal(refused("title", ""), 0);
	ask_post(&ask, "/", "version=1&title=%E1%BA%A1%E1%BA%A1%E1%BA%A1%E1%BA%A1%E1%BA%A1%E1%BA%A1"
	                    "%E1%BA%A1%E1%BA%A1%E1%BA%A1a%CC%A3");
	assert_true(form_parse(&ask.ctx, &form));
	assert_int_equal(strlen(in_text(&ask.ctx, "title")), 30);
	ask_post(&ask, "/", "version=1&title=12345678901");
	assert_false(form_parse(&ask.ctx, &form));
	assert_int_equal(in_value(&ask.ctx, "title")->err.msg, MSG_form_too_long);
	assert_string_equal(in_value(&ask.ctx, "title")->err.args[0].value, "11");
	assert_string_equal(in_text(&ask.ctx, "title"), "12345678901");
	ask_post(&ask, "/", "version=1&title=+%C2%A0+");
	assert_false(form_parse(&ask.ctx, &form));
	assert_int_equal(in_value(&ask.ctx, "title")->err.msg, MSG_form_required);
}

static void
usual_limits(void **state)
{
	char *body = arena_alloc(ask.ctx.arena, 5000);

	(void)state;
	memset(body, 'x', 4000);
	assert_int_equal(refused("note", arena_printf(ask.ctx.arena, "note=%s", body)), 0);
	body[4000] = 'x';
	assert_int_equal(refused("note", arena_printf(ask.ctx.arena, "note=%s", body)),
	    MSG_form_too_long);
	body[200] = '\0';
	assert_int_equal(refused("secret", arena_printf(ask.ctx.arena, "secret=%s", body)), 0);
	body[200] = 'x';
	body[201] = '\0';
	assert_int_equal(refused("secret", arena_printf(ask.ctx.arena, "secret=%s", body)),
	    MSG_form_too_long);
}

static void
hidden_characters(void **state)
{
	static const char *const hostile[] = { "%01", "%7F", "%C2%85", "%E2%80%AE", "%E2%81%A6",
		"%EF%BB%BF", "%E2%80%A8", "%EF%BF%BF", "%EF%B7%90", "%F3%A0%80%81" };
	static const char *const nameless[] = { "%E2%80%8B", "%E2%80%8D", "%E2%81%A0",
		"%EE%80%80", "%F3%B0%80%80" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(hostile); i++)
		assert_int_equal(refused("note",
		    arena_printf(ask.ctx.arena, "note=a%sb", hostile[i])),
		    MSG_form_unseen);
	for (size_t i = 0; i < ARRAY_LEN(nameless); i++) {
		assert_int_equal(refused("secret", arena_printf(ask.ctx.arena, "secret=a%sb",
		    nameless[i])), MSG_form_unseen);
		assert_int_equal(refused("note", arena_printf(ask.ctx.arena, "note=a%sb",
		    nameless[i])), 0);
	}
	assert_int_equal(refused("note", "note=a%0Ab%09c"), 0);
	assert_int_equal(refused("secret", "secret=a%0Ab"), MSG_form_unseen);
	assert_int_equal(refused("note", "note=%E1%BA%A1%F0%9F%98%80"), 0);
}

static void
numbers_and_dates(void **state)
{
	static const struct {
		const char *name, *body;
		int msg;
	} cases[] = {
		{ "count", "count=1", 0 },
		{ "count", "count=0", MSG_form_range },
		{ "count", "count=10", MSG_form_range },
		{ "count", "count=1.5", MSG_form_not_number },
		{ "count", "count=99999999999999999999", MSG_form_not_number },
		{ "due", "due=2026-02-28", 0 },
		{ "due", "due=2026-02-29", MSG_form_not_day },
		{ "due", "due=31/4/2026", MSG_form_not_day },
		{ "due", "due=1/1/2199", 0 },
		{ "due", "due=0206-11-21", MSG_form_year },
		{ "due", "due=2200-01-01", MSG_form_year },
		{ "quarter", "quarter=2026Q4", 0 },
		{ "quarter", "quarter=2026Q5", MSG_form_not_quarter },
		{ "quarter", "quarter=0206Q1", MSG_form_year },
		{ "kind", "kind=answer", 0 },
		{ "kind", "kind=other", MSG_form_not_offered },
		{ "lead", "lead=14", MSG_form_not_offered },
		{ "lead", "lead=-11", MSG_form_not_offered },
		{ "lead", "lead=11x", MSG_form_not_offered },
		{ "co", "co=11&co=99", MSG_form_not_offered },
		{ "co", "co=x", MSG_form_not_offered },
		{ "co", "co=11&co=12&co=13", MSG_form_too_many },
		{ "open", "open=0", 0 },
		{ "open", "open=on", 0 },
		{ "open", "open=2", MSG_form_not_offered },
		{ "from", "from=x", MSG_form_incomplete },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		if (refused(cases[i].name, cases[i].body) != cases[i].msg)
			fail_msg("%s", cases[i].body);
	}
}

static const struct field must[] = {
	{ .name = "t", .kind = FIELD_TEXT, .label = MSG_form_now, .required = true },
	{ .name = "a", .kind = FIELD_AREA, .label = MSG_form_now, .required = true },
	{ .name = "p", .kind = FIELD_PASSWORD, .label = MSG_form_now, .required = true },
	{ .name = "n", .kind = FIELD_INT, .label = MSG_form_now, .required = true },
	{ .name = "d", .kind = FIELD_DAY, .label = MSG_form_now, .required = true },
	{ .name = "q", .kind = FIELD_QUARTER, .label = MSG_form_now, .required = true },
	{ .name = "k", .kind = FIELD_CHOICE, .label = MSG_form_now, .required = true,
	    .choices = many_kinds },
	{ .name = "i", .kind = FIELD_ID, .label = MSG_form_now, .required = true,
	    .offered = odd_only },
	{ .name = "s", .kind = FIELD_IDS, .label = MSG_form_now, .required = true,
	    .offered = odd_only },
	{ .name = "c", .kind = FIELD_CHECK, .label = MSG_form_now, .required = true },
	{ .name = "f", .kind = FIELD_FILE, .label = MSG_form_now, .required = true },
	{ .name = "h", .kind = FIELD_HIDDEN, .label = 0, .required = true },
};
static const struct form must_form = { .name = "must", .fields = must, .n = ARRAY_LEN(must) };

static void
everything_missing(void **state)
{
	static const int expected[] = { MSG_form_required, MSG_form_required, MSG_form_required,
		MSG_form_required, MSG_form_required, MSG_form_choose, MSG_form_choose,
		MSG_form_choose,
		MSG_form_choose_some, MSG_form_tick, MSG_form_choose_file, MSG_form_incomplete };
	struct ctx *ctx = ask_post(&ask, "/", "c=0");

	(void)state;
	assert_false(form_parse(ctx, &must_form));
	for (size_t i = 0; i < ARRAY_LEN(expected); i++)
		assert_int_equal(ctx->in.at[i].err.msg, expected[i]);
}

static void
offered_one_by_one(void **state)
{
	struct ctx *ctx = ask_post(&ask, "/", "i=3&s=5&s=7");

	(void)state;
	(void)form_parse(ctx, &must_form);
	assert_int_equal(in_value(ctx, "i")->err.msg, 0);
	assert_int_equal(in_value(ctx, "s")->err.msg, 0);
	ctx = ask_post(&ask, "/", "i=4&s=5&s=6");
	(void)form_parse(ctx, &must_form);
	assert_int_equal(in_value(ctx, "i")->err.msg, MSG_form_not_offered);
	assert_int_equal(in_value(ctx, "s")->err.msg, MSG_form_not_offered);
}

static void
files(void **state)
{
	struct upload upload = { .name = "file", .filename = "", .type = "", .fd = -1 };
	struct ctx *ctx = ask_post(&ask, "/", GOOD);

	(void)state;
	ctx->req->uploads = &upload;
	ctx->req->nuploads = 1;
	assert_true(form_parse(ctx, &form));
	assert_false(in_value(ctx, "file")->given);
	upload.filename = "a.txt";
	assert_false(form_parse(ctx, &form));
	assert_int_equal(in_value(ctx, "file")->err.msg, MSG_form_file_empty);
	upload.size = 3;
	assert_true(form_parse(ctx, &form));
	assert_ptr_equal(in_value(ctx, "file")->upload, &upload);
	assert_string_equal(in_text(ctx, "file"), "a.txt");
}

/* What apply said of a value in one attempt must not stay for the next. */
static void
refusals_of_values_can_be_forgotten(void **state)
{
	struct ctx *ctx = ask_post(&ask, "/", GOOD);

	(void)state;
	assert_true(form_parse(ctx, &form));
	(void)err_refuse(&in_value(ctx, "title")->err, "title", MSG_form_required);
	in_clear_errors(ctx);
	assert_int_equal(in_value(ctx, "title")->err.msg, 0);
	assert_string_equal(in_text(ctx, "title"), "Báo cáo");
}

static void
version_is_asked_for(void **state)
{
	struct ctx *ctx = ask_post(&ask, "/tasks", "title=a");

	(void)state;
	assert_false(form_parse(ctx, &form));
	assert_int_equal(in_value(ctx, "version")->err.msg, MSG_form_incomplete);
}

static const char *
page_of(struct ctx *ctx)
{
	struct html *h = page_new(ctx);

	form_begin(h, ctx, &form, "/tasks");
	form_all_fields(h, ctx);
	form_end(h, ctx, MSG_form_yes);
	return buf_text(&h->out);
}

#define has(page, part) \
	do { \
		if (strstr(page, part) == NULL) \
			fail_msg("no %s in %s", part, page); \
	} while (0)

static void
everything_typed_stays(void **state)
{
	struct ctx *ctx = typed("note=%3Cb%3E%26&secret=geheim&count=77&due=31/2/2026&kind=visit"
	                        "&lead=12&co=13&open=1&from=4");
	const char *page = page_of(ctx);

	(void)state;
	has(page, "value=\"Báo cáo\"");
	has(page, "&lt;b&gt;&amp;</textarea>");
	assert_null(strstr(page, "geheim"));
	has(page, "value=\"77\" inputmode=\"numeric\" aria-invalid=\"true\" "
	          "aria-describedby=\"task-count-error \"");
	has(page, "type=\"text\" value=\"31/2/2026\" inputmode=\"numeric\"");
	has(page, "<option value=\"visit\" selected>");
	has(page, "<option value=\"12\" selected>Sở Y tế</option>");
	has(page, "value=\"13\" checked><span>Phường &lt;Cửa Nam&gt;</span>");
	has(page, "name=\"open\" value=\"1\" checked");
	has(page, "<input type=\"hidden\" name=\"from\" value=\"4\">");
	has(page, "<input type=\"hidden\" name=\"version\" value=\"7\">");
	assert_int_equal(count_of(page, "class=\"gb-error\""), 2);
	has(page, "2 chỗ cần sửa");
	has(page, "<a href=\"#task-count\">");
	has(page, "<a href=\"#task-due\">");
	assert_int_equal(count_of(page, "<optgroup"), 2);
	assert_int_equal(count_of(page, "</optgroup>"), 2);
	has(page, "enctype=\"multipart/form-data\"");
	has(page, "name=\"" CSRF_FIELD "\"");
	has(page, "autocomplete=\"new-password\"");
}

/* A rule's refusal: at the field it names, or at the head when there is no such field. */
static void
refusal_of_a_rule(void **state)
{
	struct ctx *ctx = typed("");
	const char *page;

	(void)state;
	(void)err_refuse(&ctx->err, "due", MSG_form_tick);
	page = page_of(ctx);
	has(page, "id=\"task-due-error\"");
	has(page, "<a href=\"#task-due\">");
	ctx = typed("");
	(void)err_refuse(&ctx->err, "", MSG_form_tick);
	page = page_of(ctx);
	has(page, "1 chỗ cần sửa");
	assert_null(strstr(page, "class=\"gb-error\""));
}

static void
new_form_is_clean(void **state)
{
	static const struct form fresh = { .name = "new", .fields = fields, .n = ARRAY_LEN(fields),
		.plain = true };
	struct ctx *ctx = ask_get(&ask, "/tasks/new");
	struct html *h = page_new(ctx);

	(void)state;
	ctx->lang = h->lang = LANG_EN;
	(void)err_refuse(&ctx->err, "due", MSG_form_tick); /* not this form's business */
	form_begin(h, ctx, &fresh, "/tasks");
	form_all_fields(h, ctx);
	form_end(h, ctx, MSG_form_yes);
	assert_null(strstr(buf_text(&h->out), "gb-error"));
	assert_null(strstr(buf_text(&h->out), "aria-invalid"));
	assert_null(strstr(buf_text(&h->out), "name=\"version\""));
	has(buf_text(&h->out), "<form class=\"gb-form\"");
	has(buf_text(&h->out), "type=\"date\" value=\"\"");
	has(buf_text(&h->out), "<option value=\"2026Q4\">2026Q4</option>");
}

static void
row_is_loaded(void **state)
{
	struct ctx *ctx = ask_get(&ask, "/tasks/5/edit");
	const char *page;

	(void)state;
	assert_int_equal(form_fill(ctx, &form), RC_OK);
	page = page_of(ctx);
	has(page, "value=\"Dọn &lt;kênh&gt;\"");
	has(page, "type=\"date\" value=\"2026-12-13\"");
	has(page, "name=\"version\" value=\"8\"");
	assert_int_equal(count_of(page, "checked"), 3);
}

static void
conflict_shows_both(void **state)
{
	struct ctx *ctx = typed("due=2026-11-30&lead=12&co=11&open=1&kind=visit");
	const char *page;

	(void)state;
	ctx->conflict = true;
	page = page_of(ctx);
	has(page, "value=\"Báo cáo\"");
	has(page, "<b>Dọn &lt;kênh&gt;</b>");
	has(page, "value=\"2026-11-30\"");
	has(page, "<b>13/12/2026</b>");
	has(page, "<b>Sở Xây dựng; Phường &lt;Cửa Nam&gt;</b>");
	assert_int_equal(count_of(page, "class=\"gb-now\""), 3);
	has(page, "name=\"version\" value=\"8\"");
	has(page, "Người khác vừa sửa");
}

/* What was chosen and is not offered any more is shown as such. */
static void
choice_that_went_away(void **state)
{
	struct ctx *ctx = typed("lead=99");
	const char *page = page_of(ctx);

	(void)state;
	has(page, "<option value=\"99\" selected>(không còn trong danh sách)</option>");
}

/* A page with two forms: the one that was sent keeps what was typed, in whatever order. */
static void
two_forms_on_a_page(void **state)
{
	struct ctx *ctx = ask_post(&ask, "/", GOOD "&due=x");
	struct html *h = page_new(ctx);

	(void)state;
	(void)form_parse(ctx, &form);
	form_begin(h, ctx, &must_form, "/other");
	form_all_fields(h, ctx);
	form_end(h, ctx, MSG_form_yes);
	assert_null(strstr(buf_text(&h->out), "gb-error"));
	assert_int_equal(form_fill(ctx, &form), RC_OK);
	form_begin(h, ctx, &form, "/tasks");
	form_all_fields(h, ctx);
	has(buf_text(&h->out), "id=\"task-due-error\"");
	has(buf_text(&h->out), "value=\"Báo cáo\"");
}

static void
one_button(void **state)
{
	struct html *h = page_new(ask_get(&ask, "/"));

	(void)state;
	form_button(h, &ask.ctx, "/tasks/5/receive", MSG_form_yes, NULL, 3);
	has(buf_text(&h->out), "action=\"/tasks/5/receive\"");
	has(buf_text(&h->out), "name=\"version\" value=\"3\"");
	has(buf_text(&h->out), "<button class=\"btn\">");
	form_button(h, &ask.ctx, "/sign-out", MSG_form_yes, "btn btn-primary", -1);
	assert_int_equal(count_of(buf_text(&h->out), "name=\"version\""), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(good_values, set_up, tear_down),
		cmocka_unit_test_setup_teardown(empty_values, set_up, tear_down),
		cmocka_unit_test_setup_teardown(text_limits, set_up, tear_down),
		cmocka_unit_test_setup_teardown(usual_limits, set_up, tear_down),
		cmocka_unit_test_setup_teardown(hidden_characters, set_up, tear_down),
		cmocka_unit_test_setup_teardown(numbers_and_dates, set_up, tear_down),
		cmocka_unit_test_setup_teardown(everything_missing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(offered_one_by_one, set_up, tear_down),
		cmocka_unit_test_setup_teardown(files, set_up, tear_down),
		cmocka_unit_test_setup_teardown(version_is_asked_for, set_up, tear_down),
		cmocka_unit_test_setup_teardown(refusals_of_values_can_be_forgotten, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(everything_typed_stays, set_up, tear_down),
		cmocka_unit_test_setup_teardown(refusal_of_a_rule, set_up, tear_down),
		cmocka_unit_test_setup_teardown(new_form_is_clean, set_up, tear_down),
		cmocka_unit_test_setup_teardown(row_is_loaded, set_up, tear_down),
		cmocka_unit_test_setup_teardown(conflict_shows_both, set_up, tear_down),
		cmocka_unit_test_setup_teardown(choice_that_went_away, set_up, tear_down),
		cmocka_unit_test_setup_teardown(two_forms_on_a_page, set_up, tear_down),
		cmocka_unit_test_setup_teardown(one_button, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
