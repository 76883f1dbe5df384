/*
 * simulate_command.h: `giaoban simulate`: writes the files of a made-up city for `giaoban scan`.
 * Exit status 0 done, 2 usage, 3 failed to write.
 */
#ifndef STATS_SIMULATE_COMMAND_H
#define STATS_SIMULATE_COMMAND_H

int simulate_command(int argc, char **argv);

#endif
