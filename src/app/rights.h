/*
 * rights.h: who may do what. A right is held by roles (table in rights.c, the words of VOCABULARY)
 * over an organisation subtree: a role of the focal point, the city or the inspectorate covers the
 * whole city, a role of a unit covers that unit and what stands below it. The gate asks for the
 * right before the body is read (403); the handler asks for the subtree with ctx_covers (404, so
 * that nobody learns what exists elsewhere). tests/http/rights.tsv says the same by hand.
 */
#ifndef APP_RIGHTS_H
#define APP_RIGHTS_H

#include <stdbool.h>

#include "app/form.h"

enum role {
	ROLE_ADMIN,
	ROLE_FOCAL_OFFICER,
	ROLE_FOCAL_LEADER,
	ROLE_CITY_LEADER,
	ROLE_UNIT_OFFICER,
	ROLE_UNIT_LEADER,
	ROLE_SPOKESPERSON,
	ROLE_COMMUNE_OFFICER,
	ROLE_CONTRIBUTOR,
	ROLE_JOURNALIST,
	ROLE_INSPECTOR,
	ROLE_COUNT
};

enum right {
	RIGHT_PUBLIC,       /* no account needed */
	RIGHT_SIGNED_IN,    /* any account: own password, own sessions, desk */
	RIGHT_TASK_READ,
	RIGHT_TASK_WORK,    /* acknowledge, return, ask for time, report: as the lead */
	RIGHT_PLAN_EDIT,    /* make and change tasks, terms; grant more time */
	RIGHT_TASK_CONFIRM, /* confirm done, or send back */
	RIGHT_DOCUMENT_READ,
	RIGHT_DOCUMENT_EDIT, /* bring in, review clauses */
	RIGHT_BRIEF_READ,
	RIGHT_UNIT_READ,
	RIGHT_UNIT_EDIT,
	RIGHT_ACCOUNT_ADMIN, /* all accounts */
	RIGHT_ACCOUNT_RESET, /* reset accounts of the own unit */
	RIGHT_AUDIT_READ,
	RIGHT_SETTINGS,
	RIGHT_COUNT
};

/*
 * "public" first, for who acts without an account; then the roles in the order of their enum, by
 * key and name.
 */
extern const struct choice actor_choices[];
#define ROLE_CHOICES (actor_choices + 1)

bool role_may(enum role role, enum right right); /* RIGHT_PUBLIC: always */
bool role_covers_city(enum role role); /* the whole city, not only the own unit's subtree */
const char *role_key(enum role role);  /* "focal_officer" */
bool role_parse(const char *key, enum role *role);
int role_msg(enum role role); /* enum msg of its name */
const char *right_key(enum right right); /* "plan_edit", for `giaoban routes` */

#endif
