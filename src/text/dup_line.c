/* dup_line.c: lines that name a source, an author or a photographer and say nothing else. */
#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "text/dup_token.h"

enum { LINE_TOKENS_MAX = 8 };

/* How a boiler-plate line starts, as tokens with the new tone style. */
static const char *const STARTS[] = { "theo", "nguồn", "ảnh", "tin ảnh", "tin và ảnh", "bài ảnh",
	"bài và ảnh", "clip", "video", "đồ hoạ", "phóng viên", "pv", "ttxvn", "vna", "vov", "vtv",
	"tác giả", "biên tập" };

static bool
is_boiler(struct arena *arena, struct str line)
{
	struct dup_tokens tokens;
	struct str all;

	if (line.len > 200)
		return false;
	dup_tokenize(arena, line, &tokens);
	if (tokens.count == 0 || tokens.count > LINE_TOKENS_MAX)
		return false;
	all = dup_tokens_piece(&tokens, 0, tokens.count);
	for (size_t i = 0; i < sizeof(STARTS) / sizeof(STARTS[0]); i++) {
		size_t len = strlen(STARTS[i]);

		if (str_starts(all, STARTS[i]) && (all.len == len || all.at[len] == ' '))
			return true;
	}
	return false;
}

struct str
dup_strip_lines(struct arena *arena, struct str text)
{
	struct buf kept;

	buf_init(&kept, arena, text.len + 2);
	while (text.at != NULL) {
		struct str line = str_cut(&text, '\n');

		if (is_boiler(arena, line))
			continue;
		buf_add_str(&kept, line);
		buf_add_char(&kept, '\n');
	}
	return buf_str(&kept);
}
