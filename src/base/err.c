/*
 * err.c: filling struct err. The one idea: the first message wins, because the place that met the
 * cause knows more than any caller that meets its consequences.
 */
#include "base/err.h"

#include <stdarg.h>

#include "base/str.h"

void
err_clear(struct err *err)
{
	memset(err, 0, sizeof(*err));
}

enum rc
err_refuse(struct err *err, const char *field, int msg)
{
	if (err->msg != 0)
		return RC_REFUSED;
	err->msg = msg;
	str_copy(err->field, sizeof(err->field), field);
	return RC_REFUSED;
}

static void
add_detail(struct err *err, const char *fmt, va_list ap)
{
	if (err->detail[0] == '\0')
		(void)vsnprintf(err->detail, sizeof(err->detail), fmt, ap);
}

enum rc
err_fail(struct err *err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add_detail(err, fmt, ap);
	va_end(ap);
	return RC_FAILED;
}

enum rc
err_deny(struct err *err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add_detail(err, fmt, ap);
	va_end(ap);
	return RC_REFUSED;
}

void
err_arg_text(struct err *err, const char *name, const char *value)
{
	struct err_arg *arg;

	BUG_IF(err->nargs >= ERR_ARGS_MAX);
	arg = &err->args[err->nargs++];
	arg->name = name;
	str_copy(arg->value, sizeof(arg->value), value);
}

void
err_arg_int(struct err *err, const char *name, int64_t value)
{
	char text[24];

	(void)snprintf(text, sizeof(text), "%lld", (long long)value);
	err_arg_text(err, name, text);
}

void
err_bug(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	(void)fprintf(stderr, "BUG %s:%d: ", file, line);
	va_start(ap, fmt);
	(void)vfprintf(stderr, fmt, ap);
	va_end(ap);
	(void)fputc('\n', stderr);
	abort();
}
