/*
 * briefing.c: figures by organisation become lines by bloc. The one idea: everything is added up
 * from the same rows, so that organisations add up to the city, and blocs too.
 */
#include "brief/briefing/briefing.h"

#include "base/json.h"

/* The line of a bloc, made when a task has one the list does not know (0: without bloc). */
static struct briefing_line *
line_of(struct briefing *b, int64_t bloc_id, const char *other)
{
	for (size_t i = 0; i < b->nblocs; i++)
		if (b->blocs[i].id == bloc_id)
			return &b->blocs[i];
	b->blocs[b->nblocs] = (struct briefing_line){ .id = bloc_id, .name = other };
	return &b->blocs[b->nblocs++];
}

/* One line for an organisation, also with tasks of two blocs: its address lists them all. */
static void
add_org(struct briefing *b, const struct task_figure *row)
{
	size_t at = b->norgs;

	if (task_figure_planned(row) == 0) /* drafts and cancelled ones alone */
		return;
	while (at > 0 && b->orgs[at - 1].id != row->org_id)
		at--;
	if (at == 0) {
		at = ++b->norgs;
		b->orgs[at - 1] = (struct briefing_line){ .id = row->org_id,
			.name = row->org_name };
	}
	task_figure_add(&b->orgs[at - 1].sum, row);
}

static void
find_missing(struct briefing *b)
{
	for (size_t i = 0; i < b->norgs; i++)
		if (b->orgs[i].sum.silent > 0)
			b->missing[b->nmissing++] = b->orgs[i];
}

void
briefing_group(struct arena *arena, const struct bloc *blocs, size_t nblocs, enum lang lang,
    const struct task_figure *rows, size_t n, struct briefing *to)
{
	to->blocs = ARENA_ARRAY(arena, nblocs + n + 1, struct briefing_line);
	to->orgs = ARENA_ARRAY(arena, n + 1, struct briefing_line);
	to->missing = ARENA_ARRAY(arena, n + 1, struct briefing_line);
	to->nblocs = nblocs;
	for (size_t i = 0; i < nblocs; i++)
		to->blocs[i] = (struct briefing_line){ .id = blocs[i].id,
			.name = bloc_name(&blocs[i], lang) };
	for (size_t i = 0; i < n; i++) {
		if (rows[i].org_id == 0) /* drafts without a lead are not planned */
			continue;
		task_figure_add(&to->total, &rows[i]);
		task_figure_add(
		    &line_of(to, rows[i].bloc_id, msg_text(lang, MSG_briefing_no_bloc))->sum,
		    &rows[i]);
		add_org(to, &rows[i]);
	}
	find_missing(to);
}

enum rc
briefing_make(struct db *db, struct arena *arena, enum lang lang, int64_t quarter, int64_t today,
    struct briefing *to)
{
	struct task_figure *rows;
	struct bloc *blocs;
	size_t nblocs, n;
	enum rc rc = bloc_list(db, arena, &blocs, &nblocs);

	*to = (struct briefing){ .quarter = quarter, .today = today };
	if (rc == RC_OK)
		rc = task_figures(db, arena, quarter, today, &rows, &n);
	if (rc == RC_OK)
		briefing_group(arena, blocs, nblocs, lang, rows, n, to);
	to->late = ARENA_ARRAY(arena, BRIEFING_LATE_MAX, struct briefing_task);
	return rc == RC_OK ? briefing_late(db, arena, quarter, today, to->late, &to->nlate) : rc;
}

static void
json_figures(struct json *json, const struct task_figure *f)
{
	json_key(json, "planned");
	json_i64(json, task_figure_planned(f));
	json_key(json, "done");
	json_i64(json, f->by_state[TASK_DONE]);
	json_key(json, "done_late");
	json_i64(json, f->done_late);
	json_key(json, "reported");
	json_i64(json, f->by_state[TASK_REPORTED]);
	json_key(json, "active");
	json_i64(json, task_figure_owed(f));
	json_key(json, "late");
	json_i64(json, f->late);
}

static void
json_lines(struct json *json, const char *key, const struct briefing_line *lines, size_t n)
{
	json_key(json, key);
	json_array(json);
	for (size_t i = 0; i < n; i++) {
		json_object(json);
		json_key(json, "id");
		json_id(json, lines[i].id);
		json_key(json, "name");
		json_text(json, lines[i].name);
		json_figures(json, &lines[i].sum);
		json_key(json, "silent");
		json_i64(json, lines[i].sum.silent);
		json_end(json);
	}
	json_end(json);
}

static void
json_late(struct json *json, const struct briefing *b)
{
	char due[DATE_TEXT_MAX];

	json_key(json, "late_tasks");
	json_array(json);
	for (size_t i = 0; i < b->nlate; i++) {
		json_object(json);
		json_key(json, "id");
		json_id(json, b->late[i].id);
		json_key(json, "title");
		json_text(json, b->late[i].title);
		json_key(json, "lead");
		json_text(json, b->late[i].lead);
		day_iso(b->late[i].due_day, due);
		json_key(json, "due");
		json_text(json, due);
		json_key(json, "days_late");
		json_i64(json, b->today - b->late[i].due_day);
		if (b->late[i].asked && b->late[i].reason != NULL) {
			json_key(json, "reason");
			json_text(json, b->late[i].reason);
		}
		json_end(json);
	}
	json_end(json);
}

void
briefing_json(struct buf *to, const struct briefing *b, bool demo)
{
	char text[DATE_TEXT_MAX];
	struct json json;

	json_init(&json, to);
	json_object(&json);
	quarter_text(b->quarter, text);
	json_key(&json, "quarter");
	json_text(&json, text);
	day_iso(b->today, text);
	json_key(&json, "as_of");
	json_text(&json, text);
	if (demo) {
		json_key(&json, "notice");
		json_text(&json, msg_text(LANG_VI, MSG_page_demo_ribbon));
	}
	json_figures(&json, &b->total);
	json_lines(&json, "blocs", b->blocs, b->nblocs);
	json_lines(&json, "units", b->orgs, b->norgs);
	json_lines(&json, "missing", b->missing, b->nmissing);
	json_late(&json, b);
	json_end(&json);
	buf_add_char(to, '\n');
}

struct url
briefing_url(struct html *h, const struct briefing *b, const char *narrow, int64_t id,
    const char *state, int64_t expect)
{
	char quarter[DATE_TEXT_MAX];

	quarter_text(b->quarter, quarter);
	if (narrow == NULL)
		return url_printf(h->arena, "/tasks?quarter=%s&state=%s&expect=%lld", quarter,
		    state, (long long)expect);
	return url_printf(h->arena, "/tasks?quarter=%s&%s=%lld&state=%s&expect=%lld", quarter,
	    narrow, (long long)id, state, (long long)expect);
}
