/* listing_choices_test.c: every choice of every list's filters, there and back. */
#include "tests/check.h"

#include "app/listing_query.h"
#include "app/slices.h"
#include "base/arena.h"
#include "http/http.h"

enum { PARAMS_MAX = 8 };

static void
check_choice(struct arena *arena, const struct listing *listing, size_t i,
    const struct choice *choice)
{
	const struct param asked = { listing->filters[i].key, choice->value };
	struct param params[PARAMS_MAX];
	struct listing_query query;
	const char *text;
	size_t n = 0;

	listing_query_read(&query, listing, arena, &asked, 1);
	if (!query.filters[i].on)
		fail_msg("%s: %s=\"%s\" is no filter", listing->name, asked.name, choice->value);
	text = listing_query_text(&query, arena, WITHOUT_NONE);
	for (const char *at = text; *at != '\0'; at++)
		assert_true((unsigned char)*at < 0x80);
	assert_true(http_parse_form(arena, str_of(text + 1), params, PARAMS_MAX, &n));
	listing_query_read(&query, listing, arena, params, n);
	assert_true(query.filters[i].on);
	assert_string_equal(query.filters[i].text, choice->value);
}

static void
every_choice_of_every_filter_round_trips(void **state)
{
	struct arena *arena = arena_new(4 << 20);
	int tried = 0;

	(void)state;
	for (const struct slice *slice = slices; slice->name != NULL; slice++) {
		for (size_t l = 0; slice->listings != NULL && slice->listings[l] != NULL; l++) {
			const struct listing *listing = slice->listings[l];

			for (size_t i = 0; i < listing->nfilters; i++) {
				const struct choice *choice = listing->filters[i].choices;

				for (; choice != NULL && choice->value != NULL; choice++, tried++)
					check_choice(arena, listing, i, choice);
			}
		}
	}
	assert_true(tried > 40);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_choice_of_every_filter_round_trips),
	};

	return cmocka_run_group_tests_name("listing choices", tests, NULL, NULL);
}
