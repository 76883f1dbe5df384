/* unit_import_test.c: files of organisations on a real store. */
#include "tests/store.h"

#include <unistd.h>

#include "app/command.h"
#include "city/unit/unit_import.h"
#include "city/unit/unit_new.h"
#include "tests/plan_city.h"
#include "text/collate.h"

static void
open_city(struct city *city, struct store *store)
{
	*city = (struct city){ .store = store };
	ask_init(&city->ask, store->arena, store->db);
	city->ask.app.ids = id_maker_new_seeded(1);
	city->ask.app.collator = collator_open();
	city->ctx = ask_post(&city->ask, "/units", "");
	city_unit(city, city->ask.app.collator, 1, UNIT_CITY, 0, "Thành phố Hà Nội");
}

static void
end_city(struct city *city)
{
	collator_close(city->ask.app.collator);
	city_close(city);
}

static enum rc
take(struct city *city, const char *csv, struct unit_import *done)
{
	err_clear(&city->ctx->err);
	return unit_import_csv(city->ctx, str_of(csv), done);
}

static void
a_file_comes_in_and_may_come_again(struct store *store)
{
	static const char csv[] = "\xef\xbb\xbfkind,name,code,bloc,parent,from\r\n"
	                          "Sở,Sở Tài chính,,Khối kinh tế,,2025-03-01\r\n"
	                          "department,Sở Công Thương,,khối kinh tế,,01/03/2025\r\n"
	                          "phường,\" Phường Ba Đình \",00004,,,\r\n"
	                          "office,\"Phòng Giá, thuế\",,,Sở Tài chính,\r\n"
	                          "office,Tổ một cửa,,,00004,\r\n";
	struct unit_import done;
	struct unit unit;
	struct city city;

	open_city(&city, store);
	assert_int_equal(take(&city, csv, &done), RC_OK);
	assert_int_equal(done.added, 5);
	assert_int_equal(done.there, 0);
	assert_int_equal(done.blocs, 1);
	assert_int_equal(unit_by_code(store->db, store->arena, "00004", &unit), RC_OK);
	assert_string_equal(unit.name, "Phường Ba Đình");
	assert_int_equal(unit_by_name(store->db, store->arena, UNIT_OFFICE, "Phòng Giá, thuế",
	    &unit), RC_OK);
	assert_int_not_equal(unit.org_id, unit.id); /* a part of Sở Tài chính */
	assert_int_equal(store_test_number(store, "SELECT valid_from AS n FROM unit_version"
	                                          " WHERE name = 'Sở Tài chính'"),
	    date_to_day((struct date){ 2025, 3, 1 }));
	assert_int_equal(take(&city, csv, &done), RC_OK);
	assert_int_equal(done.added, 0);
	assert_int_equal(done.there, 5);
	assert_int_equal(done.blocs, 0);
	end_city(&city);
}

static void
each_line_at_fault_is_named(struct store *store)
{
	static const char csv[] = "kind,name,code,bloc,parent,from\n"
	                          "department,Sở Tài chính,,Khối kinh tế,,\n"
	                          "ministry,Bộ,,,,\n"
	                          "commune,,1,,,\n"
	                          "department,Sở Nội vụ,,,,\n"
	                          "office,Phòng,,,Sở Không Có,\n"
	                          "commune,Xã A,2,,,2025-02-30\n"
	                          "commune,Xã B,123456789012345678901,,,\n"
	                          "city,Thành phố khác,,,,\n"
	                          "commune,\"Xã\nC\",3,,,\n";
	static const int64_t lines[] = { 3, 4, 5, 6, 7, 8, 9, 10 };
	struct unit_import done;
	struct city city;

	open_city(&city, store);
	assert_int_equal(take(&city, csv, &done), RC_REFUSED);
	assert_int_equal(done.nfaults, ARRAY_LEN(lines));
	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		assert_int_equal(done.faults[i].line, lines[i]);
	assert_non_null(strstr(done.faults[0].err.detail, "ministry"));
	assert_int_equal(done.faults[2].err.msg, MSG_unit_bloc_missing);
	assert_non_null(strstr(done.faults[3].err.detail, "Sở Không Có"));
	assert_int_equal(done.faults[6].err.msg, MSG_unit_city_there);
	end_city(&city);
}

static void
a_file_of_another_shape_is_refused(struct store *store)
{
	static const struct {
		const char *csv;
		int64_t line;
		const char *says;
	} cases[] = {
		{ "", 1, "empty" },
		{ "kind,code\n", 1, "name" },
		{ "kind,name,colour\ncommune,Xã A,red\n", 1, "colour" },
		{ "kind,name\ncommune,Xã A,1\n", 2, "cells" },
		{ "kind,name\ncommune,\"Xã A\n", 2, "quote" },
		{ "kind,name\ncommune,X\xe3\n", 1, "UTF-8" },
	};
	struct unit_import done;
	struct city city;

	open_city(&city, store);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		assert_int_equal(take(&city, cases[i].csv, &done), RC_REFUSED);
		assert_int_equal(done.nfaults, 1);
		assert_non_null(strstr(done.faults[0].err.detail, cases[i].says));
	}
	end_city(&city);
}

static void
not_more_faults_than_one_reads(struct store *store)
{
	struct unit_import done;
	struct city city;
	struct buf csv;

	open_city(&city, store);
	buf_init(&csv, store->arena, 1 << 16);
	buf_add_text(&csv, "kind,name\n");
	for (int i = 0; i < 50; i++)
		buf_printf(&csv, "ministry,Bộ %d\n", i);
	assert_int_equal(take(&city, buf_text(&csv), &done), RC_REFUSED);
	assert_int_equal(done.nfaults, UNIT_IMPORT_FAULTS);
	end_city(&city);
}

static void
communes_of_a_province_come_with_the_program(struct store *store)
{
	struct unit_import done;
	struct unit unit;
	struct city city;

	open_city(&city, store);
	assert_int_equal(unit_import_communes(city.ctx, "01", &done), RC_OK);
	assert_int_equal(done.added, 126);
	assert_int_equal(unit_by_code(store->db, store->arena, "00004", &unit), RC_OK);
	assert_string_equal(unit.name, "Phường Ba Đình");
	assert_int_equal(unit_import_communes(city.ctx, "01", &done), RC_OK);
	assert_int_equal(done.there, 126);
	assert_int_equal(unit_import_communes(city.ctx, "99", &done), RC_REFUSED);
	assert_non_null(strstr(city.ctx->err.detail, "01"));
	end_city(&city);
}

/* Two files: the one at fault leaves nothing, the other is there. */
static void
a_file_is_brought_in_whole_or_not_at_all(struct store *store)
{
	char good[] = "/tmp/giaoban-units-XXXXXX", bad[] = "/tmp/giaoban-units-XXXXXX";
	char *paths[] = { bad, good };
	int bad_fd = mkstemp(bad), good_fd = mkstemp(good);
	struct city city;

	open_city(&city, store);
	assert_true(bad_fd >= 0 && good_fd >= 0);
	assert_true(dprintf(bad_fd, "kind,name\ncommune,Xã A\nministry,Bộ\n") > 0);
	assert_true(dprintf(good_fd, "kind,name\ncommune,Xã B\n") > 0);
	city.ctx->arena = arena_new(16 << 20); /* it is reset between the files */
	assert_int_equal(unit_import_files(city.ctx, NULL, 2, paths), EXIT_REFUSED);
	assert_int_equal(city_count(store, "unit"), 2);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM unit"
	                                          " WHERE name = 'Xã B'"), 1);
	assert_int_equal(unlink(bad), 0);
	/* it is gone */
	assert_int_equal(unit_import_files(city.ctx, NULL, 2, paths), EXIT_REFUSED);
	assert_int_equal(unit_import_files(city.ctx, "01", 1, &paths[1]), EXIT_DONE);
	assert_int_equal(city_count(store, "unit"), 128);
	(void)unlink(good);
	arena_free(city.ctx->arena);
	end_city(&city);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_file_comes_in_and_may_come_again),
		STORE_TEST(each_line_at_fault_is_named),
		STORE_TEST(a_file_of_another_shape_is_refused),
		STORE_TEST(not_more_faults_than_one_reads),
		STORE_TEST(communes_of_a_province_come_with_the_program),
		STORE_TEST(a_file_is_brought_in_whole_or_not_at_all),
	};

	return cmocka_run_group_tests_name("unit_import", tests, NULL, NULL);
}
