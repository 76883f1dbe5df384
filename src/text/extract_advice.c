/* extract_advice.c: the sensitive families in a text that is no document: what somebody typed. */
#include "text/extract_internal.h"

enum extract_family
extract_family_in(struct arena *arena, struct str text)
{
	struct extract_result result = { 0 };
	struct extractor ex = { .arena = arena, .text = text, .result = &result };

	extract_sensitive_words(&ex.words, arena);
	ex.tokens = tokens_of(arena, text, 0);
	return extract_family_of(&ex, (struct range){ 0, ex.tokens.n });
}
