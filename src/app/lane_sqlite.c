/*
 * lane_sqlite.c: one writer, one durable commit for many turns. The one idea: a commit costs the
 * same for one turn as for a hundred, and makes every reader drop its page cache; so with reads in
 * flight it waits for as many turns as came last time, but never more than gather_ms since the
 * last commit. Measured: a fixed gather starves writers, none starves readers.
 */
#include "app/lane_private.h"
#include "base/clock.h"
#include "base/log.h"

enum {
	LATELY_MS = 50,  /* a read that ended within this time counts as in flight */
	BEGIN_TRIES = 10 /* each waits for the writer's lock as long as the store's busy time-out */
};

/* Turns that ran in the open transaction, in order. */
struct batch {
	struct turn *head, **tail;
	int size;
	int good;
};

static bool
reads_lately(const struct lane *lane)
{
	return atomic_load_explicit(&lane->readers, memory_order_relaxed) > 0 ||
	    clock_steady_ms() - atomic_load_explicit(&lane->read_ms, memory_order_relaxed) <
	    LATELY_MS;
}

/* Under the lock: sleeps until `count` turns wait, the time comes (0: never) or all ends. */
static void
await(struct lane *lane, int count, int64_t until_ms)
{
	const struct timespec until = { until_ms / 1000, until_ms % 1000 * 1000000 };

	lane->wanted = count;
	while (lane->queued < count && !lane->closing) {
		if (until_ms == 0)
			(void)pthread_cond_wait(&lane->work, &lane->lock);
		else if (clock_steady_ms() >= until_ms ||
		    pthread_cond_timedwait(&lane->work, &lane->lock, &until) != 0)
			break;
	}
	lane->wanted = 1;
}

/* How many turns the next batch may take; 0 when the lane is over. */
static int
gather(struct lane *lane, int last_size, int64_t last_ms)
{
	int size;

	(void)pthread_mutex_lock(&lane->lock);
	await(lane, 1, 0);
	if (lane->queued > 0 && lane->queued < last_size && reads_lately(lane))
		await(lane, last_size, last_ms + lane->config.gather_ms);
	size = lane->queued;
	(void)pthread_mutex_unlock(&lane->lock);
	return size > lane->config.batch_max ? lane->config.batch_max : size;
}

/* Another process may hold the lock for a while: a command, a backup. */
static enum rc
begin(struct writer *writer, struct err *err)
{
	enum rc rc = writer_ready(writer, err);

	if (rc != RC_OK)
		return rc;
	db_set_err(writer->db, err);
	for (int i = 0; i < BEGIN_TRIES; i++) {
		rc = db_begin(writer->db);
		if (rc != RC_CONFLICT)
			return rc;
	}
	return err_fail(err, "another process holds the store");
}

/* One turn in its savepoint: what it refuses is undone and does not disturb the others. */
static enum rc
run_turn(struct db *db, struct turn *turn)
{
	enum rc rc;

	db_set_err(db, &turn->err);
	rc = db_savepoint(db);
	if (rc != RC_OK)
		return RC_FAILED;
	rc = turn->apply(turn, db);
	if (rc == RC_OK)
		return db_release(db) == RC_OK ? RC_OK : RC_FAILED;
	db_rollback_to(db);
	return rc;
}

static void
run_batch(struct writer *writer, struct batch *batch, int size)
{
	struct turn *turn;

	while (batch->size < size && (turn = lane_take(writer->lane)) != NULL) {
		*batch->tail = turn;
		batch->tail = &turn->next;
		batch->size++;
		turn->rc = run_turn(writer->db, turn);
		batch->good += turn->rc == RC_OK;
	}
}

/* After a commit that failed nothing is known of the connection: a new one is. */
static void
reopen(struct writer *writer, const struct err *err)
{
	struct err again = { 0 };

	log_error("commit failed, the batch is undone: %s", err->detail);
	db_set_err(writer->db, NULL);
	db_close(writer->db);
	writer->db = NULL;
	if (writer_ready(writer, &again) != RC_OK)
		log_error("the store cannot be opened again: %s", again.detail);
}

static enum rc
commit(struct writer *writer, const struct batch *batch, struct err *err)
{
	enum rc rc;

	db_set_err(writer->db, err);
	if (batch->good == 0 && db_failed(writer->db) == RC_OK) {
		db_rollback(writer->db);
		return RC_OK;
	}
	rc = db_commit(writer->db);
	if (rc == RC_OK)
		atomic_fetch_add(&writer->lane->commits, 1);
	else
		reopen(writer, err);
	return rc;
}

static void
tell_all(struct lane *lane, struct batch *batch, enum rc committed, const struct err *err)
{
	struct turn *next;

	for (struct turn *turn = batch->head; turn != NULL; turn = next) {
		next = turn->next;
		if (turn->rc == RC_OK && committed != RC_OK)
			turn->rc = err_fail(&turn->err, "commit: %s", err->detail);
		lane_finish(lane, turn, turn->rc);
	}
}

/* No transaction could be begun: nothing of these was tried. */
static void
fail_waiting(struct lane *lane, int size, const struct err *err)
{
	struct turn *turn;

	log_error("no write is possible: %s", err->detail);
	while (size-- > 0 && (turn = lane_take(lane)) != NULL)
		lane_finish(lane, turn, err_fail(&turn->err, "begin: %s", err->detail));
}

void *
lane_sqlite_run(void *arg)
{
	struct writer *writer = arg;
	struct lane *lane = writer->lane;
	int64_t last_ms = 0;
	int last_size = 1;
	int size;

	while ((size = gather(lane, last_size, last_ms)) > 0) {
		struct batch batch = { .tail = &batch.head };
		struct err err = { 0 };
		enum rc rc;

		if (begin(writer, &err) != RC_OK) {
			fail_waiting(lane, size, &err);
			continue;
		}
		run_batch(writer, &batch, size);
		rc = commit(writer, &batch, &err);
		last_ms = clock_steady_ms();
		last_size = batch.size == 0 ? 1 : batch.size;
		tell_all(lane, &batch, rc, &err);
	}
	return NULL;
}
