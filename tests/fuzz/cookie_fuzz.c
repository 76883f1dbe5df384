/* cookie_fuzz.c: cookies, header parameters, encodings and forwarded addresses. */
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "http/address.h"
#include "http/parse.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new(1 << 20);
	struct str input = { (const char *)data, size > 8192 ? 8192 : size };
	const char *text = arena_text_n(arena, input.at, input.len);
	struct ip_list list;
	struct ip ip = { { 0 } };
	struct str value;
	const char *to;

	if (http_cookie_find(input, "sid", &value))
		BUG_IF(value.len > 0 && (value.at < input.at ||
		    value.at + value.len > input.at + input.len || memchr(value.at, ';',
		    value.len)));
	if (http_header_param(arena, input, "name", &to) == RC_OK)
		BUG_IF(strlen(to) > input.len);
	(void)http_accepts_gzip(text);
	(void)http_type_is(text, "multipart/form-data");
	if (ip_list_parse(&list, text))
		BUG_IF(list.n > IP_LIST_MAX);
	list.n = 1;
	list.at[0] = ip;
	(void)ip_forwarded(&list, &ip, text);
	arena_free(arena);
	return 0;
}
