/*
 * router.h: finds the row for a method and a path. A path pattern is literal segments and ":name"
 * segments ("/tasks/:id/report"); literals win over names. The table is built once from the
 * registers' const arrays; two rows that would match the same path are a BUG at start.
 */
#ifndef HTTP_ROUTER_H
#define HTTP_ROUTER_H

#include "http/http.h"

struct route; /* app/route.h; the router only asks for its method and path */
struct router;

/* Never NULL; the rows' paths must live as long as the router. */
struct router *router_new(void);
void router_free(struct router *router);
/* At most HTTP_PATH_PARAMS_MAX names in a path; more is a BUG. */
void router_add(struct router *router, enum http_method method, const char *path,
    const struct route *route);

enum router_match { ROUTE_FOUND, ROUTE_NO_PATH, ROUTE_NO_METHOD };

/* Fills req->path_params on ROUTE_FOUND. */
enum router_match router_find(const struct router *router, struct request *req,
    const struct route **route);

#endif
