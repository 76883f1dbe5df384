/*
 * extract.h: what a notice, plan, decision or directive orders. A decoded document goes in; clauses
 * come out, each with its place, who is to do it, and the cue that made it count. Pure: no clock,
 * no input or output; the same text gives the same result. Linear in the length of the text.
 *
 * Nothing is invented: a clause has a deadline only where its own words set a day or a month for
 * its own output and the year is stated or follows from the document's own date; everything else
 * about time is a period. What comes out is a proposal for a person to confirm.
 */
#ifndef TEXT_EXTRACT_H
#define TEXT_EXTRACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "text/decode.h"

enum extract_kind {
	EXTRACT_DIRECTIVE,      /* an order, to be a task once confirmed */
	EXTRACT_RECOMMENDATION, /* a request to a higher or an outside body */
	EXTRACT_ASSESSMENT,     /* a judgement on what was done */
	EXTRACT_FIGURE,         /* a number with its unit; may lie inside another clause */
	EXTRACT_EVENT,          /* something that happened */
	EXTRACT_KINDS
};

/* Why a clause is never an automatic task; each has its lawful half, or none (the last one). */
enum extract_family {
	FAMILY_NONE = 0,
	FAMILY_OPINION,    /* nắm bắt dư luận, tư tưởng: report public concerns in aggregate */
	FAMILY_STEERING,   /* dẫn dắt, định hướng dư luận: publish a signed explanation */
	FAMILY_REFUTATION, /* phản bác luận điệu xuyên tạc: check one claim */
	FAMILY_CONTROL,    /* kiểm soát thông tin xuyên tạc: correct in public */
	FAMILY_PRESS,      /* định hướng công tác báo chí: inform all of the press at once */
	FAMILY_PETITIONS,  /* hạn chế đơn thư: answer in time */
	FAMILY_FORECAST,   /* phân tích, dự báo tư tưởng: forecast service volumes */
	FAMILY_PERSONS,    /* quan điểm sai trái, đối tượng, âm mưu: not done here */
	EXTRACT_FAMILIES
};

/* One subject of the closed list in extract_topic.c; `key` is stored, the names are shown. */
struct extract_topic {
	const char *key;
	const char *vi;
	const char *en;
};

struct extract_clause {
	uint32_t char_start; /* points of decode.h; end exclusive */
	uint32_t char_end;
	size_t byte_start; /* the same place in doc->text */
	size_t byte_end;
	enum extract_kind kind;
	enum extract_family family;
	bool sensitive;      /* family != FAMILY_NONE */
	/* the addressee names nobody ("các đơn vị liên quan"), or there is none */
	bool vague;
	/* a purpose or a requirement of a plan, or the closing line: told as an order, no task */
	bool aim;
	bool inherited;      /* actors come from a governing clause, not from this one */
	int score;           /* strength of the evidence, 0 to 100 */
	const char *section; /* "3.1", "II.2", "Điều 4"; NULL outside any numbered part */
	const char **actors; /* as written */
	size_t nactors;
	const char **coactors;
	size_t ncoactors;
	const char *action; /* what is to be done, whole, as written; extract_short() for a list */
	int64_t deadline_day; /* DAY_NONE unless the clause sets it */
	const char *period; /* ISO 8601 parts joined by "; "; NULL when none */
	const struct extract_topic *topic; /* NULL when none of the list fits */
	const char *reason; /* the cue that fired, in the text's own words where it is written */
};

/* What the head of the document says about itself; NULL or DAY_NONE where it was not recognised. */
struct extract_facts {
	const char *symbol;   /* "123/TB-VP", "12-TB/VPTU" */
	/* "Thông báo", "Kế hoạch", ... as the list of Decree 30/2020 spells it */
	const char *type;
	const char *type_key; /* its abbreviation there: "TB", "KH", ... */
	const char *issuer;
	const char *abstract; /* trích yếu */
	int64_t date_day;
	bool party; /* laid out as a Party document */
};

struct extract_result {
	struct extract_facts facts;
	struct extract_clause *clauses; /* by char_start */
	size_t nclauses;
	uint64_t steps; /* work done, for the proof that it is linear */
};

/*
 * Reads the whole document; memory lives in the arena (about 40 times the text's length at most).
 * `reference_day` completes dates without a year when the document carries no date of its own;
 * DAY_NONE leaves such dates open, and then no deadline is given.
 */
void extract_run(struct arena *arena, const struct decoded *doc, int64_t reference_day,
    struct extract_result *to);

/* The family whose wording a short typed text has, FAMILY_NONE for none: advice, never a ban. */
enum extract_family extract_family_in(struct arena *arena, struct str text);

/* An action in at most 160 bytes and "…", cut at a word; the same text when it is no longer. */
const char *extract_short(struct arena *arena, const char *action);

const char *extract_kind_name(enum extract_kind kind);       /* "directive", ... */
const char *extract_family_name(enum extract_family family); /* "opinion", ... ; "" for none */

#endif
