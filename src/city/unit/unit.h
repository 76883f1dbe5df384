/*
 * unit.h: organisations (cơ quan, đơn vị) and the coordination blocs (khối phối hợp). `unit` holds
 * what is so now; `unit_version` what was so when, with its basis; `unit_link` what became of what.
 * A unit's path ("/1/57/") is its line of ids from the city down and carries all rights. Its
 * organisation (org_id) is the department or commune it belongs to: tasks are led, listed and
 * counted by organisation. Communes form one bloc of their own, so that blocs add up to the city.
 */
#ifndef CITY_UNIT_UNIT_H
#define CITY_UNIT_UNIT_H

#include "app/ctx.h"

struct collator; /* text/collate.h */

enum unit_kind {
	UNIT_CITY,       /* the city itself: the root, "/1/" */
	UNIT_FOCAL,      /* cơ quan đầu mối: exactly one at any date */
	UNIT_DEPARTMENT, /* sở, ban, ngành */
	UNIT_COMMUNE,    /* xã, phường, đặc khu */
	UNIT_OFFICE,     /* a part of one of these */
	UNIT_KIND_COUNT
};

#define UNIT_CITY_ID 1 /* the root is the same in every store */

struct unit {
	int64_t id;
	int64_t parent_id; /* 0 for the city */
	int64_t org_id;
	int64_t bloc_id;   /* 0: none, listed as an error for departments */
	enum unit_kind kind;
	const char *code;  /* official code of a commune, else "" */
	const char *name;
	const char *path;
	int64_t version;
	bool active;
};

struct bloc {
	int64_t id;
	const char *name;    /* Vietnamese */
	const char *name_en;
	int64_t rank;
	bool communes;       /* the group of all communes */
};

const char *unit_kind_key(enum unit_kind kind); /* "department" */
bool unit_kind_parse(const char *key, enum unit_kind *kind);

/* RC_NONE when there is no such unit. Everything read lives in `arena`. */
enum rc unit_get(struct db *db, struct arena *arena, int64_t id, struct unit *unit);

/*
 * The organisation whose tasks the reader sees; 0 for whoever covers the city and for the program
 * itself. RC_FAILED when it cannot be read: never anything wider or narrower.
 */
enum rc unit_own_org(struct ctx *ctx, int64_t *org_id);
/* The organisation a signed-in reader works in, whatever else the role covers. */
enum rc unit_work_org(struct ctx *ctx, int64_t *org_id);

/*
 * As somebody at the console names it: its code, its id, or its exact name; among those in force.
 * RC_NONE when there is none.
 */
enum rc unit_find(struct db *db, struct arena *arena, const char *word, struct unit *unit);

/*
 * The form's choices: active organisations (focal point, departments, communes) by bloc, those of
 * none first; names in Vietnamese order. All: offices too, each with its organisation. RC_FAILED
 * when there are more than UNITS_MAX.
 */
#define UNITS_MAX 5000
enum rc unit_options(struct ctx *ctx, struct options *to);
enum rc unit_options_all(struct ctx *ctx, struct options *to);

/* Its name in a page's language. */
const char *bloc_name(const struct bloc *bloc, enum lang lang);

/* The blocs as choices of a filter. */
enum rc bloc_options(struct ctx *ctx, struct options *to);

/* Blocs by rank, at most 32. */
enum rc bloc_list(struct db *db, struct arena *arena, struct bloc **blocs, size_t *n);

/*
 * Units whose name fits what a document calls them ("Sở Xây dựng", "UBND phường Hoàng Mai",
 * "các sở, ban, ngành"), of those that unit_options offers: at most `max` (UNIT_MATCH_MAX), best
 * first. For proposals only: a person chooses. However many are asked for, the units are read
 * once for a request.
 */
#define UNIT_MATCH_MAX 8
enum rc unit_match(struct ctx *ctx, const char *name, struct unit *units, size_t max, size_t *n);

/*
 * For demo and import: puts a unit (and its first version, valid from `from_day`) into the store.
 */
struct unit_new {
	int64_t id;
	int64_t parent_id;
	enum unit_kind kind;
	int64_t bloc_id;
	const char *code;
	const char *name;
	int64_t from_day;
	const char *basis;
};
/* In a transaction of the caller's; RC_NONE when there is no such parent. */
enum rc unit_add(struct db *db, struct arena *arena, struct collator *collator,
    const struct unit_new *unit);
enum rc bloc_add(struct db *db, const struct bloc *bloc);

/*
 * A unit as it will be from a day on: its name and bloc. The day lies after the first day of the
 * version in force and not after today; only a department may change its bloc, and it has one
 * of `blocs` that is not the communes'. Refused at "name", "bloc" or "from". Pure.
 */
struct unit_change {
	const char *name;
	int64_t bloc_id;
	int64_t from_day;
	const char *basis; /* the document it rests on */
};
enum rc unit_change_check(const struct unit *unit, int64_t valid_from, int64_t today,
    const struct unit_change *change, const struct bloc *blocs, size_t nblocs, struct err *err);
/* May a unit like this one be in that bloc from now on? Pure. */
bool bloc_fits(const struct bloc *bloc, const struct unit *unit);

/* In the lane: the version in force ends, a new one begins. RC_CONFLICT: it is another by now. */
enum rc unit_change(struct ctx *ctx, int64_t id, int64_t version, const struct unit_change *change);

/*
 * `giaoban import units [--communes-of CODE] [FILE...]` (docs/units.md): a transaction for each,
 * what was done on stdout, what was refused as FILE:LINE on stderr. Returns the exit status of
 * app/command.h; resets ctx->arena. `province` may be NULL.
 */
int unit_import_files(struct ctx *ctx, const char *province, int n, char **paths);

struct listing;
extern const struct route unit_routes[], unit_new_routes[];
extern const struct listing *const unit_listings[];

#endif
