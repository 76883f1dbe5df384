/*
 * names.c: what the compiler knows about elements and attributes by name. The one idea: everything
 * that could run a script or load from elsewhere is refused by name, so that what is left needs no
 * trust in values.
 */
#include <strings.h>

#include "tools/htmlc/htmlc.h"

struct refusal {
	const char *name; /* a trailing * stands for any rest */
	const char *why;
};

static const struct refusal elements[] = {
	{ "style", "<style> may not stand in a template: write rules in web/, or call html_style" },
	{ "iframe", "<iframe> may not stand in a template" },
	{ "frame", "<frame> may not stand in a template" },
	{ "object", "<object> may not stand in a template: use <img>" },
	{ "embed", "<embed> may not stand in a template: use <img>" },
	{ "applet", "<applet> may not stand in a template" },
	{ "xmp", "<xmp> may not stand in a template: use <pre>" },
	{ "plaintext", "<plaintext> may not stand in a template: use <pre>" },
	{ "noembed", "<noembed> may not stand in a template" },
	{ "noframes", "<noframes> may not stand in a template" },
	{ "set", "<set> may not stand in a template: it can change an address" },
	{ "animate", "<animate> may not stand in a template: it can change an address" },
};

static const struct refusal attributes[] = {
	{ "on*", "event attributes may not stand in a template: write a script in web/" },
	{ "hx-on*", "hx-on may not stand in a template: write a script in web/" },
	{ "style", "style= may not stand in a template: use a class" },
	{ "srcdoc", "srcdoc= may not stand in a template" },
	{ "hx-vals", "hx-vals= may not stand in a template: use hidden inputs" },
	{ "hx-vars", "hx-vars= may not stand in a template: use hidden inputs" },
	{ "hx-headers", "hx-headers= may not stand in a template" },
	{ "hx-request", "hx-request= may not stand in a template" },
	{ "http-equiv", "http-equiv= may not stand in a template: set a header of the reply" },
};

struct kind {
	const char *name;
	enum attr_kind kind;
};

static const struct kind kinds[] = {
	{ "href", ATTR_URL },
	{ "src", ATTR_URL },
	{ "action", ATTR_URL },
	{ "formaction", ATTR_URL },
	{ "poster", ATTR_URL },
	{ "cite", ATTR_URL },
	{ "data", ATTR_URL },
	{ "background", ATTR_URL },
	{ "manifest", ATTR_URL },
	{ "longdesc", ATTR_URL },
	{ "ping", ATTR_URL },
	{ "xlink:href", ATTR_URL },
	{ "hx-get", ATTR_URL },
	{ "hx-post", ATTR_URL },
	{ "hx-put", ATTR_URL },
	{ "hx-patch", ATTR_URL },
	{ "hx-delete", ATTR_URL },
	{ "hx-push-url", ATTR_URL_OR_FLAG },
	{ "hx-replace-url", ATTR_URL_OR_FLAG },
	{ "srcset", ATTR_LITERAL },
	{ "imagesrcset", ATTR_LITERAL },
	{ "hx-ext", ATTR_LITERAL },
	{ "hx-trigger", ATTR_TRIGGER },
};

static const char *const blocks[] = { "html", "head", "body", "main", "header", "footer", "nav",
	"section", "article", "aside", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol",
	"li", "dl", "dt", "dd", "form", "fieldset", "legend", "figure", "figcaption", "blockquote",
	"details", "summary", "address" };

static const char *const tabulars[] = { "table", "caption", "colgroup", "col", "thead", "tbody",
	"tfoot", "tr", "td", "th", "select", "optgroup", "option", "datalist", "link", "meta",
	"title", "head", "body", "html" };

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static bool
name_matches(struct str name, const char *pattern)
{
	size_t len = strlen(pattern);

	if (pattern[len - 1] == '*')
		return name.len >= len - 1 && strncasecmp(name.at, pattern, len - 1) == 0;
	return name.len == len && strncasecmp(name.at, pattern, len) == 0;
}

static const char *
find_refusal(const struct refusal *rows, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (name_matches(name, rows[i].name))
			return rows[i].why;
	return NULL;
}

/* htmx reads data-hx-get as hx-get. */
static struct str
without_data(struct str name)
{
	if (str_starts(name, "data-hx-"))
		return (struct str){ name.at + 5, name.len - 5 };
	return name;
}

const char *
element_refused(struct str name)
{
	return find_refusal(elements, LENGTH(elements), name);
}

const char *
attr_refused(struct str name)
{
	return find_refusal(attributes, LENGTH(attributes), without_data(name));
}

enum attr_kind
attr_kind_of(struct str name)
{
	name = without_data(name);
	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (name_matches(name, kinds[i].name))
			return kinds[i].kind;
	return ATTR_PLAIN;
}

static bool
listed(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

bool
element_is_block(const char *name)
{
	return listed(blocks, LENGTH(blocks), name) || element_is_tabular(name);
}

bool
element_is_tabular(const char *name)
{
	return listed(tabulars, LENGTH(tabulars), name);
}

bool
url_start_harmless(struct str text)
{
	static const char *const schemes[] = { "http://", "https://", "mailto:", "tel:", "?", "#" };

	if (str_starts(text, "//") || str_starts(text, "/\\"))
		return false;
	for (size_t i = 0; i < LENGTH(schemes); i++)
		if (str_starts(text, schemes[i]))
			return true;
	return str_starts(text, "/");
}
