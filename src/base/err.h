/*
 * err.h: how failure is told. A fallible function returns enum rc; the place that knows the cause
 * fills the caller's struct err once, with a message key and its arguments, and every caller
 * above it just returns the code. Text is made late, in the reader's language (html/msg.h).
 *
 * Four classes of failure: a BUG aborts with file and line; a start-up or configuration fault ends
 * the program with exit status 3; RC_REFUSED is the user's to mend (4xx, shown at the field);
 * RC_FAILED is ours (5xx, logged with the request id).
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdint.h>

enum rc {
	RC_OK = 0,
	RC_NONE,     /* nothing there: no such row, end of input; not an error by itself */
	RC_REFUSED,  /* the request breaks a rule; struct err names the field and the message */
	/* somebody else changed the row meanwhile (optimistic version, serialisation) */
	RC_CONFLICT,
	/* the machine let us down: disk, database, memory; struct err has the detail */
	RC_FAILED
};

#define ERR_ARGS_MAX 4
#define ERR_TEXT_MAX 160

/* One named argument of a message; the value is copied, cut at a whole UTF-8 character. */
struct err_arg {
	const char *name; /* static text, the placeholder's name in the .po files */
	char value[ERR_TEXT_MAX];
};

struct err {
	int msg;            /* enum msg of build/lang/msg.h; 0 means "no message yet" */
	char field[48];     /* the form field at fault, "" for the whole request */
	char detail[512];   /* for the log and the console, on no page: SQL state, errno text */
	int nargs;
	struct err_arg args[ERR_ARGS_MAX];
};

/* Forgets everything. */
void err_clear(struct err *err);

/*
 * Records a refusal at `field` ("" for none) and returns RC_REFUSED, so that a rule reads
 * `return err_refuse(err, "due", MSG_task_due_missing);`. The first message wins.
 */
enum rc err_refuse(struct err *err, const char *field, int msg);

/* Records a failure of ours with a detail for the log, printf style; returns RC_FAILED. */
enum rc err_fail(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/*
 * Records why an operator's wish is refused (configuration, arguments, the state of a store): plain
 * words for the console in `detail`, printf style; returns RC_REFUSED. The first one wins.
 */
enum rc err_deny(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Adds one named argument to the message; more than ERR_ARGS_MAX is a BUG. */
void err_arg_text(struct err *err, const char *name, const char *value);
void err_arg_int(struct err *err, const char *name, int64_t value);

/* A broken promise of the program itself: says where and aborts. */
#define BUG(...) err_bug(__FILE__, __LINE__, __VA_ARGS__)
#define BUG_IF(cond) \
	do { \
		if (cond) \
			err_bug(__FILE__, __LINE__, "%s", #cond); \
	} while (0)
_Noreturn void err_bug(const char *file, int line, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#endif
