static void
nulls(struct db *db)
{
	/* allow: sort this case is about NULL */
	q = db_stmt(db, SQL("SELECT id FROM task t WHERE t.id > $1 ORDER BY t.id, t.title DESC"));
	/* expect: nulls.c:5: orders by title, which may be NULL */


	q = db_stmt(db, SQL("SELECT id FROM task ORDER BY due_day, id LIMIT $1"));
	/* expect: nulls.c:9: orders by due_day, which may be NULL */


	/* allow: sort this case is about NULL */
	q = db_stmt(db, SQL("SELECT id FROM task WHERE id > $1 ORDER BY title NULLS FIRST, id"));


	q = db_stmt(db, SQL("SELECT id FROM task WHERE due_day IS NOT NULL ORDER BY due_day, id"
	                    " LIMIT $1"));
	q = db_stmt(db, SQL("SELECT id FROM task WHERE due_day < $1 ORDER BY due_day DESC, id "
	    "DESC"));
	q = db_stmt(db, SQL("SELECT id FROM task WHERE (due_day, id) > ($1, $2) ORDER BY due_day, "
	    "id"));
	q = db_stmt(db, SQL("SELECT id FROM task WHERE due_day = $1 ORDER BY id"));


	/* allow: nulls there are none yet */
	q = db_stmt(db, SQL("SELECT id FROM task ORDER BY due_day, id LIMIT $1"));
}
