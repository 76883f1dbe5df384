/* show_command.h: verbs with which the program explains and checks itself. */
#ifndef APP_SHOW_COMMAND_H
#define APP_SHOW_COMMAND_H

struct config;

int routes_command(int argc, char **argv);
int schema_command(int argc, char **argv);
int config_command(const struct config *config, int argc, char **argv);
int check_command(const struct config *config, int argc, char **argv);
int backup_command(const struct config *config, int argc, char **argv);

#endif
