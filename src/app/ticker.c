/* ticker.c: one thread that wakes when the next row is due. */
#include "app/ticker.h"

#include <pthread.h>

#include "app/gate_store.h"
#include "base/log.h"
#include "base/mem.h"

enum { ROWS_MAX = 32, EXPIRE_BATCH = 200 };

struct row {
	const struct tick *tick;
	int64_t due_ms;
};

struct ticker {
	struct app *app;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool stop;
	size_t n;
	struct row rows[ROWS_MAX];
};

static void
run_due(struct ticker *ticker)
{
	for (size_t i = 0; i < ticker->n; i++) {
		struct row *row = &ticker->rows[i];

		if (row->due_ms > clock_steady_ms())
			continue;
		row->tick->run(ticker->app);
		row->due_ms = clock_steady_ms() + row->tick->every_ms;
	}
}

static int64_t
wait_ms(const struct ticker *ticker)
{
	int64_t now = clock_steady_ms();
	int64_t wait = 60000;

	for (size_t i = 0; i < ticker->n; i++)
		if (ticker->rows[i].due_ms - now < wait)
			wait = ticker->rows[i].due_ms - now;
	return wait < 1 ? 1 : wait;
}

static void *
tick_thread(void *arg)
{
	struct ticker *ticker = arg;
	struct timespec until;
	int64_t until_ms;

	(void)pthread_mutex_lock(&ticker->lock);
	while (!ticker->stop) {
		(void)pthread_mutex_unlock(&ticker->lock);
		run_due(ticker);
		(void)pthread_mutex_lock(&ticker->lock);
		until_ms = clock_steady_ms() + wait_ms(ticker);
		until = (struct timespec){ until_ms / 1000, until_ms % 1000 * 1000000 };
		if (!ticker->stop)
			(void)pthread_cond_timedwait(&ticker->wake, &ticker->lock, &until);
	}
	(void)pthread_mutex_unlock(&ticker->lock);
	return NULL;
}

struct ticker *
ticker_start(struct app *app)
{
	struct ticker *ticker = mem_alloc(sizeof(*ticker));
	pthread_condattr_t attr;

	ticker->app = app;
	for (const struct slice *s = app->slices; s->name != NULL; s++) {
		for (const struct tick *t = s->ticks; t != NULL && t->name != NULL; t++) {
			BUG_IF(ticker->n >= ROWS_MAX);
			ticker->rows[ticker->n++] =
			    (struct row){ t, clock_steady_ms() + t->every_ms };
		}
	}
	(void)pthread_mutex_init(&ticker->lock, NULL);
	(void)pthread_condattr_init(&attr);
	(void)pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&ticker->wake, &attr);
	(void)pthread_condattr_destroy(&attr);
	if (pthread_create(&ticker->thread, NULL, tick_thread, ticker) != 0)
		BUG("no thread for background work");
	return ticker;
}

void
ticker_stop(struct ticker *ticker)
{
	(void)pthread_mutex_lock(&ticker->lock);
	ticker->stop = true;
	(void)pthread_cond_broadcast(&ticker->wake);
	(void)pthread_mutex_unlock(&ticker->lock);
	(void)pthread_join(ticker->thread, NULL);
	(void)pthread_cond_destroy(&ticker->wake);
	(void)pthread_mutex_destroy(&ticker->lock);
	mem_free(ticker);
}

enum rc
tick_write(struct app *app, const char *name, enum rc (*apply)(struct turn *turn, struct db *db),
    void *data)
{
	struct turn turn = { .apply = apply, .data = data };
	enum rc rc = lane_run(app->lane, &turn);

	if (rc == RC_FAILED)
		log_error("%s: %s", name, turn.err.detail);
	return rc;
}

struct expiring {
	struct app *app;
	int64_t n;
};

static enum rc
expire_apply(struct turn *turn, struct db *db)
{
	struct expiring *e = turn->data;

	return gate_store_expire(db, clock_now_ms(&e->app->clock), EXPIRE_BATCH, &e->n);
}

/* In small turns, since visitors' writes wait for each; until nothing old is left. */
static void
expire(struct app *app)
{
	struct expiring e = { .app = app };

	do {
		if (tick_write(app, "expire", expire_apply, &e) != RC_OK)
			break;
	} while (e.n == EXPIRE_BATCH);
}

const struct tick gate_ticks[] = { { "expire", 60000, expire }, { 0 } };
