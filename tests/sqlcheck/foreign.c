static void
foreign(struct db *db)
{
	q = db_stmt(db, SQL("SELECT name FROM unit WHERE id = $1"));
	/* expect: foreign.c:4: table unit belongs to city */
	q = db_stmt(db, SQL("UPDATE unit SET name = $2 WHERE id = $1"));
	/* expect: foreign.c:6: table unit belongs to city */


	/* allow: table the copy of a store reads every table */
	q = db_stmt(db, SQL("DELETE FROM unit WHERE id = $1"));
}
