/* knn.c: a bucket k-d tree; every node has its bounding box, a search visits boxes by nearness. */
#include "stats/knn.h"

#include <math.h>

#define LEAF 8

struct knn_node {
	double low[3], high[3];
	int32_t from, to;     /* range of points */
	int32_t left, right;  /* children, -1 for a leaf */
};

/* Sorts out the index array while the tree is built; points move into place at the end. */
struct builder {
	const double (*at)[3];
	const int32_t *rank;
	int32_t *index;
};

static bool
before(const struct builder *b, int axis, int32_t p, int32_t q)
{
	double x = b->at[p][axis], y = b->at[q][axis];

	return x < y || (!(y < x) && b->rank[p] < b->rank[q]);
}

/* Moves the `mid` smallest of [from, to) along the axis to the front (Hoare's selection). */
static void
select_half(struct builder *b, int axis, int32_t from, int32_t to, int32_t mid)
{
	int32_t *v = b->index;

	while (to - from > 1) {
		int32_t pivot = v[from + (to - from) / 2], i = from, j = to - 1;

		while (i <= j) {
			while (before(b, axis, v[i], pivot))
				i++;
			while (before(b, axis, pivot, v[j]))
				j--;
			if (i <= j) {
				int32_t swap = v[i];

				v[i++] = v[j];
				v[j--] = swap;
			}
		}
		if (mid <= j)
			to = j + 1;
		else if (mid >= i)
			from = i;
		else
			return;
	}
}

static void
measure(struct builder *b, struct knn_node *node)
{
	for (int d = 0; d < 3; d++) {
		node->low[d] = INFINITY;
		node->high[d] = -INFINITY;
		for (int32_t i = node->from; i < node->to; i++) {
			node->low[d] = fmin(node->low[d], b->at[b->index[i]][d]);
			node->high[d] = fmax(node->high[d], b->at[b->index[i]][d]);
		}
	}
}

static int32_t
grow(struct knn *knn, struct builder *b, int32_t from, int32_t to)
{
	int32_t id = knn->nnodes++, mid = from + (to - from) / 2;
	struct knn_node *node = &knn->nodes[id];
	int axis = 0;

	*node = (struct knn_node){ .from = from, .to = to, .left = -1, .right = -1 };
	measure(b, node);
	if (to - from <= LEAF)
		return id;
	for (int d = 1; d < 3; d++)
		if (node->high[d] - node->low[d] > node->high[axis] - node->low[axis])
			axis = d;
	select_half(b, axis, from, to, mid);
	node->left = grow(knn, b, from, mid);
	node->right = grow(knn, b, mid, to);
	return id;
}

static void
set_point(double at[3], double a, double b, bool sphere)
{
	double lat = a * (3.14159265358979323846 / 180), lon = b * (3.14159265358979323846 / 180);

	at[0] = sphere ? cos(lat) * cos(lon) : a;
	at[1] = sphere ? cos(lat) * sin(lon) : b;
	at[2] = sphere ? sin(lat) : 0;
}

struct ranked {
	double major, minor;
	int32_t index;
};

static int
ranked_compare(const void *p, const void *q)
{
	const struct ranked *x = p, *y = q;

	if (x->major < y->major || x->major > y->major)
		return x->major < y->major ? -1 : 1;
	if (x->minor < y->minor || x->minor > y->minor)
		return x->minor < y->minor ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

void
knn_make(struct knn *knn, struct arena *arena, const double *a, const double *b, int32_t n,
	bool sphere)
{
	double (*at)[3] = arena_array(arena, (size_t)n, sizeof(*at));
	int32_t *rank = ARENA_ARRAY(arena, (size_t)n, int32_t);
	struct ranked *ranked = ARENA_ARRAY(arena, (size_t)n, struct ranked);
	struct builder builder = { at, rank, ARENA_ARRAY(arena, (size_t)n, int32_t) };

	*knn = (struct knn){ .n = n, .order = builder.index };
	knn->at = arena_array(arena, (size_t)n, sizeof(*at));
	knn->rank = ARENA_ARRAY(arena, (size_t)n, int32_t);
	knn->nodes = ARENA_ARRAY(arena, 2 * (size_t)n, struct knn_node);
	for (int32_t i = 0; i < n; i++) {
		set_point(at[i], a[i], b[i], sphere);
		ranked[i] = (struct ranked){ sphere ? a[i] : b[i], sphere ? b[i] : a[i], i };
		builder.index[i] = i;
	}
	qsort(ranked, (size_t)n, sizeof(*ranked), ranked_compare);
	for (int32_t i = 0; i < n; i++)
		rank[ranked[i].index] = builder.index[i] = i;
	for (int32_t i = 0; i < n; i++) /* start from the ranks: rows may come in any order */
		builder.index[i] = ranked[i].index;
	(void)grow(knn, &builder, 0, n);
	for (int32_t i = 0; i < n; i++) {
		memcpy(knn->at[i], at[builder.index[i]], sizeof(at[0]));
		knn->rank[i] = rank[builder.index[i]];
	}
}

struct search {
	const struct knn *knn;
	const double *centre;
	int32_t k, have;
	int32_t *nbr;
	double *far;
};

static bool
nearer(const struct search *s, double far, int32_t rank, int32_t slot)
{
	return far < s->far[slot] ||
		(!(far > s->far[slot]) && rank < s->knn->rank[s->nbr[slot]]);
}

static void
offer(struct search *s, int32_t i)
{
	const double *p = s->knn->at[i], *c = s->centre;
	double x = p[0] - c[0], y = p[1] - c[1], z = p[2] - c[2];
	double far = x * x + y * y + z * z;
	int32_t slot;

	if (s->have == s->k && !nearer(s, far, s->knn->rank[i], s->k - 1))
		return;
	slot = s->have < s->k ? s->have++ : s->k - 1;
	while (slot > 0 && nearer(s, far, s->knn->rank[i], slot - 1)) {
		s->far[slot] = s->far[slot - 1];
		s->nbr[slot] = s->nbr[slot - 1];
		slot--;
	}
	s->far[slot] = far;
	s->nbr[slot] = i;
}

/* Squared distance to the box: never above that of a point in it, rounding included. */
static double
box_far(const struct knn_node *node, const double *c)
{
	double sum = 0;

	for (int d = 0; d < 3; d++) {
		double gap = c[d] < node->low[d] ? node->low[d] - c[d] :
			c[d] > node->high[d] ? c[d] - node->high[d] : 0;

		sum += gap * gap;
	}
	return sum;
}

static void
visit(struct search *s, int32_t id, double far)
{
	const struct knn_node *node = &s->knn->nodes[id];
	double left, right;

	if (s->have == s->k && far > s->far[s->k - 1])
		return;
	if (node->left < 0) {
		for (int32_t i = node->from; i < node->to; i++)
			offer(s, i);
		return;
	}
	left = box_far(&s->knn->nodes[node->left], s->centre);
	right = box_far(&s->knn->nodes[node->right], s->centre);
	if (left <= right)
		visit(s, node->left, left);
	visit(s, node->right, right);
	if (left > right)
		visit(s, node->left, left);
}

void
knn_find(const struct knn *knn, int32_t i, int32_t k, int32_t *nbr, double *far)
{
	struct search s = { .knn = knn, .centre = knn->at[i], .k = k };

	s.nbr = nbr;
	s.far = far;
	visit(&s, 0, 0);
}

double
knn_km(double chord2)
{
	return 2 * KNN_EARTH_KM * asin(fmin(1, sqrt(chord2) / 2));
}
