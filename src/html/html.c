/*
 * html.c: the calls that compiled templates make. The one idea: escaping looks for the next byte
 * that needs it and copies everything before that byte at once, since nearly no text has any.
 */
#include "html/html.h"

#include <stdarg.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/arena.h"
#include "base/err.h"
#include "html/put.h"

/* What a byte becomes; NULL for itself. Text needs less than a quoted attribute. */
struct escapes {
	const char *of[256];
};

static const struct escapes text_escapes = { {
	['&'] = "&amp;",
	['<'] = "&lt;",
	['>'] = "&gt;",
} };

static const struct escapes attr_escapes = { {
	['&'] = "&amp;",
	['<'] = "&lt;",
	['>'] = "&gt;",
	['"'] = "&quot;",
	['\''] = "&#39;",
} };

enum { FIRST_SIZE = 8 * 1024 }; /* most fragments fit; a page grows from there */

void
html_init(struct html *h, struct arena *arena, enum lang lang, size_t max)
{
	*h = (struct html){ .arena = arena, .lang = lang };
	buf_init(&h->out, arena, max);
	h->out.at = arena_room(arena, FIRST_SIZE);
	h->out.at[0] = '\0';
	h->out.size = FIRST_SIZE;
}

/* buf_add, with the common case (there is room) in line: pages are thousands of small pieces. */
static inline void
put(struct buf *to, const char *at, size_t len)
{
	if (len >= to->size - to->len || len > to->max - to->len || to->full) {
		buf_add(to, at, len);
		return;
	}
	memcpy(to->at + to->len, at, len);
	to->len += len;
	to->at[to->len] = '\0';
}

struct markup
html_markup(const struct html *h)
{
	return (struct markup){ buf_str(&h->out) };
}

/* How many bytes from `i` on need no escape; sixteen at a time where the processor can. */
static size_t
plain_until(const struct escapes *escapes, struct str value, size_t i)
{
#ifdef __SSE2__
	/* & is 0x26, ' 0x27, " 0x22; < and > differ in one bit */
	for (; i + 16 <= value.len; i += 16) {
		const __m128i bytes = _mm_loadu_si128((const __m128i *)(value.at + i));
		const __m128i angle = _mm_or_si128(bytes, _mm_set1_epi8(2));
		const __m128i quote = _mm_or_si128(bytes, _mm_set1_epi8(5));
		const __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(angle, _mm_set1_epi8('>')),
		    _mm_cmpeq_epi8(quote, _mm_set1_epi8('\'')));

		if (_mm_movemask_epi8(hit) != 0)
			break;
	}
#endif
	while (i < value.len && escapes->of[(unsigned char)value.at[i]] == NULL)
		i++;
	return i;
}

static void
escape(struct html *h, const struct escapes *escapes, struct str value)
{
	size_t from = 0;

	while (from < value.len) {
		size_t to = plain_until(escapes, value, from);
		const char *instead;

		put(&h->out, value.at + from, to - from);
		if (to == value.len)
			return;
		instead = escapes->of[(unsigned char)value.at[to]];
		put(&h->out, instead, strlen(instead));
		from = to + 1;
	}
}

void
html_raw(struct html *h, const char *at, size_t len)
{
	put(&h->out, at, len);
}

void
html_text_str(struct html *h, struct str value)
{
	escape(h, &text_escapes, value);
}

void
html_text(struct html *h, const char *value)
{
	escape(h, &text_escapes, str_of(value));
}

void
html_text_i64(struct html *h, int64_t value)
{
	buf_add_i64(&h->out, value);
}

void
html_text_u64(struct html *h, uint64_t value)
{
	buf_printf(&h->out, "%llu", (unsigned long long)value);
}

void
html_text_url(struct html *h, struct url value)
{
	html_text(h, value.text);
}

void
html_put_markup(struct html *h, struct markup value)
{
	put(&h->out, value.text.at, value.text.len);
}

void
html_attr(struct html *h, const char *value)
{
	escape(h, &attr_escapes, str_of(value));
}

void
html_attr_str(struct html *h, struct str value)
{
	escape(h, &attr_escapes, value);
}

void
html_url(struct html *h, struct url value)
{
	html_attr(h, value.text == NULL ? "#" : value.text);
}

static const bool unreserved[256] = {
	['a' ... 'z'] = true,
	['A' ... 'Z'] = true,
	['0' ... '9'] = true,
	['-'] = true,
	['.'] = true,
	['_'] = true,
	['~'] = true,
};

/* RFC 3986, 2.3: all but the unreserved characters as %XX. */
static void
percent_encode(struct buf *to, struct str value)
{
	static const char digits[] = "0123456789ABCDEF";
	char chunk[96];
	size_t used = 0;

	for (size_t i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.at[i];

		if (unreserved[c]) {
			chunk[used++] = (char)c;
		} else {
			chunk[used++] = '%';
			chunk[used++] = digits[c >> 4];
			chunk[used++] = digits[c & 15];
		}
		if (used > sizeof(chunk) - 3) {
			put(to, chunk, used);
			used = 0;
		}
	}
	put(to, chunk, used);
}

void
html_url_part_str(struct html *h, struct str value)
{
	percent_encode(&h->out, value);
}

void
html_url_part(struct html *h, const char *value)
{
	percent_encode(&h->out, str_of(value));
}

void
html_url_part_url(struct html *h, struct url value)
{
	percent_encode(&h->out, str_of(value.text));
}

void
html_style(struct html *h, struct str css)
{
	BUG_IF(memmem(css.at, css.len, "</", 2) != NULL);
	buf_add_text(&h->out, "<style>");
	buf_add_str(&h->out, css);
	buf_add_text(&h->out, "</style>");
}

struct url
url_path(const char *path)
{
	BUG_IF(path == NULL || path[0] != '/' || path[1] == '/' || path[1] == '\\');
	return (struct url){ path };
}

struct url
url_fragment(struct arena *arena, const char *id)
{
	return url_printf(arena, "#%s", id);
}

/* One conversion of url_printf; returns the last character of it in the format. */
static const char *
add_conversion(struct buf *out, const char *p, va_list *ap)
{
	if (*p == 's') {
		percent_encode(out, str_of(va_arg(*ap, const char *)));
		return p;
	}
	if (*p == '%') {
		buf_add_char(out, '%');
		return p;
	}
	if (*p == 'd') {
		buf_add_i64(out, va_arg(*ap, int));
		return p;
	}
	if (*p == 'l' && p[1] == 'd') {
		buf_add_i64(out, va_arg(*ap, long));
		return p + 1;
	}
	if (*p == 'l' && p[1] == 'l' && p[2] == 'd') {
		buf_add_i64(out, va_arg(*ap, long long));
		return p + 2;
	}
	BUG("url_printf knows %%s, %%d, %%ld, %%lld and %%%%, not %%%s", p);
}

struct url
url_printf(struct arena *arena, const char *fmt, ...)
{
	struct buf out;
	va_list ap;

	BUG_IF((fmt[0] != '/' && fmt[0] != '?' && fmt[0] != '#') || fmt[1] == '/');
	BUG_IF(fmt[0] == '/' && (fmt[1] == '\\' || fmt[1] == '%'));
	buf_init(&out, arena, 16 * 1024);
	va_start(ap, fmt);
	for (const char *p = fmt; *p != '\0'; p++) {
		if (*p == '%')
			p = add_conversion(&out, p + 1, &ap);
		else
			buf_add_char(&out, *p);
	}
	va_end(ap);
	BUG_IF(out.full);
	return (struct url){ buf_text(&out) };
}

struct url
url_external(struct arena *arena, const char *text)
{
	if (text == NULL || (strncasecmp(text, "http://", 7) != 0 &&
				strncasecmp(text, "https://", 8) != 0))
		return (struct url){ "#" };
	for (const char *p = text; *p != '\0'; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7f)
			return (struct url){ "#" };
	return (struct url){ arena_text(arena, text) };
}

struct msg_arg
html_arg_text(struct html *h, const char *name, const char *value)
{
	(void)h;
	return (struct msg_arg){ .name = name, .text = value == NULL ? "" : value };
}

struct msg_arg
html_arg_str(struct html *h, const char *name, struct str value)
{
	return (struct msg_arg){ .name = name,
		.text = value.len == 0 ? "" : arena_text_n(h->arena, value.at, value.len) };
}

struct msg_arg
html_arg_i64(struct html *h, const char *name, int64_t value)
{
	(void)h;
	return (struct msg_arg){ .name = name, .number = value };
}

struct msg_arg
html_arg_u64(struct html *h, const char *name, uint64_t value)
{
	BUG_IF(value > INT64_MAX);
	return html_arg_i64(h, name, (int64_t)value);
}

void
html_msg(struct html *h, enum msg msg, const struct msg_arg *args, size_t nargs)
{
	struct buf text;

	if (nargs == 0) {
		html_attr(h, msg_text(h->lang, msg));
		return;
	}
	buf_init(&text, h->arena, 64 * 1024);
	msg_format(&text, h->lang, msg, args, nargs);
	html_attr_str(h, buf_str(&text));
}
