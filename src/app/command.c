/* command.c: what all commands share: flags and how they fail. */
#include "app/command.h"

#include <stdarg.h>

#include "base/buf.h"
#include "base/str.h"
#include "html/msg.h"

/* The reader's language, from the environment as for any other program. */
static enum lang
cli_lang(void)
{
	const char *lang = getenv("LC_ALL");

	if (lang == NULL || lang[0] == '\0')
		lang = getenv("LC_MESSAGES");
	if (lang == NULL || lang[0] == '\0')
		lang = getenv("LANG");
	return lang != NULL && text_starts(lang, "vi") ? LANG_VI : LANG_EN;
}

int
command_fail(const char *verb, enum rc rc, const struct err *err)
{
	return command_fail_at(verb, "", rc, err);
}

int
command_fail_at(const char *verb, const char *place, enum rc rc, const struct err *err)
{
	bool told = err->msg != 0 || err->detail[0] != '\0';
	bool held = rc == RC_CONFLICT && !told;
	struct buf text;

	buf_init(&text, NULL, 4096);
	if (err->msg != 0)
		msg_err(&text, cli_lang(), err);
	else
		buf_add_text(&text, held ? COMMAND_HELD : told ? err->detail : "failed");
	(void)fprintf(stderr, "giaoban %s: %s%s%s\n", verb, place, place[0] == '\0' ? "" : ": ",
	    buf_text(&text));
	buf_release(&text);
	return rc == RC_FAILED || held ? EXIT_FAILED : EXIT_REFUSED;
}

int
command_wrong(const char *verb, const char *fmt, ...)
{
	va_list args;

	(void)fprintf(stderr, "giaoban %s: ", verb);
	va_start(args, fmt);
	(void)vfprintf(stderr, fmt, args);
	va_end(args);
	(void)fputc('\n', stderr);
	return EXIT_USAGE;
}

int
command_words(const char *verb, int argc, char **argv, int least, int most)
{
	for (int i = 1; i < argc; i++)
		if (text_starts(argv[i], "--"))
			return command_wrong(verb, "unknown flag \"%s\", or its value is missing",
			    argv[i]);
	if (argc - 1 > most)
		return command_wrong(verb, "unexpected argument \"%s\"", argv[most + 1]);
	if (argc - 1 < least)
		return command_wrong(verb, "an argument is missing");
	return EXIT_DONE;
}

static void
remove_words(int *argc, char **argv, int at, int n)
{
	for (int i = at; i + n <= *argc; i++)
		argv[i] = argv[i + n];
	*argc -= n;
}

const char *
command_flag(int *argc, char **argv, const char *name)
{
	size_t len = strlen(name);

	for (int i = 1; i < *argc; i++) {
		const char *value = argv[i] + 2 + len;

		if (!text_starts(argv[i], "--") || strncmp(argv[i] + 2, name, len) != 0)
			continue;
		if (*value == '=') {
			remove_words(argc, argv, i, 1);
			return value + 1;
		}
		if (*value == '\0' && i + 1 < *argc) {
			value = argv[i + 1];
			remove_words(argc, argv, i, 2);
			return value;
		}
	}
	return NULL;
}
