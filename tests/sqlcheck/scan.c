static void
scan(struct db *db)
{
	q = db_stmt(db, SQL("SELECT id FROM task t WHERE title = $1"));
	db_bind_text(q, 1, title);
	/* expect: scan.c:4: reads a whole table on SQLite: SCAN t */
	/* expect-pg: scan.c:4: reads a whole table on PostgreSQL: Seq Scan on task */

	q = db_stmt(db, SQL("SELECT u.name FROM v_unit u, task WHERE task.id = $1"));
	/* expect: scan.c:9: reads a whole table on SQLite: SCAN u */
	/* expect-pg: scan.c:9: reads a whole table on PostgreSQL: Seq Scan on unit */

	q = db_stmt(db, SQL("SELECT count(*) AS n FROM task"));
	/* expect: scan.c:13: reads a whole table on SQLite: SCAN task USING COVERING INDEX */
}
