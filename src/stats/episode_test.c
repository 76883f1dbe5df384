/* episode_test.c: chains of alarms, and receipts that are copies. */
#include "tests/check.h"

#include "stats/episode.h"
#include "stats/receipt.h"

static struct episode_book book;

static int64_t
note(int32_t topic, int64_t day, int32_t from, int32_t n, bool want_fresh)
{
	int32_t place[SCAN_NEIGHBOURS_MAX];
	const struct episode *e;
	bool fresh;

	for (int32_t i = 0; i < n; i++)
		place[i] = from + i;
	e = episode_note(&book, topic, day, place, n, &fresh);
	assert_int_equal(fresh, want_fresh);
	return e->id;
}

static void
chains(void **state)
{
	(void)state;
	episode_book_init(&book);
	assert_int_equal(note(1, 10, 0, 4, true), 1);
	assert_int_equal(note(1, 10, 50, 4, true), 2);   /* elsewhere */
	assert_int_equal(note(2, 10, 0, 4, true), 3);    /* another topic */
	assert_int_equal(note(1, 11, 2, 4, false), 1);   /* half of it shared */
	assert_int_equal(note(1, 12, 5, 4, true), 4);    /* one of four shared: a new spot */
	assert_int_equal(note(1, 14, 2, 20, false), 1);  /* grown over it: within 3 days */
	assert_int_equal(note(1, 18, 2, 20, true), 5);   /* after four days */
	assert_int_equal(book.n, 1);
}

static void
full_book(void **state)
{
	(void)state;
	episode_book_init(&book);
	for (int32_t i = 0; i < EPISODE_BOOK_MAX; i++)
		(void)note(i, i == 7 ? 1 : 2, 0, 1, true);
	(void)note(1000, 2, 0, 1, true);
	assert_int_equal(book.n, EPISODE_BOOK_MAX);
	(void)note(8, 2, 0, 1, false);
	assert_int_equal(book.ids, EPISODE_BOOK_MAX + 1);
}

static void
copies(void **state)
{
	const int64_t hour = 3600 * 1000;
	struct receipt r[40];
	size_t n = 0;

	(void)state;
	for (int i = 0; i < 30; i++) /* thirty copies, each within a day of the one before */
		r[n++] = (struct receipt){ 1, 1, 99, (100 - i) * hour };
	r[n++] = (struct receipt){ 1, 1, 99, 200 * hour };  /* days later: a new one */
	r[n++] = (struct receipt){ 2, 1, 99, 100 * hour };  /* another place */
	r[n++] = (struct receipt){ 1, 2, 99, 100 * hour };  /* another topic */
	r[n++] = (struct receipt){ 1, 1, 98, 80 * hour };   /* another text */
	n = receipt_collapse(r, n);
	assert_int_equal(n, 5);
	assert_true(r[0].received_ms == 71 * hour && r[0].key == 99);
	assert_true(r[1].received_ms == 80 * hour && r[1].key == 98);
	assert_true(r[4].received_ms == 200 * hour);
	assert_int_equal(receipt_collapse(r, 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(chains), cmocka_unit_test(full_book),
		cmocka_unit_test(copies) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
