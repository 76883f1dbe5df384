/* request.c: looking things up in a request. */
#include <sodium.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "http/http.h"
#include "http/parse.h"

static const char *
find(const struct param *at, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(at[i].name, name) == 0)
			return at[i].value;
	return NULL;
}

const char *
request_query(const struct request *req, const char *name)
{
	return find(req->query, req->nquery, name);
}

const char *
request_body(const struct request *req, const char *name)
{
	return find(req->body, req->nbody, name);
}

const char *
request_path(const struct request *req, const char *name)
{
	return find(req->path_params, req->npath_params, name);
}

const char *
request_cookie(const struct request *req, const char *name)
{
	struct str value;

	if (!http_cookie_find(str_of(req->header(req, "Cookie")), name, &value))
		return NULL;
	return arena_text_n(req->arena, value.at, value.len);
}

const struct upload *
request_upload(const struct request *req, const char *name)
{
	for (size_t i = 0; i < req->nuploads; i++)
		if (strcmp(req->uploads[i].name, name) == 0)
			return &req->uploads[i];
	return NULL;
}

struct upload
upload_of(const char *name, const char *filename, const char *type, struct str bytes)
{
	struct upload upload = { .name = name, .filename = filename, .type = type,
		.size = bytes.len, .bytes = bytes, .fd = -1 };

	(void)crypto_generichash(upload.hash, UPLOAD_HASH, (const unsigned char *)bytes.at,
	    bytes.len, NULL, 0);
	return upload;
}

struct str
upload_piece(const struct upload *upload, size_t from, size_t len, char *room)
{
	size_t n = 0;

	BUG_IF(from > upload->size || len > upload->size - from);
	if (upload->fd < 0)
		return (struct str){ upload->bytes.at + from, len };
	while (n < len) {
		ssize_t got = pread(upload->fd, room + n, len - n, (off_t)(from + n));

		BUG_IF(got <= 0); /* our own unlinked file: nobody else can shorten it */
		n += (size_t)got;
	}
	return (struct str){ room, len };
}

struct str
upload_bytes(struct arena *arena, const struct upload *upload)
{
	if (upload->fd < 0)
		return upload->bytes;
	return upload_piece(upload, 0, upload->size, arena_room(arena, upload->size + 1));
}
