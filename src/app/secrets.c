/* secrets.c: one master key in a file of its own, one derived key for each purpose. */
#include "app/secrets.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/rand.h"

enum purpose { FOR_TOKENS = 1, FOR_SIGNING = 3 }; /* a number is used once, for ever */

static enum rc
read_master(int fd, const char *path, unsigned char master[32], struct err *err)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return err_fail(err, "%s: %s", path, strerror(errno));
	if ((st.st_mode & 077) != 0)
		return err_deny(err, "%s: others may read it; chmod 600 it", path);
	if (read(fd, master, 32) != 32)
		return err_deny(err, "%s: not a key file of giaoban", path);
	return RC_OK;
}

/* So that the new name outlives a power cut (fsync(2) of a file does not cover its folder). */
static bool
sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_MAX];
	bool done;
	int fd;

	(void)snprintf(folder, sizeof(folder), "%.*s",
	    slash == NULL ? 1 : (int)(slash - path) + 1, slash == NULL ? "." : path);
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return false;
	done = fsync(fd) == 0;
	return close(fd) == 0 && done;
}

/*
 * Written whole under another name first: a key file is all there or not there. Of two that start
 * at once one key stays, and link(2) says whose.
 */
static enum rc
make_master(const char *path, unsigned char master[32], struct err *err)
{
	char draft[PATH_MAX];
	bool whole, linked;
	int fd, reason;

	if (snprintf(draft, sizeof(draft), "%s.XXXXXX", path) >= (int)sizeof(draft))
		return err_fail(err, "%s: the name is too long", path);
	fd = mkostemp(draft, O_CLOEXEC); /* mode 0600 */
	if (fd < 0)
		return err_fail(err, "%s: %s", path, strerror(errno));
	rand_secret(master, 32);
	whole = write(fd, master, 32) == 32 && fsync(fd) == 0;
	whole = close(fd) == 0 && whole;
	linked = whole && link(draft, path) == 0;
	reason = errno;
	(void)unlink(draft);
	if (linked && sync_folder(path))
		return RC_OK;
	return err_fail(err, "%s: %s", path, strerror(linked ? errno : reason));
}

enum rc
secrets_load(struct secrets *secrets, const char *path, bool keep, struct err *err)
{
	unsigned char master[crypto_kdf_KEYBYTES];
	unsigned char seed[crypto_sign_SEEDBYTES];
	enum rc rc;
	int fd;

	if (sodium_init() < 0)
		return err_fail(err, "libsodium does not start");
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno != ENOENT)
		return err_fail(err, "%s: %s", path, strerror(errno));
	if (fd >= 0) {
		rc = read_master(fd, path, master, err);
	} else if (keep) {
		rc = make_master(path, master, err);
	} else {
		rand_secret(master, sizeof(master));
		rc = RC_OK;
	}
	if (fd >= 0)
		(void)close(fd);
	if (rc != RC_OK)
		return rc;
	(void)crypto_kdf_derive_from_key(secrets->token_key, SECRET_BYTES, FOR_TOKENS, "giaoban_",
	    master);
	(void)crypto_kdf_derive_from_key(seed, sizeof(seed), FOR_SIGNING, "giaoban_", master);
	(void)crypto_sign_seed_keypair(secrets->sign_public, secrets->sign_secret, seed);
	sodium_memzero(master, sizeof(master));
	sodium_memzero(seed, sizeof(seed));
	return RC_OK;
}

void
secret_hash(unsigned char to[32], const unsigned char key[32], const void *at, size_t len)
{
	(void)crypto_generichash(to, 32, at, len, key, 32);
}

void
plain_hash(unsigned char to[32], const void *at, size_t len)
{
	(void)crypto_generichash(to, 32, at, len, NULL, 0);
}
