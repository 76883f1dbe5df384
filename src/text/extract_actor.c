/*
 * extract_actor.c: who is to do it. The one idea: an addressee begins with one of a few dozen words
 * (Sở, Ủy ban, các, đồng chí, Giám đốc ...) and runs until a verb, a modal or a stop word; commas
 * and "và" inside it belong to it only where a class noun or a name goes on after them.
 */
#include "text/extract_internal.h"

/* How the words of this table begin an addressee. */
enum head {
	HEAD_NAMED,  /* Sở, Cục: a name in capitals must follow */
	HEAD_BODY,   /* UBND, Công an, Thành ủy: complete by itself */
	HEAD_POST,   /* Giám đốc, Chủ tịch, đồng chí */
	HEAD_SET,    /* các, những, từng: class nouns must follow */
	HEAD_CLASS,  /* sở, ban, ngành: what a set is made of */
	HEAD_HIGHER, /* bodies of the central level */
	HEAD_VAGUE,  /* nobody in particular */
	HEAD_TAIL,   /* closes a set: thành phố, liên quan */
	HEAD_NOT     /* begins like an addressee and is none */
};

static const struct {
	const char *phrase;
	enum head head;
} heads[] = {
	{ "sở", HEAD_NAMED }, { "ban", HEAD_NAMED }, { "bộ", HEAD_HIGHER }, { "cục", HEAD_NAMED },
	{ "chi cục", HEAD_NAMED }, { "tổng cục", HEAD_HIGHER }, { "vụ", HEAD_NAMED },
	{ "viện", HEAD_NAMED }, { "trường", HEAD_NAMED }, { "đài", HEAD_NAMED },
	{ "báo", HEAD_NAMED }, { "hội", HEAD_NAMED }, { "đoàn", HEAD_NAMED },
	{ "phòng", HEAD_NAMED }, { "đội", HEAD_NAMED }, { "tổ", HEAD_NAMED },
	{ "xã", HEAD_NAMED }, { "phường", HEAD_NAMED }, { "quận", HEAD_NAMED },
	{ "huyện", HEAD_NAMED }, { "thị xã", HEAD_NAMED }, { "đặc khu", HEAD_NAMED },
	{ "trung tâm", HEAD_NAMED }, { "công ty", HEAD_NAMED }, { "tổng công ty", HEAD_NAMED },
	{ "tập đoàn", HEAD_NAMED }, { "bệnh viện", HEAD_NAMED }, { "học viện", HEAD_NAMED },
	{ "thành phố", HEAD_NAMED }, { "tỉnh", HEAD_NAMED }, { "thuế", HEAD_NAMED },
	{ "hội đồng", HEAD_NAMED }, { "cơ quan", HEAD_NAMED }, { "thanh tra", HEAD_NAMED },
	{ "kho bạc", HEAD_NAMED }, { "liên đoàn", HEAD_NAMED }, { "ngân hàng", HEAD_NAMED },
	{ "quỹ", HEAD_NAMED }, { "cổng", HEAD_NAMED }, { "cảng", HEAD_NAMED },
	{ "ủy ban nhân dân", HEAD_BODY }, { "ubnd", HEAD_BODY }, { "unbd", HEAD_BODY },
	{ "hội đồng nhân dân", HEAD_BODY }, { "hđnd", HEAD_BODY },
	{ "ủy ban mặt trận tổ quốc", HEAD_BODY }, { "ủy ban mttq", HEAD_BODY },
	{ "mặt trận tổ quốc", HEAD_BODY }, { "mttq", HEAD_BODY }, { "ubmttq", HEAD_BODY },
	{ "ủy ban kiểm tra", HEAD_BODY }, { "ubkt", HEAD_BODY },
	{ "văn phòng", HEAD_BODY }, { "công an", HEAD_BODY }, { "bộ chỉ huy quân sự", HEAD_BODY },
	{ "bộ tư lệnh", HEAD_BODY }, { "bộ đội biên phòng", HEAD_BODY },
	{ "ban tuyên giáo", HEAD_BODY }, { "ban tuyên giáo và dân vận", HEAD_BODY },
	{ "ban tổ chức", HEAD_BODY }, { "ban nội chính", HEAD_BODY }, { "ban dân vận", HEAD_BODY },
	{ "ban thường vụ", HEAD_BODY }, { "ban chấp hành", HEAD_BODY },
	{ "thường trực", HEAD_BODY },
	{ "ban chỉ đạo", HEAD_BODY }, { "ban quản lý", HEAD_BODY },
	{ "ban quản lý dự án", HEAD_BODY },
	{ "ban quản lý dự án đầu tư xây dựng", HEAD_BODY },
	{ "ban quản lý dự án đầu tư xây dựng công trình", HEAD_BODY },
	{ "ban quản lý đầu tư xây dựng", HEAD_BODY }, { "tổ công tác", HEAD_BODY },
	{ "tổ giúp việc", HEAD_BODY }, { "thành ủy", HEAD_BODY }, { "tỉnh ủy", HEAD_BODY },
	{ "quận ủy", HEAD_BODY }, { "huyện ủy", HEAD_BODY }, { "đảng ủy", HEAD_BODY },
	{ "đảng bộ", HEAD_BODY }, { "chi bộ", HEAD_BODY }, { "thành đoàn", HEAD_BODY },
	{ "tỉnh đoàn", HEAD_BODY }, { "cấp ủy", HEAD_BODY }, { "chính quyền", HEAD_BODY },
	{ "cấp ủy, chính quyền", HEAD_BODY }, { "cấp ủy, tổ chức đảng", HEAD_BODY },
	{ "bảo hiểm xã hội", HEAD_BODY }, { "kho bạc nhà nước", HEAD_BODY },
	{ "thanh tra thành phố", HEAD_BODY }, { "thuế thành phố", HEAD_BODY },
	{ "cục thuế", HEAD_BODY }, { "cục thống kê", HEAD_BODY }, { "chi cục thuế", HEAD_BODY },
	{ "tòa án nhân dân", HEAD_BODY }, { "viện kiểm sát nhân dân", HEAD_BODY },
	{ "đài phát thanh và truyền hình", HEAD_BODY },
	{ "đài phát thanh - truyền hình", HEAD_BODY },
	{ "báo và phát thanh, truyền hình", HEAD_BODY }, { "đài truyền thanh", HEAD_BODY },
	{ "cơ quan báo và phát thanh, truyền hình", HEAD_BODY },
	{ "cổng thông tin điện tử", HEAD_BODY }, { "trung tâm báo chí", HEAD_BODY },
	{ "hệ thống tuyên truyền", HEAD_BODY }, { "ban tuyên giáo các cấp", HEAD_BODY },
	{ "hệ thống loa truyền thanh", HEAD_BODY }, { "hệ thống truyền thanh", HEAD_BODY },
	{ "hệ thống thông tin cơ sở", HEAD_BODY },
	{ "cơ quan thường trực", HEAD_BODY }, { "chủ đầu tư", HEAD_BODY },
	{ "nhà thầu", HEAD_BODY },
	{ "hội liên hiệp phụ nữ", HEAD_BODY }, { "hội nông dân", HEAD_BODY },
	{ "hội cựu chiến binh", HEAD_BODY }, { "liên đoàn lao động", HEAD_BODY },
	{ "đoàn thanh niên", HEAD_BODY }, { "hội nhà báo", HEAD_BODY },
	{ "trường chính trị", HEAD_BODY },
	{ "viện nghiên cứu phát triển", HEAD_BODY },
	{ "trung tâm phục vụ hành chính công", HEAD_BODY },
	{ "trung tâm thông tin báo chí", HEAD_BODY },
	{ "văn phòng hđnd và ubnd", HEAD_BODY },
	{ "văn phòng hội đồng nhân dân và ủy ban nhân dân", HEAD_BODY },
	{ "văn phòng đoàn đbqh và hđnd", HEAD_BODY },
	{ "văn phòng đoàn đại biểu quốc hội và hội đồng nhân dân", HEAD_BODY },
	{ "văn phòng đoàn đại biểu quốc hội và hđnd", HEAD_BODY },
	{ "bộ phận", HEAD_BODY }, { "trạm y tế", HEAD_BODY }, { "trung tâm y tế", HEAD_BODY },
	{ "người phát ngôn", HEAD_POST }, { "trưởng thôn", HEAD_POST },
	{ "tổ trưởng", HEAD_POST }, { "công chức", HEAD_POST },
	{ "chi hội", HEAD_BODY }, { "tổ trưởng tổ dân phố", HEAD_POST },
	{ "đơn vị chủ trì", HEAD_BODY }, { "đơn vị chủ đầu tư", HEAD_BODY },
	{ "giám đốc", HEAD_POST }, { "phó giám đốc", HEAD_POST }, { "chủ tịch", HEAD_POST },
	{ "phó chủ tịch", HEAD_POST }, { "bí thư", HEAD_POST }, { "phó bí thư", HEAD_POST },
	{ "trưởng ban", HEAD_POST }, { "phó trưởng ban", HEAD_POST }, { "trưởng phòng", HEAD_POST },
	{ "thủ trưởng", HEAD_POST }, { "người đứng đầu", HEAD_POST },
	{ "chánh văn phòng", HEAD_POST },
	{ "chánh thanh tra", HEAD_POST }, { "tổng biên tập", HEAD_POST }, { "đồng chí", HEAD_POST },
	{ "đ/c", HEAD_POST }, { "ông", HEAD_POST }, { "bà", HEAD_POST },
	{ "các đồng chí", HEAD_POST },
	{ "trưởng", HEAD_POST }, { "đại diện", HEAD_POST }, { "lãnh đạo", HEAD_POST },
	{ "cục trưởng", HEAD_POST }, { "chỉ huy trưởng", HEAD_POST }, { "tư lệnh", HEAD_POST },
	{ "tổng giám đốc", HEAD_POST }, { "hiệu trưởng", HEAD_POST }, { "trưởng các", HEAD_POST },
	{ "các", HEAD_SET }, { "từng", HEAD_SET }, { "mỗi", HEAD_SET }, { "những", HEAD_SET },
	{ "một số", HEAD_SET }, { "toàn bộ", HEAD_SET }, { "tất cả các", HEAD_SET },
	{ "toàn thể", HEAD_SET }, { "hai bên", HEAD_BODY },
	{ "hai cơ quan", HEAD_BODY }, { "ba cơ quan", HEAD_BODY }, { "hai đơn vị", HEAD_BODY },
	{ "hai ngành", HEAD_BODY }, { "hai địa phương", HEAD_BODY },
	{ "chính phủ", HEAD_HIGHER }, { "thủ tướng", HEAD_HIGHER },
	{ "thủ tướng chính phủ", HEAD_HIGHER },
	{ "quốc hội", HEAD_HIGHER }, { "trung ương", HEAD_HIGHER }, { "bộ chính trị", HEAD_HIGHER },
	{ "ban bí thư", HEAD_HIGHER }, { "ban chấp hành trung ương", HEAD_HIGHER },
	{ "ủy ban thường vụ quốc hội", HEAD_HIGHER }, { "ubtvqh", HEAD_HIGHER },
	{ "văn phòng chính phủ", HEAD_HIGHER }, { "văn phòng trung ương đảng", HEAD_HIGHER },
	{ "ban tuyên giáo trung ương", HEAD_HIGHER },
	{ "ban tuyên giáo và dân vận trung ương", HEAD_HIGHER },
	{ "ban tổ chức trung ương", HEAD_HIGHER }, { "đảng ủy chính phủ", HEAD_HIGHER },
	{ "ban nội chính trung ương", HEAD_HIGHER }, { "ban chỉ đạo trung ương", HEAD_HIGHER },
	{ "các bộ", HEAD_HIGHER }, { "các bộ, ngành", HEAD_HIGHER },
	{ "các bộ, ban, ngành", HEAD_HIGHER },
	{ "các bộ, ngành trung ương", HEAD_HIGHER }, { "các cơ quan trung ương", HEAD_HIGHER },
	{ "các ban đảng trung ương", HEAD_HIGHER }, { "bộ, ngành trung ương", HEAD_HIGHER },
	{ "các bộ, ngành, cơ quan trung ương", HEAD_HIGHER },
	{ "đoàn đại biểu quốc hội", HEAD_BODY },
	{ "sở, ban, ngành", HEAD_CLASS }, { "sở, ngành", HEAD_CLASS },
	{ "cơ quan, đơn vị", HEAD_CLASS },
	{ "cấp ủy", HEAD_CLASS }, { "cấp ủy đảng", HEAD_CLASS }, { "tổ chức đảng", HEAD_CLASS },
	{ "ngành", HEAD_CLASS }, { "đơn vị", HEAD_CLASS }, { "địa phương", HEAD_CLASS },
	{ "đoàn thể", HEAD_CLASS }, { "cấp", HEAD_CLASS }, { "tổ chức", HEAD_CLASS },
	{ "doanh nghiệp", HEAD_CLASS }, { "cơ quan báo chí", HEAD_CLASS },
	{ "cơ quan", HEAD_CLASS },
	{ "cơ quan thông tin đại chúng", HEAD_CLASS }, { "cơ quan truyền thông", HEAD_CLASS },
	{ "tỉnh, thành", HEAD_CLASS }, { "tỉnh, thành phố", HEAD_CLASS },
	{ "cá nhân", HEAD_CLASS }, { "tổ chức, cá nhân", HEAD_CLASS },
	{ "thành viên", HEAD_CLASS }, { "lực lượng", HEAD_CLASS }, { "cơ sở", HEAD_CLASS },
	{ "tổ chức chính trị - xã hội", HEAD_CLASS }, { "hội quần chúng", HEAD_CLASS },
	{ "phòng ban", HEAD_CLASS }, { "ban đảng", HEAD_CLASS }, { "khối", HEAD_CLASS },
	{ "tập đoàn", HEAD_CLASS }, { "nhà mạng", HEAD_CLASS }, { "chủ đầu tư", HEAD_CLASS },
	{ "nhà thầu", HEAD_CLASS }, { "thôn", HEAD_CLASS }, { "tổ dân phố", HEAD_CLASS },
	{ "bệnh viện", HEAD_CLASS }, { "trường học", HEAD_CLASS },
	{ "cơ quan chức năng", HEAD_CLASS },
	{ "lực lượng chức năng", HEAD_CLASS }, { "cơ quan chuyên môn", HEAD_CLASS },
	{ "đài", HEAD_CLASS }, { "hội", HEAD_CLASS }, { "đảng bộ", HEAD_CLASS },
	{ "được giao nhiệm vụ", HEAD_TAIL }, { "được giao", HEAD_TAIL },
	{ "được phân công", HEAD_TAIL }, { "tại kế hoạch này", HEAD_TAIL },
	{ "tại thông báo này", HEAD_TAIL }, { "tại chỉ thị này", HEAD_TAIL },
	{ "tại quyết định này", HEAD_TAIL }, { "tại chương trình này", HEAD_TAIL },
	{ "nêu trên", HEAD_TAIL }, { "nói trên", HEAD_TAIL }, { "theo phân công", HEAD_TAIL },
	{ "thành phố", HEAD_TAIL }, { "liên quan", HEAD_TAIL }, { "có liên quan", HEAD_TAIL },
	{ "trên địa bàn", HEAD_TAIL }, { "trên địa bàn thành phố", HEAD_TAIL },
	{ "các cấp", HEAD_TAIL }, { "cùng cấp", HEAD_TAIL }, { "trực thuộc", HEAD_TAIL },
	{ "của thành phố", HEAD_TAIL }, { "chức năng", HEAD_TAIL },
	{ "thuộc thành phố", HEAD_TAIL },
	{ "thành viên", HEAD_TAIL }, { "trong toàn thành phố", HEAD_TAIL },
	{ "trên địa bàn tỉnh", HEAD_TAIL }, { "trong thành phố", HEAD_TAIL },
	{ "các đơn vị liên quan", HEAD_VAGUE }, { "các đơn vị có liên quan", HEAD_VAGUE },
	{ "các cơ quan liên quan", HEAD_VAGUE }, { "các cơ quan có liên quan", HEAD_VAGUE },
	{ "các cơ quan, đơn vị liên quan", HEAD_VAGUE },
	{ "các cơ quan, đơn vị có liên quan", HEAD_VAGUE }, { "đơn vị liên quan", HEAD_VAGUE },
	{ "cơ quan liên quan", HEAD_VAGUE }, { "các bên liên quan", HEAD_VAGUE },
	{ "các bộ phận", HEAD_VAGUE }, { "các bộ phận liên quan", HEAD_VAGUE },
	{ "các đơn vị", HEAD_VAGUE }, { "các cơ quan, đơn vị", HEAD_VAGUE },
	{ "các cơ quan", HEAD_VAGUE }, { "các cơ quan chức năng", HEAD_VAGUE },
	{ "cơ quan chức năng", HEAD_VAGUE }, { "lực lượng chức năng", HEAD_VAGUE },
	{ "các lực lượng chức năng", HEAD_VAGUE }, { "các ngành liên quan", HEAD_VAGUE },
	{ "các sở, ngành liên quan", HEAD_VAGUE }, { "các sở, ban, ngành liên quan", HEAD_VAGUE },
	{ "các tổ chức, cá nhân liên quan", HEAD_VAGUE }, { "các cấp, các ngành", HEAD_SET },
	{ "ban hành", HEAD_NOT }, { "báo cáo", HEAD_NOT }, { "báo chí", HEAD_NOT },
	{ "hội nghị", HEAD_NOT }, { "hội nhập", HEAD_NOT }, { "đoàn kết", HEAD_NOT },
	{ "đội ngũ", HEAD_NOT }, { "bộ máy", HEAD_NOT },
	{ "tổ chức thực hiện", HEAD_NOT }, { "tổ chức", HEAD_CLASS }, { "xã hội", HEAD_NOT },
	{ "phòng, chống", HEAD_NOT }, { "phòng chống", HEAD_NOT }, { "phòng ngừa", HEAD_NOT },
	{ "vụ việc", HEAD_NOT }, { "trường hợp", HEAD_NOT }, { "các nội dung", HEAD_NOT },
	{ "đoàn công tác", HEAD_BODY }, { "lãnh đạo, chỉ đạo", HEAD_NOT }, { "báo động", HEAD_NOT },
	{ "báo điện tử", HEAD_NOT }, { "báo in", HEAD_NOT }, { "hội thảo", HEAD_NOT },
	{ "ban đầu", HEAD_NOT }, { "trường lớp", HEAD_NOT }, { "bảo hiểm", HEAD_NOT },
};

void
extract_actor_words(struct extract_words *words, struct arena *arena)
{
	words->heads = matcher_new(arena, 1024);
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
		matcher_add(words->heads, heads[i].phrase, (int)i);
}

/* The head at i and its length; false when there is none. */
static bool
head_at(struct extractor *ex, size_t i, size_t end, size_t *used, enum head *head)
{
	int id = -1;

	*used = phrase_at(ex, ex->words.heads, i, end, &id);
	if (*used == 0)
		return false;
	*head = heads[id].head;
	return *head != HEAD_NOT;
}

/* Words that are a noun and a verb; inside a name without comma they are the verb. */
static bool
is_both(const struct extractor *ex, size_t i)
{
	return (word_is(ex, i, "tổ") && word_is(ex, i + 1, "chức")) ||
	    (word_is(ex, i, "lãnh") && word_is(ex, i + 1, "đạo")) ||
	    (word_is(ex, i, "thanh") && word_is(ex, i + 1, "tra"));
}

/* Is this a word a name cannot go on with? */
static bool
ends_name(struct extractor *ex, size_t i, size_t end)
{
	const struct token *t = &ex->tokens.at[i];
	enum head head = HEAD_NOT;
	enum cue cue;
	size_t used;

	if (t->kind == TOKEN_MARK)
		return !token_is(ex, i, "&") && !token_is(ex, i, "-") && !token_is(ex, i, "–");
	if (t->kind == TOKEN_NUMBER)
		return false;
	if (t->capital)
		return false;
	if (!is_both(ex, i) && head_at(ex, i, end, &used, &head))
		return false;
	if (cue_at(ex, i, end, &cue) > 0)
		return cue != CUE_NOT; /* "giao thông" is no "giao" */
	return phrase_at(ex, ex->words.stops, i, end, NULL) > 0 ||
	    phrase_at(ex, ex->words.verbs, i, end, NULL) > 0;
}

static bool
capital_word(const struct extractor *ex, size_t i, size_t end)
{
	return i < end && ex->tokens.at[i].kind == TOKEN_WORD && ex->tokens.at[i].capital;
}

/* Is one of the words before i, back to a joint, a capital? */
static bool
capital_before(const struct extractor *ex, size_t i)
{
	for (size_t k = i; k > 0 && k + 5 > i && ex->tokens.at[k - 1].kind == TOKEN_WORD; k--)
		if (ex->tokens.at[k - 1].capital)
			return true;
	return false;
}

/* In a set: class nouns go on it ("các xã, phường"), so do names ("các phường A, B và C"). */
static bool
set_goes_on(struct extractor *ex, size_t i, size_t next, size_t end)
{
	enum head head = HEAD_NOT;
	size_t used = 0;

	if (!head_at(ex, next, end, &used, &head))
		return ex->tokens.at[next].capital && ex->tokens.at[next].kind == TOKEN_WORD &&
		    capital_before(ex, i);
	if (ex->tokens.at[next].capital)
		return false;
	if (head == HEAD_CLASS || (head == HEAD_TAIL && word_is(ex, next, "thành")))
		return true;
	return (head == HEAD_NAMED || (head == HEAD_BODY && used <= 2)) &&
	    (next + used >= end || !ex->tokens.at[next + used].capital);
}

/* In a name: Văn hóa và Thể thao; Văn hóa, Thể thao và Du lịch. */
static bool
name_goes_on(struct extractor *ex, size_t i, size_t next, size_t end)
{
	static const char *const after_comma[] = { "thể", "truyền", "lao", "thương", "kỹ" };
	enum head head = HEAD_NOT;
	size_t used = 0;

	if (head_at(ex, next, end, &used, &head) || ex->tokens.at[next].kind != TOKEN_WORD ||
	    !ex->tokens.at[next].capital)
		return false;
	return !token_is(ex, i, ",") || WORD_IN(ex, next, after_comma);
}

/* Does a name go on after "và" or a comma at i? */
static bool
goes_on(struct extractor *ex, size_t i, size_t end, bool set)
{
	size_t next = i + 1;

	if (token_is(ex, i, ",") && word_is(ex, next, "và"))
		next++;
	if (next >= end || i == 0)
		return false;
	return set ? set_goes_on(ex, i, next, end) : name_goes_on(ex, i, next, end);
}

/*
 * "Trung tâm Quản lý phát triển đô thị chủ trì": a verb inside the name of a centre, a fund, a
 * company, where the verb proper still follows.
 */
static bool
verb_inside(struct extractor *ex, size_t i, size_t end)
{
	static const char *const inner[] = { "phát", "đầu", "xây", "quản", "bảo", "phục", "kiểm",
		"nghiên", "giám", "dịch", "xúc", "thông" };
	static const char *const strong[] = { "chủ", "phối", "phải", "cần", "có", "chịu", "khẩn",
		"tham", "tiếp", "tăng", "là", "làm" };

	if (!WORD_IN(ex, i, inner))
		return false;
	for (size_t k = i + 2; k < end && k < i + 9; k++) {
		if (ex->tokens.at[k].kind == TOKEN_MARK)
			return false;
		if (WORD_IN(ex, k, strong) && ends_name(ex, k, end))
			return true;
	}
	return false;
}

/* "các phường: Ba Đình, Ngọc Hà": the colon at i. */
static bool
opens_names(struct extractor *ex, size_t i, size_t end)
{
	enum head head = HEAD_NOT;
	size_t used = 0;

	return token_is(ex, i, ":") && capital_word(ex, i + 1, end) &&
	    !head_at(ex, i + 1, end, &used, &head);
}

/* The same at a comma or "và". */
static size_t
joint_step(struct extractor *ex, size_t i, size_t end, bool set)
{
	enum head head = HEAD_NOT;
	size_t used = 0;

	if (!goes_on(ex, i, end, set))
		return 0;
	i += token_is(ex, i, ",") && word_is(ex, i + 1, "và");
	return set && head_at(ex, i + 1, end, &used, &head) ? used + 1 : 1;
}

/* What name_end does at one place: how many tokens to take, 0 to end the name here. */
static size_t
name_step(struct extractor *ex, size_t i, size_t end, bool *set, bool verbs)
{
	enum head head = HEAD_NOT;
	size_t used = 0;

	if (token_is(ex, i, ",") || word_is(ex, i, "và"))
		return joint_step(ex, i, end, *set);
	if (*set && opens_names(ex, i, end))
		return 1;
	used = ex->tokens.at[i].capital ? phrase_at(ex, ex->words.verbs, i, end, NULL) : 0;
	if (used > 1)
		return used; /* Đào tạo, Xây dựng */
	if (!is_both(ex, i) && head_at(ex, i, end, &used, &head)) {
		*set = *set || head == HEAD_SET;
		if (head == HEAD_TAIL || head == HEAD_CLASS)
			return used;
	}
	return ends_name(ex, i, end) && !(verbs && verb_inside(ex, i, end)) ? 0 : 1;
}

/* Without a dash, a comma or "và" at the end. */
static size_t
drop_joints(const struct extractor *ex, size_t i)
{
	while (i > 0 && (token_is(ex, i - 1, "-") || token_is(ex, i - 1, "–") ||
			    token_is(ex, i - 1, ",") || word_is(ex, i - 1, "và")))
		i--;
	return i;
}

/*
 * The end of a name whose head ended at i; `verbs`: its kind may have verbs inside. Small words
 * that no verb follows were no part of the name: it ends behind its last capital or class noun.
 */
static size_t
name_end(struct extractor *ex, size_t i, size_t end, bool set, bool verbs)
{
	size_t solid = i, step;

	while (i < end && i - solid <= 10) {
		bool known = ex->tokens.at[i].capital;

		step = name_step(ex, i, end, &set, verbs);
		if (step == 0)
			break;
		known = known || step > 1;
		verbs = verbs && !(step > 1 && word_is(ex, i, "thành"));
		i += step;
		solid = known ? i : solid;
	}
	if (i - solid > 3 && (i - solid > 10 || i >= end || ex->tokens.at[i].kind == TOKEN_MARK))
		i = solid;
	return drop_joints(ex, i < end ? i : end);
}

/* "các sở, ban, ngành Thành phố": class nouns after the word that opens the set. */
static size_t
set_at(struct extractor *ex, size_t i, size_t end)
{
	enum head head = HEAD_NOT;
	size_t used = 0;

	if (!head_at(ex, i, end, &used, &head))
		return 0;
	if (head != HEAD_CLASS && head != HEAD_NAMED && head != HEAD_BODY && head != HEAD_POST)
		return 0;
	return name_end(ex, i + used, end, true, false) - i;
}

/* Sở Y tế; a short name used again (Trung tâm); "Tổ thông tin cơ sở là nơi ..." */
static size_t
named_at(struct extractor *ex, size_t i, size_t used, size_t end)
{
	static const char *const plain[] = { "sở", "bộ", "phường", "xã", "thành" };
	size_t name;
	enum cue cue;

	if (capital_word(ex, i + used, end))
		return name_end(ex, i + used, end, false, !WORD_IN(ex, i, plain)) - i;
	if (!ex->tokens.at[i].capital)
		return 0;
	if (used >= 2)
		return used;
	name = name_end(ex, i + used, end, false, true);
	if (name > i + used && cue_at(ex, name, end, &cue) > 0 &&
	    cue >= CUE_MODAL && cue <= CUE_ROLE)
		return name - i;
	return 0;
}

/* Giám đốc Sở Y tế; đồng chí Nguyễn Văn A */
static size_t
post_at(struct extractor *ex, size_t i, size_t used, size_t end)
{
	size_t of = i + used < end ? actor_at(ex, i + used, end) : 0, name;

	if (of > 0)
		return used + of;
	name = name_end(ex, i + used, end, false, false) - i;
	return name > used || used > 1 ? name : 0;
}

/* "các cấp ủy" begins like the tail "các cấp"; "Thành phố" alone is the city's government. */
static size_t
tail_at(struct extractor *ex, size_t i, size_t used, size_t end)
{
	size_t set = word_is(ex, i, "các") ? set_at(ex, i + 1, end) : 0;

	if (set > 0)
		return set + 1;
	return word_is(ex, i, "thành") && ex->tokens.at[i].capital ? used : 0;
}

size_t
actor_at(struct extractor *ex, size_t i, size_t end)
{
	enum head head = HEAD_NOT;
	size_t used = 0, set;

	if (!head_at(ex, i, end, &used, &head))
		return 0;
	switch (head) {
	case HEAD_NAMED:
		return named_at(ex, i, used, end);
	case HEAD_HIGHER:
		if (used == 1 && !capital_word(ex, i + used, end))
			return 0;
		return name_end(ex, i + used, end, false, false) - i;
	case HEAD_BODY:
		return name_end(ex, i + used, end, false, word_is(ex, i, "ban")) - i;
	case HEAD_POST:
		return post_at(ex, i, used, end);
	case HEAD_SET:
		set = set_at(ex, i + used, end);
		return set > 0 || used > 1 ? used + set : 0;
	case HEAD_VAGUE:
		set = word_is(ex, i, "các") ? set_at(ex, i + 1, end) + 1 : 0;
		used = name_end(ex, i + used, end, true, false) - i;
		return set > used ? set : used;
	case HEAD_CLASS:
		/* without "các" only a list of classes counts: "sở, ban, ngành" */
		if ((ex->tokens.at[i].capital || word_is(ex, i, "ngành")) &&
		    capital_word(ex, i + used, end))
			return name_end(ex, i + used, end, false, !word_is(ex, i, "ngành")) - i;
		return used > 2 ? name_end(ex, i + used, end, true, false) - i : 0;
	case HEAD_TAIL:
		return tail_at(ex, i, used, end);
	case HEAD_NOT:
		break;
	}
	return 0;
}

/* "đồng chí Nguyễn Văn A, Phó Chủ tịch ...": the post of the person just named. */
static bool
is_title_of(struct extractor *ex, struct range person, size_t i)
{
	static const char *const persons[] = { "đồng", "đ", "ông", "bà" };
	enum head head = HEAD_NOT;
	size_t used = 0;

	return token_is(ex, i - 1, ",") && WORD_IN(ex, person.from, persons) &&
	    ex->tokens.at[person.to - 1].capital && head_at(ex, i, i + 3, &used, &head) &&
	    head == HEAD_POST && !WORD_IN(ex, i, persons);
}

/* Behind "(chủ trì)" on the one just named. */
static size_t
skip_remark(const struct extractor *ex, size_t i, size_t end)
{
	size_t k = i;

	if (!token_is(ex, i, "("))
		return i;
	while (k < end && k < i + 30 && !token_is(ex, k, ")"))
		k++;
	return k < end && token_is(ex, k, ")") ? k + 1 : i;
}

size_t
actors_at(struct extractor *ex, size_t i, size_t end, struct names *to)
{
	size_t next = i, used;

	to->n = 0;
	while (next < end && to->n < NAMES_MAX) {
		used = actor_at(ex, next, end);
		if (used == 0)
			break;
		if (to->n == 0 || !is_title_of(ex, to->at[to->n - 1], next))
			to->at[to->n++] = (struct range){ next, next + used };
		i = next + used;
		next = i;
		i = next = skip_remark(ex, next, end);
		if (token_is(ex, next, ",") || token_is(ex, next, ";"))
			next++;
		if (word_is(ex, next, "và") || word_is(ex, next, "cùng"))
			next++;
		if (next == i)
			break;
	}
	return i;
}

bool
actor_label(struct extractor *ex, size_t from, size_t colon, struct names *to)
{
	enum head head = HEAD_NOT;
	size_t used = 0;
	bool named;

	if (actors_at(ex, from, colon, to) == colon && to->n > 0)
		return true;
	if (colon - from > 16 || !head_at(ex, from, colon, &used, &head))
		return false;
	named = head == HEAD_NAMED && (capital_word(ex, from + used, colon) ||
					  (ex->tokens.at[from].capital && colon - from > used));
	if (!named && head != HEAD_BODY && head != HEAD_POST && head != HEAD_SET)
		return false;
	to->n = 1;
	to->at[0] = (struct range){ from, colon };
	return true;
}

bool
actor_is_vague(struct extractor *ex, struct range name)
{
	enum head head = HEAD_NOT;
	size_t used = 0;

	return head_at(ex, name.from, name.to, &used, &head) && head == HEAD_VAGUE &&
	    name.from + used == name.to;
}

bool
actor_is_higher(struct extractor *ex, struct range name)
{
	enum head head = HEAD_NOT;
	size_t used = 0;

	for (size_t i = name.from; i < name.to; i++) {
		bool found = head_at(ex, i, name.to, &used, &head);

		if (i == name.from && found && head == HEAD_HIGHER)
			return true;
		if (word_is(ex, i, "trung") && word_is(ex, i + 1, "ương") && i + 1 < name.to)
			return true;
	}
	return false;
}

bool
actor_is_person(struct extractor *ex, struct range name)
{
	enum head head = HEAD_NOT;
	size_t used = 0;

	return head_at(ex, name.from, name.to, &used, &head) && head == HEAD_POST;
}
