/*
 * account.h: people who sign in. Staff data only: login, name, role, organisation. A password is
 * set by its owner; what an administrator hands out is random and must be changed at first use.
 * Changing or resetting a password, a role or disabling an account ends its sessions.
 */
#ifndef CITY_ACCOUNT_ACCOUNT_H
#define CITY_ACCOUNT_ACCOUNT_H

#include "app/ctx.h"
#include "app/listing.h"
#include "app/password.h"
#include "app/slices.h"

struct collator;

struct account {
	int64_t id;
	const char *login;
	const char *name;
	enum role role;
	int64_t unit_id;
	const char *unit_path; /* as it is now */
	const char *unit_name;
	const char *password_hash;
	bool must_change;
	bool disabled;
	int64_t version;
};

/* a-z 0-9 . - _, 3 to 32 characters. */
bool account_login_valid(const char *login);

/* The same as the rule of a form's field (app/form.h). */
enum rc account_login_check(struct ctx *ctx, const char *login, struct err *err);

/* City-wide roles stand at the city (or its focal point), roles of a unit below it. */
enum rc account_role_fits(enum role role, bool at_city, struct err *err);

/* By id or by login, with the unit as it is now. */
enum rc account_get(struct db *db, struct arena *arena, int64_t id, struct account *account);
enum rc account_by_login(struct db *db, struct arena *arena, const char *login,
    struct account *account);
/* Accounts with a greater id, in order of id: page by page. */
enum rc account_after(struct db *db, struct arena *arena, int64_t after, struct account *to,
    size_t max, size_t *n);
enum rc account_any(struct db *db, bool *any); /* is there an account at all */

/* A new row; RC_CONFLICT when the login is taken. */
enum rc account_insert(struct db *db, struct arena *arena, const struct collator *collator,
    const struct account *account, int64_t now_ms);
/* Name, role, unit, disabled; RC_CONFLICT when `version` is no longer current. */
enum rc account_update(struct db *db, struct arena *arena, const struct collator *collator,
    const struct account *account);
enum rc account_set_password(struct db *db, int64_t id, const char *hash, bool must_change,
    int64_t now_ms);

extern const struct route account_routes[];
extern const struct route sign_in_routes[];
extern const struct listing *const account_listings[];
extern const struct recount account_recounts[]; /* accounts with a role that does not exist */

struct config;
/* `giaoban account add | reset | list`; exit status: app/command.h. */
int account_command(const struct config *config, int argc, char **argv);
/* What `giaoban account --help` says of roles and organisations. */
void account_help(FILE *to);

#endif
