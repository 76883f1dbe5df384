/*
 * route.h: one row per address. Registers keep const arrays of these beside their handlers; the row
 * states, the gate does. `giaoban routes` prints them.
 *
 *	const struct route task_routes[] = {
 *		{ GET("/tasks"), RIGHT_TASK_READ, .view = task_list_view },
 *		{ POST("/tasks"), RIGHT_PLAN_EDIT, .form = &task_form, .again = task_new_view,
 *		    .apply = task_add_apply, .view = task_add_view },
 *		{ 0 }
 *	};
 *
 * GET: `view` makes the page; it never writes. POST, in order:
 *   form    input is declared; what does not fit is refused at the field, `again` shows the form
 *           with all that was typed (422) - before anything below runs
 *   prepare on a worker, read-only: hash, parse, run children; may be NULL
 *   apply   in the write lane: SQL and rules only, may run again; RC_OK commits, RC_REFUSED shows
 *           `again` (422), RC_CONFLICT shows `again` with ctx->conflict set (409), RC_NONE is 404
 *   view    after the commit; usually reply_see(ctx, path). ctx->db is NULL here unless
 *           ROUTE_VIEW_DB is set.
 */
#ifndef APP_ROUTE_H
#define APP_ROUTE_H

#include "app/rights.h"
#include "http/http.h"

struct ctx;
struct form;
struct listing;

enum route_flag {
	ROUTE_WORKER = 1,   /* GET: takes long, runs on a worker */
	ROUTE_VIEW_DB = 2,  /* POST: the view reads the store (runs on a worker) */
	ROUTE_NO_TOKEN = 4, /* POST without a form token: signing in and out */
	ROUTE_ASK_FIRST = 8, /* POST: an act that was done is found before prepare; view takes a
			        NULL carry */
	ROUTE_HASH = 16     /* POST: prepare hashes a password; it runs on a thread for these */
};

struct route {
	enum http_method method;
	const char *path;
	const char *file;
	int line;
	enum right right;
	const struct form *form;
	struct reply (*view)(struct ctx *ctx);
	struct reply (*again)(struct ctx *ctx);
	enum rc (*prepare)(struct ctx *ctx);
	enum rc (*apply)(struct ctx *ctx);
	unsigned flags;
	int64_t body_max; /* bytes; 0 means 256 KiB */
	const struct listing *listing; /* of listing_page and listing_file (app/listing.h) */
};

#define GET(path) HTTP_GET, path, __FILE__, __LINE__
#define POST(path) HTTP_POST, path, __FILE__, __LINE__

#endif
