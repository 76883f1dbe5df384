/* request.c: looking things up in a request. */
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

struct str
upload_bytes(struct arena *arena, const struct upload *upload)
{
	char *to;
	size_t n = 0;

	if (upload->fd < 0)
		return upload->bytes;
	to = arena_alloc(arena, upload->size + 1);
	while (n < upload->size) {
		ssize_t got = pread(upload->fd, to + n, upload->size - n, (off_t)n);

		BUG_IF(got <= 0); /* our own unlinked file: nobody else can shorten it */
		n += (size_t)got;
	}
	return (struct str){ to, n };
}
