/*
 * json.h: writing JSON (RFC 8259) into a buffer, in the order the calls come. Commas and quotes are
 * this writer's business; nesting that does not match is a BUG. Ids are written as strings, because
 * 63 bits do not fit a JavaScript number. Reading JSON is jansson's job.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

#define JSON_DEPTH_MAX 16

struct json {
	struct buf *to;
	int depth;
	char open[JSON_DEPTH_MAX]; /* '{' or '[' for each level */
	bool comma;                /* a comma is due before the next value */
};

/* Writes one value into `to`, whose limit is the only one; texts are valid UTF-8. */
void json_init(struct json *json, struct buf *to);
void json_object(struct json *json); /* opens { */
void json_array(struct json *json);  /* opens [ */
void json_end(struct json *json);    /* closes the innermost */

/* The key of the next value; only inside an object. */
void json_key(struct json *json, const char *key);

void json_text(struct json *json, const char *text); /* NULL writes null */
void json_str(struct json *json, struct str text);
void json_i64(struct json *json, int64_t value);
void json_id(struct json *json, int64_t id);           /* as a string */
void json_double(struct json *json, double value);     /* shortest that reads back; NaN is null */
void json_bool(struct json *json, bool value);
void json_null(struct json *json);

#endif
