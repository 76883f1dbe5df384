/*
 * dedupe_command.h: `giaoban dedupe FILE.jsonl [--json]`. Prints, in the order of the file, a line
 * for every article: {"id":...,"family":...,"verdict":"original|reprint|update","jaccard":...,
 * "story":...}; family and story are the ids of their first articles. Without --json the same in
 * columns. Returns 0 done, 1 refused (nothing is printed for that file), 2 usage, 3 failed.
 */
#ifndef TEXT_DEDUPE_COMMAND_H
#define TEXT_DEDUPE_COMMAND_H

int dedupe_command(int argc, char **argv);

#endif
