/*
 * machine.c: the machine room alone: HTTP and the write lane without gate, forms and templates.
 * Shows what the layers above may cost. Prints its address, serves until SIGTERM.
 *
 *	machine serve --db FILE [--listen ADDRESS:PORT]
 *
 *	GET /static   12 KB from memory
 *	POST /echo    a form that writes nothing
 *	POST /write   form -> lane: savepoint, one hash, two INSERTs -> reply after the commit
 *	GET /list     50 rows by index, told to the lane as a read
 */
#include <signal.h>
#include <sodium/crypto_generichash.h>
#include <unistd.h>

#include "app/lane.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "http/server.h"

enum { LOOPS = 2, PAGE = 12 * 1024, ROWS = 100000 };

struct machine {
	struct lane *lane;
	struct db *db[LOOPS];
	char page[PAGE];
	_Atomic int64_t next_id;
};

/* One write on its way. */
struct post {
	struct turn turn;
	struct exchange *x;
	struct machine *machine;
	unsigned char key[32];
};

static enum rc
apply(struct turn *turn, struct db *db)
{
	struct post *post = (struct post *)turn;
	const char *text = request_body(exchange_request(post->x), "title");
	int64_t id = atomic_fetch_add(&post->machine->next_id, 1);
	struct db_stmt *q;
	int64_t changed;

	q = db_stmt(db, "INSERT INTO token (key_hash, result_id) VALUES ($1, $2)"
	    " ON CONFLICT (key_hash) DO NOTHING");
	db_bind_bytes(q, 1, post->key, sizeof(post->key));
	db_bind_i64(q, 2, id);
	if (db_run(q, &changed) != RC_OK)
		return RC_FAILED;
	if (changed == 0) /* done before */
		return RC_OK;
	q = db_stmt(db, "INSERT INTO task (id, unit_id, due_day, title) VALUES ($1, $2, $3, $4)");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, id % 50);
	db_bind_i64(q, 3, id % 365);
	db_bind_text(q, 4, text == NULL ? "" : text);
	return db_run(q, NULL);
}

static void
done(struct turn *turn, enum rc rc)
{
	struct post *post = (struct post *)turn;
	struct reply reply = rc == RC_OK ? reply_location(exchange_request(post->x)->arena, 303,
	    "/ok")
	                                 : reply_text(503, "503\n");

	exchange_reply(post->x, &reply);
}

static void
write_later(struct machine *machine, struct exchange *x)
{
	struct request *req = exchange_request(x);
	struct post *post = ARENA_NEW(req->arena, struct post);
	const char *title = request_body(req, "title");

	*post = (struct post){ .turn = { .apply = apply, .done = done }, .x = x, .machine =
	    machine };
	(void)crypto_generichash(post->key, sizeof(post->key), (const unsigned char *)title,
	    title == NULL ? 0 : strlen(title), NULL, 0);
	exchange_later(x);
	if (!lane_submit(machine->lane, &post->turn))
		done(&post->turn, RC_FAILED);
}

static struct reply
list(struct machine *machine, struct exchange *x)
{
	struct arena *arena = exchange_request(x)->arena;
	struct db *db = machine->db[exchange_loop(x)];
	struct buf buf;
	struct db_stmt *q;

	buf_init(&buf, arena, 1 << 16);
	lane_reader_enters(machine->lane);
	q = db_stmt(db, "SELECT id, due_day, title FROM task WHERE unit_id = $1"
	    " ORDER BY due_day, id LIMIT 50");
	db_bind_i64(q, 1, 7);
	while (db_step(q) == RC_OK) {
		buf_add_i64(&buf, db_i64(q, "id"));
		buf_add_i64(&buf, db_i64(q, "due_day"));
		buf_add_text(&buf, db_text(q, arena, "title"));
	}
	(void)db_end(q);
	lane_reader_leaves(machine->lane);
	return reply_bytes(200, "text/html", buf_str(&buf));
}

static int64_t
on_head(void *arg, struct exchange *x)
{
	(void)arg;
	return exchange_request(x)->method == HTTP_POST ? 65536 : 0;
}

static void
on_request(void *arg, struct exchange *x)
{
	struct machine *machine = arg;
	const char *path = exchange_request(x)->path;
	struct reply reply;

	if (strcmp(path, "/write") == 0) {
		write_later(machine, x);
		return;
	}
	if (strcmp(path, "/list") == 0)
		reply = list(machine, x);
	else if (strcmp(path, "/echo") == 0)
		reply = reply_text(200, "ok");
	else
		reply = reply_bytes(200, "text/html", (struct str){ machine->page, PAGE });
	exchange_reply(x, &reply);
}

static void
on_done(void *arg, struct exchange *x)
{
	(void)arg;
	(void)x;
}

static void
need(bool ok, const struct err *err)
{
	if (ok)
		return;
	(void)fprintf(stderr, "machine: %s\n", err->detail);
	exit(3);
}

static void
fill(const struct db_target *target, struct err *err)
{
	struct db *db = db_open(target, DB_WRITE, true, NULL, err);

	need(db != NULL, err);
	db_set_err(db, err);
	if (db_script(db, "SELECT 1 FROM task LIMIT 1") == RC_OK) { /* filled by an earlier run */
		db_close(db);
		return;
	}
	err_clear(err);
	need(db_script(db, "CREATE TABLE task (id BIGINT PRIMARY KEY, unit_id BIGINT NOT NULL,"
	    " due_day BIGINT NOT NULL, title TEXT NOT NULL);"
	    "CREATE TABLE token (key_hash BYTEA PRIMARY KEY, result_id BIGINT NOT NULL);"
	    "CREATE INDEX task_by_unit ON task (unit_id, due_day, id);") == RC_OK, err);
	need(db_begin(db) == RC_OK, err);
	for (int64_t i = 1; i <= ROWS; i++) {
		struct db_stmt *q = db_stmt(db,
		    "INSERT INTO task (id, unit_id, due_day, title) VALUES ($1, $2, $3, $4)");

		db_bind_i64(q, 1, i);
		db_bind_i64(q, 2, i % 50);
		db_bind_i64(q, 3, i * 7919 % 365);
		db_bind_text(q, 4, "Xử lý điểm ngập sau mưa lớn trên các tuyến phố trung tâm");
		need(db_run(q, NULL) == RC_OK, err);
	}
	need(db_commit(db) == RC_OK, err);
	db_close(db);
}

/* The greatest id so far, so that a second run goes on behind it. */
static int64_t
last_id(struct db *db)
{
	struct db_stmt *q = db_stmt(db, "SELECT max(id) AS id FROM task");
	int64_t id = 0;

	if (db_first(q) == RC_OK)
		id = db_i64(q, "id");
	(void)db_end(q);
	return id;
}

static struct machine *
start(const struct db_target *target, struct err *err)
{
	const struct lane_config lane = { .target = target, .queue_max = 4096, .batch_max = 1024 };
	struct machine *machine = mem_alloc(sizeof(*machine));

	fill(target, err);
	memset(machine->page, 'x', PAGE);
	for (int i = 0; i < LOOPS; i++) {
		machine->db[i] = db_open(target, DB_READ, false, NULL, err);
		need(machine->db[i] != NULL, err);
	}
	machine->next_id = last_id(machine->db[0]) + 1;
	machine->lane = lane_start(&lane, err);
	need(machine->lane != NULL, err);
	return machine;
}

static void
serve(struct machine *machine, const char *listen, const sigset_t *signals, struct err *err)
{
	const struct http_handler handler = { machine, on_head, on_request, on_done, NULL };
	const struct http_config http = { .listen = listen, .loops = LOOPS,
		.connections_max = 2000, .per_address_max = 2000, .arena_max = 8 << 20,
		.head_ms = 10000, .body_ms = 10000, .idle_ms = 60000 };
	struct http_server *server = http_server_open(&http, &handler, err);
	struct lane_figures figures;
	int got;

	need(server != NULL, err);
	http_server_start(server);
	(void)printf("127.0.0.1:%d\n", http_server_port(server));
	(void)fflush(stdout);
	(void)sigwait(signals, &got);
	http_server_stop(server);
	lane_figures(machine->lane, &figures);
	(void)printf("commits %lld turns %lld\n", (long long)figures.commits,
	    (long long)figures.turns);
}

int
main(int argc, char **argv)
{
	const char *file = NULL, *listen = "127.0.0.1:0";
	struct db_target target;
	struct machine *machine;
	struct err err = { 0 };
	sigset_t signals;

	for (int i = 2; i + 1 < argc; i += 2) {
		if (strcmp(argv[i], "--db") == 0)
			file = argv[i + 1];
		else if (strcmp(argv[i], "--listen") == 0)
			listen = argv[i + 1];
	}
	if (file == NULL)
		return 2;
	(void)sigemptyset(&signals);
	(void)sigaddset(&signals, SIGTERM);
	(void)pthread_sigmask(SIG_BLOCK, &signals, NULL);
	need(db_target_parse(&target, file, &err) == RC_OK, &err);
	machine = start(&target, &err);
	serve(machine, listen, &signals, &err);
	lane_stop(machine->lane);
	for (int i = 0; i < LOOPS; i++)
		db_close(machine->db[i]);
	mem_free(machine);
	return 0;
}
