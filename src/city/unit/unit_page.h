/* unit_page.h: what the pages of organisations show; for the files of this folder. */
#ifndef CITY_UNIT_UNIT_PAGE_H
#define CITY_UNIT_UNIT_PAGE_H

#include "city/unit/unit.h"

#define UNIT_VERSIONS_MAX 100

/* What was so from valid_from until the day before valid_to; DAY_NONE: still so. */
struct unit_version {
	const char *name;
	const char *code;
	const char *bloc;    /* NULL: none */
	const char *bloc_en;
	enum unit_kind kind;
	int64_t valid_from;
	int64_t valid_to;
	const char *basis;
};

/* Figures of what an organisation leads. */
struct unit_figures {
	int64_t planned; /* in the quarter: neither draft nor cancelled */
	int64_t open;    /* in all quarters: owed */
	int64_t late;
	int64_t accounts;
};

/* Another organisation that this one has to do with. */
struct unit_near {
	int64_t id;
	const char *name;
	const char *link;  /* "full", "partial", "rename", "retype"; NULL: a part of it */
	int64_t from_day;  /* of a link */
	const char *basis; /* of a link */
};
#define UNIT_NEAR_MAX 200

struct unit_page {
	struct unit unit;
	struct unit_near *parts;  /* organisations directly below; in name order */
	size_t nparts;
	struct unit_near *before; /* what became this one, and what this one became */
	size_t nbefore;
	struct unit_near *after;
	size_t nafter;
	const char *parent; /* NULL: none, the city itself */
	const char *bloc;   /* in the page's language; NULL: none */
	struct unit_version *versions; /* newest first */
	size_t nversions;
	int64_t quarter;
	bool inside;        /* within the subtree of whoever asks: figures are shown */
	struct unit_figures figures;
};

/* What a kind of unit and a link between two are called: enum msg. */
int unit_kind_msg(enum unit_kind kind);
int unit_link_msg(const char *link);
bool unit_needs_bloc(const struct unit *unit); /* a department in force without one: an error */

/* Newest first, at most UNIT_VERSIONS_MAX. */
enum rc unit_versions(struct db *db, struct arena *arena, int64_t unit_id,
    struct unit_version **rows, size_t *n);
/* At most UNIT_NEAR_MAX each. */
enum rc unit_parts(struct db *db, struct arena *arena, int64_t unit_id, struct unit_near **rows,
    size_t *n);
enum rc unit_links(struct db *db, struct arena *arena, int64_t unit_id, bool before,
    struct unit_near **rows, size_t *n);
/* Of the unit's organisation; accounts of the unit itself. */
enum rc unit_figures(struct db *db, const struct unit *unit, int64_t quarter, int64_t today,
    struct unit_figures *to);

/* A bloc and how many units in force are in it; the last row (id 0): departments without one. */
struct bloc_line {
	struct bloc bloc;
	int64_t units;
};
#define BLOC_LINES_MAX 40
/* `rows` has room for BLOC_LINES_MAX. */
enum rc bloc_lines(struct db *db, struct arena *arena, struct bloc_line *rows, size_t *n);

#endif
