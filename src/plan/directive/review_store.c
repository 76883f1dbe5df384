/* review_store.c: what a review reads besides its clauses, reviews that are open, their recount. */
#include "plan/directive/directive_store.h"

enum { LEADS_READ = 200, LEADS_KEPT = 64 };

enum rc
directive_open_reviews(struct db *db, struct arena *arena, size_t max, struct open_review *rows,
    size_t *n)
{
	struct db_stmt *q;

	*n = 0;
	q = db_stmt(db, SQL(
	    "SELECT r.document_id, d.title, r.decided, r.clauses"
	    " FROM review r"
	    " JOIN v_document d ON d.id = r.document_id"
	    " WHERE r.open = 1"
	    " ORDER BY r.document_id LIMIT $1"));
	db_bind_i64(q, 1, (int64_t)max);
	while (db_step(q) == RC_OK) {
		rows[*n].document_id = db_i64(q, "document_id");
		rows[*n].title = db_text(q, arena, "title");
		rows[*n].decided = db_i64(q, "decided");
		rows[*n].clauses = db_i64(q, "clauses");
		++*n;
	}
	return db_end(q);
}

enum rc
directive_document(struct db *db, struct arena *arena, int64_t id,
    struct review_document *document)
{
	struct db_stmt *q;
	enum rc found;

	q = db_stmt(db, SQL(
	    "SELECT d.title, d.symbol, d.issued_day, t.body"
	    " FROM v_document d"
	    " JOIN v_document_text t ON t.document_id = d.id"
	    " WHERE d.id = $1"));
	db_bind_i64(q, 1, id);
	found = db_first(q);
	if (found == RC_OK) {
		document->id = id;
		document->title = db_text(q, arena, "title");
		document->symbol = db_text(q, arena, "symbol");
		document->issued_day = db_day(q, "issued_day");
		document->text = str_of(db_text(q, arena, "body"));
	}
	return db_end_found(q, found);
}

/* Counts one more for a unit; what there is no room for is left out. */
static void
tally(struct topic_lead *leads, size_t *n, int64_t unit_id)
{
	size_t i = 0;

	while (i < *n && leads[i].unit_id != unit_id)
		i++;
	if (i == LEADS_KEPT)
		return;
	if (i == *n)
		leads[(*n)++] = (struct topic_lead){ unit_id, 0 };
	leads[i].n++;
}

static int
more_tasks(const void *a, const void *b)
{
	const struct topic_lead *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return x->unit_id < y->unit_id ? -1 : x->unit_id > y->unit_id;
}

enum rc
directive_topic_leads(struct db *db, const char *topic, struct topic_lead *to, size_t max,
    size_t *n)
{
	struct topic_lead leads[LEADS_KEPT];
	size_t kept = 0;
	struct db_stmt *q;
	enum rc rc;

	q = db_stmt(db, SQL(
	    "SELECT t.lead_id"
	    " FROM directive d"
	    " JOIN v_task t ON t.id = d.task_id"
	    " WHERE d.topic = $1"
	    " ORDER BY d.id DESC LIMIT $2"));
	db_bind_text(q, 1, topic);
	db_bind_i64(q, 2, LEADS_READ);
	while (db_step(q) == RC_OK) {
		int64_t unit_id = db_i64(q, "lead_id");

		if (unit_id != 0)
			tally(leads, &kept, unit_id);
	}
	rc = db_end(q);
	qsort(leads, kept, sizeof(*leads), more_tasks);
	*n = kept < max ? kept : max;
	memcpy(to, leads, *n * sizeof(*to));
	return rc;
}

static void
add_person(struct arena *arena, struct str person, const char **to, size_t max, size_t *n)
{
	if (person.len == 0 || *n == max)
		return;
	for (size_t i = 0; i < *n; i++)
		if (str_is(person, to[i]))
			return;
	to[(*n)++] = arena_text_n(arena, person.at, person.len);
}

static enum rc
add_staff(struct db *db, struct arena *arena, int64_t unit_id, enum role role, const char **to,
    size_t max, size_t *n)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "SELECT name FROM v_account WHERE unit_id = $1 AND role = $2 AND disabled = 0"
	    " ORDER BY name_key, id LIMIT 10"));
	db_bind_i64(q, 1, unit_id);
	db_bind_text(q, 2, role_key(role));
	while (db_step(q) == RC_OK)
		add_person(arena, db_str(q, "name"), to, max, n);
	return db_end(q);
}

enum rc
directive_persons(struct db *db, struct arena *arena, int64_t org_id, const char **to, size_t max,
    size_t *n)
{
	static const enum role heads[] = { ROLE_UNIT_LEADER, ROLE_FOCAL_LEADER, ROLE_UNIT_OFFICER,
		ROLE_COMMUNE_OFFICER, ROLE_FOCAL_OFFICER };
	struct db_stmt *q;
	enum rc rc = RC_OK;

	*n = 0;
	for (size_t i = 0; rc == RC_OK && i < ARRAY_LEN(heads); i++)
		rc = add_staff(db, arena, org_id, heads[i], to, max, n);
	if (rc != RC_OK)
		return rc;
	q = db_stmt(db, SQL(
	    "SELECT person FROM v_task WHERE lead_org_id = $1 ORDER BY id DESC LIMIT 20"));
	db_bind_i64(q, 1, org_id);
	while (db_step(q) == RC_OK)
		add_person(arena, db_str(q, "person"), to, max, n);
	return db_end(q);
}

enum rc
directive_drafts(struct db *db, int64_t document_id, int64_t *n)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "SELECT count(*) AS n FROM directive d JOIN v_task t ON t.id = d.task_id"
	    " WHERE d.document_id = $1 AND t.state = 'draft'"));
	db_bind_i64(q, 1, document_id);
	*n = 0;
	return db_number(q, n);
}

enum rc
directive_tasks(struct db *db, int64_t document_id, int64_t *n)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL("SELECT count(task_id) AS n FROM directive WHERE document_id = $1"));
	db_bind_i64(q, 1, document_id);
	*n = 0;
	return db_number(q, n);
}

/* Reviews whose figures are not those of their clauses. */
static int64_t
recount_reviews(struct db *db)
{
	int64_t n = 0;
	struct db_stmt *q;

	/* allow: scan it compares every row */
	q = db_stmt(db, SQL(
	    "SELECT count(*) AS n FROM review r"
	    " WHERE r.clauses <>"
	            " (SELECT count(*) FROM directive d WHERE d.document_id = r.document_id)"
	        " OR r.decided <>"
	            " (SELECT count(*) FROM directive d"
	            " WHERE d.document_id = r.document_id AND d.decided_ms > 0)"
	        " OR r.open <> CASE WHEN r.decided < r.clauses THEN 1 ELSE 0 END"));
	return db_number(q, &n) == RC_OK ? n : -1;
}

const struct recount directive_recounts[] = {
	{ "reviews", recount_reviews },
	{ 0 },
};
