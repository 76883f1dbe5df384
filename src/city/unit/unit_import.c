/* unit_import.c: lines of a file become organisations, by the rules of the form (unit_new.h). */
#include "city/unit/unit_import.h"

#include "city/unit/unit_new.h"
#include "stats/csv_read.h"
#include "text/decode.h"
#include "text/fold.h"

enum { KIND, NAME, CODE, BLOC, BLOC_EN, PARENT, FROM, BASIS, COLUMNS };
enum { NAME_MAX_ = 200, CODE_MAX = 20, BASIS_MAX = 300 };

static const struct csv_column columns[COLUMNS] = {
	[KIND] = { "kind", true },
	[NAME] = { "name", true },
	[CODE] = { "code", false },
	[BLOC] = { "bloc", false },
	[BLOC_EN] = { "bloc_en", false },
	[PARENT] = { "parent", false },
	[FROM] = { "from", false },
	[BASIS] = { "basis", false },
};
static const size_t longest[COLUMNS] = { CODE_MAX, NAME_MAX_, CODE_MAX, BLOC_NAME_MAX,
	BLOC_NAME_MAX, NAME_MAX_, CODE_MAX, BASIS_MAX };

/* Folded words for classes, beside the keys: a list is written by people. */
static const struct {
	const char *word;
	enum unit_kind kind;
} kind_words[] = {
	{ "so", UNIT_DEPARTMENT },
	{ "ban", UNIT_DEPARTMENT },
	{ "nganh", UNIT_DEPARTMENT },
	{ "so, ban, nganh", UNIT_DEPARTMENT },
	{ "xa", UNIT_COMMUNE },
	{ "phuong", UNIT_COMMUNE },
	{ "dac khu", UNIT_COMMUNE },
	{ "xa, phuong, dac khu", UNIT_COMMUNE },
	{ "ward", UNIT_COMMUNE },
	{ "co quan dau moi", UNIT_FOCAL },
	{ "focal point", UNIT_FOCAL },
	{ "phong", UNIT_OFFICE },
	{ "bo phan", UNIT_OFFICE },
	{ "phong, bo phan", UNIT_OFFICE },
};

/* One line: its cells in NFC without white space at the ends, "" where there are none. */
struct row {
	const char *cell[COLUMNS];
};

static enum rc
read_kind(struct ctx *ctx, const char *text, enum unit_kind *kind)
{
	struct str word = fold_search(ctx->arena, str_of(text));

	if (unit_kind_parse(arena_text_n(ctx->arena, word.at, word.len), kind))
		return RC_OK;
	for (size_t i = 0; i < ARRAY_LEN(kind_words); i++) {
		if (str_is(word, kind_words[i].word)) {
			*kind = kind_words[i].kind;
			return RC_OK;
		}
	}
	return err_deny(&ctx->err, "kind: department, commune, focal or office is wanted,"
	                           " not \"%s\"", text);
}

static enum rc
read_cell(struct ctx *ctx, const struct csv *csv, size_t column, const char **to)
{
	struct str cell = str_trim(text_nfc(ctx->arena, csv_cell(csv, column)));

	if (utf8_count(cell) > longest[column])
		return err_deny(&ctx->err, "%s: more than %zu characters", columns[column].name,
		    longest[column]);
	for (size_t i = 0; i < cell.len; i++)
		if ((unsigned char)cell.at[i] < ' ' || cell.at[i] == 0x7f)
			return err_deny(&ctx->err, "%s: a control character or line end",
			    columns[column].name);
	*to = arena_text_n(ctx->arena, cell.len == 0 ? "" : cell.at, cell.len);
	return RC_OK;
}

static enum rc
read_day(struct ctx *ctx, const char *text, int64_t *day)
{
	*day = ctx->today;
	if (text[0] == '\0')
		return RC_OK;
	if ((day_parse_iso(str_of(text), day) || day_parse_vi(str_of(text), day)) &&
	    form_day_fits(*day))
		return RC_OK;
	return err_deny(&ctx->err, "from: a day like 2025-07-01 is wanted, not \"%s\"", text);
}

/* By code, or by name; the city when nothing is said. */
static enum rc
find_parent(struct ctx *ctx, const char *text, int64_t *id)
{
	struct unit unit;
	enum rc rc;

	*id = UNIT_CITY_ID;
	if (text[0] == '\0')
		return RC_OK;
	rc = unit_by_code(ctx->db, ctx->arena, text, &unit);
	if (rc == RC_NONE)
		rc = unit_by_name(ctx->db, ctx->arena, UNIT_KIND_COUNT, text, &unit);
	if (rc == RC_NONE)
		return err_deny(&ctx->err, "parent: no organisation has the code or name \"%s\""
		                           " (it stands before its parts)", text);
	if (rc == RC_OK)
		*id = unit.id;
	return rc;
}

/* By name; made when it is new. */
static enum rc
find_bloc(struct ctx *ctx, const struct row *row, int64_t *id, struct unit_import *to)
{
	const struct bloc_names names = { row->cell[BLOC], row->cell[BLOC_EN] };
	struct bloc bloc;
	enum rc rc;

	*id = 0;
	if (names.name[0] == '\0')
		return RC_OK;
	rc = bloc_by_name(ctx->db, ctx->arena, names.name, &bloc);
	if (rc == RC_OK)
		*id = bloc.id;
	if (rc != RC_NONE)
		return rc;
	*id = ctx_id(ctx);
	to->blocs++;
	return bloc_make(ctx, *id, &names);
}

/* RC_OK: there is such a unit. */
static enum rc
find_same(struct ctx *ctx, const struct unit_new *unit)
{
	struct unit other;
	enum rc rc = unit_by_code(ctx->db, ctx->arena, unit->code, &other);

	return rc != RC_NONE ? rc
	                     : unit_by_name(ctx->db, ctx->arena, unit->kind, unit->name, &other);
}

static enum rc
take_row(struct ctx *ctx, const struct row *row, struct unit_import *to)
{
	struct unit_new unit = { .code = row->cell[CODE], .name = row->cell[NAME],
		.basis = row->cell[BASIS] };
	enum rc rc = read_kind(ctx, row->cell[KIND], &unit.kind);

	if (rc == RC_OK && unit.name[0] == '\0')
		rc = err_deny(&ctx->err, "name: it is empty");
	if (rc == RC_OK)
		rc = read_day(ctx, row->cell[FROM], &unit.from_day);
	if (rc != RC_OK)
		return rc;
	rc = find_same(ctx, &unit);
	to->there += rc == RC_OK;
	if (rc != RC_NONE)
		return rc;
	rc = find_parent(ctx, row->cell[PARENT], &unit.parent_id);
	if (rc == RC_OK)
		rc = find_bloc(ctx, row, &unit.bloc_id, to);
	unit.id = ctx_id(ctx);
	if (rc == RC_OK)
		rc = unit_make(ctx, &unit);
	to->added += rc == RC_OK;
	return rc;
}

/* Keeps what was refused and goes on with the next line; RC_REFUSED: enough. */
static enum rc
keep_fault(struct ctx *ctx, struct unit_import *to, int64_t line, enum rc rc)
{
	if (rc != RC_REFUSED)
		return rc;
	to->faults[to->nfaults++] = (struct unit_import_fault){ line, ctx->err };
	err_clear(&ctx->err);
	return to->nfaults == UNIT_IMPORT_FAULTS ? RC_REFUSED : RC_OK;
}

static void
begin(struct ctx *ctx, struct unit_import *to)
{
	*to = (struct unit_import){ .faults = ARENA_ARRAY(ctx->arena, UNIT_IMPORT_FAULTS,
	    struct unit_import_fault) };
}

/* "FILE:LINE: words" -> the words; the line is told beside them. */
static enum rc
csv_refuse(struct ctx *ctx, const struct csv *csv)
{
	const char *words;
	struct buf text;

	buf_init(&text, ctx->arena, 4096);
	csv_say(csv, "", &text);
	words = strstr(buf_text(&text), ": ");
	return err_deny(&ctx->err, "%s", words == NULL ? buf_text(&text) : words + 2);
}

enum rc
unit_import_csv(struct ctx *ctx, struct str text, struct unit_import *to)
{
	struct csv csv;
	enum rc rc = RC_OK;

	begin(ctx, to);
	(void)csv_begin(&csv, text, columns, COLUMNS, ctx->arena);
	while (rc == RC_OK && csv_next(&csv)) {
		struct row row;

		for (size_t i = 0; rc == RC_OK && i < COLUMNS; i++)
			rc = read_cell(ctx, &csv, i, &row.cell[i]);
		if (rc == RC_OK)
			rc = take_row(ctx, &row, to);
		rc = keep_fault(ctx, to, csv.line, rc);
	}
	if (rc == RC_OK && csv.fault != CSV_FINE)
		rc = keep_fault(ctx, to, csv.line, csv_refuse(ctx, &csv));
	return rc == RC_OK && to->nfaults > 0 ? RC_REFUSED : rc;
}

enum rc
unit_import_communes(struct ctx *ctx, const char *province, struct unit_import *to)
{
	struct str rest = str_of(unit_communes_01);
	int64_t line = 0;
	enum rc rc = RC_OK;

	begin(ctx, to);
	if (!text_equal(province, "01"))
		return err_deny(&ctx->err, "only the communes of 01 (Hà Nội) come with the program;"
		                           " bring in others as a CSV file (docs/units.md)");
	while (rc == RC_OK && rest.at != NULL) {
		struct str name = str_cut(&rest, '\n');
		struct str code = str_cut(&name, '\t');
		struct row row = { { "commune", "", "", "", "", "", "2025-07-01",
		    "Nghị quyết 1656/NQ-UBTVQH15" } };

		line++;
		if (name.at == NULL || code.at[0] == '#')
			continue;
		row.cell[NAME] = arena_text_n(ctx->arena, name.at, name.len);
		row.cell[CODE] = arena_text_n(ctx->arena, code.at, code.len);
		rc = keep_fault(ctx, to, line, take_row(ctx, &row, to));
	}
	return rc == RC_OK && to->nfaults > 0 ? RC_REFUSED : rc;
}
