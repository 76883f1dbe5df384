/* scan_doc_test.c: the figures of the worked example in docs/methods/scan.md, computed anew. */
#include "tests/check.h"

#include "stats/csv_read.h"
#include "stats/scan_report.h"
#include "tests/stats/scan_fixture.h"

static struct arena *arena;
static struct str page;

static void
says(const char *fmt, ...)
{
	char text[200];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (memmem(page.at, page.len, text, strlen(text)) == NULL)
		fail_msg("docs/methods/scan.md does not say \"%s\"", text);
}

static const struct scan_found *
top(enum scan_statistic statistic, struct scan_report *report)
{
	static struct scan_request request;
	struct scan_data *data = arena_alloc(arena, sizeof(*data));
	struct scan_sources from;
	struct buf why;

	request = (struct scan_request){ .statistic = statistic, .topic = -1, .as_of = INT64_MIN,
		.neighbours = 50, .window = 14, .threads = 1 };
	buf_init(&why, arena, 1000);
	assert_true(fixture_grid(&from, arena) && scan_data_read(data, &from, arena, &why));
	assert_int_equal(scan_report_make(report, data, &request, arena), SCAN_FINE);
	return &report->result[0].found[0];
}

static void
the_example(void **state)
{
	struct scan_report *report = arena_alloc(arena, sizeof(*report));
	const struct scan_found *f = top(SCAN_STP, report);

	(void)state;
	says("has C = %.0f reports", report->result[0].model.total);
	says("117 x 64 / 551 = %.10f; counted: c = %d", f->at.expected, (int)f->at.observed);
	says("%.1f times as many", f->ratio);
	says("%d communes and the last %d days", f->at.k, f->at.days);
	says("33 ln(33 / %.4f) + 518 ln(518 / %.4f) = %.10f", f->at.expected, 551 - f->at.expected,
		f->at.score);
	f = top(SCAN_CPOIS, report);
	says("= %.10f and has the statistic\n%.10f", f->at.expected, f->at.score);
	f = top(SCAN_EBP, report);
	says("x 6 = %.10f and has\n%.10f", f->at.expected, f->at.score);
}

static void
the_budget(void **state)
{
	double weight[SCAN_TOPICS], alpha[SCAN_TOPICS];

	(void)state;
	for (int i = 0; i < SCAN_TOPICS; i++)
		weight[i] = 1;
	assert_true(scan_budget(weight, SCAN_TOPICS, BUDGET_RATE, BUDGET_SCAN_SHARE, alpha));
	says("%.2f / 7 / %d = %.5f a day", BUDGET_RATE * BUDGET_SCAN_SHARE, SCAN_TOPICS, alpha[0]);
	says("once in %.0f days", scan_recurrence(alpha[0], 0));
	says("interval of %.0f days", SCAN_WATCH_DAYS);
	says("at least %d reports and\n%.1f times", SCAN_ALERT_CASES, SCAN_ALERT_RATIO);
	says("%d first and the rest only where p < %.2f", SCAN_STAGE, SCAN_STAGE_P);
	says("not above %.2f", SCAN_NULL_PHI);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(the_example),
		cmocka_unit_test(the_budget) };
	int failed;

	arena = arena_new((size_t)1 << 30);
	if (csv_load("docs/methods/scan.md", 1 << 20, arena, &page) != CSV_FINE)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(arena);
	return failed;
}
