/* account_command.c: `giaoban account add|reset|list`: accounts from the console. */
#include <sodium.h>

#include "app/app.h"
#include "app/audit.h"
#include "app/command.h"
#include "app/session.h"
#include "city/account/account.h"
#include "city/unit/unit.h"

enum { ARENA_BYTES = 16 * 1024 * 1024, NAME_CHARACTERS = 100 };

struct work {
	struct app app;
	struct db *db;
	struct arena *arena;
	struct err err;
	int64_t now_ms;
	const struct verb *verb;
	int argc;
	char **argv;
	char password[PASSWORD_RANDOM_MAX]; /* the one that was made; told after the commit */
};

struct verb {
	const char *name;
	int least, most; /* words, the verb included */
	bool writes;     /* runs in command_write, argv[1] is the login and a password is made */
	enum rc (*run)(struct work *w, int argc, char **argv);
};

static enum rc
note(struct work *w, const char *verb, int64_t id)
{
	const struct audit_entry entry = { .id = id_new(w->app.ids, w->now_ms),
		.at_ms = w->now_ms,
		.actor = "console",
		.role = "admin",
		.verb = verb,
		.object = "account",
		.object_id = id,
		.request_id = "console" };

	return audit_add(w->db, &entry);
}

static bool
name_valid(const char *name)
{
	struct str all = str_of(name);

	if (!utf8_valid(all) || str_trim(all).len == 0 || utf8_count(all) > NAME_CHARACTERS)
		return false;
	for (const char *at = name; *at != '\0'; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			return false;
	return true;
}

static const char *
stands_at(enum role role)
{
	struct err err = { 0 };

	if (account_role_fits(role, false, &err) != RC_OK)
		return "the city, or its focal point";
	return account_role_fits(role, true, &err) == RC_OK ? "the city, or a UNIT" : "a UNIT";
}

void
account_help(FILE *to)
{
	(void)fprintf(to, "\nROLE is one of:\n");
	for (enum role role = 0; role < ROLE_COUNT; role++)
		(void)fprintf(to, "  %-16s %-32s %s\n", role_key(role),
		    msg_text(LANG_EN, (enum msg)role_msg(role)),
		    stands_at(role));
	(void)fprintf(to, "\nUNIT is an organisation's code (00004), its exact name (\"Sở Y tế\"),"
	                  " or the\nnumber in the address of its page (/units/NUMBER); without"
	                  " one: the city.\n");
}

/* LOGIN NAME ROLE [UNIT] */
static enum rc
add(struct work *w, int argc, char **argv)
{
	struct account account = { .unit_id = UNIT_CITY_ID, .must_change = true };
	char hash[PASSWORD_HASH_MAX];
	struct unit unit;
	enum rc rc;

	account.login = argv[1];
	account.name = argv[2];
	if (!account_login_valid(account.login))
		return err_refuse(&w->err, "login", MSG_account_login_bad);
	if (!role_parse(argv[3], &account.role))
		return err_refuse(&w->err, "role", MSG_account_role_unknown);
	if (!name_valid(account.name))
		return err_refuse(&w->err, "name", MSG_account_name_bad);
	rc = argc > 4 ? unit_find(w->db, w->arena, argv[4], &unit)
	              : unit_get(w->db, w->arena, UNIT_CITY_ID, &unit);
	if (rc == RC_OK)
		account.unit_id = unit.id;
	if (rc == RC_NONE)
		return err_refuse(&w->err, "unit", MSG_account_no_unit);
	if (rc == RC_OK)
		rc = account_role_fits(account.role, unit.kind == UNIT_CITY ||
		    unit.kind == UNIT_FOCAL,
		    &w->err);
	password_random(w->password);
	if (rc == RC_OK)
		rc = password_hash(w->password, hash, &w->err);
	if (rc != RC_OK)
		return rc;
	account.id = id_new(w->app.ids, w->now_ms);
	account.password_hash = hash;
	rc = account_insert(w->db, w->arena, w->app.collator, &account, w->now_ms);
	if (rc == RC_CONFLICT)
		return err_refuse(&w->err, "login", MSG_account_login_taken);
	if (rc == RC_OK)
		rc = note(w, "account.add", account.id);
	return rc;
}

static enum rc
reset(struct work *w, int argc, char **argv)
{
	char hash[PASSWORD_HASH_MAX];
	struct account account;
	enum rc rc = account_by_login(w->db, w->arena, argv[1], &account);

	(void)argc;
	if (rc == RC_NONE)
		return err_refuse(&w->err, "login", MSG_account_no_login);
	password_random(w->password);
	if (rc == RC_OK)
		rc = password_hash(w->password, hash, &w->err);
	if (rc == RC_OK)
		rc = account_set_password(w->db, account.id, hash, true, w->now_ms);
	if (rc == RC_OK)
		rc = session_end_all(w->db, account.id, 0);
	if (rc == RC_OK)
		rc = note(w, "account.reset", account.id);
	return rc;
}

static enum rc
list(struct work *w, int argc, char **argv)
{
	struct account rows[100];
	int64_t after = 0;
	size_t n;
	enum rc rc;

	(void)argc;
	(void)argv;
	do {
		rc = account_after(w->db, w->arena, after, rows, ARRAY_LEN(rows), &n);
		for (size_t i = 0; rc == RC_OK && i < n; i++) {
			(void)printf("%s\t%s\t%s\t%s%s\n", rows[i].login, role_key(rows[i].role),
			    rows[i].unit_name, rows[i].name, rows[i].disabled ? "\tdisabled" : "");
			after = rows[i].id;
		}
		arena_reset(w->arena);
	} while (rc == RC_OK && n == ARRAY_LEN(rows));
	return rc;
}

static const struct verb verbs[] = {
	{ "add", 4, 5, true, add },
	{ "reset", 2, 2, true, reset },
	{ "list", 1, 1, false, list },
};

static enum rc
act(struct db *db, void *arg)
{
	struct work *w = arg;

	(void)db;
	return w->verb->run(w, w->argc, w->argv);
}

static enum rc
run_verb(struct work *w)
{
	enum rc rc;

	w->db = app_db(&w->app, w->verb->writes ? DB_WRITE : DB_READ, &w->err);
	if (w->db == NULL)
		return RC_FAILED;
	rc = w->verb->writes ? command_write(w->db, &w->err, act, w) : act(w->db, w);
	db_close(w->db);
	if (rc == RC_OK && w->verb->writes)
		(void)printf("%s %s\n", w->argv[1], w->password);
	return rc;
}

int
account_command(const struct config *config, int argc, char **argv)
{
	struct work w = { 0 };
	const struct verb *verb = NULL;
	enum rc rc;

	for (size_t i = 0; argc > 1 && i < ARRAY_LEN(verbs); i++)
		if (text_equal(verbs[i].name, argv[1]))
			verb = &verbs[i];
	if (argc > 1 && verb == NULL)
		return command_wrong("account", "add, reset or list is wanted, not \"%s\"",
		    argv[1]);
	if (command_words("account", argc, argv, verb == NULL ? 1 : verb->least,
	        verb == NULL ? 1 : verb->most) != EXIT_DONE || verb == NULL)
		return EXIT_USAGE;
	rc = app_open(&w.app, config, slices, verb->writes, &w.err);
	if (rc != RC_OK)
		return command_fail("account", rc, &w.err);
	w.arena = arena_new(ARENA_BYTES);
	w.now_ms = clock_now_ms(&w.app.clock);
	w.verb = verb;
	w.argc = argc - 1;
	w.argv = argv + 1;
	rc = run_verb(&w);
	sodium_memzero(w.password, sizeof(w.password));
	arena_free(w.arena);
	app_close(&w.app);
	return rc == RC_OK ? EXIT_DONE : command_fail("account", rc, &w.err);
}
