/*
 * scan_analyse.h: one topic on one day: clusters, how surprising they are, and what that means.
 *
 * p-value: chance that a city without any cluster shows a strongest cylinder at least as strong,
 * by the Gumbel law fitted to the replicates (gumbel.h); by rank with fewer than GUMBEL_MIN of
 * them. Secondary clusters are held against the same maxima, which is on the safe side.
 * Staged: SCAN_STAGE replicates first; only if the strongest has p < SCAN_STAGE_P the rest.
 * After SCAN_PAST_MIN days a topic's own daily maxima outside alarms speak too: the larger of
 * the two p-values counts (chance as this city knows it is never rated lower than in theory).
 * Recurrence interval: 1/p days for one analysis a day (Kleinman et al. 2004, Stat Med 23:1587).
 *
 * Alarm budget: at most `rate` false alarms a week over all topics, `scan_share` of them from the
 * scan and the rest from the temporal layer; topic k gets alpha_k = weight_k / sum(weight) *
 * scan_share * rate / 7 a day. With 40 equal topics, rate 1 and share 0.75: alpha = 0.00268, one
 * alarm by chance in 373 days.
 * Levels: watch from 30 days; alert when p <= alpha; urgent when an alert has a recurrence
 * interval of 5 years, or doubled in 3 days. From alert on a cluster needs 3 cases and a ratio
 * of 1.5.
 */
#ifndef STATS_SCAN_ANALYSE_H
#define STATS_SCAN_ANALYSE_H

#include "stats/gumbel.h"
#include "stats/scan.h"

#define SCAN_STAGE 199
#define SCAN_STAGE_P 0.02
#define SCAN_PAST_MIN 180
#define SCAN_GUMBEL_MIN 19
#define SCAN_WATCH_DAYS 30.0
#define SCAN_URGENT_DAYS (5 * 365.25)
#define SCAN_ALERT_CASES 3
#define SCAN_ALERT_RATIO 1.5
#define SCAN_NULL_PHI 1.05 /* below this dispersion NB1 is the exact null */

#define BUDGET_RATE 1.0
#define BUDGET_SCAN_SHARE 0.75

/* False, and alpha untouched, when a weight is negative or NaN, or all are 0, or n is 0. */
bool scan_budget(const double *weight, size_t n, double rate, double scan_share, double *alpha);

/* Recurrence interval of a daily analysis with `earlier` analyses before it taken into account:
 * 1 / (1 - (1-p)^(1/(earlier+1))); earlier = 0 gives 1/p. */
double scan_recurrence(double p, int earlier);

enum scan_level { SCAN_QUIET, SCAN_WATCH, SCAN_ALERT, SCAN_URGENT };
extern const char *const scan_level_name[];

struct scan_options {
	enum scan_null null;
	int32_t replicates;    /* 0..SCAN_REPLICATES_MAX */
	bool staged;
	double alpha;          /* of this topic, from scan_budget */
	uint64_t seed;         /* of topic and day */
	int threads;
	enum scan_path path;
	const double *past;    /* daily maxima of the topic, alarm episodes left out */
	int32_t npast;
	int clusters;          /* how many to look for, 1..SCAN_CLUSTERS_MAX */
};

struct scan_found {
	struct scan_cluster at;
	double ratio;          /* observed / expected */
	double p, p_rank;      /* NaN without replicates */
	double recurrence;     /* days */
	enum scan_level level;
};

struct scan_result {
	struct scan_model model;
	int n;
	struct scan_found found[SCAN_CLUSTERS_MAX];
	enum scan_null null;   /* the one used */
	int32_t replicates;    /* made */
	double *maxima;        /* [replicates] */
	bool fitted;
	struct gumbel gumbel;
	bool has_past;
	struct gumbel past;    /* of the topic's own maxima */
};

enum scan_fault scan_analyse(struct scan_result *result, const struct scan_setup *setup,
	const struct scan_options *options, struct arena *arena);

#endif
