/*
 * dup_jsonl.h: articles from a file of JSON lines: one object a line with exactly the fields id
 * (text or whole number), title, text, and date ("2026-11-21", taken as the city's midnight, or
 * "2026-11-21T09:05:00+07:00", always with an offset or Z). Empty lines are skipped. Anything
 * else is refused by name, with the line number; foreign input, so nothing is guessed.
 */
#ifndef TEXT_DUP_JSONL_H
#define TEXT_DUP_JSONL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;

enum { DUP_LINE_MAX = 4 << 20, DUP_ID_MAX = 200 };

enum dup_refusal {
	DUP_OK = 0,
	DUP_NOT_JSON,      /* not one JSON object in UTF-8, or a field twice */
	DUP_UNKNOWN_FIELD, /* a field beyond the four */
	DUP_MISSING_FIELD,
	/* empty, too long, with control characters, or not text or whole number */
	DUP_BAD_ID,
	DUP_BAD_TEXT,      /* title or text is not a JSON text */
	DUP_BAD_DATE,
	DUP_SAME_ID,       /* an id that was there before */
	DUP_LONG_LINE,     /* more than DUP_LINE_MAX bytes */
	DUP_UNREADABLE,    /* no such file, or the disk failed */
	DUP_REFUSALS
};

/* Texts live in the arena; the id is written out again as it was given. */
struct dup_article {
	const char *id;
	bool id_is_number;
	struct str title, text;
	int64_t minute; /* since 1970, UTC */
};

/* Parses one line without its newline. */
enum dup_refusal dup_jsonl_parse(struct arena *arena, struct str line,
	struct dup_article *article);

/* "bad-date" and a plain sentence. */
const char *dup_refusal_name(enum dup_refusal refusal);
const char *dup_refusal_text(enum dup_refusal refusal);

/* Minutes since 1970 UTC of a date as above; false if it is none. */
bool dup_minute_parse(struct str text, int64_t *minute);

#endif
