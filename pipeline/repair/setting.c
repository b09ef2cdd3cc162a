/* What an insert is set into: see setting.h. */
#include "repair/setting.h"

#include "language/runs_on.h"

/* The body's lowest block in the nearest column to the left (direction -1), or the uppermost of that to the right. */
static const struct layout_block *next_column(const struct layout *l, const struct layout_block *blocks, size_t count,
					      const struct layout_block *b, int direction)
{
	const struct layout_block *best = NULL;
	double slack = 2 * (double)l->body.x_height;
	for (size_t i = 0; i < count; i++) {
		const struct layout_block *c = &blocks[i];
		double gap = direction < 0 ? b->area.left - c->area.right : c->area.left - b->area.right;
		if (!is_body_type(l, c) || gap < -slack || gap > 0.5 * area_width(c->area))
			continue;
		bool further =
			best && (direction < 0 ? c->area.bottom > best->area.bottom : c->area.top < best->area.top);
		if (!best || further)
			best = c;
	}
	return best;
}

struct setting find_setting(const struct layout *l, const struct layout_block *blocks, size_t count, size_t i)
{
	struct setting s = {block_beyond(blocks, count, i, -1, is_body_type, l),
			    block_beyond(blocks, count, i, 1, is_body_type, l), false, false};
	s.tops = !s.above;
	s.ends = !s.below;
	if (s.tops)
		s.above = next_column(l, blocks, count, &blocks[i], -1);
	if (s.ends)
		s.below = next_column(l, blocks, count, &blocks[i], 1);
	return s;
}

double runs_across(struct repair *r, const struct layout_block *above, const struct layout_block *below)
{
	struct joint j = {0};
	block_words(above, true, j.before);
	block_words(below, false, j.after);
	return runs_on(&j, r->lexicon, NULL);
}
