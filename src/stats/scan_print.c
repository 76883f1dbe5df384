/* scan_print.c: results as JSON and as plain sentences. */
#include "stats/scan_report.h"

#include <math.h>

#include "base/date.h"
#include "base/json.h"

struct entry {
	const struct scan_result *result;
	const struct scan_found *found;
	int32_t topic;
};

/* Strongest first; equals by topic, as they stand. */
static int
entry_compare(const void *p, const void *q)
{
	const struct entry *x = p, *y = q;
	double a = x->found->at.score, b = y->found->at.score;

	if (a > b || a < b)
		return a > b ? -1 : 1;
	if (x->topic != y->topic)
		return x->topic < y->topic ? -1 : 1;
	return x->found < y->found ? -1 : x->found > y->found;
}

static size_t
entries(const struct scan_report *report, struct entry *to)
{
	size_t n = 0;

	for (int32_t t = 0; t < report->ntopics; t++)
		for (int i = 0; i < report->result[t].n; i++)
			to[n++] = (struct entry){ &report->result[t], &report->result[t].found[i],
				report->topic[t] };
	qsort(to, n, sizeof(*to), entry_compare);
	return n;
}

static int
name_compare(const void *p, const void *q)
{
	const struct str *x = p, *y = q;
	size_t len = x->len < y->len ? x->len : y->len;
	int diff = len == 0 ? 0 : memcmp(x->at, y->at, len);

	return diff != 0 ? diff : x->len < y->len ? -1 : x->len > y->len;
}

/* Names of a point, sorted; mostly one. */
static size_t
names_at(const struct scan_report *report, int32_t point, struct str *to, size_t room)
{
	const struct scan_data *data = report->data;
	size_t n = 0;

	for (int32_t i = 0; i < data->nplaces && n < room; i++)
		if (data->point_of[i] == report->zones.order[point])
			to[n++] = data->name[i];
	qsort(to, n, sizeof(*to), name_compare);
	return n;
}

#define NAMES_MAX 256

static size_t
write_places(const struct scan_report *report, const struct entry *e, struct json *json,
	struct str *first)
{
	const struct scan_cluster *at = &e->found->at;
	const int32_t *zone = report->zones.nbr + (size_t)at->centre * (size_t)report->zones.k;
	struct str names[NAMES_MAX];
	size_t total = 0;

	for (int32_t k = 0; k < at->k; k++) {
		size_t n = names_at(report, zone[k], names, NAMES_MAX);

		if (k == 0)
			*first = names[0];
		for (size_t i = 0; i < n && json != NULL; i++)
			json_str(json, names[i]);
		total += n;
	}
	return total;
}

/* A number for people: one decimal below 100, none above, with the language's mark. */
static void
add_number(struct buf *to, double x, char mark)
{
	size_t from = to->len;

	buf_printf(to, "%.*f", x < 99.95 ? 1 : 0, x);
	for (size_t i = from; i < to->len; i++)
		if (to->at[i] == '.')
			to->at[i] = mark;
}

/* "once in ..." by days, months or years. */
static void
add_chance(struct buf *to, double days, bool vi)
{
	if (isnan(days))
		return;
	buf_add_text(to, vi ? " Nếu không có gì bất thường, mức như vậy trung bình " :
		" With nothing unusual going on, this much would happen on average once in ");
	if (days >= 36525)
		buf_add_text(to, vi ? "hơn 100 năm" : "more than 100 years");
	else if (days >= 730.5)
		buf_printf(to, vi ? "%.0f năm" : "%.0f years", days / 365.25);
	else
		buf_printf(to, vi ? "%.0f ngày" : (days < 1.5 ? "%.0f day" : "%.0f days"), days);
	buf_add_text(to, vi ? " mới gặp một lần." : ".");
}

/* "từ 24/02/2024 đến 29/02/2024, tại 7 địa bàn quanh c14" */
static void
add_where(struct buf *to, const struct scan_report *report, const struct entry *e, bool vi)
{
	int32_t days = e->found->at.days;
	char from[DATE_TEXT_MAX], until[DATE_TEXT_MAX];
	struct str centre = { NULL, 0 };
	size_t n = write_places(report, e, NULL, &centre);

	(vi ? day_vi : day_iso)(report->to - days + 1, from);
	(vi ? day_vi : day_iso)(report->to, until);
	if (days > 1)
		buf_printf(to, vi ? "từ %s đến %s" : "from %s to %s", from, until);
	else
		buf_printf(to, vi ? "ngày %s" : "on %s", until);
	if (n > 1)
		buf_printf(to, vi ? ", tại %zu địa bàn quanh " : ", in %zu areas around ", n);
	else
		buf_add_text(to, vi ? ", tại " : ", in ");
	buf_add_str(to, centre);
}

static void
add_sentence(struct buf *to, const struct scan_report *report, const struct entry *e, bool vi)
{
	const struct scan_topic *topic = &scan_topics()[e->topic];
	const struct scan_found *f = e->found;

	if (report->data->has_topics)
		buf_printf(to, "%s: ", vi ? topic->vi : topic->en);
	add_where(to, report, e, vi);
	buf_printf(to, vi ? " có %lld phản ánh, dự kiến " : " there were %lld reports, expected ",
		(long long)f->at.observed);
	add_number(to, f->at.expected, vi ? ',' : '.');
	buf_add_text(to, vi ? " (gấp " : " (");
	add_number(to, f->ratio, vi ? ',' : '.');
	buf_add_text(to, vi ? " lần)." : " times).");
	add_chance(to, f->recurrence, vi);
}

/* Sentences begin with a capital: "từ", "ngày", "from" and "on" have one-byte first letters. */
static void
write_sentence(struct json *json, const struct scan_report *report, const struct entry *e,
	bool vi)
{
	struct buf text;

	buf_init(&text, NULL, 65536 + 1024);
	add_sentence(&text, report, e, vi);
	if (!report->data->has_topics && text.len > 0)
		text.at[0] = (char)(text.at[0] - 'a' + 'A');
	json_str(json, buf_str(&text));
	buf_release(&text);
}

static void
write_day(struct json *json, const char *key, int64_t day)
{
	char text[DATE_TEXT_MAX];

	day_iso(day, text);
	json_key(json, key);
	json_text(json, text);
}

static void
write_double(struct json *json, const char *key, double value)
{
	json_key(json, key);
	json_double(json, value);
}

static void
write_i64(struct json *json, const char *key, int64_t value)
{
	json_key(json, key);
	json_i64(json, value);
}

static void
write_text(struct json *json, const char *key, const char *value)
{
	json_key(json, key);
	json_text(json, value);
}

static void
write_cluster(struct json *json, const struct scan_report *report, const struct entry *e)
{
	const struct scan_found *f = e->found;
	struct str centre;

	json_object(json);
	if (report->data->has_topics)
		write_text(json, "topic", scan_topics()[e->topic].key);
	json_key(json, "places");
	json_array(json);
	(void)write_places(report, e, json, &centre);
	json_end(json);
	write_day(json, "from", report->to - f->at.days + 1);
	write_day(json, "to", report->to);
	write_i64(json, "observed", f->at.observed);
	write_double(json, "expected", f->at.expected);
	write_double(json, "ratio", f->ratio);
	write_double(json, "statistic", f->at.score);
	write_double(json, "p", f->p);
	write_double(json, "recurrence_days", f->recurrence);
	write_text(json, "level", scan_level_name[f->level]);
	json_key(json, "text");
	json_object(json);
	json_key(json, "vi");
	write_sentence(json, report, e, true);
	json_key(json, "en");
	write_sentence(json, report, e, false);
	json_end(json);
	json_end(json);
}

static void
write_topic(struct json *json, const struct scan_report *report, int32_t t)
{
	const struct scan_result *r = &report->result[t];

	json_object(json);
	if (report->data->has_topics)
		write_text(json, "topic", scan_topics()[report->topic[t]].key);
	write_i64(json, "cases", (int64_t)r->model.total);
	write_double(json, "dispersion", r->model.dispersion);
	write_text(json, "null", r->null == SCAN_NB1 ? "nb1" : "exact");
	write_i64(json, "replicates", r->replicates);
	json_end(json);
}

void
scan_report_json(const struct scan_report *report, struct buf *to)
{
	static const char *const statistics[] = { [SCAN_STP] = "stp", [SCAN_EBP] = "ebp",
		[SCAN_CPOIS] = "cpois" };
	struct entry entry[SCAN_TOPICS * SCAN_CLUSTERS_MAX];
	size_t n = entries(report, entry);
	struct json json;

	json_init(&json, to);
	json_object(&json);
	json_key(&json, "clusters");
	json_array(&json);
	for (size_t i = 0; i < n; i++)
		write_cluster(&json, report, &entry[i]);
	json_end(&json);
	write_text(&json, "statistic", statistics[report->request->statistic]);
	write_text(&json, "classes", report->request->calendar ? "calendar" : "none");
	write_day(&json, "from", report->from);
	write_day(&json, "to", report->to);
	write_i64(&json, "window", report->request->window);
	write_i64(&json, "neighbours", report->request->neighbours);
	write_i64(&json, "places", report->data->nplaces);
	json_key(&json, "topics");
	json_array(&json);
	for (int32_t t = 0; t < report->ntopics; t++)
		write_topic(&json, report, t);
	json_end(&json);
	json_end(&json);
	buf_add_char(to, '\n');
}

void
scan_report_text(const struct scan_report *report, struct buf *to)
{
	struct entry entry[SCAN_TOPICS * SCAN_CLUSTERS_MAX];
	size_t n = entries(report, entry);

	for (size_t i = 0; i < n; i++) {
		buf_printf(to, "[%s] ", scan_level_name[entry[i].found->level]);
		add_sentence(to, report, &entry[i], true);
		buf_add_text(to, "\n  ");
		add_sentence(to, report, &entry[i], false);
		buf_add_char(to, '\n');
	}
}
