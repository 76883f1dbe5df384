/*
 * extract_body.h: what is in force where the reader of the body stands. extract_frame.c keeps it,
 * extract_body.c walks, extract_write.c writes clauses down.
 */
#ifndef TEXT_EXTRACT_BODY_H
#define TEXT_EXTRACT_BODY_H

#include "text/extract_table.h"

#define DEPTHS 10 /* places in the outline: part, roman, article, four Arabic depths, letter */

/* What a heading or a lead-in put in force. */
struct frame {
	bool has_mode;
	bool aims; /* the heading of purposes and requirements */
	enum mode mode;
	struct names actors;
	struct names coactors; /* who does it with them */
	const char *reason;
};

struct state {
	struct frame base;            /* set by lead-ins outside any numbered part */
	struct frame at[DEPTHS];
	int depth;                    /* of the last numbered block; -1 before the first */
	struct frame list;            /* set by the block before the bullets */
	struct names block;           /* addressees of the last order of this block */
	bool carry;
	enum extract_kind carried;
	bool listing;                 /* an open list goes on over paragraphs */
	size_t point;                 /* first token of this point of a list; SIZE_MAX for none */
	bool points;                  /* a point was read: what follows is no opening any more */
	size_t orders;                /* found in the points of this list so far */
	bool telling;                 /* a news paragraph ended with an order ... */
	enum extract_kind told_kind;  /* ... of this kind */
	struct names told;            /* ... to these */
	size_t last;                  /* number of the last clause of this block + 1; 0 none */
	const char *section;
	struct table table;
};

/* extract_frame.c: the place of a block in the outline; the last one for a paragraph. */
int frame_depth(const struct block *block);
/* What a sentence without a cue means here; *reason is why. */
enum mode frame_mode(const struct extractor *ex, const struct state *s, const char **reason);
/* The addressees in force where no own ones are named. */
const struct names *frame_actors(const struct state *s);
/* Those a heading names beside them. */
const struct names *frame_coactors(const struct state *s);
/* Does the reader stand under a heading of purposes? */
bool frame_aims(const struct state *s);
/* A numbered block shuts everything below its own place in the outline. */
void frame_enter_number(struct state *s, const struct block *block);
/* A paragraph ends the list before it; on a news page perhaps what was in force. */
void frame_enter_paragraph(struct extractor *ex, struct state *s, const struct block *block);

/* extract_mode.c: "Mục đích, yêu cầu": only purposes; "Yêu cầu" alone only in a plan. */
bool extract_heading_aims(const struct extractor *ex, struct range tokens);

/* extract_write.c: one part of a sentence becomes a clause, joins the one before it, or nothing. */
void write_part(struct extractor *ex, struct state *s, struct range part);
void write_row(struct extractor *ex, struct state *s, const struct block *block);

#endif
