/*
 * record.c: writes down every SQL statement a program runs on SQLite, with its values, so that the
 * floor of a benchmark is always the very work the server does. A library for LD_PRELOAD:
 *
 *	GB_RECORD=FILE LD_PRELOAD=.../librecord.so giaoban serve ...
 *
 * Writes only while FILE.on exists. A line for each execution, fields separated by tabs: the
 * connection, the SQL, then a field for each parameter from 1: I123, D1.5, Thex, Bhex, N.
 */
#include <dlfcn.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STATEMENTS_MAX = 4096, PARAMS_MAX = 64 };

/* A statement seen, and the text of its values. */
struct seen {
	sqlite3_stmt *stmt;
	bool running; /* stepped and not yet reset */
	char *values[PARAMS_MAX];
};

static struct seen seen[STATEMENTS_MAX];
static size_t nseen;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
real(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

static struct seen *
find(sqlite3_stmt *stmt)
{
	for (size_t i = 0; i < nseen; i++)
		if (seen[i].stmt == stmt)
			return &seen[i];
	if (nseen == STATEMENTS_MAX)
		abort();
	seen[nseen].stmt = stmt;
	return &seen[nseen++];
}

static void
keep(sqlite3_stmt *stmt, int n, const char *text)
{
	if (n < 1 || n > PARAMS_MAX)
		abort();
	(void)pthread_mutex_lock(&lock);
	free(find(stmt)->values[n - 1]);
	find(stmt)->values[n - 1] = strdup(text);
	(void)pthread_mutex_unlock(&lock);
}

static void
keep_bytes(sqlite3_stmt *stmt, int n, char kind, const void *at, size_t len)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *bytes = at;
	char *text = malloc(len * 2 + 2);
	size_t k = 0;

	if (text == NULL)
		abort();
	text[k++] = kind;
	for (size_t i = 0; i < len; i++) {
		text[k++] = digits[bytes[i] >> 4];
		text[k++] = digits[bytes[i] & 15];
	}
	text[k] = '\0';
	keep(stmt, n, text);
	free(text);
}

int
sqlite3_bind_int64(sqlite3_stmt *stmt, int n, sqlite3_int64 value)
{
	int (*next)(sqlite3_stmt *, int, sqlite3_int64) = real("sqlite3_bind_int64");
	char text[32];

	(void)snprintf(text, sizeof(text), "I%lld", (long long)value);
	keep(stmt, n, text);
	return next(stmt, n, value);
}

int
sqlite3_bind_double(sqlite3_stmt *stmt, int n, double value)
{
	int (*next)(sqlite3_stmt *, int, double) = real("sqlite3_bind_double");
	char text[40];

	(void)snprintf(text, sizeof(text), "D%.17g", value);
	keep(stmt, n, text);
	return next(stmt, n, value);
}

int
sqlite3_bind_null(sqlite3_stmt *stmt, int n)
{
	int (*next)(sqlite3_stmt *, int) = real("sqlite3_bind_null");

	keep(stmt, n, "N");
	return next(stmt, n);
}

int
sqlite3_bind_text64(sqlite3_stmt *stmt, int n, const char *at, sqlite3_uint64 len,
    void (*end)(void *), unsigned char encoding)
{
	int (*next)(sqlite3_stmt *, int, const char *, sqlite3_uint64, void (*)(void *),
	    unsigned char) = real("sqlite3_bind_text64");

	keep_bytes(stmt, n, 'T', at, (size_t)len);
	return next(stmt, n, at, len, end, encoding);
}

int
sqlite3_bind_blob64(sqlite3_stmt *stmt, int n, const void *at, sqlite3_uint64 len,
    void (*end)(void *))
{
	int (*next)(sqlite3_stmt *, int, const void *, sqlite3_uint64, void (*)(void *)) =
	    real("sqlite3_bind_blob64");

	keep_bytes(stmt, n, 'B', at, (size_t)len);
	return next(stmt, n, at, len, end);
}

/* One line. Tabs and line breaks inside SQL become spaces. */
static void
write_line(FILE *file, sqlite3_stmt *stmt, const struct seen *s)
{
	(void)fprintf(file, "%p\t", (void *)sqlite3_db_handle(stmt));
	for (const char *c = sqlite3_sql(stmt); *c != '\0'; c++)
		(void)fputc(*c == '\t' || *c == '\n' ? ' ' : *c, file);
	for (int i = 0; i < sqlite3_bind_parameter_count(stmt); i++)
		(void)fprintf(file, "\t%s", s->values[i] == NULL ? "N" : s->values[i]);
	(void)fputc('\n', file);
}

static bool
recording(char *file, size_t size)
{
	const char *name = getenv("GB_RECORD");
	char on[4096];

	if (name == NULL)
		return false;
	(void)snprintf(file, size, "%s", name);
	(void)snprintf(on, sizeof(on), "%s.on", name);
	return access(on, F_OK) == 0;
}

int
sqlite3_step(sqlite3_stmt *stmt)
{
	int (*next)(sqlite3_stmt *) = real("sqlite3_step");
	char name[4096];

	(void)pthread_mutex_lock(&lock);
	/* the library runs statements of its own, which have no text */
	if (sqlite3_sql(stmt) != NULL && !find(stmt)->running && recording(name, sizeof(name))) {
		FILE *file = fopen(name, "a");

		if (file == NULL)
			abort();
		write_line(file, stmt, find(stmt));
		(void)fclose(file);
	}
	find(stmt)->running = true;
	(void)pthread_mutex_unlock(&lock);
	return next(stmt);
}

int
sqlite3_reset(sqlite3_stmt *stmt)
{
	int (*next)(sqlite3_stmt *) = real("sqlite3_reset");

	(void)pthread_mutex_lock(&lock);
	find(stmt)->running = false;
	(void)pthread_mutex_unlock(&lock);
	return next(stmt);
}

/* The address may be given to another statement. */
int
sqlite3_finalize(sqlite3_stmt *stmt)
{
	int (*next)(sqlite3_stmt *) = real("sqlite3_finalize");

	(void)pthread_mutex_lock(&lock);
	for (size_t i = 0; i < nseen; i++)
		if (seen[i].stmt == stmt) {
			seen[i].stmt = NULL;
			seen[i].running = false;
		}
	(void)pthread_mutex_unlock(&lock);
	return next(stmt);
}
