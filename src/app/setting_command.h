/*
 * setting_command.h: `giaoban setting` prints what the city calls itself on its pages; with a NAME
 * (city_name, publisher, publisher_contact) and a TEXT it sets one, and the server shows it from
 * its next start. Exit status: app/command.h.
 */
#ifndef APP_SETTING_COMMAND_H
#define APP_SETTING_COMMAND_H

#include <stdbool.h>

struct config;

int setting_command(const struct config *config, int argc, char **argv);

/* One line of UTF-8 without control characters, at most 200 characters; "" takes it away. */
bool setting_text_valid(const char *text);

#endif
