/*
 * plan_city.h: for tests of plan: a small city (two departments, a ward) and somebody who acts in
 * it.
 */
#ifndef TESTS_PLAN_CITY_H
#define TESTS_PLAN_CITY_H

#include "city/unit/unit.h"
#include "plan/task/task.h"
#include "tests/ask.h"
#include "tests/store.h"
#include "text/collate.h"

enum { CITY_BLOC = 3, CITY_LEAD = 20, CITY_OTHER = 21, CITY_WARD = 40 };

struct city {
	struct ask ask;
	struct ctx *ctx; /* the focal officer; its today is 21/11/2026 */
	struct store *store;
};

static inline void
city_unit(struct city *city, struct collator *collator, int64_t id, enum unit_kind kind,
    int64_t bloc_id, const char *name)
{
	struct unit_new unit = { .id = id, .parent_id = id == 1 ? 0 : 1, .kind = kind, .code = "",
		.bloc_id = bloc_id, .name = name, .basis = "" };

	assert_int_equal(unit_add(city->store->db, city->store->arena, collator, &unit), RC_OK);
}

static inline void
city_open(struct city *city, struct store *store)
{
	static const struct bloc blocs[] = {
		{ .id = CITY_BLOC, .name = "Khối đô thị", .name_en = "City bloc", .rank = 1 },
		{ .id = 4, .name = "Khối xã hội", .name_en = "Social bloc", .rank = 2 },
		{ .id = 5, .name = "Xã, phường", .name_en = "Communes", .rank = 3,
		    .communes = true },
	};
	struct collator *collator = collator_open();

	for (size_t i = 0; i < ARRAY_LEN(blocs); i++)
		assert_int_equal(bloc_add(store->db, &blocs[i]), RC_OK);
	city->store = store;
	ask_init(&city->ask, store->arena, store->db);
	city->ask.app.ids = id_maker_new_seeded(1);
	city->ctx = ask_post(&city->ask, "/tasks", "");
	city_unit(city, collator, 1, UNIT_CITY, 0, "Thành phố Hà Nội");
	city_unit(city, collator, CITY_LEAD, UNIT_DEPARTMENT, CITY_BLOC, "Sở Xây dựng");
	city_unit(city, collator, CITY_OTHER, UNIT_DEPARTMENT, 4, "Sở Y tế");
	city_unit(city, collator, CITY_WARD, UNIT_COMMUNE, 5, "Phường Hoàng Mai");
	collator_close(collator);
}

static inline void
city_close(struct city *city)
{
	id_maker_free(city->ask.app.ids);
}

/* A complete task of CITY_LEAD, due in ten days, to be assigned at once. */
static inline struct task_new
city_task(struct city *city)
{
	static const int64_t co[] = { CITY_WARD, CITY_LEAD };

	return (struct task_new){ .id = ctx_id(city->ctx),
	    .title = "Công khai phương án chống ngập",
		.detail = "", .output = "Báo cáo", .person = "Nguyễn Minh Khang", .lead_id =
		CITY_LEAD,
		.co_ids = co, .nco = 2, .due_day = city->ctx->today + 10, .activate = true };
}

/* One act with all it needs; asking for time asks for seven more days. */
static inline enum rc
city_do(struct city *city, int64_t id, enum task_act act)
{
	struct task_deed deed = { .task_id = id, .act = act, .text = "Mưa lớn kéo dài",
		.day = DAY_NONE };
	struct task task;

	if (act == TASK_ACT_EXTEND &&
	    task_get(city->store->db, city->store->arena, id, &task) == RC_OK)
		deed.day = task.due_day + 7;
	return task_do(city->ctx, &deed);
}

static inline int64_t
city_count(struct store *store, const char *table)
{
	char sql[80];

	(void)snprintf(sql, sizeof(sql), "SELECT count(*) AS n FROM %s", table);
	return store_test_number(store, sql);
}

#endif
