/* Taking from a witness what a cut block is: a pull quote whose lines lack their ends looks like a heading. */
#include "repair/witness.h"

/* The block has this part of the other's words, and the other of its. */
static const double same_block = 0.7;

static bool is_cut_line_of(const struct filling *f, const struct line *l)
{
	for (const struct word *w = first_word(l); w; w = next_word(w))
		if (w->lost[0] || w->lost[1])
			return true;
	return f->lost[l->node.id] != 0;
}

static bool is_cut(const struct filling *f, const struct region *r)
{
	for (const struct line *l = first_line(r); l; l = next_line(l))
		if (is_cut_line_of(f, l))
			return true;
	return false;
}

/* The region of the page that nearly all words of the witness's stretch, a region of its, are in, and no others; or
 * NULL. It is NULL too where the witness's is cut itself. */
static struct region *same_region(const struct filling *f, struct range s)
{
	const struct tokens *t = &f->c.sides[SIDE_WITNESS], *page = &f->c.sides[SIDE_PAGE];
	struct region *region = f->places[line_region(t->all[s.begin].line)->node.id];
	uint32_t here = 0, there = 0, common = 0;
	for (uint32_t i = s.begin; i < s.end; i++) {
		if (is_cut_off(f, &t->all[i]))
			return NULL;
		there += t->all[i].mate != NO_MATE;
		common += t->all[i].mate != NO_MATE && line_region(page->all[t->all[i].mate].line) == region;
	}
	for (uint32_t i = 0; i < page->count && region; i++)
		here += page->all[i].key.n && line_region(page->all[i].line) == region;
	return common && common >= same_block * there && common >= same_block * here ? region : NULL;
}

void take_types(struct filling *f)
{
	const struct tokens *t = &f->c.sides[SIDE_WITNESS];
	for (uint32_t begin = 0, end; begin < t->count; begin = end) {
		const struct region *there = line_region(t->all[begin].line);
		struct region *here = same_region(f, (struct range){begin, end = region_end(t, begin)});
		if (here && here->type != there->type && is_cut(f, here) &&
		    region_kinds[there->type].place != PLACE_ASIDE && region_kinds[here->type].place != PLACE_ASIDE)
			edit_type(f->page, witness_reason(f, sure_of_lines, "a cut block is what it is whole"), here,
				  there->type);
	}
}
