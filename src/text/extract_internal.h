/*
 * extract_internal.h: what the files of the extractor share. The way through them, in order:
 * extract_block (lines to blocks) -> extract_head (what the document is) -> extract_mode (what a
 * block's words may mean) -> extract_body, with extract_frame and extract_write (block by block) ->
 * extract_clause (sentences and parts) -> extract_evidence, extract_judge (order or not)
 * -> extract_actor, extract_time, extract_sensitive, extract_topic (the fields of a clause).
 */
#ifndef TEXT_EXTRACT_INTERNAL_H
#define TEXT_EXTRACT_INTERNAL_H

#include "base/err.h"
#include "text/extract.h"
#include "text/fold.h"
#include "text/match.h"
#include "text/number.h"
#include "text/when.h"

enum cue {
	CUE_ORDER,     /* yêu cầu */
	CUE_ASK,       /* đề nghị: upwards a recommendation, else an order */
	CUE_ASSIGN,    /* giao, phân công */
	CUE_RECOMMEND, /* kiến nghị */
	CUE_WISH,      /* mong muốn */
	CUE_STRESS,    /* lưu ý, nhấn mạnh */
	CUE_MODAL,     /* phải, cần */
	CUE_DUTY,      /* có trách nhiệm */
	CUE_WEAK,      /* luôn */
	CUE_AIM,       /* nhằm, hướng đến */
	CUE_ROLE,      /* làm đầu mối, thành lập */
	CUE_APPROVE,   /* ghi nhận, thống nhất chủ trương: a judgement where orders stand */
	CUE_NOT,       /* looks like a cue and is none */
	CUES
};

struct extract_words {
	struct matcher *verbs;
	struct matcher *adverbs;
	struct matcher *stops;
	struct matcher *cues;
	struct matcher *past;
	struct matcher *heads;
	struct matcher *marks; /* words of headings and lead-ins, extract_mode.c */
	struct matcher *frames; /* words that begin a sentence and mean nothing */
	struct matcher *topics;
	struct matcher *sensitive;
};

void extract_words_init(struct extract_words *words, struct arena *arena);

/* What an unmarked sentence means where it stands. */
enum mode { MODE_NONE, MODE_REPORT, MODE_DIRECT, MODE_RECOMMEND };

enum block_kind {
	BLOCK_SKIP,
	BLOCK_HEADING,
	BLOCK_NUMBERED,
	BLOCK_BULLET,
	BLOCK_PARAGRAPH,
	BLOCK_ROW /* of a table */
};

enum block_level {
	LEVEL_NONE,
	LEVEL_PART,
	LEVEL_ROMAN,
	LEVEL_ARTICLE,
	LEVEL_ARABIC, /* with its depth in dots */
	LEVEL_LETTER,
	LEVELS
};

struct range {
	size_t from, to; /* tokens [from, to) */
};

struct block {
	uint32_t start, end; /* bytes, without the marker */
	struct range tokens;
	enum block_kind kind;
	enum block_level level;
	int depth;         /* dots of an Arabic number: 1 -> 0, 3.1 -> 1 */
	const char *label; /* the section it stands in, NULL outside */
	bool gap_before;   /* a blank line before it */
	bool ended;        /* ends with . ; ! ? or an ellipsis */
	bool colon;        /* ends with a colon */
	bool caps;         /* all its letters are capitals */
};

#define NAMES_MAX 24

/* Addressees in the order they are written. */
struct names {
	struct range at[NAMES_MAX];
	size_t n;
};

struct extractor {
	struct arena *arena;
	const struct decoded *doc;
	struct str text;
	struct extract_words words;
	struct when_grammar *when;
	struct number_grammar *number;
	struct tokens tokens;
	struct block *blocks;
	size_t nblocks;
	size_t room;
	int64_t reference; /* completes dates without a year; DAY_NONE for none */
	int64_t floor_day; /* no deadline lies before it; DAY_NONE when nothing is known */
	bool official;     /* a document with a type line, not a news page */
	bool commune;      /* issued by a body of a commune, a ward, a special zone */
	bool directs;      /* ... of a type whose points are orders unless something else is said */
	struct extract_result *result;
	size_t clause_room;
};

/* extract_block.c; extract_head.c: facts of the head; marks what is no content as BLOCK_SKIP. */
void extract_blocks(struct extractor *ex);
void extract_head(struct extractor *ex, struct extract_facts *facts);

/* extract_actor.c */
void extract_actor_words(struct extract_words *words, struct arena *arena);
size_t actor_at(struct extractor *ex, size_t i, size_t end); /* tokens of one addressee, 0 none */
/* A list of addressees; returns the token after it, `i` when there is none. */
size_t actors_at(struct extractor *ex, size_t i, size_t end, struct names *to);
/* "Phòng Kinh tế, Hạ tầng và Đô thị: ...": all of [from, colon) names who is to do what follows. */
bool actor_label(struct extractor *ex, size_t from, size_t colon, struct names *to);
bool actor_is_vague(struct extractor *ex, struct range name);
bool actor_is_higher(struct extractor *ex, struct range name); /* of the central level */
bool actor_is_person(struct extractor *ex, struct range name); /* a person or a post */

/* extract_mode.c */
void extract_mode_words(struct extract_words *words, struct arena *arena);
enum mode extract_heading_mode(struct extractor *ex, struct range tokens, enum mode otherwise);
bool extract_is_lead_in(struct extractor *ex, struct range tokens, enum mode *mode);

/* The cue at i: its length, 0 when there is none; CUE_NOT is one, "Giao Ban ..." is none of it. */
size_t cue_at(struct extractor *ex, size_t i, size_t end, enum cue *cue);

/* extract_clause.c: the next sentence of [*i, end), and the next part of a sentence. */
bool extract_sentence(struct extractor *ex, size_t *i, size_t end, struct range *to);
bool extract_part(struct extractor *ex, size_t *i, size_t end, struct range *to);
bool extract_verb_at(struct extractor *ex, size_t i, size_t end);
bool extract_quote_ends(const struct extractor *ex, size_t i); /* “...”, bà X nói */
bool extract_order_at(struct extractor *ex, size_t i, size_t end);

/* One part of a sentence under judgement, and what surrounds it. */
struct unit {
	struct range tokens; /* the part, without the punctuation at its ends */
	enum mode mode;
	bool carry;                  /* the sentence before it in the block was an order */
	bool point;                  /* opens a point of a list */
	bool item;                   /* ... whose points are orders */
	enum extract_kind carried;   /* ... of this kind */
	const struct names *inherit; /* addressees in force; never NULL */
	const char *reason;          /* why the mode is what it is */
	const char *section;
};

/* What came of it. */
struct verdict {
	bool found;
	bool lead_in;            /* it only names who is to do what follows */
	enum extract_kind kind;
	struct range span;
	struct names actors;     /* own ones; empty when inherited or none */
	struct names coactors;
	bool inherited;
	struct range reason; /* the cue; empty when the mode decided */
	size_t action;       /* first token of the action */
	int score;
};
void extract_judge(struct extractor *ex, const struct unit *unit, struct verdict *to);

void extract_body(struct extractor *ex);

/* extract_time.c */
void extract_time(struct extractor *ex, struct range tokens, struct extract_clause *clause);
bool extract_has_date(struct extractor *ex, struct range tokens);

/* extract_sensitive.c, extract_topic.c, extract_figure.c */
void extract_sensitive_words(struct extract_words *words, struct arena *arena);
enum extract_family extract_family_of(struct extractor *ex, struct range tokens);
void extract_topic_words(struct extract_words *words, struct arena *arena);
const struct extract_topic *extract_topic_of(struct extractor *ex, struct range tokens);
void extract_figures(struct extractor *ex, struct range tokens, const char *section);

/* extract.c: small helpers over tokens */
struct extract_clause *extract_add(struct extractor *ex, struct range tokens,
    enum extract_kind kind, const char *section);
struct str range_str(const struct extractor *ex, struct range tokens);
const char *range_text(const struct extractor *ex, struct range tokens);
bool token_is(const struct extractor *ex, size_t i, const char *mark); /* a mark as written */
bool word_is(const struct extractor *ex, size_t i, const char *folded);
bool word_in(const struct extractor *ex, size_t i, const char *const *folded, size_t n);
#define WORD_IN(ex, i, list) word_in(ex, i, list, sizeof(list) / sizeof(*(list)))
/* Tokens of the phrase at i, 0 when there is none; *id (may be NULL) is its number. */
size_t phrase_at(struct extractor *ex, const struct matcher *matcher, size_t i, size_t end,
    int *id);
#endif
