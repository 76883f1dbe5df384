/* unit_test.c: organisations on a real store. */
#include "tests/store.h"

#include "base/arena.h"
#include "city/unit/unit_page.h"
#include "tests/plan_city.h"
#include "city/unit/unit_match.h"
#include "text/collate.h"

static const struct unit_new city = { .id = 1, .kind = UNIT_CITY, .code = "01",
	.name = "Thành phố Hà Nội", .basis = "NQ 1656" };

static void
add(struct store *store, struct collator *collator, struct unit_new unit)
{
	assert_int_equal(unit_add(store->db, store->arena, collator, &unit), RC_OK);
}

static void
paths_and_organisations_follow_the_tree(struct store *store)
{
	struct collator *collator = collator_open();
	struct unit unit;

	assert_int_equal(db_begin(store->db), RC_OK);
	add(store, collator, city);
	add(store, collator, (struct unit_new){ .id = 20, .parent_id = 1, .kind = UNIT_DEPARTMENT,
	    .bloc_id = 3, .code = "", .name = "Sở Xây dựng", .basis = "" });
	add(store, collator, (struct unit_new){ .id = 21, .parent_id = 20, .kind = UNIT_OFFICE,
	    .code = "", .name = "Phòng Hạ tầng", .basis = "" });
	assert_int_equal(unit_get(store->db, store->arena, 21, &unit), RC_OK);
	assert_string_equal(unit.path, "/1/20/21/");
	assert_int_equal(unit.org_id, 20);
	assert_int_equal(unit_get(store->db, store->arena, 99, &unit), RC_NONE);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM unit_version"), 3);
	assert_int_equal(db_commit(store->db), RC_OK);
	collator_close(collator);
}

static void
a_unit_without_its_parent_is_not_made(struct store *store)
{
	struct collator *collator = collator_open();
	struct unit_new lost = { .id = 5, .parent_id = 77, .kind = UNIT_OFFICE, .code = "",
		.name = "X", .basis = "" };

	assert_int_equal(unit_add(store->db, store->arena, collator, &lost), RC_NONE);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM unit"), 0);
	collator_close(collator);
}

/* ---- Changes ---- */

static void
a_change_is_refused_at_its_field(void **state)
{
	const struct unit sector = { .kind = UNIT_DEPARTMENT, .bloc_id = 3, .name = "Sở Xây dựng" };
	const struct bloc blocs[] = { { .id = 3 }, { .id = 4 }, { .id = 5, .communes = true } };
	const struct unit ward = { .kind = UNIT_COMMUNE, .bloc_id = 5, .name = "Phường Láng" };
	const struct {
		const struct unit *unit;
		struct unit_change change;
		int msg; /* 0: it may be done */
		const char *field;
	} cases[] = {
		{ &sector, { "Sở Xây dựng và Giao thông", 3, 100, "QĐ 15" }, 0, "" },
		{ &sector, { "Sở Xây dựng", 4, 100, "QĐ 15" }, 0, "" },
		{ &sector, { "Sở Xây dựng", 3, 100, "QĐ 15" }, MSG_unit_nothing_changed, "name" },
		{ &sector, { "Sở Xây dựng", 0, 100, "QĐ 15" }, MSG_unit_bloc_missing, "bloc" },
		{ &sector, { "Sở Xây dựng", 5, 100, "QĐ 15" }, MSG_unit_bloc_communes, "bloc" },
		{ &sector, { "Sở Xây dựng", 9, 100, "QĐ 15" }, MSG_unit_bloc_communes, "bloc" },
		{ &ward, { "Phường Láng", 3, 100, "QĐ 15" }, MSG_unit_bloc_fixed, "bloc" },
		{ &ward, { "Phường Láng Hạ", 5, 100, "QĐ 15" }, 0, "" },
		{ &sector, { "Sở Mới", 3, 101, "QĐ 15" }, MSG_unit_from_future, "from" },
		{ &sector, { "Sở Mới", 3, 50, "QĐ 15" }, MSG_unit_from_before, "from" },
		{ &sector, { "Sở Mới", 3, 51, "QĐ 15" }, 0, "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct err err = { 0 };
		enum rc rc = unit_change_check(cases[i].unit, 50, 100, &cases[i].change, blocs,
		    ARRAY_LEN(blocs), &err);

		assert_int_equal(rc, cases[i].msg == 0 ? RC_OK : RC_REFUSED);
		assert_int_equal(err.msg, cases[i].msg);
		assert_string_equal(err.field, cases[i].field);
	}
}

static void
a_change_keeps_what_was(struct store *store)
{
	struct unit_change change = { "Sở Xây dựng và Giao thông", 4, 0, "QĐ 15" };
	struct unit_version *versions;
	struct unit unit;
	struct city city;
	size_t n;

	city_open(&city, store);
	city.ask.app.collator = collator_open();
	change.from_day = city.ctx->today - 3;
	assert_int_equal(unit_change(city.ctx, CITY_LEAD, 1, &change), RC_OK);
	assert_int_equal(unit_get(store->db, store->arena, CITY_LEAD, &unit), RC_OK);
	assert_string_equal(unit.name, change.name);
	assert_int_equal(unit.bloc_id, 4);
	assert_int_equal(unit.version, 2);
	assert_int_equal(unit_versions(store->db, store->arena, CITY_LEAD, &versions, &n), RC_OK);
	assert_int_equal(n, 2);
	assert_int_equal(versions[0].valid_from, change.from_day);
	assert_int_equal(versions[0].valid_to, DAY_NONE);
	assert_string_equal(versions[1].name, "Sở Xây dựng");
	assert_int_equal(versions[1].valid_to, change.from_day);
	change.name = "Sở Khác";
	change.from_day++;
	assert_int_equal(unit_change(city.ctx, CITY_LEAD, 1, &change), RC_CONFLICT);
	assert_int_equal(unit_change(city.ctx, 999, 1, &change), RC_NONE);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM unit_version"
	                                          " WHERE unit_id = 20"), 2);
	collator_close(city.ask.app.collator);
	city_close(&city);
}

static void
figures_and_blocs_are_counted(struct store *store)
{
	struct bloc_line lines[BLOC_LINES_MAX];
	struct unit_figures figures;
	struct task_new task;
	struct unit unit;
	struct city city;
	size_t n;

	city_open(&city, store);
	task = city_task(&city);
	assert_int_equal(task_add(city.ctx, &task), RC_OK);
	task = city_task(&city);
	task.due_day = city.ctx->today - 1;
	assert_int_equal(task_add(city.ctx, &task), RC_OK);
	assert_int_equal(unit_get(store->db, store->arena, CITY_LEAD, &unit), RC_OK);
	assert_int_equal(unit_figures(store->db, &unit, quarter_of_day(city.ctx->today),
	    city.ctx->today, &figures), RC_OK);
	assert_int_equal(figures.planned, 2);
	assert_int_equal(figures.open, 2);
	assert_int_equal(figures.late, 1);
	assert_int_equal(bloc_lines(store->db, store->arena, lines, &n), RC_OK);
	assert_int_equal(lines[0].bloc.id, CITY_BLOC);
	assert_int_equal(lines[0].units, 1);
	assert_int_equal(lines[n - 1].bloc.id, 0);
	assert_int_equal(lines[n - 1].units, 0);
	store_test_script(store, "UPDATE unit SET bloc_id = 0 WHERE id = 21");
	assert_int_equal(bloc_lines(store->db, store->arena, lines, &n), RC_OK);
	assert_int_equal(lines[n - 1].units, 1); /* a department without a bloc */
	city_close(&city);
}

static void
names_as_documents_write_them(void **state)
{
	struct arena *arena = arena_new(1 << 20);

	(void)state;
	assert_string_equal(unit_match_key(arena, "UBND phường Hoàng Mai"), "phuong hoang mai");
	assert_string_equal(unit_match_key(arena, "Ủy ban nhân dân xã Sóc Sơn"), "xa soc son");
	assert_string_equal(unit_match_key(arena, "Lãnh đạo Sở Xây dựng Thành phố"), "so xay dung");
	assert_string_equal(unit_match_key(arena, "Sở Y tế"), "so y te");
	arena_free(arena);
}

static void
parts_and_what_became_of_what_are_listed(struct store *store)
{
	struct collator *collator = collator_open();
	struct unit_near *rows;
	struct city city;
	size_t n;

	city_open(&city, store);
	add(store, collator, (struct unit_new){ .id = 50, .parent_id = CITY_LEAD,
	    .kind = UNIT_OFFICE, .code = "", .name = "Phòng Hạ tầng", .basis = "" });
	store_test_script(store, "INSERT INTO unit_link (id, from_id, to_id, kind, from_day, basis)"
	                         " VALUES (1, 21, 20, 'partial', 20000, 'QĐ 15')");
	assert_int_equal(unit_parts(store->db, store->arena, CITY_LEAD, &rows, &n), RC_OK);
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].id, 50);
	assert_null(rows[0].link);
	assert_int_equal(unit_links(store->db, store->arena, CITY_LEAD, true, &rows, &n), RC_OK);
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].name, "Sở Y tế");
	assert_int_equal(unit_link_msg(rows[0].link), MSG_unit_link_partial);
	assert_int_equal(rows[0].from_day, 20000);
	assert_int_equal(unit_links(store->db, store->arena, CITY_LEAD, false, &rows, &n), RC_OK);
	assert_int_equal(n, 0);
	assert_int_equal(unit_links(store->db, store->arena, CITY_OTHER, false, &rows, &n), RC_OK);
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].id, CITY_LEAD);
	collator_close(collator);
	city_close(&city);
}

static void
names_are_matched_against_what_is_offered_read_once(struct store *store)
{
	struct collator *collator = collator_open();
	struct unit found[UNIT_MATCH_MAX];
	struct options options;
	struct city city;
	size_t n;

	city_open(&city, store);
	city_unit(&city, collator, 41, UNIT_COMMUNE, 5, "Phường Hoàng Liệt");
	city_unit(&city, collator, 42, UNIT_OFFICE, 0, "Phường Hoàng Mai cũ");
	assert_int_equal(unit_match(city.ctx, "UBND phường Hoàng", found, 8, &n), RC_OK);
	assert_int_equal(n, 2); /* an office is not offered */
	assert_int_equal(found[0].id, 41);
	assert_int_equal(found[1].id, CITY_WARD);
	assert_int_equal(unit_match(city.ctx, "phường Hoàng", found, 1, &n), RC_OK);
	assert_int_equal(n, 1);
	assert_int_equal(found[0].id, 41);
	assert_int_equal(unit_match(city.ctx, "các sở", found, 8, &n), RC_OK);
	assert_int_equal(n, 0);
	city_unit(&city, collator, 43, UNIT_COMMUNE, 5, "Phường Hoàng An");
	assert_int_equal(unit_match(city.ctx, "phường Hoàng", found, 8, &n), RC_OK);
	assert_int_equal(n, 2); /* the same request reads them once */
	city.ctx = ask_get(&city.ask, "/tasks");
	assert_int_equal(unit_match(city.ctx, "phường Hoàng", found, 8, &n), RC_OK);
	assert_int_equal(n, 3);
	assert_int_equal(unit_options(city.ctx, &options), RC_OK);
	assert_int_equal(options.n, 5);
	assert_int_equal(options.rows[0].id, CITY_LEAD);
	assert_string_equal(options.rows[0].group, "Khối đô thị");
	assert_int_equal(options.rows[2].id, 43); /* by bloc, then by name */
	collator_close(collator);
	city_close(&city);
}

/* A department without a bloc, or in one that is not for departments, can still be chosen. */
static void
every_organisation_is_offered_and_offices_to_accounts(struct store *store)
{
	struct collator *collator = collator_open();
	struct options options;
	struct city city;

	city_open(&city, store);
	city_unit(&city, collator, 30, UNIT_DEPARTMENT, 0, "Sở Mới");
	city_unit(&city, collator, 31, UNIT_DEPARTMENT, 5, "Sở Khác");
	add(store, collator, (struct unit_new){ .id = 50, .parent_id = CITY_LEAD,
	    .kind = UNIT_OFFICE, .code = "", .name = "Phòng Hạ tầng", .basis = "" });
	assert_int_equal(unit_options(city.ctx, &options), RC_OK);
	assert_int_equal(options.n, 5);
	assert_int_equal(options.rows[0].id, 30); /* of no group: first */
	assert_null(options.rows[0].group);
	assert_int_equal(options.rows[1].id, 31);
	assert_null(options.rows[1].group);
	assert_int_equal(unit_options_all(city.ctx, &options), RC_OK);
	assert_int_equal(options.n, 6);
	assert_int_equal(options.rows[5].id, 50);
	assert_string_equal(options.rows[5].label, "Phòng Hạ tầng, Sở Xây dựng");
	assert_string_equal(options.rows[5].group,
	    msg_text(city.ctx->lang, MSG_unit_kind_office));
	collator_close(collator);
	city_close(&city);
}

static void
no_number_of_units_is_cut_silently(struct store *store)
{
	struct collator *collator = collator_open();
	struct options options;
	struct city city;

	city_open(&city, store);
	assert_int_equal(db_begin(store->db), RC_OK);
	for (int64_t i = 0; i < 700; i++)
		city_unit(&city, collator, 1000 + i, UNIT_COMMUNE, 5, "Phường Mới");
	assert_int_equal(db_commit(store->db), RC_OK);
	assert_int_equal(unit_options(city.ctx, &options), RC_OK);
	assert_int_equal(options.n, 703);
	assert_int_equal(options.rows[702].id, 1699);
	collator_close(collator);
	city_close(&city);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(paths_and_organisations_follow_the_tree),
		STORE_TEST(a_unit_without_its_parent_is_not_made),
		cmocka_unit_test(names_as_documents_write_them),
		cmocka_unit_test(a_change_is_refused_at_its_field),
		STORE_TEST(a_change_keeps_what_was),
		STORE_TEST(figures_and_blocs_are_counted),
		STORE_TEST(parts_and_what_became_of_what_are_listed),
		STORE_TEST(every_organisation_is_offered_and_offices_to_accounts),
		STORE_TEST(no_number_of_units_is_cut_silently),
		STORE_TEST(names_are_matched_against_what_is_offered_read_once),
	};

	return cmocka_run_group_tests_name("unit", tests, NULL, NULL);
}
