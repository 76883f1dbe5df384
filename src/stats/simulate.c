/* simulate.c: the quiet city, its outbreaks, and what looks like one. */
#include "stats/simulate.h"

#include <math.h>

#include "stats/receipt.h"
#include "stats/variate.h"

#define PI 3.14159265358979323846

const char *const sim_nuisance_name[] = {
	[SIM_NONE] = "none",
	[SIM_TET] = "tet",
	[SIM_OUTAGE] = "outage",
	[SIM_CAMPAIGN] = "campaign",
	[SIM_MERGE] = "merge",
	[SIM_COPIES] = "copies",
};

static double
lognormal(struct prng *r, double sd)
{
	return exp(sd * variate_normal(r) - sd * sd / 2);
}

/* Places in rings of a spiral (sunflower), shaken by a third of their distance. */
static void
scatter(double *lat, double *lon, int32_t n, struct prng *r)
{
	for (int32_t i = 0; i < n; i++) {
		double angle = i * PI * (3 - sqrt(5)), far = 0.0125 * sqrt(i + 0.5);

		lat[i] = 21.03 + far * cos(angle) + 0.007 * (prng_unit(r) - 0.5);
		lon[i] = 105.85 + far * sin(angle) / cos(21.03 * PI / 180) +
			0.007 * (prng_unit(r) - 0.5);
	}
}

enum scan_fault
sim_city_make(struct sim_city *city, struct arena *arena, int32_t n, int32_t neighbours,
	uint64_t seed)
{
	double *lat, *lon, sum = 0;
	enum scan_fault fault;
	struct prng r;

	if (n < 1 || n > SIM_PLACES_MAX)
		return SCAN_BAD_OPTION;
	prng_init(&r, variate_seed(seed, 0, 11));
	lat = ARENA_ARRAY(arena, (size_t)n, double);
	lon = ARENA_ARRAY(arena, (size_t)n, double);
	*city = (struct sim_city){ .n = n, .seed = seed };
	scatter(lat, lon, n, &r);
	fault = scan_zones_make(&city->zones, arena, lat, lon, n, true, neighbours, 0);
	if (fault != SCAN_FINE)
		return fault;
	city->lat = ARENA_ARRAY(arena, (size_t)n, double);
	city->lon = ARENA_ARRAY(arena, (size_t)n, double);
	city->share = ARENA_ARRAY(arena, (size_t)n, double);
	city->rest = ARENA_ARRAY(arena, (size_t)n, double);
	city->tet = ARENA_ARRAY(arena, (size_t)n, double);
	for (int32_t i = 0; i < n; i++) {
		city->lat[i] = lat[city->zones.order[i]];
		city->lon[i] = lon[city->zones.order[i]];
		sum += city->share[i] = lognormal(&r, 0.7);
		city->rest[i] = 0.6 * lognormal(&r, 0.2);
		city->tet[i] = 0.35 * lognormal(&r, 0.2);
	}
	for (int32_t i = 0; i < n; i++)
		city->share[i] /= sum;
	return SCAN_FINE;
}

/* The seven days after the Tết window. */
static bool
is_rebound(int64_t day)
{
	for (int64_t d = day - 7; d < day; d++)
		if (day_kind(d) == DAY_TET)
			return day_kind(day) != DAY_TET;
	return false;
}

static double
place_factor(const struct sim_city *city, int32_t place, enum day_kind kind)
{
	switch (kind) {
	case DAY_WORK:
		return 1;
	case DAY_REST:
		return city->rest[place];
	case DAY_TET:
		return city->tet[place];
	}
	return 1;
}

void
sim_counts(const struct sim_city *city, const struct sim_series *s, uint16_t *count)
{
	uint64_t key = variate_seed(city->seed, (uint64_t)s->topic, 12);
	double share[SIM_PLACES_MAX], sum = 0, phase;
	struct prng r;

	prng_init(&r, key);
	phase = 365.25 * prng_unit(&r);
	for (int32_t p = 0; p < city->n; p++)
		sum += share[p] = city->share[p] * lognormal(&r, 0.3);
	for (int32_t t = 0; t < s->days; t++) {
		int64_t day = s->first_day + t;
		enum day_kind kind = day_kind(day);
		double city_mean;

		prng_init(&r, variate_seed(key, (uint64_t)day, 13));
		city_mean = s->per_day * (is_rebound(day) ? 1.3 : 1) * lognormal(&r, 0.12) *
			(1 + 0.15 * cos(2 * PI * ((double)day - phase) / 365.25));
		for (int32_t p = 0; p < city->n; p++)
			count[(size_t)t * (size_t)city->n + (size_t)p] = (uint16_t)variate_nb1(&r,
				city_mean * share[p] / sum * place_factor(city, p, kind), s->phi);
	}
}

/* Places sorted by a key, smallest first; n is small enough for a plain selection. */
static int32_t
pick_smallest(const double *key, int32_t n, int32_t want, int32_t *zone)
{
	bool in[SIM_PLACES_MAX] = { false };

	for (int32_t i = 0; i < want; i++) {
		int32_t best = -1;

		for (int32_t p = 0; p < n; p++)
			if (!in[p] && (best < 0 || key[p] < key[best]))
				best = p;
		in[best] = true;
		zone[i] = best;
	}
	return want;
}

static int32_t
zone_of(const struct sim_city *city, const struct sim_outbreak *o, struct prng *r, int32_t *zone)
{
	int32_t centre = (int32_t)prng_below(r, (uint64_t)city->n);
	double angle = PI * prng_unit(r), key[SIM_PLACES_MAX];

	for (int32_t p = 0; p < city->n; p++) {
		double y = city->lat[p] - city->lat[centre];
		double x = (city->lon[p] - city->lon[centre]) * cos(21.03 * PI / 180);
		double far = hypot(x, y), along = fabs(x * cos(angle) + y * sin(angle));
		double aside = fabs(y * cos(angle) - x * sin(angle));

		key[p] = far;
		if (o->shape == SIM_STRIP)
			key[p] = hypot(along / 4, aside * 2);
		else if (o->shape == SIM_RING)
			key[p] = fabs(far - 0.008 * sqrt(o->places));
	}
	return pick_smallest(key, city->n, o->places < city->n ? o->places : city->n, zone);
}

/* Share of full size on the outbreak's i-th day (from 0). */
static double
course_at(enum sim_course course, int32_t i)
{
	switch (course) {
	case SIM_RAMP:
		return i < 3 ? (i + 1) / 4.0 : 1;
	case SIM_STEP:
		return 1;
	case SIM_SPIKE:
		return exp(-0.5 * pow(log((i + 1) / 4.0) / 0.5, 2));
	}
	return 0;
}

int32_t
sim_outbreak_add(const struct sim_city *city, const struct sim_series *series,
	const struct sim_outbreak *o, uint16_t *count, int32_t *zone)
{
	struct prng r;
	int32_t n;

	prng_init(&r, variate_seed(o->seed, (uint64_t)o->start, 14));
	n = zone_of(city, o, &r, zone);
	for (int32_t i = 0; i < o->days && o->start + i < series->days; i++) {
		int64_t extra = variate_poisson(&r, o->extra * course_at(o->course, i));
		uint16_t *day = count + (size_t)(o->start + i) * (size_t)city->n;

		while (extra-- > 0)
			day[zone[prng_below(&r, (uint64_t)n)]]++;
	}
	return n;
}

static void
add_outage(const struct sim_city *city, const struct sim_series *s, int32_t start,
	struct prng *r, uint16_t *count)
{
	struct sim_outbreak o = { .shape = SIM_CIRCLE,
		.places = prng_below(r, 2) == 0 ? city->n : city->n / 4 };
	int32_t zone[SIM_PLACES_MAX], n = zone_of(city, &o, r, zone);
	uint16_t *day = count + (size_t)start * (size_t)city->n;

	if (start + 1 >= s->days)
		return;
	for (int32_t i = 0; i < n; i++) { /* what was not heard arrives a day late */
		day[city->n + zone[i]] = (uint16_t)(day[city->n + zone[i]] + day[zone[i]]);
		day[zone[i]] = 0;
	}
}

/* 1.5 times as much again, thinned from the day's own mean by place. */
static void
add_campaign(const struct sim_city *city, const struct sim_series *s, int32_t start,
	struct prng *r, uint16_t *count)
{
	for (int32_t t = start; t < start + 5 && t < s->days; t++)
		for (int32_t p = 0; p < city->n; p++) {
			uint16_t *c = &count[(size_t)t * (size_t)city->n + (size_t)p];
			double mean = 1.5 * s->per_day * city->share[p] *
				place_factor(city, p, day_kind(s->first_day + t));

			*c = (uint16_t)(*c + variate_nb1(r, mean, s->phi));
		}
}

/* Ten times three neighbours become one; from `start` on all is booked under the first. */
static void
add_merge(const struct sim_city *city, const struct sim_series *s, int32_t start,
	struct prng *r, uint16_t *count, int32_t *successor)
{
	for (int group = 0; group < 10; group++) {
		int32_t first = (int32_t)prng_below(r, (uint64_t)city->n), taken = 1;
		const int32_t *nbr = city->zones.nbr + (size_t)first * (size_t)city->zones.k;

		if (successor[first] != first)
			continue;
		for (int32_t k = 1; k < city->zones.k && taken < 3; k++)
			if (successor[nbr[k]] == nbr[k]) {
				successor[nbr[k]] = first;
				taken++;
			}
	}
	for (int32_t p = 0; p < city->n; p++) /* a chain of mergers ends at its last link */
		while (successor[successor[p]] != successor[p])
			successor[p] = successor[successor[p]];
	for (int32_t t = start; t < s->days; t++)
		for (int32_t p = 0; p < city->n; p++) {
			uint16_t *day = count + (size_t)t * (size_t)city->n;

			if (successor[p] == p)
				continue;
			day[successor[p]] = (uint16_t)(day[successor[p]] + day[p]);
			day[p] = 0;
		}
}

int32_t
sim_copies_counted(uint64_t seed)
{
	struct receipt copies[30];
	struct prng r;

	prng_init(&r, variate_seed(seed, 30, 15));
	for (int i = 0; i < 30; i++)
		copies[i] = (struct receipt){ 1, 1, seed, (int64_t)prng_below(&r, 36000000) };
	return (int32_t)receipt_collapse(copies, 30);
}

void
sim_nuisance_add(const struct sim_city *city, const struct sim_series *series,
	enum sim_nuisance nuisance, int32_t start, uint64_t seed, uint16_t *count,
	int32_t *successor)
{
	struct prng r;
	int32_t place;

	prng_init(&r, variate_seed(seed, (uint64_t)start, 16));
	for (int32_t p = 0; p < city->n; p++)
		successor[p] = p;
	switch (nuisance) {
	case SIM_NONE:
	case SIM_TET:
	case SIM_NUISANCES:
		return;
	case SIM_OUTAGE:
		add_outage(city, series, start, &r, count);
		return;
	case SIM_CAMPAIGN:
		add_campaign(city, series, start, &r, count);
		return;
	case SIM_MERGE:
		add_merge(city, series, start, &r, count, successor);
		return;
	case SIM_COPIES:
		place = (int32_t)prng_below(&r, (uint64_t)city->n);
		count[(size_t)start * (size_t)city->n + (size_t)place] = (uint16_t)(
			count[(size_t)start * (size_t)city->n + (size_t)place] +
			sim_copies_counted(seed));
		return;
	}
}
