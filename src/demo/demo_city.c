/* demo_city.c: organisations and people of the demo city. */
#include "app/setting_store.h"
#include "city/account/account.h"
#include "city/unit/unit.h"
#include "city/unit/unit_import.h"
#include "demo/demo.h"
#include "demo/demo_data.h"

#define REFORM_BASIS "Nghị quyết 1656/NQ-UBTVQH15"

enum { FOCAL_ID = 2, FIRST_DEPARTMENT_ID = 10, FIRST_COMMUNE_ID = 1000 };
enum { CONSTRUCTION = 4 /* Sở Xây dựng in demo_departments */ };

static int64_t
reform_day(void)
{
	return date_to_day((struct date){ 2025, 7, 1 });
}

static enum rc
add_blocs(struct demo *demo)
{
	static const struct bloc blocs[DEMO_BLOCS] = {
		{ 1, "Khối kinh tế", "Economy", 1, false },
		{ 2, "Khối đô thị - môi trường - nhà đất", "City, environment, land and housing", 2,
		    false },
		{ 3, "Khối văn hóa - xã hội", "Culture and society", 3, false },
		{ 4, "Xã, phường", "Communes and wards", 4, true },
	};
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < DEMO_BLOCS; i++)
		rc = bloc_add(demo->db, &blocs[i]);
	return rc;
}

static enum rc
add_unit(struct demo *demo, struct unit_new unit)
{
	unit.from_day = reform_day();
	return unit_add(demo->db, demo->ctx.arena, demo->app.collator, &unit);
}

static enum rc
add_departments(struct demo *demo)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && demo_departments[i].name != NULL; i++) {
		const struct demo_department *d = &demo_departments[i];
		struct demo_unit *unit = &demo->units[demo->nunits++];

		*unit = (struct demo_unit){ .id = FIRST_DEPARTMENT_ID + (int64_t)i,
			.name = d->name,
			.works = d->works,
			.bloc = d->bloc };
		unit->path = arena_printf(demo->ctx.arena, "/%d/%lld/", UNIT_CITY_ID,
		    (long long)unit->id);
		rc = add_unit(demo, (struct unit_new){ .id = unit->id, .parent_id = UNIT_CITY_ID,
		    .kind = UNIT_DEPARTMENT, .bloc_id = d->bloc, .code = "", .name = d->name,
		    .basis = "Đề án sắp xếp năm 2025" });
	}
	demo->ndepartments = demo->nunits;
	return rc;
}

static enum rc
add_communes(struct demo *demo)
{
	struct str rest = str_of(unit_communes_01);
	enum rc rc = RC_OK;

	while (rc == RC_OK && rest.at != NULL) {
		struct str name = str_cut(&rest, '\n');
		struct str code = str_cut(&name, '\t');
		struct demo_unit *unit = &demo->units[demo->nunits];

		if (name.at == NULL || code.at[0] == '#')
			continue;
		*unit = (struct demo_unit){ .id = FIRST_COMMUNE_ID + (int64_t)demo->nunits,
			.name = arena_text_n(demo->ctx.arena, name.at, name.len),
			.works = demo_commune_works,
			.bloc = 4 };
		unit->path = arena_printf(demo->ctx.arena, "/%d/%lld/", UNIT_CITY_ID,
		    (long long)unit->id);
		demo->nunits++;
		rc = add_unit(demo, (struct unit_new){ .id = unit->id, .parent_id = UNIT_CITY_ID,
		    .kind = UNIT_COMMUNE, .bloc_id = 4,
		    .code = arena_text_n(demo->ctx.arena, code.at, code.len), .name = unit->name,
		    .basis = REFORM_BASIS });
	}
	return rc;
}

/* ---- people: no password opens these accounts, only the one click of a demo city ---- */

static enum rc
add_account(struct demo *demo, struct account account, int64_t *id)
{
	*id = ctx_id(&demo->ctx);
	account.id = *id;
	account.password_hash = "!";
	return account_insert(demo->db, demo->ctx.arena, demo->app.collator, &account,
	    demo->ctx.now_ms);
}

struct known {
	const char *name;
	enum role role;
	int64_t unit_id;
};

/* One account a role, its login the role's own name: these are the buttons of the sign-in page. */
static enum rc
add_known(struct demo *demo)
{
	static const struct known people[] = {
		{ "Vũ Thị Mai", ROLE_ADMIN, UNIT_CITY_ID },
		{ "Trần Thu Hà", ROLE_FOCAL_OFFICER, FOCAL_ID },
		{ "Nguyễn Hoàng Anh", ROLE_FOCAL_LEADER, FOCAL_ID },
		{ "Phạm Đức Long", ROLE_CITY_LEADER, UNIT_CITY_ID },
		{ "Nguyễn Minh Khang", ROLE_UNIT_OFFICER, 14 },
		{ "Đỗ Quang Hải", ROLE_UNIT_LEADER, 14 },
		{ "Lê Ngọc Thảo", ROLE_SPOKESPERSON, 21 },
		{ "Lê Văn Phúc", ROLE_COMMUNE_OFFICER, 0 },
		{ "Bùi Thanh Yến", ROLE_CONTRIBUTOR, 0 },
		{ "Hoàng Kim Chi", ROLE_JOURNALIST, UNIT_CITY_ID },
		{ "Đặng Hữu Nam", ROLE_INSPECTOR, UNIT_CITY_ID },
	};
	struct demo_unit *construction = &demo->units[CONSTRUCTION];
	struct demo_unit *commune = &demo->units[demo->ndepartments];
	int64_t ids[ARRAY_LEN(people)] = { 0 };
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < ARRAY_LEN(people); i++)
		rc = add_account(demo, (struct account){ .login = role_key(people[i].role),
		    .name = people[i].name, .role = people[i].role,
		    .unit_id = people[i].unit_id != 0 ? people[i].unit_id : commune->id }, &ids[i]);
	construction->person = people[4].name;
	construction->officer_id = ids[4];
	commune->person = people[7].name;
	commune->officer_id = ids[7];
	return rc;
}

/* The officer of every unit; Sở Xây dựng and the first commune have theirs among the known. */
static enum rc
add_officers(struct demo *demo)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < demo->nunits; i++) {
		struct demo_unit *unit = &demo->units[i];
		bool department = i < demo->ndepartments;
		const char *login = department
		    ? demo_departments[i].login
		    : arena_printf(demo->ctx.arena, "xa-%zu", i - demo->ndepartments + 1);

		if (unit->person != NULL)
			continue;
		unit->person = demo_person(demo);
		rc = add_account(demo, (struct account){ .login = login, .name = unit->person,
		    .role = department ? ROLE_UNIT_OFFICER : ROLE_COMMUNE_OFFICER,
		    .unit_id = unit->id }, &unit->officer_id);
	}
	return rc;
}

static enum rc
add_settings(struct demo *demo)
{
	static const char *const settings[][2] = {
		{ "demo", "1" },
		{ "city_name", "Thành phố Hà Nội" },
		{ "publisher", "Ban Tuyên giáo và Dân vận Thành ủy Hà Nội (dữ liệu minh họa)" },
		{ "publisher_contact", "Nguyễn Hoàng Anh · 024 0000 0000 · lienhe@vidu.example" },
	};
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < ARRAY_LEN(settings); i++)
		rc = setting_set(demo->db, settings[i][0], settings[i][1]);
	return rc;
}

static enum rc
find_user(struct demo *demo, const char *login, struct user *user)
{
	struct account a;
	enum rc rc = account_by_login(demo->db, demo->ctx.arena, login, &a);

	if (rc == RC_OK)
		*user = (struct user){ .account_id = a.id, .login = a.login, .name = a.name,
			.role = a.role, .unit_id = a.unit_id, .unit_path = "/",
			.unit_name = a.unit_name };
	return rc;
}

enum rc
demo_make_city(struct demo *demo)
{
	enum rc rc = add_blocs(demo);

	if (rc == RC_OK)
		rc = add_unit(demo, (struct unit_new){ .id = UNIT_CITY_ID, .kind = UNIT_CITY,
		    .code = "01", .name = "Thành phố Hà Nội", .basis = REFORM_BASIS });
	if (rc == RC_OK)
		rc = add_unit(demo, (struct unit_new){ .id = FOCAL_ID, .parent_id = UNIT_CITY_ID,
		    .kind = UNIT_FOCAL, .code = "", .name = "Ban Tuyên giáo và Dân vận Thành ủy",
		    .basis = "Quyết định sắp xếp tháng 02/2025" });
	if (rc == RC_OK)
		rc = add_departments(demo);
	if (rc == RC_OK)
		rc = add_communes(demo);
	if (rc == RC_OK)
		rc = add_known(demo);
	if (rc == RC_OK)
		rc = add_officers(demo);
	if (rc == RC_OK)
		rc = add_settings(demo);
	if (rc == RC_OK)
		rc = find_user(demo, role_key(ROLE_FOCAL_OFFICER), &demo->focal_officer);
	if (rc == RC_OK)
		rc = find_user(demo, role_key(ROLE_FOCAL_LEADER), &demo->focal_leader);
	return rc;
}
