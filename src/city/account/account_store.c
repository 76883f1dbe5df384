/* account_store.c: rows of accounts and their sessions. */
#include "city/account/account.h"
#include "text/collate.h"

/* Organisation facts come from the published view, so that a moved unit moves its people. */
#define ACCOUNT_COLUMNS \
	"SELECT a.id, a.login, a.name, a.role, a.unit_id, u.path AS unit_path," \
	" u.name AS unit_name, a.password_hash, a.must_change, a.disabled, a.version" \
	" FROM account a JOIN v_unit u ON u.id = a.unit_id "

/* The present row; RC_NONE for a role this program does not know. */
static enum rc
read_row(struct db_stmt *q, struct arena *arena, struct account *account)
{
	account->id = db_i64(q, "id");
	account->login = db_text(q, arena, "login");
	account->name = db_text(q, arena, "name");
	account->unit_id = db_i64(q, "unit_id");
	account->unit_path = db_text(q, arena, "unit_path");
	account->unit_name = db_text(q, arena, "unit_name");
	account->password_hash = db_text(q, arena, "password_hash");
	account->must_change = db_i64(q, "must_change") == 1;
	account->disabled = db_i64(q, "disabled") == 1;
	account->version = db_i64(q, "version");
	return role_parse(db_text(q, arena, "role"), &account->role) ? RC_OK : RC_NONE;
}

static enum rc
read_account(struct db_stmt *q, struct arena *arena, struct account *account)
{
	enum rc found = db_first(q);

	if (found == RC_OK)
		found = read_row(q, arena, account);
	return db_end_found(q, found);
}

enum rc
account_get(struct db *db, struct arena *arena, int64_t id, struct account *account)
{
	struct db_stmt *q = db_stmt(db, SQL(ACCOUNT_COLUMNS "WHERE a.id = $1"));

	db_bind_i64(q, 1, id);
	return read_account(q, arena, account);
}

enum rc
account_by_login(struct db *db, struct arena *arena, const char *login, struct account *account)
{
	struct db_stmt *q = db_stmt(db, SQL(ACCOUNT_COLUMNS "WHERE a.login = $1"));

	db_bind_text(q, 1, login);
	return read_account(q, arena, account);
}

enum rc
account_after(struct db *db, struct arena *arena, int64_t after, struct account *to, size_t max,
    size_t *n)
{
	struct db_stmt *q = db_stmt(db, SQL(
	    ACCOUNT_COLUMNS "WHERE a.id > $1 ORDER BY a.id LIMIT $2"));

	db_bind_i64(q, 1, after);
	db_bind_i64(q, 2, (int64_t)max);
	*n = 0;
	while (*n < max && db_step(q) == RC_OK)
		*n += read_row(q, arena, &to[*n]) == RC_OK;
	return db_end(q);
}

enum rc
account_any(struct db *db, bool *any)
{
	struct db_stmt *q = db_stmt(db, SQL(
	    "SELECT id FROM account WHERE id > 0 ORDER BY id LIMIT 1"));

	*any = db_first(q) == RC_OK && db_i64(q, "id") > 0;
	return db_end(q);
}

enum rc
account_insert(struct db *db, struct arena *arena, const struct collator *collator,
    const struct account *account, int64_t now_ms)
{
	struct str key = collate_key(collator, arena, str_of(account->name));
	struct db_stmt *q;
	int64_t changed;
	enum rc rc;

	q = db_stmt(db, SQL(
	    "INSERT INTO account (id, login, name, name_key, role, unit_id, password_hash,"
	        " must_change, disabled, version, created_ms, password_ms)"
	    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 1, $9, $9)"
	    " ON CONFLICT (login) DO NOTHING"));
	db_bind_i64(q, 1, account->id);
	db_bind_text(q, 2, account->login);
	db_bind_text(q, 3, account->name);
	db_bind_bytes(q, 4, key.at, key.len);
	db_bind_text(q, 5, role_key(account->role));
	db_bind_i64(q, 6, account->unit_id);
	db_bind_text(q, 7, account->password_hash);
	db_bind_i64(q, 8, account->must_change);
	db_bind_i64(q, 9, now_ms);
	rc = db_run(q, &changed);
	return rc == RC_OK && changed == 0 ? RC_CONFLICT : rc;
}

enum rc
account_update(struct db *db, struct arena *arena, const struct collator *collator,
    const struct account *account)
{
	struct str key = collate_key(collator, arena, str_of(account->name));
	struct db_stmt *q;
	int64_t changed;
	enum rc rc;

	q = db_stmt(db, SQL(
	    "UPDATE account SET name = $3, name_key = $4, role = $5, unit_id = $6,"
	        " disabled = $7, version = version + 1"
	    " WHERE id = $1 AND version = $2"));
	db_bind_i64(q, 1, account->id);
	db_bind_i64(q, 2, account->version);
	db_bind_text(q, 3, account->name);
	db_bind_bytes(q, 4, key.at, key.len);
	db_bind_text(q, 5, role_key(account->role));
	db_bind_i64(q, 6, account->unit_id);
	db_bind_i64(q, 7, account->disabled);
	rc = db_run(q, &changed);
	return rc == RC_OK && changed == 0 ? RC_CONFLICT : rc;
}

enum rc
account_set_password(struct db *db, int64_t id, const char *hash, bool must_change,
    int64_t now_ms)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "UPDATE account SET password_hash = $2, must_change = $3, password_ms = $4"
	    " WHERE id = $1"));
	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, hash);
	db_bind_i64(q, 3, must_change);
	db_bind_i64(q, 4, now_ms);
	return db_run(q, NULL);
}

/* ---- For `giaoban check` ---- */

/* Accounts with a role that does not exist: nobody can open their page. */
static int64_t
recount_roles(struct db *db)
{
	struct arena *arena = arena_new(1 << 16);
	int64_t wrong = 0;
	enum role role;
	struct db_stmt *q;

	q = db_stmt(db, SQL("SELECT role, count(*) AS n FROM account GROUP BY role LIMIT 1000"));
	while (db_step(q) == RC_OK)
		wrong += db_i64(q, "n") * !role_parse(db_text(q, arena, "role"), &role);
	arena_free(arena);
	return db_end(q) == RC_OK ? wrong : -1;
}

const struct recount account_recounts[] = { { "account roles", recount_roles }, { 0 } };
