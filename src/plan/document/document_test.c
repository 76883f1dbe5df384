/* document_test.c: documents on a real store: what is kept, what is refused, where clauses lie. */
#include "plan/document/document.h"

#include "app/blob.h"
#include "html/msg.h"
#include "plan/directive/directive.h"
#include "tests/plan_city.h"

enum { BLOB = 700, NOTICE_MAX = 200000, TEXT_MAX = 1 << 30 };

struct desk {
	struct city city;
	struct ctx *ctx;
	struct arena *arena;
	struct err err;
};

static void
desk_open(struct desk *desk, struct store *store)
{
	*desk = (struct desk){ .arena = store->arena };
	city_open(&desk->city, store);
	desk->ctx = desk->city.ctx;
	desk->city.ask.app.collator = collator_open();
}

static void
desk_close(struct desk *desk)
{
	collator_close(desk->city.ask.app.collator);
	city_close(&desk->city);
}

static struct str
notice(struct arena *arena)
{
	FILE *file = fopen("tests/data/notices/thong-bao-mua-ngap-2026.txt", "rb");
	char *at = arena_alloc(arena, NOTICE_MAX);
	struct str bytes;

	assert_non_null(file);
	bytes = (struct str){ at, fread(at, 1, NOTICE_MAX, file) };
	(void)fclose(file);
	assert_true(bytes.len > 1000 && bytes.len < NOTICE_MAX);
	return bytes;
}

static enum rc
bring(struct desk *desk, struct str bytes, int64_t id)
{
	struct document_read *read = ARENA_NEW(desk->arena, struct document_read);
	enum rc rc;

	err_clear(&desk->err);
	rc = document_read(desk->arena, bytes, desk->ctx->today, "file", read, &desk->err);
	if (rc == RC_OK)
		rc = blob_put(desk->ctx->db, BLOB + id, "a.txt", "text/plain", bytes,
		    desk->ctx->now_ms);
	return rc == RC_OK ? document_add(desk->ctx, id, BLOB + id, NULL, read) : rc;
}

static void
a_notice_is_kept_with_its_facts_and_fourteen_clauses(struct store *store)
{
	struct desk desk;
	struct document d;
	struct directive *rows;
	size_t n;

	desk_open(&desk, store);
	assert_int_equal(bring(&desk, notice(store->arena), 1), RC_OK);
	assert_int_equal(document_get(store->db, store->arena, 1, &d), RC_OK);
	assert_string_equal(d.symbol, "612/TB-VP");
	assert_string_equal(d.doc_type, "TB");
	assert_int_equal(d.issued_day, date_to_day((struct date){ 2026, 11, 16 }));
	assert_int_equal(directive_list(store->db, store->arena, 1, 0, TEXT_MAX,
	                     &rows, &n), RC_OK);
	assert_int_equal(n, 14);
	assert_string_equal(rows[2].actors, "Các đơn vị liên quan");
	assert_true(rows[2].vague);
	assert_int_equal(rows[8].family, FAMILY_PERSONS);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM audit_entry"
	                                          " WHERE verb = 'document.add'"), 1);
	desk_close(&desk);
}

static void
the_same_bytes_again_are_a_conflict(struct store *store)
{
	struct desk desk;
	struct document_read read;
	int64_t id;

	desk_open(&desk, store);
	assert_int_equal(bring(&desk, notice(store->arena), 1), RC_OK);
	assert_int_equal(bring(&desk, notice(store->arena), 2), RC_CONFLICT);
	assert_int_equal(city_count(store, "document"), 1);
	assert_int_equal(document_read(store->arena, notice(store->arena), desk.ctx->today, "file",
	                     &read, &desk.err), RC_OK);
	assert_int_equal(document_by_hash(store->db, read.hash, &id), RC_OK);
	assert_int_equal(id, 1);
	read.hash[0] ^= 1;
	assert_int_equal(document_by_hash(store->db, read.hash, &id), RC_NONE);
	desk_close(&desk);
}

static void
a_check_finds_a_text_that_is_not_its_original(struct store *store)
{
	struct desk desk;

	desk_open(&desk, store);
	assert_int_equal(bring(&desk, notice(store->arena), 1), RC_OK);
	assert_int_equal(bring(&desk, STR("Giao Sở Y tế báo cáo.\n"), 2), RC_OK);
	assert_int_equal(document_recounts[0].run(store->db), 0);
	store_test_script(store, "UPDATE document_text SET body = 'x' WHERE document_id = 1");
	assert_int_equal(document_recounts[0].run(store->db), 1);
	store_test_script(store, "DELETE FROM blob_chunk WHERE blob_id = 702");
	assert_int_equal(document_recounts[0].run(store->db), 2);
	desk_close(&desk);
}

static void
assert_refused(struct desk *desk, struct str bytes, int msg)
{
	assert_int_equal(bring(desk, bytes, 9), RC_REFUSED);
	assert_int_equal(desk->err.msg, msg);
	assert_string_equal(desk->err.field, "file");
	assert_int_equal(city_count(desk->city.store, "document"), 0);
	assert_int_equal(city_count(desk->city.store, "document_text"), 0);
	assert_int_equal(city_count(desk->city.store, "directive"), 0);
	assert_int_equal(city_count(desk->city.store, "blob_file"), 0);
}

static void
what_is_secret_or_no_text_leaves_nothing(struct store *store)
{
	struct desk desk;
	struct str large = { arena_alloc(store->arena, DOCUMENT_BYTES_MAX + 1),
		DOCUMENT_BYTES_MAX + 1 };

	desk_open(&desk, store);
	memset((char *)large.at, 'a', large.len);
	assert_refused(&desk, STR("MẬT\nỦY BAN NHÂN DÂN\nGiao Sở Xây dựng báo cáo.\n"),
	    MSG_document_secret);
	assert_refused(&desk, STR("TỐI MẬT\nỦY BAN NHÂN DÂN\nGiao Sở Xây dựng báo cáo.\n"),
	    MSG_document_secret);
	assert_refused(&desk, STR("TUYỆT MẬT\nỦY BAN NHÂN DÂN\nGiao Sở Xây dựng báo cáo.\n"),
	    MSG_document_secret);
	assert_refused(&desk, STR("MA\xcc\xa3\xcc\x82T\nU\xcc\x89Y BAN NHÂN DÂN\n"),
	    MSG_document_secret); /* the same word as it comes from other systems */
	assert_refused(&desk, STR(""), MSG_document_empty);
	assert_refused(&desk, STR("PK\x03\x04\0\0\0\0"), MSG_document_not_text);
	assert_refused(&desk, STR("Giao S\xf4 Xây dựng"), MSG_document_not_utf8);
	assert_refused(&desk, large, MSG_document_too_large);
	desk_close(&desk);
}

/* NFD of the letters that this test uses: enough to move every later place. */
static struct str
decomposed(struct arena *arena, struct str text)
{
	static const char *const pairs[][2] = { { "Ở", "O\xcc\x9b\xcc\x89" },
		{ "ở", "o\xcc\x9b\xcc\x89" }, { "ê", "e\xcc\x82" }, { "á", "a\xcc\x81" },
		{ "à", "a\xcc\x80" }, { "â", "a\xcc\x82" } };
	struct buf to;

	buf_init(&to, arena, text.len * 3);
	for (size_t i = 0; i < text.len;) {
		size_t k = 0;

		while (k < ARRAY_LEN(pairs) &&
		    strncmp(text.at + i, pairs[k][0], strlen(pairs[k][0])) != 0)
			k++;
		if (k == ARRAY_LEN(pairs)) {
			buf_add_char(&to, text.at[i++]);
			continue;
		}
		buf_add_text(&to, pairs[k][1]);
		i += strlen(pairs[k][0]);
	}
	return buf_str(&to);
}

/* Code points [from, to) of the bytes as they came. */
static struct str
points(struct str bytes, int64_t from, int64_t to)
{
	size_t at = 0, start = 0;
	uint32_t code;

	for (int64_t i = 0; i < to; i++) {
		if (i == from)
			start = at;
		at += utf8_decode(bytes.at + at, bytes.len - at, &code);
	}
	return (struct str){ bytes.at + start, at - start };
}

static void
places_are_those_of_the_original_bytes(struct store *store)
{
	struct str bytes = decomposed(store->arena, notice(store->arena));
	struct directive *rows, *plain;
	struct str text;
	struct desk desk;
	size_t n, nplain;

	desk_open(&desk, store);
	assert_int_equal(bring(&desk, notice(store->arena), 1), RC_OK);
	assert_int_equal(bring(&desk, bytes, 2), RC_OK); /* other bytes: another document */
	assert_int_equal(directive_list(store->db, store->arena, 1, 0, TEXT_MAX,
	                     &plain, &nplain), RC_OK);
	assert_int_equal(directive_list(store->db, store->arena, 2, 0, TEXT_MAX,
	                     &rows, &n), RC_OK);
	assert_int_equal(document_text(store->db, store->arena, 2, &text), RC_OK);
	assert_int_equal(n, nplain);
	assert_true(rows[13].char_start > plain[13].char_start);
	for (size_t i = 0; i < n; i++) {
		struct str quote = { text.at + rows[i].byte_start,
			rows[i].byte_end - rows[i].byte_start };
		struct str raw = points(bytes, rows[i].char_start, rows[i].char_end);

		assert_string_equal(rows[i].quote, plain[i].quote);
		assert_true(str_is(quote, rows[i].quote));
		assert_true(str_equal(text_nfc(store->arena, raw), quote));
	}
	desk_close(&desk);
}

static void
facts_are_put_right_once(struct store *store)
{
	struct desk desk;
	struct document d;

	desk_open(&desk, store);
	assert_int_equal(bring(&desk, notice(store->arena), 1), RC_OK);
	assert_int_equal(document_get(store->db, store->arena, 1, &d), RC_OK);
	d.title = "Kết luận giao ban";
	d.issued_day = DAY_NONE;
	assert_int_equal(document_update(desk.ctx, &d), RC_OK);
	assert_int_equal(document_update(desk.ctx, &d), RC_CONFLICT);
	assert_int_equal(document_get(store->db, store->arena, 1, &d), RC_OK);
	assert_string_equal(d.title, "Kết luận giao ban");
	assert_int_equal(d.issued_day, DAY_NONE);
	assert_int_equal(document_get(store->db, store->arena, 99, &d), RC_NONE);
	desk_close(&desk);
}

/* ---- large files ---- */

struct counter {
	struct arena *arena;
	struct config config;
	struct ask ask;
	struct document_read read;
};

/* A request with the settings a server has, but for one. */
static void
counter_open(struct counter *c, char *flag, char *value)
{
	char *words[] = { "giaoban", "--config", "/dev/null", flag, value, NULL };
	struct err err = { 0 };
	int n = 5;

	*c = (struct counter){ .arena = arena_new((size_t)64 << 20) };
	assert_int_equal(config_take_flags(&c->config, &n, words, &err), RC_OK);
	ask_init(&c->ask, c->arena, NULL);
	c->ask.app.config = &c->config;
	(void)ask_post(&c->ask, "/documents", "");
}

static void
counter_close(struct counter *c)
{
	config_release(&c->config);
	arena_free(c->arena);
}

/* `line` again and again. */
static struct upload
long_file(struct arena *arena, const char *line, size_t times)
{
	size_t len = strlen(line);
	char *at = arena_alloc(arena, len * times + 1);

	for (size_t i = 0; i < times; i++)
		memcpy(at + i * len, line, len);
	return upload_of("file", "a.txt", "text/plain", (struct str){ at, len * times });
}

static enum rc
read_upload(struct counter *c, const struct upload *file)
{
	struct err err = { 0 };

	c->ask.ctx.err = err;
	return document_read_upload(&c->ask.ctx, file, "file", &c->read);
}

static void
a_large_file_is_read_beside_the_request(void **state)
{
	struct arena *files = arena_new((size_t)256 << 20);
	struct upload file = long_file(files, "Giao Sở Xây dựng báo cáo kết quả.\n", 10000);
	struct document_read plain;
	struct err err = { 0 };
	struct counter c;
	size_t used;

	(void)state;
	counter_open(&c, "--document-mb", "64");
	assert_true(file.size > DOCUMENT_SMALL);
	assert_int_equal(document_read(files, file.bytes, c.ask.ctx.today, "file", &plain, &err),
	    RC_OK);
	used = arena_used(c.arena);
	assert_int_equal(read_upload(&c, &file), RC_OK);
	assert_true(arena_used(c.arena) - used < 14 * file.size); /* a clause in every line */
	assert_memory_equal(c.read.hash, file.hash, UPLOAD_HASH);
	assert_true(str_equal(c.read.text.text, file.bytes));
	assert_int_equal(c.read.found.nclauses, 10000);
	for (size_t i = 0; i < 10000; i += 999) {
		assert_string_equal(c.read.found.clauses[i].actors[0],
		    plain.found.clauses[i].actors[0]);
		assert_int_equal(c.read.found.clauses[i].byte_end, plain.found.clauses[i].byte_end);
	}
	assert_int_equal(pthread_mutex_trylock(&c.ask.app.reading), 0); /* given back */
	(void)pthread_mutex_unlock(&c.ask.app.reading);
	counter_close(&c);
	arena_free(files);
}

static void
assert_not_read(struct counter *c, const struct upload *file, int msg)
{
	assert_int_equal(read_upload(c, file), RC_REFUSED);
	assert_int_equal(c->ask.ctx.err.msg, msg);
	assert_string_equal(c->ask.ctx.err.field, "file");
	counter_close(c);
}

static void
what_does_not_fit_is_refused_at_the_file(void **state)
{
	struct arena *files = arena_new((size_t)256 << 20);
	struct upload dense = long_file(files, "Giao Sở A báo cáo.\n", DIRECTIVES_MAX + 1);
	struct upload prose = long_file(files, "Mưa nhiều.\n", 70000);
	struct upload large = long_file(files, "a\n", DOCUMENT_BYTES_MAX / 2 + 1);
	struct counter c;

	(void)state;
	counter_open(&c, "--document-mb", "320");
	assert_not_read(&c, &large, MSG_document_too_large);
	counter_open(&c, "--document-mb", "320");
	assert_not_read(&c, &dense, MSG_document_too_many);
	counter_open(&c, "--document-mb", "16");
	assert_not_read(&c, &dense, MSG_document_memory);
	counter_open(&c, "--request-mb", "4");
	assert_not_read(&c, &prose, MSG_document_memory);
	counter_open(&c, "--request-ms", "100");
	(void)pthread_mutex_lock(&c.ask.app.reading); /* somebody else's is being read */
	assert_not_read(&c, &prose, MSG_document_busy);
	arena_free(files);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_notice_is_kept_with_its_facts_and_fourteen_clauses),
		STORE_TEST(the_same_bytes_again_are_a_conflict),
		STORE_TEST(a_check_finds_a_text_that_is_not_its_original),
		STORE_TEST(what_is_secret_or_no_text_leaves_nothing),
		STORE_TEST(places_are_those_of_the_original_bytes),
		STORE_TEST(facts_are_put_right_once),
		cmocka_unit_test(a_large_file_is_read_beside_the_request),
		cmocka_unit_test(what_does_not_fit_is_refused_at_the_file),
	};

	return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
