static void
exception(struct db *db)
{
	/* allow: scan nothing scans here */
	q = db_stmt(db, SQL("SELECT title FROM task WHERE id = $1"));
	/* expect: exception.c:4: nothing needs this: allow: scan */


	/* allow: scan */
	q = db_stmt(db, SQL("SELECT count(*) AS n FROM task"));
	/* expect: exception.c:9: allow: without a why */
}
