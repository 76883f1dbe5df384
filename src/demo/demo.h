/*
 * demo.h: a city of Hà Nội's shape, made up: real units, invented persons and works, one year of
 * tasks up to a day, with a thread through it: heavy rain and flooded streets, the ring-road
 * clearance, dark streetlights. The same seed and day give the same city, on both engines. It is
 * marked as a demo: a ribbon on every page, and on loopback a role is one click.
 */
#ifndef DEMO_DEMO_H
#define DEMO_DEMO_H

#include "app/app.h"
#include "app/ctx.h"
#include "base/rand.h"

enum { DEMO_BLOCS = 4, DEMO_UNITS_MAX = 200, DEMO_TASKS = 400 };

/* A unit as the demo acts for it. */
struct demo_unit {
	int64_t id;
	const char *name;
	const char *path;
	const char *const *works;
	const char *person;      /* who answers for its tasks */
	int64_t officer_id;      /* account */
	int bloc;
};

struct demo {
	struct app app;
	struct db *db;
	struct request req;
	struct ctx ctx;
	struct prng prng;
	int64_t today;
	int64_t tasks;
	struct demo_unit units[DEMO_UNITS_MAX];
	size_t nunits;           /* departments first, then communes */
	size_t ndepartments;
	struct user focal_officer, focal_leader;
};

/* A word of a list, by the demo's own chance. */
const char *demo_pick(struct demo *demo, const char *const *list);
const char *demo_person(struct demo *demo);

/* Units, blocs, accounts, settings: in one transaction. */
enum rc demo_make_city(struct demo *demo);
/* The year of tasks, in the order of time, in one transaction. */
enum rc demo_make_year(struct demo *demo);
/* Documents under review. */
enum rc demo_make_documents(struct demo *demo);

/* The numbers a visitor can check on the pages, on standard output. */
enum rc demo_print_totals(struct db *db);

/* Says the roles and totals when a demo city is served. */
enum rc demo_greet(struct app *app, struct err *err);

struct config;
/* `giaoban demo`: RC_REFUSED where there is a city already; exit status: app/command.h. */
int demo_command(const struct config *config, int argc, char **argv);

#endif
