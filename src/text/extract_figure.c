/* extract_figure.c: numbers with a unit inside a clause; dates and symbols are no figures. */
#include "text/extract_internal.h"

void
extract_figures(struct extractor *ex, struct range tokens, const char *section)
{
	struct tokens visible = { ex->tokens.at, tokens.to };
	size_t used;

	for (size_t i = tokens.from; i < tokens.to; i += used > 0 ? used : 1) {
		struct number number;
		struct extract_clause *c;
		struct range span;

		ex->result->steps++;
		used = number_at(ex->number, ex->text, &visible, i, &number);
		if (used == 0 || !number.quantity || number.unit.len == 0)
			continue;
		span = (struct range){ i, i + used };
		c = extract_add(ex, span, EXTRACT_FIGURE, section);
		c->action = range_text(ex, span);
		c->reason = arena_text_n(ex->arena, number.unit.at, number.unit.len);
		c->score = 50;
	}
}
