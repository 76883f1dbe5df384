/*
 * msg.h: the words of the interface. Catalogues are lang/<area>.vi.po and .en.po; the build makes
 * "lang/msg.h" (enum msg: key task.overdue is MSG_task_overdue; enum values start at 1) and the
 * tables. A key missing in one language, used nowhere, or used but missing fails the build, as do
 * argument names that differ between languages. Arguments are named: {n}, {unit}. English plural:
 * {n?task:tasks} chooses by the value of n (1 or not).
 */
#ifndef HTML_MSG_H
#define HTML_MSG_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "lang/msg.h"

enum lang { LANG_VI, LANG_EN };

struct buf;

struct msg_arg {
	const char *name;
	const char *text; /* NULL: the number counts */
	int64_t number;
};

/* The raw message of a language; never NULL. */
const char *msg_text(enum lang lang, enum msg msg);

/* The message with its arguments filled in, as plain text (callers escape). */
void msg_format(struct buf *to, enum lang lang, enum msg msg, const struct msg_arg *args,
    size_t nargs);

/* The text of a refusal. */
void msg_err(struct buf *to, enum lang lang, const struct err *err);

#endif
