/* rights.c: the table of roles and rights, after VOCABULARY's "sees and does". */
#include "app/rights.h"

#include "base/str.h"
#include "lang/msg.h"

#define BIT(right) (1u << (right))

/* What every role of the focal point has. */
#define FOCAL \
	(BIT(RIGHT_SIGNED_IN) | BIT(RIGHT_TASK_READ) | BIT(RIGHT_PLAN_EDIT) | \
	    BIT(RIGHT_DOCUMENT_READ) | BIT(RIGHT_DOCUMENT_EDIT) | BIT(RIGHT_BRIEF_READ) | \
	    BIT(RIGHT_UNIT_READ) | BIT(RIGHT_UNIT_EDIT))
/* What every role of a unit has over its own subtree. */
#define UNIT \
	(BIT(RIGHT_SIGNED_IN) | BIT(RIGHT_TASK_READ) | BIT(RIGHT_TASK_WORK) | BIT(RIGHT_UNIT_READ))

const struct choice actor_choices[] = {
	{ "public", MSG_role_public },
	[1 + ROLE_ADMIN] = { "admin", MSG_role_admin },
	[1 + ROLE_FOCAL_OFFICER] = { "focal_officer", MSG_role_focal_officer },
	[1 + ROLE_FOCAL_LEADER] = { "focal_leader", MSG_role_focal_leader },
	[1 + ROLE_CITY_LEADER] = { "city_leader", MSG_role_city_leader },
	[1 + ROLE_UNIT_OFFICER] = { "unit_officer", MSG_role_unit_officer },
	[1 + ROLE_UNIT_LEADER] = { "unit_leader", MSG_role_unit_leader },
	[1 + ROLE_SPOKESPERSON] = { "spokesperson", MSG_role_spokesperson },
	[1 + ROLE_COMMUNE_OFFICER] = { "commune_officer", MSG_role_commune_officer },
	[1 + ROLE_CONTRIBUTOR] = { "contributor", MSG_role_contributor },
	[1 + ROLE_JOURNALIST] = { "journalist", MSG_role_journalist },
	[1 + ROLE_INSPECTOR] = { "inspector", MSG_role_inspector },
	[1 + ROLE_COUNT] = { 0 }
};

struct role_row {
	bool city;
	unsigned rights;
};

static const struct role_row roles[ROLE_COUNT] = {
	[ROLE_ADMIN] = { true,
	    BIT(RIGHT_SIGNED_IN) | BIT(RIGHT_UNIT_READ) | BIT(RIGHT_ACCOUNT_ADMIN) |
	        BIT(RIGHT_SETTINGS) },
	[ROLE_FOCAL_OFFICER] = { true, FOCAL | BIT(RIGHT_TASK_WORK) }, /* its own tasks alone */
	[ROLE_FOCAL_LEADER] = { true, FOCAL | BIT(RIGHT_TASK_CONFIRM) },
	[ROLE_CITY_LEADER] = { true,
	    BIT(RIGHT_SIGNED_IN) | BIT(RIGHT_TASK_READ) | BIT(RIGHT_DOCUMENT_READ) |
	        BIT(RIGHT_BRIEF_READ) | BIT(RIGHT_UNIT_READ) | BIT(RIGHT_AUDIT_READ) },
	[ROLE_UNIT_OFFICER] = { false, UNIT },
	[ROLE_UNIT_LEADER] = { false, UNIT | BIT(RIGHT_ACCOUNT_RESET) },
	[ROLE_SPOKESPERSON] = { false, BIT(RIGHT_SIGNED_IN) | BIT(RIGHT_UNIT_READ) },
	[ROLE_COMMUNE_OFFICER] = { false, UNIT },
	[ROLE_CONTRIBUTOR] = { false, BIT(RIGHT_SIGNED_IN) },
	[ROLE_JOURNALIST] = { false, BIT(RIGHT_SIGNED_IN) },
	[ROLE_INSPECTOR] = { true,
	    BIT(RIGHT_SIGNED_IN) | BIT(RIGHT_TASK_READ) | BIT(RIGHT_BRIEF_READ) |
	        BIT(RIGHT_UNIT_READ) | BIT(RIGHT_AUDIT_READ) },
};

bool
role_may(enum role role, enum right right)
{
	return right == RIGHT_PUBLIC || (roles[role].rights & BIT(right)) != 0;
}

bool
role_covers_city(enum role role)
{
	return roles[role].city;
}

const char *
role_key(enum role role)
{
	return ROLE_CHOICES[role].value;
}

bool
role_parse(const char *key, enum role *role)
{
	for (size_t i = 0; i < ROLE_COUNT; i++) {
		if (text_equal(ROLE_CHOICES[i].value, key)) {
			*role = (enum role)i;
			return true;
		}
	}
	return false;
}

int
role_msg(enum role role)
{
	return ROLE_CHOICES[role].msg;
}

const char *
right_key(enum right right)
{
	static const char *const keys[RIGHT_COUNT] = {
		[RIGHT_PUBLIC] = "public",
		[RIGHT_SIGNED_IN] = "signed_in",
		[RIGHT_TASK_READ] = "task_read",
		[RIGHT_TASK_WORK] = "task_work",
		[RIGHT_PLAN_EDIT] = "plan_edit",
		[RIGHT_TASK_CONFIRM] = "task_confirm",
		[RIGHT_DOCUMENT_READ] = "document_read",
		[RIGHT_DOCUMENT_EDIT] = "document_edit",
		[RIGHT_BRIEF_READ] = "brief_read",
		[RIGHT_UNIT_READ] = "unit_read",
		[RIGHT_UNIT_EDIT] = "unit_edit",
		[RIGHT_ACCOUNT_ADMIN] = "account_admin",
		[RIGHT_ACCOUNT_RESET] = "account_reset",
		[RIGHT_AUDIT_READ] = "audit_read",
		[RIGHT_SETTINGS] = "settings",
	};

	return keys[right];
}
