/*
 * document_upload.c: reading what a request brought. The one idea: what a large file needs while it
 * is read is not the request's to take; it is taken beside it, once for the whole program, and
 * given back before the request goes on.
 */
#include <time.h>

#include "app/app.h"
#include "plan/directive/directive.h"
#include "plan/document/document.h"

enum { KEPT_TIMES = 6 };

struct apart {
	struct ctx *ctx;
	const struct upload *upload;
	const char *field;
	struct arena *arena; /* for the reading */
	struct document_read read;
	struct document_read *to;
	enum rc rc;
};

static const char *
keep_text(struct arena *arena, const char *text)
{
	return text == NULL ? NULL : arena_text(arena, text);
}

static const char **
keep_texts(struct arena *arena, const char **texts, size_t n)
{
	const char **kept = ARENA_ARRAY(arena, n, const char *);

	for (size_t i = 0; i < n; i++)
		kept[i] = arena_text(arena, texts[i]);
	return kept;
}

static void
keep_clause(struct arena *arena, const struct extract_clause *from, struct extract_clause *to)
{
	*to = *from;
	to->section = keep_text(arena, from->section);
	to->actors = keep_texts(arena, from->actors, from->nactors);
	to->coactors = keep_texts(arena, from->coactors, from->ncoactors);
	to->action = keep_text(arena, from->action);
	to->period = keep_text(arena, from->period);
	to->reason = keep_text(arena, from->reason);
}

/* The clauses that become rows; figures and events are not asked for again. */
static void
keep_clauses(struct arena *arena, const struct extract_result *from, struct extract_result *to)
{
	to->clauses = ARENA_ARRAY(arena, directive_count(from), struct extract_clause);
	to->nclauses = 0;
	for (size_t i = 0; i < from->nclauses; i++)
		if (directive_is_row(&from->clauses[i]))
			keep_clause(arena, &from->clauses[i], &to->clauses[to->nclauses++]);
	to->facts.symbol = keep_text(arena, from->facts.symbol);
	to->facts.type = keep_text(arena, from->facts.type);
	to->facts.type_key = keep_text(arena, from->facts.type_key);
	to->facts.issuer = keep_text(arena, from->facts.issuer);
	to->facts.abstract = keep_text(arena, from->facts.abstract);
}

static void
keep(void *arg)
{
	struct apart *apart = arg;
	const struct decoded *text = &apart->read.text;
	struct document_read *to = apart->to;
	struct arena *arena = apart->ctx->arena;

	*to = apart->read;
	to->bytes = (struct str){ 0 };
	to->text.text.at = arena_text_n(arena, text->text.at, text->text.len);
	to->text.block = NULL; /* of the places, which are known by now */
	to->text.shifts = arena_grow(arena, text->shifts, text->nshifts, text->nshifts,
	    sizeof(*text->shifts));
	keep_clauses(arena, &apart->read.found, &to->found);
}

static enum rc
refuse_memory(struct apart *apart)
{
	return err_refuse(&apart->ctx->err, apart->field, MSG_document_memory);
}

static void
read_and_keep(void *arg)
{
	struct apart *apart = arg;
	struct ctx *ctx = apart->ctx;
	struct str bytes = upload_bytes(apart->arena, apart->upload);

	apart->rc = document_read(apart->arena, bytes, ctx->today, apart->field, &apart->read,
	    &ctx->err);
	if (apart->rc == RC_OK && !arena_guard(ctx->arena, keep, apart))
		apart->rc = refuse_memory(apart);
}

static enum rc
read_apart(struct apart *apart)
{
	size_t most = (size_t)config_int(apart->ctx->app->config, SET_DOCUMENT_MB) << 20;

	apart->arena = arena_new(most);
	if (!arena_guard(apart->arena, read_and_keep, apart))
		apart->rc = refuse_memory(apart);
	arena_free(apart->arena);
	return apart->rc;
}

static bool
take_turn(struct app *app, int64_t wait_ms)
{
	struct timespec until;

	(void)clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += wait_ms / 1000;
	until.tv_nsec += wait_ms % 1000 * 1000000;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	return pthread_mutex_clocklock(&app->reading, CLOCK_MONOTONIC, &until) == 0;
}

enum rc
document_read_upload(struct ctx *ctx, const struct upload *upload, const char *field,
    struct document_read *to)
{
	struct apart apart = { .ctx = ctx, .upload = upload, .field = field, .to = to };
	const struct config *config = ctx->app->config;
	enum rc rc;

	if (upload->size > DOCUMENT_BYTES_MAX)
		return err_refuse(&ctx->err, field, MSG_document_too_large);
	if (upload->size <= DOCUMENT_SMALL)
		return document_read(ctx->arena, upload_bytes(ctx->arena, upload), ctx->today,
		    field, to, &ctx->err);
	/* so much of it stays with the request, and is shown by later ones */
	if (upload->size * KEPT_TIMES > (size_t)config_int(config, SET_REQUEST_MB) << 20)
		return refuse_memory(&apart);
	if (!take_turn(ctx->app, config_int(config, SET_REQUEST_MS)))
		return err_refuse(&ctx->err, field, MSG_document_busy);
	rc = read_apart(&apart);
	(void)pthread_mutex_unlock(&ctx->app->reading);
	return rc;
}
