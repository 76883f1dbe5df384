/* dup_test.c: verdicts, families, guards, recall on invented reprints, refusals, the command. */
#include "tests/oracle.h"

#include <unistd.h>

#include "bench/dedupe_texts.h"
#include "text/dedupe_command.h"
#include "text/dup.h"
#include "text/dup_jsonl.h"

enum { DAY = 24 * 60, ORIGINALS = 400, SYLLABLES = 300, UNRELATED = 4500 };

struct kit {
	struct arena *arena, *scratch;
	struct prng r;
	struct dup *dup;
	size_t ids;
};

static struct kit
kit_new(size_t capacity)
{
	struct kit k = { .arena = arena_new((size_t)1 << 30), .scratch = arena_new(1 << 26) };

	prng_init(&k.r, 7);
	k.dup = dup_new(k.arena, capacity);
	return k;
}

static void
kit_free(struct kit *k)
{
	arena_free(k->scratch);
	arena_free(k->arena);
}

static size_t
add(struct kit *k, const char *title, const char *text, int64_t minute)
{
	const char *id = arena_printf(k->arena, "%zu", ++k->ids);

	arena_reset(k->scratch);
	return dup_add(k->dup, k->scratch, id, str_of(title), str_of(text), minute, NULL);
}

static void
draw(struct kit *k, size_t *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		words[i] = bench_draw(&k->r);
}

static const char *
spell(struct kit *k, const size_t *words, size_t count)
{
	struct buf b;

	buf_init(&b, k->arena, 1 << 20);
	for (size_t i = 0; i < count; i++) {
		bench_syllable(&b, words[i]);
		buf_add_text(&b, i % 25 == 24 ? ".\n" : " ");
	}
	return buf_text(&b);
}

/* The four kinds of copy: lightly edited, edited and cut, abridged, extended. */
static size_t
copy_words(struct kit *k, int kind, const size_t *from, size_t *to)
{
	static const uint64_t EDITS[] = { 100, 20, 0, 0 };
	size_t n = 0;

	for (size_t i = 0; i < SYLLABLES; i++) {
		if ((kind == 1 && i >= 75 && i < 100) || (kind == 2 && i % 50 >= 25))
			continue;
		to[n++] = EDITS[kind] > 0 && prng_below(&k->r, EDITS[kind]) == 0 ? bench_draw(&k->r)
			: from[i];
	}
	if (kind == 3) {
		draw(k, to + n, SYLLABLES / 2);
		n += SYLLABLES / 2;
	}
	return n;
}

/* True if LSH proposes the pair: one of their bands is the same. */
static bool
is_candidate(const struct dup *dup, size_t a, size_t b)
{
	uint32_t signature[2][DUP_MINHASHES], keys[2][DUP_BANDS];
	struct dup_minhash minhash;

	dup_minhash_init(&minhash);
	dup_signature(&minhash, dup_at(dup, a)->set, signature[0]);
	dup_signature(&minhash, dup_at(dup, b)->set, signature[1]);
	dup_band_keys(signature[0], keys[0]);
	dup_band_keys(signature[1], keys[1]);
	for (size_t i = 0; i < DUP_BANDS; i++)
		if (keys[0][i] == keys[1][i])
			return true;
	return false;
}

static void
copies_are_proposed(void **state)
{
	struct kit k = kit_new(2 * ORIGINALS);
	size_t from[SYLLABLES], to[2 * SYLLABLES];

	(void)state;
	for (int kind = 0; kind < 4; kind++) {
		int found = 0;

		k.dup = dup_new(k.arena, 2 * ORIGINALS);
		for (size_t i = 0; i < ORIGINALS; i++) {
			size_t n;

			draw(&k, from, SYLLABLES);
			(void)add(&k, "Tin", spell(&k, from, SYLLABLES), 0);
			n = copy_words(&k, kind, from, to);
			(void)add(&k, "Tin khác", spell(&k, to, n), 60);
			found += is_candidate(k.dup, 2 * i, 2 * i + 1);
		}
		print_message("kind %d: %d of %d proposed\n", kind, found, ORIGINALS);
		assert_true(found >= ORIGINALS * 99 / 100);
	}
	kit_free(&k);
}

/* 4,500 texts are 10.1 million pairs. */
static void
unrelated_texts_are_never_reprints(void **state)
{
	struct kit k = kit_new(UNRELATED);
	struct dup_result *r = ARENA_ARRAY(k.arena, UNRELATED, struct dup_result);
	size_t words[SYLLABLES];

	(void)state;
	for (size_t i = 0; i < UNRELATED; i++) {
		draw(&k, words, SYLLABLES);
		(void)add(&k, "Tin", spell(&k, words, SYLLABLES), (int64_t)i);
	}
	dup_run(k.dup, r);
	for (size_t i = 0; i < UNRELATED; i++)
		assert_int_equal(r[i].verdict, DUP_ORIGINAL);
	kit_free(&k);
}

/* A -> B -> C, each near the one before, C far from A: C is not of A's family. */
static void
families_do_not_chain(void **state)
{
	struct kit k = kit_new(3);
	struct dup_result r[3];
	size_t words[SYLLABLES];

	(void)state;
	draw(&k, words, SYLLABLES);
	(void)add(&k, "a", spell(&k, words, SYLLABLES), 0);
	draw(&k, words, 60);
	(void)add(&k, "b", spell(&k, words, SYLLABLES), 60);
	draw(&k, words + SYLLABLES - 100, 100);
	(void)add(&k, "c", spell(&k, words, SYLLABLES), 120);
	dup_run(k.dup, r);
	assert_int_equal(r[0].verdict, DUP_ORIGINAL);
	assert_int_equal(r[1].verdict, DUP_REPRINT == r[1].verdict ? DUP_REPRINT : DUP_UPDATE);
	assert_int_equal(r[2].verdict, DUP_UPDATE);
	assert_int_equal(r[2].family, 2);
	kit_free(&k);
}

static void
windows_and_order_count(void **state)
{
	struct kit k = kit_new(6);
	struct dup_result r[6];
	size_t words[SYLLABLES];
	const char *text;

	(void)state;
	draw(&k, words, SYLLABLES);
	text = spell(&k, words, SYLLABLES);
	(void)add(&k, "e", text, 80 * DAY);
	(void)add(&k, "d", text, 15 * DAY);
	(void)add(&k, "c", text, 8 * DAY);
	(void)add(&k, "b", text, 5 * DAY);
	(void)add(&k, "a", text, 0);
	(void)add(&k, "", "", 0);
	dup_run(k.dup, r);
	assert_int_equal(dup_order(k.dup)[0], 4);
	assert_int_equal(r[4].verdict, DUP_ORIGINAL);
	assert_int_equal(r[3].verdict, DUP_REPRINT);
	assert_int_equal(r[2].verdict, DUP_REPRINT); /* 8 days after a, but 3 after b */
	assert_int_equal(r[2].family, 4);
	assert_int_equal(r[1].verdict, DUP_REPRINT); /* 7 days after c */
	assert_int_equal(r[0].verdict, DUP_ORIGINAL); /* 65 days after */
	assert_near(r[2].jaccard, 1, 0);
	assert_int_equal(r[5].verdict, DUP_ORIGINAL);
	assert_string_equal(dup_verdict_name(r[1].verdict), "reprint");
	kit_free(&k);
}

/* Judges text b after text a, one hour later. */
static enum dup_verdict
verdict_of(const char *title_a, const char *a, const char *title_b, const char *b)
{
	struct kit k = kit_new(2);
	struct dup_result r[2];

	(void)add(&k, title_a, a, 0);
	(void)add(&k, title_b, b, 60);
	dup_run(k.dup, r);
	kit_free(&k);
	return r[1].verdict;
}

static const char LOTTERY[] =
	"Kết quả xổ số kiến thiết mở thưởng ngày %s như sau: giải đặc biệt %d, giải nhất %d, giải "
	"nhì %d, giải ba %d. Người trúng thưởng mang vé đến đại lý gần nhất hoặc trụ sở công ty để "
	"làm thủ tục nhận thưởng trong thời hạn theo quy định của pháp luật về xổ số kiến thiết, "
	"mang theo giấy tờ tùy thân còn hiệu lực và vé còn nguyên vẹn không rách nát tẩy xóa";

static void
guards_hold_templates_back(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	const char *a = arena_printf(arena, LOTTERY, "20/11", 11111, 22222, 33333, 44444);

	(void)state;
	assert_int_equal(verdict_of("t", a, "khác", a), DUP_REPRINT);
	assert_int_equal(verdict_of("t", a, "t",
		arena_printf(arena, LOTTERY, "20/11", 55555, 66666, 77777, 88888)), DUP_UPDATE);
	assert_int_equal(verdict_of("t", a, "t",
		arena_printf(arena, LOTTERY, "21/11", 11111, 22222, 33333, 44444)), DUP_UPDATE);
	arena_free(arena);
}

static void
the_lead_must_be_there(void **state)
{
	struct kit k = kit_new(2);
	struct dup_result r[2];
	size_t words[SYLLABLES];

	(void)state;
	draw(&k, words, SYLLABLES);
	(void)add(&k, "t", spell(&k, words, SYLLABLES), 0);
	draw(&k, words, 40);
	(void)add(&k, "t", spell(&k, words, SYLLABLES), 60);
	dup_run(k.dup, r);
	assert_true(r[1].jaccard >= 0.6);
	assert_int_equal(r[1].verdict, DUP_UPDATE);
	kit_free(&k);
}

static void
short_texts_go_by_title_too(void **state)
{
	(void)state;
	assert_int_equal(verdict_of("Mưa lớn ở phía tây thành phố", "Đang mưa",
		"Mưa lớn ở phía tây thành phố", "Đang mưa"), DUP_REPRINT);
	assert_int_equal(verdict_of("Mưa lớn", "Đang mưa", "Nắng nóng gay gắt ở các quận",
		"Đang mưa"), DUP_ORIGINAL);
	assert_int_equal(verdict_of("", "một", "", "một"), DUP_REPRINT);
	assert_int_equal(verdict_of("", "", "", ""), DUP_ORIGINAL);
}

static void
facts_are_found(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct str text = STR("Ngày 5 tháng 9, 30/6/2026, 12-10, 12-10-2026, 1.2.2026, 1.234, "
	    "40/1, "
		"1234567890123, tháng mười");
	struct dup_tokens tokens;
	struct dup_facts a, none = { 0, 0, NULL, NULL };

	(void)state;
	dup_tokenize(arena, text, &tokens);
	dup_facts_of(arena, text, &tokens, &a);
	assert_int_equal(a.dates, 4);
	assert_int_equal(a.date[0], 2 * 32 + 1);
	assert_int_equal(a.date[1], 6 * 32 + 30);
	assert_int_equal(a.date[2], 9 * 32 + 5);
	assert_int_equal(a.date[3], 10 * 32 + 12);
	assert_int_equal(a.numbers, 18);
	assert_false(dup_numbers_differ(&a, &none));
	assert_false(dup_dates_differ(&none, &a));
	arena_free(arena);
}

static enum dup_refusal
parse(const char *line, struct dup_article *article)
{
	static struct arena *arena;

	if (arena == NULL)
		arena = arena_new(1 << 20);
	arena_reset(arena);
	return dup_jsonl_parse(arena, str_of(line), article);
}

static void
lines_are_read_or_refused_by_name(void **state)
{
	static const struct {
		const char *line;
		enum dup_refusal want;
	} CASES[] = {
		{ "{\"id\":\"a\",\"title\":\"t\",\"text\":\"x\",\"date\":\"2026-11-21\"}", DUP_OK },
		{ "{\"id\":7,\"title\":\"t\",\"text\":\"x\","
		  "\"date\":\"2026-11-21T09:05:00+07:00\"}",
			DUP_OK },
		{ "{\"id\":7.5,\"title\":\"t\",\"text\":\"x\",\"date\":\"2026-11-21\"}",
		    DUP_BAD_ID },
		{ "{\"id\":\"\",\"title\":\"t\",\"text\":\"x\",\"date\":\"2026-11-21\"}",
		    DUP_BAD_ID },
		{ "{\"id\":\"a\\n\",\"title\":\"t\",\"text\":\"x\",\"date\":\"2026-11-21\"}",
		    DUP_BAD_ID },
		{ "{\"id\":\"a\",\"title\":1,\"text\":\"x\",\"date\":\"2026-11-21\"}",
		    DUP_BAD_TEXT },
		{ "{\"id\":\"a\",\"title\":\"t\",\"text\":null,\"date\":\"2026-11-21\"}",
		    DUP_BAD_TEXT },
		{ "{\"id\":\"a\",\"title\":\"t\",\"text\":\"x\",\"date\":\"21/11/2026\"}",
		    DUP_BAD_DATE },
		{ "{\"id\":\"a\",\"title\":\"t\",\"text\":\"x\",\"date\":5}", DUP_BAD_DATE },
		{ "{\"id\":\"a\",\"title\":\"t\",\"text\":\"x\"}", DUP_MISSING_FIELD },
		{ "{\"id\":\"a\",\"title\":\"t\",\"text\":\"x\","
		  "\"date\":\"2026-11-21\",\"url\":\"u\"}",
			DUP_UNKNOWN_FIELD },
		{ "{\"id\":\"a\",\"id\":\"b\",\"title\":\"t\","
		  "\"text\":\"x\",\"date\":\"2026-11-21\"}",
			DUP_NOT_JSON },
		{ "[1]", DUP_NOT_JSON },
		{ "{", DUP_NOT_JSON },
	};
	struct dup_article article;

	(void)state;
	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++)
		assert_int_equal(parse(CASES[i].line, &article), CASES[i].want);
	for (int r = 0; r < DUP_REFUSALS; r++) {
		assert_non_null(dup_refusal_name((enum dup_refusal)r));
		assert_non_null(dup_refusal_text((enum dup_refusal)r));
	}
}

static void
dates_are_minutes(void **state)
{
	static const char *const BAD[] = { "", "2026-11-31", "2026-11-21 09:05",
	    "2026-11-21T09:05:00",
		"2026-11-21T24:00:00Z", "2026-11-21T09:60Z", "2026-11-21T09:05:00+7:00",
		"2026-11-21T09:05:00.Z", "2026-11-21T09:05:0xZ", "2026-11-21T09:05:00+15:00",
		"2026-11-21T09", "2026-11-21T09.05Z" };
	int64_t day, a, b;

	(void)state;
	assert_true(dup_minute_parse(STR("2026-11-21"), &day));
	assert_true(dup_minute_parse(STR("2026-11-21T09:05:00+07:00"), &a));
	assert_int_equal(a - day, 9 * 60 + 5);
	assert_true(dup_minute_parse(STR("2026-11-21T02:05:07.125Z"), &b));
	assert_int_equal(a, b);
	assert_true(dup_minute_parse(STR("2026-11-20T21:05-05:00"), &b));
	assert_int_equal(a, b);
	for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++)
		assert_false(dup_minute_parse(str_of(BAD[i]), &a));
}

/* Runs the command on a file of these bytes; returns its status and what it printed. */
static int
run(const char *bytes, size_t len, char *out, size_t size, const char *flag)
{
	char path[] = "/tmp/dup_test-XXXXXX";
	char out_path[] = "/tmp/dup_test-XXXXXX";
	int fd = mkstemp(path);
	int out_fd = mkstemp(out_path);
	int saved = dup(STDOUT_FILENO);
	char *argv[] = { (char *)"dedupe", path, (char *)(uintptr_t)flag, NULL };
	int status;
	ssize_t got;

	assert_int_equal(write(fd, bytes, len), len);
	assert_true(fflush(stdout) == 0 && dup2(out_fd, STDOUT_FILENO) >= 0);
	status = dedupe_command(flag == NULL ? 2 : 3, argv);
	assert_true(fflush(stdout) == 0 && dup2(saved, STDOUT_FILENO) >= 0);
	got = pread(out_fd, out, size - 1, 0);
	assert_true(got >= 0);
	out[got] = '\0';
	(void)close(fd);
	(void)close(out_fd);
	(void)close(saved);
	(void)unlink(path);
	(void)unlink(out_path);
	return status;
}

static void
the_command_prints_a_line_each(void **state)
{
	static const char IN[] =
		"{\"id\":\"x\",\"title\":\"Mưa lớn gây ngập\",\"text\":\"Mưa lớn gây ngập ở "
		"phường Láng\","
		"\"date\":\"2026-11-21\"}\n\n"
		"{\"id\":12,\"title\":\"Mưa lớn gây ngập\",\"text\":\"Mưa lớn gây ngập ở phường "
		"Láng\","
		"\"date\":\"2026-11-20\"}";
	char out[2000];

	(void)state;
	assert_int_equal(run(IN, sizeof(IN) - 1, out, sizeof(out), "--json"), 0);
	assert_string_equal(out,
		"{\"id\":\"x\",\"family\":12,\"verdict\":\"reprint\",\"jaccard\":1,\"story\":12}\n"
		"{\"id\":12,\"family\":12,\"verdict\":\"original\",\"jaccard\":0,\"story\":12}\n");
	assert_int_equal(run(IN, sizeof(IN) - 1, out, sizeof(out), NULL), 0);
	assert_string_equal(out, "x\t12\treprint\t1.0000\t12\n12\t12\toriginal\t0.0000\t12\n");
	assert_int_equal(run("", 0, out, sizeof(out), "--json"), 0);
	assert_string_equal(out, "");
}

/* The same lines in another order: each id gets the same answer. */
static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
sort_lines(struct arena *arena, char *text, struct buf *to)
{
	char **line = ARENA_ARRAY(arena, 400, char *);
	size_t n = 0;

	for (char *at = text; *at != '\0'; n++) {
		line[n] = at;
		at += strcspn(at, "\n");
		if (*at == '\n')
			*at++ = '\0';
	}
	qsort(line, n, sizeof(*line), by_text);
	for (size_t i = 0; i < n; i++) {
		buf_add_text(to, line[i]);
		buf_add_char(to, '\n');
	}
}

static void
the_order_of_lines_changes_nothing(void **state)
{
	enum { LINES = 120, OUT = 1 << 16 };
	struct kit k = kit_new(1);
	struct buf in[2], out[2];
	size_t words[LINES][SYLLABLES];
	char *text = arena_alloc(k.arena, OUT);

	(void)state;
	for (size_t i = 0; i < LINES; i++) {
		if (i >= 30 && i % 3 > 0)
			(void)copy_words(&k, (int)(i % 2), words[i - 30], words[i]);
		else
			draw(&k, words[i], SYLLABLES);
	}
	for (size_t pass = 0; pass < 2; pass++) {
		buf_init(&in[pass], k.arena, 1 << 22);
		buf_init(&out[pass], k.arena, OUT);
		for (size_t i = 0; i < LINES; i++) {
			size_t at = pass == 0 ? i : (i * 77 + 5) % LINES;

			buf_printf(&in[pass], "{\"id\":\"x%zu\",\"title\":\"t\",\"text\":\"", at);
			for (size_t w = 0; w < SYLLABLES - 25; w++) {
				bench_syllable(&in[pass], words[at][w]);
				buf_add_char(&in[pass], ' ');
			}
			buf_printf(&in[pass], "\",\"date\":\"2026-11-%02zu\"}\n", 1 + at / 40);
		}
		assert_int_equal(run(in[pass].at, in[pass].len, text, OUT, "--json"), 0);
		sort_lines(k.arena, text, &out[pass]);
	}
	assert_string_equal(buf_text(&out[0]), buf_text(&out[1]));
	assert_non_null(strstr(buf_text(&out[0]), "reprint"));
	kit_free(&k);
}

static void
the_command_refuses(void **state)
{
	static const char TWICE[] =
		"{\"id\":\"x\",\"title\":\"a\",\"text\":\"b\",\"date\":\"2026-11-21\"}\n"
		"{\"id\":\"x\",\"title\":\"a\",\"text\":\"b\",\"date\":\"2026-11-21\"}\n";
	char *none[] = { (char *)"dedupe", NULL };
	char *bad[] = { (char *)"dedupe", (char *)"--what", NULL };
	char *gone[] = { (char *)"dedupe", (char *)"/nowhere/at/all", NULL };
	char *help[] = { (char *)"dedupe", (char *)"--help", NULL };
	char *longer = calloc(1, DUP_LINE_MAX + 2);
	char out[2000];

	(void)state;
	assert_int_equal(run(TWICE, sizeof(TWICE) - 1, out, sizeof(out), "--json"), 1);
	assert_string_equal(out, "");
	assert_int_equal(run("nonsense\n", 9, out, sizeof(out), "--json"), 1);
	memset(longer, 'x', DUP_LINE_MAX + 1);
	assert_int_equal(run(longer, DUP_LINE_MAX + 1, out, sizeof(out), "--json"), 1);
	free(longer);
	assert_int_equal(dedupe_command(1, none), 2);
	assert_int_equal(dedupe_command(2, bad), 2);
	assert_int_equal(dedupe_command(2, gone), 1);
	assert_int_equal(dedupe_command(2, help), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_are_proposed),
		cmocka_unit_test(unrelated_texts_are_never_reprints),
		cmocka_unit_test(families_do_not_chain),
		cmocka_unit_test(windows_and_order_count),
		cmocka_unit_test(guards_hold_templates_back),
		cmocka_unit_test(the_lead_must_be_there),
		cmocka_unit_test(short_texts_go_by_title_too),
		cmocka_unit_test(facts_are_found),
		cmocka_unit_test(lines_are_read_or_refused_by_name),
		cmocka_unit_test(dates_are_minutes),
		cmocka_unit_test(the_command_prints_a_line_each),
		cmocka_unit_test(the_order_of_lines_changes_nothing),
		cmocka_unit_test(the_command_refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
