/* reply.c: making replies. The one idea: a reply is a value; nothing is sent here. */
#include "base/arena.h"
#include "base/err.h"
#include "http/http.h"

struct reply
reply_bytes(int status, const char *type, struct str body)
{
	return (struct reply){ .status = status, .type = type, .body = body };
}

struct reply
reply_text(int status, const char *text)
{
	return reply_bytes(status, "text/plain; charset=utf-8", str_of(text));
}

struct reply
reply_asset(const struct asset *asset)
{
	return (struct reply){ .status = 200, .asset = asset };
}

/* Bytes that may stand in a Location header as they are (RFC 3986; '%' because of escapes). */
static bool
is_uri_char(char c)
{
	return c > 0x20 && c < 0x7F && strchr("\"<>\\^`{|}", c) == NULL;
}

struct reply
reply_location(struct arena *arena, int status, const char *path)
{
	static const char digits[] = "0123456789ABCDEF";
	struct reply reply = { .status = status };
	char *to = arena_alloc(arena, strlen(path) * 3 + 1);
	size_t n = 0;

	/* "//host" and "/\host" would leave this server in a browser's eyes */
	BUG_IF(path[0] != '/' || path[1] == '/' || path[1] == '\\');
	for (const char *c = path; *c != '\0'; c++) {
		if (is_uri_char(*c)) {
			to[n++] = *c;
			continue;
		}
		to[n++] = '%';
		to[n++] = digits[(unsigned char)*c >> 4];
		to[n++] = digits[(unsigned char)*c & 15];
	}
	reply_header(&reply, "Location", to);
	return reply;
}

void
reply_header(struct reply *reply, const char *name, const char *value)
{
	BUG_IF(reply->nheaders >= REPLY_HEADERS_MAX);
	for (const char *c = value; *c != '\0'; c++)
		BUG_IF((unsigned char)*c < 0x20 || *c == 0x7F);
	reply->headers[reply->nheaders++] = (struct param){ name, value };
}
