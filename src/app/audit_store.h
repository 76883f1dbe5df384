/* audit_store.h: rows of the audit log, its signed heads, and leases. */
#ifndef APP_AUDIT_STORE_H
#define APP_AUDIT_STORE_H

#include "app/audit.h"
#include "app/secrets.h"

struct audit_head {
	int64_t seq;
	int64_t signed_ms;
	unsigned char hash[AUDIT_HASH];
	unsigned char signature[SIGNATURE_BYTES];
	unsigned char public_key[SIGN_PUBLIC_BYTES];
};

/* Entries without a place, oldest first; and those with a place after `seq`. */
enum rc audit_unchained(struct db *db, struct arena *arena, struct audit_entry *to, size_t max,
    size_t *n);
enum rc audit_after(struct db *db, struct arena *arena, int64_t seq, struct audit_entry *to,
    size_t max, size_t *n);

/* How many entries have a place below 1, which nobody gave them; *id is the row of the first. */
enum rc audit_outside(struct db *db, int64_t *n, int64_t *id);

/* The newest link; seq 0 and zeroes before the first. */
enum rc audit_last(struct db *db, int64_t *seq, unsigned char hash[AUDIT_HASH],
    struct arena *arena);
/* Gives an entry its place; one that has a place keeps it. */
enum rc audit_set_link(struct db *db, int64_t id, int64_t seq,
    const unsigned char hash[AUDIT_HASH]);

/* Keeps a signed head, of each place the first; the newest one, RC_NONE while there is none. */
enum rc audit_head_add(struct db *db, const struct audit_head *head);
enum rc audit_head_last(struct db *db, struct arena *arena, struct audit_head *head);

/* RC_OK: this holder has the work until now_ms + for_ms. RC_NONE: another has it. */
enum rc lease_take(struct db *db, const char *name, const char *holder, int64_t now_ms,
    int64_t for_ms);

#endif
