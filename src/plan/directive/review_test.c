/* review_test.c: the page of a review and what is proposed on it. */
#include "plan/directive/review.h"

#include "app/blob.h"
#include "base/arena.h"
#include "city/account/account.h"
#include "html/msg.h"
#include "plan/directive/marks.h"
#include "plan/document/document.h"
#include "tests/plan_city.h"

enum { DOCUMENT = 500, WARD_TWO = 41 };

static const char notice[] =
    "THÔNG BÁO\n"
    "Kết luận tại buổi giao ban\n"
    "Chủ tịch kết luận như sau:\n"
    "1. Về mưa ngập\n"
    "1.1. Giao Sở Xây dựng công khai danh mục điểm ngập, hoàn thành trước ngày 30/11/2026.\n"
    "1.2. Các đơn vị liên quan khẩn trương khơi thông cửa thu nước.\n"
    "2. Về thông tin\n"
    "2.1. Ủy ban nhân dân các phường Hoàng Mai, Định Công niêm yết phương án.\n"
    "2.2. Sở Y tế thường xuyên nắm bắt dư luận xã hội.\n"
    "2.3. Công an Thành phố phát hiện sớm các đối tượng tuyên truyền quan điểm sai trái.\n";

struct room {
	struct city city;
	struct ctx *ctx;
	struct review r;
};

static void
room_with(struct room *room, struct store *store, struct str text)
{
	struct document_read *read = ARENA_NEW(store->arena, struct document_read);
	struct err err = { 0 };

	*room = (struct room){ 0 };
	city_open(&room->city, store);
	room->ctx = room->city.ctx;
	room->city.ask.app.collator = collator_open();
	city_unit(&room->city, room->city.ask.app.collator, WARD_TWO, UNIT_COMMUNE, 5,
	    "Phường Định Công");
	assert_int_equal(document_read(store->arena, text, room->ctx->today, "file", read,
	                     &err), RC_OK);
	assert_int_equal(blob_put(store->db, 700, "a.txt", "text/plain", text,
	                     room->ctx->now_ms), RC_OK);
	assert_int_equal(document_add(room->ctx, DOCUMENT, 700, NULL, read), RC_OK);
}

static void
room_open(struct room *room, struct store *store)
{
	room_with(room, store, str_of(notice));
}

static void
room_close(struct room *room)
{
	collator_close(room->city.ask.app.collator);
	city_close(&room->city);
}

static enum rc
look(struct room *room, int64_t clause, int64_t after)
{
	room->r = (struct review){ 0 };
	return review_read(room->ctx, DOCUMENT, clause, after, &room->r);
}

static void
decide(struct room *room, size_t i, enum directive_outcome outcome)
{
	struct directive_decision d = { .directive_id = room->r.rows[i].id,
		.version = room->r.rows[i].version, .outcome = outcome };

	d.task = city_task(&room->city);
	assert_int_equal(directive_decide(room->ctx, &d), RC_OK);
}

static void
the_next_open_clause_comes_into_view(struct store *store)
{
	struct room room;

	room_open(&room, store);
	assert_int_equal(look(&room, 0, 0), RC_OK);
	assert_int_equal(room.r.n, 5);
	assert_int_equal(room.r.now->position, 1);
	assert_int_equal(look(&room, 6, 0), RC_NONE);
	assert_int_equal(look(&room, 0, 4), RC_OK);
	assert_int_equal(room.r.now->position, 5);
	decide(&room, 0, OUTCOME_TASK);
	decide(&room, 4, OUTCOME_NOT_TASK);
	assert_int_equal(look(&room, 0, 4), RC_OK); /* round to the beginning */
	assert_int_equal(room.r.now->position, 2);
	assert_int_equal(room.r.decided, 2);
	assert_int_equal(look(&room, 1, 0), RC_OK); /* a decided one may be looked at */
	assert_int_equal(room.r.now->outcome, OUTCOME_TASK);
	assert_int_equal(look(&room, 0, INT64_MAX), RC_OK);
	for (size_t i = 1; i < 4; i++)
		decide(&room, i, OUTCOME_NOT_TASK);
	assert_int_equal(look(&room, 0, 0), RC_OK);
	assert_null(room.r.now);
	assert_int_equal(room.r.decided, 5);
	assert_int_equal(room.r.drafts, 0);
	assert_int_equal(review_read(room.ctx, 12345, 0, 0, &room.r), RC_NONE);
	room_close(&room);
}

/* The same notice with more lines behind its beginning than one part holds. */
static struct str
long_notice(struct arena *arena)
{
	struct buf text;

	buf_init(&text, arena, 4 * PART_BYTES);
	buf_add_text(&text, notice);
	while (text.len < 2 * PART_BYTES)
		buf_add_text(&text, "Năm qua mưa nhiều hơn mọi năm, nước rút chậm.\n");
	buf_add_text(&text, "6. Giao Sở Xây dựng báo cáo kết quả khơi thông cửa thu nước.\n");
	return buf_str(&text);
}

static void
a_long_document_is_shown_in_parts(struct store *store)
{
	struct room room;

	room_with(&room, store, long_notice(store->arena));
	assert_int_equal(look(&room, 1, 0), RC_OK);
	assert_int_equal(room.r.n, 6);
	assert_int_equal(room.r.part.number, 1);
	assert_true(room.r.part.count > 1);
	assert_int_equal(room.r.nrows, 5); /* the sixth is in another part */
	assert_int_equal(look(&room, 6, 0), RC_OK);
	assert_int_equal(room.r.now->position, 6);
	assert_int_equal(room.r.part.number, room.r.part.count);
	assert_int_equal(room.r.nrows, 1);
	assert_int_equal(look(&room, 0, 5), RC_OK); /* the next open one, wherever it is */
	assert_int_equal(room.r.now->position, 6);
	room_close(&room);
}

static void
a_named_unit_is_sure_and_a_vague_one_is_only_proposed(struct store *store)
{
	struct room room;

	room_open(&room, store);
	assert_int_equal(look(&room, 1, 0), RC_OK);
	assert_true(room.r.lead.sure);
	assert_int_equal(room.r.lead.n, 1);
	assert_int_equal(room.r.lead.rows[0].unit_id, CITY_LEAD);
	assert_int_equal(room.r.ndays, 1);
	assert_int_equal(room.r.days[0].why, WHY_STATED);
	assert_int_equal(look(&room, 2, 0), RC_OK);
	assert_false(room.r.lead.sure);
	assert_true(room.r.now->vague);
	assert_int_equal(room.r.lead.rows[0].unit_id, CITY_LEAD);
	assert_int_equal(room.r.lead.rows[0].why, BY_SECTION);
	assert_string_equal(room.r.lead.rows[0].section, "1.1");
	assert_true(room.r.ndays > 1);
	assert_int_equal(look(&room, 3, 0), RC_OK); /* two wards: a person chooses */
	assert_false(room.r.lead.sure);
	assert_int_equal(room.r.lead.rows[0].unit_id, CITY_WARD);
	assert_int_equal(room.r.lead.rows[1].unit_id, WARD_TWO);
	assert_int_equal(room.r.lead.rows[1].why, BY_CLAUSE);
	room_close(&room);
}

static void
who_led_such_tasks_before_is_proposed(struct store *store)
{
	struct topic_lead leads[3];
	struct room room;
	const char *persons[4];
	size_t n;

	room_open(&room, store);
	assert_int_equal(look(&room, 1, 0), RC_OK);
	decide(&room, 0, OUTCOME_TASK);
	assert_int_equal(directive_topic_leads(store->db, room.r.rows[0].topic, leads, 3, &n),
	    RC_OK);
	assert_int_equal(n, 1);
	assert_int_equal(leads[0].unit_id, CITY_LEAD);
	assert_int_equal(leads[0].n, 1);
	assert_int_equal(directive_topic_leads(store->db, "water", leads, 3, &n), RC_OK);
	assert_int_equal(n, 0);
	assert_int_equal(directive_persons(store->db, store->arena, CITY_LEAD, persons, 4, &n),
	    RC_OK);
	assert_int_equal(n, 1);
	assert_string_equal(persons[0], "Nguyễn Minh Khang");
	room_close(&room);
}

static void
add_account(struct room *room, int64_t id, const char *name, enum role role, int64_t unit_id)
{
	struct account account = { .id = id, .login = name, .name = name, .role = role,
		.unit_id = unit_id, .password_hash = "" };

	assert_int_equal(account_insert(room->ctx->db, room->ctx->arena,
	                     room->city.ask.app.collator, &account, 0), RC_OK);
}

static void
a_sure_lead_brings_its_head(struct store *store)
{
	struct room room;

	room_open(&room, store);
	add_account(&room, 901, "An Văn Thử", ROLE_UNIT_OFFICER, CITY_LEAD);
	add_account(&room, 902, "Vũ Thị Thử", ROLE_UNIT_LEADER, CITY_LEAD);
	add_account(&room, 903, "Lê Văn Thử", ROLE_UNIT_LEADER, CITY_OTHER);
	add_account(&room, 904, "Hà Văn Thử", ROLE_JOURNALIST, CITY_LEAD);
	assert_int_equal(look(&room, 1, 0), RC_OK);
	assert_int_equal(room.r.npersons, 2);
	assert_string_equal(room.r.persons[0].name, "Vũ Thị Thử");
	assert_string_equal(room.r.persons[0].unit, "Sở Xây dựng");
	assert_string_equal(room.r.persons[1].name, "An Văn Thử");
	assert_int_equal(review_add_persons(room.ctx, &room.r, CITY_OTHER), RC_OK);
	assert_int_equal(review_add_persons(room.ctx, &room.r, CITY_LEAD), RC_OK);
	assert_int_equal(review_add_persons(room.ctx, &room.r, 12345), RC_OK);
	assert_int_equal(room.r.npersons, 3);
	assert_string_equal(room.r.persons[2].name, "Lê Văn Thử");
	room_close(&room);
}

static void
co_operating_bodies_that_are_no_units_are_not_dropped(struct store *store)
{
	struct directive clause = { .actors = "", .coactors =
		"Sở Y tế; Công an Thành phố; Công ty Thoát nước Hà Nội; "
		"các phường Hoàng Mai, Xa Lạ" };
	struct proposals co;
	struct room room;

	room_open(&room, store);
	assert_int_equal(directive_propose_co(room.ctx, &clause, &co), RC_OK);
	assert_int_equal(co.n, 2);
	assert_int_equal(co.rows[0].unit_id, CITY_OTHER);
	assert_int_equal(co.rows[1].unit_id, CITY_WARD);
	assert_string_equal(co.unknown,
	    "Công an Thành phố; Công ty Thoát nước Hà Nội; phường Xa Lạ");
	clause.coactors = "";
	assert_int_equal(directive_propose_co(room.ctx, &clause, &co), RC_OK);
	assert_string_equal(co.unknown, "");
	room_close(&room);
}

static void
an_output_is_what_the_text_names(void **state)
{
	(void)state;
	assert_string_equal(review_output("lập danh sách các hộ"), "Danh sách");
	assert_string_equal(review_output("Xây dựng kế hoạch tiêu úng"), "Kế hoạch");
	assert_string_equal(review_output("Báo cáo trước 15 giờ"), "Báo cáo kết quả");
	assert_string_equal(review_output("khơi thông cửa thu nước"), "");
}

static void
lists_of_addressees_become_names(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	const char *names[NAMES_MAX];

	(void)state;
	assert_int_equal(directive_names(arena, "Sở Xây dựng; Công an Thành phố", names), 2);
	assert_string_equal(names[1], "Công an Thành phố");
	assert_int_equal(directive_names(arena, "UBND các phường Định Công, Khương Đình và Yên Sở",
	                     names), 3);
	assert_string_equal(names[0], "phường Định Công");
	assert_string_equal(names[1], "phường Khương Đình");
	assert_string_equal(names[2], "phường Yên Sở");
	assert_int_equal(directive_names(arena, "", names), 0);
	assert_int_equal(directive_names(arena, "các phường , , ", names), 0);
	assert_int_equal(directive_names(arena, "a;a;a;a;a;a;a;a;a;a;a;a;a;a;a", names),
	    NAMES_MAX);
	arena_free(arena);
}

static const char *
page_of(struct room *room)
{
	const struct route *route = directive_routes;
	struct reply reply;

	while (!text_equal(route->path, "/documents/:id/review"))
		route++;
	reply = route->view(room->ctx);
	assert_int_equal(reply.status, 200);
	return arena_text_n(room->ctx->arena, reply.body.at, reply.body.len);
}

static void
open_page(struct room *room, const char *query)
{
	static struct param id[] = { { "id", "500" } };

	room->ctx = ask_get(&room->city.ask, query);
	room->city.ask.req.path_params[0] = id[0];
	room->city.ask.req.npath_params = 1;
}

static void
nothing_is_chosen_that_the_text_does_not_say(struct store *store)
{
	struct room room;
	const char *page;

	room_open(&room, store);
	open_page(&room, "/documents/500/review?clause=2");
	page = page_of(&room);
	assert_int_equal(count_of(page, " checked"), 1); /* the box of the keys */
	assert_int_equal(count_of(page, "name=\"person\" value=\"\""), 1);
	assert_int_equal(count_of(page, "Chưa rõ ai làm."), 1);
	assert_int_equal(count_of(page, "ngày cuối quý, còn 40 ngày"), 1);
	assert_int_equal(count_of(page, "Văn bản không ghi thời hạn."), 1);
	assert_int_equal(count_of(page, "0/5"), 2);
	open_page(&room, "/documents/500/review?clause=1");
	page = page_of(&room);
	assert_int_equal(count_of(page, " checked"), 3);
	assert_int_equal(count_of(page, "thời hạn ghi trong văn bản, còn 9 ngày"), 1);
	open_page(&room, "/documents/500/review?clause=4");
	page = page_of(&room);
	assert_int_equal(count_of(page, "name=\"way\""), 3);
	assert_int_equal(count_of(page, "Nộp báo cáo tổng hợp vấn đề người dân quan tâm"), 2);
	assert_int_equal(count_of(page, "href=\"/policy\""), 2);
	open_page(&room, "/documents/500/review?clause=5");
	page = page_of(&room);
	assert_int_equal(count_of(page, "value=\"converted\""), 0);
	assert_int_equal(count_of(page, "Hệ thống này không theo dõi con người."), 1);
	room_close(&room);
}

static void
groups_of_units_are_known(void **state)
{
	static const char *const groups[] = { "Ủy ban nhân dân các xã, phường",
		"Các sở, ban, ngành", "sở, ngành", "Sở Y tế; Sở Nội vụ", "Giám đốc các Sở",
		"UBND các phường Định Công, Khương Đình" };

	(void)state;
	for (size_t i = 0; i < sizeof(groups) / sizeof(*groups); i++)
		assert_true(directive_is_group(groups[i]));
	assert_false(directive_is_group(""));
	assert_false(directive_is_group("Sở Văn hóa, Thể thao và Du lịch"));
	assert_false(directive_is_group("Phường Cáct "));
	assert_false(directive_is_group("Sở Xây dựng"));
}

/*
 * All communes at once: nobody is sure, what another clause names is labelled so, and the page says
 * that one of several is to lead.
 */
static void
a_group_has_no_sure_lead(struct store *store)
{
	struct room room;
	const char *page;

	room_with(&room, store, STR("THÔNG BÁO\nKết luận tại buổi giao ban\n"
				    "Chủ tịch kết luận như sau:\n2. Về môi trường\n"
				    "2.1. Giao Sở Xây dựng xử lý các điểm rác.\n"
				    "2.2. Ủy ban nhân dân các xã, phường rà soát điểm rác.\n"));
	assert_int_equal(look(&room, 2, 0), RC_OK);
	assert_string_equal(room.r.now->actors, "Ủy ban nhân dân các xã, phường");
	assert_false(room.r.lead.sure);
	assert_true(room.r.lead.group);
	assert_true(room.r.lead.n > 0);
	for (size_t i = 0; i < room.r.lead.n; i++)
		assert_int_not_equal(room.r.lead.rows[i].why, BY_CLAUSE);
	assert_int_equal(room.r.lead.rows[0].unit_id, CITY_LEAD);
	assert_int_equal(room.r.lead.rows[0].why, BY_SECTION);
	assert_string_equal(room.r.lead.rows[0].section, "2.1");
	open_page(&room, "/documents/500/review?clause=2");
	page = page_of(&room);
	assert_non_null(strstr(page, "nêu ở mục 2.1"));
	assert_non_null(strstr(page, "tức nhiều đơn vị: chọn một đơn vị chủ trì"));
	assert_null(strstr(page, "không có đúng một đơn vị"));
	room_close(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(the_next_open_clause_comes_into_view),
		STORE_TEST(a_long_document_is_shown_in_parts),
		STORE_TEST(a_named_unit_is_sure_and_a_vague_one_is_only_proposed),
		STORE_TEST(a_group_has_no_sure_lead),
		cmocka_unit_test(groups_of_units_are_known),
		STORE_TEST(who_led_such_tasks_before_is_proposed),
		STORE_TEST(nothing_is_chosen_that_the_text_does_not_say),
		STORE_TEST(a_sure_lead_brings_its_head),
		STORE_TEST(co_operating_bodies_that_are_no_units_are_not_dropped),
		cmocka_unit_test(an_output_is_what_the_text_names),
		cmocka_unit_test(lists_of_addressees_become_names),
	};

	return cmocka_run_group_tests_name("review", tests, NULL, NULL);
}
