/*
 * extract_frame.c: what headings and lead-ins put in force. The one idea: the nearest place above
 * that says anything decides: the list, then the outline from the inside out, then the document.
 */
#include "text/extract_body.h"

int
frame_depth(const struct block *block)
{
	switch (block->level) {
	case LEVEL_PART:
		return 0;
	case LEVEL_ROMAN:
		return 1;
	case LEVEL_ARTICLE:
		return 2;
	case LEVEL_ARABIC:
		return 3 + (block->depth < 4 ? block->depth : 4);
	case LEVEL_LETTER:
		return 8;
	case LEVEL_NONE:
	case LEVELS:
		break;
	}
	return 9;
}

enum mode
frame_mode(const struct extractor *ex, const struct state *s, const char **reason)
{
	*reason = s->list.reason;
	if (s->list.has_mode)
		return s->list.mode;
	for (int d = s->depth; d >= 0; d--)
		if (s->at[d].has_mode) {
			*reason = s->at[d].reason;
			return s->at[d].mode;
		}
	*reason = s->base.reason;
	if (s->base.has_mode)
		return s->base.mode;
	if (!ex->directs || (s->point == SIZE_MAX && !s->points))
		return MODE_NONE;
	*reason = "văn bản chỉ đạo"; /* nothing announced its points, but orders they are */
	return MODE_DIRECT;
}

const struct names *
frame_actors(const struct state *s)
{
	if (s->carry && s->block.n > 0)
		return &s->block;
	if (s->list.actors.n > 0)
		return &s->list.actors;
	for (int d = s->depth; d >= 0; d--)
		if (s->at[d].actors.n > 0)
			return &s->at[d].actors;
	return &s->base.actors;
}

const struct names *
frame_coactors(const struct state *s)
{
	static const struct names nobody;

	if (s->carry && s->block.n > 0)
		return &nobody;
	if (s->list.actors.n > 0)
		return &s->list.coactors;
	for (int d = s->depth; d >= 0; d--)
		if (s->at[d].actors.n > 0)
			return &s->at[d].coactors;
	return &s->base.coactors;
}

bool
frame_aims(const struct state *s)
{
	bool aims = s->list.aims;

	for (int d = s->depth; d >= 0; d--)
		aims = aims || s->at[d].aims;
	return aims;
}

void
frame_enter_number(struct state *s, const struct block *block)
{
	int depth = frame_depth(block);

	for (int d = depth; d < DEPTHS; d++)
		s->at[d] = (struct frame){ .has_mode = false };
	s->depth = depth;
	s->list = (struct frame){ .has_mode = false };
	s->listing = false;
}

/* On a news page a list begun in a sentence goes on only over paragraphs that begin with a verb. */
void
frame_enter_paragraph(struct extractor *ex, struct state *s, const struct block *block)
{
	size_t i = block->tokens.from;
	size_t used = phrase_at(ex, ex->words.frames, i, block->tokens.to, NULL);

	s->list = (struct frame){ .has_mode = false };
	i += used;
	i += token_is(ex, i, ",");
	if (!ex->official && s->listing && !extract_verb_at(ex, i, block->tokens.to) && used == 0) {
		s->base = (struct frame){ .has_mode = false };
		s->listing = false;
	}
}
