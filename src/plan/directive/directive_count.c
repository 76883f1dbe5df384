/* directive_count.c: reviews that are open, and the recount of their progress. */
#include "plan/directive/directive.h"

enum rc
directive_open_reviews(struct db *db, struct arena *arena, size_t max, struct open_review *rows,
    size_t *n)
{
	struct db_stmt *q;

	*n = 0;
	q = db_stmt(db, SQL("SELECT r.document_id, d.title, r.decided, r.clauses FROM review r"
	                    " JOIN v_document d ON d.id = r.document_id WHERE r.open = 1"
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

/* Reviews whose figures are not those of their clauses. */
static int64_t
recount_reviews(struct db *db)
{
	struct db_stmt *q;
	int64_t differences = -1;

	/* allow: scan it compares every row */
	q = db_stmt(db, SQL("SELECT count(*) AS n FROM review r WHERE r.clauses <>"
	                    " (SELECT count(*) FROM directive d WHERE d.document_id = r.document_id)"
	                    " OR r.decided <> (SELECT count(*) FROM directive d"
	                    " WHERE d.document_id = r.document_id AND d.decided_ms > 0)"
	                    " OR r.open <> CASE WHEN r.decided < r.clauses THEN 1 ELSE 0 END"));
	if (db_first(q) == RC_OK)
		differences = db_i64(q, "n");
	return db_end(q) == RC_OK ? differences : -1;
}

const struct recount directive_recounts[] = {
	{ "reviews", recount_reviews },
	{ 0 },
};
