static void
sort(struct db *db)
{
	q = db_stmt(db, SQL("SELECT id FROM task WHERE due_day = $1 ORDER BY title NULLS LAST "
	    "LIMIT 50"));
	/* expect: sort.c:4: sorts on SQLite: USE TEMP B-TREE FOR ORDER BY */
}
