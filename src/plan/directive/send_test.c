/* send_test.c: many clauses come before their document, or are swept. */
#include "plan/directive/directive_store.h"

#include "base/arena.h"
#include "tests/plan_city.h"

enum { DOCUMENT = 600, MANY = 2 * DIRECTIVES_TURN + 7 };

static const char line[] = "Giao Sở Xây dựng báo cáo.\n";

struct parcel {
	struct city city;
	struct decoded doc;
	struct extract_result found;
};

static void
parcel_open(struct parcel *p, struct store *store, size_t lines)
{
	size_t len = strlen(line);
	char *text = arena_alloc(store->arena, lines * len + 1);

	city_open(&p->city, store);
	for (size_t i = 0; i < lines; i++)
		memcpy(text + i * len, line, len);
	assert_int_equal(decode_text(store->arena, (struct str){ text, lines * len }, &p->doc),
	    DECODE_OK);
	extract_run(store->arena, &p->doc, p->city.ctx->today, &p->found);
	assert_int_equal(directive_count(&p->found), lines);
	assert_int_equal(directive_send(p->city.ctx, DOCUMENT, &p->doc, &p->found), RC_OK);
}

static void
many_clauses_come_before_their_document(struct store *store)
{
	int64_t clauses, decided;
	struct directive d;
	struct parcel p;
	size_t n;

	parcel_open(&p, store, MANY);
	assert_int_equal(city_count(store, "directive"), MANY);
	assert_int_equal(directive_progress(store->db, DOCUMENT, &clauses, &decided), RC_NONE);
	assert_int_equal(directive_add_all(p.city.ctx, DOCUMENT, &p.doc, &p.found, &n), RC_OK);
	assert_int_equal(n, MANY);
	assert_int_equal(city_count(store, "directive"), MANY);
	assert_int_equal(city_count(store, "directive_coming"), 0);
	assert_int_equal(directive_progress(store->db, DOCUMENT, &clauses, &decided), RC_OK);
	assert_int_equal(clauses, MANY);
	for (int64_t at = 1; at <= MANY; at += DIRECTIVES_TURN) {
		assert_int_equal(directive_at(store->db, store->arena, DOCUMENT, at, &d), RC_OK);
		assert_int_equal(d.byte_start, (size_t)(at - 1) * strlen(line));
	}
	assert_int_equal(directive_at(store->db, store->arena, DOCUMENT, MANY, &d), RC_OK);
	city_close(&p.city);
}

static void
few_clauses_come_with_their_document(struct store *store)
{
	struct parcel p;
	size_t n;

	parcel_open(&p, store, DIRECTIVES_TURN);
	assert_int_equal(city_count(store, "directive"), 0);
	assert_int_equal(city_count(store, "directive_coming"), 0);
	assert_int_equal(directive_add_all(p.city.ctx, DOCUMENT, &p.doc, &p.found, &n), RC_OK);
	assert_int_equal(city_count(store, "directive"), DIRECTIVES_TURN);
	city_close(&p.city);
}

static void
what_never_comes_is_swept(struct store *store)
{
	struct parcel p;
	int64_t now;
	int steps = 0;

	parcel_open(&p, store, MANY);
	now = p.city.ctx->now_ms;
	assert_int_equal(directive_sweep(store->db, now), RC_NONE); /* not before its time */
	assert_int_equal(city_count(store, "directive"), MANY);
	while (directive_sweep(store->db, now + 1) == RC_OK)
		steps++;
	assert_int_equal(steps, 4); /* each takes DIRECTIVES_TURN rows at most */
	assert_int_equal(city_count(store, "directive"), 0);
	assert_int_equal(city_count(store, "directive_coming"), 0);
	city_close(&p.city);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(many_clauses_come_before_their_document),
		STORE_TEST(few_clauses_come_with_their_document),
		STORE_TEST(what_never_comes_is_swept),
	};

	return cmocka_run_group_tests_name("sending clauses", tests, NULL, NULL);
}
