/*
 * audit.h: the log that outsiders can check. An entry is a row written in the transaction of what
 * it tells, without a place yet; once a second the node that holds the lease gives new entries
 * their place (seq, without gaps) and hash = BLAKE2b-256(hash before, all fields), and signs the
 * head (Ed25519, key outside the database). Whoever changes, removes or reorders a row breaks the
 * chain at that row; the unchained tail is reported as such.
 */
#ifndef APP_AUDIT_H
#define APP_AUDIT_H

#include "app/ctx.h"
#include "app/secrets.h"
#include "app/slices.h"

#define AUDIT_HASH 32

struct audit_entry {
	int64_t id;
	int64_t seq; /* 0: not chained yet */
	int64_t at_ms;
	int64_t account_id; /* 0: the system or a visitor without account */
	const char *actor;
	const char *role;
	int64_t unit_id;
	const char *verb;
	const char *object;
	int64_t object_id;
	const char *detail; /* NULL: none */
	const char *request_id;
	struct str hash;
};

/* Who acts when no request does: commands and jobs. */
enum rc audit_add(struct db *db, const struct audit_entry *entry);

/* Chains at most `limit` entries and signs the head; a turn of the lane. *n is how many. */
enum rc audit_chain(struct db *db, struct arena *arena, const struct secrets *secrets,
    int64_t now_ms, int64_t limit, int64_t *n);

struct audit_verdict {
	int64_t chained;   /* entries whose link holds */
	int64_t tail;      /* entries not chained yet; counted to 500 */
	int64_t bad_seq;   /* 0: intact; else the first place that does not hold */
	int64_t bad_id;    /* its row, 0 when the row is missing */
	int64_t outside;   /* entries with a place that no chain has: below 1 */
	int64_t outside_id; /* the row of the first of them */
	bool head_signed;  /* the newest signature fits its entry */
	unsigned char head[AUDIT_HASH];
};

/*
 * Whether the newest head was signed with another key than ours: the key file was lost, or is not
 * this store's. An empty log: no.
 */
enum rc audit_key_differs(struct db *db, const unsigned char public_key[SIGN_PUBLIC_BYTES],
    bool *differs);

/*
 * Walks the whole chain by key, in bounded memory. In one snapshot, which the caller began: between
 * two of them the chainer would add what looks like a break.
 */
enum rc audit_verify(struct db *db, const unsigned char *public_key, struct audit_verdict *verdict);

extern const struct route audit_routes[];
extern const struct listing *const audit_listings[];
extern const struct tick audit_ticks[];

struct config;
/* `giaoban audit verify`; exit status: app/command.h. */
int audit_command(const struct config *config, int argc, char **argv);

#endif
