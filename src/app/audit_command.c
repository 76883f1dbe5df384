/*
 * audit_command.c: `giaoban audit verify [--public-key HEX]`: walks the chain and names the first
 * entry that does not hold. With a public key from elsewhere (an old feed, paper) the signature is
 * checked against that one; without, against the key file of this installation. A signature of
 * another key is a fault only where one was asked for: a copy may stand without its key file.
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

/* Signed with the key asked for; nobody asked: the copy of a store may have a key of its own. */
static int
print_signature(const struct audit_verdict *v, bool asked)
{
	if (v->chained > 0 && !v->head_signed && asked) {
		(void)printf("BROKEN: the head's signature does not fit the key\n");
		return EXIT_REFUSED;
	}
	if (v->chained > 0 && !v->head_signed)
		(void)printf("chain intact, signed with another key than this installation's (a"
		             " copy without\nits .keys file?): check the signature with"
		             " --public-key or --key-file\n");
	else
		(void)printf("chain intact\n");
	(void)printf("Newest entries removed together with their head leave no trace here: compare"
	             " the\nhead above with a copy kept elsewhere (an older feed, paper).\n");
	return EXIT_DONE;
}

static int
print_verdict(const struct audit_verdict *v, bool asked)
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
	return print_signature(v, asked);
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
	bool asked;
	struct err err = { 0 };
	struct app app;
	struct db *db;
	enum rc rc;

	if (command_words("audit", argc, argv, 1, 1) != EXIT_DONE)
		return EXIT_USAGE;
	if (!text_equal(argv[1], "verify"))
		return command_wrong("audit", "verify is wanted, not \"%s\"", argv[1]);
	if (hex != NULL && !read_key(hex, key))
		return command_wrong("audit", "--public-key: %d hexadecimal digits are wanted, not"
		                              " \"%s\"", 2 * SIGN_PUBLIC_BYTES, hex);
	asked = hex != NULL || config_text(config, SET_KEY_FILE) != NULL;
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
	return rc == RC_OK ? print_verdict(&verdict, asked) : command_fail("audit", rc, &err);
}
