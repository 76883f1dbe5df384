/* term_store.c: rows of terms. */
#include "plan/term/term.h"

enum rc
term_add(struct db *db, int64_t id, const char *name, int first_year, int last_year)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL("INSERT INTO term (id, name, first_year, last_year, version)"
	                    " VALUES ($1, $2, $3, $4, 1)"));
	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, name);
	db_bind_i64(q, 3, first_year);
	db_bind_i64(q, 4, last_year);
	return db_run(q, NULL);
}
