/* body.c: the two encodings of a form behind one face. */
#include "http/body.h"

#include "base/arena.h"
#include "http/multipart.h"
#include "http/parse.h"

int
body_init(struct body *body, struct arena *arena, const char *type, size_t max)
{
	*body = (struct body){ .max = max };
	if (type != NULL && http_type_is(type, "application/x-www-form-urlencoded")) {
		if (body->max > MULTIPART_FIELDS_MAX) /* only a file may be larger */
			body->max = MULTIPART_FIELDS_MAX;
		buf_init(&body->form, arena, body->max);
		return 0;
	}
	if (type == NULL || !http_type_is(type, "multipart/form-data"))
		return 415;
	body->multipart = multipart_new(arena, type);
	return body->multipart == NULL ? 400 : 0;
}

void
body_feed(struct body *body, const void *at, size_t len)
{
	enum rc rc;

	body->size += len;
	if (body->status != 0)
		return;
	if (body->size > body->max) {
		body->status = 413;
		return;
	}
	if (body->multipart == NULL) {
		buf_add(&body->form, at, len);
		return;
	}
	rc = multipart_feed(body->multipart, at, len);
	if (rc != RC_OK)
		body->status = rc == RC_REFUSED ? 400 : 503;
}

static int
end_form(struct body *body, struct request *req)
{
	struct str text = buf_str(&body->form);
	struct param *to;
	size_t most = 1;

	for (size_t i = 0; i < text.len; i++)
		most += text.at[i] == '&';
	if (most > HTTP_PARAMS_MAX)
		return 413;
	to = ARENA_ARRAY(req->arena, most, struct param);
	if (!http_parse_form(req->arena, text, to, most, &req->nbody))
		return 400;
	req->body = to;
	return 0;
}

int
body_end(struct body *body, struct request *req)
{
	if (body->status != 0)
		return body->status;
	if (body->multipart == NULL)
		return end_form(body, req);
	return multipart_end(body->multipart, req) == RC_OK ? 0 : 400;
}

void
body_release(struct body *body)
{
	if (body->multipart != NULL)
		multipart_release(body->multipart);
	body->multipart = NULL;
}
