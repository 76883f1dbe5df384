/*
 * listing_query.c: addresses of lists. The one idea: an address is only believed as far as the
 * table vouches for it, and what is written back is made from the table and from checked values.
 *
 * A cursor is base64url of: 4 bytes that name the sort (so that a cursor of another sort is no
 * place in this one), 8 bytes id, then the sort key, 8 bytes or the collation key's own.
 */
#include "app/listing_query.h"

#include <sodium.h>

#include "base/arena.h"
#include "base/date.h"
#include "html/html.h"
#include "text/fold.h"

enum { MARK = 4, HEAD = MARK + 8, CURSOR_BYTES_MAX = HEAD + LISTING_KEY_MAX, QUERY_MAX = 8192 };

/* FNV-1a, 32 bits. */
static uint32_t
mark_of(const struct sort *sort)
{
	uint32_t mark = 2166136261u ^ (uint32_t)sort->kind;

	for (const char *at = sort->key; *at != '\0'; at++)
		mark = (mark ^ (unsigned char)*at) * 16777619u;
	return mark;
}

static void
put_number(unsigned char *to, uint64_t value, int bytes)
{
	for (int i = bytes - 1; i >= 0; i--, value >>= 8)
		to[i] = (unsigned char)value;
}

static uint64_t
get_number(const unsigned char *at, int bytes)
{
	uint64_t value = 0;

	for (int i = 0; i < bytes; i++)
		value = value << 8 | at[i];
	return value;
}

const char *
cursor_text(struct arena *arena, const struct sort *sort, const struct cursor *cursor)
{
	unsigned char bytes[CURSOR_BYTES_MAX];
	size_t len = HEAD + 8;
	size_t room;
	char *text;

	put_number(bytes, mark_of(sort), MARK);
	put_number(bytes + MARK, (uint64_t)cursor->id, 8);
	if (sort->kind == CELL_TEXT) {
		/* data is no reason to stop: a longer key only places less exactly */
		room = cursor->bytes.len < LISTING_KEY_MAX ? cursor->bytes.len : LISTING_KEY_MAX;
		memcpy(bytes + HEAD, cursor->bytes.at, room);
		len = HEAD + room;
	} else {
		put_number(bytes + HEAD, (uint64_t)cursor->number, 8);
	}
	room = sodium_base64_encoded_len(len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	text = arena_alloc(arena, room);
	return sodium_bin2base64(text, room, bytes, len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool
cursor_read(struct arena *arena, const struct sort *sort, const char *text, struct cursor *cursor)
{
	unsigned char bytes[CURSOR_BYTES_MAX];
	size_t len;

	*cursor = (struct cursor){ 0 };
	if (sodium_base642bin(bytes, sizeof(bytes), text, strlen(text), NULL, &len, NULL,
	        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
		return false;
	if (len < HEAD || get_number(bytes, MARK) != mark_of(sort) || bytes[MARK] > 0x7f)
		return false;
	if (sort->kind != CELL_TEXT && len != HEAD + 8)
		return false;
	cursor->id = (int64_t)get_number(bytes + MARK, 8);
	if (sort->kind != CELL_TEXT)
		cursor->number = (int64_t)get_number(bytes + HEAD, 8);
	else
		cursor->bytes = (struct str){ arena_text_n(arena, (char *)bytes + HEAD, len - HEAD),
			len - HEAD };
	return true;
}

/* The first value of that name; empty counts as none, as browsers send empty selects. */
static const char *
value_of(const struct param *params, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++) {
		if (text_equal(params[i].name, name))
			return params[i].value[0] == '\0' ? NULL : params[i].value;
	}
	return NULL;
}

static void
read_sort(struct listing_query *query, const char *text)
{
	const struct listing *listing = query->listing;
	bool falling = text != NULL && text[0] == '-';

	query->sort = 0;
	query->falling = listing->sorts[0].descending;
	for (size_t i = 0; text != NULL && i < listing->nsorts; i++) {
		if (text_equal(listing->sorts[i].key, text + falling)) {
			query->sort = i;
			query->falling = falling;
			return;
		}
	}
}

/* One line of some words; anything else counts as not given. */
static void
read_words(struct filter_value *value, struct arena *arena, const char *text)
{
	struct str words = str_trim(str_of(text));
	struct str key;

	if (!utf8_valid(words) || utf8_count(words) > LISTING_SEARCH_MAX)
		return;
	for (size_t i = 0; i < words.len; i++)
		if ((unsigned char)words.at[i] < ' ')
			return;
	key = fold_search(arena, words);
	if (key.len == 0)
		return;
	*value = (struct filter_value){ .on = true,
		.text = arena_text_n(arena, words.at, words.len),
		.folded = arena_printf(arena, " %.*s", (int)key.len, key.at) };
}

static void
read_filter(struct filter_value *value, const struct filter *filter, struct arena *arena,
    const char *text)
{
	switch (filter->kind) {
	case FIELD_TEXT:
		read_words(value, arena, text);
		return;
	case FIELD_CHOICE:
		for (size_t i = 0; filter->choices[i].value != NULL; i++) {
			if (text_equal(filter->choices[i].value, text))
				*value = (struct filter_value){ .on = true, .choice = i,
					.text = filter->choices[i].value };
		}
		return;
	case FIELD_ID:
		value->on = str_to_i64(str_of(text), &value->number) && value->number > 0;
		return;
	case FIELD_QUARTER:
		value->on = quarter_parse(str_of(text), &value->number);
		return;
	case FIELD_AREA:
	case FIELD_PASSWORD:
	case FIELD_INT:
	case FIELD_DAY:
	case FIELD_IDS:
	case FIELD_CHECK:
	case FIELD_FILE:
	case FIELD_HIDDEN:
		break;
	}
	BUG("filter %s: only choices, ids, quarters and words", filter->key);
}

unsigned
listing_query_sorts(const struct listing_query *query)
{
	const struct listing *listing = query->listing;
	unsigned sorts = (1u << listing->nsorts) - 1;

	for (size_t i = 0; i < listing->nfilters; i++) {
		const unsigned *each = query->filters[i].on ? listing->filters[i].sorts : NULL;

		if (each != NULL && each[query->filters[i].choice] != 0)
			sorts &= each[query->filters[i].choice];
	}
	return sorts;
}

/*
 * A sort that no index serves beside these filters gives way to the first that one does; a filter
 * that leaves no sort at all beside the others is ignored.
 */
static void
fit_sort(struct listing_query *query)
{
	unsigned sorts = listing_query_sorts(query);

	for (size_t i = query->listing->nfilters; sorts == 0 && i > 0; i--) {
		query->filters[i - 1].on = query->filters[i - 1].on &&
		    query->listing->filters[i - 1].sorts == NULL;
		sorts = listing_query_sorts(query);
	}
	if ((sorts >> query->sort & 1) != 0)
		return;
	for (query->sort = 0; (sorts >> query->sort & 1) == 0;)
		query->sort++;
	query->falling = query->listing->sorts[query->sort].descending;
}

static void
read_cursor(struct listing_query *query, struct arena *arena, const struct param *params, size_t n)
{
	const struct sort *sort = &query->listing->sorts[query->sort];
	const char *after = value_of(params, n, "after");
	const char *before = value_of(params, n, "before");

	if (after != NULL && cursor_read(arena, sort, after, &query->cursor))
		query->way = WAY_AFTER;
	else if (before != NULL && cursor_read(arena, sort, before, &query->cursor))
		query->way = WAY_BEFORE;
}

void
listing_query_read(struct listing_query *query, const struct listing *listing,
    struct arena *arena, const struct param *params, size_t n)
{
	const char *expect = value_of(params, n, "expect");

	BUG_IF(listing->nfilters > LISTING_FILTERS_MAX || listing->ncolumns > LISTING_COLUMNS_MAX);
	BUG_IF(listing->nsorts == 0);
	*query = (struct listing_query){ .listing = listing, .expect = -1 };
	read_sort(query, value_of(params, n, "sort"));
	for (size_t i = 0; i < listing->nfilters; i++) {
		const char *text = value_of(params, n, listing->filters[i].key);

		if (text != NULL)
			read_filter(&query->filters[i], &listing->filters[i], arena, text);
	}
	fit_sort(query);
	read_cursor(query, arena, params, n);
	if (expect != NULL && (!str_to_i64(str_of(expect), &query->expect) || query->expect < 0))
		query->expect = -1;
}

static void
add_filter(struct buf *to, struct arena *arena, const struct filter *filter,
    const struct filter_value *value)
{
	char quarter[DATE_TEXT_MAX];

	buf_add_char(to, to->len == 0 ? '?' : '&');
	buf_add_text(to, filter->key);
	buf_add_char(to, '=');
	if (filter->kind == FIELD_CHOICE || filter->kind == FIELD_TEXT) {
		buf_add_text(to, url_printf(arena, "/?%s", value->text).text + strlen("/?"));
	} else if (filter->kind == FIELD_QUARTER) {
		quarter_text(value->number, quarter);
		buf_add_text(to, quarter);
	} else {
		buf_add_i64(to, value->number);
	}
}

const char *
listing_query_text(const struct listing_query *query, struct arena *arena, size_t without)
{
	const struct listing *listing = query->listing;
	struct buf text;

	buf_init(&text, arena, QUERY_MAX);
	for (size_t i = 0; i < listing->nfilters && without != WITHOUT_ALL; i++) {
		if (query->filters[i].on && i != without)
			add_filter(&text, arena, &listing->filters[i], &query->filters[i]);
	}
	if (query->sort != 0 || query->falling != listing->sorts[0].descending) {
		buf_add_char(&text, text.len == 0 ? '?' : '&');
		buf_add_text(&text, "sort=");
		if (query->falling)
			buf_add_char(&text, '-');
		buf_add_text(&text, listing->sorts[query->sort].key);
	}
	BUG_IF(text.full);
	return buf_text(&text);
}
