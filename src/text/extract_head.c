/*
 * extract_head.c: the head, the foot and the margins. The one idea: a type line in capitals among
 * the first lines makes an official document; what stands above it is letterhead, what stands after
 * "Nơi nhận" is foot; on a news page the foot begins with the words of its side bar.
 */
#include "text/extract_table.h"

#define HEAD_BLOCKS 40 /* the type line stands within so many lines */

/* Decree 30/2020, article 7 and annex III, and the Party's kinds. */
static const struct {
	const char *caps;
	const char *name;
	const char *key;
	bool directs; /* its numbered points tell others what to do */
} types[] = {
	{ "THÔNG BÁO", "Thông báo", "TB", true },
	{ "THÔNG BÁO KẾT LUẬN", "Thông báo", "TB", true },
	{ "KẾ HOẠCH", "Kế hoạch", "KH", false },
	{ "QUYẾT ĐỊNH", "Quyết định", "QĐ", false },
	{ "CHỈ THỊ", "Chỉ thị", "CT", true },
	{ "KẾT LUẬN", "Kết luận", "KL", true },
	{ "BÁO CÁO", "Báo cáo", "BC", false },
	{ "NGHỊ QUYẾT", "Nghị quyết", "NQ", false },
	{ "HƯỚNG DẪN", "Hướng dẫn", "HD", false },
	{ "CHƯƠNG TRÌNH", "Chương trình", "CTr", false },
	{ "CHƯƠNG TRÌNH HÀNH ĐỘNG", "Chương trình", "CTr", false },
	{ "CHƯƠNG TRÌNH PHỐI HỢP", "Chương trình", "CTr", false },
	{ "TỜ TRÌNH", "Tờ trình", "TTr", false },
	{ "QUY CHẾ", "Quy chế", "QC", false },
	{ "QUY CHẾ PHỐI HỢP", "Quy chế", "QC", false },
	{ "QUY ĐỊNH", "Quy định", "QyĐ", false },
	{ "CÔNG ĐIỆN", "Công điện", "CĐ", true },
	{ "CÔNG VĂN", "Công văn", "CV", false },
	{ "ĐỀ ÁN", "Đề án", "ĐA", false },
	{ "PHƯƠNG ÁN", "Phương án", "PA", false },
	{ "BIÊN BẢN", "Biên bản", "BB", false },
	{ "THÔNG CÁO", "Thông cáo", "TC", false },
};

/* Lines a foot or a side bar begins with; `official` ones end any document. */
static const struct {
	const char *start;
	bool official;
} feet[] = {
	{ "nơi nhận", true },
	{ "tin mới hơn", false },
	{ "tin đã đưa", false },
	{ "các tin khác", false },
	{ "tin liên quan", false },
	{ "bài viết liên quan", false },
	{ "tin cùng chuyên mục", false },
	{ "bài viết khác", false },
	{ "tin khác", false },
	{ "tin cũ hơn", false },
	{ "tin tức khác", false },
	{ "đọc nhiều", false },
	{ "xem nhiều", false },
	{ "xem thêm", false },
	{ "số lượng lượt xem", false },
	{ "lượt xem", false },
	{ "thống kê truy cập", false },
	{ "bình luận", false },
	{ "để lại một bình luận", false },
	{ "gửi bình luận", false },
	{ "ý kiến bạn đọc", false },
	{ "từ khóa", false },
	{ "tags", false },
	{ "tag:", false },
	{ "nguồn:", false },
	{ "cơ quan chủ quản", false },
	{ "bản quyền", false },
	{ "chia sẻ bài viết", false },
};

/* Who issues, as the lines of the letterhead tell it one by one. */
struct issuer {
	const char *name;  /* of the lowest body so far */
	const char *above; /* of the one it belongs to; NULL when none is told */
	bool office;       /* the name is "VĂN PHÒNG" alone */
	struct range last; /* the line read last */
};

static bool
folded_starts(const struct extractor *ex, const struct block *block, const char *start)
{
	char folded[FOLD_ROOM(96)];
	struct str s = { ex->text.at + block->start, block->end - block->start };
	size_t n;

	if (s.len > 96)
		s.len = 96;
	n = fold_into(folded, s, FOLD_PLAIN);
	return str_starts((struct str){ folded, n }, start);
}

static struct str
block_str(const struct extractor *ex, const struct block *block)
{
	return (struct str){ ex->text.at + block->start, block->end - block->start };
}

/* The row of `types` a block names, -1 for none. */
static int
type_of(const struct extractor *ex, const struct block *block)
{
	struct str s = block_str(ex, block);

	while (s.len > 0 && (s.at[s.len - 1] == ':' || s.at[s.len - 1] == '*'))
		s.len--;
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (str_is(s, types[i].caps))
			return (int)i;
	return -1;
}

/* "ngày 05 tháng 6 năm 2026" or 05/6/2026 in a short line: the document's own date. */
static void
read_date(struct extractor *ex, const struct block *block, struct extract_facts *facts)
{
	if (facts->date_day != DAY_NONE || block->tokens.to - block->tokens.from > 40)
		return;
	for (size_t i = block->tokens.from; i < block->tokens.to; i++) {
		struct when when;
		size_t used = when_at(ex->when, ex->text, &ex->tokens, i, DAY_NONE, &when);

		if (used > 0 && (when.kind == WHEN_DATE || when.kind == WHEN_DATETIME) &&
		    when.year_stated && when.grain == GRAIN_DAY) {
			facts->date_day = when.from_day;
			return;
		}
	}
}

/* "Số: 12/TB-VP", "Số 12-TB/VPTU": the symbol is the run without spaces after "Số". */
static void
read_symbol(struct extractor *ex, const struct block *block, struct extract_facts *facts)
{
	size_t i = block->tokens.from, from;

	if (facts->symbol != NULL || i >= block->tokens.to ||
	    ex->tokens.at[i].key != token_key(STR("số")))
		return;
	i++;
	if (token_is(ex, i, ":"))
		i++;
	from = i;
	while (i < block->tokens.to && (i == from || ex->tokens.at[i].glued))
		i++;
	while (i > from && (token_is(ex, i - 1, ",") || token_is(ex, i - 1, ";")))
		i--;
	if (i > from + 1)
		facts->symbol = range_text(ex, (struct range){ from, i });
}

/* The front cell of a line of the letterhead, without what stands in the second column. */
static struct range
front_cell(const struct extractor *ex, const struct block *block)
{
	struct range r = { block->tokens.from, block->tokens.from };
	const struct token *t = ex->tokens.at;

	while (r.to < block->tokens.to) {
		struct str gap = { ex->text.at + t[r.to].end, 0 };

		gap.len = r.to + 1 < block->tokens.to ? t[r.to + 1].start - t[r.to].end : 0;
		r.to++;
		if (memchr(gap.at, '\t', gap.len) != NULL || gap.len >= 3)
			break;
	}
	return r;
}

/* Is this cell in capitals and a part of the name of who issues? */
static bool
is_issuer(const struct extractor *ex, const struct block *block, struct range cell)
{
	static const char *const not_issuers[] = { "cộng hòa xã hội", "độc lập", "đảng cộng sản",
		"số", "mật", "tối mật", "tuyệt mật", "hỏa tốc", "khẩn", "thượng khẩn" };

	for (size_t i = 0; i < sizeof(not_issuers) / sizeof(*not_issuers); i++)
		if (folded_starts(ex, block, not_issuers[i]))
			return false;
	for (size_t i = cell.from; i < cell.to; i++)
		if (ex->tokens.at[i].kind == TOKEN_WORD && !ex->tokens.at[i].capital)
			return false;
	return cell.to >= cell.from + 2 && ex->tokens.at[cell.from].caps;
}

/* "VĂN PHÒNG" and nothing more: an office of somebody who is named in another line. */
static bool
is_bare_office(const struct extractor *ex, struct range name)
{
	return name.to == name.from + 2 && word_is(ex, name.from, "văn") &&
	    word_is(ex, name.from + 1, "phòng");
}

/* Does a line go on with the name begun in the line above it? */
static bool
continues_name(struct extractor *ex, struct range above, struct range cell)
{
	static const char *const places[] = { "tỉnh", "xã", "phường", "huyện", "quận" };
	static const char *const joints[] = { ",", "-", "–" };
	bool joined = is_bare_office(ex, above) || word_is(ex, cell.from, "và");
	bool body = word_is(ex, cell.from + 1, "ủy") || word_is(ex, cell.from + 1, "đoàn");

	for (size_t i = 0; i < sizeof(joints) / sizeof(*joints); i++)
		joined = joined || token_is(ex, cell.from, joints[i]) ||
		    token_is(ex, above.to - 1, joints[i]);
	if (joined)
		return true;
	if (!body && (WORD_IN(ex, cell.from, places) ||
			 (word_is(ex, cell.from, "thành") && word_is(ex, cell.from + 1, "phố"))))
		return true;
	return actor_at(ex, cell.from, cell.to) == 0;
}

/* Does a name tell of a commune, a ward or a special zone, and not of "xã hội"? */
static bool
names_commune(const struct extractor *ex, struct range name)
{
	for (size_t i = name.from; i < name.to; i++)
		if (word_is(ex, i, "phường") ||
		    (word_is(ex, i, "xã") && !word_is(ex, i + 1, "hội")) ||
		    (word_is(ex, i, "đặc") && word_is(ex, i + 1, "khu")))
			return true;
	return false;
}

/* Adds a line of the letterhead to what it says of who issues. */
static void
read_issuer(struct extractor *ex, struct range cell, struct issuer *to)
{
	const char *text = range_text(ex, cell);

	if (to->name != NULL && continues_name(ex, to->last, cell)) {
		to->name = arena_printf(ex->arena, "%s %s", to->name, text);
		to->office = false;
	} else {
		to->above = to->name;
		to->name = text;
		to->office = is_bare_office(ex, cell);
		ex->commune = false;
	}
	ex->commune = ex->commune || names_commune(ex, cell);
	to->last = cell;
}

/* What the letterhead says; the last body named in capitals is the one that issues. */
static void
read_letterhead(struct extractor *ex, size_t type, struct extract_facts *facts)
{
	struct issuer issuer = { .name = NULL };

	for (size_t b = 0; b < type; b++) {
		struct block *block = &ex->blocks[b];
		struct range cell = front_cell(ex, block);

		if (folded_starts(ex, block, "đảng cộng sản"))
			facts->party = true;
		read_symbol(ex, block, facts);
		read_date(ex, block, facts);
		if (is_issuer(ex, block, cell))
			read_issuer(ex, cell, &issuer);
		block->kind = BLOCK_SKIP;
	}
	facts->issuer = issuer.office && issuer.above != NULL ?
		arena_printf(ex->arena, "%s %s", issuer.name, issuer.above) : issuer.name;
}

/* The lines under the type line until the text begins. Returns the first block of the text. */
static size_t
read_abstract(struct extractor *ex, size_t from, struct extract_facts *facts)
{
	size_t b = from, last = from;

	for (; b < ex->nblocks && b < from + 4; b++) {
		struct block *block = &ex->blocks[b];

		if (block->kind != BLOCK_PARAGRAPH || block->ended || block->colon ||
		    folded_starts(ex, block, "căn cứ"))
			break;
		if (token_is(ex, block->tokens.from, "-"))
			block->kind = BLOCK_SKIP;
		last = b + 1;
	}
	if (last > from) {
		struct range r = { ex->blocks[from].tokens.from, ex->blocks[last - 1].tokens.to };

		if (facts->abstract == NULL)
			facts->abstract = range_text(ex, r);
		for (size_t k = from; k < last; k++)
			ex->blocks[k].kind = BLOCK_SKIP;
	}
	return last;
}

/* A công văn has no type line, but a number and "V/v". Returns the first block of the text. */
static size_t
read_letter(struct extractor *ex, struct extract_facts *facts)
{
	const char *about = NULL;
	size_t head = 0;

	for (size_t b = 0; b < ex->nblocks && b < HEAD_BLOCKS; b++) {
		struct block *block = &ex->blocks[b];
		bool to = folded_starts(ex, block, "kính gửi");

		read_symbol(ex, block, facts);
		if (about == NULL && folded_starts(ex, block, "v/v"))
			about = range_text(ex, block->tokens);
		if (to || (head == 0 && about != NULL))
			head = to ? b : b + 1;
		if (to)
			break;
	}
	if (head == 0 || facts->symbol == NULL)
		return 0;
	ex->official = true;
	facts->abstract = about;
	facts->type = "Công văn";
	facts->type_key = "CV";
	read_letterhead(ex, head, facts);
	for (size_t b = head; b < ex->nblocks && b < head + 3 && !ex->blocks[b].ended; b++)
		read_date(ex, &ex->blocks[b], facts);
	return head;
}

static bool
is_foot(const struct extractor *ex, const struct block *block)
{
	for (size_t i = 0; i < sizeof(feet) / sizeof(*feet); i++)
		if (folded_starts(ex, block, feet[i].start) && (feet[i].official || !ex->official))
			return true;
	return false;
}

/* "... giải pháp [...]": the start of a text that stands in full elsewhere */
static bool
is_teaser(const struct extractor *ex, const struct block *block)
{
	struct str s = block_str(ex, block);

	return s.len > 5 && (memcmp(s.at + s.len - 5, "[...]", 5) == 0 ||
				memcmp(s.at + s.len - 5, "[…]", 5) == 0);
}

/* Bases and addresses before the text proper. */
static bool
is_basis(const struct extractor *ex, const struct block *block)
{
	static const char *const starts[] = { "căn cứ", "theo đề nghị", "xét đề nghị",
	    "kính gửi" };

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (folded_starts(ex, block, starts[i]))
			return !block->colon;
	return false;
}

/* What a block without foot or head is: content, a heading in capitals, or nothing. */
static enum block_kind
kind_of(const struct extractor *ex, const struct block *block)
{
	bool loose = block->kind == BLOCK_PARAGRAPH && !block->ended && !block->colon;

	if (block->tokens.from == block->tokens.to || is_teaser(ex, block) ||
	    is_basis(ex, block))
		return BLOCK_SKIP;
	if (extract_is_row(ex, block))
		return BLOCK_ROW;
	if (block->kind == BLOCK_PARAGRAPH && block->caps)
		return BLOCK_HEADING;
	/* a line without an end is a caption, a name, a place */
	if (loose && block->tokens.to - block->tokens.from < 40)
		return BLOCK_SKIP;
	return block->kind;
}

/* "GIÁM ĐỐC SỞ ĐIỆN:", "Kính gửi:": the points below it are addresses. */
static bool
opens_addresses(const struct extractor *ex, const struct block *block)
{
	size_t last = block->tokens.to;

	return block->colon && last >= block->tokens.from + 3 && last - block->tokens.from < 30 &&
	    (word_is(ex, last - 2, "điện") || word_is(ex, last - 2, "gửi"));
}

/* Takes away what is no content from block `b` on; a later type line begins a new document. */
static void
skip_margins(struct extractor *ex, size_t from)
{
	bool foot = false, addresses = false;

	for (size_t b = from; b < ex->nblocks; b++) {
		struct block *block = &ex->blocks[b];

		if (is_foot(ex, block))
			foot = true;
		else if (ex->official && foot &&
		    (type_of(ex, block) >= 0 || folded_starts(ex, block, "phụ lục")))
			foot = false;
		addresses = (addresses && block->kind == BLOCK_BULLET) ||
		    opens_addresses(ex, block);
		block->kind = foot || addresses ? BLOCK_SKIP : kind_of(ex, block);
	}
}

/* Without a date of its own a document is not older than the last full day its opening tells of. */
static int64_t
last_day_told(struct extractor *ex)
{
	int64_t last = DAY_NONE;
	size_t used;

	for (size_t b = 0; b < ex->nblocks && b < HEAD_BLOCKS; b++) {
		struct range r = ex->blocks[b].tokens;

		if (ex->blocks[b].kind == BLOCK_NUMBERED || ex->blocks[b].kind == BLOCK_BULLET)
			break;
		/* only where a block begins with it: other days are of other documents */
		for (size_t i = r.from; i < r.to && i < r.from + 3; i += used > 0 ? used : 1) {
			struct when when;

			used = when_at(ex->when, ex->text, &ex->tokens, i, DAY_NONE, &when);
			if (used > 0 && when.kind == WHEN_DATE && when.year_stated && !when.opens &&
			    (last == DAY_NONE || when.from_day > last))
				last = when.from_day;
		}
	}
	return last;
}

void
extract_head(struct extractor *ex, struct extract_facts *facts)
{
	size_t from = 0;

	for (size_t b = 0; b < ex->nblocks && b < HEAD_BLOCKS; b++) {
		int type = type_of(ex, &ex->blocks[b]);

		if (type < 0)
			continue;
		ex->official = true;
		ex->directs = types[type].directs;
		facts->type = types[type].name;
		facts->type_key = types[type].key;
		ex->blocks[b].kind = BLOCK_SKIP;
		read_letterhead(ex, b, facts);
		from = read_abstract(ex, b + 1, facts);
		break;
	}
	if (!ex->official)
		from = read_letter(ex, facts);
	for (size_t b = 0; !ex->official && b < ex->nblocks && b < 12; b++)
		read_date(ex, &ex->blocks[b], facts);
	skip_margins(ex, from);
	ex->floor_day = facts->date_day != DAY_NONE ? facts->date_day : last_day_told(ex);
}
