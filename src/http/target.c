/* target.c: path and query of a request, decoded once. */
#include "http/target.h"

#include "base/arena.h"

int
request_target(struct request *req)
{
	struct str query = str_of(req->target);
	struct str path = str_cut(&query, '?');
	struct param *to;
	size_t most = 1;

	if (!http_decode_path(req->arena, path, &req->path)) {
		req->path = "/";
		return 400;
	}
	if (query.len == 0)
		return 0;
	for (size_t i = 0; i < query.len; i++)
		most += query.at[i] == '&';
	if (most > HTTP_PARAMS_MAX)
		return 414;
	to = ARENA_ARRAY(req->arena, most, struct param);
	if (!http_parse_form(req->arena, query, to, most, &req->nquery))
		return 400;
	req->query = to;
	return 0;
}
