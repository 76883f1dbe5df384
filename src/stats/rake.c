/* rake.c: proportional fitting, trimming, merging of small levels. */
#include "stats/rake.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "stats/counts.h"

enum { ROUNDS_MAX = 500, TRIMS_MAX = 20 };
#define AGREE 1e-10

struct work {
	const struct rake_margin *margin;
	size_t margins, rows;
	double *sum; /* by level */
	double *weight;
};

static enum stat_fault
check_margin(const struct work *work, size_t v, const struct rake_options *o,
	struct rake_report *report)
{
	const struct rake_margin *m = &work->margin[v];
	size_t seen[RAKE_LEVELS_MAX] = { 0 };

	report->margin = v;
	if (m->levels == 0 || m->levels > RAKE_LEVELS_MAX)
		return FAULT_TOO_LARGE;
	for (size_t i = 0; i < work->rows; i++) {
		if (m->level[i] < 0 || (size_t)m->level[i] >= m->levels)
			return FAULT_UNKNOWN_LEVEL;
		seen[m->level[i]]++;
	}
	for (size_t l = 0; l < m->levels; l++) {
		report->level = l;
		if (!isfinite(m->target[l]))
			return FAULT_NOT_FINITE;
		if (m->target[l] < 0)
			return FAULT_NEGATIVE;
		if (seen[l] == 0 && m->target[l] > 0)
			return FAULT_EMPTY_LEVEL;
		if (seen[l] > 0 && m->target[l] == 0)
			return FAULT_NOT_POSITIVE;
		if (seen[l] < o->rows_min && m->target[l] > 0)
			return FAULT_SMALL_LEVEL;
	}
	return FAULT_NONE;
}

static enum stat_fault
check(const struct work *work, const double *base, const struct rake_options *o,
	struct rake_report *report)
{
	enum stat_fault fault = positive_check(base, work->rows);
	double total = 0;

	if (work->rows == 0 || work->margins == 0)
		return FAULT_NO_ROWS;
	if (work->margins > RAKE_MARGINS_MAX)
		return FAULT_TOO_LARGE;
	if (o->trim != 0 && !(o->trim > 1))
		return FAULT_OPTION;
	for (size_t v = 0; v < work->margins && fault == FAULT_NONE; v++) {
		double sum = 0;

		fault = check_margin(work, v, o, report);
		for (size_t l = 0; l < work->margin[v].levels && fault == FAULT_NONE; l++)
			sum += work->margin[v].target[l];
		if (v == 0)
			total = sum;
		if (fault == FAULT_NONE && fabs(sum - total) > 1e-6 * total)
			fault = FAULT_MARGINS_DISAGREE;
	}
	return fault;
}

static void
level_sums(struct work *work, const struct rake_margin *m)
{
	memset(work->sum, 0, m->levels * sizeof(*work->sum));
	for (size_t i = 0; i < work->rows; i++)
		work->sum[m->level[i]] += work->weight[i];
}

static double
worst_of(struct work *work)
{
	double worst = 0;

	for (size_t v = 0; v < work->margins; v++) {
		const struct rake_margin *m = &work->margin[v];

		level_sums(work, m);
		for (size_t l = 0; l < m->levels; l++) {
			if (m->target[l] > 0)
				worst = fmax(worst, fabs(work->sum[l] / m->target[l] - 1));
		}
	}
	return worst;
}

static void
one_round(struct work *work)
{
	for (size_t v = 0; v < work->margins; v++) {
		const struct rake_margin *m = &work->margin[v];

		level_sums(work, m);
		for (size_t i = 0; i < work->rows; i++)
			work->weight[i] *= m->target[m->level[i]] / work->sum[m->level[i]];
	}
}

static enum stat_fault
settle(struct work *work, struct rake_report *report)
{
	for (int round = 0; round < ROUNDS_MAX; round++) {
		one_round(work);
		report->rounds++;
		report->worst = worst_of(work);
		if (report->worst < AGREE)
			return FAULT_NONE;
	}
	return FAULT_NO_CONVERGENCE;
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(struct arena *arena, const double *v, size_t count)
{
	double *sorted = ARENA_ARRAY(arena, count, double);

	memcpy(sorted, v, count * sizeof(*v));
	qsort(sorted, count, sizeof(*sorted), by_value);
	return count % 2 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
}

/* Cuts weights above the limit; returns how many were. */
static size_t
cut(struct work *work, double limit)
{
	size_t cuts = 0;

	for (size_t i = 0; i < work->rows; i++) {
		if (work->weight[i] > limit * (1 + 1e-9)) {
			work->weight[i] = limit;
			cuts++;
		}
	}
	return cuts;
}

enum stat_fault
rake(struct arena *arena, const double *base, size_t rows, const struct rake_margin *margins,
	size_t count, const struct rake_options *options, double *weight,
	struct rake_report *report)
{
	struct work work = { margins, count, rows, ARENA_ARRAY(arena, RAKE_LEVELS_MAX, double),
		weight };
	enum stat_fault fault;

	memset(report, 0, sizeof(*report));
	fault = check(&work, base, options, report);
	if (fault != FAULT_NONE)
		return fault;
	memcpy(weight, base, rows * sizeof(*weight));
	fault = settle(&work, report);
	while (fault == FAULT_NONE && options->trim > 0 && report->trims < TRIMS_MAX) {
		if (cut(&work, options->trim * median(arena, weight, rows)) == 0)
			break;
		report->trims++;
		fault = settle(&work, report);
	}
	return fault;
}

/* Level `at` becomes part of `into`; levels above it move down. */
static void
merge(int *level, size_t rows, double *target, size_t *seen, size_t levels, size_t at, size_t into)
{
	target[into] += target[at];
	seen[into] += seen[at];
	for (size_t i = 0; i < rows; i++) {
		if ((size_t)level[i] == at)
			level[i] = (int)into;
		if ((size_t)level[i] > at)
			level[i]--;
	}
	for (size_t l = at; l + 1 < levels; l++) {
		target[l] = target[l + 1];
		seen[l] = seen[l + 1];
	}
}

size_t
rake_merge_small(int *level, size_t rows, double *target, size_t levels, size_t rows_min)
{
	size_t seen[RAKE_LEVELS_MAX] = { 0 };
	size_t l = 0;

	for (size_t i = 0; i < rows; i++)
		seen[level[i]]++;
	while (l < levels && levels > 1) {
		size_t into = l + 1;

		if (seen[l] >= rows_min) {
			l++;
			continue;
		}
		if (l > 0 && (l + 1 == levels || seen[l - 1] <= seen[l + 1]))
			into = l - 1;
		merge(level, rows, target, seen, levels, l, into);
		levels--;
		l = 0;
	}
	return levels;
}

double
rake_deff(const double *weight, size_t rows)
{
	double sum = 0;
	double squares = 0;

	for (size_t i = 0; i < rows; i++) {
		sum += weight[i];
		squares += weight[i] * weight[i];
	}
	return (double)rows * squares / (sum * sum);
}
