/*
 * multipart.h: multipart/form-data (RFC 7578), fed in pieces of any size. Fields stay in the arena;
 * a file of more than 64 KB goes into an unlinked temporary file. Bounded: HTTP_PARAMS_MAX fields,
 * MULTIPART_FIELDS_MAX bytes in all of them, MULTIPART_FILES_MAX files, 4 KB of headers a part; the
 * whole body by who feeds it. A file is hashed as its pieces come, so that nobody has to read it
 * again to know it.
 */
#ifndef HTTP_MULTIPART_H
#define HTTP_MULTIPART_H

#include "base/err.h"
#include "http/http.h"

#define MULTIPART_FILES_MAX 16
#define MULTIPART_MEMORY_MAX ((size_t)64 * 1024)
#define MULTIPART_FIELDS_MAX ((size_t)1024 * 1024) /* bytes of all fields that are no file */

struct multipart;

/* NULL when the Content-Type names no usable boundary. The parser lives in the arena. */
struct multipart *multipart_new(struct arena *arena, const char *content_type);

/*
 * Takes the next bytes. RC_REFUSED: malformed, or past a limit; RC_FAILED: the temporary file could
 * not be written. After either nothing more may be fed.
 */
enum rc multipart_feed(struct multipart *mp, const void *at, size_t len);

/* The body is over: RC_REFUSED if it was cut off, else the fields and files go to the request. */
enum rc multipart_end(struct multipart *mp, struct request *req);

/* Closes the temporary files. Due also after multipart_end, when the request is over. */
void multipart_release(struct multipart *mp);

#endif
