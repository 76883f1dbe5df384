/*
 * htmlc.h: the template compiler: a page of markup with values in it becomes C functions that
 * write the page and escape each value for the place it stands in. A value in a place where no
 * escaping is safe is a fault with file, line, column and one sentence.
 *
 * compile.c reads templates and blocks, code.c the pieces of C in them, markup.c follows the
 * markup byte by byte, names.c knows elements and attributes, emit.c writes the C.
 */
#ifndef TOOLS_HTMLC_HTMLC_H
#define TOOLS_HTMLC_HTMLC_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

enum { NAME_MAX_LEN = 64, BLOCKS_MAX = 40, SOURCE_MAX = 4 << 20 };

/* Where the next byte of the page stands; after the HTML standard's tokenizer, 13.2.5. */
enum place {
	PLACE_TEXT,         /* element content */
	PLACE_RCDATA,       /* <title>, <textarea>: no elements inside */
	PLACE_SCRIPT,       /* <script>: must stay empty */
	PLACE_TAG_NAME,     /* <di */
	PLACE_END_TAG,      /* </di */
	PLACE_GAP,          /* in a tag after white space: an attribute may begin */
	PLACE_TAG_REST,     /* in a tag where white space, '/' or '>' must follow */
	PLACE_ATTR_NAME,    /* hre */
	PLACE_AFTER_NAME,   /* white space after an attribute's name */
	PLACE_BEFORE_VALUE, /* after = */
	PLACE_VALUE,        /* inside the quotes */
	PLACE_DOCTYPE
};

enum attr_kind {
	ATTR_PLAIN,
	ATTR_URL,
	ATTR_URL_OR_FLAG, /* an address, or the words true and false */
	ATTR_LITERAL,     /* takes no values */
	ATTR_TRIGGER      /* hx-trigger: no values, no filter in [] */
};

/* What must be equal where the branches of a block meet. */
struct context {
	enum place place;
	enum attr_kind attr;
	char quote;
	bool url_started; /* an address: its first part is there and was found harmless */
	bool pre;         /* inside <pre>: white space counts */
	bool space;       /* the last byte written was white space */
	char tag[NAME_MAX_LEN];
};

struct source {
	const char *path;
	const char *at; /* next byte; the text ends with a zero byte */
	const char *end;
	int line;
	int column; /* in characters, from 1 */
};

/* A piece of C between {{ }} or {% %} and where it began. */
struct code {
	struct str text;
	int line;
	int column;
};

enum block_kind { BLOCK_TEMPLATE, BLOCK_IF, BLOCK_LOOP };

struct block {
	enum block_kind kind;
	struct code code;
	struct context start;
	struct context joined; /* where the branches so far have ended */
	bool has_joined;
	bool has_else;
};

struct htmlc {
	struct arena *arena;
	struct source source;
	struct source here; /* where the byte, value or directive being read began */
	struct context context;
	struct block blocks[BLOCKS_MAX];
	size_t depth;
	struct buf literal; /* page text not yet written to the C output */
	struct buf name; /* the name being read: element or attribute, in lower case */
	struct buf url;  /* the literal start of the address being read */
	struct buf c;    /* function bodies */
	struct buf h;    /* prototypes */
	struct buf uses; /* #include lines */
	jmp_buf failed;
	const char *fault;
};

struct htmlc_result {
	struct str c;
	struct str h;
	const char *fault; /* "path:line:column: sentence", NULL when all is well */
};

/*
 * Compiles the template `text`, which must be followed by a zero byte. `path` is what messages and
 * #line show; a leading "src/" is left out of the #include of the own header. The result lives in
 * `arena`. False when there is a fault.
 */
bool htmlc_compile(struct arena *arena, const char *path, struct str text,
    struct htmlc_result *result);

/* The rest is between the files of the compiler. */

/* At `here`. */
_Noreturn void htmlc_fail(struct htmlc *hc, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
_Noreturn void htmlc_fail_at(struct htmlc *hc, int line, int column, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

bool source_ended(const struct source *source);
bool source_is(const struct source *source, const char *text);
void source_skip(struct source *source, size_t count);

/* code.c: reads C up to `close` ("}}" or "%}"), which is skipped too. */
struct code code_read(struct htmlc *hc, const char *close);
struct str code_word(struct str text); /* the identifier it begins with, or nothing */
bool code_has_word(struct str text, const char *word);
size_t code_find(struct str text, char c); /* outside brackets and quotes; text.len if none */

/* names.c: NULL when the element or attribute may stand in a template, else why it may not. */
const char *element_refused(struct str name);
const char *attr_refused(struct str name);
enum attr_kind attr_kind_of(struct str name);
bool element_is_block(const char *name);  /* white space at its inner edges never shows */
bool element_is_tabular(const char *name); /* nor at its outer edges */
bool url_start_harmless(struct str text);

/* markup.c: the next byte of the page; a directive about to begin; where a value may stand. */
void markup_byte(struct htmlc *hc);
void markup_pause(struct htmlc *hc);
const char *markup_value_types(struct htmlc *hc);
const char *place_name(enum place place);

/* emit.c */
void emit_char(struct htmlc *hc, char c);
void emit_flush(struct htmlc *hc);
void emit_line(struct htmlc *hc, int line);
void emit_value(struct htmlc *hc, const char *types, struct code code);
void emit_message(struct htmlc *hc, struct code code);
void emit_flag(struct htmlc *hc, struct str name, struct code code);
void emit_template(struct htmlc *hc, struct str name, struct str params, int line);
void emit_use(struct htmlc *hc, struct str file);
void emit_result(struct htmlc *hc, struct htmlc_result *result);

#endif
