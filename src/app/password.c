/* password.c: Argon2id, and what makes a password good enough. */
#include "app/password.h"

#include <sodium.h>

#include "base/rand.h"
#include "base/str.h"
#include "lang/msg.h"

enum { MEMORY = 19 * 1024 * 1024, PASSES = 2 };

enum rc
password_hash(const char *password, char hash[PASSWORD_HASH_MAX], struct err *err)
{
	int failed;

	_Static_assert(PASSWORD_HASH_MAX >= crypto_pwhash_STRBYTES, "room for the hash");
	if (sodium_init() < 0)
		return err_fail(err, "libsodium does not start");
	failed = crypto_pwhash_str_alg(hash, password, strlen(password), PASSES, MEMORY,
	    crypto_pwhash_ALG_ARGON2ID13);
	return failed == 0 ? RC_OK : err_fail(err, "no memory for Argon2id");
}

enum rc
password_check(const char *password, const char *hash, struct err *err)
{
	char spent[PASSWORD_HASH_MAX];
	int wrong;

	if (hash == NULL) {
		enum rc rc = password_hash(password, spent, err);

		return rc == RC_OK ? RC_REFUSED : rc;
	}
	wrong = crypto_pwhash_str_verify(hash, password, strlen(password));
	return wrong == 0 ? RC_OK : RC_REFUSED;
}

enum rc
password_allowed(const char *password, const char *login, struct err *err)
{
	if (strlen(password) > PASSWORD_MOST || utf8_count(str_of(password)) < PASSWORD_LEAST) {
		err_arg_int(err, "n", PASSWORD_LEAST);
		return err_refuse(err, "password", MSG_account_password_short);
	}
	if (text_equal(password, login))
		return err_refuse(err, "password", MSG_account_password_login);
	if (password_common(password))
		return err_refuse(err, "password", MSG_account_password_common);
	return RC_OK;
}

void
password_random(char to[PASSWORD_RANDOM_MAX])
{
	static const char letters[] = "abcdefghjkmnpqrstvwxyz0123456789";
	unsigned char bytes[16];
	size_t at = 0;

	_Static_assert(sizeof(letters) == 33, "five bits a letter");
	rand_secret(bytes, sizeof(bytes));
	for (size_t i = 0; i < sizeof(bytes); i++) {
		if (i > 0 && i % 4 == 0)
			to[at++] = '-';
		to[at++] = letters[bytes[i] & 31];
	}
	to[at] = '\0';
}
