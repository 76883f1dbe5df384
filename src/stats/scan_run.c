/*
 * scan_run.c: the largest statistic of each replicate. Sixteen replicates are one job: they share
 * each centre's limits while those are in the nearest cache. Threads take jobs from one counter;
 * a replicate's cases come from its own seed, so who computed it does not show in the result.
 *
 * The level of the gate starts from a guess, is set by the first replicates and lowered for those
 * that had nothing above it; the maximum found is exact at any level.
 */
#include "stats/scan.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>

#include "stats/scan_gate.h"
#include "stats/scan_null.h"
#include "stats/variate.h"

#define GROUPS 4
#define JOB (GROUPS * KERNEL_SIDE)
#define PILOT JOB
#define THREADS_MAX 16

struct pass {
	const struct scan_model *model;
	const struct scan_draws *draws;
	const struct scan_gate *gate;
	scan_kernel *kernel;
	const int32_t *todo;      /* numbers of replicates */
	int32_t ntodo;
	double *maxima;           /* by place in todo */
	atomic_int next;
};

struct worker {
	struct pass *pass;
	struct scan_deal deal;
	uint16_t *rows;           /* [blocks][GROUPS][n][KERNEL_ROW] */
	double best[JOB];
};

static uint16_t *
rows_of(const struct worker *w, int32_t block, int group)
{
	size_t one = (size_t)w->pass->model->n * KERNEL_ROW;

	return w->rows + ((size_t)block * GROUPS + (size_t)group) * one;
}

static void
deal_job(struct worker *w, int32_t first, int32_t n)
{
	const struct pass *pass = w->pass;
	size_t one = (size_t)pass->model->n * KERNEL_ROW;

	memset(w->rows, 0, (size_t)pass->gate->blocks * GROUPS * one * sizeof(w->rows[0]));
	for (int32_t i = 0; i < n; i++)
		scan_deal(&w->deal,
			variate_seed(pass->draws->seed, (uint64_t)pass->todo[first + i], 1),
			rows_of(w, 0, i / KERNEL_SIDE) + i % KERNEL_SIDE * KERNEL_LANES, KERNEL_ROW,
			GROUPS * one);
}

/* The bound of scan_clusters.c, so that few survivors need logarithms. */
static double
exact_score(const struct scan_model *model, double c, double mu, double best)
{
	double x = c - mu;

	if (model->statistic != SCAN_EBP &&
		x * x * (model->total + mu) < 2 * mu * best * (1 - 1e-9) * (model->total - mu))
		return 0;
	return scan_score(model, c, mu);
}

/* One centre of one replicate and block again, in full: every lane above its limit is scored. */
static double
rescan(const struct worker *w, int32_t centre, int32_t block, int replicate, double best)
{
	const struct scan_model *model = w->pass->model;
	const int32_t *nbr = model->zones->nbr + (size_t)centre * (size_t)model->k;
	const uint16_t *limit = w->pass->gate->limit[block] +
		(size_t)centre * (size_t)model->k * KERNEL_LANES;
	const uint16_t *row = rows_of(w, block, replicate / KERNEL_SIDE) +
		replicate % KERNEL_SIDE * KERNEL_LANES;
	uint16_t sum[KERNEL_LANES] = { 0 };

	for (int32_t k = 0; k < model->reach[centre]; k++, limit += KERNEL_LANES) {
		const uint16_t *add = row + (size_t)nbr[k] * KERNEL_ROW;
		int over = 0;

		for (int t = 0; t < KERNEL_LANES; t++)
			sum[t] = (uint16_t)(sum[t] + add[t]);
		for (int t = 0; t < KERNEL_LANES; t++)
			over += sum[t] > limit[t];
		for (int t = 0; over > 0 && t < KERNEL_LANES; t++)
			if (sum[t] > limit[t])
				best = fmax(best, exact_score(model, sum[t], scan_mu(model, centre,
					k + 1, block * KERNEL_LANES + t + 1), best));
	}
	return best;
}

static void
scan_centre(struct worker *w, int32_t centre, int32_t block, int32_t n)
{
	const struct pass *pass = w->pass;
	const struct scan_model *model = pass->model;
	size_t at = (size_t)centre * (size_t)model->k;

	for (int group = 0; group * KERNEL_SIDE < n; group++) {
		unsigned over = pass->kernel(rows_of(w, block, group), model->zones->nbr + at,
			model->reach[centre], pass->gate->limit[block] + at * KERNEL_LANES);

		for (int i = group * KERNEL_SIDE; over != 0; i++, over >>= 1)
			if ((over & 1) != 0)
				w->best[i] = rescan(w, centre, block, i, w->best[i]);
	}
}

static void *
work(void *arg)
{
	struct worker *w = arg;
	struct pass *pass = w->pass;
	int32_t first;

	while ((first = atomic_fetch_add(&pass->next, JOB)) < pass->ntodo) {
		int32_t n = pass->ntodo - first < JOB ? pass->ntodo - first : JOB;

		memset(w->best, 0, sizeof(w->best));
		deal_job(w, first, n);
		for (int32_t b = 0; b < pass->gate->blocks; b++)
			for (int32_t l = 0; l < pass->model->n; l++)
				scan_centre(w, l, b, n);
		memcpy(pass->maxima + first, w->best, (size_t)n * sizeof(w->best[0]));
	}
	return NULL;
}

static void
run_pass(struct pass *pass, struct worker *workers, int threads)
{
	pthread_t thread[THREADS_MAX];
	int started = 0;

	if (threads > (pass->ntodo + JOB - 1) / JOB)
		threads = (pass->ntodo + JOB - 1) / JOB;
	while (started < threads - 1 &&
		pthread_create(&thread[started], NULL, work, &workers[started + 1]) == 0)
		started++;
	(void)work(&workers[0]);
	for (int i = 0; i < started; i++)
		(void)pthread_join(thread[i], NULL);
}

/* Well under the mean: one in ten thousand Gumbel values is lower and must be done again. */
double
scan_null_level(const double *maxima, int32_t n)
{
	double sum = 0, squares = 0, mean;

	for (int32_t i = 0; i < n; i++) {
		sum += maxima[i];
		squares += maxima[i] * maxima[i];
	}
	mean = sum / n;
	return mean - 2.2 * sqrt(fmax(squares / n - mean * mean, 0.01));
}

struct hunt {
	struct pass pass;
	struct scan_gate gate;
	struct worker *workers;
	int threads;
	int32_t *todo;
	double *found;
};

/* Runs replicates todo[0..n-1] until each has its maximum; level goes down to 0 if it must. */
static void
hunt_all(struct hunt *h, int32_t n, double level, double *maxima, int32_t first)
{
	while (n > 0) {
		int32_t again = 0;

		scan_gate_set(&h->gate, h->pass.model, level);
		h->pass.ntodo = n;
		atomic_store(&h->pass.next, 0);
		run_pass(&h->pass, h->workers, h->threads);
		for (int32_t i = 0; i < n; i++) {
			if (level <= 0 || h->found[i] >= level)
				maxima[h->todo[i] - first] = h->found[i];
			else
				h->todo[again++] = h->todo[i];
		}
		n = again;
		level = level > 3 ? level - 2 : 0;
	}
}

static void
hunt_init(struct hunt *h, const struct scan_model *model, const struct scan_draws *draws,
	int32_t n, struct arena *arena)
{
	bool avx2 = draws->path != SCAN_PATH_BASE && scan_kernel_has_avx2();
	size_t rows;

	h->threads = draws->threads < 1 ? 1 : draws->threads;
	if (h->threads > THREADS_MAX)
		h->threads = THREADS_MAX;
	h->todo = ARENA_ARRAY(arena, (size_t)n, int32_t);
	h->found = ARENA_ARRAY(arena, (size_t)n, double);
	h->workers = ARENA_ARRAY(arena, (size_t)h->threads, struct worker);
	scan_gate_init(&h->gate, model, arena);
	h->pass = (struct pass){ .model = model, .draws = draws, .gate = &h->gate,
		.kernel = avx2 ? scan_kernel_avx2 : scan_kernel_base,
		.todo = h->todo, .maxima = h->found };
	rows = (size_t)h->gate.blocks * GROUPS * (size_t)model->n * KERNEL_ROW;
	for (int i = 0; i < h->threads; i++) {
		h->workers[i].pass = &h->pass;
		h->workers[i].rows = ARENA_ARRAY(arena, rows, uint16_t);
		scan_deal_init(&h->workers[i].deal, model, draws, arena);
	}
}

void
scan_null_maxima(const struct scan_model *model, const struct scan_draws *draws, int32_t first,
	int32_t n, double *maxima, struct arena *arena)
{
	struct hunt h;
	int32_t pilot = draws->level > 0 ? 0 : n < PILOT ? n : PILOT;

	if (n <= 0)
		return;
	hunt_init(&h, model, draws, n, arena);
	for (int32_t i = 0; i < pilot; i++)
		h.todo[i] = first + i;
	hunt_all(&h, pilot, log(model->n + 1.0) - 0.5, maxima, first);
	for (int32_t i = pilot; i < n; i++)
		h.todo[i - pilot] = first + i;
	if (n > pilot)
		hunt_all(&h, n - pilot, pilot == 0 ? draws->level : scan_null_level(maxima, pilot),
			maxima, first);
}
