/*
 * put.h: what compiled templates write in the place of {{expr}}: the call is chosen by the C type
 * of the expression and the place it stands in, as in `_Generic((v), HTML_IN_TEXT)(h, (v));`. A
 * type that may not stand there picks one of the html_refuse_* functions, which do not exist: the
 * compiler stops with their sentence. (The selection is written out, not hidden in a macro, so
 * that the error is at the template's line.)
 */
#ifndef HTML_PUT_H
#define HTML_PUT_H

#include "html/html.h"
#include "lang/msg_args.h"

#define HTML_REFUSE(name, type, sentence) \
	void html_refuse_##name(struct html *h, type value) __attribute__((error(sentence)))

HTML_REFUSE(bool, bool, "a bool has no text: write {{cond ? \"a\" : \"b\"}} or ?name=\"{{cond}}\"");
HTML_REFUSE(real, double, "a double has no text: use one of the fmt_ functions");
HTML_REFUSE(char, char, "a single char has no text: pass a char * or a struct str");
HTML_REFUSE(markup, struct markup, "markup may stand in element content only");
HTML_REFUSE(address, const char *,
    "an address starts with a struct url: use url_path, url_printf or url_external");
HTML_REFUSE(address_str, struct str,
    "an address starts with a struct url: use url_path, url_printf or url_external");
HTML_REFUSE(address_number, int64_t,
    "an address starts with a struct url: use url_path, url_printf or url_external");

#define HTML_REFUSED_TYPES \
	bool : html_refuse_bool, char : html_refuse_char, float : html_refuse_real, \
	double : html_refuse_real

#define HTML_INTEGERS(signed_call, unsigned_call) \
	signed char : signed_call, short : signed_call, int : signed_call, long : signed_call, \
	long long : signed_call, unsigned char : unsigned_call, unsigned short : unsigned_call, \
	unsigned : unsigned_call, unsigned long : unsigned_call, \
	unsigned long long : unsigned_call

/* Element content. */
#define HTML_IN_TEXT \
	char * : html_text, const char * : html_text, struct str : html_text_str, \
	struct url : html_text_url, struct markup : html_put_markup, \
	HTML_INTEGERS(html_text_i64, html_text_u64), HTML_REFUSED_TYPES

/* <title> and <textarea>: text only. */
#define HTML_IN_RCDATA \
	char * : html_text, const char * : html_text, struct str : html_text_str, \
	struct url : html_text_url, struct markup : html_refuse_markup, \
	HTML_INTEGERS(html_text_i64, html_text_u64), HTML_REFUSED_TYPES

/* A quoted attribute that is no address. */
#define HTML_IN_ATTR \
	char * : html_attr, const char * : html_attr, struct str : html_attr_str, \
	struct url : html_url, struct markup : html_refuse_markup, \
	HTML_INTEGERS(html_text_i64, html_text_u64), HTML_REFUSED_TYPES

/* The start of an address, and any later place in one. */
#define HTML_IN_URL \
	struct url : html_url, struct markup : html_refuse_markup, \
	char * : html_refuse_address, const char * : html_refuse_address, \
	struct str : html_refuse_address_str, \
	HTML_INTEGERS(html_refuse_address_number, html_refuse_address_number), HTML_REFUSED_TYPES
#define HTML_IN_URL_PART \
	char * : html_url_part, const char * : html_url_part, struct str : html_url_part_str, \
	struct url : html_url_part_url, struct markup : html_refuse_markup, \
	HTML_INTEGERS(html_text_i64, html_text_u64), HTML_REFUSED_TYPES

/* One argument of a message. */
#define HTML_IN_ARG \
	char * : html_arg_text, const char * : html_arg_text, struct str : html_arg_str, \
	HTML_INTEGERS(html_arg_i64, html_arg_u64), bool : html_refuse_arg_bool, \
	char : html_refuse_arg_char, float : html_refuse_arg_real, double : html_refuse_arg_real

#define HTML_REFUSE_ARG(name, type, sentence) \
	struct msg_arg html_refuse_arg_##name(struct html *h, const char *arg, type value) \
		__attribute__((error(sentence)))

HTML_REFUSE_ARG(bool, bool, "a bool has no text: pass cond ? \"a\" : \"b\"");
HTML_REFUSE_ARG(char, char, "a single char has no text: pass a char * or a struct str");
HTML_REFUSE_ARG(real, double, "a double has no text: use one of the fmt_ functions");

/* An argument of a message; a `char *` is not copied, NULL counts as "". */
struct msg_arg html_arg_text(struct html *h, const char *name, const char *value);
struct msg_arg html_arg_str(struct html *h, const char *name, struct str value);
struct msg_arg html_arg_i64(struct html *h, const char *name, int64_t value);
struct msg_arg html_arg_u64(struct html *h, const char *name, uint64_t value);

/* A message, escaped for element content and for quoted attributes alike. */
void html_msg(struct html *h, enum msg msg, const struct msg_arg *args, size_t nargs);

#endif
