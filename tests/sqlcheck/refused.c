static void
refused(struct db *db)
{
	q = db_stmt(db, SQL("SELECT nope FROM task WHERE id = $1"));
	/* expect: refused.c:4: SQLite refuses: no such column: nope */
	q = db_stmt(db, SQL("SELECT group_concat(title) AS t FROM task WHERE id = $1"));
	/* expect-pg: refused.c:6: PostgreSQL refuses: function group_concat(text) does not exist */
	q = db_stmt(db, SQL("SELECT DISTINCT ON (title) id FROM task WHERE id = $1"));
	/* expect: refused.c:8: SQLite refuses */
	q = db_stmt(db, SQL("SELECT sum(due_day) AS n FROM task WHERE id = $1"));
	/* expect-pg: refused.c:10: column n is of type 1700 on PostgreSQL */
	q = db_stmt(db, SQL("SELECT id FROM task WHERE id = $1 AND ($2 IS NULL OR done = 1)"));
	/* expect-pg: refused.c:12: PostgreSQL refuses: could not determine data type */
	q = db_stmt(db, SQL("SELECT id FROM task WHERE id = $1 AND title LIKE 'a%'"));
	/* expect: refused.c:14: LIKE differs between the engines */
	q = db_stmt(db, SQL("SELECT id FROM task WHERE id = $1 AND title = \"a\""));
	/* expect: refused.c:16: SQLite refuses: no such column: a */
}
