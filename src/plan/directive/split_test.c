/* split_test.c: where a clause may be cut, what its halves say, splitting and joining. */
#include "plan/directive/split.h"

#include "base/arena.h"
#include "html/msg.h"
#include "tests/plan_city.h"

enum { DOCUMENT = 500, TEXT_MAX = 1 << 20 };

static const char notice[] =
    "THÔNG BÁO\n"
    "Kết luận tại buổi giao ban\n"
    "Chủ tịch kết luận như sau:\n"
    "1. Giao Sở Xây dựng công khai danh mục điểm ngập, hoàn thành trước ngày 30/11/2026 đồng thời "
    "UBND phường Hoàng Mai niêm yết phương án trước ngày 15/12/2026.\n"
    "2. Sở Y tế thường xuyên nắm bắt dư luận xã hội và báo cáo hằng tháng.\n"
    "3. Các đơn vị liên quan khẩn trương khơi thông cửa thu nước.\n";

struct room {
	struct city city;
	struct ctx *ctx;
	struct directive *rows;
	size_t n;
	struct decoded doc;
};

static void
reload(struct room *room)
{
	struct store *store = room->city.store;

	assert_int_equal(directive_list(store->db, store->arena, DOCUMENT, 0, TEXT_MAX,
	                     &room->rows, &room->n), RC_OK);
}

static void
room_open(struct room *room, struct store *store)
{
	struct extract_result found;
	size_t n;

	city_open(&room->city, store);
	room->ctx = room->city.ctx;
	assert_int_equal(decode_text(store->arena, str_of(notice), &room->doc), DECODE_OK);
	extract_run(store->arena, &room->doc, room->ctx->today, &found);
	assert_int_equal(directive_add_all(room->ctx, DOCUMENT, &room->doc, &found, &n), RC_OK);
	assert_int_equal(n, 3);
	reload(room);
}

/* Splits row i at its best place. */
static enum rc
split(struct room *room, size_t i)
{
	struct split_cut cuts[SPLIT_OFFERS_MAX];
	struct directive halves[2];
	const struct directive *whole = &room->rows[i];
	size_t best;

	assert_true(split_offers(str_of(whole->quote), cuts, &best) > 0);
	split_halves(room->ctx->arena, whole, &cuts[best], &room->doc, room->ctx->today, halves);
	return directive_split(room->ctx, whole, halves);
}

static enum rc
decide(struct room *room, size_t i)
{
	struct directive_decision d = { .directive_id = room->rows[i].id,
		.version = room->rows[i].version, .outcome = OUTCOME_NOT_TASK };

	return directive_decide(room->ctx, &d);
}

static enum rc
join(struct room *room, size_t first, size_t second)
{
	err_clear(&room->ctx->err);
	return directive_join(room->ctx, DOCUMENT, room->rows[second].id,
	    room->rows[first].version, room->rows[second].version);
}

static void
assert_progress(struct room *room, int64_t expected_decided, int64_t expected)
{
	struct db *db = room->city.store->db;
	int64_t clauses, decided;

	assert_int_equal(directive_progress(db, DOCUMENT, &clauses, &decided), RC_OK);
	assert_int_equal(clauses, expected);
	assert_int_equal(decided, expected_decided);
	assert_int_equal(directive_recounts[0].run(db), 0);
	reload(room);
	assert_int_equal(room->n, expected);
	for (size_t i = 0; i < room->n; i++)
		assert_int_equal(room->rows[i].position, i + 1);
}

static int64_t
audits(struct room *room, const char *verb)
{
	char sql[120];

	(void)snprintf(sql, sizeof(sql), "SELECT count(*) AS n FROM audit_entry WHERE verb = '%s'",
	    verb);
	return store_test_number(room->city.store, sql);
}

/* ---- Pure ---- */

static size_t
offered(const char *quote, const char *second)
{
	struct split_cut cuts[SPLIT_OFFERS_MAX];
	size_t best;
	size_t n = split_offers(str_of(quote), cuts, &best);

	if (n > 0)
		assert_string_equal(quote + cuts[best].second_start, second);
	return n;
}

static void
the_likeliest_cut_is_a_semicolon_or_a_conjunction(void **state)
{
	(void)state;
	assert_int_equal(offered("Rà soát điểm ngập, công khai; báo cáo", "báo cáo"), 2);
	assert_int_equal(offered("Rà soát điểm ngập đồng thời báo cáo", "báo cáo"), 1);
	assert_int_equal(offered("Rà soát điểm ngập và công khai", "công khai"), 1);
	assert_int_equal(offered("Sở Xây dựng rà soát và Sở Y tế báo cáo", "Sở Y tế báo cáo"), 1);
	/* one name, not two orders */
	assert_int_equal(offered("Sở Giáo dục và Đào tạo báo cáo", ""), 0);
	assert_int_equal(offered("Báo cáo kết quả", ""), 0);
	assert_int_equal(offered("", ""), 0);
	assert_int_equal(offered("Báo cáo; ", ""), 0);
	/* more than fit: the weaker ones give way */
	assert_int_equal(offered("a, b, c, d, e, f, g, h, i, k; l", "l"), 1);
	assert_int_equal(offered("a; b; c; d; e; f; g; h; i; k; l", "b; c; d; e; f; g; h; i; k; l"),
	    SPLIT_OFFERS_MAX);
}

static int
found(const char *quote, const char *first, const char *second)
{
	struct split_cut cut;
	struct err err = { 0 };
	enum rc rc = split_find(str_of(quote), str_of(first), str_of(second), &cut, &err);

	assert_int_equal(rc == RC_OK ? 0 : RC_REFUSED, rc);
	return err.msg;
}

static void
typed_halves_are_the_clause_word_for_word(void **state)
{
	static const char quote[] = "Rà soát điểm ngập; đồng thời\nbáo cáo kết quả.";

	(void)state;
	assert_int_equal(found(quote, "Rà soát điểm ngập", "báo cáo kết quả."), 0);
	assert_int_equal(found(quote, "Rà  soát điểm\nngập;", "đồng thời báo cáo kết quả."), 0);
	assert_int_equal(found(quote, "Kiểm tra điểm ngập", "báo cáo kết quả."),
	    MSG_directive_split_first_other);
	assert_int_equal(found(quote, " ", "báo cáo kết quả."), MSG_directive_split_first_other);
	assert_int_equal(found(quote, "Rà soát điểm ngập", "báo cáo gấp."),
	    MSG_directive_split_second_other);
	assert_int_equal(found(quote, "Rà soát điểm ngập", ""), MSG_directive_split_second_other);
	assert_int_equal(found(quote, "Rà soát điểm ngập; đồng thời báo", "báo cáo kết quả."),
	    MSG_directive_split_twice);
	assert_int_equal(found(quote, "Rà soát", "báo cáo kết quả."), MSG_directive_split_lost);
}

/* ---- On a store ---- */

static void
each_half_has_its_own_place_unit_and_date(struct store *store)
{
	struct room room;
	struct directive whole;

	room_open(&room, store);
	whole = room.rows[0];
	assert_int_equal(split(&room, 0), RC_OK);
	assert_progress(&room, 0, 4);
	assert_int_equal(room.rows[0].id, whole.id);
	assert_string_equal(room.rows[0].actors, "Sở Xây dựng");
	assert_int_equal(room.rows[0].deadline_day, date_to_day((struct date){ 2026, 11, 30 }));
	assert_string_equal(room.rows[1].actors, "UBND phường Hoàng Mai");
	assert_int_equal(room.rows[1].deadline_day, date_to_day((struct date){ 2026, 12, 15 }));
	assert_string_equal(room.rows[1].section, whole.section);
	assert_int_equal(room.rows[0].char_start, whole.char_start);
	assert_int_equal(room.rows[1].char_end, whole.char_end);
	assert_true(room.rows[0].char_end < room.rows[1].char_start);
	for (size_t i = 0; i < 2; i++)
		assert_memory_equal(room.doc.text.at + room.rows[i].byte_start, room.rows[i].quote,
		    room.rows[i].byte_end - room.rows[i].byte_start);
	assert_int_equal(audits(&room, "directive.split"), 1);
	city_close(&room.city);
}

static void
a_full_document_is_split_no_further(struct store *store)
{
	struct room room;

	room_open(&room, store);
	store_test_script(store, "UPDATE review SET clauses = 40000 WHERE document_id = 500");
	assert_int_equal(split(&room, 0), RC_REFUSED);
	assert_int_equal(room.ctx->err.msg, MSG_directive_too_many);
	reload(&room);
	assert_int_equal(room.n, 3);
	city_close(&room.city);
}

static void
what_a_half_does_not_say_is_the_wholes_but_never_a_date(struct store *store)
{
	struct room room;

	room_open(&room, store);
	assert_int_equal(room.rows[1].family, FAMILY_OPINION);
	assert_int_equal(split(&room, 1), RC_OK);
	reload(&room);
	assert_int_equal(room.rows[1].family, FAMILY_OPINION);
	assert_string_equal(room.rows[2].quote, "báo cáo hằng tháng");
	assert_string_equal(room.rows[2].actors, "Sở Y tế");
	assert_int_equal(room.rows[2].deadline_day, DAY_NONE);
	city_close(&room.city);
}

static void
a_sensitive_clause_stays_so_when_no_half_is(struct store *store)
{
	struct room room;
	struct split_cut cut;
	struct directive halves[2];
	struct err err = { 0 };

	room_open(&room, store);
	assert_int_equal(split_find(str_of(room.rows[1].quote),
	                     STR("Sở Y tế thường xuyên nắm bắt dư"),
	                     STR("luận xã hội và báo cáo hằng tháng"), &cut, &err), RC_OK);
	split_halves(store->arena, &room.rows[1], &cut, &room.doc, room.ctx->today, halves);
	assert_int_equal(halves[0].family, FAMILY_OPINION);
	assert_int_equal(halves[1].family, FAMILY_OPINION);
	city_close(&room.city);
}

static void
a_split_is_undone_whole(struct store *store)
{
	struct room room;
	struct directive whole;
	struct split made;

	room_open(&room, store);
	whole = room.rows[0];
	assert_int_equal(split_last(store->db, store->arena, DOCUMENT, &made), RC_NONE);
	assert_int_equal(split(&room, 0), RC_OK);
	reload(&room);
	assert_int_equal(split_last(store->db, store->arena, DOCUMENT, &made), RC_OK);
	assert_int_equal(made.id, room.rows[1].id);
	assert_int_equal(split_of(store->db, store->arena, whole.id, &made), RC_OK);
	assert_int_equal(split_of(store->db, store->arena, room.rows[2].id, &made), RC_NONE);
	assert_int_equal(join(&room, 0, 1), RC_OK);
	assert_progress(&room, 0, 3);
	assert_string_equal(room.rows[0].quote, whole.quote);
	assert_string_equal(room.rows[0].action, whole.action);
	assert_string_equal(room.rows[0].actors, whole.actors);
	assert_int_equal(room.rows[0].deadline_day, whole.deadline_day);
	assert_int_equal(room.rows[0].char_end, whole.char_end);
	assert_int_equal(room.rows[0].version, whole.version + 2);
	assert_int_equal(audits(&room, "directive.join"), 1);
	assert_int_equal(city_count(store, "directive_split"), 0);
	city_close(&room.city);
}

static void
halves_are_joined_only_as_they_were_seen(struct store *store)
{
	struct room room;
	struct room before;

	room_open(&room, store);
	assert_int_equal(split(&room, 0), RC_OK);
	reload(&room);
	assert_int_equal(decide(&room, 1), RC_OK);
	assert_int_equal(join(&room, 0, 1), RC_REFUSED);
	assert_int_equal(room.ctx->err.msg, MSG_directive_join_decided);
	before = room;
	assert_int_equal(directive_undo(room.ctx, DOCUMENT, 0, 0), RC_OK);
	assert_int_equal(join(&before, 0, 1), RC_CONFLICT);
	reload(&room);
	assert_int_equal(split(&room, 0), RC_OK); /* the first half again, at its comma */
	reload(&room);
	assert_int_equal(join(&room, 0, 2), RC_REFUSED);
	assert_int_equal(room.ctx->err.msg, MSG_directive_join_later);
	assert_int_equal(join(&room, 0, 1), RC_OK);
	reload(&room);
	assert_int_equal(join(&room, 0, 1), RC_OK);
	assert_progress(&room, 0, 3);
	assert_int_equal(directive_join(room.ctx, DOCUMENT, 12345, 1, 1), RC_NONE);
	assert_int_equal(directive_join(room.ctx, 12345, room.rows[0].id, 1, 1), RC_NONE);
	city_close(&room.city);
}

static void
two_reviewers_do_not_split_what_one_decided(struct store *store)
{
	struct room room;

	room_open(&room, store);
	assert_int_equal(decide(&room, 0), RC_OK);
	assert_int_equal(split(&room, 0), RC_CONFLICT);
	city_close(&room.city);
}

static void
nobody_decides_a_half_by_what_the_whole_was(struct store *store)
{
	struct room room;

	room_open(&room, store);
	assert_int_equal(split(&room, 0), RC_OK);
	assert_int_equal(decide(&room, 0), RC_CONFLICT);
	assert_int_equal(decide(&room, 2), RC_OK); /* moved by one, the same clause still */
	assert_progress(&room, 1, 4);
	assert_int_equal(room.rows[3].outcome, OUTCOME_NOT_TASK);
	assert_true(room.rows[3].decided_ms > 0);
	city_close(&room.city);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_likeliest_cut_is_a_semicolon_or_a_conjunction),
		cmocka_unit_test(typed_halves_are_the_clause_word_for_word),
		STORE_TEST(each_half_has_its_own_place_unit_and_date),
		STORE_TEST(a_full_document_is_split_no_further),
		STORE_TEST(what_a_half_does_not_say_is_the_wholes_but_never_a_date),
		STORE_TEST(a_sensitive_clause_stays_so_when_no_half_is),
		STORE_TEST(a_split_is_undone_whole),
		STORE_TEST(halves_are_joined_only_as_they_were_seen),
		STORE_TEST(two_reviewers_do_not_split_what_one_decided),
		STORE_TEST(nobody_decides_a_half_by_what_the_whole_was),
	};

	return cmocka_run_group_tests_name("split", tests, NULL, NULL);
}
