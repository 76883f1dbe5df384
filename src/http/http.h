/*
 * http.h: one request and its reply, as the rest of the program sees them. Only server.c and
 * exchange.c know libmicrohttpd. All of a request lives in its arena, which goes when the
 * reply has been sent. Text is UTF-8, checked; names and values are ended by a zero byte and hold
 * none inside (a request with one is answered 400 before anybody sees it).
 */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct asset;

enum http_method { HTTP_GET, HTTP_POST }; /* HEAD is served as GET without a body */

/* One name and value of the query, the body or the path; in the order they came. */
struct param {
	const char *name;
	const char *value;
};

#define UPLOAD_HASH 32

/* An uploaded file. Small ones are in memory; larger ones in an unlinked temporary file. */
struct upload {
	const char *name;     /* the form field */
	const char *filename; /* as sent, last path component only, never used as a path */
	const char *type;     /* as sent, not believed */
	size_t size;
	struct str bytes;     /* at == NULL when it is in `fd` */
	int fd;               /* -1 when in memory; owned by the request */
	unsigned char hash[UPLOAD_HASH]; /* BLAKE2b-256 of the bytes, made as they came */
};

#define HTTP_PARAMS_MAX 600 /* names and values in a query or a body */
#define HTTP_PATH_PARAMS_MAX 4

struct request {
	struct arena *arena;
	char id[20];           /* request id, in the log and on error pages; random */
	enum http_method method;
	const char *path;      /* decoded, begins with '/', no "..", no "//" */
	const char *target;    /* path and query as sent, for links back; begins with '/' */
	const struct param *query;
	size_t nquery;
	const struct param *body; /* form fields, after the body is read */
	size_t nbody;
	const struct upload *uploads;
	size_t nuploads;
	struct param path_params[HTTP_PATH_PARAMS_MAX]; /* of the matched route */
	size_t npath_params;
	uint64_t peer;         /* keyed hash of the client's address (per process key): caps only */
	bool loopback;         /* from 127.0.0.0/8 or ::1, where no proxy stands in front */
	bool htmx;             /* HX-Request: true */
	bool partial;          /* HX-Request-Type: partial: a fragment is wanted */
	const char *(*header)(const struct request *req, const char *name); /* NULL if absent */
	void *server;          /* exchange.c's own */
};

/* First value of that name, or NULL. */
const char *request_query(const struct request *req, const char *name);
const char *request_body(const struct request *req, const char *name);
const char *request_path(const struct request *req, const char *name);
const char *request_cookie(const struct request *req, const char *name); /* in the arena */
const struct upload *request_upload(const struct request *req, const char *name);
/* A file of our own making, as if it had been uploaded; the bytes are the caller's. */
struct upload upload_of(const char *name, const char *filename, const char *type,
    struct str bytes);
/* All bytes of an upload, in the arena if they are in a file: each call takes them anew. */
struct str upload_bytes(struct arena *arena, const struct upload *upload);
/* `len` bytes of it from `from` on, all within it; `room` takes them if they are in a file. */
struct str upload_piece(const struct upload *upload, size_t from, size_t len, char *room);

#define REPLY_HEADERS_MAX 16

/* What is sent. Made by the reply_* functions only (below, app/ctx.h). */
struct reply {
	int status;
	const char *type;          /* NULL: no body */
	struct str body;           /* in the request's arena */
	const struct asset *asset; /* instead of body: bundled file, compressed if accepted */
	size_t nheaders;
	struct param headers[REPLY_HEADERS_MAX];
};

/* Plain text; bytes of a type. Not copied: they outlive the request or live in its arena. */
struct reply reply_text(int status, const char *text) __attribute__((warn_unused_result));
struct reply reply_bytes(int status, const char *type, struct str body)
	__attribute__((warn_unused_result));
struct reply reply_location(struct arena *arena, int status, const char *path)
	__attribute__((warn_unused_result)); /* a path on this host; encoded where need be */
struct reply reply_asset(const struct asset *asset) __attribute__((warn_unused_result));
/* Adds a header (Set-Cookie may be repeated); a value with a control character is a BUG. */
void reply_header(struct reply *reply, const char *name, const char *value);

/*
 * Parsers of foreign text, fuzzed. Each refuses (false) rather than guesses: more than `max` names,
 * a broken %XX, a zero byte, text that is not UTF-8; of a path also "..", "//" and a missing '/'.
 */
bool http_parse_form(struct arena *arena, struct str text, struct param *to, size_t max, size_t *n);
bool http_decode_path(struct arena *arena, struct str raw, const char **path);

#endif
