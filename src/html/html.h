/*
 * html.h: the only writer of markup. Pages are templates (*.html, compiled by tools/htmlc to C
 * functions `void NAME_html(struct html *h, ...)`); a value reaches the page only through the calls
 * below, which the compiled template selects by the C type of the expression and the place it
 * stands in, and which always escape for that place.
 *
 * Template language (see docs/templates.md):
 *	{% use "plan/task/task.h" %}                  include for the generated C
 *	{% template task_row(struct ctx *ctx, const struct task *t) %} ... {% end %}
 *	{% if (cond) %} .. {% else if (cond) %} .. {% else %} .. {% end %}
 *	{% for (init; cond; step) %} .. {% end %}
 *	{% statement; %}                              C, e.g. another template: task_row_html(h, t);
 *	{# comment #}
 *	{{expr}}                                      escaped: char*, struct str, integers, struct
 *	url
 *	{{@task.overdue}} {{@task.due_on day=fmt_day(h, day); n=count}}   message, arguments by name
 *	<input ?checked="{{cond}}">                   attribute present when cond is true
 *	<a href="{{url_of(...)}}">                    URL attributes take struct url at the start
 * Build errors: unquoted attribute values, a value in <script>, <style>, style= or on*=, markup in
 * an attribute, char* at the start of a URL attribute, bool or double anywhere ("? :" or fmt_*), an
 * unknown message key or argument, a block that ends in another context than it began in.
 */
#ifndef HTML_HTML_H
#define HTML_HTML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"
#include "html/msg.h"

struct arena;

/* A page or fragment being written. `lang` chooses the catalogue for {{@...}}. */
struct html {
	struct arena *arena; /* for the fmt_* calls; the same lifetime as the reply */
	enum lang lang;
	struct buf out;
};

/* An empty page of at most `max` bytes; what goes past them is left out and h->out.full is set. */
void html_init(struct html *h, struct arena *arena, enum lang lang, size_t max);

/* Markup that was made by templates and may be put into element content as it is. */
struct markup {
	struct str text;
};
struct markup html_markup(const struct html *h); /* what `h` holds so far */

/* An address that may stand at the start of href, src, action; made only by url_*. */
struct url {
	const char *text;
};
struct url url_path(const char *path);                 /* must start with '/' but not "//" */
struct url url_printf(struct arena *arena, const char *fmt, ...) /* %s is percent-encoded */
	__attribute__((format(printf, 2, 3)));
struct url url_external(struct arena *arena, const char *text); /* http(s) only, else "#" */
struct url url_fragment(struct arena *arena, const char *id); /* "#id" */

/* Text for values; the result lives in h->arena. */
const char *fmt_day(struct html *h, int64_t day);      /* "21/11/2026"; "" for DAY_NONE */
const char *fmt_day_iso(struct html *h, int64_t day);  /* for <time datetime> and <input> */
const char *fmt_ms(struct html *h, int64_t ms);        /* "21/11/2026 09:05" */
const char *fmt_ms_iso(struct html *h, int64_t ms);
const char *fmt_number(struct html *h, int64_t value); /* 1.234 in vi, 1,234 in en */
/* "45 %"; "<1 %" and ">99 %" so that a rest is never hidden; "–" if whole is 0 */
const char *fmt_percent(struct html *h, int64_t part, int64_t whole);
const char *fmt_msg(struct html *h, enum msg msg);     /* a message without arguments */
const char *fmt_quarter(struct html *h, int64_t quarter); /* "2026Q3" */

/*
 * The style sheet of a page that must stand alone, as a <style> element;
 * for files that people keep, never for pages that are served. `css` is the program's own bytes;
 * "</style" in it is a BUG.
 */
void html_style(struct html *h, struct str css);

/* For generated code only: one call for each kind of place. */
void html_raw(struct html *h, const char *at, size_t len); /* literal text of the template */
void html_text_str(struct html *h, struct str value);
void html_text(struct html *h, const char *value); /* NULL writes nothing */
void html_text_i64(struct html *h, int64_t value);
void html_text_u64(struct html *h, uint64_t value);
void html_text_url(struct html *h, struct url value);
void html_put_markup(struct html *h, struct markup value);
void html_attr(struct html *h, const char *value);
void html_attr_str(struct html *h, struct str value);
void html_url(struct html *h, struct url value);
void html_url_part(struct html *h, const char *value); /* percent-encoded */
void html_url_part_str(struct html *h, struct str value);
void html_url_part_url(struct html *h, struct url value);

#endif
