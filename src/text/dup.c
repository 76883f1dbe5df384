/*
 * dup.c: propose by buckets, check exactly, keep families honest. The one idea for memory: after
 * sorting a band once, each article only remembers the one before it in its bucket, in the
 * place where its key was.
 */
#include "text/dup.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"

enum { SHORT_SHINGLES = 40, LEAD_TOKENS = 40, BUCKET_MAX = 200, CHECKS_MAX = 500 };
#define NONE UINT32_MAX
#define REPRINT_MINUTES (INT64_C(7) * 24 * 60)
#define UPDATE_MINUTES (INT64_C(30) * 24 * 60)

struct dup {
	struct arena *arena;
	size_t capacity;
	size_t count;
	struct dup_minhash minhash;
	struct dup_entry *entry;
	uint32_t *keys;  /* band * capacity + article; after link_band: the rank before */
	uint32_t *order; /* rank -> article */
	uint32_t *rank;
	uint32_t *family; /* rank -> rank of the oldest */
	uint32_t *stamp;  /* rank of an oldest -> last rank that was compared with it, plus 1 */
};

struct dup *
dup_new(struct arena *arena, size_t capacity)
{
	struct dup *dup = ARENA_NEW(arena, struct dup);

	BUG_IF(capacity >= NONE);
	dup->arena = arena;
	dup->capacity = capacity;
	dup_minhash_init(&dup->minhash);
	dup->entry = ARENA_ARRAY(arena, capacity, struct dup_entry);
	dup->keys = ARENA_ARRAY(arena, capacity * DUP_BANDS, uint32_t);
	return dup;
}

/* The tokens by which a short text is known: its title and its first 40. */
static void
short_tokens(struct arena *scratch, struct str title, const struct dup_tokens *body,
	struct dup_tokens *to)
{
	size_t n = body->count < LEAD_TOKENS ? body->count : LEAD_TOKENS;
	struct str lead = dup_tokens_piece(body, 0, n);
	char *both = arena_printf(scratch, "%.*s\n%.*s", (int)title.len, title.at, (int)lead.len,
		lead.at);

	dup_tokenize(scratch, str_of(both), to);
}

static struct dup_set
keep_set(struct arena *arena, struct arena *scratch, const struct dup_tokens *tokens)
{
	struct dup_set set = dup_set_of(scratch, tokens);
	uint64_t *hash;

	if (set.count == 0 && tokens->count > 0) {
		/* fewer than four tokens: one shingle of all there is */
		set.hash[0] = dup_mix(dup_fnv(dup_tokens_piece(tokens, 0, tokens->count)));
		set.count = 1;
	}
	hash = ARENA_ARRAY(arena, set.count, uint64_t);
	if (set.count > 0)
		memcpy(hash, set.hash, set.count * sizeof(*hash));
	return (struct dup_set){ set.count, hash };
}

static void
keep_lead(struct arena *arena, struct arena *scratch, const struct dup_tokens *tokens,
	struct dup_entry *entry)
{
	size_t n = tokens->count < LEAD_TOKENS ? tokens->count : LEAD_TOKENS;
	uint64_t *hash = ARENA_ARRAY(scratch, LEAD_TOKENS, uint64_t);

	entry->leads = (uint32_t)dup_shingles(tokens, 0, n, hash);
	entry->lead = ARENA_ARRAY(arena, entry->leads, uint32_t);
	for (size_t i = 0; i < entry->leads; i++)
		entry->lead[i] = (uint32_t)(hash[i] >> 32);
}

size_t
dup_add(struct dup *dup, struct arena *scratch, const char *id, struct str title, struct str text,
	int64_t minute, struct dup_tokens *body_tokens)
{
	size_t at = dup->count++;
	struct dup_entry *entry = dup->entry + at;
	struct str body = dup_strip_lines(scratch, text);
	struct dup_tokens all, tokens;
	uint32_t signature[DUP_MINHASHES], keys[DUP_BANDS];

	BUG_IF(at >= dup->capacity);
	dup_tokenize(scratch, body, &all);
	tokens = all;
	if (body_tokens != NULL)
		*body_tokens = all;
	entry->minute = minute;
	entry->id = id;
	entry->is_short = all.count < SHORT_SHINGLES + DUP_SHINGLE - 1;
	if (entry->is_short)
		short_tokens(scratch, title, &all, &tokens);
	entry->set = keep_set(dup->arena, scratch, &tokens);
	keep_lead(dup->arena, scratch, &tokens, entry);
	dup_facts_of(dup->arena, body, &all, &entry->facts);
	dup_signature(&dup->minhash, entry->set, signature);
	dup_band_keys(signature, keys);
	for (size_t b = 0; b < DUP_BANDS; b++)
		dup->keys[b * dup->capacity + at] = keys[b];
	return at;
}

/* Share of the lead's hashes that the set holds. */
static double
lead_found(const struct dup_entry *of, const struct dup_set *in)
{
	size_t found = 0;

	for (size_t i = 0; i < of->leads; i++) {
		size_t lo = 0;
		size_t hi = in->count;

		while (lo < hi) {
			size_t mid = lo + (hi - lo) / 2;

			if ((uint32_t)(in->hash[mid] >> 32) < of->lead[i])
				lo = mid + 1;
			else
				hi = mid;
		}
		found += lo < in->count && (uint32_t)(in->hash[lo] >> 32) == of->lead[i];
	}
	return of->leads == 0 ? 1 : (double)found / of->leads;
}

void
dup_compare(const struct dup_entry *a, const struct dup_entry *b, struct dup_pair *pair)
{
	size_t common = dup_common(a->set, b->set);
	bool a_smaller = a->set.count <= b->set.count;
	size_t least = a_smaller ? a->set.count : b->set.count;

	*pair = (struct dup_pair){ .verdict = DUP_ORIGINAL };
	if (common == 0)
		return;
	pair->jaccard = (double)common / (double)(a->set.count + b->set.count - common);
	pair->containment = (double)common / (double)least;
	if (pair->jaccard < 0.3 && pair->containment < 0.5)
		return;
	pair->verdict = DUP_UPDATE;
	if (pair->jaccard < 0.6 && pair->containment < 0.8)
		return;
	pair->lead = a_smaller ? lead_found(a, &b->set) : lead_found(b, &a->set);
	pair->numbers_differ = dup_numbers_differ(&a->facts, &b->facts);
	pair->dates_differ = dup_dates_differ(&a->facts, &b->facts);
	if (pair->lead >= 0.5 && !pair->numbers_differ && !pair->dates_differ)
		pair->verdict = DUP_REPRINT;
}

struct timed {
	int64_t minute;
	const char *id;
	uint32_t article;
};

static int
by_time(const void *a, const void *b)
{
	const struct timed *x = a;
	const struct timed *y = b;

	if (x->minute != y->minute)
		return x->minute < y->minute ? -1 : 1;
	if (strlen(x->id) != strlen(y->id))
		return strlen(x->id) < strlen(y->id) ? -1 : 1;
	return strcmp(x->id, y->id);
}

static void
rank_all(struct dup *dup)
{
	struct timed *timed = ARENA_ARRAY(dup->arena, dup->count, struct timed);

	dup->order = ARENA_ARRAY(dup->arena, dup->count, uint32_t);
	dup->rank = ARENA_ARRAY(dup->arena, dup->count, uint32_t);
	dup->family = ARENA_ARRAY(dup->arena, dup->count, uint32_t);
	dup->stamp = ARENA_ARRAY(dup->arena, dup->count, uint32_t);
	for (size_t i = 0; i < dup->count; i++)
		timed[i] = (struct timed){ dup->entry[i].minute, dup->entry[i].id, (uint32_t)i };
	qsort(timed, dup->count, sizeof(*timed), by_time);
	for (size_t r = 0; r < dup->count; r++) {
		dup->order[r] = timed[r].article;
		dup->rank[timed[r].article] = (uint32_t)r;
	}
}

/* Replaces the keys of one band, by article, by the rank before in the same bucket, by rank. */
static void
link_band(struct dup *dup, size_t band, uint64_t *sorted, uint64_t *spare)
{
	uint32_t *keys = dup->keys + band * dup->capacity;
	size_t n = 0;

	for (size_t i = 0; i < dup->count; i++) {
		if (dup->entry[i].set.count > 0)
			sorted[n++] = (uint64_t)keys[i] << 32 | dup->rank[i];
	}
	n = dup_sort(sorted, n, spare);
	for (size_t r = 0; r < dup->count; r++)
		keys[r] = NONE;
	for (size_t i = 1; i < n; i++) {
		if (sorted[i] >> 32 == sorted[i - 1] >> 32)
			keys[(uint32_t)sorted[i]] = (uint32_t)sorted[i - 1];
	}
}

/* The best verdict found for one article so far. */
struct best {
	struct dup_pair pair;
	uint32_t with; /* rank */
	size_t checks;
};

static bool
better(const struct dup_pair *a, const struct dup_pair *b)
{
	static const int WORTH[] = { [DUP_ORIGINAL] = 0, [DUP_UPDATE] = 1, [DUP_REPRINT] = 2 };

	if (a->verdict != b->verdict)
		return WORTH[a->verdict] > WORTH[b->verdict];
	return a->jaccard > b->jaccard;
}

static const struct dup_entry *
at_rank(const struct dup *dup, uint32_t rank)
{
	return dup->entry + dup->order[rank];
}

/* Compares article `r` with the family of candidate `c`, once. */
static void
check(struct dup *dup, uint32_t r, uint32_t c, struct best *best)
{
	uint32_t oldest = dup->family[c];
	struct dup_pair pair;

	if (dup->stamp[oldest] == r + 1)
		return;
	dup->stamp[oldest] = r + 1;
	best->checks++;
	dup_compare(at_rank(dup, oldest), at_rank(dup, r), &pair);
	if (pair.verdict == DUP_REPRINT
		&& at_rank(dup, r)->minute - at_rank(dup, c)->minute > REPRINT_MINUTES)
		pair.verdict = DUP_UPDATE;
	if (best->with == NONE || better(&pair, &best->pair)) {
		best->pair = pair;
		best->with = oldest;
	}
}

static void
judge(struct dup *dup, uint32_t r, struct dup_result *result)
{
	struct best best = { .with = NONE };
	uint32_t self = dup->order[r];

	dup->family[r] = r;
	for (size_t b = 0; b < DUP_BANDS; b++) {
		const uint32_t *before = dup->keys + b * dup->capacity;
		uint32_t c = before[r];

		for (int k = 0; k < BUCKET_MAX && c != NONE && best.checks < CHECKS_MAX; k++) {
			if (at_rank(dup, r)->minute - at_rank(dup, c)->minute > UPDATE_MINUTES)
				break;
			check(dup, r, c, &best);
			c = before[c];
		}
	}
	if (best.with != NONE && best.pair.verdict == DUP_REPRINT)
		dup->family[r] = best.with;
	result->verdict = best.pair.verdict;
	result->jaccard = best.pair.jaccard;
	result->nearest = result->verdict == DUP_ORIGINAL ? self : dup->order[best.with];
	result->family = dup->order[dup->family[r]];
}

void
dup_run(struct dup *dup, struct dup_result *results)
{
	uint64_t *sorted = ARENA_ARRAY(dup->arena, dup->count, uint64_t);
	uint64_t *spare = ARENA_ARRAY(dup->arena, dup->count, uint64_t);

	rank_all(dup);
	for (size_t b = 0; b < DUP_BANDS; b++)
		link_band(dup, b, sorted, spare);
	for (size_t r = 0; r < dup->count; r++)
		judge(dup, (uint32_t)r, results + dup->order[r]);
}

const uint32_t *
dup_order(const struct dup *dup)
{
	return dup->order;
}

const struct dup_entry *
dup_at(const struct dup *dup, size_t index)
{
	BUG_IF(index >= dup->count);
	return dup->entry + index;
}

const char *
dup_verdict_name(enum dup_verdict verdict)
{
	static const char *const NAMES[] = { [DUP_ORIGINAL] = "original",
		[DUP_REPRINT] = "reprint", [DUP_UPDATE] = "update" };

	return NAMES[verdict];
}
