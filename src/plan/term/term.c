/* term.c: terms and the tree they make. The one idea: each year is given to one term only. */
#include "plan/term/term.h"

#include "base/arena.h"
#include "html/msg.h"

enum { YEAR_LEAST = 1976, YEAR_MOST = 2200 };

enum rc
term_check(const struct term *term, struct err *err)
{
	if (term->first_year < YEAR_LEAST || term->first_year > YEAR_MOST)
		return err_refuse(err, "first", MSG_term_year_range);
	if (term->last_year < term->first_year)
		return err_refuse(err, "last", MSG_term_last_before_first);
	if (term->last_year - term->first_year >= TERM_YEARS_MAX)
		return err_refuse(err, "last", MSG_term_too_long);
	return RC_OK;
}

/* The term that holds a year: of several the one that begins last; NULL for none. */
static const struct term *
holder(const struct term *terms, size_t n, int64_t year)
{
	const struct term *found = NULL;

	for (size_t i = 0; i < n; i++) {
		if (year < terms[i].first_year || year > terms[i].last_year)
			continue;
		if (found == NULL || terms[i].first_year > found->first_year)
			found = &terms[i];
	}
	return found;
}

static struct plan_year *
year_of(struct plan_term *in, int64_t year)
{
	for (size_t i = 0; i < in->nyears; i++) {
		if (in->years[i].year == year)
			return &in->years[i];
	}
	return NULL;
}

static void
add_year(struct plan_term *to, int64_t year)
{
	struct plan_year *at = &to->years[to->nyears++];

	*at = (struct plan_year){ .year = year };
	for (int i = 0; i < 4; i++)
		at->quarters[i].quarter = year * 4 + i;
}

static void
add_term(struct arena *arena, struct plan_term *to, const struct term *term,
    const struct term *terms, size_t nterms)
{
	*to = (struct plan_term){ .term = *term,
		.years = ARENA_ARRAY(arena, TERM_YEARS_MAX, struct plan_year) };
	for (int64_t year = term->last_year; year >= term->first_year; year--) {
		if (holder(terms, nterms, year) == term)
			add_year(to, year);
	}
}

/* Quarters that no term holds, newest first. */
static void
add_rest(struct arena *arena, struct plan_term *to, const struct term *terms, size_t nterms,
    const struct task_quarter *quarters, size_t nquarters)
{
	*to = (struct plan_term){ .years = ARENA_ARRAY(arena, nquarters + 1, struct plan_year) };
	for (size_t i = nquarters; i > 0; i--) {
		int64_t year = quarter_year(quarters[i - 1].quarter);

		if (holder(terms, nterms, year) == NULL && year_of(to, year) == NULL)
			add_year(to, year);
	}
}

static int
newest_first(const void *a, const void *b)
{
	const struct plan_term *x = a, *y = b;

	if (x->term.first_year != y->term.first_year)
		return x->term.first_year > y->term.first_year ? -1 : 1;
	return x->term.id > y->term.id ? -1 : 1;
}

void
plan_tree(struct arena *arena, const struct term *terms, size_t nterms,
    const struct task_quarter *quarters, size_t nquarters, struct plan_term **to, size_t *n)
{
	struct plan_term *tree = ARENA_ARRAY(arena, nterms + 1, struct plan_term);

	for (size_t i = 0; i < nterms; i++)
		add_term(arena, &tree[i], &terms[i], terms, nterms);
	if (nterms > 1)
		qsort(tree, nterms, sizeof(*tree), newest_first);
	add_rest(arena, &tree[nterms], terms, nterms, quarters, nquarters);
	*n = nterms + (tree[nterms].nyears > 0 ? 1 : 0);
	for (size_t i = 0; i < nquarters; i++) {
		for (size_t t = 0; t < *n; t++) {
			const struct task_quarter *q = &quarters[i];
			struct plan_year *year = year_of(&tree[t], quarter_year(q->quarter));

			if (year != NULL)
				year->quarters[quarter_number(q->quarter) - 1] = *q;
		}
	}
	*to = tree;
}

struct task_quarter
plan_year_sum(const struct plan_year *year)
{
	struct task_quarter sum = { 0 };

	for (int i = 0; i < 4; i++) {
		sum.planned += year->quarters[i].planned;
		sum.done += year->quarters[i].done;
		sum.reported += year->quarters[i].reported;
		sum.drafts += year->quarters[i].drafts;
		sum.late += year->quarters[i].late;
	}
	return sum;
}
