/*
 * decode.c: bytes to trusted text. The one idea: most input is already NFC with '\n', so one scan
 * decides whether a plain copy will do; only else is the text rebuilt segment by segment, noting
 * the few places where points and characters drift apart.
 */
#include "text/decode.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/buf.h"
#include "base/err.h"

#define BLOCK 256
/*
 * Marks on one letter that are put in order together. ICU sorts them in quadratic time, so a longer
 * run is cut, as Unicode's Stream-Safe Text Format (UAX 15, section 13) does.
 */
#define SEGMENT_MAX 32

static const UNormalizer2 *
nfc(void)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *it = unorm2_getNFCInstance(&status);

	if (U_FAILURE(status))
		BUG("no NFC data: %s", u_errorName(status));
	return it;
}

/* Is this code point in NFC whatever stands before it? */
static bool
is_plain(uint32_t c)
{
	if (c < 0x300 || (c >= 0x1E00 && c < 0x1F00) || (c >= 0x2010 && c < 0x2030))
		return true;
	return u_getIntPropertyValue((UChar32)c, UCHAR_NFC_QUICK_CHECK) == UNORM_YES &&
	    u_getCombiningClass((UChar32)c) == 0;
}

/* RC of a scan: are there bad bytes, and does the text need rebuilding? */
static enum decode_refusal
scan(struct str bytes, bool *rebuild, uint32_t *points)
{
	bool blank = true;
	uint32_t c;

	*rebuild = false;
	*points = 0;
	for (size_t i = 0, step; i < bytes.len; i += step) {
		step = utf8_decode(bytes.at + i, bytes.len - i, &c);
		if (step == 0)
			return DECODE_NOT_UTF8;
		if (c == 0)
			return DECODE_NUL;
		blank = blank && (c <= ' ' || c == 0xA0 || c == 0xFEFF);
		if (c == '\r' || (c == 0xFEFF && i == 0) || !is_plain(c))
			*rebuild = true;
		++*points;
	}
	return blank ? DECODE_EMPTY : DECODE_OK;
}

/* What rebuilding keeps: the text so far and the shifts found. */
struct rebuild {
	struct arena *arena;
	struct buf text;
	struct decode_shift *shifts;
	size_t nshifts, room;
	int32_t extra;
};

static void
add_shift(struct rebuild *rebuild, size_t byte, int32_t extra)
{
	if (rebuild->nshifts == rebuild->room) {
		size_t room = rebuild->room * 2 + 64;

		rebuild->shifts = arena_grow(rebuild->arena, rebuild->shifts, rebuild->room, room,
		    sizeof(*rebuild->shifts));
		rebuild->room = room;
	}
	rebuild->shifts[rebuild->nshifts++] =
	    (struct decode_shift){ .byte = (uint32_t)byte, .extra = extra };
}

/* Writes the code points of a segment and notes where `in` points became `out` characters. */
static void
put_points(struct rebuild *rebuild, const UChar32 *codes, int out, int in)
{
	char utf8[4];

	for (int k = 0; k < out; k++) {
		if (k >= in)
			add_shift(rebuild, rebuild->text.len, --rebuild->extra);
		buf_add(&rebuild->text, utf8, utf8_encode((uint32_t)codes[k], utf8));
	}
	if (in > out) {
		rebuild->extra += in - out;
		add_shift(rebuild, rebuild->text.len, rebuild->extra);
	}
}

/* Normalises one segment of at most SEGMENT_MAX code points. */
static void
put_segment(struct rebuild *rebuild, const UChar32 *codes, int n)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar from[SEGMENT_MAX * 2], to[SEGMENT_MAX * 8];
	UChar32 made[SEGMENT_MAX * 8];
	int32_t len = 0, made_len, k = 0;

	(void)u_strFromUTF32(from, SEGMENT_MAX * 2, &len, codes, n, &status);
	made_len = unorm2_normalize(nfc(), from, len, to, SEGMENT_MAX * 8, &status);
	(void)u_strToUTF32(made, SEGMENT_MAX * 8, &k, to, made_len, &status);
	if (U_FAILURE(status))
		put_points(rebuild, codes, n, n);
	else
		put_points(rebuild, made, k, n);
}

/* Line ends and the byte order mark: returns the points eaten, 0 when it is another character. */
static int
put_special(struct rebuild *rebuild, struct str bytes, size_t at, uint32_t c)
{
	bool pair = c == '\r' && at + 1 < bytes.len && bytes.at[at + 1] == '\n';

	if (c == 0xFEFF && at == 0) {
		rebuild->extra++;
		add_shift(rebuild, 0, rebuild->extra);
		return 1;
	}
	if (c != '\r')
		return 0;
	put_points(rebuild, (const UChar32[]){ '\n' }, 1, pair ? 2 : 1);
	return pair ? 2 : 1;
}

/* Reads one segment: a character and what may combine with it. Returns the bytes eaten. */
static size_t
take_segment(struct str bytes, size_t at, UChar32 *codes, int *n)
{
	size_t from = at;
	uint32_t c = 0;

	*n = 0;
	while (at < bytes.len && *n < SEGMENT_MAX) {
		size_t step = utf8_decode(bytes.at + at, bytes.len - at, &c);

		if (*n > 0 && (c == '\r' || unorm2_hasBoundaryBefore(nfc(), (UChar32)c)))
			break;
		codes[(*n)++] = (UChar32)c;
		at += step;
	}
	return at - from;
}

static void
rebuild_text(struct rebuild *rebuild, struct str bytes)
{
	UChar32 codes[SEGMENT_MAX];
	uint32_t c = 0;
	int n;

	for (size_t i = 0; i < bytes.len;) {
		size_t step = utf8_decode(bytes.at + i, bytes.len - i, &c);
		int eaten = put_special(rebuild, bytes, i, c);

		if (eaten > 0) {
			i += step + (size_t)eaten - 1;
			continue;
		}
		step = take_segment(bytes, i, codes, &n);
		if (n == 1 && is_plain((uint32_t)codes[0]))
			buf_add(&rebuild->text, bytes.at + i, step);
		else
			put_segment(rebuild, codes, n);
		i += step;
	}
}

static void
count_blocks(struct arena *arena, struct decoded *doc)
{
	uint32_t n = 0;

	doc->block = ARENA_ARRAY(arena, doc->text.len / BLOCK + 1, uint32_t);
	for (size_t i = 0; i < doc->text.len; i++) {
		if (i % BLOCK == 0)
			doc->block[i / BLOCK] = n;
		n += ((unsigned char)doc->text.at[i] & 0xC0) != 0x80;
	}
	if (doc->text.len % BLOCK == 0)
		doc->block[doc->text.len / BLOCK] = n;
}

enum decode_refusal
decode_text(struct arena *arena, struct str bytes, struct decoded *to)
{
	struct rebuild rebuild = { .arena = arena };
	enum decode_refusal refusal;
	bool changed;
	uint32_t points;

	*to = (struct decoded){ .points = 0 };
	if (bytes.len > DECODE_BYTES_MAX)
		return DECODE_TOO_LARGE;
	refusal = scan(bytes, &changed, &points);
	if (refusal != DECODE_OK)
		return refusal;
	to->points = points;
	if (changed) {
		buf_init(&rebuild.text, arena, bytes.len * 3 + 16);
		rebuild_text(&rebuild, bytes);
		to->text = buf_str(&rebuild.text);
		to->shifts = rebuild.shifts;
		to->nshifts = rebuild.nshifts;
	} else {
		to->text = (struct str){ arena_text_n(arena, bytes.at, bytes.len), bytes.len };
	}
	count_blocks(arena, to);
	return DECODE_OK;
}

static int32_t
extra_at(const struct decoded *doc, size_t byte)
{
	size_t low = 0, high = doc->nshifts;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (doc->shifts[mid].byte <= byte)
			low = mid + 1;
		else
			high = mid;
	}
	return low == 0 ? 0 : doc->shifts[low - 1].extra;
}

uint32_t
decoded_point(const struct decoded *doc, size_t byte)
{
	uint32_t n;

	if (byte > doc->text.len)
		byte = doc->text.len;
	while (byte < doc->text.len && ((unsigned char)doc->text.at[byte] & 0xC0) == 0x80)
		byte--;
	n = doc->block[byte / BLOCK];
	for (size_t i = byte / BLOCK * BLOCK; i < byte; i++)
		n += ((unsigned char)doc->text.at[i] & 0xC0) != 0x80;
	return (uint32_t)((int64_t)n + extra_at(doc, byte));
}

struct str
text_nfc(struct arena *arena, struct str text)
{
	struct rebuild rebuild = { .arena = arena };
	uint32_t c = 0;
	size_t i = 0, step;

	while (i < text.len) {
		step = utf8_decode(text.at + i, text.len - i, &c);
		if (step == 0 || !is_plain(c))
			break;
		i += step;
	}
	if (i == text.len || !utf8_valid(text))
		return text;
	buf_init(&rebuild.text, arena, text.len * 3 + 16);
	for (i = 0; i < text.len; i += step) {
		UChar32 codes[SEGMENT_MAX];
		int n;

		step = take_segment(text, i, codes, &n);
		put_segment(&rebuild, codes, n);
	}
	return buf_str(&rebuild.text);
}
