/* A statement is a path as well. */
static void
together(struct db *db)
{
	/* allow: table this case is not about owners */
	q = db_stmt(db, SQL("SELECT n.topic FROM complainant c JOIN note n ON n.id = c.id"
	                    " WHERE c.id = $1"));
	/* expect: together.c:6: reads complainant (subject) together with note (opinion) */
}
