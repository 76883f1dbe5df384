/*
 * download.c: files to keep, under their own name. The idea: the name goes out twice (RFC 6266):
 * plain for those who know ASCII alone, and whole in UTF-8 (RFC 8187), which browsers prefer.
 */
#include "app/ctx.h"
#include "base/arena.h"
#include "text/fold.h"

static bool
is_ascii(const char *name)
{
	for (; *name != '\0'; name++)
		if ((unsigned char)*name > 0x7e)
			return false;
	return true;
}

/* "Báo cáo.pdf" -> "bao cao.pdf": what may stand between quotes in a header everywhere. */
static const char *
ascii_name(struct arena *arena, const char *name)
{
	struct str plain = is_ascii(name) ? str_of(name) : fold(arena, str_of(name), FOLD_STRIP);
	char *to = arena_alloc(arena, plain.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < plain.len; i++) {
		unsigned char c = (unsigned char)plain.at[i];

		if ((c & 0xC0) == 0x80)
			continue; /* one mark for each letter, not for each byte */
		to[n++] = c < 0x20 || c > 0x7e || strchr("\"\\/;%", c) != NULL ? '_' : (char)c;
	}
	to[n] = '\0';
	return to;
}

/* attr-char of RFC 8187 as it is, all else as %XX; a slash would be a folder. */
static const char *
utf8_name(struct arena *arena, const char *name)
{
	static const char digits[] = "0123456789ABCDEF";
	char *to = arena_alloc(arena, strlen(name) * 3 + 1);
	size_t n = 0;

	for (const char *at = name; *at != '\0'; at++) {
		unsigned char c = (unsigned char)(*at == '/' || *at == '\\' ? '_' : *at);
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

		if (letter || (c >= '0' && c <= '9') || strchr("!#$&+-.^_`|~", c) != NULL) {
			to[n++] = (char)c;
			continue;
		}
		to[n++] = '%';
		to[n++] = digits[c >> 4];
		to[n++] = digits[c & 15];
	}
	to[n] = '\0';
	return to;
}

struct reply
reply_download(struct ctx *ctx, const char *type, const char *name, struct str body)
{
	struct reply reply = reply_bytes(200, type, body);
	const char *known = name[0] == '\0' ? "file" : name;

	reply_header(&reply, "Content-Disposition",
	    arena_printf(ctx->arena, "attachment; filename=\"%s\"; filename*=UTF-8''%s",
	        ascii_name(ctx->arena, known), utf8_name(ctx->arena, known)));
	return reply;
}
