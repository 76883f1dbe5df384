/*
 * torture.c: kills the server under load and counts what it had promised.
 *
 *	torture [-n ROUNDS] [-c CONNECTIONS] [-s SEED] [--bare] GIAOBAN
 *
 * Each round starts `GIAOBAN serve` on the same store, posts new tasks over all connections and
 * kills it with SIGKILL at a random moment. A creation that was answered 303 is acknowledged; one
 * whose connection broke before the answer is in doubt and is posted again, the same body with the
 * same form token, in the next round. In the end every acknowledged task must be there exactly
 * once, and `GIAOBAN check` must find the store sound. Exit 0 if so, 1 if not, 3 if it could not be
 * tried.
 * --bare tries build/bench/machine, which has neither accounts nor checks.
 */
#include <getopt.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/rand.h"
#include "db/db.h"
#include "tests/client.h"

/* What the product must offer; all that has to change when its pages do. */
#define TITLE "torture"
#define SIGN_IN_PAGE "/sign-in"
#define SIGN_IN_PATH "/demo/sign-in"
#define SIGN_IN_FORM "role=focal_officer"
#define TASK_NEW_PAGE "/tasks/new"
#define TASK_ADD_PATH "/tasks"
#define TASK_FORM "_token=%s&title=" TITLE "-%lld&output=bao+cao&lead=14&person=an" \
	"&due=2027-03-31&do=activate"
#define BARE_PATH "/write"
#define BARE_FORM "title=" TITLE "-%lld"
#define TITLES_SQL "SELECT title FROM task WHERE title >= 'torture-' AND title < 'torture.'"

enum { CREATIONS_MAX = 20 * 1000 * 1000, CONNECTIONS_MAX = 512, READY_MS = 20000, ROUND_MS = 1000 };

enum fate { UNTRIED, ACKNOWLEDGED, IN_DOUBT, REFUSED };

struct torture {
	const char *binary;
	bool bare;
	int rounds, connections;
	char file[64];       /* the store */
	char host[64];
	char token[CLIENT_TOKEN_MAX];
	char cookies[CLIENT_COOKIES_MAX];
	unsigned char *fates; /* by number of the creation */
	_Atomic int64_t next;
	_Atomic bool stop;
	int64_t *doubts;      /* to be posted again, this round */
	int64_t ndoubts;
	_Atomic int64_t next_doubt;
	_Atomic int bad_status; /* an answer that is neither yes nor "busy" */
	struct prng prng;
};

static _Noreturn void
give_up(const char *what, const char *detail)
{
	(void)fprintf(stderr, "torture: %s %s\n", what, detail);
	exit(3);
}

/* Runs the program to its end; its exit status. */
static int
run(char *const *argv)
{
	pid_t child;
	int status = 0;

	(void)fflush(stdout); /* else the child would print it again */
	child = fork();
	if (child == 0) {
		(void)freopen("/dev/null", "w", stdout);
		(void)execv(argv[0], argv);
		_exit(127);
	}
	(void)waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/* A port that was free a moment ago. */
static void
choose_host(struct torture *t)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, len) != 0 ||
	    getsockname(fd, (struct sockaddr *)&at, &len) != 0)
		give_up("no free port", "");
	(void)close(fd);
	(void)snprintf(t->host, sizeof(t->host), "127.0.0.1:%d", ntohs(at.sin_port));
}

static pid_t
start_server(struct torture *t)
{
	char *const argv[] = { (char *)(uintptr_t)t->binary, "serve", "--db", t->file, "--listen",
		t->host, NULL };
	pid_t child;
	int64_t until = clock_steady_ms() + READY_MS;

	choose_host(t);
	child = fork();
	if (child == 0) {
		(void)freopen("/dev/null", "w", stdout);
		(void)freopen("/dev/null", "w", stderr);
		(void)execv(argv[0], argv);
		_exit(127);
	}
	while (clock_steady_ms() < until) {
		int fd = client_dial(t->host);

		if (fd >= 0) {
			(void)close(fd);
			return child;
		}
		if (waitpid(child, NULL, WNOHANG) == child)
			give_up("the server ended by itself:", t->binary);
		(void)usleep(1000);
	}
	give_up("the server does not answer:", t->binary);
}

/* Signs in once; session and token outlive the kills, which is part of what is tried. */
static void
sign_in(struct torture *t)
{
	struct client client;

	if (t->bare || t->cookies[0] != '\0')
		return;
	client_init(&client, t->host);
	if (!client_sign_in(&client, SIGN_IN_PAGE, SIGN_IN_PATH, SIGN_IN_FORM))
		give_up("cannot sign in", SIGN_IN_FORM);
	if (client_ask(&client, "GET", TASK_NEW_PAGE, NULL) != 200 ||
	    !client_token(&client, t->token))
		give_up("no form token on", TASK_NEW_PAGE);
	memcpy(t->cookies, client.cookies, sizeof(t->cookies));
	client_release(&client);
}

static int
post(struct torture *t, struct client *client, int64_t number)
{
	char form[1024];

	if (t->bare)
		(void)snprintf(form, sizeof(form), BARE_FORM, (long long)number);
	else
		(void)snprintf(form, sizeof(form), TASK_FORM, t->token, (long long)number);
	return client_ask(client, "POST", t->bare ? BARE_PATH : TASK_ADD_PATH, form);
}

/* The next creation to try: first those in doubt. */
static int64_t
next_number(struct torture *t)
{
	int64_t doubt = atomic_load(&t->next_doubt);

	if (doubt < t->ndoubts) {
		doubt = atomic_fetch_add(&t->next_doubt, 1);
		if (doubt < t->ndoubts)
			return t->doubts[doubt];
	}
	return atomic_fetch_add(&t->next, 1);
}

/* One connection: posts until the round is over. */
static void *
pour(void *arg)
{
	struct torture *t = arg;
	struct client client;

	client_init(&client, t->host);
	memcpy(client.cookies, t->cookies, sizeof(client.cookies));
	while (!atomic_load(&t->stop)) {
		int64_t number = next_number(t);
		bool again = number < CREATIONS_MAX && t->fates[number] == IN_DOUBT;
		int status;

		if (number >= CREATIONS_MAX)
			break;
		status = post(t, &client, number);
		if (status == 303)
			t->fates[number] = ACKNOWLEDGED;
		else if (status == -1)
			t->fates[number] = IN_DOUBT;
		else if (!again) /* 503: it was not done, and never will be */
			t->fates[number] = REFUSED;
		if (status == -1)
			break;
		if (status != 303 && status != 503)
			atomic_store(&t->bad_status, status);
	}
	client_release(&client);
	return NULL;
}

static void
collect_doubts(struct torture *t)
{
	int64_t end = atomic_load(&t->next);

	t->ndoubts = 0;
	for (int64_t i = 0; i < end; i++)
		if (t->fates[i] == IN_DOUBT && t->ndoubts < CONNECTIONS_MAX)
			t->doubts[t->ndoubts++] = i;
	atomic_store(&t->next_doubt, 0);
}

/* One life of the server; killed after a random time unless it is the last. */
static void
live_once(struct torture *t, bool last)
{
	pthread_t threads[CONNECTIONS_MAX];
	pid_t server = start_server(t);
	int64_t ms = 1 + (int64_t)prng_below(&t->prng, ROUND_MS);

	sign_in(t);
	collect_doubts(t);
	atomic_store(&t->stop, false);
	for (int i = 0; i < t->connections; i++)
		if (pthread_create(&threads[i], NULL, pour, t) != 0)
			give_up("no more threads", "");
	(void)usleep((unsigned)ms * 1000);
	if (last)
		while (atomic_load(&t->next_doubt) < t->ndoubts)
			(void)usleep(1000);
	else
		(void)kill(server, SIGKILL);
	atomic_store(&t->stop, true);
	for (int i = 0; i < t->connections; i++)
		(void)pthread_join(threads[i], NULL);
	if (last)
		(void)kill(server, SIGTERM);
	(void)waitpid(server, NULL, 0);
	if (atomic_load(&t->bad_status) != 0) {
		(void)fprintf(stderr, "torture: %s answered %d\n", TASK_ADD_PATH, t->bad_status);
		exit(3);
	}
}

/* Counts how often each creation is in the store. */
static unsigned char *
count_titles(struct torture *t)
{
	unsigned char *counts = mem_alloc(CREATIONS_MAX);
	struct db_target target;
	struct err err = { 0 };
	struct arena *arena = arena_new(1 << 20);
	struct db *db = NULL;
	struct db_stmt *q;

	if (db_target_parse(&target, t->file, &err) == RC_OK)
		db = db_open(&target, DB_READ, false, NULL, &err);
	if (db == NULL)
		give_up("cannot open the store:", err.detail);
	db_set_err(db, &err);
	q = db_stmt(db, SQL(TITLES_SQL));
	while (db_step(q) == RC_OK) {
		const char *title = db_text(q, arena, "title");
		int64_t number;

		if (!str_to_i64(str_of(title + sizeof(TITLE)), &number) || number < 0 ||
		    number >= CREATIONS_MAX)
			give_up("a title nobody posted:", title);
		if (counts[number] < 255)
			counts[number]++;
		arena_reset(arena);
	}
	if (db_end(q) != RC_OK)
		give_up("cannot read the store:", err.detail);
	db_close(db);
	arena_free(arena);
	return counts;
}

static int
judge(struct torture *t)
{
	unsigned char *counts = count_titles(t);
	int64_t acknowledged = 0, lost = 0, doubled = 0, denied = 0, doubt = 0;
	int64_t end = atomic_load(&t->next);

	for (int64_t i = 0; i < end; i++) {
		acknowledged += t->fates[i] == ACKNOWLEDGED;
		lost += t->fates[i] == ACKNOWLEDGED && counts[i] == 0;
		doubled += counts[i] > 1;
		denied += t->fates[i] == REFUSED && counts[i] > 0;
		doubt += t->fates[i] == IN_DOUBT;
	}
	mem_free(counts);
	(void)printf("acknowledged %lld, lost %lld, doubled %lld\n", (long long)acknowledged,
	    (long long)lost, (long long)doubled);
	if (denied > 0 || doubt > 0)
		(void)printf("refused and yet done %lld, still in doubt %lld\n", (long long)denied,
		    (long long)doubt);
	return acknowledged > 0 && lost + doubled + denied + doubt == 0 ? 0 : 1;
}

static void
make_store(struct torture *t)
{
	char *const argv[] = { (char *)(uintptr_t)t->binary, "demo", "--db", t->file, "--seed", "1",
		"--tasks", "100", NULL };
	int fd = mkstemp(t->file);

	if (fd < 0)
		give_up("no place for a store:", t->file);
	(void)close(fd);
	(void)unlink(t->file);
	if (!t->bare && run(argv) != 0)
		give_up("cannot make a demo city with", t->binary);
}

static void
remove_store(const struct torture *t)
{
	static const char *const ends[] = { "", "-wal", "-shm", ".keys" };
	char name[80];

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		(void)snprintf(name, sizeof(name), "%s%s", t->file, ends[i]);
		(void)unlink(name);
	}
}

static int
check_store(struct torture *t)
{
	char *const argv[] = { (char *)(uintptr_t)t->binary, "check", "--db", t->file, NULL };

	if (t->bare)
		return 0;
	if (run(argv) == 0)
		return 0;
	(void)printf("giaoban check finds fault with %s\n", t->file);
	return 1;
}

static bool
take_options(struct torture *t, int argc, char **argv, uint64_t *seed)
{
	static const struct option longs[] = { { "bare", no_argument, NULL, 'b' }, { 0 } };
	int option;

	while ((option = getopt_long(argc, argv, "n:c:s:", longs, NULL)) != -1) {
		if (option == 'n')
			t->rounds = (int)strtol(optarg, NULL, 10);
		else if (option == 'c')
			t->connections = (int)strtol(optarg, NULL, 10);
		else if (option == 's')
			*seed = strtoull(optarg, NULL, 10);
		else if (option == 'b')
			t->bare = true;
		else
			return false;
	}
	if (argc - optind != 1)
		return false;
	t->binary = argv[optind];
	return t->rounds > 0 && t->connections > 0 && t->connections <= CONNECTIONS_MAX;
}

int
main(int argc, char **argv)
{
	struct torture t = { .rounds = 100, .connections = 64, .file = "/tmp/torture-XXXXXX" };
	uint64_t seed;
	int bad;

	rand_secret(&seed, sizeof(seed));
	if (!take_options(&t, argc, argv, &seed)) {
		(void)fprintf(stderr,
		    "usage: torture [-n ROUNDS] [-c CONNECTIONS] [-s SEED] [--bare] GIAOBAN\n");
		return 2;
	}
	(void)printf("seed %llu\n", (unsigned long long)seed);
	(void)fflush(stdout);
	prng_init(&t.prng, seed);
	t.fates = mem_alloc(CREATIONS_MAX);
	t.doubts = mem_alloc(CONNECTIONS_MAX * sizeof(*t.doubts));
	make_store(&t);
	for (int i = 0; i <= t.rounds; i++)
		live_once(&t, i == t.rounds);
	bad = judge(&t) + check_store(&t);
	if (bad == 0)
		remove_store(&t);
	mem_free(t.fates);
	mem_free(t.doubts);
	return bad == 0 ? 0 : 1;
}
