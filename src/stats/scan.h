/*
 * scan.h: the prospective space-time scan: is there a neighbourhood with more reports in the last
 * days than it should have?
 *
 * A cylinder is a zone (a place and its k-1 nearest, k = 1..neighbours) over a window (the last
 * T days, T = 1..window). c is the count in it, mu the count expected, C the count of the whole
 * study period. Three statistics, the larger the stranger, 0 unless c > mu and c >= 2:
 *	STP    permutation:         mu = sum over day kinds g of C_{A,g} C_{W,g} / C_g
 *	CPOIS  conditional Poisson: mu = sum over g of C_g pop_A/pop |W_g|/|D_g|
 *	       both: c ln(c/mu) + (C-c) ln((C-c)/(C-mu))
 *	EBP    expectation-based:   mu = sum of the expected counts given; c ln(c/mu) + mu - c
 * Sources: Kulldorff et al. (2005) PLoS Med 2:e59; Kulldorff (1997) Commun Stat 26:1481-1496;
 * Neill et al. (2005), Neill (2009) Int J Forecasting 25:498-517.
 *
 * Zones stop where they would hold more than `share_max` (0.5) of C (STP), of the population or of
 * the expected counts. STP adjusts for every purely spatial and purely temporal pattern; therefore
 * it cannot see a surge of the whole city. Everything here is pure: the same arguments give the
 * same numbers, whatever the number of threads or the kind of processor.
 */
#ifndef STATS_SCAN_H
#define STATS_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "stats/calendar.h"

#define SCAN_PLACES_MAX 20000
#define SCAN_NEIGHBOURS_MAX 200
#define SCAN_WINDOW_MAX 60
#define SCAN_LANES_MAX 64       /* windows in whole blocks of sixteen */
#define SCAN_REPLICATES_MAX 9999
#define SCAN_RECENT_MAX 65535   /* cases of one topic in the longest window */
#define SCAN_CLUSTERS_MAX 20
#define SCAN_STUDY_DAYS 365

enum scan_statistic { SCAN_STP, SCAN_EBP, SCAN_CPOIS };
enum scan_null { SCAN_EXACT, SCAN_NB1 };

enum scan_fault {
	SCAN_FINE = 0,
	SCAN_NO_CASES,        /* nothing to scan in the study period */
	SCAN_TOO_FEW_DAYS,    /* the study period is not longer than the window */
	SCAN_TOO_MANY_RECENT, /* more than SCAN_RECENT_MAX cases in the window */
	SCAN_BAD_COUNT,       /* a negative count */
	SCAN_BAD_DAY,         /* a day outside the study period */
	SCAN_BAD_PLACE,       /* a place without coordinates */
	SCAN_BAD_COORDINATE,  /* not finite, or outside -90..90 and -180..180 */
	SCAN_BAD_WEIGHT,      /* population or expectation negative, NaN or zero in all */
	SCAN_CASE_UNEXPECTED, /* a case where nothing at all was expected */
	SCAN_BAD_OPTION,      /* neighbours, window, replicates or places outside the limits */
	SCAN_FAULTS
};

/* "too_few_days" for machines, and a sentence in English. */
const char *scan_fault_name(enum scan_fault fault);
const char *scan_fault_says(enum scan_fault fault);

/* Zones of n points: point i's `k` nearest stand in nbr[i * k], itself first. */
struct scan_zones {
	int32_t n, k;
	int32_t *nbr;
	int32_t *reach;   /* how many of them count (fewer with a maximum distance) */
	int32_t *order;   /* point in leaf order -> caller's index */
	int32_t *rank;    /* point in leaf order -> rank by coordinates, for ties */
};

/*
 * `a`, `b`: x, y or latitude, longitude (sphere). Points with equal coordinates must be merged
 * before. max_km > 0 limits zones to that distance from the centre (plane: the same unit as x).
 */
enum scan_fault scan_zones_make(struct scan_zones *zones, struct arena *arena, const double *a,
	const double *b, int32_t n, bool sphere, int32_t neighbours, double max_km);

struct scan_case {
	int32_t place;   /* point in leaf order */
	int32_t day;     /* 0 .. days-1; the last one is "today" */
	int64_t count;
};

/* A past alarm, left out of the dispersion: one point over days from..to. */
struct scan_except {
	int32_t place, from, to;
};

struct scan_setup {
	const struct scan_zones *zones;
	enum scan_statistic statistic;
	int32_t days, window;
	const uint8_t *kind_of;         /* enum day_kind of each day; NULL: all days alike */
	const struct scan_case *cases;
	size_t ncases;
	const double *weight;           /* CPOIS: population [n]; EBP: a day [DAY_KINDS][n] */
	double share_max;               /* 0 means 0.5 */
	const struct scan_except *excepts;
	size_t nexcepts;
};

/* Cases of one kind of day as the permutation sees them. */
struct scan_pool {
	int64_t total;
	uint16_t *place;   /* STP: the place of each case, [total], place by place */
	int64_t *first;    /* where a place's cases begin, [n] */
	int64_t *stock;    /* cases of each place, [n] */
	double *upto;      /* CPOIS, EBP: running sum of the weights, [n] */
};

/* What a scan needs, made once from the data and then only read. */
struct scan_model {
	const struct scan_zones *zones;
	enum scan_statistic statistic;
	int32_t n, k, days, window, nterms;
	double total;                             /* C */
	int32_t *reach;                           /* zone sizes allowed, by centre */
	double *base[DAY_KINDS];                  /* [n * k]: mu = sum of base * gain */
	double gain[DAY_KINDS][SCAN_LANES_MAX];   /* by T - 1; 0 past the window */
	uint16_t *seen;                           /* [n * window]: cases of the last T days */
	int64_t age_cases[SCAN_WINDOW_MAX];       /* all cases of the day, 0 = today */
	uint8_t age_kind[SCAN_WINDOW_MAX];
	double age_mean[SCAN_WINDOW_MAX];         /* EBP, CPOIS: expected of the day */
	struct scan_pool pool[DAY_KINDS];
	double dispersion;                        /* see scan_dispersion.c; 1 to 3 */
};

/* Checks the data and counts; a fault leaves *model void. It lives in the arena. */
enum scan_fault scan_model_make(struct scan_model *model, struct arena *arena,
	const struct scan_setup *setup);

/*
 * phi of NB1 counts (variance = phi * mean): Pearson's sum of (y-mu)^2/mu over the cells before
 * the longest window, without past alarms, over its degrees of freedom, held within 1 and 3.
 * `count` is [n * days]; `model` has everything but the dispersion.
 */
double scan_dispersion(const struct scan_model *model, const struct scan_setup *setup,
	const uint32_t *count, struct arena *arena);

/* The statistic of one cylinder, and what it expects: the centre's k nearest, the last `days`. */
double scan_score(const struct scan_model *model, double c, double mu);
double scan_mu(const struct scan_model *model, int32_t centre, int32_t k, int32_t days);

struct scan_cluster {
	int32_t centre, k, days;
	int64_t observed;
	double expected, score;
};

/*
 * The strongest cylinder, then the strongest that shares no place with those before it, and so
 * on; at most `max`, all with a positive score. Of equals the one with fewer places, then fewer
 * days, then the centre first by coordinates. Returns how many.
 */
int scan_clusters(const struct scan_model *model, struct arena *arena,
	struct scan_cluster *clusters, int max);

enum scan_path { SCAN_PATH_BEST, SCAN_PATH_BASE, SCAN_PATH_AVX2 };

struct scan_draws {
	enum scan_null null;
	double dispersion;    /* for NB1; at 1 both nulls are one */
	uint64_t seed;        /* of topic and day; each replicate mixes in its number */
	int threads;          /* 1..16 */
	enum scan_path path;  /* AVX2 on a processor without it is the base path */
	double level;         /* a guess at a low maximum, 0: find out; never changes the result */
};

/*
 * The largest statistic of replicates first..first+n-1 under "no cluster", into maxima[0..n-1].
 * EXACT keeps all margins: STP deals the window's cases, day by day, without replacement from the
 * cases of the same kind of day; CPOIS and EBP draw from their model. NB1 does the same with
 * clumps: given a day's total n_t, batches of one place follow the Ewens distribution with
 * parameter n_t/(phi-1), which is exactly the NB1 law given the totals (Pitman 2006, 4.3; Johnson,
 * Kemp & Kotz 2005, 5.12.4), so that sums by place, day and kind stay what they were.
 */
void scan_null_maxima(const struct scan_model *model, const struct scan_draws *draws,
	int32_t first, int32_t n, double *maxima, struct arena *arena);
/* A level that most maxima exceed, from some that are known. */
double scan_null_level(const double *maxima, int32_t n);

#endif
