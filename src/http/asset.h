/*
 * asset.h: browser assets (styles, scripts, icons, fonts) that are linked into the program.
 * They are built from web/ (see web/README.md); the table is generated. Everything here is constant
 * and lives as long as the process.
 */
#ifndef HTTP_ASSET_H
#define HTTP_ASSET_H

#include <stddef.h>

/*
 * One asset. `path` holds a hash of the bytes: it may be cached for ever, and it is its own ETag.
 */
struct asset {
	const char *name;         /* "app.css": how the program names it */
	const char *path;         /* "/a/app.3f9c1a2b.css": where it is served */
	const char *type;         /* content type, with charset for text */
	const unsigned char *data;
	size_t size;              /* bytes */
	const unsigned char *gz;  /* gzip of data, or NULL where it does not pay */
	size_t gz_size;           /* bytes; 0 if gz is NULL */
};

/* All assets in order of name. */
extern const struct asset asset_table[];
extern const size_t asset_count;

/* The asset served at exactly `path` (no query), or NULL: answer 404. */
const struct asset *asset_find(const char *path);

/* The asset of that name, or NULL. */
const struct asset *asset_named(const char *name);

/* Where asset `name` is served. The name is one of ours, so an unknown one is a bug: abort. */
const char *asset_path(const char *name);

#endif
