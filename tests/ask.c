/* ask.c: see ask.h. The one idea: fill what the gate fills, and nothing else. */
#include "tests/ask.h"

#include "tests/check.h"

static const char *
no_header(const struct request *req, const char *name)
{
	(void)req;
	(void)name;
	return NULL;
}

void
ask_init(struct ask *ask, struct arena *arena, struct db *db)
{
	*ask = (struct ask){ 0 };
	ask->app.city_name = arena_text(arena, "Thành phố Hà Nội");
	ask->app.publisher = arena_text(arena, "Văn phòng");
	ask->app.publisher_contact = arena_text(arena, "");
	ask->user = (struct user){ .account_id = 1, .session_id = 1, .login = "ha",
	    .name = "Trần Hà",
		.role = ROLE_FOCAL_OFFICER, .unit_id = 1, .unit_path = "/1/", .unit_name =
		"Văn phòng" };
	ask->req.arena = arena;
	ask->ctx.db = db;
	ask->ctx.arena = arena;
}

static struct param *
parse(struct arena *arena, struct str text, size_t *n)
{
	struct param *to = ARENA_ARRAY(arena, HTTP_PARAMS_MAX, struct param);

	if (!http_parse_form(arena, text, to, HTTP_PARAMS_MAX, n))
		fail_msg("cannot parse %.*s", (int)text.len, text.at);
	return to;
}

static struct ctx *
ask_any(struct ask *ask, enum http_method method, const char *target, const char *body)
{
	struct arena *arena = ask->ctx.arena;
	struct str rest = str_of(target);
	struct str path = str_cut(&rest, '?');
	struct db *db = ask->ctx.db;
	bool demo = ask->ctx.demo;
	enum lang lang = ask->ctx.lang;

	ask->req = (struct request){ .arena = arena, .id = "test", .method = method,
		.path = arena_text_n(arena, path.at, path.len), .target = target, .header =
		no_header };
	ask->req.query = parse(arena, rest, &ask->req.nquery);
	ask->req.body = parse(arena, str_of(body), &ask->req.nbody);
	ask->route = (struct route){ .method = method, .path = ask->req.path };
	ask->private = (struct ctx_private){ .ctx = &ask->ctx };
	ask->ctx = (struct ctx){ .app = &ask->app, .req = &ask->req, .route = &ask->route,
		.arena = arena, .db = db, .user = &ask->user, .lang = lang, .demo = demo,
		.now_ms = INT64_C(1795226700000), .today = 20778, .private = &ask->private };
	return &ask->ctx;
}

struct ctx *
ask_get(struct ask *ask, const char *target)
{
	return ask_any(ask, HTTP_GET, target, "");
}

struct ctx *
ask_post(struct ask *ask, const char *path, const char *body)
{
	return ask_any(ask, HTTP_POST, path, body);
}

struct html *
ask_page(struct ask *ask)
{
	return page_new(&ask->ctx);
}

int
count_of(const char *text, const char *part)
{
	int n = 0;

	for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part))
		n++;
	return n;
}
