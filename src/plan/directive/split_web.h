/* split_web.h: what the page of a split shows, and what it shares with the review's. */
#ifndef PLAN_DIRECTIVE_SPLIT_WEB_H
#define PLAN_DIRECTIVE_SPLIT_WEB_H

#include "html/html.h"
#include "plan/directive/split.h"

struct split_page {
	struct review_document document;
	struct directive now;
	struct split_cut offers[SPLIT_OFFERS_MAX];
	size_t n;
	size_t at; /* the offer that fills the form */
	bool too_long; /* halves of it would fit no field: over SPLIT_BYTES_MAX */
};

#define SPLIT_BYTES_MAX ((size_t)160 * 1024)

/* The words on either side of an offered cut, shortened; the page with that cut filled in. */
const char *split_before(struct html *h, const struct split_page *page, size_t i);
const char *split_after(struct html *h, const struct split_page *page, size_t i);
struct url split_url(struct html *h, const struct split_page *page, size_t at);

/*
 * The clause that a form was made for, wherever it stands by now: by its id, or with id 0 by the
 * path's ":clause". RC_NONE: it is gone, or not of the path's document.
 */
enum rc directive_sent(struct ctx *ctx, int64_t id, struct directive *directive);

/* A refused undoing or joining: the review as it is, the reason on top. */
struct reply review_undo_again(struct ctx *ctx);

#endif
