/*
 * multipart.c: a state machine over bytes. The one idea: the delimiter is CR LF "--" boundary, and
 * CR occurs in it only at its start, so a broken match can never hide the beginning of another:
 * what had matched is plain data, and the search goes on at the present byte.
 */
#include "http/multipart.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "http/parse.h"

enum { BOUNDARY_MAX = 70, HEAD_MAX = 4096, PREAMBLE_MAX = 1024, ARRAY_MIN = 16 };
enum { NAME_MAX_BYTES = 256 };

enum state {
	PREAMBLE,  /* before the first delimiter; not ours to read */
	DELIMITED, /* after a delimiter: CR LF opens a part, "--" ends it all */
	HEAD,      /* headers of a part, up to an empty line */
	DATA,
	EPILOGUE,  /* after the last delimiter */
	BROKEN
};

struct multipart {
	struct arena *arena;
	enum state state;
	char delimiter[BOUNDARY_MAX + 8];
	size_t delimiter_len;
	size_t matched;      /* bytes of the delimiter seen so far */
	size_t skipped;      /* of the preamble */
	char head[HEAD_MAX];
	size_t head_len;
	char last;           /* in DELIMITED: '-' or CR once seen, else 0 */
	bool is_file;
	struct upload file;  /* the part that is being read, or .. */
	const char *name;    /* .. the field's name */
	struct buf data;
	crypto_generichash_state *hash; /* of that file, so far */
	size_t field_bytes;  /* of all fields so far */
	struct param *fields;
	size_t nfields, fields_size;
	struct upload files[MULTIPART_FILES_MAX];
	size_t nfiles;
};

static bool
is_boundary_char(char c)
{
	return c > 0x20 && c < 0x7F && strchr("\"\\;<>@[]", c) == NULL;
}

/* The state of a hash wants more alignment than an arena gives. */
static crypto_generichash_state *
hash_room(struct arena *arena)
{
	size_t align = _Alignof(crypto_generichash_state);
	char *room = arena_alloc(arena, sizeof(crypto_generichash_state) + align);

	return (void *)(room + (align - (uintptr_t)room % align));
}

struct multipart *
multipart_new(struct arena *arena, const char *content_type)
{
	struct multipart *mp = ARENA_NEW(arena, struct multipart);
	const char *boundary;
	size_t len;

	if (http_header_param(arena, str_of(content_type), "boundary", &boundary) != RC_OK)
		return NULL;
	len = strlen(boundary);
	if (len == 0 || len > BOUNDARY_MAX)
		return NULL;
	for (size_t i = 0; i < len; i++)
		if (!is_boundary_char(boundary[i]))
			return NULL;
	mp->arena = arena;
	mp->hash = hash_room(arena);
	mp->file.fd = -1;
	mp->matched = 2; /* the first delimiter needs no line break before it */
	mp->delimiter_len = (size_t)snprintf(mp->delimiter, sizeof(mp->delimiter), "\r\n--%s",
	    boundary);
	return mp;
}

/* The text after `name:` in the part's headers, or an empty piece. */
static struct str
header_of(struct multipart *mp, const char *name)
{
	struct str rest = { mp->head, mp->head_len };

	while (rest.len > 0) {
		struct str value = str_cut(&rest, '\n');
		struct str left = str_cut(&value, ':');

		if (value.at != NULL && http_equal_nocase(left, name))
			return str_trim(value);
	}
	return (struct str){ NULL, 0 };
}

/* Only the last component of what the browser calls the file, whatever its system. */
static const char *
last_component(const char *name)
{
	const char *last = name;

	for (const char *c = name; *c != '\0'; c++)
		if (*c == '/' || *c == '\\')
			last = c + 1;
	return last;
}

static bool
begin_part(struct multipart *mp)
{
	struct str disposition = header_of(mp, "Content-Disposition");
	struct str kind = disposition;
	struct str type = header_of(mp, "Content-Type");
	const char *filename;
	enum rc has_file;

	if (!http_text_ok((struct str){ mp->head, mp->head_len }) ||
	    !http_equal_nocase(str_trim(str_cut(&kind, ';')), "form-data") ||
	    http_header_param(mp->arena, disposition, "name", &mp->name) != RC_OK ||
	    strlen(mp->name) > NAME_MAX_BYTES)
		return false;
	has_file = http_header_param(mp->arena, disposition, "filename", &filename);
	if (has_file == RC_REFUSED)
		return false;
	mp->is_file = has_file == RC_OK;
	buf_init(&mp->data, mp->arena, mp->is_file ? MULTIPART_MEMORY_MAX : SIZE_MAX / 4);
	if (!mp->is_file)
		return true;
	(void)crypto_generichash_init(mp->hash, NULL, 0, UPLOAD_HASH);
	mp->file = (struct upload){ .name = mp->name, .filename = last_component(filename),
		.type = arena_text_n(mp->arena, type.at, type.len), .fd = -1 };
	return true;
}

static enum rc
write_all(int fd, const char *at, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, at, len);

		if (n <= 0)
			return RC_FAILED;
		at += n;
		len -= (size_t)n;
	}
	return RC_OK;
}

/* A file without a name in any folder: gone when it is closed, even after a crash. */
static int
open_unlinked(void)
{
	const char *folder = getenv("TMPDIR");
	char name[4096];
	int fd;

	if (folder == NULL)
		folder = "/tmp";
	fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0)
		return fd;
	(void)snprintf(name, sizeof(name), "%s/giaoban-XXXXXX", folder);
	fd = mkostemp(name, O_CLOEXEC);
	if (fd >= 0)
		(void)unlink(name);
	return fd;
}

static enum rc
take_data(struct multipart *mp, const char *at, size_t len)
{
	if (mp->state == PREAMBLE) {
		mp->skipped += len;
		return mp->skipped > PREAMBLE_MAX ? RC_REFUSED : RC_OK;
	}
	if (!mp->is_file) {
		mp->field_bytes += len;
		if (mp->field_bytes > MULTIPART_FIELDS_MAX)
			return RC_REFUSED;
		buf_add(&mp->data, at, len);
		return RC_OK;
	}
	mp->file.size += len;
	(void)crypto_generichash_update(mp->hash, (const unsigned char *)at, len);
	if (mp->file.fd >= 0)
		return write_all(mp->file.fd, at, len);
	if (mp->file.size <= MULTIPART_MEMORY_MAX) {
		buf_add(&mp->data, at, len);
		return RC_OK;
	}
	mp->file.fd = open_unlinked();
	if (mp->file.fd < 0 || write_all(mp->file.fd, mp->data.at, mp->data.len) != RC_OK)
		return RC_FAILED;
	return write_all(mp->file.fd, at, len);
}

static bool
end_file(struct multipart *mp)
{
	if (mp->file.size == 0 && *mp->file.filename == '\0')
		return true; /* a file input left empty */
	if (mp->nfiles == MULTIPART_FILES_MAX)
		return false;
	(void)crypto_generichash_final(mp->hash, mp->file.hash, UPLOAD_HASH);
	if (mp->file.fd < 0)
		mp->file.bytes = (struct str){ buf_text(&mp->data), mp->data.len };
	mp->files[mp->nfiles++] = mp->file;
	mp->file.fd = -1;
	return true;
}

static bool
end_field(struct multipart *mp)
{
	if (!http_text_ok(buf_str(&mp->data)) || mp->nfields == HTTP_PARAMS_MAX)
		return false;
	if (mp->nfields == mp->fields_size) {
		size_t size = mp->fields_size == 0 ? ARRAY_MIN : mp->fields_size * 2;

		mp->fields = arena_grow(mp->arena, mp->fields, mp->nfields, size,
		    sizeof(*mp->fields));
		mp->fields_size = size;
	}
	mp->fields[mp->nfields++] = (struct param){ mp->name, buf_text(&mp->data) };
	return true;
}

/* A whole delimiter was seen. */
static enum rc
delimiter_met(struct multipart *mp)
{
	bool first = mp->state == PREAMBLE;

	mp->matched = 0;
	mp->state = DELIMITED;
	mp->last = '\0';
	if (first)
		return RC_OK;
	return (mp->is_file ? end_file(mp) : end_field(mp)) ? RC_OK : RC_REFUSED;
}

/* Eats what is data or delimiter; returns how many bytes, or an rc in *rc. */
static size_t
eat_data(struct multipart *mp, const char *at, size_t len, enum rc *rc)
{
	size_t i = 0;

	if (mp->matched == 0) {
		const char *cr = memchr(at, '\r', len);

		i = cr == NULL ? len : (size_t)(cr - at);
		if (i > 0)
			*rc = take_data(mp, at, i);
	}
	while (i < len && *rc == RC_OK && at[i] == mp->delimiter[mp->matched]) {
		i++;
		if (++mp->matched == mp->delimiter_len) {
			*rc = delimiter_met(mp);
			return i;
		}
	}
	if (i < len && *rc == RC_OK && mp->matched > 0) {
		size_t plain = mp->matched;

		mp->matched = 0;
		*rc = take_data(mp, mp->delimiter, plain);
	}
	return i;
}

static enum rc
eat_delimited(struct multipart *mp, char c)
{
	if (mp->last == '-' && c == '-') {
		mp->state = EPILOGUE;
		return RC_OK;
	}
	if (mp->last == '\r' && c == '\n') {
		mp->state = HEAD;
		mp->head_len = 0;
		return RC_OK;
	}
	if (mp->last == '\0' && (c == ' ' || c == '\t')) /* padding by a gateway (RFC 2046) */
		return RC_OK;
	if (mp->last != '\0' || (c != '-' && c != '\r'))
		return RC_REFUSED;
	mp->last = c;
	return RC_OK;
}

static enum rc
eat_head(struct multipart *mp, char c)
{
	if (mp->head_len == HEAD_MAX)
		return RC_REFUSED;
	mp->head[mp->head_len++] = c;
	if (mp->head_len < 4 || memcmp(mp->head + mp->head_len - 4, "\r\n\r\n", 4) != 0)
		return RC_OK;
	mp->state = DATA;
	return begin_part(mp) ? RC_OK : RC_REFUSED;
}

enum rc
multipart_feed(struct multipart *mp, const void *bytes, size_t len)
{
	const char *at = bytes;
	enum rc rc = mp->state == BROKEN ? RC_REFUSED : RC_OK;
	size_t i = 0;

	while (i < len && rc == RC_OK) {
		switch (mp->state) {
		case PREAMBLE:
		case DATA:
			i += eat_data(mp, at + i, len - i, &rc);
			break;
		case DELIMITED:
			rc = eat_delimited(mp, at[i++]);
			break;
		case HEAD:
			rc = eat_head(mp, at[i++]);
			break;
		case EPILOGUE:
			return RC_OK;
		case BROKEN:
			return RC_REFUSED;
		}
	}
	if (rc != RC_OK)
		mp->state = BROKEN;
	return rc;
}

enum rc
multipart_end(struct multipart *mp, struct request *req)
{
	if (mp->state != EPILOGUE)
		return RC_REFUSED;
	req->body = mp->fields;
	req->nbody = mp->nfields;
	req->uploads = mp->files;
	req->nuploads = mp->nfiles;
	return RC_OK;
}

void
multipart_release(struct multipart *mp)
{
	if (mp->file.fd >= 0)
		(void)close(mp->file.fd);
	mp->file.fd = -1;
	for (size_t i = 0; i < mp->nfiles; i++)
		if (mp->files[i].fd >= 0)
			(void)close(mp->files[i].fd);
	mp->nfiles = 0;
}
