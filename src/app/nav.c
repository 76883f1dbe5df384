/* nav.c: the menu, as a table, and the few facts every page shows. */
#include "app/nav.h"

#include "app/app.h"
#include "app/gate.h"

enum { BACK_MAX = 2000 };

const struct nav_row nav_rows[] = {
	{ "desk", "/desk", "desk", MSG_nav_desk, RIGHT_SIGNED_IN, NAV_WORK },
	{ "documents", "/documents", "document", MSG_nav_documents, RIGHT_DOCUMENT_READ, NAV_WORK },
	{ "tasks", "/tasks", "task", MSG_nav_tasks, RIGHT_TASK_READ, NAV_WORK },
	{ "mine", "/tasks/mine", "list", MSG_task_mine, RIGHT_TASK_WORK, NAV_WORK,
	    .unit_only = true },
	{ "plan", "/plan", "tree", MSG_nav_plan, RIGHT_TASK_READ, NAV_WORK },
	{ "briefing", "/briefing", "briefing", MSG_nav_briefing, RIGHT_BRIEF_READ, NAV_WORK },
	{ "units", "/units", "organisation", MSG_nav_units, RIGHT_UNIT_READ,
	    NAV_DIRECTORY },
	{ "accounts", "/accounts", "users", MSG_nav_accounts, RIGHT_ACCOUNT_ADMIN, NAV_ADMIN },
	{ "accounts", "/unit-accounts", "users", MSG_nav_unit_accounts, RIGHT_ACCOUNT_RESET,
	    NAV_ADMIN },
	{ "audit", "/audit", "audit", MSG_nav_audit, RIGHT_AUDIT_READ, NAV_OVERSIGHT },
	{ 0 }
};

bool
nav_row_shown(const struct ctx *ctx, const struct nav_row *row)
{
	return ctx_may(ctx, row->right) && !(row->unit_only && role_covers_city(ctx->user->role));
}

bool
nav_group_shown(const struct ctx *ctx, int group)
{
	for (const struct nav_row *row = nav_rows; row->path != NULL; row++)
		if (row->group == group && nav_row_shown(ctx, row))
			return true;
	return false;
}

enum msg
nav_group_title(int group)
{
	static const int titles[NAV_GROUPS] = {
		[NAV_DIRECTORY] = MSG_nav_directory,
		[NAV_ADMIN] = MSG_nav_admin,
		[NAV_OVERSIGHT] = MSG_nav_oversight,
	};

	return (enum msg)titles[group];
}

const char *
nav_product(const struct ctx *ctx)
{
	return msg_text(ctx->lang, MSG_page_product);
}

const char *
nav_city(const struct ctx *ctx)
{
	return ctx->app->city_name;
}

const char *
nav_publisher(const struct ctx *ctx)
{
	return ctx->app->publisher;
}

const char *
nav_publisher_contact(const struct ctx *ctx)
{
	return ctx->app->publisher_contact;
}

/* Bytes of the first character of a word; 0 at the end of the text. */
static size_t
first_character(const char *word)
{
	uint32_t code;

	return utf8_decode(word, strlen(word), &code);
}

const char *
nav_initials(const struct ctx *ctx)
{
	const char *name = ctx->user->name;
	const char *last = strrchr(name, ' ');
	size_t first = first_character(name);

	if (last == NULL)
		return arena_text_n(ctx->arena, name, first);
	return arena_printf(ctx->arena, "%.*s%.*s", (int)first, name,
	    (int)first_character(last + 1),
	    last + 1);
}

enum msg
nav_flash(const struct ctx *ctx)
{
	return (enum msg)ctx->private->flash;
}

/* Where a link of the frame comes back to: this page; for the answer to a form, the form's page. */
static const char *
here(const struct ctx *ctx)
{
	const struct request *req = ctx->req;
	const char *from = req->target;

	if (req->method == HTTP_POST) {
		const char *referer = req->header(req, "Referer");

		from = referer == NULL ? NULL : strstr(referer, "://");
		from = from == NULL ? NULL : strchr(from + 3, '/');
	}
	return from == NULL || strlen(from) > BACK_MAX ? "/" : from;
}

struct url
nav_language_url(const struct ctx *ctx, const char *lang)
{
	return url_printf(ctx->arena, "/language/%s?back=%s", lang, here(ctx));
}

struct url
nav_contrast_url(const struct ctx *ctx)
{
	return url_printf(ctx->arena, "/contrast/%s?back=%s",
	    nav_high_contrast(ctx) ? "normal" : "more", here(ctx));
}

bool
nav_high_contrast(const struct ctx *ctx)
{
	return text_equal(request_cookie(ctx->req, "gb_contrast"), "more");
}

const char *
nav_contrast(const struct ctx *ctx)
{
	return nav_high_contrast(ctx) ? "more" : "auto";
}
