/* blob_test.c: files in the store: whole again after chunks, kept or swept. */
#include "tests/store.h"

#include "app/blob.h"
#include "base/arena.h"
#include "html/msg.h"
#include "tests/ask.h"

static struct str
pattern(struct arena *arena, size_t len)
{
	char *at = arena_alloc(arena, len);

	for (size_t i = 0; i < len; i++)
		at[i] = (char)(i * 31 + i / 251);
	return (struct str){ at, len };
}

static void
a_file_comes_back_as_it_went_in(struct store *store)
{
	struct str in = pattern(store->arena, 2 * BLOB_CHUNK + 17);
	struct blob blob;
	struct str out;

	assert_int_equal(blob_put(store->db, 7, "Báo cáo.pdf", "application/pdf", in, 5), RC_OK);
	assert_int_equal(blob_get(store->db, store->arena, 7, &blob), RC_OK);
	assert_string_equal(blob.name, "Báo cáo.pdf");
	assert_string_equal(blob.type, "application/pdf");
	assert_int_equal(blob.size, in.len);
	assert_int_equal(blob.hash.len, BLOB_HASH);
	assert_int_equal(blob_bytes(store->db, store->arena, 7, &out), RC_OK);
	assert_true(str_equal(in, out));
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM blob_chunk"), 3);
	assert_int_equal(blob_bytes(store->db, store->arena, 8, &out), RC_NONE);
}

static const char *
disposition(struct store *store, const char *name)
{
	struct ask ask;
	struct reply reply;

	ask_init(&ask, store->arena, store->db);
	reply = reply_download(ask_get(&ask, "/a"), "text/plain", name, STR("abc"));
	for (size_t i = 0; i < reply.nheaders; i++)
		if (text_equal(reply.headers[i].name, "Content-Disposition"))
			return reply.headers[i].value;
	return "";
}

static void
a_file_keeps_its_name(struct store *store)
{
	assert_string_equal(disposition(store, "Báo cáo kết quả.pdf"),
	    "attachment; filename=\"bao cao ket qua.pdf\"; "
	    "filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20k%E1%BA%BFt%20qu%E1%BA%A3.pdf");
	assert_string_equal(disposition(store, "Tasks-1.csv"),
	    "attachment; filename=\"Tasks-1.csv\"; filename*=UTF-8''Tasks-1.csv");
	assert_string_equal(disposition(store, "../a\"b;\r\n\xE2\x82\xAC'%.txt"),
	    "attachment; filename=\".._a_b___"
	    "_'_.txt\"; filename*=UTF-8''.._a%22b%3B%0D%0A%E2%82%AC%27%25.txt");
	assert_string_equal(disposition(store, ""),
	    "attachment; filename=\"file\"; filename*=UTF-8''file");
}

static void
the_largest_file_fits_the_memory_of_a_request(struct store *store)
{
	struct arena *request = arena_new((size_t)64 << 20); /* request-mb */
	struct arena *files = arena_new((size_t)64 << 20);
	struct str in = pattern(files, BLOB_MAX);
	struct str out;

	assert_int_equal(blob_put(store->db, 7, "a", "", in, 5), RC_OK);
	assert_int_equal(blob_bytes(store->db, request, 7, &out), RC_OK);
	assert_true(str_equal(in, out));
	arena_free(files);
	arena_free(request);
}

static void
what_nobody_keeps_is_swept(struct store *store)
{
	struct ask ask;
	struct upload file = upload_of("file", "a.txt", "text/plain", STR("abc"));
	int64_t lost = 0, kept = 0, n;
	struct ctx *ctx;

	ask_init(&ask, store->arena, store->db);
	ask.app.ids = id_maker_new_seeded(1);
	ctx = ask_post(&ask, "/tasks", "");
	assert_int_equal(blob_send(ctx, &file, &lost), RC_OK);
	assert_int_equal(blob_send(ctx, &file, &kept), RC_OK);
	assert_int_equal(blob_keep(store->db, kept), RC_OK);
	assert_int_equal(blob_sweep(store->db, store->arena, ctx->now_ms, 10, &n), RC_OK);
	assert_int_equal(n, 0);
	assert_int_equal(blob_sweep(store->db, store->arena, ctx->now_ms + 1, 10, &n), RC_OK);
	assert_int_equal(n, 1);
	assert_int_equal(blob_keep(store->db, lost), RC_NONE);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM blob_chunk"), 1);
	id_maker_free(ask.app.ids);
}

static void
a_check_finds_files_whose_bytes_were_touched(struct store *store)
{
	static const char *const touches[] = {
		"UPDATE blob_chunk SET bytes = hash FROM blob_file WHERE id = blob_id AND id = 7",
		"DELETE FROM blob_chunk WHERE blob_id = 8",
		"UPDATE blob_file SET size = 4 WHERE id = 9",
	};

	for (int64_t id = 7; id < 11; id++)
		assert_int_equal(blob_put(store->db, id, "a", "", STR("abc"), 5), RC_OK);
	assert_int_equal(blob_recounts[0].run(store->db), 0);
	for (int64_t i = 0; i < 3; i++) {
		store_test_script(store, touches[i]);
		assert_int_equal(blob_recounts[0].run(store->db), i + 1);
	}
}

static void
what_was_refused_is_removed_at_once(struct store *store)
{
	struct ask ask;
	struct upload file = upload_of("file", "a.txt", "text/plain", STR("abc"));
	struct ctx *ctx;
	int64_t id;

	ask_init(&ask, store->arena, store->db);
	ask.app.ids = id_maker_new_seeded(1);
	ctx = ask_post(&ask, "/tasks", "");
	assert_int_equal(blob_send(ctx, &file, &id), RC_OK);
	blob_discard(ctx);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM blob_chunk"), 0);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM blob_file"), 0);
	assert_int_equal(blob_send(ctx, &file, &id), RC_OK);
	assert_int_equal(blob_keep(store->db, id), RC_OK);
	blob_discard(ctx);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM blob_chunk"), 1);
	id_maker_free(ask.app.ids);
}

static void
an_account_sends_so_much_that_nothing_names(struct store *store)
{
	struct ask ask;
	struct upload file = upload_of("file", "a.txt", "text/plain", STR("abc"));
	struct ctx *ctx;
	int64_t id;

	ask_init(&ask, store->arena, store->db);
	ask.app.ids = id_maker_new_seeded(1);
	ctx = ask_post(&ask, "/tasks", "");
	assert_int_equal(blob_send(ctx, &file, &id), RC_OK);
	store_test_script(store, "UPDATE blob_file SET size = 104857600 - 5");
	assert_int_equal(blob_send(ctx, &file, &id), RC_OK);
	assert_int_equal(blob_send(ctx, &file, &id), RC_REFUSED);
	assert_int_equal(ctx->err.msg, MSG_blob_loose);
	assert_string_equal(ctx->err.field, "file");
	store_test_script(store, "UPDATE blob_file SET made_by = 5");
	assert_int_equal(blob_send(ctx, &file, &id), RC_OK);
	id_maker_free(ask.app.ids);
}

static void
empty_and_oversized_files_are_refused_at_their_field(struct store *store)
{
	struct upload file = { .name = "evidence", .filename = "a", .type = "", .size = 0,
	    .fd = -1 };
	struct ask ask;
	struct ctx *ctx;
	int64_t id;

	ask_init(&ask, store->arena, store->db);
	ctx = ask_post(&ask, "/tasks", "");
	assert_int_equal(blob_send(ctx, &file, &id), RC_REFUSED);
	assert_int_equal(ctx->err.msg, MSG_blob_empty);
	assert_string_equal(ctx->err.field, "evidence");
	err_clear(&ctx->err);
	file.size = BLOB_MAX + 1;
	assert_int_equal(blob_send(ctx, &file, &id), RC_REFUSED);
	assert_int_equal(ctx->err.msg, MSG_blob_too_large);
	assert_string_equal(ctx->err.field, "evidence");
}

static void
files_with_a_secrecy_mark_are_refused_and_not_stored(struct store *store)
{
	static const struct str marked[] = { { "MẬT/KHẨN\r\nBáo cáo\r\n", 25 },
		{ "\xFF\xFEM\0\xAC\x1ET\0\n\0", 10 }, { "\xFE\xFF\0M\x1E\xAC\0T", 8 } };
	struct upload file = { .name = "evidence", .filename = "a.txt", .type = "text/plain",
		.fd = -1 };
	struct ask ask;
	struct ctx *ctx;
	int64_t id;

	ask_init(&ask, store->arena, store->db);
	ask.app.ids = id_maker_new_seeded(1);
	ctx = ask_post(&ask, "/tasks", "");
	for (size_t i = 0; i < sizeof(marked) / sizeof(*marked); i++) {
		file.bytes = marked[i];
		file.size = marked[i].len;
		assert_int_equal(blob_send(ctx, &file, &id), RC_REFUSED);
		assert_int_equal(ctx->err.msg, MSG_blob_secret);
		assert_string_equal(ctx->err.field, "evidence");
		assert_non_null(strstr(ctx->err.args[0].value, "MẬT")); /* it says where */
		err_clear(&ctx->err);
	}
	file.filename = "MẬT.txt";
	file.bytes = STR("Một dòng\n");
	file.size = file.bytes.len;
	assert_int_equal(blob_send(ctx, &file, &id), RC_REFUSED);
	err_clear(&ctx->err);
	file.filename = "mật độ.txt";
	file.bytes = STR("Mật độ dân số tăng; đã bảo mật số liệu.\n");
	file.size = file.bytes.len;
	assert_int_equal(blob_send(ctx, &file, &id), RC_OK);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM blob_chunk"), 1);
	id_maker_free(ask.app.ids);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_file_comes_back_as_it_went_in),
		STORE_TEST(a_file_keeps_its_name),
		STORE_TEST(the_largest_file_fits_the_memory_of_a_request),
		STORE_TEST(what_nobody_keeps_is_swept),
		STORE_TEST(a_check_finds_files_whose_bytes_were_touched),
		STORE_TEST(what_was_refused_is_removed_at_once),
		STORE_TEST(an_account_sends_so_much_that_nothing_names),
		STORE_TEST(empty_and_oversized_files_are_refused_at_their_field),
		STORE_TEST(files_with_a_secrecy_mark_are_refused_and_not_stored),
	};

	return cmocka_run_group_tests_name("blob", tests, NULL, NULL);
}
