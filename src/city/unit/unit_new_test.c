/* unit_new_test.c: new organisations and blocs: every refusal, and what is made on a real store. */
#include "tests/store.h"

#include "city/unit/unit_new.h"
#include "tests/plan_city.h"
#include "text/collate.h"

#define AT_CITY .parent_kind = UNIT_CITY

static void
a_new_unit_is_refused_at_its_field(void **state)
{
	const struct {
		struct unit_new unit;
		struct unit_place place;
		const char *field; /* NULL: it may be made */
	} cases[] = {
		{ { .kind = UNIT_DEPARTMENT, .bloc_id = 3 }, { AT_CITY }, NULL },
		{ { .kind = UNIT_DEPARTMENT }, { AT_CITY }, "bloc" },
		{ { .kind = UNIT_DEPARTMENT, .bloc_id = 5 }, { AT_CITY, .bloc_communes = true },
		    "bloc" },
		{ { .kind = UNIT_COMMUNE }, { AT_CITY }, NULL },
		{ { .kind = UNIT_COMMUNE, .bloc_id = 5 }, { AT_CITY, .bloc_communes = true },
		    NULL },
		{ { .kind = UNIT_COMMUNE, .bloc_id = 3 }, { AT_CITY }, "bloc" },
		{ { .kind = UNIT_OFFICE, .bloc_id = 5 },
		    { .parent_kind = UNIT_DEPARTMENT, .bloc_communes = true }, "bloc" },
		{ { .kind = UNIT_OFFICE }, { .parent_kind = UNIT_DEPARTMENT }, NULL },
		{ { .kind = UNIT_OFFICE }, { AT_CITY }, "parent" },
		{ { .kind = UNIT_COMMUNE }, { .parent_kind = UNIT_COMMUNE }, "parent" },
		{ { .kind = UNIT_CITY }, { AT_CITY }, "kind" },
		{ { .kind = UNIT_FOCAL }, { AT_CITY }, NULL },
		{ { .kind = UNIT_FOCAL }, { AT_CITY, .focal_there = true }, "kind" },
		{ { .kind = UNIT_COMMUNE }, { AT_CITY, .name_taken = true }, "name" },
		{ { .kind = UNIT_COMMUNE }, { AT_CITY, .code_taken = true }, "code" },
		{ { .kind = UNIT_COMMUNE, .from_day = 100 }, { AT_CITY }, NULL },
		{ { .kind = UNIT_COMMUNE, .from_day = 101 }, { AT_CITY }, "from" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct err err = { 0 };
		enum rc rc = unit_new_check(&cases[i].unit, &cases[i].place, 100, &err);

		assert_int_equal(rc, cases[i].field == NULL ? RC_OK : RC_REFUSED);
		if (cases[i].field != NULL)
			assert_string_equal(err.field, cases[i].field);
	}
}

/* A city as the first account leaves it: nothing but itself. */
static void
bare_city(struct city *city, struct store *store)
{
	*city = (struct city){ .store = store };
	ask_init(&city->ask, store->arena, store->db);
	city->ask.app.ids = id_maker_new_seeded(1);
	city->ask.app.collator = collator_open();
	city->ctx = ask_post(&city->ask, "/units", "");
	city_unit(city, city->ask.app.collator, 1, UNIT_CITY, 0, "Thành phố Huế");
}

static void
end_city(struct city *city)
{
	collator_close(city->ask.app.collator);
	city_close(city);
}

static enum rc
make(struct city *city, enum unit_kind kind, int64_t bloc_id, const char *code, const char *name)
{
	struct unit_new unit = { .id = ctx_id(city->ctx), .kind = kind, .bloc_id = bloc_id,
		.code = code, .name = name, .from_day = city->ctx->today, .basis = "" };

	err_clear(&city->ctx->err);
	return unit_make(city->ctx, &unit);
}

static void
an_empty_city_gets_its_organisations(struct store *store)
{
	const struct bloc_names names = { "Khối kinh tế", "" };
	struct options options;
	struct bloc bloc;
	struct unit unit;
	struct city city;
	bool any = true;

	bare_city(&city, store);
	assert_int_equal(unit_any(store->db, &any), RC_OK);
	assert_false(any);
	assert_int_equal(bloc_make(city.ctx, 70, &names), RC_OK);
	assert_int_equal(make(&city, UNIT_DEPARTMENT, 70, "", "Sở Tài chính"), RC_OK);
	assert_int_equal(make(&city, UNIT_COMMUNE, 0, "19753", "Phường Phú Xuân"), RC_OK);
	assert_int_equal(make(&city, UNIT_COMMUNE, 0, "19789", "Phường Thuận Hóa"), RC_OK);
	assert_int_equal(unit_by_code(store->db, store->arena, "19789", &unit), RC_OK);
	assert_string_equal(unit.name, "Phường Thuận Hóa");
	assert_int_equal(bloc_get(store->db, store->arena, unit.bloc_id, &bloc), RC_OK);
	assert_true(bloc.communes); /* made with the first commune */
	assert_int_equal(bloc.rank, 2);
	assert_int_equal(unit_any(store->db, &any), RC_OK);
	assert_true(any);
	city.ctx = ask_get(&city.ask, "/tasks/new");
	assert_int_equal(unit_options(city.ctx, &options), RC_OK);
	assert_int_equal(options.n, 3); /* all of them can lead a task */
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM audit_entry"
	                                          " WHERE verb = 'unit.add'"), 3);
	end_city(&city);
}

static void
what_is_there_is_not_made_again(struct store *store)
{
	struct unit_new lost = { .id = 9, .parent_id = 4242, .kind = UNIT_OFFICE, .code = "",
		.name = "Phòng", .basis = "" };
	struct unit unit;
	struct city city;

	bare_city(&city, store);
	assert_int_equal(make(&city, UNIT_COMMUNE, 0, "19753", "Phường Phú Xuân"), RC_OK);
	assert_int_equal(make(&city, UNIT_COMMUNE, 0, "19753", "Phường Khác"), RC_REFUSED);
	assert_string_equal(city.ctx->err.field, "code");
	assert_int_equal(make(&city, UNIT_COMMUNE, 0, "", "Phường Phú Xuân"), RC_REFUSED);
	assert_string_equal(city.ctx->err.field, "name");
	assert_int_equal(make(&city, UNIT_FOCAL, 0, "", "Ban Tuyên giáo"), RC_OK);
	assert_int_equal(make(&city, UNIT_FOCAL, 0, "", "Ban Khác"), RC_REFUSED);
	assert_string_equal(city.ctx->err.field, "kind");
	err_clear(&city.ctx->err);
	assert_int_equal(unit_make(city.ctx, &lost), RC_REFUSED);
	assert_string_equal(city.ctx->err.field, "parent");
	assert_int_equal(unit_by_name(store->db, store->arena, UNIT_KIND_COUNT, "Ban Tuyên giáo",
	    &unit), RC_OK);
	assert_int_equal(unit_by_name(store->db, store->arena, UNIT_COMMUNE, "Ban Tuyên giáo",
	    &unit), RC_NONE);
	assert_int_equal(unit_by_code(store->db, store->arena, "", &unit), RC_NONE);
	end_city(&city);
}

static void
blocs_have_names_of_their_own_and_a_limit(struct store *store)
{
	const struct bloc_names first = { "Khối kinh tế", "Economy" };
	const struct bloc_names same = { "khoi KINH TE", "" };
	const struct bloc_names english = { "Khối khác", "economy" };
	const struct bloc_names renamed = { "Khối kinh tế", "Trade" };
	struct bloc bloc;
	struct city city;

	bare_city(&city, store);
	assert_int_equal(bloc_make(city.ctx, 70, &first), RC_OK);
	assert_int_equal(bloc_make(city.ctx, 71, &same), RC_REFUSED);
	err_clear(&city.ctx->err);
	assert_int_equal(bloc_make(city.ctx, 71, &english), RC_REFUSED);
	assert_string_equal(city.ctx->err.field, "name_en");
	err_clear(&city.ctx->err);
	/* its own name is no other's */
	assert_int_equal(bloc_rename(city.ctx, 70, &renamed), RC_OK);
	assert_int_equal(bloc_get(store->db, store->arena, 70, &bloc), RC_OK);
	assert_string_equal(bloc.name_en, "Trade");
	assert_int_equal(bloc_rename(city.ctx, 72, &english), RC_NONE);
	for (int64_t i = 2; i <= 32; i++) {
		const struct bloc_names one = { arena_printf(store->arena, "Khối %lld",
		    (long long)i), "" };

		assert_int_equal(bloc_make(city.ctx, 100 + i, &one), RC_OK);
	}
	assert_int_equal(bloc_make(city.ctx, 200, &english), RC_REFUSED);
	assert_int_equal(city.ctx->err.msg, MSG_unit_bloc_many);
	end_city(&city);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_unit_is_refused_at_its_field),
		STORE_TEST(an_empty_city_gets_its_organisations),
		STORE_TEST(what_is_there_is_not_made_again),
		STORE_TEST(blocs_have_names_of_their_own_and_a_limit),
	};

	return cmocka_run_group_tests_name("unit_new", tests, NULL, NULL);
}
