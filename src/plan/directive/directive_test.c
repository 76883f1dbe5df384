/* directive_test.c: decisions on a real store: outcomes, figures, undo, two reviewers at once. */
#include "plan/directive/directive.h"

#include "base/arena.h"
#include "html/msg.h"
#include "tests/plan_city.h"

enum { DOCUMENT = 500, TEXT_MAX = 1 << 30 };

/* Four clauses: clear, vague, sensitive, about persons. */
static const char notice[] =
    "THÔNG BÁO\n"
    "Kết luận tại buổi giao ban\n"
    "Chủ tịch kết luận như sau:\n"
    "1. Giao Sở Xây dựng công khai danh mục điểm ngập, hoàn thành trước ngày 30/11/2026.\n"
    "2. Các đơn vị liên quan khẩn trương khơi thông cửa thu nước.\n"
    "3. Sở Văn hóa và Thể thao thường xuyên nắm bắt dư luận xã hội.\n"
    "4. Công an Thành phố phát hiện sớm các đối tượng tuyên truyền quan điểm sai trái.\n";

struct review {
	struct city city;
	struct ctx *ctx;
	struct directive *rows;
	size_t n;
};

static void
reload(struct review *r)
{
	struct store *store = r->city.store;

	assert_int_equal(directive_list(store->db, store->arena, DOCUMENT, 0, TEXT_MAX,
	                     &r->rows, &r->n), RC_OK);
}

static void
review_open(struct review *r, struct store *store)
{
	struct extract_result found;
	struct decoded text;
	size_t n;

	city_open(&r->city, store);
	r->ctx = r->city.ctx;
	assert_int_equal(decode_text(store->arena, str_of(notice), &text), DECODE_OK);
	extract_run(store->arena, &text, r->ctx->today, &found);
	assert_int_equal(directive_add_all(r->ctx, DOCUMENT, &text, &found, &n), RC_OK);
	assert_int_equal(n, 4);
	reload(r);
}

static struct directive_decision
decision_of(struct review *r, size_t i, enum directive_outcome outcome)
{
	struct directive_decision d = { .directive_id = r->rows[i].id,
		.version = r->rows[i].version, .outcome = outcome };

	if (outcome != OUTCOME_TASK && outcome != OUTCOME_CONVERTED)
		return d;
	d.task = city_task(&r->city);
	d.task.title = d.task.detail = NULL;
	return d;
}

static enum rc
decide(struct review *r, size_t i, enum directive_outcome outcome, const char *note)
{
	struct directive_decision d = decision_of(r, i, outcome);

	d.note = note;
	err_clear(&r->ctx->err);
	return directive_decide(r->ctx, &d);
}

static void
assert_progress(struct review *r, int64_t expected)
{
	struct db *db = r->city.store->db;
	int64_t clauses, decided;

	assert_int_equal(directive_progress(db, DOCUMENT, &clauses, &decided), RC_OK);
	assert_int_equal(clauses, 4);
	assert_int_equal(decided, expected);
	assert_int_equal(directive_recounts[0].run(db), 0);
}

static int64_t
audits(struct review *r, const char *verb)
{
	char sql[120];

	(void)snprintf(sql, sizeof(sql), "SELECT count(*) AS n FROM audit_entry WHERE verb = '%s'",
	    verb);
	return store_test_number(r->city.store, sql);
}

static void
every_outcome_counts_and_leaves_its_entry(struct store *store)
{
	struct review r;
	struct task task;

	review_open(&r, store);
	assert_progress(&r, 0);
	assert_int_equal(decide(&r, 0, OUTCOME_TASK, NULL), RC_OK);
	assert_int_equal(decide(&r, 1, OUTCOME_NOT_TASK, NULL), RC_OK);
	assert_int_equal(decide(&r, 2, OUTCOME_CONVERTED, NULL), RC_OK);
	assert_int_equal(decide(&r, 3, OUTCOME_OUT_OF_SCOPE, "Nói đến cá nhân"), RC_OK);
	assert_progress(&r, 4);
	assert_int_equal(store_test_number(store, "SELECT open AS n FROM review"), 0);
	assert_int_equal(audits(&r, "directive.accept"), 1);
	assert_int_equal(audits(&r, "directive.not_task"), 1);
	assert_int_equal(audits(&r, "directive.convert"), 1);
	assert_int_equal(audits(&r, "directive.out_of_scope"), 1);
	assert_int_equal(city_count(store, "task"), 2);
	reload(&r);
	assert_int_equal(task_get(store->db, store->arena, r.rows[0].task_id, &task), RC_OK);
	assert_string_equal(task.title, r.rows[0].action);
	assert_string_equal(task.detail, "");
	assert_int_equal(task.directive_id, r.rows[0].id);
	assert_int_equal(task.document_id, DOCUMENT);
	assert_int_equal(r.rows[3].task_id, 0);
	assert_string_equal(r.rows[3].note, "Nói đến cá nhân");
	city_close(&r.city);
}

static void
what_is_incomplete_decides_nothing(struct store *store)
{
	struct review r;
	struct directive_decision d;

	review_open(&r, store);
	d = decision_of(&r, 1, OUTCOME_TASK);
	d.task.lead_id = 0;
	assert_int_equal(directive_decide(r.ctx, &d), RC_REFUSED);
	assert_string_equal(r.ctx->err.field, "lead");
	d = decision_of(&r, 1, OUTCOME_TASK);
	d.task.due_day = DAY_NONE;
	err_clear(&r.ctx->err);
	assert_int_equal(directive_decide(r.ctx, &d), RC_REFUSED);
	assert_string_equal(r.ctx->err.field, "due");
	assert_int_equal(decide(&r, 1, OUTCOME_CONVERTED, NULL), RC_REFUSED);
	assert_int_equal(r.ctx->err.msg, MSG_directive_no_half);
	assert_string_equal(r.ctx->err.field, "outcome");
	assert_int_equal(decide(&r, 3, OUTCOME_CONVERTED, NULL), RC_REFUSED);
	assert_int_equal(decide(&r, 3, OUTCOME_OUT_OF_SCOPE, ""), RC_REFUSED);
	assert_string_equal(r.ctx->err.field, "note");
	assert_int_equal(decide(&r, 3, OUTCOME_TASK, NULL), RC_REFUSED);
	assert_int_equal(r.ctx->err.msg, MSG_directive_persons_why);
	assert_int_equal(decide(&r, 0, OUTCOME_OPEN, NULL), RC_REFUSED);
	assert_progress(&r, 0);
	assert_int_equal(city_count(store, "task"), 0);
	city_close(&r.city);
}

static void
a_second_reviewer_makes_no_second_task(struct store *store)
{
	struct review r;

	review_open(&r, store);
	assert_int_equal(decide(&r, 0, OUTCOME_TASK, NULL), RC_OK);
	assert_int_equal(decide(&r, 0, OUTCOME_TASK, NULL), RC_CONFLICT);
	assert_int_equal(decide(&r, 0, OUTCOME_NOT_TASK, NULL), RC_CONFLICT);
	reload(&r);
	assert_int_equal(decide(&r, 0, OUTCOME_NOT_TASK, NULL), RC_CONFLICT);
	r.rows[0].id = 12345;
	assert_int_equal(decide(&r, 0, OUTCOME_TASK, NULL), RC_NONE);
	assert_int_equal(city_count(store, "task"), 1);
	assert_progress(&r, 1);
	city_close(&r.city);
}

static void
undo_opens_the_last_decision_and_withdraws_its_task(struct store *store)
{
	struct review r;
	struct directive last;

	review_open(&r, store);
	assert_int_equal(directive_undo(r.ctx, DOCUMENT, 0, 0), RC_REFUSED);
	assert_int_equal(r.ctx->err.msg, MSG_directive_nothing_decided);
	assert_int_equal(directive_last(store->db, store->arena, DOCUMENT, &last), RC_NONE);
	assert_int_equal(decide(&r, 3, OUTCOME_NOT_TASK, NULL), RC_OK);
	r.ctx->now_ms += 1000;
	assert_int_equal(decide(&r, 0, OUTCOME_TASK, NULL), RC_OK);
	assert_int_equal(directive_last(store->db, store->arena, DOCUMENT, &last), RC_OK);
	assert_int_equal(last.id, r.rows[0].id);
	assert_int_equal(directive_undo(r.ctx, DOCUMENT, r.rows[3].id, 2), RC_CONFLICT);
	assert_int_equal(directive_undo(r.ctx, DOCUMENT, last.id, 1), RC_CONFLICT);
	assert_int_equal(directive_undo(r.ctx, DOCUMENT, last.id, last.version), RC_OK);
	assert_int_equal(store_test_number(store,
	                     "SELECT count(*) AS n FROM task WHERE state = 'cancelled'"), 1);
	assert_int_equal(audits(&r, "task.withdraw"), 1);
	assert_int_equal(audits(&r, "directive.undo"), 1);
	assert_int_equal(audits(&r, "directive.accept"), 1);
	assert_progress(&r, 1);
	reload(&r);
	assert_int_equal(r.rows[0].outcome, OUTCOME_OPEN);
	assert_int_equal(r.rows[0].task_id, 0);
	assert_int_equal(decide(&r, 0, OUTCOME_TASK, NULL), RC_OK);
	assert_progress(&r, 2);
	city_close(&r.city);
}

static void
undo_leaves_a_task_that_somebody_touched(struct store *store)
{
	struct review r;

	review_open(&r, store);
	assert_int_equal(decide(&r, 0, OUTCOME_TASK, NULL), RC_OK);
	reload(&r);
	assert_int_equal(city_do(&r.city, r.rows[0].task_id, TASK_ACT_ACKNOWLEDGE), RC_OK);
	assert_int_equal(directive_undo(r.ctx, DOCUMENT, 0, 0), RC_REFUSED);
	assert_int_equal(r.ctx->err.msg, MSG_task_touched);
	assert_int_equal(city_count(store, "task"), 1);
	assert_progress(&r, 1);
	city_close(&r.city);
}

static void
only_ones_own_decision_is_undone_and_only_for_an_hour(struct store *store)
{
	struct user other = { .account_id = 77, .name = "Lê Văn Thử" };
	const struct user *me;
	struct review r;

	review_open(&r, store);
	me = r.ctx->user;
	assert_int_equal(decide(&r, 0, OUTCOME_TASK, NULL), RC_OK);
	r.ctx->user = &other;
	assert_int_equal(directive_undo(r.ctx, DOCUMENT, 0, 0), RC_REFUSED);
	assert_int_equal(r.ctx->err.msg, MSG_directive_undo_other);
	r.ctx->user = me;
	err_clear(&r.ctx->err);
	r.ctx->now_ms += UNDO_MS + 1;
	assert_int_equal(directive_undo(r.ctx, DOCUMENT, 0, 0), RC_REFUSED);
	assert_int_equal(r.ctx->err.msg, MSG_directive_undo_late);
	assert_progress(&r, 1);
	r.ctx->now_ms -= 1;
	err_clear(&r.ctx->err);
	assert_int_equal(directive_undo(r.ctx, DOCUMENT, 0, 0), RC_OK);
	assert_progress(&r, 0);
	city_close(&r.city);
}

static void
a_draft_is_told_apart_from_what_is_in_the_plan(struct store *store)
{
	struct directive_decision d;
	struct review r;

	review_open(&r, store);
	d = decision_of(&r, 0, OUTCOME_TASK);
	d.task.activate = false;
	assert_int_equal(directive_decide(r.ctx, &d), RC_OK);
	assert_int_equal(decide(&r, 1, OUTCOME_TASK, NULL), RC_OK);
	reload(&r);
	assert_true(r.rows[0].draft);
	assert_false(r.rows[1].draft);
	assert_int_equal(audits(&r, "directive.draft"), 1);
	assert_int_equal(audits(&r, "directive.accept"), 1);
	assert_int_equal(audits(&r, "task.draft"), 1);
	city_close(&r.city);
}

static void
the_recount_finds_a_wrong_figure(struct store *store)
{
	struct review r;

	review_open(&r, store);
	store_test_script(store, "UPDATE review SET decided = 1");
	assert_int_equal(directive_recounts[0].run(store->db), 1);
	store_test_script(store, "UPDATE review SET decided = 0, open = 0");
	assert_int_equal(directive_recounts[0].run(store->db), 1);
	store_test_script(store, "UPDATE review SET open = 1, clauses = 5");
	assert_int_equal(directive_recounts[0].run(store->db), 1);
	city_close(&r.city);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(every_outcome_counts_and_leaves_its_entry),
		STORE_TEST(what_is_incomplete_decides_nothing),
		STORE_TEST(a_second_reviewer_makes_no_second_task),
		STORE_TEST(undo_opens_the_last_decision_and_withdraws_its_task),
		STORE_TEST(undo_leaves_a_task_that_somebody_touched),
		STORE_TEST(only_ones_own_decision_is_undone_and_only_for_an_hour),
		STORE_TEST(a_draft_is_told_apart_from_what_is_in_the_plan),
		STORE_TEST(the_recount_finds_a_wrong_figure),
	};

	return cmocka_run_group_tests_name("directive", tests, NULL, NULL);
}
