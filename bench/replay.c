/*
 * replay.c: the floor: runs a recording of record.c on bare SQLite, prepared once, nothing around it.
 *
 *	replay write RECORDING DB BATCH MARK   turns that hold MARK (a piece of their SQL), in commits of
 *	                                       BATCH turns, each turn in its savepoint as recorded
 *	replay read RECORDING DB SECONDS       all recorded statements with all their rows, again and again
 *
 * Prints one line of JSON: rate (turns or rounds a second), cpu_us of one, p50_us and p99_us of a
 * commit or round.
 */
#include <sqlite3.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/str.h"

enum { LINE_MAX_BYTES = 1 << 20, STATEMENTS_MAX = 1024, EXECUTIONS_MAX = 4 << 20, VALUES_MAX = 64,
	TIMES_MAX = 1 << 20 };

struct value {
	char kind; /* I D T B N, as recorded */
	int64_t number;
	double real;
	const char *at;
	size_t len;
};

struct execution {
	int statement;
	int nvalues;
	bool first, last; /* of its turn */
	struct value *values;
};

struct replay {
	sqlite3 *handle;
	struct arena *arena;
	char *sql[STATEMENTS_MAX];
	sqlite3_stmt *statements[STATEMENTS_MAX];
	int nstatements;
	struct execution *executions;
	size_t nexecutions, turns;
	double *times_us;
	size_t ntimes;
};

static _Noreturn void
give_up(const char *what, const char *detail)
{
	(void)fprintf(stderr, "replay: %s %s\n", what, detail);
	exit(3);
}

static void
check(const struct replay *r, int code, const char *doing)
{
	if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
		give_up(doing, sqlite3_errmsg(r->handle));
}

static int
statement_of(struct replay *r, struct str sql)
{
	for (int i = 0; i < r->nstatements; i++)
		if (str_is(sql, r->sql[i]))
			return i;
	if (r->nstatements == STATEMENTS_MAX)
		give_up("too many different statements", "");
	r->sql[r->nstatements] = arena_text_n(r->arena, sql.at, sql.len);
	return r->nstatements++;
}

static int
digit(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

static struct value
read_value(struct replay *r, struct str text)
{
	struct value value = { .kind = text.at[0] };
	char *bytes;

	text = (struct str){ text.at + 1, text.len - 1 };
	if (value.kind == 'I' && !str_to_i64(text, &value.number))
		give_up("not a number", "");
	if (value.kind == 'D')
		value.real = strtod(arena_text_n(r->arena, text.at, text.len), NULL);
	if (value.kind != 'T' && value.kind != 'B')
		return value;
	bytes = arena_alloc(r->arena, text.len / 2 + 1);
	for (size_t i = 0; i < text.len / 2; i++)
		bytes[i] = (char)(digit(text.at[2 * i]) * 16 + digit(text.at[2 * i + 1]));
	value.at = bytes;
	value.len = text.len / 2;
	return value;
}

static void
read_line(struct replay *r, struct str line)
{
	struct execution *e = &r->executions[r->nexecutions];
	struct value values[VALUES_MAX];

	if (r->nexecutions++ == EXECUTIONS_MAX)
		give_up("the recording is too long", "");
	(void)str_cut(&line, '\t'); /* the connection */
	e->statement = statement_of(r, str_cut(&line, '\t'));
	while (line.len > 0 && e->nvalues < VALUES_MAX)
		values[e->nvalues++] = read_value(r, str_cut(&line, '\t'));
	e->values = ARENA_ARRAY(r->arena, (size_t)e->nvalues, struct value);
	if (e->nvalues > 0)
		memcpy(e->values, values, (size_t)e->nvalues * sizeof(*values));
}

static void
read_recording(struct replay *r, const char *name)
{
	FILE *file = fopen(name, "r");
	char *line = mem_alloc(LINE_MAX_BYTES);

	if (file == NULL)
		give_up("cannot read", name);
	while (fgets(line, LINE_MAX_BYTES, file) != NULL) {
		size_t len = strcspn(line, "\n");

		read_line(r, (struct str){ line, len });
	}
	(void)fclose(file);
	mem_free(line);
}

static bool
is(const struct replay *r, const struct execution *e, const char *word)
{
	return text_starts(r->sql[e->statement], word);
}

/* Keeps the turns (SAVEPOINT .. RELEASE) that hold the mark and were not rolled back. */
static void
keep_turns(struct replay *r, const char *mark)
{
	size_t to = 0, begin = 0;
	bool marked = false;

	for (size_t i = 0; i < r->nexecutions; i++) {
		struct execution *e = &r->executions[i];

		if (is(r, e, "SAVEPOINT")) {
			begin = i;
			marked = false;
		}
		marked = marked || strstr(r->sql[e->statement], mark) != NULL;
		if (is(r, e, "ROLLBACK"))
			marked = false;
		if (!is(r, e, "RELEASE") || !marked)
			continue;
		r->executions[begin].first = true;
		e->last = true;
		memmove(&r->executions[to], &r->executions[begin],
		    (i + 1 - begin) * sizeof(*r->executions));
		to += i + 1 - begin;
		r->turns++;
		marked = false;
	}
	r->nexecutions = to;
}

static void
open_store(struct replay *r, const char *name, bool write)
{
	check(r, sqlite3_open_v2(name, &r->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
	    NULL), "open");
	check(r, sqlite3_exec(r->handle, write ?
	    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
	    "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 2147418112; PRAGMA cache_size = -8192" :
	    "PRAGMA mmap_size = 2147418112; PRAGMA cache_size = -8192; PRAGMA query_only = ON",
	    NULL, NULL, NULL), "pragmas");
	for (int i = 0; i < r->nstatements; i++)
		check(r, sqlite3_prepare_v3(r->handle, r->sql[i], -1, SQLITE_PREPARE_PERSISTENT,
		    &r->statements[i], NULL), r->sql[i]);
}

static void
bind(sqlite3_stmt *stmt, int n, const struct value *v)
{
	switch (v->kind) {
	case 'I':
		(void)sqlite3_bind_int64(stmt, n, v->number);
		break;
	case 'D':
		(void)sqlite3_bind_double(stmt, n, v->real);
		break;
	case 'T':
		(void)sqlite3_bind_text(stmt, n, v->at, (int)v->len, SQLITE_STATIC);
		break;
	case 'B':
		(void)sqlite3_bind_blob(stmt, n, v->at, (int)v->len, SQLITE_STATIC);
		break;
	default:
		(void)sqlite3_bind_null(stmt, n);
		break;
	}
}

/* Every column is looked at: a row that nobody reads is no floor. */
static size_t
read_row(sqlite3_stmt *stmt)
{
	size_t bytes = 0;

	for (int i = 0; i < sqlite3_column_count(stmt); i++) {
		if (sqlite3_column_type(stmt, i) == SQLITE_INTEGER)
			bytes += (size_t)sqlite3_column_int64(stmt, i) & 7;
		else if (sqlite3_column_text(stmt, i) != NULL)
			bytes += (size_t)sqlite3_column_bytes(stmt, i);
	}
	return bytes;
}

static size_t
execute(struct replay *r, const struct execution *e)
{
	sqlite3_stmt *stmt = r->statements[e->statement];
	size_t bytes = 0;
	int code;

	for (int i = 0; i < e->nvalues; i++)
		bind(stmt, i + 1, &e->values[i]);
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
		bytes += read_row(stmt);
	check(r, code, r->sql[e->statement]);
	(void)sqlite3_reset(stmt);
	return bytes;
}

static void
note_time(struct replay *r, int64_t begin_us)
{
	if (r->ntimes < TIMES_MAX)
		r->times_us[r->ntimes++] = (double)(clock_steady_us() - begin_us);
}

static void
run_writes(struct replay *r, size_t batch)
{
	size_t in_batch = 0;
	int64_t begin = 0;

	for (size_t i = 0; i < r->nexecutions; i++) {
		if (r->executions[i].first && in_batch == 0) {
			begin = clock_steady_us();
			check(r, sqlite3_exec(r->handle, "BEGIN IMMEDIATE", NULL, NULL, NULL), "begin");
		}
		(void)execute(r, &r->executions[i]);
		in_batch += r->executions[i].last;
		if (!r->executions[i].last || (in_batch < batch && i + 1 < r->nexecutions))
			continue;
		check(r, sqlite3_exec(r->handle, "COMMIT", NULL, NULL, NULL), "commit");
		note_time(r, begin);
		in_batch = 0;
	}
}

static size_t
run_reads(struct replay *r, double seconds)
{
	int64_t end = clock_steady_us() + (int64_t)(seconds * 1e6);
	size_t rounds = 0, bytes = 0;

	while (clock_steady_us() < end) {
		int64_t begin = clock_steady_us();

		for (size_t i = 0; i < r->nexecutions; i++)
			bytes += execute(r, &r->executions[i]);
		note_time(r, begin);
		rounds++;
	}
	if (bytes == 0)
		give_up("the statements return nothing", "");
	return rounds;
}

static double
cpu_us(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

int
main(int argc, char **argv)
{
	struct replay r = { .arena = arena_new((size_t)4 << 30) };
	bool write = argc == 6 && strcmp(argv[1], "write") == 0;
	int64_t begin;
	double cpu;
	size_t done;

	if (!write && (argc != 5 || strcmp(argv[1], "read") != 0)) {
		(void)fprintf(stderr, "usage: replay write RECORDING DB BATCH MARK | "
		    "replay read RECORDING DB SECONDS\n");
		return 2;
	}
	r.executions = mem_alloc(EXECUTIONS_MAX * sizeof(*r.executions));
	r.times_us = mem_alloc(TIMES_MAX * sizeof(*r.times_us));
	read_recording(&r, argv[2]);
	if (write)
		keep_turns(&r, argv[5]);
	if (r.nexecutions == 0)
		give_up("nothing to replay in", argv[2]);
	open_store(&r, argv[3], write);
	begin = clock_steady_us();
	cpu = cpu_us();
	if (write)
		run_writes(&r, strtoull(argv[4], NULL, 10));
	done = write ? r.turns : run_reads(&r, strtod(argv[4], NULL));
	begin = clock_steady_us() - begin;
	cpu = cpu_us() - cpu;
	qsort(r.times_us, r.ntimes, sizeof(*r.times_us), compare);
	(void)printf("{\"rate\":%.0f,\"cpu_us\":%.1f,\"n\":%zu,\"statements\":%zu,\"p50_us\":%.0f,"
	    "\"p99_us\":%.0f}\n", (double)done * 1e6 / (double)begin, cpu / (double)done, done,
	    r.nexecutions, r.times_us[r.ntimes / 2], r.times_us[r.ntimes - 1 - r.ntimes / 100]);
	return 0;
}
