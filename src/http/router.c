/*
 * router.c: a tree of path segments. The one idea: at each node the literal child is tried before
 * the ":name" child, and the search comes back when a branch ends without a row, so the order in
 * which registers add their rows does not matter.
 */
#include "http/router.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"

enum { METHODS = HTTP_POST + 1, ROUTER_MAX = 4 << 20 };

/* What ends at a node, for one method; the names are those of this row's own pattern. */
struct leaf {
	const struct route *route;
	struct str names[HTTP_PATH_PARAMS_MAX];
};

struct node {
	struct str segment;
	struct node *next;  /* sibling */
	struct node *child; /* literals */
	struct node *any;   /* ":name" */
	struct leaf *leaves[METHODS];
};

struct router {
	struct arena *arena;
	struct node root;
};

struct search {
	struct request *req;
	struct str values[HTTP_PATH_PARAMS_MAX];
	size_t nvalues;
	bool path_known; /* some row has this path, with another method */
	const struct leaf *found;
};

struct router *
router_new(void)
{
	struct router *router = mem_alloc(sizeof(*router));

	router->arena = arena_new(ROUTER_MAX);
	return router;
}

void
router_free(struct router *router)
{
	if (router == NULL)
		return;
	arena_free(router->arena);
	mem_free(router);
}

static struct node *
child_of(const struct node *node, struct str segment)
{
	for (struct node *child = node->child; child != NULL; child = child->next)
		if (str_equal(child->segment, segment))
			return child;
	return NULL;
}

static struct node *
add_child(struct arena *arena, struct node *node, struct str segment)
{
	struct node *child = child_of(node, segment);

	if (child != NULL)
		return child;
	child = ARENA_NEW(arena, struct node);
	child->segment = segment;
	child->next = node->child;
	node->child = child;
	return child;
}

void
router_add(struct router *router, enum http_method method, const char *path,
    const struct route *route)
{
	struct leaf *leaf = ARENA_NEW(router->arena, struct leaf);
	struct node *node = &router->root;
	struct str rest = str_of(path);
	size_t names = 0;

	BUG_IF(path[0] != '/');
	(void)str_cut(&rest, '/');
	while (rest.at != NULL) {
		struct str segment = str_cut(&rest, '/');

		if (!str_starts(segment, ":")) {
			node = add_child(router->arena, node, segment);
			continue;
		}
		if (names == HTTP_PATH_PARAMS_MAX)
			BUG("%s: too many names", path);
		leaf->names[names++] = (struct str){ segment.at + 1, segment.len - 1 };
		if (node->any == NULL)
			node->any = ARENA_NEW(router->arena, struct node);
		node = node->any;
	}
	if (node->leaves[method] != NULL)
		BUG("%s: two rows for one method and path", path);
	leaf->route = route;
	node->leaves[method] = leaf;
}

/* True when `node` or what lies under it answers the method; search->values holds the way. */
static bool
descend(struct search *search, const struct node *node, struct str rest)
{
	const struct node *child;
	struct str segment;

	if (rest.at == NULL) {
		for (size_t m = 0; m < METHODS; m++)
			search->path_known |= node->leaves[m] != NULL;
		search->found = node->leaves[search->req->method];
		return search->found != NULL;
	}
	segment = str_cut(&rest, '/');
	child = child_of(node, segment);
	if (child != NULL && descend(search, child, rest))
		return true;
	if (node->any == NULL || segment.len == 0)
		return false;
	search->values[search->nvalues++] = segment;
	if (descend(search, node->any, rest))
		return true;
	search->nvalues--;
	return false;
}

enum router_match
router_find(const struct router *router, struct request *req, const struct route **route)
{
	struct search search = { .req = req };
	struct str rest = str_of(req->path);

	req->npath_params = 0;
	*route = NULL;
	(void)str_cut(&rest, '/');
	if (!descend(&search, &router->root, rest))
		return search.path_known ? ROUTE_NO_METHOD : ROUTE_NO_PATH;
	for (size_t i = 0; i < search.nvalues; i++) {
		const struct str *name = &search.found->names[i];
		const struct str *value = &search.values[i];

		req->path_params[i].name = arena_text_n(req->arena, name->at, name->len);
		req->path_params[i].value = arena_text_n(req->arena, value->at, value->len);
	}
	req->npath_params = search.nvalues;
	*route = search.found->route;
	return ROUTE_FOUND;
}
