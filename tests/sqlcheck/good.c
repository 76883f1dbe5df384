/* Everything here is right on both engines. */
#define COLUMNS "t.id, " \
	"t.title"
#define FROM_TASK " FROM task t" /* one more literal */

static void
read(struct db *db)
{
	q = db_stmt(db, SQL("SELECT " COLUMNS ", v.name" FROM_TASK
	                    " JOIN v_unit v ON v.id = t.unit_id"
	                    " WHERE (t.due_day, t.id) > ($1, $2)" /* a comment inside */
	                    " ORDER BY t.due_day, t.id LIMIT $3"));
	db_bind_i64(q, 1, day);
	db_bind_i64(q, 2, id);
	db_bind_i64(q, 3, 50);
	q = db_stmt(db, SQL("SELECT name FROM kind ORDER BY name"));
	q = db_stmt(db, SQL("SELECT id FROM task WHERE done = 0 ORDER BY id"));
	q = db_stmt(db, SQL("SELECT id FROM task WHERE id = $1 AND (title = $2 OR $2 IS NULL)"));
	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, title);
	q = db_stmt(db, SQL("INSERT INTO task (id, title, due_day, done) VALUES ($1, $2, $3, 0)"
	                    " ON CONFLICT (id) DO UPDATE SET title = excluded.title"));
	q = db_stmt(db, SQL("SELECT CAST(coalesce(sum(weight), 0) AS DOUBLE PRECISION) AS w,"
	                    " count(*) AS n FROM task WHERE due_day < $1"));
	q = db_stmt(db, SQL("SELECT 'it''s -- $9' AS t FROM task WHERE id = $1"));
	/* allow: scan the yearly recount */
	q = db_stmt(db, SQL("SELECT count(*) AS n FROM task"));
	q = db_stmt(db, SQL("SELECT DISTINCT title FROM task WHERE due_day = $1"));
	/* allow: sort one day's titles */
}
