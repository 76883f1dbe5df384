/* The CSV of a list, and the statements a list can make. */
#include "tests/thing.h"

#include "base/rand.h"

static void
csv_cells(struct store *store)
{
	static const struct {
		const char *title, *cell;
	} cases[] = {
		{ "plain", "plain," },
		{ "=1+1", "'=1+1," },
		{ "+84", "'+84," },
		{ "-5", "'-5," },
		{ "@x", "'@x," },
		{ "\tx", "\"'\tx\"," },
		{ "\rx", "\"'\rx\"," },
		{ "\nx", "\"'\nx\"," },
		{ "＝1+1", "'＝1+1," },
		{ "＋84", "'＋84," },
		{ "－5", "'－5," },
		{ "＠x", "'＠x," },
		{ "（x", "（x," }, /* its first bytes are those of the four above */
		{ "=HYPERLINK(\"http://x\",\"y\")",
		    "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"," },
		{ "a,b", "\"a,b\"," },
		{ "a\"b", "\"a\"\"b\"," },
		{ "a\r\nb", "\"a\r\nb\"," },
		{ " a", "\" a\"," },
		{ "Đường <b>", "Đường <b>," },
	};
	struct ask *ask = thing_ask(store);
	const char *csv;

	store_test_script(store, THING_DDL);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		thing_add(store, (int64_t)i + 1, cases[i].title, "done", -3, 20778);
	csv = thing_csv(ask, "/things.csv");
	assert_memory_equal(csv, "\xef\xbb\xbfTrong hệ thống", 17);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		has(csv, arena_printf(store->arena,
		             "%skhông,2026-11-21,2026-11-21,-3,2026Q4,"
		             "2026-11-21T00:00:00+07:00,0\r\n",
		             cases[i].cell));
	hasnt(csv, "DỮ LIỆU MINH HỌA");
	ask->ctx.demo = true;
	csv = thing_csv(ask, "/things.csv");
	assert_memory_equal(csv, "\xef\xbb\xbf" "DỮ LIỆU MINH HỌA\r\n", 25);
}

/* Many pages: every row once, in order, filters and scope as on the page. */
static void
csv_of_many_pages(struct store *store)
{
	struct ask *ask = thing_ask(store);
	struct prng r;
	const char *csv, *at;
	char last[40] = "";
	int lines = 0;

	store_test_script(store, THING_DDL);
	prng_init(&r, 20261121);
	store_test_script(store, "BEGIN");
	for (int64_t i = 1; i <= 2500; i++)
		thing_add(store, i, arena_printf(store->arena, "v%03d", (int)prng_below(&r, 300)),
		    prng_below(&r, 2) == 0 ? "open" : "done", (int64_t)prng_below(&r, 2),
		    20000 + i % 9);
	store_test_script(store, "COMMIT");
	csv = thing_csv(ask, "/things.csv?sort=title");
	for (at = strstr(csv, "\r\n") + 2; *at != '\0'; at = strstr(at, "\r\n") + 2, lines++) {
		assert_true(strncmp(last, at, 4) <= 0);
		memcpy(last, at, 4);
	}
	assert_int_equal(lines, 2500);
	csv = thing_csv(ask, "/things.csv?state=open&unit=1&sort=-title");
	assert_int_equal(count_of(csv, "\r\n") - 1,
	    store_test_number(store,
	        "SELECT count(*) AS n FROM thing WHERE state = 'open' AND unit_id = 1"));
	ask->user.role = ROLE_UNIT_OFFICER;
	ask->user.unit_id = 101;
	csv = thing_csv(ask, "/things.csv?after=x&unit=0");
	assert_int_equal(count_of(csv, "\r\n") - 1,
	    store_test_number(store, "SELECT count(*) AS n FROM thing WHERE owner_id = 101"));
}

/* Not count_of, which a sanitizer makes slow: it measures the rest of the file each time. */
static int
lines_of(const char *csv)
{
	int n = 0;

	for (; *csv != '\0'; csv++)
		n += *csv == '\n';
	return n;
}

/* An export of just as many rows as there may be is whole; of one more it says that it is cut. */
static void
csv_says_when_it_is_cut(struct store *store)
{
	struct arena *arena = arena_new((size_t)128 << 20);
	struct ask *ask = ARENA_NEW(arena, struct ask);
	const char *csv;

	ask_init(ask, arena, store->db);
	store_test_script(store, THING_DDL);
	thing_add(store, LISTING_CSV_ROWS, "x", "open", 1, 20000);
	store_test_script(store, arena_printf(arena,
	    "INSERT INTO thing WITH RECURSIVE c(n) AS (SELECT CAST(1 AS BIGINT)"
	    " UNION ALL SELECT n + 1 FROM c WHERE n < %d)"
	    " SELECT n, title, title_key, state, unit_id, owner_id, due_day, done_day, quarter,"
	    " seen_ms FROM thing, c", LISTING_CSV_ROWS - 1));
	csv = thing_csv(ask, "/things.csv");
	assert_int_equal(lines_of(csv) - 1, LISTING_CSV_ROWS);
	hasnt(csv, "Chưa hết");
	thing_add(store, LISTING_CSV_ROWS + 1, "x", "open", 1, 20000);
	csv = thing_csv(ask, "/things.csv");
	assert_int_equal(lines_of(csv) - 1, LISTING_CSV_ROWS + 1);
	has(csv, "Chưa hết");
	arena_free(arena);
}

static void
store_that_fails(struct store *store)
{
	struct ask *ask = thing_ask(store);

	db_set_err(store->db, &ask->ctx.err); /* no table at all */
	assert_int_equal(listing_view(ask_get(ask, "/things"), &thing_listing).status, 500);
	assert_int_equal(listing_csv(ask_get(ask, "/things.csv"), &thing_listing).status, 500);
	db_set_err(store->db, &store->err);
}

/* ---- Statements ---- */

struct tally {
	struct store *store;
	int count;
};

static void
explain(void *arg, const char *sql, const char *what)
{
	struct tally *tally = arg;
	struct store *store = tally->store;
	struct db_stmt *q;
	bool covered = strstr(sql, "t.title_key") == NULL && strstr(what, "newest") == NULL;

	tally->count++;
	q = db_stmt(store->db, arena_printf(store->arena, "EXPLAIN QUERY PLAN %s", sql));
	for (int n = 1; strstr(sql, arena_printf(store->arena, "$%d", n)) != NULL; n++)
		db_bind_i64(q, n, 1);
	while (db_step(q) == RC_OK) {
		const char *detail = db_text(q, store->arena, "detail");

		db_skip(q, "id");
		db_skip(q, "parent");
		db_skip(q, "notused");
		if (covered && strstr(sql, "count(*)") == NULL &&
		    (strstr(detail, "SCAN") != NULL || strstr(detail, "TEMP B-TREE") != NULL))
			fail_msg("%s: %s: %s", what, detail, sql);
	}
	assert_int_equal(db_end(q), RC_OK);
}

/* This test's table has the indexes that listing.h asks for when sorted by day. */
static void
statements_search(struct store *store)
{
	struct tally tally = { .store = store };

	store_test_script(store, THING_DDL);
	if (db_kind(store->db) != DB_SQLITE)
		return;
	listing_statements(&thing_listing, explain, &tally);
	/* scopes 2, sorts 3, filters 2 x 2 x 3 x 2, rising, falling, count; "late" only by day */
	assert_int_equal(tally.count, 2 * (3 * 24 - 2 * 8) * 3);
}

static void
a_filter_keeps_to_the_sorts_an_index_serves(struct store *store)
{
	const char *page;
	struct ask *ask;

	thing_fill(store);
	ask = thing_ask(store);
	page = thing_page(ask, "/things?when=late&sort=-title");
	has(page, "things-by-due");
	hasnt(page, "things-by-title");
	hasnt(page, "name=\"sort\"");
	page = thing_page(ask, "/things?state=open&sort=-title");
	has(page, "things-by-title");
	has(page, "name=\"sort\" value=\"-title\"");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_filter_keeps_to_the_sorts_an_index_serves),
		STORE_TEST_BARE(csv_cells),
		STORE_TEST_BARE(csv_of_many_pages),
		STORE_TEST_BARE(csv_says_when_it_is_cut),
		STORE_TEST_BARE(store_that_fails),
		STORE_TEST_BARE(statements_search),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
