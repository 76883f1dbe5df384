/* exit.h: what a command ends with, for the server's verbs and for those of text alone. */
#ifndef BASE_EXIT_H
#define BASE_EXIT_H

enum exit_code { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2, EXIT_FAILED = 3 };

#endif
