/* extract_evidence.h: what one pass over a part of a sentence finds, and the tools it takes. */
#ifndef TEXT_EXTRACT_EVIDENCE_H
#define TEXT_EXTRACT_EVIDENCE_H

#include "text/extract_internal.h"

struct evidence {
	size_t start;         /* where the part proper begins, behind frames and prefixes */
	bool inside;          /* what stands before is a time or a condition: part of the clause */
	size_t inside_from;
	size_t from;          /* where the clause begins: start, or behind "Sở Y tế:" */
	struct names subject; /* addressees at its start */
	size_t after_subject;
	size_t acts; /* where it acts: behind "theo chức năng, nhiệm vụ được giao" */
	size_t demand, demand_len; /* yêu cầu, đề nghị, giao, kiến nghị */
	enum cue demand_cue;
	size_t modal, modal_len;
	enum cue modal_cue;
	bool has_demand, has_modal;
	bool past; /* narration right behind the subject or at the start */
};

void extract_evidence(struct extractor *ex, const struct unit *unit, struct evidence *to);

/* extract_clause.c: behind "(1)", "a)" inside a sentence, else i. */
size_t extract_skip_count(const struct extractor *ex, size_t i, size_t end);
/* "quy rõ", "nắm kỹ": a syllable made a verb by the one behind it */
bool extract_stressed_at(const struct extractor *ex, size_t i, size_t end);
/* "(các xã) được phân bổ kinh phí tổ chức": behind a clause that tells which are meant, else i. */
size_t extract_skip_relative(struct extractor *ex, size_t i, size_t end);

/* "Nơi nào ... thì Sở Y tế xử lý" at i: the "thì" before what is to be done, 0 for none. */
size_t extract_then_at(struct extractor *ex, size_t i, size_t end);

/* Does a verb, or an adverb and something behind it, stand at i? */
bool extract_acts_at(struct extractor *ex, size_t i, size_t end);

/* Where the addressee of a demand begins whose cue ends at i. */
size_t extract_behind_demand(struct extractor *ex, size_t i, size_t end);

/* "thành phố", "tỉnh", "cấp trên" as those somebody below asks: their tokens, 0 for none. */
size_t extract_above_at(const struct extractor *ex, size_t i);

/* The end of an addressee that is no known name, right behind a demand; `i` when there is none. */
size_t extract_other_name(struct extractor *ex, size_t i, size_t end);

#endif
