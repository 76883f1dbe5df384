/*
 * decode.h: foreign bytes become text this program can trust: UTF-8 in NFC, lines ended by '\n', no
 * byte order mark, no NUL; with a map back, so that any place can be told in "points": code points
 * of the decoded text BEFORE normalisation (a leading U+FEFF, both halves of CRLF and every
 * combining mark count one each). NBSP and zero-width characters stay; matching treats them as
 * spaces (fold.h). Only UTF-8 is read today; another encoding is one more branch in decode_text.
 */
#ifndef TEXT_DECODE_H
#define TEXT_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define DECODE_BYTES_MAX (16u << 20)

enum decode_refusal {
	DECODE_OK = 0,
	DECODE_EMPTY,     /* nothing but white space */
	DECODE_NOT_UTF8,  /* bytes that are not UTF-8 (another encoding, or no text at all) */
	DECODE_NUL,       /* a zero byte: not a text file */
	DECODE_TOO_LARGE, /* more than DECODE_BYTES_MAX bytes */
	DECODE_REFUSALS
};

/* A place where points and characters of the text part ways by one more step. */
struct decode_shift {
	uint32_t byte;  /* from this byte of the text on ... */
	int32_t extra; /* ... points run ahead of characters by this much */
};

struct decoded {
	struct str text; /* NFC; ended by a zero byte that is not counted */
	uint32_t points; /* code points before normalisation */
	uint32_t *block; /* characters before each 256th byte */
	struct decode_shift *shifts;
	size_t nshifts;
};

/* Fills *to, whose memory lives in the arena; on a refusal *to is all zero. */
enum decode_refusal decode_text(struct arena *arena, struct str bytes, struct decoded *to);

/*
 * The point at a byte of the text (0 .. text.len; a byte inside a character counts as its start).
 */
uint32_t decoded_point(const struct decoded *doc, size_t byte);

/* NFC of valid UTF-8; the same piece is given back when nothing changes. */
struct str text_nfc(struct arena *arena, struct str text);

#endif
