/* scan_zones.c: the nearest neighbours of every point as the zones of the scan; fault names. */
#include "stats/scan.h"

#include <math.h>

#include "stats/knn.h"

static const struct {
	const char *name, *says;
} faults[SCAN_FAULTS] = {
	[SCAN_FINE] = { "fine", "nothing is wrong" },
	[SCAN_NO_CASES] = { "no_cases", "there are no cases in the study period" },
	[SCAN_TOO_FEW_DAYS] = { "too_few_days", "the study period is not longer than the window" },
	[SCAN_TOO_MANY_RECENT] = { "too_many_recent", "more than 65535 cases in the window" },
	[SCAN_BAD_COUNT] = { "bad_count", "a count is negative or too large" },
	[SCAN_BAD_DAY] = { "bad_day", "a day lies outside the study period" },
	[SCAN_BAD_PLACE] = { "place_without_coordinates", "a place has no coordinates" },
	[SCAN_BAD_COORDINATE] = { "bad_coordinate", "a coordinate is not a place on a map" },
	[SCAN_BAD_WEIGHT] = { "bad_weight", "population or expectation negative, or zero in all" },
	[SCAN_CASE_UNEXPECTED] = { "case_unexpected", "a case where nothing was expected" },
	[SCAN_BAD_OPTION] = { "bad_option", "an option is outside its limits" },
};

const char *
scan_fault_name(enum scan_fault fault)
{
	return faults[fault].name;
}

const char *
scan_fault_says(enum scan_fault fault)
{
	return faults[fault].says;
}

static bool
coordinate_ok(double a, double b, bool sphere)
{
	if (!isfinite(a) || !isfinite(b))
		return false;
	return sphere ? fabs(a) <= 90 && fabs(b) <= 180 : fabs(a) < 1e9 && fabs(b) < 1e9;
}

enum scan_fault
scan_zones_make(struct scan_zones *zones, struct arena *arena, const double *a, const double *b,
	int32_t n, bool sphere, int32_t neighbours, double max_km)
{
	double far[SCAN_NEIGHBOURS_MAX];
	struct knn knn;
	int32_t k = neighbours < n ? neighbours : n;

	if (n < 1 || n > SCAN_PLACES_MAX || neighbours < 1 || neighbours > SCAN_NEIGHBOURS_MAX)
		return SCAN_BAD_OPTION;
	for (int32_t i = 0; i < n; i++)
		if (!coordinate_ok(a[i], b[i], sphere))
			return SCAN_BAD_COORDINATE;
	knn_make(&knn, arena, a, b, n, sphere);
	*zones = (struct scan_zones){ .n = n, .k = k, .order = knn.order, .rank = knn.rank };
	zones->nbr = ARENA_ARRAY(arena, (size_t)n * (size_t)k, int32_t);
	zones->reach = ARENA_ARRAY(arena, (size_t)n, int32_t);
	for (int32_t i = 0; i < n; i++) {
		knn_find(&knn, i, k, zones->nbr + (size_t)i * (size_t)k, far);
		zones->reach[i] = k;
		for (int32_t j = k - 1; j > 0 && max_km > 0; j--)
			if ((sphere ? knn_km(far[j]) : sqrt(far[j])) > max_km)
				zones->reach[i] = j;
	}
	return SCAN_FINE;
}
