/* gzip.c: zlib with kept states. Level 2: two thirds of level 6's time for a tenth more bytes. */
#include "http/gzip.h"

#include <pthread.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/mem.h"

enum { LEVEL = 2, WINDOW_GZIP = 15 + 16, MEM_LEVEL = 8 };

struct stream {
	struct stream *next;
	z_stream z;
};

struct gzip_pool {
	pthread_mutex_t lock;
	struct stream *idle;
	int nidle, keep;
};

struct gzip_pool *
gzip_pool_new(int keep)
{
	struct gzip_pool *pool = mem_alloc(sizeof(*pool));

	(void)pthread_mutex_init(&pool->lock, NULL);
	pool->keep = keep;
	return pool;
}

static void
stream_free(struct stream *stream)
{
	(void)deflateEnd(&stream->z);
	mem_free(stream);
}

void
gzip_pool_free(struct gzip_pool *pool)
{
	if (pool == NULL)
		return;
	while (pool->idle != NULL) {
		struct stream *next = pool->idle->next;

		stream_free(pool->idle);
		pool->idle = next;
	}
	(void)pthread_mutex_destroy(&pool->lock);
	mem_free(pool);
}

static struct stream *
take(struct gzip_pool *pool)
{
	struct stream *stream;

	(void)pthread_mutex_lock(&pool->lock);
	stream = pool->idle;
	if (stream != NULL) {
		pool->idle = stream->next;
		pool->nidle--;
	}
	(void)pthread_mutex_unlock(&pool->lock);
	if (stream != NULL)
		return stream;
	stream = mem_alloc(sizeof(*stream));
	if (deflateInit2(&stream->z, LEVEL, Z_DEFLATED, WINDOW_GZIP, MEM_LEVEL,
	    Z_DEFAULT_STRATEGY) == Z_OK)
		return stream;
	mem_free(stream);
	return NULL;
}

static void
give_back(struct gzip_pool *pool, struct stream *stream)
{
	bool keep;

	(void)deflateReset(&stream->z);
	(void)pthread_mutex_lock(&pool->lock);
	keep = pool->nidle < pool->keep;
	if (keep) {
		stream->next = pool->idle;
		pool->idle = stream;
		pool->nidle++;
	}
	(void)pthread_mutex_unlock(&pool->lock);
	if (!keep)
		stream_free(stream);
}

bool
gzip_text(struct gzip_pool *pool, struct arena *arena, struct str text, struct str *to)
{
	struct stream *stream;
	size_t room;
	char *at;
	int rc;

	if (text.len > UINT32_MAX / 2)
		return false;
	stream = take(pool);
	if (stream == NULL)
		return false;
	room = deflateBound(&stream->z, text.len);
	at = arena_room(arena, room);
	stream->z.next_in = (Bytef *)(uintptr_t)text.at;
	stream->z.avail_in = (uInt)text.len;
	stream->z.next_out = (Bytef *)at;
	stream->z.avail_out = (uInt)room;
	rc = deflate(&stream->z, Z_FINISH);
	room -= stream->z.avail_out;
	give_back(pool, stream);
	if (rc != Z_STREAM_END || room >= text.len)
		return false;
	*to = (struct str){ at, room };
	return true;
}

bool
gzip_worth(const char *type)
{
	static const char *const kinds[] = { "text/", "application/json", "application/javascript",
		"application/xml", "application/atom+xml", "image/svg+xml" };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strncmp(type, kinds[i], strlen(kinds[i])) == 0)
			return true;
	return false;
}
