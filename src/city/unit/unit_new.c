/* unit_new.c: which organisations may come into being; see unit_new.h. */
#include "city/unit/unit_new.h"

static enum rc
check_bloc(const struct unit_new *unit, const struct unit_place *place, struct err *err)
{
	if (unit->kind == UNIT_DEPARTMENT && unit->bloc_id == 0)
		return err_refuse(err, "bloc", MSG_unit_bloc_missing);
	if (unit->kind == UNIT_DEPARTMENT && place->bloc_communes)
		return err_refuse(err, "bloc", MSG_unit_bloc_communes);
	if (unit->kind == UNIT_COMMUNE && unit->bloc_id != 0 && !place->bloc_communes)
		return err_refuse(err, "bloc", MSG_unit_bloc_only);
	if (unit->kind != UNIT_DEPARTMENT && unit->kind != UNIT_COMMUNE && unit->bloc_id != 0)
		return err_refuse(err, "bloc", MSG_unit_bloc_only);
	return RC_OK;
}

enum rc
unit_new_check(const struct unit_new *unit, const struct unit_place *place, int64_t today,
    struct err *err)
{
	bool below_city = place->parent_kind == UNIT_CITY;

	if (unit->kind == UNIT_CITY)
		return err_refuse(err, "kind", MSG_unit_city_there);
	if (unit->kind == UNIT_FOCAL && place->focal_there)
		return err_refuse(err, "kind", MSG_unit_focal_there);
	if (place->name_taken)
		return err_refuse(err, "name", MSG_unit_name_taken);
	if (place->code_taken)
		return err_refuse(err, "code", MSG_unit_code_taken);
	if (unit->kind == UNIT_OFFICE && below_city)
		return err_refuse(err, "parent", MSG_unit_parent_office);
	if (unit->kind != UNIT_OFFICE && !below_city)
		return err_refuse(err, "parent", MSG_unit_parent_city);
	if (unit->from_day > today)
		return err_refuse(err, "from", MSG_unit_from_future);
	return check_bloc(unit, place, err);
}
