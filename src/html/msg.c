/*
 * msg.c: looking up messages and filling in their arguments. The build has checked the braces and
 * the names (tools/poc), so what is left here is copying.
 */
#include "html/msg.h"

#include "base/buf.h"
#include "base/str.h"

const char *
msg_text(enum lang lang, enum msg msg)
{
	BUG_IF(msg <= MSG_NONE || msg >= MSG_END);
	return msg_table[lang == LANG_EN][msg];
}

static const struct msg_arg *
find_arg(const struct msg_arg *args, size_t nargs, struct str name)
{
	for (size_t i = 0; i < nargs; i++)
		if (str_is(name, args[i].name))
			return &args[i];
	return NULL;
}

/* "n?task:tasks": the part before the colon for one, the other for the rest. */
static void
add_plural(struct buf *to, const struct msg_arg *arg, struct str parts)
{
	struct str one = str_cut(&parts, ':');
	int64_t number = arg->number;

	if (arg->text != NULL && !str_to_i64(str_of(arg->text), &number))
		number = 0;
	buf_add_str(to, number == 1 ? one : parts);
}

/* What stands between the braces; an argument nobody passed stays visible as it is. */
static void
add_place(struct buf *to, struct str place, const struct msg_arg *args, size_t nargs)
{
	struct str rest = place;
	struct str name = str_cut(&rest, '?');
	const struct msg_arg *arg = find_arg(args, nargs, name);

	if (arg == NULL) {
		buf_add_char(to, '{');
		buf_add_str(to, place);
		buf_add_char(to, '}');
	} else if (rest.at != NULL) {
		add_plural(to, arg, rest);
	} else if (arg->text != NULL) {
		buf_add_text(to, arg->text);
	} else {
		buf_add_i64(to, arg->number);
	}
}

void
msg_format(struct buf *to, enum lang lang, enum msg msg, const struct msg_arg *args, size_t nargs)
{
	const char *p = msg_text(lang, msg);

	while (*p != '\0') {
		size_t plain = strcspn(p, "{");
		const char *end;

		buf_add(to, p, plain);
		p += plain;
		if (*p == '\0')
			break;
		end = strchr(p, '}');
		BUG_IF(end == NULL);
		add_place(to, (struct str){ p + 1, (size_t)(end - p) - 1 }, args, nargs);
		p = end + 1;
	}
}

void
msg_err(struct buf *to, enum lang lang, const struct err *err)
{
	struct msg_arg args[ERR_ARGS_MAX];
	size_t nargs = (size_t)err->nargs;

	BUG_IF(nargs > ERR_ARGS_MAX);
	if (err->msg == MSG_NONE)
		return;
	for (size_t i = 0; i < nargs; i++)
		args[i] = (struct msg_arg){ err->args[i].name, err->args[i].value, 0 };
	msg_format(to, lang, (enum msg)err->msg, args, nargs);
}
