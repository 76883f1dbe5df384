/*
 * parse.h: the small parsers of foreign text that http/ itself needs besides those in http.h. All
 * are pure, bounded by the length they are given, and refuse (false) rather than guess.
 */
#ifndef HTTP_PARSE_H
#define HTTP_PARSE_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

struct arena;

/* UTF-8 without a zero byte? */
bool http_text_ok(struct str text);

/* The first cookie of that name in a Cookie header (RFC 6265 5.4: name=value; name=value). */
bool http_cookie_find(struct str header, const char *name, struct str *value);

/*
 * A parameter of a header value such as `form-data; name="a"; filename="b"`: quoted strings with
 * backslash escapes or tokens. Names match without case. RC_NONE if it is not there, RC_REFUSED if
 * the value is malformed or names it twice.
 */
enum rc http_header_param(struct arena *arena, struct str value, const char *name, const char **to);

/* The media type itself: `text/html` of "Text/HTML; charset=utf-8" equals "text/html". */
bool http_type_is(const char *value, const char *type);

/* Does an Accept-Encoding value take gzip (named or "*", and not with q=0)? */
bool http_accepts_gzip(const char *value);

bool http_equal_nocase(struct str a, const char *b); /* of ASCII letters */

#endif
