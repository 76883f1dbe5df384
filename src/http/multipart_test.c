/* multipart_test.c: bodies fed whole, byte by byte and in odd pieces: the result is the same. */
#include "tests/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "http/body.h"
#include "http/multipart.h"

#define TYPE "multipart/form-data; boundary=xyz"
#define FIELD(name, value) \
	"--xyz\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n" value "\r\n"
#define UPLOAD(name, file, value) \
	"--xyz\r\nContent-Disposition: form-data; name=\"" name "\"; filename=\"" file "\"\r\n" \
	"Content-Type: text/plain\r\n\r\n" value "\r\n"
#define END "--xyz--\r\n"

static const size_t steps[] = { SIZE_MAX, 1, 2, 3, 7, 64 };

/* Feeds `body` in pieces of `step`; the request is valid while `mp` and `arena` are. */
static enum rc
feed(struct multipart *mp, struct str body, size_t step, struct request *req)
{
	for (size_t i = 0; i < body.len; i += step) {
		size_t len = body.len - i < step ? body.len - i : step;
		enum rc rc = multipart_feed(mp, body.at + i, len);

		if (rc != RC_OK)
			return rc;
		if (step == SIZE_MAX)
			break;
	}
	return multipart_end(mp, req);
}

static void
check_all(const char *type, struct str body, void (*check)(const struct request *req))
{
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct arena *arena = arena_new(8 << 20);
		struct multipart *mp = multipart_new(arena, type);
		struct request req = { .arena = arena };

		assert_non_null(mp);
		assert_int_equal(feed(mp, body, steps[i], &req), RC_OK);
		check(&req);
		multipart_release(mp);
		arena_free(arena);
	}
}

static void
refuse_all(const char *type, struct str body)
{
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct arena *arena = arena_new(8 << 20);
		struct multipart *mp = multipart_new(arena, type);
		struct request req = { .arena = arena };

		assert_non_null(mp);
		if (feed(mp, body, steps[i], &req) != RC_REFUSED)
			fail_msg("taken in pieces of %zu: %s", steps[i], body.at);
		assert_null(req.body);
		multipart_release(mp);
		arena_free(arena);
	}
}

static void
is_two_fields_and_a_file(const struct request *req)
{
	assert_int_equal(req->nbody, 2);
	assert_string_equal(request_body(req, "tên"), "một\r\nhai");
	assert_string_equal(request_body(req, "empty"), "");
	assert_int_equal(req->nuploads, 1);
	assert_string_equal(req->uploads[0].name, "file");
	assert_string_equal(req->uploads[0].filename, "b.txt");
	assert_string_equal(req->uploads[0].type, "text/plain");
	assert_int_equal(req->uploads[0].fd, -1);
	assert_true(str_is(req->uploads[0].bytes, "\r\n--xy\r\r\n--xyw\n--xyz"));
}

static void
parts_are_read_in_pieces_of_any_size(void **state)
{
	(void)state;
	check_all(TYPE, STR(FIELD("tên", "một\r\nhai") FIELD("empty", "")
	    UPLOAD("file", "a/b.txt", "\r\n--xy\r\r\n--xyw\n--xyz") UPLOAD("none", "", "") END),
	    is_two_fields_and_a_file);
	check_all(TYPE, STR("preamble\r\n" FIELD("tên", "một\r\nhai") FIELD("empty", "")
	    UPLOAD("file", "C:\\a\\b.txt", "\r\n--xy\r\r\n--xyw\n--xyz") END "epilogue --xyz"),
	    is_two_fields_and_a_file);
}

static void
is_nothing(const struct request *req)
{
	assert_int_equal(req->nbody + req->nuploads, 0);
}

static void
an_empty_form_is_a_form(void **state)
{
	(void)state;
	check_all(TYPE, STR("--xyz--\r\n"), is_nothing);
	check_all("multipart/form-data; boundary=\"xyz\"", STR("--xyz--"), is_nothing);
}

static void
the_malformed_is_refused(void **state)
{
	static const char *const bodies[] = {
		"", "--xyz", "--xyz\r\n", "junk", "--xyzz\r\n",
		"--xyz\r\n\r\nno headers\r\n--xyz--",
		"--xyz\r\nContent-Type: text/plain\r\n\r\nno name\r\n--xyz--",
		"--xyz\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--xyz--",
		"--xyz\r\nContent-Disposition: form-data; filename=a\r\n\r\nx\r\n--xyz--",
		"--xyz\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\nx\r\n--xyz--",
		"--xyz\r\nContent-Disposition: form-data; name=a; filename=b; "
		    "filename=c\r\n\r\nx\r\n--xyz--",
		"--xyz\nContent-Disposition: form-data; name=a\n\nx\n--xyz--",
		"--xyz -\r\n", "--xyz-x",
		FIELD("a", "\xFF") END,
		FIELD("\xC3", "x") END,
		FIELD("a", "x"), /* cut off */
		FIELD("a", "x") "--xyz-",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++)
		refuse_all(TYPE, str_of(bodies[i]));
	refuse_all(TYPE, STR(FIELD("a", "x\0y") END));
	refuse_all(TYPE, STR(UPLOAD("a", "b\0.txt", "x") END));
}

static void
boundaries_must_be_usable(void **state)
{
	static const char *const types[] = { "multipart/form-data",
	    "multipart/form-data; boundary=",
		"multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=\"a\r\nb\"",
		"multipart/form-data; boundary=\"a b\"",
		    "multipart/form-data; boundary=a; boundary=b",
		"multipart/form-data; boundary="
		"01234567890123456789012345678901234567890123456789012345678901234567890" };
	struct arena *arena = arena_new(1 << 20);

	(void)state;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (multipart_new(arena, types[i]) != NULL)
			fail_msg("taken: %s", types[i]);
	arena_free(arena);
}

/* `n` copies of a part, closed. */
static struct str
repeated(struct buf *buf, const char *part, size_t n)
{
	buf_init(buf, NULL, 4 << 20);
	for (size_t i = 0; i < n; i++)
		buf_add_text(buf, part);
	buf_add_text(buf, END);
	return buf_str(buf);
}

static void
is_full(const struct request *req)
{
	assert_int_equal(req->nbody, HTTP_PARAMS_MAX);
}

static void
is_full_of_files(const struct request *req)
{
	assert_int_equal(req->nuploads, MULTIPART_FILES_MAX);
}

static void
every_number_has_a_limit(void **state)
{
	struct buf buf;

	(void)state;
	check_all(TYPE, repeated(&buf, FIELD("a", "x"), HTTP_PARAMS_MAX), is_full);
	buf_release(&buf);
	refuse_all(TYPE, repeated(&buf, FIELD("a", "x"), HTTP_PARAMS_MAX + 1));
	buf_release(&buf);
	check_all(TYPE, repeated(&buf, UPLOAD("a", "f", "x"), MULTIPART_FILES_MAX),
	    is_full_of_files);
	buf_release(&buf);
	refuse_all(TYPE, repeated(&buf, UPLOAD("a", "f", "x"), MULTIPART_FILES_MAX + 1));
	buf_release(&buf);
	buf_init(&buf, NULL, 1 << 20);
	buf_add_text(&buf, "--xyz\r\nX-Long: ");
	for (int i = 0; i < 5000; i++)
		buf_add_char(&buf, 'a');
	buf_add_text(&buf, "\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n" END);
	refuse_all(TYPE, buf_str(&buf));
	buf_release(&buf);
	buf_init(&buf, NULL, 1 << 20);
	for (int i = 0; i < 2000; i++)
		buf_add_char(&buf, 'p');
	buf_add_text(&buf, "\r\n" END);
	refuse_all(TYPE, buf_str(&buf));
	buf_release(&buf);
}

/* Files in use by this process, to see that none is left behind. */
static int
open_files(void)
{
	int n = 0;

	for (int fd = 0; fd < 256; fd++) {
		int copy = dup(fd);

		if (copy >= 0) {
			n++;
			(void)close(copy);
		}
	}
	return n;
}

static void
large_files_go_to_disk_and_leave_it(void **state)
{
	static const char head[] = "--xyz\r\nContent-Disposition: form-data; name=\"f\"; "
	    "filename=\"big\"\r\n\r\n";
	struct arena *arena = arena_new(1 << 20);
	struct multipart *mp = multipart_new(arena, TYPE);
	struct request req = { .arena = arena };
	char piece[1000];
	int before = open_files();
	struct upload same;
	struct str bytes;

	(void)state;
	assert_int_equal(multipart_feed(mp, head, sizeof(head) - 1), RC_OK);
	for (int i = 0; i < 300; i++) {
		memset(piece, 'a' + i % 26, sizeof(piece));
		assert_int_equal(multipart_feed(mp, piece, sizeof(piece)), RC_OK);
	}
	assert_int_equal(open_files(), before + 1);
	assert_int_equal(multipart_feed(mp, "\r\n" END, 2 + sizeof(END) - 1), RC_OK);
	assert_int_equal(multipart_end(mp, &req), RC_OK);
	assert_int_equal(req.uploads[0].size, 300 * 1000);
	bytes = upload_bytes(arena, &req.uploads[0]);
	assert_int_equal(bytes.len, 300 * 1000);
	for (size_t i = 0; i < bytes.len; i++)
		assert_int_equal(bytes.at[i], 'a' + (int)(i / 1000) % 26);
	same = upload_of("f", "f", "", bytes);
	assert_memory_equal(req.uploads[0].hash, same.hash, UPLOAD_HASH);
	assert_true(str_equal(upload_piece(&req.uploads[0], 1999, 3, piece), STR("bcc")));
	assert_true(str_equal(upload_piece(&same, 1999, 3, NULL), STR("bcc")));
	multipart_release(mp);
	assert_int_equal(open_files(), before);
	mp = multipart_new(arena, TYPE); /* broken off in the middle of a large file */
	assert_int_equal(multipart_feed(mp, head, sizeof(head) - 1), RC_OK);
	for (int i = 0; i < 100; i++)
		assert_int_equal(multipart_feed(mp, piece, sizeof(piece)), RC_OK);
	assert_int_equal(open_files(), before + 1);
	multipart_release(mp);
	assert_int_equal(open_files(), before);
	arena_free(arena);
}

/* A large body allowed for its file must not be held in memory as a field. */
static void
fields_are_bounded_together(void **state)
{
	static const char head[] = "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";
	struct arena *arena = arena_new(8 * MULTIPART_FIELDS_MAX);
	struct multipart *mp = multipart_new(arena, TYPE);
	char *half = arena_alloc(arena, MULTIPART_FIELDS_MAX / 2);

	(void)state;
	memset(half, 'a', MULTIPART_FIELDS_MAX / 2);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(multipart_feed(mp, head, sizeof(head) - 1), RC_OK);
		assert_int_equal(multipart_feed(mp, half, MULTIPART_FIELDS_MAX / 2), RC_OK);
		assert_int_equal(multipart_feed(mp, "\r\n", 2), RC_OK);
	}
	assert_int_equal(multipart_feed(mp, head, sizeof(head) - 1), RC_OK);
	assert_int_equal(multipart_feed(mp, "a", 1), RC_REFUSED);
	multipart_release(mp);
	arena_free(arena);
}

/* The same where the form comes in the other encoding. */
static void
a_plain_form_is_bounded_as_the_fields_are(void **state)
{
	struct arena *arena = arena_new(8 * MULTIPART_FIELDS_MAX);
	char *half = arena_alloc(arena, MULTIPART_FIELDS_MAX / 2);
	struct request req = { .arena = arena };
	struct body body;

	(void)state;
	memset(half, 'a', MULTIPART_FIELDS_MAX / 2);
	assert_int_equal(body_init(&body, arena, "application/x-www-form-urlencoded",
	                     4 * MULTIPART_FIELDS_MAX), 0);
	body_feed(&body, half, MULTIPART_FIELDS_MAX / 2);
	body_feed(&body, half, MULTIPART_FIELDS_MAX / 2);
	assert_int_equal(body_end(&body, &req), 0);
	body_feed(&body, "a", 1);
	assert_int_equal(body_end(&body, &req), 413);
	body_release(&body);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_are_read_in_pieces_of_any_size),
		cmocka_unit_test(an_empty_form_is_a_form),
		cmocka_unit_test(the_malformed_is_refused),
		cmocka_unit_test(boundaries_must_be_usable),
		cmocka_unit_test(every_number_has_a_limit),
		cmocka_unit_test(a_plain_form_is_bounded_as_the_fields_are),
		cmocka_unit_test(fields_are_bounded_together),
		cmocka_unit_test(large_files_go_to_disk_and_leave_it),
	};

	return cmocka_run_group_tests_name("multipart", tests, NULL, NULL);
}
