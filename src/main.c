/*~ 1 ~ A newcomer starts here. giaoban is one program with many verbs: main finds the verb in the
 * table below and runs it. `serve` is the server: app/serve.c opens the store, the write lane and
 * the loops; from then on everything is a request, and app/gate.c is where each one begins. */
#include "app/audit.h"
#include "app/command.h"
#include "app/serve.h"
#include "app/setting_command.h"
#include "app/show_command.h"
#include "base/log.h"
#include "base/str.h"
#include "brief/briefing/briefing.h"
#include "city/account/account.h"
#include "demo/demo.h"
#include "plan/document/document.h"
#include "text/dedupe_command.h"
#include "text/extract_command.h"
#include "stats/scan_command.h"
#include "stats/simulate_command.h"

static int version_command(int argc, char **argv);
static int help_command(int argc, char **argv);

static const struct command commands[] = {
	{ "serve", "[--listen ADDR:PORT] [--db TARGET]", "serve the city",
	    .with_config = serve_command },
	{ "demo", "[--seed N] [--as-of DATE] [--tasks N] [--db TARGET]",
	    "make a city to try things on, in an empty store", .with_config = demo_command },
	{ "import", "document FILE... | units [--communes-of 01] [FILE.csv ...] [--db TARGET]",
	    "bring documents in; the same file again is refused and its id printed.\n"
	    "            units: CSV in UTF-8 with a header row, columns kind,name and any of\n"
	    "            code,bloc,bloc_en,parent,from,basis (docs/units.md). kind is\n"
	    "            department, commune, focal or office; a bloc that is new is made;\n"
	    "            parent is a code or a name. A file is brought in whole or not at all;\n"
	    "            what is here already (by code, or kind and name) is left as it is.\n"
	    "            --communes-of 01: the communes and wards of Hà Nội come with the program",
	    .with_config = import_command },
	{ "brief", "--quarter 2026Q3 [--format html|json] [-o FILE] [--db TARGET]",
	    "write a quarter's briefing as a file", .with_config = brief_command },
	{ "account", "add LOGIN NAME ROLE [UNIT] | reset LOGIN | list [--db TARGET]",
	    "accounts from the console; add and reset print the password they made",
	    .with_config = account_command, .more = account_help },
	{ "audit", "verify [--public-key HEX] [--db TARGET]",
	    "check the chain of the audit log; names the first entry that does not hold.\n"
	    "            A chain signed with another key is a fault where --public-key or\n"
	    "            --key-file is given",
	    .with_config = audit_command },
	{ "check", "[--db TARGET]", "recount what is kept counted; check the store's soundness",
	    .with_config = check_command },
	{ "backup", "FILE [--db TARGET]",
	    "copy the store while it is in use; keep its .keys file too, apart from the copy:\n"
	    "            without it the audit log of the copy goes on under another key",
	    .with_config = backup_command },
	{ "extract", "[--json] FILE... (- is standard input)",
	    "print what UTF-8 text documents order: who, what, until when; --json: one object a\n"
	    "            line, places in code points of the text before normalisation",
	    .plain = extract_command },
	{ "dedupe", "FILE.jsonl... [--json]",
	    "find reprints, updates and stories among articles (id, title, text, date)",
	    .plain = dedupe_command, .own_help = true },
	{ "scan", "--cases FILE --places FILE [--topic T] [--as-of DATE] [--json] (more: --help)",
	    "find neighbourhoods with more reports lately than they should have",
	    .plain = scan_command, .own_help = true },
	{ "simulate", "--cases FILE --places FILE [--seed N] (more: --help)",
	    "write an invented city's reports, to try the scan on", .plain = simulate_command,
	    .own_help = true },
	{ "routes", "", "print every address: right, form, file and line",
	    .plain = routes_command },
	{ "schema", "", "print the migrations", .plain = schema_command },
	{ "config", "[--config FILE]", "print the settings in force and where they come from",
	    .with_config = config_command },
	{ "setting", "[city_name|publisher|publisher_contact TEXT] [--db TARGET]",
	    "what the city calls itself on its pages; with TEXT sets it for the next start",
	    .with_config = setting_command },
	{ "version", "", "print the version", .plain = version_command },
	{ "help", "[VERB]", "print this, or what one verb does", .plain = help_command },
	{ 0 },
};

#define VERSION "0.1"

static int
version_command(int argc, char **argv)
{
	if (command_words("version", argc, argv, 0, 0) != EXIT_DONE)
		return EXIT_USAGE;
	(void)printf("giaoban %s\n", VERSION);
	return EXIT_DONE;
}

static void
print_usage(FILE *to)
{
	(void)fprintf(to, "usage: giaoban VERB [ARG ...]\n\n");
	for (const struct command *c = commands; c->name != NULL; c++)
		(void)fprintf(to, "  %-9s %s\n            %s\n", c->name, c->usage, c->summary);
	(void)fprintf(to, "\nCommon flags: --config FILE, --db FILE|postgres://USER@HOST/NAME,"
	                  " --log-level LEVEL; `giaoban config` prints all settings.\n");
}

static int
print_command_help(const struct command *c, FILE *to)
{
	(void)fprintf(to, "usage: giaoban %s %s\n%s\n", c->name, c->usage, c->summary);
	if (c->more != NULL && to == stdout)
		c->more(to);
	return to == stdout ? EXIT_DONE : EXIT_USAGE;
}

static const struct command *
find_command(const char *verb)
{
	for (const struct command *c = commands; c->name != NULL; c++)
		if (text_equal(c->name, verb))
			return c;
	return NULL;
}

static int
help_on(const char *verb)
{
	char name[] = "help", flag[] = "--help";
	char *words[] = { name, flag, NULL };
	const struct command *c = find_command(verb);

	if (c == NULL)
		return command_wrong("help", "there is no verb \"%s\"", verb);
	return c->own_help ? c->plain(2, words) : print_command_help(c, stdout);
}

static int
help_command(int argc, char **argv)
{
	if (command_words("help", argc, argv, 0, 1) != EXIT_DONE)
		return EXIT_USAGE;
	if (argc == 2)
		return help_on(argv[1]);
	print_usage(stdout);
	return EXIT_DONE;
}

static int
run_with_config(const struct command *c, int argc, char **argv)
{
	struct config config = { 0 };
	struct err err = { 0 };
	enum rc rc = config_take_flags(&config, &argc, argv, &err);
	int code;

	if (rc == RC_OK && !log_set_level(config_text(&config, SET_LOG_LEVEL)))
		rc = err_deny(&err, "log-level: error, warn, info or debug is wanted, not \"%s\"",
		    config_text(&config, SET_LOG_LEVEL));
	if (rc == RC_OK)
		code = c->with_config(&config, argc, argv);
	else
		code = command_fail(c->name, rc, &err) == EXIT_FAILED ? EXIT_FAILED : EXIT_USAGE;
	config_release(&config);
	return code;
}

static int
run(const struct command *c, int argc, char **argv)
{
	int code;

	if (c->own_help)
		return c->plain(argc, argv);
	for (int i = 1; c->plain != help_command && i < argc; i++)
		if (text_equal(argv[i], "--help") || text_equal(argv[i], "-h"))
			return print_command_help(c, stdout);
	code = c->plain != NULL ? c->plain(argc, argv) : run_with_config(c, argc, argv);
	if (code == EXIT_USAGE)
		(void)print_command_help(c, stderr);
	return code;
}

int
main(int argc, char **argv)
{
	const char *verb = argc > 1 ? argv[1] : "";
	const struct command *c;

	if (text_equal(verb, "--help") || text_equal(verb, "-h"))
		verb = "help";
	if (text_equal(verb, "--version"))
		verb = "version";
	c = find_command(verb);
	if (c != NULL)
		return run(c, argc - 1, argv + 1);
	if (verb[0] != '\0')
		(void)fprintf(stderr, "giaoban: unknown verb \"%s\"\n", verb);
	print_usage(stderr);
	return EXIT_USAGE;
}
