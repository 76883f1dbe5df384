/*
 * task_web_test.c: the pages of tasks as somebody sees them: who sees which, what is offered, what
 * a form says about gaps, that every filter of the list shows exactly its rows.
 */
#include "tests/store.h"

#include "app/blob.h"
#include "app/listing.h"
#include "base/arena.h"
#include "html/msg.h"
#include "plan/task/task_web.h"
#include "tests/plan_city.h"

static const struct route *
route_of(enum http_method method, const char *path)
{
	for (const struct route *r = task_routes; r->path != NULL; r++) {
		if (r->method == method && text_equal(r->path, path))
			return r;
	}
	fail_msg("no route %s", path);
	return NULL;
}

/* The reader becomes somebody of this unit. */
static void
become(struct city *city, enum role role, int64_t unit_id, int64_t account_id)
{
	city->ask.user.role = role;
	city->ask.user.unit_id = unit_id;
	city->ask.user.account_id = account_id;
	city->ask.user.unit_path = unit_id == 1 ? "/1/"
	    : arena_printf(city->store->arena, "/1/%lld/", (long long)unit_id);
}

static void
set_path(struct city *city, const char *route, int64_t id)
{
	city->ask.route = *route_of(strstr(route, "POST ") == route ? HTTP_POST : HTTP_GET,
	    strchr(route, '/'));
	city->ask.req.path_params[0] = (struct param){ "id",
		arena_printf(city->store->arena, "%lld", (long long)id) };
	city->ask.req.npath_params = 1;
}

static struct reply
open_task(struct city *city, int64_t id)
{
	struct ctx *ctx = ask_get(&city->ask, "/tasks/x");

	set_path(city, "/tasks/:id", id);
	return city->ask.route.view(ctx);
}

/* A form is sent: RC_OK, or what the gate would turn into a page. */
static enum rc
send_form(struct city *city, const char *route, int64_t id, const char *body)
{
	struct ctx *ctx = ask_post(&city->ask, "/tasks/x", body);
	enum rc rc = RC_OK;

	set_path(city, arena_printf(city->store->arena, "POST %s", route), id);
	ctx->result_id = ctx_id(ctx);
	if (city->ask.route.form != NULL && !form_parse(ctx, city->ask.route.form))
		return RC_REFUSED;
	if (city->ask.route.prepare != NULL)
		rc = city->ask.route.prepare(ctx);
	return rc == RC_OK ? city->ask.route.apply(ctx) : rc;
}

static bool
page_has(struct reply reply, const char *part)
{
	return reply.body.at != NULL && strstr(reply.body.at, part) != NULL;
}

static void
a_unit_sees_what_it_leads_or_helps_with(struct store *store)
{
	static const int codes[][2] = { { CITY_LEAD, 200 }, { CITY_WARD, 200 },
		{ CITY_OTHER, 404 } };
	struct city city;
	struct task_new form, draft;

	city_open(&city, store);
	form = draft = city_task(&city);
	draft.id = ctx_id(city.ctx);
	draft.activate = false;
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	assert_int_equal(task_add(city.ctx, &draft), RC_OK);
	assert_int_equal(open_task(&city, draft.id).status, 200);
	for (size_t i = 0; i < 3; i++) {
		become(&city, ROLE_UNIT_OFFICER, codes[i][0], 2);
		assert_int_equal(open_task(&city, form.id).status, codes[i][1]);
		assert_int_equal(open_task(&city, draft.id).status, 404);
	}
	/* who helps reads, and does not act */
	become(&city, ROLE_UNIT_OFFICER, CITY_WARD, 2);
	assert_false(page_has(open_task(&city, form.id), "/acknowledge"));
	assert_int_equal(send_form(&city, "/tasks/:id/acknowledge", form.id, ""), RC_NONE);
	become(&city, ROLE_UNIT_OFFICER, CITY_LEAD, 2);
	assert_true(page_has(open_task(&city, form.id), "/acknowledge"));
	assert_int_equal(send_form(&city, "/tasks/:id/acknowledge", form.id, ""), RC_OK);
	city_close(&city);
}

/* A reader whose organisation cannot be read sees nothing, and is told of the failure. */
static void
who_has_no_unit_is_answered_with_a_failure(struct store *store)
{
	struct city city;
	struct task_new form;

	city_open(&city, store);
	form = city_task(&city);
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	become(&city, ROLE_UNIT_OFFICER, 999, 2);
	assert_int_equal(open_task(&city, form.id).status, 500);
	assert_int_equal(send_form(&city, "/tasks/:id/acknowledge", form.id, ""), RC_FAILED);
	city_close(&city);
}

/* The focal point leads tasks too: its officer works on those, and on nobody else's. */
static void
an_officer_of_the_focal_point_works_on_its_own(struct store *store)
{
	struct city city;
	struct task_new own, other;

	city_open(&city, store);
	own = city_task(&city);
	other = city_task(&city);
	own.lead_id = CITY_OTHER;
	assert_int_equal(task_add(city.ctx, &own), RC_OK);
	assert_int_equal(task_add(city.ctx, &other), RC_OK);
	become(&city, ROLE_FOCAL_OFFICER, CITY_OTHER, 2);
	assert_false(page_has(open_task(&city, other.id), "/acknowledge"));
	assert_int_equal(send_form(&city, "/tasks/:id/acknowledge", other.id, ""), RC_NONE);
	assert_true(page_has(open_task(&city, own.id), "/acknowledge"));
	assert_int_equal(send_form(&city, "/tasks/:id/acknowledge", own.id, ""), RC_OK);
	assert_int_equal(send_form(&city, "/tasks/:id/report", own.id, "result=Xong"), RC_OK);
	assert_false(page_has(open_task(&city, own.id), "/confirm"));
	assert_true(page_has(open_task(&city, own.id), "Chờ lãnh đạo cơ quan đầu mối xác nhận"));
	become(&city, ROLE_FOCAL_LEADER, CITY_OTHER, 3);
	assert_false(page_has(open_task(&city, own.id), "Chờ lãnh đạo cơ quan đầu mối xác nhận"));
	assert_int_equal(send_form(&city, "/tasks/:id/confirm", own.id, ""), RC_OK);
	city_close(&city);
}

static void
the_list_of_a_unit_is_its_own(struct store *store)
{
	struct city city;
	struct task_new form;
	struct reply reply;

	city_open(&city, store);
	form = city_task(&city);
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	form.id = ctx_id(city.ctx);
	form.title = "Việc của y tế";
	form.lead_id = CITY_OTHER;
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	become(&city, ROLE_UNIT_OFFICER, CITY_LEAD, 2);
	reply = listing_view(ask_get(&city.ask, "/tasks?lead=21"), &task_listing);
	assert_false(page_has(reply, "Việc của y tế"));
	reply = listing_view(ask_get(&city.ask, "/tasks"), &task_listing);
	assert_true(page_has(reply, "Công khai phương án chống ngập"));
	assert_false(page_has(reply, "Việc của y tế"));
	city_close(&city);
}

static void
gaps_are_told_all_at_once_at_their_fields(struct store *store)
{
	static const char *const gaps[] = { "output", "lead", "person", "due" };
	struct city city;

	city_open(&city, store);
	assert_int_equal(send_form(&city, "/tasks", 0, "title=X&do=activate"), RC_REFUSED);
	for (size_t i = 0; i < 4; i++)
		assert_int_not_equal(in_value(city.ctx, gaps[i])->err.msg, 0);
	assert_int_equal(send_form(&city, "/tasks", 0, "do=draft"), RC_REFUSED); /* no title */
	assert_int_equal(send_form(&city, "/tasks", 0, "title=X&do=draft"), RC_OK);
	assert_int_equal(send_form(&city, "/tasks", 0, "title=X&do=activate&lead=20&person=A"
	                     "&output=B&due=2026-12-01&co=40&co=21&unplanned=1"), RC_OK);
	assert_int_equal(city_count(store, "task_unit"), 2);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM task WHERE"
	                     " unplanned = 1 AND state = 'assigned' AND quarter = 8107"), 1);
	assert_int_equal(send_form(&city, "/tasks", 0, "title=X&lead=99"), RC_REFUSED);
	city_close(&city);
}

static void
two_versions_of_the_form_conflict(struct store *store)
{
	struct city city;
	struct task_new form;

	city_open(&city, store);
	form = city_task(&city);
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	assert_int_equal(send_form(&city, "/tasks/:id/edit", form.id, "title=Y&lead=20&person=A"
	                     "&output=B&due=2026-12-01&do=activate&version=1"), RC_OK);
	assert_int_equal(send_form(&city, "/tasks/:id/edit", form.id, "title=Z&lead=20&person=A"
	                     "&output=B&due=2026-12-01&do=activate&version=1"), RC_CONFLICT);
	assert_int_equal(send_form(&city, "/tasks/:id/edit", 999, "title=Z&version=1"), RC_NONE);
	city_close(&city);
}

static void
a_report_carries_its_evidence_and_another_confirms(struct store *store)
{
	struct city city;
	struct task_new form;
	struct task_event *events;
	struct upload file = upload_of("evidence", "báo cáo.txt", "text/plain", STR("abc"));
	struct ctx *ctx;
	size_t n;

	city_open(&city, store);
	form = city_task(&city);
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	become(&city, ROLE_UNIT_OFFICER, CITY_LEAD, 2);
	assert_int_equal(send_form(&city, "/tasks/:id/acknowledge", form.id, ""), RC_OK);
	assert_int_equal(send_form(&city, "/tasks/:id/report", form.id, "result="), RC_REFUSED);
	ctx = ask_post(&city.ask, "/tasks/x", "result=Xong");
	set_path(&city, "POST /tasks/:id/report", form.id);
	city.ask.req.uploads = &file;
	city.ask.req.nuploads = 1;
	assert_true(form_parse(ctx, city.ask.route.form));
	assert_int_equal(city.ask.route.prepare(ctx), RC_OK);
	assert_int_equal(city.ask.route.apply(ctx), RC_OK);
	assert_int_equal(city.ask.route.prepare(ctx), RC_REFUSED); /* reported: nothing comes in */
	assert_int_equal(city_count(store, "blob_file"), 1);
	assert_int_equal(task_events(store->db, store->arena, form.id, &events, &n), RC_OK);
	assert_string_equal(events[0].blob_name, "báo cáo.txt");
	assert_int_equal(store_test_number(store, "SELECT kept AS n FROM blob_file"), 1);
	assert_int_equal(task_of_evidence(store->db, form.id, events[0].blob_id), RC_OK);
	assert_int_equal(task_of_evidence(store->db, 5, events[0].blob_id), RC_NONE);
	become(&city, ROLE_FOCAL_LEADER, 1, 2); /* the same person in another role */
	assert_false(page_has(open_task(&city, form.id), "/confirm"));
	assert_int_equal(send_form(&city, "/tasks/:id/confirm", form.id, ""), RC_REFUSED);
	assert_true(page_has(city.ask.route.again(city.ctx), "Người báo hoàn thành"));
	become(&city, ROLE_FOCAL_LEADER, 1, 3);
	assert_true(page_has(open_task(&city, form.id), "/confirm"));
	assert_int_equal(send_form(&city, "/tasks/:id/confirm", form.id, ""), RC_OK);
	city_close(&city);
}

static void
more_time_is_asked_and_granted_on_the_page(struct store *store)
{
	struct city city;
	struct task_new form;
	struct reply reply;

	city_open(&city, store);
	form = city_task(&city); /* due 01/12/2026 */
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	become(&city, ROLE_UNIT_LEADER, CITY_LEAD, 2);
	assert_int_equal(send_form(&city, "/tasks/:id/acknowledge", form.id, ""), RC_OK);
	assert_int_equal(send_form(&city, "/tasks/:id/extend", form.id,
	                     "day=2026-11-30&reason=Mưa"), RC_REFUSED);
	assert_string_equal(city.ctx->err.field, "day");
	assert_int_equal(send_form(&city, "/tasks/:id/extend", form.id,
	                     "day=2026-12-20&reason=Mưa"), RC_OK);
	become(&city, ROLE_FOCAL_OFFICER, 1, 1);
	reply = open_task(&city, form.id);
	assert_true(page_has(reply, "từ 01/12/2026 đến 20/12/2026"));
	assert_int_equal(send_form(&city, "/tasks/:id/grant", form.id, ""), RC_OK);
	reply = open_task(&city, form.id);
	assert_true(page_has(reply, "<del"));
	assert_true(page_has(reply, "2026-12-20"));
	assert_int_equal(send_form(&city, "/tasks/:id/grant", form.id, ""), RC_REFUSED);
	city_close(&city);
}

#define OWED "state IN ('assigned', 'active', 'returned')"

/* Each choice of the state filter lists as many rows as a plain look at the table counts. */
static void
each_filter_shows_exactly_its_rows(struct store *store)
{
	static const struct {
		const char *state, *where;
	} cases[] = {
		{ "open", OWED },
		{ "late", OWED " AND due_day < 20778" },
		{ "soon", OWED " AND due_day BETWEEN 20778 AND 20785" },
		{ "assigned", "state = 'assigned'" },
		{ "active", "state = 'active'" },
		{ "asked", "asked_day IS NOT NULL" },
		{ "reported", "state = 'reported'" },
		{ "returned", "state = 'returned'" },
		{ "done", "state = 'done'" },
		{ "done_late", "state = 'done' AND reported_day > due_day" },
		{ "silent", OWED " AND due_day < 20778 AND asked = 0" },
		{ "planned", "state NOT IN ('draft', 'cancelled')" },
		{ "cancelled", "state = 'cancelled'" },
		{ "draft", "state = 'draft'" },
	};
	struct city city;

	city_open(&city, store);
	for (int i = 0; i < 60; i++) {
		struct task_new form = city_task(&city);

		form.due_day = city.ctx->today - 20 + i;
		form.activate = i % 7 != 0;
		assert_int_equal(task_add(city.ctx, &form), RC_OK);
		for (int act = 0; act < TASK_ACT_COUNT; act++) {
			city.ask.user.account_id = act == TASK_ACT_CONFIRM ? 2 : 1;
			if ((i >> (act % 5) & 1) != 0)
				(void)city_do(&city, form.id, (enum task_act)act);
			err_clear(&city.ctx->err);
		}
	}
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *sql = arena_printf(store->arena,
		    "SELECT count(*) AS n FROM task WHERE %s", cases[i].where);
		int64_t n = store_test_number(store, sql);
		const char *sum = arena_printf(store->arena, "<b>%lld = %lld</b>", (long long)n,
		    (long long)n);
		struct reply reply = listing_view(ask_get(&city.ask, arena_printf(store->arena,
		    "/tasks?state=%s&expect=%lld", cases[i].state, (long long)n)), &task_listing);

		if (!page_has(reply, sum) || !page_has(reply, "Số dòng bằng đúng con số vừa mở."))
			fail_msg("%s: not %lld rows", cases[i].state, (long long)n);
	}
	city_close(&city);
}

/* A filter offers quarters that have tasks, this one and the next two; and what was asked for. */
static void
quarters_to_choose_from_have_tasks_or_are_near(struct store *store)
{
	struct city city;
	struct task_new form;
	struct options offered;
	struct reply reply;
	int64_t now;

	city_open(&city, store);
	now = quarter_of_day(city.ctx->today);
	form = city_task(&city);
	form.quarter = now - 5;
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	form = city_task(&city);
	form.quarter = now + 9;
	form.activate = false;
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	assert_int_equal(task_quarter_options(city.ctx, &offered), RC_OK);
	assert_int_equal(offered.n, 5);
	assert_int_equal(offered.rows[0].id, now + 9);
	assert_int_equal(offered.rows[1].id, now + 2);
	assert_int_equal(offered.rows[3].id, now);
	assert_int_equal(offered.rows[4].id, now - 5);
	city.ctx->user = NULL; /* the public sees no drafts */
	assert_int_equal(task_quarter_options(city.ctx, &offered), RC_OK);
	assert_int_equal(offered.n, 4);
	assert_int_equal(offered.rows[0].id, now + 2);
	reply = listing_view(ask_get(&city.ask, "/tasks?quarter=2026Q1"), &task_listing);
	assert_true(page_has(reply, "<option value=\"2026Q1\" selected"));
	assert_true(page_has(reply, "<option value=\"2027Q2\""));
	assert_false(page_has(reply, "<option value=\"2027Q3\""));
	assert_false(page_has(reply, "<option value=\"2026Q2\""));
	city_close(&city);
}

static void
sensitive_wording_gets_advice_and_no_ban(struct store *store)
{
	struct city city;
	struct task_new form;

	city_open(&city, store);
	form = city_task(&city);
	form.title = "Nắm bắt dư luận xã hội trong nhân dân";
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	assert_true(page_has(open_task(&city, form.id), "báo cáo tổng hợp vấn đề người dân"));
	become(&city, ROLE_UNIT_OFFICER, CITY_LEAD, 2); /* advice is for who plans */
	assert_false(page_has(open_task(&city, form.id), "báo cáo tổng hợp vấn đề"));
	city_close(&city);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_unit_sees_what_it_leads_or_helps_with),
		STORE_TEST(who_has_no_unit_is_answered_with_a_failure),
		STORE_TEST(an_officer_of_the_focal_point_works_on_its_own),
		STORE_TEST(the_list_of_a_unit_is_its_own),
		STORE_TEST(gaps_are_told_all_at_once_at_their_fields),
		STORE_TEST(two_versions_of_the_form_conflict),
		STORE_TEST(a_report_carries_its_evidence_and_another_confirms),
		STORE_TEST(more_time_is_asked_and_granted_on_the_page),
		STORE_TEST(each_filter_shows_exactly_its_rows),
		STORE_TEST(quarters_to_choose_from_have_tasks_or_are_near),
		STORE_TEST(sensitive_wording_gets_advice_and_no_ban),
	};

	return cmocka_run_group_tests_name("task pages", tests, NULL, NULL);
}
