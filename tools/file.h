/*
 * file.h: whole files for the build tools. Anything that fails ends the tool with status 1 and a
 * line that names the file.
 */
#ifndef TOOLS_FILE_H
#define TOOLS_FILE_H

#include "base/arena.h"
#include "base/str.h"

_Noreturn void file_die(const char *path, const char *what);

/* The content, ended by a zero byte that is not counted. */
struct str file_read(struct arena *arena, const char *path);

void file_write(const char *path, struct str content);

/* Leaves the file and its time alone when the content is the same already. */
void file_write_changed(const char *path, struct str content);

#endif
