/*
 * glm.c: IRLS on normal equations. The one idea for speed: designs here are mostly dummies, so each
 * row keeps the list of its non-zero columns and the cross product costs their square only.
 */
#include "stats/glm.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "stats/dist.h"
#include "stats/solve.h"

enum { STEPS_MAX = 25, THETA_STEPS = 50, ROWS_MAX = 1000000 };
#define DEVIANCE_STOP 1e-8

/* The work of one fit. `theta` is 0 for the Poisson variance. */
struct work {
	const struct glm_data *data;
	uint8_t *columns; /* rows x cols, the non-zero columns of each row */
	uint8_t *filled;  /* how many */
	double *eta;
	double *w;        /* working weights of the last step */
	double theta;
	struct solve solve;
	double cross[SOLVE_MAX * SOLVE_MAX];
	double right[SOLVE_MAX];
};

static double
weight_of(const struct glm_data *data, size_t i)
{
	return data->weight == NULL ? 1 : data->weight[i];
}

static double
offset_of(const struct glm_data *data, size_t i)
{
	return data->offset == NULL ? 0 : data->offset[i];
}

static enum stat_fault
check_row(const struct glm_data *data, size_t i)
{
	double sum = data->y[i] + weight_of(data, i) + offset_of(data, i);

	for (size_t j = 0; j < data->cols; j++)
		sum += data->x[i * data->cols + j];
	if (!isfinite(sum))
		return FAULT_NOT_FINITE;
	if (data->y[i] < 0 || weight_of(data, i) < 0)
		return FAULT_NEGATIVE;
	return FAULT_NONE;
}

static enum stat_fault
check(const struct glm_data *data)
{
	size_t weighted = 0;

	if (data->rows == 0 || data->cols == 0)
		return FAULT_NO_ROWS;
	if (data->cols > SOLVE_MAX || data->rows > ROWS_MAX)
		return FAULT_TOO_LARGE;
	for (size_t i = 0; i < data->rows; i++) {
		enum stat_fault fault = check_row(data, i);

		if (fault != FAULT_NONE)
			return fault;
		weighted += weight_of(data, i) > 0;
	}
	return weighted <= data->cols ? FAULT_TOO_FEW_PERIODS : FAULT_NONE;
}

static struct work *
work_new(struct arena *arena, const struct glm_data *data, struct glm_fit *fit)
{
	struct work *work = ARENA_NEW(arena, struct work);
	size_t n = data->rows;
	size_t p = data->cols;

	work->data = data;
	work->columns = arena_array(arena, n * p, 1);
	work->filled = arena_array(arena, n, 1);
	work->eta = ARENA_ARRAY(arena, n, double);
	work->w = ARENA_ARRAY(arena, n, double);
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < p; j++) {
			if (data->x[i * p + j] != 0)
				work->columns[i * p + work->filled[i]++] = (uint8_t)j;
		}
	}
	memset(fit, 0, sizeof(*fit));
	fit->cols = p;
	fit->coef = ARENA_ARRAY(arena, p, double);
	fit->used = ARENA_ARRAY(arena, p, bool);
	fit->cov = ARENA_ARRAY(arena, p * p, double);
	fit->mu = ARENA_ARRAY(arena, n, double);
	fit->hat = ARENA_ARRAY(arena, n, double);
	return work;
}

static double
row_eta(const struct work *work, size_t i, const double *coef)
{
	const struct glm_data *data = work->data;
	const double *x = data->x + i * data->cols;
	const uint8_t *at = work->columns + i * data->cols;
	double sum = offset_of(data, i);

	for (size_t k = 0; k < work->filled[i]; k++)
		sum += x[at[k]] * coef[at[k]];
	return sum;
}

/* Adds w x x' and w z x of one row to the normal equations. */
static void
add_row(struct work *work, size_t i, double w, double z)
{
	size_t p = work->data->cols;
	const double *x = work->data->x + i * p;
	const uint8_t *at = work->columns + i * p;

	for (size_t k = 0; k < work->filled[i]; k++) {
		double wx = w * x[at[k]];
		double *row = work->cross + at[k] * p;

		for (size_t m = 0; m <= k; m++)
			row[at[m]] += wx * x[at[m]];
		work->right[at[k]] += wx * z;
	}
}

static double
unit_deviance(double y, double mu, double theta)
{
	double a = y > 0 ? y * log(y / mu) : 0;

	if (theta == 0)
		return 2 * (a - (y - mu));
	return 2 * (a - (y + theta) * log((y + theta) / (mu + theta)));
}

static double
deviance(const struct work *work, const double *mu)
{
	const struct glm_data *data = work->data;
	double sum = 0;

	for (size_t i = 0; i < data->rows; i++)
		sum += weight_of(data, i) * unit_deviance(data->y[i], mu[i], work->theta);
	return sum;
}

/* One weighted least squares step from the current eta and mu. */
static void
step(struct work *work, struct glm_fit *fit)
{
	const struct glm_data *data = work->data;
	size_t p = data->cols;

	memset(work->cross, 0, p * p * sizeof(*work->cross));
	memset(work->right, 0, p * sizeof(*work->right));
	for (size_t i = 0; i < data->rows; i++) {
		double mu = fit->mu[i];
		double z = work->eta[i] - offset_of(data, i) + (data->y[i] - mu) / mu;
		double w = weight_of(data, i) * mu;

		if (work->theta > 0)
			w /= 1 + mu / work->theta;
		work->w[i] = w;
		if (w > 0)
			add_row(work, i, w, z);
	}
	solve_factor(&work->solve, work->cross, p);
	solve_apply(&work->solve, work->right, fit->coef);
	for (size_t i = 0; i < data->rows; i++) {
		work->eta[i] = row_eta(work, i, fit->coef);
		fit->mu[i] = exp(work->eta[i]);
	}
}

/* Runs IRLS from the means in fit->mu. */
static enum stat_fault
iterate(struct work *work, struct glm_fit *fit)
{
	double before, now;

	for (size_t i = 0; i < work->data->rows; i++)
		work->eta[i] = log(fit->mu[i]);
	now = deviance(work, fit->mu);
	for (fit->steps = 1; fit->steps <= STEPS_MAX; fit->steps++) {
		before = now;
		step(work, fit);
		now = deviance(work, fit->mu);
		if (!isfinite(now))
			return FAULT_NO_CONVERGENCE;
		if (fabs(now - before) / (fabs(now) + 0.1) < DEVIANCE_STOP) {
			fit->deviance = now;
			return FAULT_NONE;
		}
	}
	return FAULT_NO_CONVERGENCE;
}

static double
quadratic(const struct work *work, const struct glm_fit *fit, size_t i)
{
	size_t p = fit->cols;
	const double *x = work->data->x + i * p;
	const uint8_t *at = work->columns + i * p;
	double sum = 0;

	for (size_t k = 0; k < work->filled[i]; k++) {
		for (size_t m = 0; m < work->filled[i]; m++)
			sum += x[at[k]] * x[at[m]] * fit->cov[at[k] * p + at[m]];
	}
	return sum;
}

static void
finish(struct work *work, struct glm_fit *fit)
{
	const struct glm_data *data = work->data;
	double pearson = 0;
	size_t weighted = 0;

	solve_inverse(&work->solve, fit->cov);
	memcpy(fit->used, work->solve.used, fit->cols * sizeof(bool));
	fit->rank = work->solve.rank;
	for (size_t i = 0; i < data->rows; i++) {
		double r = (data->y[i] - fit->mu[i]) / fit->mu[i];

		fit->hat[i] = work->w[i] * quadratic(work, fit, i);
		if (work->w[i] > 0) {
			pearson += work->w[i] * r * r;
			weighted++;
		}
	}
	fit->df = (double)weighted - (double)fit->rank;
	fit->phi = fit->df > 0 ? pearson / fit->df : 0;
}

enum stat_fault
glm_poisson(struct arena *arena, const struct glm_data *data, struct glm_fit *fit)
{
	enum stat_fault fault = check(data);
	struct work *work;

	if (fault != FAULT_NONE)
		return fault;
	work = work_new(arena, data, fit);
	for (size_t i = 0; i < data->rows; i++)
		fit->mu[i] = data->y[i] + 0.1;
	fault = iterate(work, fit);
	if (fault == FAULT_NONE)
		finish(work, fit);
	return fault;
}

/* Score and information of theta given the means. */
static void
theta_score(const struct work *work, const double *mu, double theta, double *score, double *info)
{
	const struct glm_data *data = work->data;

	*score = 0;
	*info = 0;
	for (size_t i = 0; i < data->rows; i++) {
		double w = weight_of(data, i);
		double y = data->y[i];
		double s = mu[i] + theta;

		*score += w * (dist_digamma(theta + y) - dist_digamma(theta) + log(theta) + 1
			- log(s) - (y + theta) / s);
		*info += w * (dist_trigamma(theta) - dist_trigamma(theta + y) - 1 / theta + 2 / s
			- (y + theta) / (s * s));
	}
}

/* Maximum likelihood theta, from a moment start; 1e7 or more means "no overdispersion". */
static enum stat_fault
theta_find(const struct work *work, const double *mu, double *theta, double *se)
{
	const struct glm_data *data = work->data;
	double score, info, n = 0, moment = 0;

	for (size_t i = 0; i < data->rows; i++) {
		double r = data->y[i] / mu[i] - 1;

		n += weight_of(data, i);
		moment += weight_of(data, i) * r * r;
	}
	*theta = n / moment;
	for (int it = 0; it < THETA_STEPS; it++) {
		double move;

		theta_score(work, mu, *theta, &score, &info);
		move = score / info;
		*theta = info > 0 && *theta + move > *theta / 10 ? *theta + move : *theta / 2;
		if (!isfinite(*theta) || *theta > 1e7)
			return FAULT_NO_CONVERGENCE;
		if (fabs(move) < 1e-10 * *theta) {
			*se = 1 / sqrt(info);
			return FAULT_NONE;
		}
	}
	return FAULT_NO_CONVERGENCE;
}

static double
negbin_log_lik(const struct work *work, const double *mu, double theta)
{
	const struct glm_data *data = work->data;
	double sum = 0;

	for (size_t i = 0; i < data->rows; i++) {
		double y = data->y[i];

		sum += weight_of(data, i) * (dist_log_gamma(theta + y) - dist_log_gamma(theta)
			- dist_log_gamma(y + 1) + theta * log(theta) + y * log(mu[i])
			- (theta + y) * log(theta + mu[i]));
	}
	return sum;
}

enum stat_fault
glm_negbin(struct arena *arena, const struct glm_data *data, struct glm_fit *fit)
{
	enum stat_fault fault = check(data);
	struct work *work;
	double last = 0;

	if (fault != FAULT_NONE)
		return fault;
	work = work_new(arena, data, fit);
	for (size_t i = 0; i < data->rows; i++)
		fit->mu[i] = data->y[i] + 0.1;
	fault = iterate(work, fit);
	for (int it = 0; it < STEPS_MAX && fault == FAULT_NONE; it++) {
		fault = theta_find(work, fit->mu, &fit->theta, &fit->theta_se);
		if (fault != FAULT_NONE)
			break;
		work->theta = fit->theta;
		fault = iterate(work, fit);
		if (fabs(fit->theta - last) < 1e-9 * fit->theta)
			break;
		last = fit->theta;
	}
	if (fault != FAULT_NONE)
		return fault;
	finish(work, fit);
	fit->two_log_lik = 2 * negbin_log_lik(work, fit->mu, fit->theta);
	return FAULT_NONE;
}

double
glm_eta(const struct glm_fit *fit, const double *x)
{
	double sum = 0;

	for (size_t j = 0; j < fit->cols; j++)
		sum += x[j] * fit->coef[j];
	return sum;
}

double
glm_eta_se(const struct glm_fit *fit, const double *x)
{
	double sum = 0;

	for (size_t j = 0; j < fit->cols; j++) {
		for (size_t k = 0; k < fit->cols; k++)
			sum += x[j] * x[k] * fit->cov[j * fit->cols + k];
	}
	return sqrt(fmax(0, sum));
}

double
glm_coef_se(const struct glm_fit *fit, size_t j, double phi)
{
	BUG_IF(j >= fit->cols);
	return sqrt(fit->cov[j * fit->cols + j] * phi);
}
