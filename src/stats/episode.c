/* episode.c: the open episodes are few, so they are simply walked through. */
#include "stats/episode.h"

#include "base/err.h"

void
episode_book_init(struct episode_book *book)
{
	book->n = 0;
	book->ids = 0;
}

static bool
same_spot(const struct episode *e, const int32_t *place, int32_t n)
{
	int32_t both = 0, smaller = e->n < n ? e->n : n;

	for (int32_t i = 0; i < n; i++)
		for (int32_t j = 0; j < e->n; j++)
			both += place[i] == e->place[j];
	return 2 * both >= smaller;
}

/* Forgets what cannot go on any more. */
static void
sweep(struct episode_book *book, int64_t day)
{
	int32_t kept = 0;

	for (int32_t i = 0; i < book->n; i++)
		if (day - book->open[i].last_day <= EPISODE_GAP_DAYS) {
			if (kept != i)
				book->open[kept] = book->open[i];
			kept++;
		}
	book->n = kept;
}

static struct episode *
oldest(struct episode_book *book)
{
	struct episode *old = &book->open[0];

	for (int32_t i = 1; i < book->n; i++)
		if (book->open[i].last_day < old->last_day)
			old = &book->open[i];
	return old;
}

const struct episode *
episode_note(struct episode_book *book, int32_t topic, int64_t day, const int32_t *place,
	int32_t n, bool *fresh)
{
	struct episode *e = NULL;

	BUG_IF(n < 1 || n > SCAN_NEIGHBOURS_MAX);
	sweep(book, day);
	for (int32_t i = 0; i < book->n && e == NULL; i++)
		if (book->open[i].topic == topic && same_spot(&book->open[i], place, n))
			e = &book->open[i];
	*fresh = e == NULL;
	if (e == NULL) {
		e = book->n < EPISODE_BOOK_MAX ? &book->open[book->n++] : oldest(book);
		*e = (struct episode){ .id = ++book->ids, .topic = topic, .first_day = day };
	}
	e->last_day = day;
	e->n = n;
	memcpy(e->place, place, (size_t)n * sizeof(place[0]));
	return e;
}
