/*
 * nav.h: what the frame of a page asks: the rows of the menu, the city's names, language and
 * contrast.
 */
#ifndef APP_NAV_H
#define APP_NAV_H

#include "app/csrf.h"
#include "app/ctx.h"

enum nav_group { NAV_WORK, NAV_DIRECTORY, NAV_ADMIN, NAV_OVERSIGHT, NAV_GROUPS };

struct nav_row {
	const char *key; /* given to page_open as `current` */
	const char *path;
	const char *icon;
	enum msg title;
	enum right right;
	int group;
	bool unit_only; /* not for whoever covers the city */
};

extern const struct nav_row nav_rows[]; /* ended by a NULL path */

bool nav_row_shown(const struct ctx *ctx, const struct nav_row *row);
bool nav_group_shown(const struct ctx *ctx, int group); /* has a row this user may open */
enum msg nav_group_title(int group);                    /* 0: none */

/* The program's name; the city's, and who publishes its pages, as settings say. Never NULL. */
const char *nav_product(const struct ctx *ctx);
const char *nav_city(const struct ctx *ctx);
const char *nav_publisher(const struct ctx *ctx);
const char *nav_publisher_contact(const struct ctx *ctx);
const char *nav_initials(const struct ctx *ctx); /* of the user's name, at most two letters */
enum msg nav_flash(const struct ctx *ctx);       /* said once; 0 for none */

/* Links that set a cookie and come back to this page. */
struct url nav_language_url(const struct ctx *ctx, const char *lang);
struct url nav_contrast_url(const struct ctx *ctx);
bool nav_high_contrast(const struct ctx *ctx);
const char *nav_contrast(const struct ctx *ctx); /* value of data-contrast */

#endif
