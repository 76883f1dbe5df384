/* scan_file.c: names become numbers through one hash table; faults name file and line. */
#include "stats/scan_file.h"

#include <math.h>

#include "stats/csv_read.h"
#include "stats/scan.h"
#include "stats/scan_topic.h"

struct reading {
	struct scan_data *data;
	struct arena *arena;
	struct buf *why;
	const char *file;
	struct csv csv;
	int32_t *slot;     /* place + 1, 0 when free */
	size_t nslots;     /* a power of two */
};

static bool
refuse(struct reading *r, const char *name, const char *says, struct str what)
{
	buf_printf(r->why, "%s:%lld: %s", r->file, (long long)(r->csv.line > 0 ? r->csv.line : 1),
		says);
	what = csv_head(what);
	if (what.len > 0)
		buf_printf(r->why, ": '%.*s'", (int)what.len, what.at);
	buf_printf(r->why, " (%s)", name);
	return false;
}

static bool
refuse_fault(struct reading *r, enum scan_fault fault, struct str what)
{
	return refuse(r, scan_fault_name(fault), scan_fault_says(fault), what);
}

static bool
refuse_csv(struct reading *r)
{
	csv_say(&r->csv, r->file, r->why);
	return false;
}

static bool
begin(struct reading *r, const struct scan_file *file, const struct csv_column *columns, size_t n)
{
	r->file = file->name;
	return csv_begin(&r->csv, file->text, columns, n, r->arena) || refuse_csv(r);
}

/* The table's slot of a name: its own, or the free one where it belongs. */
static int32_t *
slot_of(const struct reading *r, struct str name)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	size_t i;

	for (i = 0; i < name.len; i++)
		hash = (hash ^ (unsigned char)name.at[i]) * UINT64_C(1099511628211);
	i = (hash ^ hash >> 29) & (r->nslots - 1);
	while (r->slot[i] != 0 && !str_equal(r->data->name[r->slot[i] - 1], name))
		i = (i + 1) & (r->nslots - 1);
	return &r->slot[i];
}

static size_t
count_lines(struct str text)
{
	size_t n = 1;

	for (const char *p = text.at, *end = text.at + text.len; p < end; p++, n++)
		if ((p = memchr(p, '\n', (size_t)(end - p))) == NULL)
			break;
	return n;
}

static bool
read_coordinates(struct reading *r, double *a, double *b)
{
	bool sphere = csv_has(&r->csv, 1);

	if (!csv_number(&r->csv, sphere ? 1 : 3, a) || !csv_number(&r->csv, sphere ? 2 : 4, b))
		return refuse_csv(r);
	if (sphere ? fabs(*a) > 90 || fabs(*b) > 180 : fabs(*a) >= 1e9 || fabs(*b) >= 1e9)
		return refuse_fault(r, SCAN_BAD_COORDINATE, csv_cell(&r->csv, 0));
	*a += 0.0; /* -0 is 0 */
	*b += 0.0;
	return true;
}

static bool
read_places(struct reading *r, const struct scan_file *file)
{
	static const struct csv_column columns[] = { { "place", true }, { "lat", false },
		{ "lon", false }, { "x", false }, { "y", false } };
	struct scan_data *data = r->data;
	size_t room = count_lines(file->text);

	if (!begin(r, file, columns, 5))
		return false;
	data->sphere = csv_has(&r->csv, 1);
	if (csv_has(&r->csv, 1) != csv_has(&r->csv, 2) || csv_has(&r->csv, 3) != csv_has(&r->csv, 4)
		|| csv_has(&r->csv, 1) == csv_has(&r->csv, 3))
		return refuse(r, "column_missing", "needs lat and lon, or x and y",
			(struct str){ NULL, 0 });
	for (r->nslots = 64; r->nslots < 2 * room; r->nslots *= 2)
		;
	r->slot = ARENA_ARRAY(r->arena, r->nslots, int32_t);
	data->name = ARENA_ARRAY(r->arena, room, struct str);
	data->a = ARENA_ARRAY(r->arena, room, double);
	data->b = ARENA_ARRAY(r->arena, room, double);
	while (csv_next(&r->csv)) {
		struct str name;
		int32_t *slot, n = data->nplaces;

		if (!csv_text(&r->csv, 0, &name))
			return refuse_csv(r);
		slot = slot_of(r, name);
		if (*slot != 0)
			return refuse(r, "place_twice", "a place stands here twice", name);
		if (n >= SCAN_PLACES_MAX)
			return refuse(r, "too_many_places", "more than 20000 places", name);
		if (!read_coordinates(r, &data->a[n], &data->b[n]))
			return false;
		data->name[n] = name;
		*slot = ++data->nplaces;
	}
	if (r->csv.fault != CSV_FINE)
		return refuse_csv(r);
	return data->nplaces > 0 || refuse(r, "no_places", "no place", (struct str){ NULL, 0 });
}

struct spot {
	double a, b;
	int32_t place;
};

static int
spot_compare(const void *p, const void *q)
{
	const struct spot *x = p, *y = q;

	if (x->a < y->a || x->a > y->a)
		return x->a < y->a ? -1 : 1;
	if (x->b < y->b || x->b > y->b)
		return x->b < y->b ? -1 : 1;
	return x->place < y->place ? -1 : x->place > y->place;
}

/* Places with equal coordinates become one point. */
static void
merge_places(struct reading *r)
{
	struct scan_data *data = r->data;
	struct spot *spot = ARENA_ARRAY(r->arena, (size_t)data->nplaces, struct spot);
	int32_t n = -1;

	data->point_of = ARENA_ARRAY(r->arena, (size_t)data->nplaces, int32_t);
	for (int32_t i = 0; i < data->nplaces; i++)
		spot[i] = (struct spot){ data->a[i], data->b[i], i };
	qsort(spot, (size_t)data->nplaces, sizeof(*spot), spot_compare);
	for (int32_t i = 0; i < data->nplaces; i++) {
		if (i == 0 || spot[i].a > spot[i - 1].a || spot[i].b > spot[i - 1].b ||
			spot[i].b < spot[i - 1].b)
			n++;
		data->point_of[spot[i].place] = n;
		data->a[n] = spot[i].a;
		data->b[n] = spot[i].b;
	}
	data->npoints = n + 1;
}

/* The point of the row's place; false when it has no coordinates. */
static bool
point_of_row(struct reading *r, int32_t *point)
{
	struct str name;
	int32_t place;

	if (!csv_text(&r->csv, 0, &name))
		return refuse_csv(r);
	place = *slot_of(r, name);
	if (place == 0)
		return refuse_fault(r, SCAN_BAD_PLACE, name);
	*point = r->data->point_of[place - 1];
	return true;
}

static bool
read_case(struct reading *r, struct scan_row *row)
{
	struct str topic;
	int found = 0;

	if (!point_of_row(r, &row->place))
		return false;
	if (!csv_date(&r->csv, 1, &row->day) || !csv_count(&r->csv, 2, &row->count))
		return refuse_csv(r);
	if (r->data->has_topics) {
		if (!csv_text(&r->csv, 3, &topic))
			return refuse_csv(r);
		found = scan_topic_find(topic);
		if (found < 0)
			return refuse(r, "topic_unknown", "a topic outside the list", topic);
	}
	row->topic = found;
	return true;
}

static bool
read_cases(struct reading *r, const struct scan_file *file)
{
	static const struct csv_column columns[] = { { "place", true }, { "date", true },
		{ "count", true }, { "topic", false } };
	struct scan_data *data = r->data;

	if (!begin(r, file, columns, 4))
		return false;
	data->has_topics = csv_has(&r->csv, 3);
	data->rows = ARENA_ARRAY(r->arena, count_lines(file->text), struct scan_row);
	while (csv_next(&r->csv)) {
		struct scan_row *row = &data->rows[data->nrows];

		if (!read_case(r, row))
			return false;
		if (data->nrows == 0 || row->day < data->first_day)
			data->first_day = row->day;
		if (data->nrows == 0 || row->day > data->last_day)
			data->last_day = row->day;
		data->nrows++;
	}
	if (r->csv.fault != CSV_FINE)
		return refuse_csv(r);
	return data->nrows > 0 || refuse_fault(r, SCAN_NO_CASES, (struct str){ NULL, 0 });
}

/* One value a place: column 1 or its other name, column 2. */
static bool
read_weight(struct reading *r, int32_t *point, double *value)
{
	if (!point_of_row(r, point))
		return false;
	if (!csv_number(&r->csv, csv_has(&r->csv, 1) ? 1 : 2, value))
		return refuse_csv(r);
	return *value >= 0 || refuse_fault(r, SCAN_BAD_WEIGHT, csv_cell(&r->csv, 0));
}

/* Reads the weights; days[1], days[2] from the columns `rest`, `tet`, else as on working days. */
static bool
read_weights(struct reading *r, const struct scan_file *file, const char *column, double *weight,
	int kinds)
{
	const struct csv_column columns[] = { { "place", true }, { column, false },
		{ "pop", false }, { "rest", false }, { "tet", false } };
	int32_t point, n = r->data->npoints;
	double value;

	if (!begin(r, file, columns, kinds > 1 ? 5 : 3))
		return false;
	if (csv_has(&r->csv, 1) == csv_has(&r->csv, 2))
		return refuse(r, "column_missing", "a column is missing", str_of(column));
	while (csv_next(&r->csv)) {
		if (!read_weight(r, &point, &value))
			return false;
		for (int g = 0; g < kinds; g++) {
			double other = value;

			if (g > 0 && csv_has(&r->csv, (size_t)g + 2) &&
				!csv_number(&r->csv, (size_t)g + 2, &other))
				return refuse_csv(r);
			if (other < 0)
				return refuse_fault(r, SCAN_BAD_WEIGHT, csv_cell(&r->csv, 0));
			weight[(size_t)g * (size_t)n + (size_t)point] += other;
		}
	}
	return r->csv.fault == CSV_FINE || refuse_csv(r);
}

bool
scan_data_read(struct scan_data *data, const struct scan_sources *from, struct arena *arena,
	struct buf *why)
{
	struct reading r = { .data = data, .arena = arena, .why = why };
	size_t n;

	*data = (struct scan_data){ 0 };
	if (!read_places(&r, &from->places))
		return false;
	merge_places(&r);
	n = (size_t)data->npoints;
	if (from->population.name != NULL) {
		data->population = ARENA_ARRAY(arena, n, double);
		if (!read_weights(&r, &from->population, "population", data->population, 1))
			return false;
	}
	if (from->baseline.name != NULL) {
		data->expected = ARENA_ARRAY(arena, n * DAY_KINDS, double);
		if (!read_weights(&r, &from->baseline, "expected", data->expected, DAY_KINDS))
			return false;
	}
	return read_cases(&r, &from->cases);
}
