/* Views hide the tables, not what is in them. */
static void
together(struct db *db)
{
	q = db_stmt(db, SQL("SELECT n.topic FROM v_complainant c JOIN v_note n ON n.id = c.id"
	                    " WHERE c.id = $1"));
	/* expect: together_views.c:5: reads complainant (subject) together with note (opinion) */
}
