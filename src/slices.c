/* slices.c: the one list of all registers. A new folder is one line here. */
#include "app/slices.h"

#include "app/audit.h"
#include "app/blob.h"
#include "app/look.h"
#include "app/ticker.h"
#include "brief/briefing/briefing.h"
#include "brief/desk/desk.h"
#include "brief/transparency/transparency.h"
#include "city/account/account.h"
#include "city/account/first_account.h"
#include "city/unit/unit.h"
#include "plan/task/task.h"
#include "plan/term/term.h"
#include "demo/demo.h"
#include "plan/directive/directive.h"
#include "plan/directive/split.h"
#include "plan/document/document.h"

const struct slice slices[] = {
	{ "app/look", .routes = look_routes },
	{ "app/gate", .ticks = gate_ticks },
	{ "app/blob", .ticks = blob_ticks, .recounts = blob_recounts },
	{ "app/audit", .routes = audit_routes, .listings = audit_listings, .ticks = audit_ticks },
	{ "city/unit", .routes = unit_routes, .listings = unit_listings },
	{ "city/unit", .routes = unit_new_routes },
	{ "city/account", .routes = account_routes, .listings = account_listings,
	    .recounts = account_recounts },
	{ "city/account", .routes = sign_in_routes },
	{ "city/account", .routes = first_account_routes, .start = first_account_code },
	{ "plan/document", .routes = document_routes, .listings = document_listings,
	    .recounts = document_recounts },
	{ "plan/directive", .routes = directive_routes, .recounts = directive_recounts,
	    .ticks = directive_ticks },
	{ "plan/directive", .routes = split_routes },
	{ "plan/task", .routes = task_routes, .listings = task_listings,
	    .recounts = task_recounts },
	{ "plan/term", .routes = term_routes },
	{ "brief/briefing", .routes = briefing_routes },
	{ "brief/desk", .routes = desk_routes },
	{ "brief/transparency", .routes = transparency_routes,
	    .listings = transparency_listings },
	{ "demo", .start = demo_greet },
	{ 0 },
};
