/* transparency_home.h: what the public home shows. */
#ifndef BRIEF_TRANSPARENCY_TRANSPARENCY_HOME_H
#define BRIEF_TRANSPARENCY_TRANSPARENCY_HOME_H

#include "brief/transparency/transparency.h"

#define HOME_ROWS 8
#define HOME_LATE 6

struct public_home {
	bool without_accounts;   /* the one-time code of /first-account is waiting */
	struct promise_sum now;  /* the present quarter */
	struct promise_sum last; /* the last closed one */
	struct promise next[HOME_ROWS];
	size_t nnext;
	struct promise late[HOME_LATE]; /* of the last quarter, still owed */
	size_t nlate;
};

/* Has nobody an account yet? */
enum rc promise_no_account(struct db *db, bool *none);

#endif
