/* collate.c: ICU's "vi" collator behind a small door; it is const after opening, so shared. */
#include "text/collate.h"

#include <unicode/ucol.h>
#include <unicode/ustring.h>

#include "base/mem.h"

struct collator {
	UCollator *vi;
};

struct collator *
collator_open(void)
{
	UErrorCode status = U_ZERO_ERROR;
	UCollator *vi = ucol_open("vi", &status);
	struct collator *collator;

	if (U_FAILURE(status))
		return NULL;
	/* NFD names must sort as NFC ones */
	ucol_setAttribute(vi, UCOL_NORMALIZATION_MODE, UCOL_ON, &status);
	collator = mem_alloc(sizeof(*collator));
	collator->vi = vi;
	return collator;
}

void
collator_close(struct collator *collator)
{
	if (collator == NULL)
		return;
	ucol_close(collator->vi);
	mem_free(collator);
}

/* UTF-16 of the text's first COLLATE_TEXT_MAX bytes, cut at a whole character. */
static UChar *
to_utf16(struct arena *arena, struct str text, int32_t *len)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar *to;

	if (text.len > COLLATE_TEXT_MAX) {
		text.len = COLLATE_TEXT_MAX;
		while (text.len > 0 && ((unsigned char)text.at[text.len] & 0xC0) == 0x80)
			text.len--;
	}
	to = ARENA_ARRAY(arena, text.len + 1, UChar);
	u_strFromUTF8WithSub(to, (int32_t)text.len + 1, len, text.at, (int32_t)text.len, 0xFFFD,
	    NULL,
	    &status);
	return to;
}

struct str
collate_key(const struct collator *collator, struct arena *arena, struct str text)
{
	int32_t len = 0, need;
	size_t whole;
	UChar *utf16 = to_utf16(arena, text, &len);
	uint8_t *key;

	need = ucol_getSortKey(collator->vi, utf16, len, NULL, 0);
	if (need <= 0)
		return (struct str){ "", 0 };
	key = arena_alloc(arena, (size_t)need);
	(void)ucol_getSortKey(collator->vi, utf16, len, key, need);
	whole = (size_t)need - 1;
	return (struct str){ (const char *)key, whole < COLLATE_KEY_MAX ? whole : COLLATE_KEY_MAX };
}
