/* What is asked of a block of text: the words at its ends, whether it is of the body, and what stands beyond it. */
#include "repair/layout.h"

#include <math.h>

void block_words(const struct layout_block *b, bool end, struct str words[2])
{
	const struct line *line = end ? b->last->line : b->first->line;
	int n = 0;
	words[0] = words[1] = (struct str){0};
	for (const struct word *w = end ? last_word(line) : first_word(line); w && n < 2;
	     w = end ? prev_word(w) : next_word(w))
		if (word_shown(w))
			words[n++] = w->text;
}

bool is_body_text(const struct layout_block *b)
{
	return region_kinds[b->region->type].place == PLACE_BODY && region_is_prose(b->region);
}

bool is_body_type(const struct layout *l, const struct layout_block *b)
{
	return region_kinds[b->region->type].place == PLACE_BODY && same_face(&b->type, &l->body);
}

const struct layout_block *block_beyond(const struct layout_block *blocks, size_t count, size_t i, int direction,
					bool (*wanted)(const struct layout *, const struct layout_block *),
					const struct layout *l)
{
	const struct layout_block *best = NULL, *b = &blocks[i];
	double least = 0;
	for (size_t j = 0; j < count; j++) {
		const struct layout_block *c = &blocks[j];
		double down = direction > 0 ? c->area.top - b->area.top : b->area.bottom - c->area.bottom;
		if (j == i || down <= 0 || !wanted(l, c) ||
		    area_across(b->area, c->area) < 0.5 * fmin(area_width(b->area), area_width(c->area)) ||
		    (best && down >= least))
			continue;
		best = c;
		least = down;
	}
	return best;
}
