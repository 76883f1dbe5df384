/*
 * simulate.h: a seeded city whose truth is known, to see how well the warning works.
 *
 * Expected reports of topic k in place p on day t:
 *	per_day * share_p,k * weekday * season * kind of day * mood of the day
 * share: lognormal (sd 0.7 for the place, 0.3 for place and topic); days of rest 0.6, with a
 * lognormal factor (sd 0.2) of the place; season 1 + 0.15 cos(2 pi (t - phase_k) / 365.25);
 * Tết window 0.35 with a lognormal factor (sd 0.2) of the place, 1.3 on the seven days after it;
 * mood lognormal (sd 0.12), the same for all places. Counts are NB1 with variance phi * mean.
 * Invented throughout; same seed, same city.
 */
#ifndef STATS_SIMULATE_H
#define STATS_SIMULATE_H

#include "stats/scan.h"

#define SIM_PLACES_MAX 4000
#define SIM_DAYS_MAX 4000

struct sim_city {
	int32_t n;
	double *lat, *lon;        /* by place, in leaf order of the zones */
	double *share, *rest, *tet;
	struct scan_zones zones;  /* of the places as they stand: order[i] == i is not implied */
	uint64_t seed;
};

/* n places, jittered on a round map near 21.03 N, 105.85 E, about 2.4 km apart. */
enum scan_fault sim_city_make(struct sim_city *city, struct arena *arena, int32_t n,
	int32_t neighbours, uint64_t seed);

struct sim_series {
	int64_t first_day;
	int32_t days;
	double per_day, phi;
	int32_t topic;
};

/* count[day * n + place], without outbreaks. */
void sim_counts(const struct sim_city *city, const struct sim_series *series, uint16_t *count);

enum sim_shape { SIM_CIRCLE, SIM_STRIP, SIM_RING };
enum sim_course { SIM_RAMP, SIM_STEP, SIM_SPIKE };

/* extra reports a day at full size, spread evenly over the zone */
struct sim_outbreak {
	enum sim_shape shape;
	enum sim_course course; /* RAMP: full after 4 days; SPIKE: lognormal, peak on day 4 */
	int32_t places;         /* how many it meets */
	double extra;
	int32_t start, days;    /* index into the series */
	uint64_t seed;          /* where, and its chance */
};

/* Adds it; `zone` gets its places (room for outbreak->places), returns how many. */
int32_t sim_outbreak_add(const struct sim_city *city, const struct sim_series *series,
	const struct sim_outbreak *outbreak, uint16_t *count, int32_t *zone);

/* What must stay silent. */
enum sim_nuisance {
	SIM_NONE,
	SIM_TET,       /* nothing added: the window lies around Tết */
	SIM_OUTAGE,    /* a quarter of the city, or all of it, is not heard a day, twice the next */
	SIM_CAMPAIGN,  /* the whole city sends 2.5 times as much for five days */
	SIM_MERGE,     /* thirty communes become ten on day `start`, under the first one's code */
	SIM_COPIES,    /* one source sends 30 copies of one report */
	SIM_NUISANCES
};
extern const char *const sim_nuisance_name[];

/* Changes the raw counts as the nuisance does; SIM_MERGE fills successor[] (else identity). */
void sim_nuisance_add(const struct sim_city *city, const struct sim_series *series,
	enum sim_nuisance nuisance, int32_t start, uint64_t seed, uint16_t *count,
	int32_t *successor);

/* Extra receipts of SIM_COPIES after receipt_collapse: how many of the 30 count. */
int32_t sim_copies_counted(uint64_t seed);

#endif
