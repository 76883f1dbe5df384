/* audit_test.c: the chain holds, and every way of touching it shows. */
#include "tests/store.h"

#include <sodium.h>

#include "app/audit.h"
#include "app/audit_store.h"

static struct secrets secrets;

static void
write_entries(struct store *store, int64_t from, int64_t n)
{
	for (int64_t i = from; i < from + n; i++) {
		const struct audit_entry entry = { .id = i,
			.at_ms = i,
			.actor = "Trần Thu Hà",
			.role = "focal_officer",
			.verb = "task.add",
			.object = "task",
			.object_id = i,
			.request_id = "r" };

		assert_int_equal(audit_add(store->db, &entry), RC_OK);
	}
}

static void
chain(struct store *store)
{
	int64_t n;

	assert_int_equal(sodium_init() >= 0, 1);
	(void)crypto_sign_keypair(secrets.sign_public, secrets.sign_secret);
	assert_int_equal(audit_chain(store->db, store->arena, &secrets, 1000, 100, &n), RC_OK);
}

static struct audit_verdict
verdict_of(struct store *store)
{
	struct audit_verdict v;

	assert_int_equal(audit_verify(store->db, secrets.sign_public, &v), RC_OK);
	return v;
}

static void
an_untouched_log_is_intact_and_its_tail_is_told(struct store *store)
{
	struct audit_verdict v = verdict_of(store);

	assert_int_equal(v.chained + v.tail + v.bad_seq, 0);
	write_entries(store, 1, 10);
	chain(store);
	write_entries(store, 11, 3);
	v = verdict_of(store);
	assert_int_equal(v.chained, 10);
	assert_int_equal(v.tail, 3);
	assert_int_equal(v.bad_seq, 0);
	assert_true(v.head_signed);
}

static void
touched(struct store *store, const char *sql, int64_t seq, int64_t id)
{
	struct audit_verdict v;

	write_entries(store, 1, 10);
	chain(store);
	store_test_script(store, sql);
	v = verdict_of(store);
	assert_int_equal(v.bad_seq, seq);
	assert_int_equal(v.bad_id, id);
}

static void
a_changed_row_is_named(struct store *store)
{
	touched(store, "UPDATE audit_entry SET actor = 'X' WHERE seq = 4", 4, 4);
}

static void
a_removed_row_is_named(struct store *store)
{
	touched(store, "DELETE FROM audit_entry WHERE seq = 7", 7, 0);
}

static void
rows_that_changed_places_are_named(struct store *store)
{
	touched(store,
	    "UPDATE audit_entry SET seq = 100 WHERE seq = 2; UPDATE audit_entry SET seq = 2 WHERE"
	    " seq = 3; UPDATE audit_entry SET seq = 3 WHERE seq = 100",
	    2, 3);
}

static void
a_cut_off_end_is_seen_by_the_head(struct store *store)
{
	touched(store, "DELETE FROM audit_entry WHERE seq > 8", 9, 0);
}

static void
a_row_at_a_place_no_chain_has_is_named(struct store *store)
{
	struct audit_verdict v;

	write_entries(store, 1, 10);
	chain(store);
	write_entries(store, 11, 2);
	store_test_script(store, "UPDATE audit_entry SET seq = 0, hash = NULL WHERE id = 12;"
	                         "UPDATE audit_entry SET seq = -5 WHERE id = 11");
	v = verdict_of(store);
	assert_int_equal(v.bad_seq, 0);
	assert_int_equal(v.outside, 2);
	assert_int_equal(v.outside_id, 11);
}

/* SQLite keeps any type in any column; PostgreSQL does not let it in. */
static void
a_detail_made_bytes_is_a_failure_not_the_end(struct store *store)
{
	struct audit_verdict v;

	write_entries(store, 1, 3);
	chain(store);
	store_test_script(store, "UPDATE audit_entry SET actor = CAST(actor AS BLOB) WHERE id = 2");
	assert_int_equal(audit_verify(store->db, secrets.sign_public, &v), RC_FAILED);
	assert_non_null(strstr(store->err.detail, "column actor holds type"));
}

static void
another_key_does_not_sign_for_this_one(struct store *store)
{
	unsigned char other[SIGN_PUBLIC_BYTES], secret[SIGN_SECRET_BYTES];
	struct audit_verdict v;

	write_entries(store, 1, 2);
	chain(store);
	(void)crypto_sign_keypair(other, secret);
	assert_int_equal(audit_verify(store->db, other, &v), RC_OK);
	assert_false(v.head_signed);
	assert_int_equal(v.bad_seq, 0);
}

static void
a_lease_has_one_holder_until_it_ends(struct store *store)
{
	assert_int_equal(lease_take(store->db, "chain", "a", 0, 1000), RC_OK);
	assert_int_equal(lease_take(store->db, "chain", "b", 500, 1000), RC_NONE);
	assert_int_equal(lease_take(store->db, "chain", "a", 900, 1000), RC_OK);
	assert_int_equal(lease_take(store->db, "chain", "b", 1500, 1000), RC_NONE);
	assert_int_equal(lease_take(store->db, "chain", "b", 2000, 1000), RC_OK);
	assert_int_equal(store_test_number(store, "SELECT fence AS n FROM lease"), 2);
}

static void
a_lost_key_is_noticed(struct store *store)
{
	unsigned char other[SIGN_PUBLIC_BYTES] = { 1 };
	bool differs = true;

	assert_int_equal(audit_key_differs(store->db, other, &differs), RC_OK);
	assert_false(differs); /* nothing is signed yet */
	write_entries(store, 1, 3);
	chain(store);
	assert_int_equal(audit_key_differs(store->db, secrets.sign_public, &differs),
	    RC_OK);
	assert_false(differs);
	assert_int_equal(audit_key_differs(store->db, other, &differs), RC_OK);
	assert_true(differs);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(an_untouched_log_is_intact_and_its_tail_is_told),
		STORE_TEST(a_changed_row_is_named),
		STORE_TEST(a_removed_row_is_named),
		STORE_TEST(rows_that_changed_places_are_named),
		STORE_TEST(a_cut_off_end_is_seen_by_the_head),
		STORE_TEST(a_row_at_a_place_no_chain_has_is_named),
		STORE_CASE(a_detail_made_bytes_is_a_failure_not_the_end, DB_SQLITE, false,
		    "sqlite"),
		STORE_TEST(another_key_does_not_sign_for_this_one),
		STORE_TEST(a_lost_key_is_noticed),
		STORE_TEST(a_lease_has_one_holder_until_it_ends),
	};

	return cmocka_run_group_tests_name("audit", tests, NULL, NULL);
}
