static void
unseen(struct db *db, const char *text)
{
	q = db_stmt(db, text);
	/* expect: unseen.c:4: db_stmt without SQL(): nobody tries it */
	q = db_stmt(db, SQL("SELECT " SOMEWHERE_ELSE " FROM task"));
	/* expect: unseen.c:6: cannot see the text of SOMEWHERE_ELSE */
	/* expect: unseen.c:6: SQL() holds more than text */
	q = db_stmt(db, /* allow: dynamic a text put together from tried pieces */
	    text);
}
