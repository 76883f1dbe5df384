/* lane_probe.c: writes and latches. */
#include "tests/lane_probe.h"

#include "db/fault.h"

const char table_sql[] = "CREATE TABLE thing (id BIGINT PRIMARY KEY, n BIGINT NOT NULL);"
	"INSERT INTO thing (id, n) VALUES (0, 0);";

void
latch_init(struct latch *latch, int count)
{
	(void)pthread_mutex_init(&latch->lock, NULL);
	(void)pthread_cond_init(&latch->changed, NULL);
	latch->count = count;
}

void
latch_release(struct latch *latch)
{
	(void)pthread_cond_destroy(&latch->changed);
	(void)pthread_mutex_destroy(&latch->lock);
}

void
latch_down(struct latch *latch)
{
	(void)pthread_mutex_lock(&latch->lock);
	latch->count--;
	(void)pthread_cond_broadcast(&latch->changed);
	(void)pthread_mutex_unlock(&latch->lock);
}

void
latch_wait(struct latch *latch)
{
	(void)pthread_mutex_lock(&latch->lock);
	while (latch->count > 0)
		(void)pthread_cond_wait(&latch->changed, &latch->lock);
	(void)pthread_mutex_unlock(&latch->lock);
}

static enum rc
insert(struct db *db, int64_t id)
{
	struct db_stmt *q = db_stmt(db, "INSERT INTO thing (id, n) VALUES ($1, 1)");

	db_bind_i64(q, 1, id);
	return db_run(q, NULL);
}

static enum rc
apply(struct turn *turn, struct db *db)
{
	struct write *w = (struct write *)turn;
	enum rc rc;

	w->runs++;
	if (w->began != NULL)
		latch_down(w->began);
	if (w->may_end != NULL)
		latch_wait(w->may_end);
	rc = insert(db, w->id);
	if (w->fail_at > 0)
		db_fail_nth(db, w->fail_at);
	return rc == RC_OK ? w->says : rc;
}

static void
done(struct turn *turn, enum rc rc)
{
	struct write *w = (struct write *)turn;

	w->dones++;
	w->rc = rc;
	if (w->over != NULL)
		latch_down(w->over);
}

struct write
write_of(int64_t id, struct latch *over)
{
	return (struct write){ .turn = { .apply = apply, .done = done }, .id = id, .over = over };
}

struct lane *
lane_begin(struct store *store, struct lane_config config)
{
	struct lane *lane;

	config.target = &store->target;
	config.writers = config.writers == 0 ? 4 : config.writers;
	config.queue_max = config.queue_max == 0 ? 1000 : config.queue_max;
	config.batch_max = config.batch_max == 0 ? 1000 : config.batch_max;
	lane = lane_start(&config, &store->err);
	if (lane == NULL)
		fail_msg("%s", store->err.detail);
	return lane;
}

int64_t
lane_commits(const struct lane *lane)
{
	struct lane_figures figures;

	lane_figures(lane, &figures);
	return figures.commits;
}

bool
row_exists(struct store *store, int64_t id)
{
	char sql[100];

	(void)snprintf(sql, sizeof(sql), "SELECT count(*) AS n FROM thing WHERE id = %lld",
	    (long long)id);
	return store_test_number(store, sql) == 1;
}

void
submit_together(struct lane *lane, struct write *writes, int n)
{
	struct latch began, go, over;
	struct write first = write_of(1000000 + writes[0].id, &over);

	latch_init(&began, 1);
	latch_init(&go, 1);
	latch_init(&over, 1);
	first.began = &began;
	first.may_end = &go;
	assert_true(lane_submit(lane, &first.turn));
	latch_wait(&began);
	for (int i = 0; i < n; i++)
		assert_true(lane_submit(lane, &writes[i].turn));
	latch_down(&go);
	latch_wait(&over);
	latch_release(&began);
	latch_release(&go);
	latch_release(&over);
}
