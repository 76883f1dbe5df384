/* unit_test.c: organisations on a real store. */
#include "tests/store.h"

#include "base/arena.h"
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(paths_and_organisations_follow_the_tree),
		STORE_TEST(a_unit_without_its_parent_is_not_made),
		cmocka_unit_test(names_as_documents_write_them),
	};

	return cmocka_run_group_tests_name("unit", tests, NULL, NULL);
}
