static void
gap(struct db *db)
{
	q = db_stmt(db, SQL("SELECT id FROM task WHERE id = $1 OR id = $3"));
	/* expect: gap.c:4: 2 parameters but no $2 */
	/* expect-pg: gap.c:4: PostgreSQL refuses: could not determine data type of parameter $2 */
}
