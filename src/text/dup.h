/*
 * dup.h: which articles are the same text again? Three verdicts for each article against the
 * earlier ones of a file or feed:
 *
 *   reprint   J >= 0.6 or Cn >= 0.8, at most 7 days after a member of the family, and no guard
 *   update    J >= 0.3 or Cn >= 0.5, at most 30 days after, or a reprint that a guard holds back
 *   original  neither
 *
 * J = |A n B| / |A u B|, Cn = |A n B| / min(|A|, |B|) of the sets of 4-syllable shingles, computed
 * exactly; MinHash and LSH (dup_hash.h) only propose pairs (at most 200 a bucket and 500 a text).
 * Guards: the numbers or dates differ (dup_guard.h), or less than half of the lead (first 40
 * tokens) of the smaller text is found in the other one. A text with fewer than 40 shingles is
 * "short": it is compared by its title and first 40 tokens. The title of others does not count,
 * since a reprint often gets a new one.
 *
 * Family: reprints of one text. A new member is compared with the family's OLDEST article, so
 * that families do not chain. Sources: Broder 1997; Manber 1994; thresholds measured on
 * Vietnamese news (docs/methods/near-duplicates.md).
 *
 * Time is given in minutes, any epoch. Of two articles of one minute the one with the smaller id is
 * taken for the older (shorter ids first, so that numbers come in their order); so the order of
 * adding does not matter.
 */
#ifndef TEXT_DUP_H
#define TEXT_DUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "text/dup_guard.h"
#include "text/dup_hash.h"

struct arena;

enum dup_verdict { DUP_ORIGINAL, DUP_REPRINT, DUP_UPDATE };

/* What is kept of one article. */
struct dup_entry {
	int64_t minute;
	const char *id;
	struct dup_set set;
	uint32_t *lead; /* upper halves of the hashes of the first shingles */
	uint32_t leads;
	bool is_short;
	struct dup_facts facts;
};

struct dup_result {
	enum dup_verdict verdict;
	uint32_t family;  /* index of the family's oldest article */
	uint32_t nearest; /* the article compared with for the verdict; itself when none */
	double jaccard;   /* with `nearest`, else the highest seen, 0 when nothing was near */
};

struct dup_pair {
	double jaccard;
	double containment;
	double lead; /* share of the lead found */
	bool numbers_differ;
	bool dates_differ;
	enum dup_verdict verdict; /* by content alone */
};

struct dup;

/* Room for `capacity` articles; memory from `arena`. More is a BUG. */
struct dup *dup_new(struct arena *arena, size_t capacity);

/*
 * Adds one; `scratch` may be reset afterwards, `id` must stay until dup_run is over. `body_tokens`
 * may be NULL, else receives the tokens.
 */
size_t dup_add(struct dup *dup, struct arena *scratch, const char *id, struct str title,
	struct str text, int64_t minute, struct dup_tokens *body_tokens);

/* Judges all; writes one result per article. Indices in the order of adding. */
void dup_run(struct dup *dup, struct dup_result *results);

/* The order by time in which they were judged. Valid after dup_run. */
const uint32_t *dup_order(const struct dup *dup);

/* Two articles by content alone. */
void dup_compare(const struct dup_entry *a, const struct dup_entry *b, struct dup_pair *pair);
/* What was made of an article, by its place in the order of adding; one not added is a BUG. */
const struct dup_entry *dup_at(const struct dup *dup, size_t index);

const char *dup_verdict_name(enum dup_verdict verdict);

#endif
