/*
 * policy.h: the points of the public policy page, as tables: what the sources ask for in ways this
 * system does not follow, what it offers instead, what it leaves out. `rows` are the numbers of the
 * requirements in docs/requirements.tsv.
 */
#ifndef BRIEF_TRANSPARENCY_POLICY_H
#define BRIEF_TRANSPARENCY_POLICY_H

#include "html/msg.h"

/* A family of requests: the clause is offered its lawful half, or nothing. */
struct policy_family {
	const char *rows;
	enum msg source;
	enum msg offered;
	enum msg left_out;
};
extern const struct policy_family policy_families[]; /* ended by NULL rows */

struct policy_point {
	enum msg head;
	enum msg text;
};
extern const struct policy_point policy_points[];  /* what it does not do; ended by head 0 */
extern const struct policy_point policy_changed[]; /* single requests; head is the request */
extern const struct policy_point policy_proofs[];  /* how it is enforced */

#endif
