/*
 * field_fuzz.c: form fields of every kind. A value that is not refused keeps its field's limits;
 * one that is refused has a message, and no reader is led out of its buffer.
 */
#include "app/ctx.h"
#include "tests/fuzz/fuzz.h"

static const struct choice kinds[] = { { "a", 1 }, { "b", 1 }, { NULL, 0 } };
static const struct field fields[] = {
	{ .name = "t", .kind = FIELD_TEXT, .max = 8 },
	{ .name = "a", .kind = FIELD_AREA, .max = 30 },
	{ .name = "p", .kind = FIELD_PASSWORD },
	{ .name = "n", .kind = FIELD_INT, .least = -5, .most = 5 },
	{ .name = "d", .kind = FIELD_DAY },
	{ .name = "q", .kind = FIELD_QUARTER },
	{ .name = "k", .kind = FIELD_CHOICE, .choices = kinds },
	{ .name = "i", .kind = FIELD_ID },
	{ .name = "s", .kind = FIELD_IDS, .max = 3 },
	{ .name = "c", .kind = FIELD_CHECK },
	{ .name = "h", .kind = FIELD_HIDDEN },
};
static const struct form form = { .name = "fuzz", .fields = fields, .n = ARRAY_LEN(fields) };

static void
keeps_limits(struct ctx *ctx)
{
	const struct value *ids = in_value(ctx, "s");
	const char *line = in_text(ctx, "t"), *area = in_text(ctx, "a");

	BUG_IF(utf8_count(str_of(line)) > 8 || strchr(line, '\n') != NULL);
	BUG_IF(utf8_count(str_of(area)) > 30 || strchr(area, '\r') != NULL);
	BUG_IF(utf8_count(str_of(in_text(ctx, "p"))) > FORM_TEXT_MAX);
	BUG_IF(in_i64(ctx, "n") < -5 || in_i64(ctx, "n") > 5);
	BUG_IF(in_i64(ctx, "i") < 0 || ids->nids > 3);
	BUG_IF(in_day(ctx, "d") != DAY_NONE && day_to_date(in_day(ctx, "d")).year < 1900);
	for (size_t i = 0; i < ids->nids; i++)
		BUG_IF(ids->ids[i] <= 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new(16 << 20);
	struct param *params = ARENA_ARRAY(arena, HTTP_PARAMS_MAX, struct param);
	struct request req = { .arena = arena, .body = params };
	struct ctx ctx = { .req = &req, .arena = arena, .today = 20778 };

	if (http_parse_form(arena, (struct str){ (const char *)data, size }, params,
	        HTTP_PARAMS_MAX, &req.nbody)) {
		bool fine = form_parse(&ctx, &form);

		for (size_t i = 0; i < ctx.in.n; i++)
			BUG_IF(fine && ctx.in.at[i].err.msg != 0);
		if (fine)
			keeps_limits(&ctx);
	}
	arena_free(arena);
	return 0;
}
