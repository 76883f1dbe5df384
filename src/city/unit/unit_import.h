/*
 * unit_import.h: many organisations at once, from a CSV file or from what the program knows of a
 * province. docs/units.md is the manual of the format. A file is brought in whole or not at all;
 * what is there already (by code, else by class and name) is left as it is, so that the same file
 * may come again.
 */
#ifndef CITY_UNIT_UNIT_IMPORT_H
#define CITY_UNIT_UNIT_IMPORT_H

#include "base/err.h"
#include "base/str.h"

struct ctx;

#define UNIT_IMPORT_FAULTS 20         /* told of a file; then the reading ends */
#define UNIT_IMPORT_BYTES (4 << 20)   /* of a file */

/* One line that is refused. */
struct unit_import_fault {
	int64_t line;
	struct err err;
};

struct unit_import {
	int64_t added, there, blocs; /* new units, units left as they were, new blocs */
	struct unit_import_fault *faults;
	size_t nfaults;
};

/*
 * In a transaction of the caller's, who rolls back unless RC_OK comes: RC_REFUSED with the faults.
 * Memory from ctx->arena.
 */
enum rc unit_import_csv(struct ctx *ctx, struct str text, struct unit_import *to);

/*
 * The communes and wards of a province (code "01": Hà Nội, as of 1 July 2025); RC_REFUSED as above,
 * or in ctx->err when nothing is bundled of that province.
 */
enum rc unit_import_communes(struct ctx *ctx, const char *province, struct unit_import *to);

extern const char unit_communes_01[]; /* data/hanoi_units.tsv: code, tab, name; '#' comments */

#endif
