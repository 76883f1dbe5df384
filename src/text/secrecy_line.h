/*
 * secrecy_line.h: the judgement of one line (secrecy.c), for the reader that finds lines in bytes
 * (secrecy_read.c).
 */
#ifndef TEXT_SECRECY_LINE_H
#define TEXT_SECRECY_LINE_H

#include "text/secrecy.h"

#define SECRECY_NO_TEXT 1 /* stands for each byte of a line that is no UTF-8 */

/* The mark of a line; `before` and `after` are its neighbours with anything on them, or "". */
enum secrecy secrecy_line(struct str line, bool in_head, struct str before, struct str after);

#endif
