static void
ddl(struct db *db)
{
	q = db_stmt(db, SQL("CREATE TABLE copy AS SELECT id FROM task WHERE id = $1"));
	/* expect: ddl.c:4: changes the schema: write a migration */
	q = db_stmt(db, SQL("CREATE TEMP TRIGGER t AFTER INSERT ON task BEGIN SELECT 1; END"));
	/* expect: ddl.c:6: changes the schema: write a migration */
	q = db_stmt(db, SQL("DROP TABLE task"));
	/* expect: ddl.c:8: changes the schema: write a migration */
}
