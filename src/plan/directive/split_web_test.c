/* split_web_test.c: what happens to a clause between a split's reading and its turn to write. */
#include "plan/directive/split.h"

#include "app/blob.h"
#include "base/arena.h"
#include "plan/document/document.h"
#include "tests/plan_city.h"

enum { DOCUMENT = 800, BLOB = 801, TEXT_MAX = 1 << 20 };

static const char notice[] =
    "THÔNG BÁO\n"
    "Chủ tịch kết luận như sau:\n"
    "1. Giao Sở Xây dựng công khai danh mục điểm ngập, hoàn thành trước ngày 30/11/2026 đồng thời "
    "UBND phường Hoàng Mai niêm yết phương án trước ngày 15/12/2026.\n"
    "2. Giao Sở Y tế phun thuốc trước ngày 30/11/2026 đồng thời UBND phường Hoàng Mai dọn rác "
    "trước ngày 15/12/2026.\n";

/* Two people at their desks. */
struct room {
	struct city city;
	struct ask other;
	struct directive *rows;
	size_t n;
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
	struct document_read *read = ARENA_NEW(store->arena, struct document_read);
	struct ctx *ctx;
	struct err err = { 0 };

	city_open(&room->city, store);
	ctx = room->city.ctx;
	room->city.ask.app.collator = collator_open();
	ask_init(&room->other, store->arena, store->db);
	room->other.app.ids = room->city.ask.app.ids;
	assert_int_equal(document_read(store->arena, str_of(notice), ctx->today, "file", read,
	                     &err), RC_OK);
	assert_int_equal(blob_put(store->db, BLOB, "a.txt", "text/plain", read->bytes,
	                     ctx->now_ms), RC_OK);
	assert_int_equal(document_add(ctx, DOCUMENT, BLOB, NULL, read), RC_OK);
	reload(room);
	assert_int_equal(room->n, 2);
}

static void
room_close(struct room *room)
{
	collator_close(room->city.ask.app.collator);
	city_close(&room->city);
}

/* Row i is to be split at its best place: the form is sent and read. */
static enum rc
prepare(struct room *room, struct ask *ask, size_t i)
{
	struct arena *arena = room->city.store->arena;
	const struct directive *d = &room->rows[i];
	struct split_cut cuts[SPLIT_OFFERS_MAX];
	const struct route *route = split_routes;
	struct ctx *ctx;
	size_t best;

	assert_true(split_offers(str_of(d->quote), cuts, &best) > 0);
	ctx = ask_post(ask, "/documents/x", arena_printf(arena,
	    "directive=%lld&version=%lld&first=%.*s&second=%s", (long long)d->id,
	    (long long)d->version, (int)cuts[best].first_end, d->quote,
	    d->quote + cuts[best].second_start));
	while (route->apply == NULL)
		route++;
	ask->route = *route;
	ask->req.path_params[0] = (struct param){ "id", "800" };
	ask->req.path_params[1] = (struct param){ "clause",
		arena_printf(arena, "%d", (int)d->position) };
	ask->req.npath_params = 2;
	assert_true(form_parse(ctx, ask->route.form));
	return ask->route.prepare(ctx);
}

static void
a_split_goes_where_its_clause_has_moved_to(struct store *store)
{
	struct room room;

	room_open(&room, store);
	assert_int_equal(prepare(&room, &room.city.ask, 1), RC_OK);
	assert_int_equal(prepare(&room, &room.other, 0), RC_OK);
	assert_int_equal(room.other.route.apply(&room.other.ctx), RC_OK);
	assert_int_equal(room.city.ask.route.apply(&room.city.ask.ctx), RC_OK);
	reload(&room);
	assert_int_equal(room.n, 4);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(room.rows[i].position, i + 1);
	assert_non_null(strstr(room.rows[2].quote, "phun thuốc"));
	assert_non_null(strstr(room.rows[3].quote, "dọn rác"));
	assert_int_equal(directive_recounts[0].run(store->db), 0);
	room_close(&room);
}

static void
two_who_split_the_same_clause_conflict(struct store *store)
{
	struct room room;

	room_open(&room, store);
	assert_int_equal(prepare(&room, &room.city.ask, 0), RC_OK);
	assert_int_equal(prepare(&room, &room.other, 0), RC_OK);
	assert_int_equal(room.other.route.apply(&room.other.ctx), RC_OK);
	assert_int_equal(room.city.ask.route.apply(&room.city.ask.ctx), RC_CONFLICT);
	/* the page was seen before the split */
	assert_int_equal(prepare(&room, &room.city.ask, 0), RC_CONFLICT);
	reload(&room);
	assert_int_equal(room.n, 3);
	room_close(&room);
}

/* The turn writes what was read before it: no text is read there, however often it runs. */
static void
the_turn_reads_no_text(struct store *store)
{
	struct room room;
	size_t used;

	room_open(&room, store);
	assert_int_equal(prepare(&room, &room.city.ask, 0), RC_OK);
	store_test_script(store, "DELETE FROM blob_chunk WHERE blob_id = 801");
	used = arena_used(store->arena);
	assert_int_equal(room.city.ask.route.apply(&room.city.ask.ctx), RC_OK);
	assert_true(arena_used(store->arena) - used < 16 * 1024);
	room_close(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_split_goes_where_its_clause_has_moved_to),
		STORE_TEST(two_who_split_the_same_clause_conflict),
		STORE_TEST(the_turn_reads_no_text),
	};

	return cmocka_run_group_tests_name("split page", tests, NULL, NULL);
}
