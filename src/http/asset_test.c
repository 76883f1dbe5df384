/* The generated table and its look-ups. */
#include "http/asset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdbool.h>
#include <string.h>

static const char *const NAMES[] = {
	"app.css", "app.js", "document.css", "favicon.svg", "font-400.woff2", "font-600.woff2",
	"htmx.js", "icons.svg",
	"licences.txt",
};

static void test_every_asset_is_found_by_name_and_by_path(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
		const struct asset *asset = asset_named(NAMES[i]);

		assert_non_null(asset);
		assert_string_equal(asset_path(NAMES[i]), asset->path);
		assert_ptr_equal(asset_find(asset->path), asset);
		assert_memory_equal(asset->path, "/a/", 3);
		assert_true(asset->size > 0);
	}
}

static void test_unknown_paths_are_refused(void **state)
{
	(void)state;
	assert_null(asset_find("/a/app.css"));
	assert_null(asset_find("/a/"));
	assert_null(asset_find(""));
	assert_null(asset_find("/a/../app.css"));
	assert_null(asset_named("/a/app.css"));
}

static void test_rows_are_sorted_and_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < asset_count; i++) {
		const struct asset *asset = &asset_table[i];

		if (i > 0)
			assert_true(strcmp(asset_table[i - 1].name, asset->name) < 0);
		assert_int_equal(asset->gz == NULL, asset->gz_size == 0);
		if (asset->gz != NULL) {
			assert_true(asset->gz_size < asset->size);
			assert_memory_equal(asset->gz, "\x1f\x8b", 2);
		}
	}
}

static bool contains(const struct asset *asset, const char *text)
{
	return memmem(asset->data, asset->size, text, strlen(text)) != NULL;
}

/* The policy img-src 'self' allows no data: picture. */
static void test_stylesheet_has_no_data_urls(void **state)
{
	(void)state;
	assert_true(contains(asset_named("app.css"), "url("));
	assert_false(contains(asset_named("app.css"), "data:"));
}

/* Exported documents carry it inside <style>: it must need nothing and close nothing. */
static void test_document_stylesheet_stands_alone(void **state)
{
	(void)state;
	assert_true(contains(asset_named("document.css"), ".gb-figure"));
	assert_true(contains(asset_named("document.css"), "@page"));
	assert_false(contains(asset_named("document.css"), "url("));
	assert_false(contains(asset_named("document.css"), "</"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_asset_is_found_by_name_and_by_path),
		cmocka_unit_test(test_unknown_paths_are_refused),
		cmocka_unit_test(test_rows_are_sorted_and_whole),
		cmocka_unit_test(test_stylesheet_has_no_data_urls),
		cmocka_unit_test(test_document_stylesheet_stands_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
