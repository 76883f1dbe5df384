/*
 * ask.h: a request without a server: a ctx as the gate would make it, for tests of forms, lists,
 * rules and templates. What is typed is given as it travels: "title=A+b&due=2026-11-21".
 */
#ifndef TESTS_ASK_H
#define TESTS_ASK_H

#include "app/app.h"
#include "app/ctx.h"
#include "app/gate.h"

struct ask {
	struct app app;
	struct request req;
	struct ctx_private private;
	struct user user;
	struct route route;
	struct ctx ctx;
};

/* A focal officer asks on 21/11/2026 at 09:05 in Vietnamese; `db` may be NULL. */
void ask_init(struct ask *ask, struct arena *arena, struct db *db);

/* The next request of the same person: a path with its query, or a path and a form's body. */
struct ctx *ask_get(struct ask *ask, const char *target);
struct ctx *ask_post(struct ask *ask, const char *path, const char *body);

/* A page to write into. */
struct html *ask_page(struct ask *ask);

/* How often `part` stands in `text`; the first assertion of most page tests. */
int count_of(const char *text, const char *part);

#endif
