/*
 * show_command.h: verbs with which the program explains and checks itself; exit status:
 * app/command.h.
 *	routes  every address with its right, form, file and line
 *	schema  the migrations, in the order they are applied
 *	config  the settings in force and where each comes from
 *	check   the store's soundness, then every recount of src/slices.c; 1 when something differs
 *	backup  db/backup.h, into the file named
 */
#ifndef APP_SHOW_COMMAND_H
#define APP_SHOW_COMMAND_H

struct config;

int routes_command(int argc, char **argv);
int schema_command(int argc, char **argv);
int config_command(const struct config *config, int argc, char **argv);
int check_command(const struct config *config, int argc, char **argv);
int backup_command(const struct config *config, int argc, char **argv);

#endif
