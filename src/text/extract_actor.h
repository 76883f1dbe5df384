/* extract_actor.h: the words addressees begin with, for extract_actor.c. */
#ifndef TEXT_EXTRACT_ACTOR_H
#define TEXT_EXTRACT_ACTOR_H

#include "text/extract_internal.h"

/* How the words of this table begin an addressee. */
enum head {
	HEAD_NAMED,  /* Sở, Cục: a name in capitals must follow */
	HEAD_BODY,   /* UBND, Công an, Thành ủy: complete by itself */
	HEAD_FULL,   /* Sở Y tế: a whole name; only its city may follow */
	HEAD_POST,   /* Giám đốc, Chủ tịch, đồng chí */
	HEAD_SET,    /* các, những, từng: class nouns must follow */
	HEAD_CLASS,  /* sở, ban, ngành: what a set is made of */
	HEAD_HIGHER, /* bodies of the central level */
	HEAD_VAGUE,  /* nobody in particular */
	HEAD_TAIL,   /* closes a set: thành phố, liên quan */
	HEAD_NOT     /* begins like an addressee and is none */
};

/* The head at i and its length; false when there is none. */
bool actor_head_at(struct extractor *ex, size_t i, size_t end, size_t *used, enum head *head);

#endif
