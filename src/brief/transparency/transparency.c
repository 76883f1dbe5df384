/* transparency.c: figures of promises. The one idea: under way is what is left of planned. */
#include "brief/transparency/transparency.h"

void
promise_add_up(const struct task_figure *rows, size_t n, struct promise_sum *sum)
{
	int64_t last = 0;

	for (size_t i = 0; i < n; i++) {
		const struct task_figure *row = &rows[i];
		int64_t planned = task_figure_planned(row);

		if (row->org_id == 0 || planned == 0)
			continue;
		sum->planned += planned;
		sum->done += row->by_state[TASK_DONE];
		sum->late += row->late;
		sum->orgs += row->org_id != last; /* an organisation's rows follow each other */
		last = row->org_id;
	}
	sum->active = sum->planned - sum->done - sum->late;
}

enum rc
promise_sums(struct db *db, struct arena *arena, int64_t quarter, int64_t today,
    struct promise_sum *now, struct promise_sum *last)
{
	struct task_figure *rows;
	size_t n, before = 0;
	enum rc rc = task_sums(db, arena, &(struct task_span){ quarter - 1, quarter, 0 }, today,
	    &rows, &n);

	*now = (struct promise_sum){ .quarter = quarter };
	*last = (struct promise_sum){ .quarter = quarter - 1 };
	if (rc != RC_OK)
		return rc;
	while (before < n && rows[before].quarter < quarter)
		before++;
	promise_add_up(rows, before, last);
	promise_add_up(rows + before, n - before, now);
	return RC_OK;
}

struct url
promise_url(struct html *h, int64_t quarter, const char *state, int64_t expect)
{
	return url_printf(h->arena, "/promises?quarter=%s&state=%s&expect=%lld",
	    fmt_quarter(h, quarter), state, (long long)expect);
}
