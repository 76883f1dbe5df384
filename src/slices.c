/* slices.c: the one list of all registers. A new folder is one line here. */
#include "app/slices.h"

#include "app/audit.h"
#include "app/look.h"
#include "app/ticker.h"

const struct slice slices[] = {
	{ "app/look", .routes = look_routes },
	{ "app/gate", .ticks = gate_ticks },
	{ 0 },
};
