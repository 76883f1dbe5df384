/*
 * lane.c: the queue of writes. The one idea: a turn is on the list until a writer takes it off
 * under the lock, so that withdrawing and beginning can never both happen.
 */
#include "app/lane.h"

#include "app/lane_private.h"
#include "base/clock.h"
#include "base/mem.h"

enum { GATHER_MS = 20 };

struct turn *
lane_take(struct lane *lane)
{
	struct turn *turn;

	(void)pthread_mutex_lock(&lane->lock);
	turn = lane->head;
	if (turn != NULL) {
		lane->head = turn->next;
		if (lane->head == NULL)
			lane->tail = &lane->head;
		lane->queued--;
		turn->next = NULL;
		atomic_store(&turn->state, TURN_RUNNING);
	}
	(void)pthread_mutex_unlock(&lane->lock);
	return turn;
}

void
lane_finish(struct lane *lane, struct turn *turn, enum rc rc)
{
	atomic_fetch_add(&lane->turns, 1);
	if (rc == RC_FAILED)
		atomic_fetch_add(&lane->failed, 1);
	else if (rc != RC_OK)
		atomic_fetch_add(&lane->refused, 1);
	turn->rc = rc;
	atomic_store(&turn->state, TURN_DONE);
	turn->done(turn, rc);
}

enum rc
writer_ready(struct writer *writer, struct err *err)
{
	struct lane *lane = writer->lane;

	if (writer->db == NULL)
		writer->db = db_open(&lane->target, DB_WRITE, false, lane->password, err);
	return writer->db == NULL ? RC_FAILED : RC_OK;
}

/* Whoever wants to be alone goes before those who come later. */
static void
init_rivals(struct lane *lane)
{
	pthread_rwlockattr_t attr;

	(void)pthread_rwlockattr_init(&attr);
	(void)pthread_rwlockattr_setkind_np(&attr, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
	(void)pthread_rwlock_init(&lane->rivals, &attr);
	(void)pthread_rwlockattr_destroy(&attr);
}

static bool
start_writers(struct lane *lane, struct err *err)
{
	bool sqlite = lane->target.kind == DB_SQLITE;
	int count = sqlite ? 1 : lane->config.writers;

	BUG_IF(count < 1);
	lane->writers = mem_alloc((size_t)count * sizeof(*lane->writers));
	for (int i = 0; i < count; i++) {
		struct writer *writer = &lane->writers[i];

		writer->lane = lane;
		if (writer_ready(writer, err) != RC_OK)
			return false;
		if (pthread_create(&writer->thread, NULL, sqlite ? lane_sqlite_run :
		    lane_postgres_run, writer) != 0) {
			db_close(writer->db);
			err_fail(err, "no thread for the write lane");
			return false;
		}
		lane->nwriters++;
	}
	return true;
}

struct lane *
lane_start(const struct lane_config *config, struct err *err)
{
	struct lane *lane = mem_alloc(sizeof(*lane));
	pthread_condattr_t attr;

	BUG_IF(config->queue_max < 1 || config->batch_max < 1);
	lane->config = *config;
	lane->target = *config->target;
	if (config->gather_ms == 0)
		lane->config.gather_ms = GATHER_MS;
	if (config->password != NULL) {
		lane->password = mem_alloc(strlen(config->password) + 1);
		memcpy(lane->password, config->password, strlen(config->password));
	}
	lane->tail = &lane->head;
	lane->wanted = 1;
	lane->read_ms = INT64_MIN / 2;
	(void)pthread_mutex_init(&lane->lock, NULL);
	(void)pthread_condattr_init(&attr);
	(void)pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&lane->work, &attr);
	(void)pthread_condattr_destroy(&attr);
	init_rivals(lane);
	if (start_writers(lane, err))
		return lane;
	lane_stop(lane);
	return NULL;
}

bool
lane_submit(struct lane *lane, struct turn *turn)
{
	bool taken;

	turn->next = NULL;
	atomic_store(&turn->state, TURN_QUEUED);
	(void)pthread_mutex_lock(&lane->lock);
	taken = !lane->closing && lane->queued < lane->config.queue_max;
	if (taken) {
		*lane->tail = turn;
		lane->tail = &turn->next;
		lane->queued++;
		if (lane->queued >= lane->wanted)
			(void)pthread_cond_signal(&lane->work);
	}
	(void)pthread_mutex_unlock(&lane->lock);
	return taken;
}

bool
lane_withdraw(struct lane *lane, struct turn *turn)
{
	struct turn **at;
	bool found;

	if (atomic_load(&turn->state) != TURN_QUEUED)
		return false;
	(void)pthread_mutex_lock(&lane->lock);
	for (at = &lane->head; *at != NULL && *at != turn;)
		at = &(*at)->next;
	found = *at != NULL;
	if (found) {
		*at = turn->next;
		if (*at == NULL)
			lane->tail = at;
		lane->queued--;
		atomic_store(&turn->state, TURN_WITHDRAWN);
	}
	(void)pthread_mutex_unlock(&lane->lock);
	return found;
}

/* A turn around somebody's turn, with a place to wait for it. */
struct awaited {
	struct turn turn;
	struct turn *inner;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool over;
};

static enum rc
apply_inner(struct turn *turn, struct db *db)
{
	struct turn *inner = ((struct awaited *)turn)->inner;

	err_clear(&inner->err);
	db_set_err(db, &inner->err);
	return inner->apply(inner, db);
}

static void
inner_done(struct turn *turn, enum rc rc)
{
	struct awaited *awaited = (struct awaited *)turn;

	(void)rc;
	(void)pthread_mutex_lock(&awaited->lock);
	awaited->over = true;
	(void)pthread_cond_signal(&awaited->changed);
	(void)pthread_mutex_unlock(&awaited->lock);
}

enum rc
lane_run(struct lane *lane, struct turn *turn)
{
	struct awaited awaited = { .turn = { .apply = apply_inner, .done = inner_done },
		.inner = turn };

	(void)pthread_mutex_init(&awaited.lock, NULL);
	(void)pthread_cond_init(&awaited.changed, NULL);
	if (!lane_submit(lane, &awaited.turn)) {
		awaited.turn.rc = err_fail(&turn->err, "the write lane is full or closing");
		awaited.over = true;
	}
	(void)pthread_mutex_lock(&awaited.lock);
	while (!awaited.over)
		(void)pthread_cond_wait(&awaited.changed, &awaited.lock);
	(void)pthread_mutex_unlock(&awaited.lock);
	(void)pthread_cond_destroy(&awaited.changed);
	(void)pthread_mutex_destroy(&awaited.lock);
	if (awaited.turn.err.detail[0] != '\0') /* of the commit, after apply */
		err_fail(&turn->err, "%s", awaited.turn.err.detail);
	turn->rc = awaited.turn.rc;
	atomic_store(&turn->state, TURN_DONE);
	if (turn->done != NULL)
		turn->done(turn, turn->rc);
	return turn->rc;
}

void
lane_reader_enters(struct lane *lane)
{
	atomic_fetch_add_explicit(&lane->readers, 1, memory_order_relaxed);
}

void
lane_reader_leaves(struct lane *lane)
{
	atomic_store_explicit(&lane->read_ms, clock_steady_ms(), memory_order_relaxed);
	atomic_fetch_sub_explicit(&lane->readers, 1, memory_order_relaxed);
}

void
lane_stop(struct lane *lane)
{
	if (lane == NULL)
		return;
	(void)pthread_mutex_lock(&lane->lock);
	lane->closing = true;
	(void)pthread_cond_broadcast(&lane->work);
	(void)pthread_mutex_unlock(&lane->lock);
	for (int i = 0; i < lane->nwriters; i++) {
		(void)pthread_join(lane->writers[i].thread, NULL);
		db_close(lane->writers[i].db);
	}
	(void)pthread_cond_destroy(&lane->work);
	(void)pthread_mutex_destroy(&lane->lock);
	(void)pthread_rwlock_destroy(&lane->rivals);
	mem_free(lane->writers);
	mem_free(lane->password);
	mem_free(lane);
}

void
lane_figures(const struct lane *lane, struct lane_figures *to)
{
	to->commits = atomic_load(&lane->commits);
	to->turns = atomic_load(&lane->turns);
	to->refused = atomic_load(&lane->refused);
	to->failed = atomic_load(&lane->failed);
}
