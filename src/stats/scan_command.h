/*
 * scan_command.h: `giaoban scan`. Exit status 0 done, 1 the data was refused, 2 usage, 3 failed;
 * the answer goes to stdout, messages to stderr.
 */
#ifndef STATS_SCAN_COMMAND_H
#define STATS_SCAN_COMMAND_H

int scan_command(int argc, char **argv);

#endif
