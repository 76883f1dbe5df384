/*
 * lane_probe.h: writes that can be held, refused and made to fail, for the tests of the lane. What
 * depends on the order of threads is forced by latches; nothing depends on how fast the machine is.
 */
#ifndef TESTS_LANE_PROBE_H
#define TESTS_LANE_PROBE_H

#include "tests/store.h"

#include <pthread.h>

#include "app/lane.h"

#define SQLITE_TEST(f) STORE_CASE(f, DB_SQLITE, true, "sqlite")

enum { FOREVER_MS = 60 * 1000, MANY = 200 };

/* What the writes write to. */
extern const char table_sql[];

/* Something that opens once. */
struct latch {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	int count; /* opens at zero */
};

/* One write of the tests. */
struct write {
	struct turn turn;
	int64_t id;
	enum rc says;          /* what apply returns after its INSERT */
	long fail_at;          /* the nth call of the store from then on fails */
	int64_t rival_of;      /* PostgreSQL: read this row, then change it */
	struct latch *began;   /* told when apply runs */
	struct latch *may_end; /* waited for inside apply */
	struct latch *over;    /* told when done was called */
	int runs, dones;
	enum rc rc;
};

void latch_init(struct latch *latch, int count);
void latch_release(struct latch *latch);
void latch_down(struct latch *latch);
void latch_wait(struct latch *latch);

/* A write of row `id`; `over` (may be NULL) is told when it is done. */
struct write write_of(int64_t id, struct latch *over);
/* A lane on the store; sizes left at 0 are generous. */
struct lane *lane_begin(struct store *store, struct lane_config config);
int64_t lane_commits(const struct lane *lane);
bool row_exists(struct store *store, int64_t id);

/* Lets `n` writes queue behind one that is held, so that they come as one batch on SQLite. */
void submit_together(struct lane *lane, struct write *writes, int n);

#endif
