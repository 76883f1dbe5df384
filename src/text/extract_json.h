/* extract_json.h: one clause as one line of JSON, the exchange form of `giaoban extract --json`. */
#ifndef TEXT_EXTRACT_JSON_H
#define TEXT_EXTRACT_JSON_H

#include "base/buf.h"
#include "text/extract.h"

/*
 * Adds one object and a newline with exactly these keys in this order: file, char_start, char_end,
 * section, kind, actors, coactors, action, deadline, period, topic, sensitive, reason.
 */
void extract_json_line(struct buf *to, const char *file, const struct extract_clause *clause);

#endif
