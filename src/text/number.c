/*
 * number.c: the number grammar. The one idea: read one amount (digits, Roman or words), let
 * multipliers fold into it, then look at what stands around it: a slash, a dash, a unit.
 */
#include "text/number.h"

#define GROUPS_MAX 6 /* groups of three digits, or words, in one number */

/* What a word does in a number; ids of the matcher are index * WORDS_ROLE + role. */
enum role { ROLE_DIGIT, ROLE_TIMES, ROLE_HALF, ROLE_PART, ROLE_QUALIFIER, ROLE_ORDINAL,
    ROLE_ROMAN };

static const struct {
	const char *word;
	enum role role;
	double value;
} words[] = {
	{ "không", ROLE_DIGIT, 0 },
	{ "một", ROLE_DIGIT, 1 },
	{ "mốt", ROLE_DIGIT, 1 },
	{ "hai", ROLE_DIGIT, 2 },
	{ "ba", ROLE_DIGIT, 3 },
	{ "bốn", ROLE_DIGIT, 4 },
	{ "tư", ROLE_DIGIT, 4 },
	{ "năm", ROLE_DIGIT, 5 },
	{ "lăm", ROLE_DIGIT, 5 },
	{ "sáu", ROLE_DIGIT, 6 },
	{ "bảy", ROLE_DIGIT, 7 },
	{ "tám", ROLE_DIGIT, 8 },
	{ "chín", ROLE_DIGIT, 9 },
	{ "mười", ROLE_TIMES, 10 },
	{ "mươi", ROLE_TIMES, 10 },
	{ "chục", ROLE_TIMES, 10 },
	{ "trăm", ROLE_TIMES, 100 },
	{ "nghìn", ROLE_TIMES, 1e3 },
	{ "ngàn", ROLE_TIMES, 1e3 },
	{ "triệu", ROLE_TIMES, 1e6 },
	{ "tỷ", ROLE_TIMES, 1e9 },
	{ "tỉ", ROLE_TIMES, 1e9 },
	{ "rưỡi", ROLE_HALF, 0.5 },
	{ "nửa", ROLE_HALF, 0.5 },
	{ "phần", ROLE_PART, 0 },
	{ "hơn", ROLE_QUALIFIER, 0 },
	{ "trên", ROLE_QUALIFIER, 0 },
	{ "gần", ROLE_QUALIFIER, 0 },
	{ "dưới", ROLE_QUALIFIER, 0 },
	{ "khoảng", ROLE_QUALIFIER, 0 },
	{ "ít nhất", ROLE_QUALIFIER, 0 },
	{ "tối thiểu", ROLE_QUALIFIER, 0 },
	{ "tối đa", ROLE_QUALIFIER, 0 },
	{ "số", ROLE_ORDINAL, 0 },
	{ "thứ", ROLE_ORDINAL, 0 },
	{ "khóa", ROLE_ORDINAL, 0 },
	{ "lần thứ", ROLE_ORDINAL, 0 },
	{ "điều", ROLE_ORDINAL, 0 },
	{ "khoản", ROLE_ORDINAL, 0 },
	{ "quý", ROLE_ORDINAL, 0 },
	{ "ngày", ROLE_ORDINAL, 0 },
	{ "tháng", ROLE_ORDINAL, 0 },
};

/* What is counted. A counted noun of two parts stands before its first part. */
static const char *const units[] = {
	"%", "đồng", "lần", "lượt", "lượt người", "lượt xem", "người", "người dân", "hộ", "hộ dân",
	"tin", "tin, bài", "tin bài", "bài", "bài báo", "bài viết", "văn bản",
	"chương trình, đề án",
	"chương trình", "đề án", "dự án", "công trình", "nội dung", "nhóm", "nhóm nhiệm vụ",
	"nhiệm vụ", "chỉ tiêu", "chỉ tiêu, nhiệm vụ", "đầu việc", "đại biểu", "khối", "vụ",
	"vụ việc",
	"đơn", "đơn thư", "ý kiến", "kiến nghị", "phản ánh", "phản ánh, kiến nghị", "hồ sơ",
	"trường hợp", "tổ chức", "cơ quan", "đơn vị", "cơ quan, đơn vị", "địa phương", "xã",
	"phường",
	"xã, phường", "quận", "huyện", "thôn", "tổ dân phố", "khu dân cư", "hội nghị", "cuộc",
	"cuộc họp", "buổi", "lớp", "lớp tập huấn", "chuyên đề", "chuyên mục", "chuyên trang",
	"trang",
	"kênh", "tập thể", "cá nhân", "tập thể, cá nhân", "đảng viên", "chi bộ", "đồng chí",
	"đồng chí lãnh đạo", "cán bộ", "cộng tác viên", "mô hình", "điểm", "tuyến", "tuyến đường",
	"km",
	"ha", "m", "m2", "m3", "căn", "cụm", "trạm", "điểm ngập", "vị trí", "doanh nghiệp",
	"thủ tục", "thủ tục hành chính", "giải pháp", "mục tiêu", "nghị quyết", "kế hoạch", "cơ sở",
	"trường", "bệnh viện", "học sinh", "giường", "ca", "ca bệnh", "pa nô", "băng rôn", "tờ rơi",
	"khẩu hiệu", "tấn", "mẫu", "phiếu", "phóng sự", "tổ", "đội", "đoàn", "bí thư", "giờ",
	"phút",
};

struct number_grammar {
	struct matcher *words;
	struct matcher *units;
};

/* A place in the tokens and the text under them. */
struct cursor {
	const struct number_grammar *grammar;
	struct str text;
	const struct token *at;
	size_t n, i;
};

struct number_grammar *
number_grammar_new(struct arena *arena)
{
	struct number_grammar *grammar = ARENA_NEW(arena, struct number_grammar);

	grammar->words = matcher_new(arena, 128);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		matcher_add(grammar->words, words[i].word, (int)i);
	grammar->units = matcher_new(arena, 512);
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		matcher_add(grammar->units, units[i], (int)i);
	return grammar;
}

/* The digits of one decimal place, by its signs for one, five and ten. */
static int
roman_place(struct str *text, const char *one, const char *five, const char *ten)
{
	int digit = 0;
	char pair[3] = { one[0], ten[0], '\0' };

	if (ten[0] != '\0' && str_starts(*text, pair)) {
		digit = 9;
	} else {
		pair[1] = five[0];
		if (five[0] != '\0' && str_starts(*text, pair))
			digit = 4;
	}
	if (digit > 0) {
		*text = (struct str){ text->at + 2, text->len - 2 };
		return digit;
	}
	if (five[0] != '\0' && str_starts(*text, five)) {
		digit = 5;
		*text = (struct str){ text->at + 1, text->len - 1 };
	}
	for (int k = 0; k < 3 && str_starts(*text, one); k++, digit++)
		*text = (struct str){ text->at + 1, text->len - 1 };
	return digit;
}

int
roman_value(struct str text)
{
	int value = roman_place(&text, "M", "", "") * 1000;

	value += roman_place(&text, "C", "D", "M") * 100;
	value += roman_place(&text, "X", "L", "C") * 10;
	value += roman_place(&text, "I", "V", "X");
	return text.len == 0 ? value : 0;
}

static struct str
token_text(const struct cursor *c, size_t i)
{
	return (struct str){ c->text.at + c->at[i].start, c->at[i].end - c->at[i].start };
}

static bool
is_mark(const struct cursor *c, size_t i, const char *mark)
{
	return i < c->n && c->at[i].kind == TOKEN_MARK && str_is(token_text(c, i), mark);
}

/* The row of `words` at the cursor with this role; takes it when found. */
static int
take_word(struct cursor *c, enum role role)
{
	size_t used = 0;
	int id = c->i < c->n ? matcher_at(c->grammar->words, c->at + c->i, c->n - c->i, &used) : -1;

	if (id < 0 || words[id].role != role)
		return -1;
	c->i += used;
	return id;
}

/* Is there a number glued to a mark at i: ".234" or ",5"? */
static bool
glued_number(const struct cursor *c, size_t i, const char *mark)
{
	return i + 1 < c->n && is_mark(c, i, mark) && c->at[i].glued && c->at[i + 1].glued &&
	    c->at[i + 1].kind == TOKEN_NUMBER;
}

/* 806, 1.234, 1.234,5 */
static bool
take_digits(struct cursor *c, double *value)
{
	double scale = 1;

	if (c->i >= c->n || c->at[c->i].kind != TOKEN_NUMBER)
		return false;
	*value = c->at[c->i++].value;
	for (int k = 0; k < GROUPS_MAX && glued_number(c, c->i, ".") &&
	    c->at[c->i + 1].digits == 3;
	    k++) {
		*value = *value * 1000 + c->at[c->i + 1].value;
		c->i += 2;
	}
	if (!glued_number(c, c->i, ",") || c->at[c->i + 1].digits > 9)
		return true;
	for (int k = 0; k < c->at[c->i + 1].digits; k++)
		scale *= 10;
	*value += c->at[c->i + 1].value / scale;
	c->i += 2;
	return true;
}

/* One amount without multiplier: digits, a number word, "mười". */
static bool
take_unit_amount(struct cursor *c, double *value)
{
	int id;

	if (take_digits(c, value))
		return true;
	id = take_word(c, ROLE_DIGIT);
	if (id >= 0) {
		*value = words[id].value;
		return true;
	}
	id = c->i < c->n ? matcher_at(c->grammar->words, c->at + c->i, 1, NULL) : -1;
	if (id >= 0 && words[id].role == ROLE_TIMES && words[id].value <= 10) {
		*value = 1; /* "mười" alone is ten */
		return true;
	}
	return false;
}

/*
 * An amount with its multipliers: "3 triệu 200 nghìn", "hai mươi lăm", "2,5 tỷ". A larger
 * multiplier after a smaller one multiplies what stands before it ("trăm nghìn").
 */
static bool
take_amount(struct cursor *c, double *value, double *scale)
{
	double total = 0, part = 0, last = 1e18;
	bool any = false;

	for (int k = 0; k < GROUPS_MAX; k++) {
		double one = 0;
		size_t from = c->i;
		int times;

		if (any && c->i < c->n && last <= 1)
			break;
		if (!take_unit_amount(c, &one))
			break;
		times = take_word(c, ROLE_TIMES);
		last = times < 0 ? 1 : words[times].value;
		if (any && times < 0 && c->at[from].kind == TOKEN_NUMBER) {
			c->i = from;
			break;
		}
		part = one * last;
		for (int m = 0; m < 3 && (times = take_word(c, ROLE_TIMES)) >= 0; m++) {
			part = (words[times].value > last ? total + part : part) *
			    words[times].value;
			if (words[times].value > last)
				total = 0;
			last = words[times].value;
		}
		total += part;
		any = true;
	}
	*value = total;
	*scale = last < 1e18 ? last : 1;
	return any;
}

/* "một nửa", "hai phần ba", "2 triệu rưỡi": after the amount `*value`, whose last unit is scale. */
static void
take_word_fraction(struct cursor *c, double *value, double scale)
{
	size_t from = c->i;
	double below = 0;
	int half = take_word(c, ROLE_HALF);

	if (half >= 0) {
		*value = *value == 1 && text_equal(words[half].word, "nửa") ? 0.5 :
			*value + scale / 2;
		return;
	}
	if (take_word(c, ROLE_PART) >= 0 && take_unit_amount(c, &below) && below > 0)
		*value /= below;
	else
		c->i = from;
}

/* "3/4" is a fraction, "439/444" a count of a whole, "7/4/2006" neither. */
static bool
take_slash(struct cursor *c, struct number *to)
{
	struct cursor after = *c;
	double below = 0;

	if (!glued_number(c, c->i, "/"))
		return true;
	after.i++;
	if (!take_digits(&after, &below) || glued_number(&after, after.i, "/"))
		return false;
	if (below <= 0 || to->value > below)
		return false;
	c->i = after.i;
	if (below <= 10)
		to->value = to->high = to->value / below;
	else
		to->whole = below;
	return true;
}

static void
take_range(struct cursor *c, struct number *to)
{
	size_t from = c->i;
	double high = 0;

	if (!is_mark(c, c->i, "-") && !is_mark(c, c->i, "–"))
		return;
	c->i++;
	if (take_digits(c, &high) && high > to->value)
		to->high = high;
	else
		c->i = from;
}

/* The unit, and the end of it all. */
static void
take_unit(struct cursor *c, struct number *to)
{
	size_t used = 0;

	if (c->i < c->n && matcher_at(c->grammar->units, c->at + c->i, c->n - c->i, &used) >= 0) {
		uint32_t start = c->at[c->i].start, end = c->at[c->i + used - 1].end;

		to->unit = (struct str){ c->text.at + start, end - start };
		c->i += used;
	}
	to->end = c->at[c->i - 1].end;
}

/* "số 01", "khóa 17/3", "ngày 7": the number names something, it does not count. */
static size_t
ordinal_at(struct cursor c, struct number *to)
{
	size_t from = c.i;
	double ignored;

	if (take_word(&c, ROLE_ORDINAL) < 0 || !take_digits(&c, &ignored))
		return 0;
	to->end = c.at[c.i - 1].end;
	return c.i - from;
}

size_t
number_at(const struct number_grammar *grammar, struct str text, const struct tokens *tokens,
    size_t i, struct number *to)
{
	struct cursor c = { grammar, text, tokens->at, tokens->n, i };
	size_t ordinal;
	int roman = 0;
	double scale = 1;

	if (i >= tokens->n)
		return 0;
	*to = (struct number){ .start = tokens->at[i].start };
	ordinal = ordinal_at(c, to);
	if (ordinal > 0)
		return ordinal;
	if (take_word(&c, ROLE_QUALIFIER) >= 0)
		to->qualifier = (struct str){ text.at + to->start, c.at[c.i - 1].end - to->start };
	if (c.i < c.n && c.at[c.i].capital)
		roman = roman_value(token_text(&c, c.i));
	if (roman > 0) {
		to->value = roman;
		c.i++;
	} else if (!take_amount(&c, &to->value, &scale)) {
		return 0;
	}
	take_word_fraction(&c, &to->value, scale);
	to->high = to->value;
	if (!take_slash(&c, to))
		return 0;
	take_range(&c, to);
	take_unit(&c, to);
	to->quantity = true;
	return c.i - i;
}
