/*
 * thing.h: a register that only tests know: its table, its list, and what asks for its pages.
 */
#ifndef TESTS_THING_H
#define TESTS_THING_H

#include "tests/ask.h"
#include "tests/store.h"

#include "app/listing.h"

/* The table with the indexes that listing.h asks for when sorted by day. */
#define THING_DDL \
	"CREATE TABLE thing (id BIGINT PRIMARY KEY, title TEXT NOT NULL," \
	" title_key BYTEA NOT NULL, state TEXT NOT NULL," \
	" unit_id BIGINT NOT NULL, owner_id BIGINT NOT NULL," \
	" due_day BIGINT NOT NULL, done_day BIGINT, quarter BIGINT NOT NULL," \
	" seen_ms BIGINT NOT NULL);" \
	"CREATE INDEX thing_due ON thing (due_day, id);" \
	"CREATE INDEX thing_title ON thing (title_key, id);" \
	"CREATE INDEX thing_state_due ON thing (state, due_day, id);" \
	"CREATE INDEX thing_unit_due ON thing (unit_id, due_day, id);" \
	"CREATE INDEX thing_unit_title ON thing (unit_id, title_key, id);" \
	"CREATE INDEX thing_owner_due ON thing (owner_id, due_day, id);"

#define THING_LOST_UNIT 666 /* whose reader's scope cannot be read */

extern const struct listing thing_listing;
extern const struct choice thing_whens[];      /* late, soon ... */
extern const char *const thing_when_sql[];     /* ... and their conditions */

/* A row; owner_id is 100 + unit, a done one was done on its due day, title_key is the title. */
void thing_add(struct store *store, int64_t id, const char *title, const char *state, int64_t unit,
    int64_t due);

/* The table and thirteen rows; due days tie in threes, ids run against the days. */
void thing_fill(struct store *store);

/* Whoever asks over this store. */
struct ask *thing_ask(struct store *store);

/* The list's page and its CSV at an address; another status than 200 ends the test. */
const char *thing_page(struct ask *ask, const char *target);
const char *thing_csv(struct ask *ask, const char *target);

#define has(page, part) \
	do { \
		if (strstr(page, part) == NULL) \
			fail_msg("no %s in %s", part, page); \
	} while (0)
#define hasnt(page, part) \
	do { \
		if (strstr(page, part) != NULL) \
			fail_msg("%s in %s", part, page); \
	} while (0)

#endif
