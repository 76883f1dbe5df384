/* demo_store.c: the totals that a served demo city shows, to be checked on its pages. */
#include "demo/demo.h"

/* One total; -1 when it could not be had. */
static int64_t
total(struct db_stmt *q)
{
	int64_t n = 0;

	return db_number(q, &n) == RC_OK ? n : -1;
}

/* The numbers a visitor can check on the pages. Counted once, when the server starts. */
enum rc
demo_print_totals(struct db *db)
{
	int64_t units = total(db_stmt(db, SQL("SELECT count(*) AS n FROM v_unit WHERE id > 0")));
	int64_t accounts =
	    total(db_stmt(db, SQL("SELECT count(*) AS n FROM v_account WHERE id > 0")));
	int64_t documents =
	    total(db_stmt(db, SQL("SELECT count(*) AS n FROM v_document WHERE id > 0")));
	int64_t tasks = total(db_stmt(db, SQL("SELECT count(*) AS n FROM v_task WHERE id > 0")));

	(void)printf("Demo city: organisations %lld, accounts %lld, documents %lld, tasks %lld.\n",
	    (long long)units, (long long)accounts, (long long)documents, (long long)tasks);
	return units < 0 || accounts < 0 || documents < 0 || tasks < 0 ? RC_FAILED : RC_OK;
}
