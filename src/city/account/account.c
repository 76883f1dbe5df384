/* account.c: the rules of accounts. */
#include "city/account/account.h"

bool
account_login_valid(const char *login)
{
	size_t len = strlen(login);

	return len >= 3 && len <= 32 &&
	    strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789._-") == len;
}

enum rc
account_login_check(struct ctx *ctx, const char *login, struct err *err)
{
	(void)ctx;
	return account_login_valid(login) ? RC_OK
	                                  : err_refuse(err, "login", MSG_account_login_bad);
}

enum rc
account_role_fits(enum role role, bool at_city, struct err *err)
{
	if (role_covers_city(role) && !at_city)
		return err_refuse(err, "unit", MSG_account_role_city);
	if (!role_covers_city(role) && at_city && role != ROLE_JOURNALIST &&
	    role != ROLE_CONTRIBUTOR)
		return err_refuse(err, "unit", MSG_account_role_unit);
	return RC_OK;
}
