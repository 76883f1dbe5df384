/*
 * extract_command.h: `giaoban extract [--json] FILE...` prints what text documents order, for
 * people or with --json one object a line (extract_json.h). Exit status: 0 done, 1 a file was
 * unreadable or refused (the others were done), 2 usage (main prints it), 3 failed.
 */
#ifndef TEXT_EXTRACT_COMMAND_H
#define TEXT_EXTRACT_COMMAND_H

/* argv[0] is the command's name. */
int extract_command(int argc, char **argv);

#endif
