/* workers.c: a bounded queue and the threads that empty it, each with its own read connection. */
#include "app/workers.h"

#include <pthread.h>

#include "base/mem.h"

struct worker {
	struct workers *pool;
	struct db *db;
	pthread_t thread;
};

struct workers {
	pthread_mutex_t lock;
	pthread_cond_t work;
	struct job *head, **tail;
	int queued, queue_max;
	bool closing;
	int count;
	struct worker *workers;
};

/* The next job, or NULL when the pool closes and all are done. */
static struct job *
take(struct workers *pool)
{
	struct job *job;

	(void)pthread_mutex_lock(&pool->lock);
	while (pool->head == NULL && !pool->closing)
		(void)pthread_cond_wait(&pool->work, &pool->lock);
	job = pool->head;
	if (job != NULL) {
		pool->head = job->next;
		if (pool->head == NULL)
			pool->tail = &pool->head;
		pool->queued--;
	}
	(void)pthread_mutex_unlock(&pool->lock);
	return job;
}

static void *
run(void *arg)
{
	struct worker *worker = arg;
	struct job *job;

	while ((job = take(worker->pool)) != NULL) {
		job->run(job, worker->db); /* the job may be gone afterwards */
		db_set_err(worker->db, NULL);
	}
	return NULL;
}

static bool
start_worker(struct workers *pool, struct worker *worker, const struct db_target *target,
    const char *password, struct err *err)
{
	worker->pool = pool;
	worker->db = db_open(target, DB_READ, false, password, err);
	if (worker->db == NULL)
		return false;
	if (pthread_create(&worker->thread, NULL, run, worker) == 0)
		return true;
	db_close(worker->db);
	err_fail(err, "no thread for a worker");
	return false;
}

struct workers *
workers_start(const struct db_target *target, const char *password, int threads, int queue_max,
    struct err *err)
{
	struct workers *pool = mem_alloc(sizeof(*pool));

	BUG_IF(threads < 1 || queue_max < 1);
	pool->queue_max = queue_max;
	pool->tail = &pool->head;
	pool->workers = mem_alloc((size_t)threads * sizeof(*pool->workers));
	(void)pthread_mutex_init(&pool->lock, NULL);
	(void)pthread_cond_init(&pool->work, NULL);
	while (pool->count < threads) {
		if (!start_worker(pool, &pool->workers[pool->count], target, password, err)) {
			workers_stop(pool);
			return NULL;
		}
		pool->count++;
	}
	return pool;
}

bool
workers_submit(struct workers *pool, struct job *job)
{
	bool taken;

	job->next = NULL;
	(void)pthread_mutex_lock(&pool->lock);
	taken = !pool->closing && pool->queued < pool->queue_max;
	if (taken) {
		*pool->tail = job;
		pool->tail = &job->next;
		pool->queued++;
		(void)pthread_cond_signal(&pool->work);
	}
	(void)pthread_mutex_unlock(&pool->lock);
	return taken;
}

bool
workers_withdraw(struct workers *pool, struct job *job)
{
	struct job **at;
	bool found;

	(void)pthread_mutex_lock(&pool->lock);
	for (at = &pool->head; *at != NULL && *at != job;)
		at = &(*at)->next;
	found = *at != NULL;
	if (found) {
		*at = job->next;
		if (*at == NULL)
			pool->tail = at;
		pool->queued--;
	}
	(void)pthread_mutex_unlock(&pool->lock);
	return found;
}

void
workers_stop(struct workers *pool)
{
	if (pool == NULL)
		return;
	(void)pthread_mutex_lock(&pool->lock);
	pool->closing = true;
	(void)pthread_cond_broadcast(&pool->work);
	(void)pthread_mutex_unlock(&pool->lock);
	for (int i = 0; i < pool->count; i++) {
		(void)pthread_join(pool->workers[i].thread, NULL);
		db_close(pool->workers[i].db);
	}
	(void)pthread_cond_destroy(&pool->work);
	(void)pthread_mutex_destroy(&pool->lock);
	mem_free(pool->workers);
	mem_free(pool);
}
