/*
 * unit_new.h: organisations and blocs that come into being, by the form or from a file. One set of
 * rules for both: sectors are in a bloc, communes in the group of communes (made with the first of
 * them), only offices are part of another organisation, one focal point at a time, a code and a
 * name of a class once among what is in force.
 */
#ifndef CITY_UNIT_UNIT_NEW_H
#define CITY_UNIT_UNIT_NEW_H

#include "city/unit/unit.h"

/* What a new unit meets in the store. */
struct unit_place {
	enum unit_kind parent_kind;
	bool bloc_communes; /* the bloc it asks for is the group of communes */
	bool focal_there;
	bool code_taken;
	bool name_taken; /* of the same class */
};

/* Refused at "kind", "name", "code", "bloc", "parent" or "from"; `today` bounds from_day. Pure. */
enum rc unit_new_check(const struct unit_new *unit, const struct unit_place *place, int64_t today,
    struct err *err);

/*
 * In a transaction: checks, writes, and notes it in the log. parent_id 0 is the city; the bloc of
 * a commune is found by itself. RC_REFUSED as unit_new_check, and at "parent" where there is none.
 */
enum rc unit_make(struct ctx *ctx, struct unit_new *unit);

/* Both at most BLOC_NAME_MAX characters; an English name that is empty is the Vietnamese one. */
struct bloc_names {
	const char *name;
	const char *name_en;
};
#define BLOC_NAME_MAX 100

/* In a transaction; refused at "name": taken, or as many blocs as there may be. */
enum rc bloc_make(struct ctx *ctx, int64_t id, const struct bloc_names *names);
/* The same; RC_NONE when there is no such bloc. */
enum rc bloc_rename(struct ctx *ctx, int64_t id, const struct bloc_names *names);
/* RC_NONE when there is none. */
enum rc bloc_get(struct db *db, struct arena *arena, int64_t id, struct bloc *bloc);
/* By either name, whatever the case and the accents. */
enum rc bloc_by_name(struct db *db, struct arena *arena, const char *name, struct bloc *bloc);

/* In force and with this code, or with this class and name (any class: UNIT_KIND_COUNT). */
enum rc unit_by_code(struct db *db, struct arena *arena, const char *code, struct unit *unit);
enum rc unit_by_name(struct db *db, struct arena *arena, enum unit_kind kind, const char *name,
    struct unit *unit);

/* Is there an organisation beside the city? */
enum rc unit_any(struct db *db, bool *any);

extern const struct form unit_new_form, bloc_form;

#endif
