/*
 * audit_command.c: `giaoban audit verify [--public-key HEX]`: walks the chain and names the first
 * entry that does not hold. With a public key from elsewhere (an old feed, paper) the signature is
 * checked against that one; without, against the key file of this installation.
 */
#include <sodium.h>

#include "app/app.h"
#include "app/audit.h"
#include "app/command.h"

static void
print_hash(const char *label, const unsigned char *at, size_t n)
{
	(void)printf("%s ", label);
	for (size_t i = 0; i < n; i++)
		(void)printf("%02x", at[i]);
	(void)printf("\n");
}

static int
print_verdict(const struct audit_verdict *v)
{
	(void)printf("chained %lld, not yet chained %lld\n", (long long)v->chained,
	    (long long)v->tail);
	print_hash("head", v->head, AUDIT_HASH);
	if (v->bad_seq != 0) {
		(void)printf("BROKEN at entry %lld", (long long)v->bad_seq);
		if (v->bad_id != 0)
			(void)printf(" (row id %lld)", (long long)v->bad_id);
		(void)printf("\n");
		return EXIT_REFUSED;
	}
	if (v->outside > 0) {
		(void)printf("BROKEN: %lld entries stand outside the chain, the first in row id"
		    " %lld\n", (long long)v->outside, (long long)v->outside_id);
		return EXIT_REFUSED;
	}
	if (v->chained > 0 && !v->head_signed) {
		(void)printf("BROKEN: the head's signature does not fit the key\n");
		return EXIT_REFUSED;
	}
	(void)printf("chain intact\n"
	    "Newest entries removed together with their head leave no trace here: compare the\n"
	    "head above with a copy kept elsewhere (an older feed, paper).\n");
	return EXIT_DONE;
}

static bool
read_key(const char *hex, unsigned char key[SIGN_PUBLIC_BYTES])
{
	size_t len = 0;

	return sodium_hex2bin(key, SIGN_PUBLIC_BYTES, hex, strlen(hex), NULL, &len, NULL) == 0 &&
	    len == SIGN_PUBLIC_BYTES;
}

int
audit_command(const struct config *config, int argc, char **argv)
{
	const char *hex = command_flag(&argc, argv, "public-key");
	unsigned char key[SIGN_PUBLIC_BYTES];
	struct audit_verdict verdict;
	struct err err = { 0 };
	struct app app;
	struct db *db;
	enum rc rc;

	if (argc != 2 || !text_equal(argv[1], "verify") || (hex != NULL && !read_key(hex, key)))
		return EXIT_USAGE;
	rc = app_open(&app, config, slices, false, &err);
	if (rc != RC_OK)
		return command_fail("audit", rc, &err);
	if (hex == NULL)
		memcpy(key, app.secrets.sign_public, sizeof(key));
	db = app_db(&app, DB_READ, &err);
	rc = db == NULL ? RC_FAILED : db_begin(db);
	if (rc == RC_OK)
		rc = audit_verify(db, key, &verdict);
	if (rc == RC_OK)
		print_hash("public key", key, sizeof(key));
	db_close(db);
	app_close(&app);
	return rc == RC_OK ? print_verdict(&verdict) : command_fail("audit", rc, &err);
}
