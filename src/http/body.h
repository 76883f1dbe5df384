/*
 * body.h: reads a request's body as it comes: form fields (application/x-www-form-urlencoded) or
 * multipart/form-data. Knows its limit; the arena knows its own.
 */
#ifndef HTTP_BODY_H
#define HTTP_BODY_H

#include "base/buf.h"
#include "base/err.h"
#include "http/http.h"

struct multipart;

struct body {
	struct buf form;
	struct multipart *multipart; /* NULL: a plain form */
	size_t size;                 /* bytes seen */
	size_t max;
	int status;                  /* what went wrong, as an HTTP status; 0 so far nothing */
};

/* `type` is the Content-Type. Returns 0, or the status that refuses it (415, 400). */
int body_init(struct body *body, struct arena *arena, const char *type, size_t max);
/* After a fault the rest is counted and thrown away; body->status says what it was. */
void body_feed(struct body *body, const void *at, size_t len);
/* Fills the request's fields and uploads; returns 0 or the status that refuses it. */
int body_end(struct body *body, struct request *req);
void body_release(struct body *body);

#endif
