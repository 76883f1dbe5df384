/*
 * pending.c: requests that were handed to the lane or a worker, with their deadlines. The one idea:
 * a request still in the queue at its deadline is withdrawn and answered 503; one that has begun is
 * awaited, so that nobody is told "failed" for what was done.
 */
#include <pthread.h>

#include "app/app.h"
#include "app/gate.h"
#include "base/mem.h"

struct pending {
	struct app *app;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	pthread_t sweeper;
	struct ctx_private *head;
	bool stop;
};

/* True if it was waiting for its turn, which it now never gets. */
static bool
withdraw(struct pending *pending, struct ctx_private *p)
{
	if (p->pool != NULL)
		return workers_withdraw(p->pool, &p->job);
	return lane_withdraw(pending->app->lane, &p->turn);
}

/* Takes off the list the first request past its deadline that could be withdrawn. */
static struct ctx_private *
take_expired(struct pending *pending, int64_t now_ms)
{
	for (struct ctx_private *p = pending->head; p != NULL; p = p->next) {
		if (p->deadline_ms > now_ms || !withdraw(pending, p))
			continue;
		return p;
	}
	return NULL;
}

static void *
sweep(void *arg)
{
	struct pending *pending = arg;
	struct timespec until;

	(void)pthread_mutex_lock(&pending->lock);
	while (!pending->stop) {
		struct ctx_private *p = take_expired(pending, clock_steady_ms());

		if (p != NULL) {
			(void)pthread_mutex_unlock(&pending->lock);
			pending_remove(pending, p);
			gate_finish_busy(p->ctx);
			(void)pthread_mutex_lock(&pending->lock);
			continue;
		}
		(void)clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_sec += 1;
		(void)pthread_cond_timedwait(&pending->changed, &pending->lock, &until);
	}
	(void)pthread_mutex_unlock(&pending->lock);
	return NULL;
}

struct pending *
pending_new(struct app *app)
{
	struct pending *pending = mem_alloc(sizeof(*pending));
	pthread_condattr_t attr;

	pending->app = app;
	(void)pthread_mutex_init(&pending->lock, NULL);
	(void)pthread_condattr_init(&attr);
	(void)pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&pending->changed, &attr);
	(void)pthread_condattr_destroy(&attr);
	if (pthread_create(&pending->sweeper, NULL, sweep, pending) != 0)
		BUG("no thread for deadlines");
	return pending;
}

void
pending_free(struct pending *pending)
{
	if (pending == NULL)
		return;
	(void)pthread_mutex_lock(&pending->lock);
	pending->stop = true;
	(void)pthread_cond_broadcast(&pending->changed);
	(void)pthread_mutex_unlock(&pending->lock);
	(void)pthread_join(pending->sweeper, NULL);
	(void)pthread_cond_destroy(&pending->changed);
	(void)pthread_mutex_destroy(&pending->lock);
	mem_free(pending);
}

void
pending_add(struct pending *pending, struct ctx_private *p)
{
	(void)pthread_mutex_lock(&pending->lock);
	p->deadline_ms = INT64_MAX;
	p->pool = NULL;
	p->prev = NULL;
	p->next = pending->head;
	if (p->next != NULL)
		p->next->prev = p;
	pending->head = p;
	(void)pthread_mutex_unlock(&pending->lock);
}

void
pending_arm(struct pending *pending, struct ctx_private *p, struct workers *pool,
    int64_t deadline_ms)
{
	(void)pthread_mutex_lock(&pending->lock);
	p->pool = pool;
	p->deadline_ms = deadline_ms;
	(void)pthread_mutex_unlock(&pending->lock);
}

void
pending_remove(struct pending *pending, struct ctx_private *p)
{
	(void)pthread_mutex_lock(&pending->lock);
	if (p->prev != NULL)
		p->prev->next = p->next;
	else
		pending->head = p->next;
	if (p->next != NULL)
		p->next->prev = p->prev;
	if (pending->head == NULL)
		(void)pthread_cond_broadcast(&pending->changed);
	(void)pthread_mutex_unlock(&pending->lock);
}

void
pending_drain(struct pending *pending)
{
	(void)pthread_mutex_lock(&pending->lock);
	while (pending->head != NULL)
		(void)pthread_cond_wait(&pending->changed, &pending->lock);
	(void)pthread_mutex_unlock(&pending->lock);
}
