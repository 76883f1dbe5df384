/*
 * lane_postgres.c: several writers, each turn a SERIALIZABLE transaction of its own. The one idea:
 * a conflict is the database's way of saying "again", so it is run again here and nobody above
 * hears of it; a conflict that `apply` itself reports (an old version) is an answer. Fresh turns do
 * not pause, so under load one that lost could lose for ever: after TOGETHER attempts it runs
 * while no other turn of this process does.
 */
#include "app/lane_private.h"
#include "base/rand.h"

enum { TRIES = 10, TOGETHER = 3, PAUSE_US = 500 };

/* Pauses of 0.5, 1, 2 ... ms at most, shortened at random so that rivals do not meet again. */
static void
pause_before(int attempt, struct prng *prng)
{
	int64_t most_us = (int64_t)PAUSE_US << attempt;
	int64_t us = (int64_t)prng_below(prng, (uint64_t)most_us);
	const struct timespec time = { us / 1000000, us % 1000000 * 1000 };

	(void)nanosleep(&time, NULL);
}

/* One attempt. *again: the database saw a conflict. */
static enum rc
attempt_turn(struct writer *writer, struct turn *turn, bool *again)
{
	struct db *db = writer->db;
	enum rc rc = db_begin(db);

	*again = rc == RC_CONFLICT;
	if (rc != RC_OK)
		return RC_FAILED;
	rc = turn->apply(turn, db);
	*again = db_failed(db) == RC_CONFLICT;
	if (rc != RC_OK || *again) {
		db_rollback(db);
		return rc;
	}
	rc = db_commit(db);
	*again = rc == RC_CONFLICT;
	if (rc == RC_OK)
		atomic_fetch_add(&writer->lane->commits, 1);
	return rc;
}

static enum rc
run_turn(struct writer *writer, struct turn *turn, struct prng *prng)
{
	for (int i = 0; i < TRIES; i++) {
		bool again;
		enum rc rc;

		if (i > 0)
			pause_before(i, prng);
		err_clear(&turn->err);
		if (writer_ready(writer, &turn->err) != RC_OK)
			return RC_FAILED;
		db_set_err(writer->db, &turn->err);
		if (i < TOGETHER)
			(void)pthread_rwlock_rdlock(&writer->lane->rivals);
		else
			(void)pthread_rwlock_wrlock(&writer->lane->rivals);
		rc = attempt_turn(writer, turn, &again);
		(void)pthread_rwlock_unlock(&writer->lane->rivals);
		db_set_err(writer->db, NULL);
		if (!again)
			return rc;
	}
	err_clear(&turn->err);
	return err_fail(&turn->err, "still in conflict after %d attempts", TRIES);
}

static bool
await_work(struct lane *lane)
{
	bool work;

	(void)pthread_mutex_lock(&lane->lock);
	while (lane->queued == 0 && !lane->closing)
		(void)pthread_cond_wait(&lane->work, &lane->lock);
	work = lane->queued > 0;
	(void)pthread_mutex_unlock(&lane->lock);
	return work;
}

void *
lane_postgres_run(void *arg)
{
	struct writer *writer = arg;
	struct prng prng;
	uint64_t seed;

	rand_secret(&seed, sizeof(seed));
	prng_init(&prng, seed);
	while (await_work(writer->lane)) {
		struct turn *turn = lane_take(writer->lane);

		if (turn != NULL) /* else another writer was faster */
			lane_finish(writer->lane, turn, run_turn(writer, turn, &prng));
	}
	return NULL;
}
