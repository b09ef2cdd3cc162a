/*
 * Where a paragraph runs on from one block to another on the witness, and the page has the blocks apart and the second
 * before the first, the first goes before the second: cut columns mislead the reading order.
 */
#include "repair/witness.h"

#include "page/text.h"

/* Words at a joint that may be missing or misread on the page. */
enum { MOST_UNPAIRED = 3 };

static bool is_body(const struct region *r)
{
	return region_kinds[r->type].place == PLACE_BODY;
}

/* The number of the region in the page's order; linear. */
static uint32_t rank_of(const struct region *r)
{
	uint32_t n = 0;
	for (const struct node *k = r->node.prev; k; k = k->prev)
		n++;
	return n;
}

/* Is the token of the page among the last of its region (or, if before, the first)? */
static bool is_near_end(const struct tokens *page, uint32_t token, bool before)
{
	const struct region *r = line_region(page->all[token].line);
	for (uint32_t left = MOST_UNPAIRED; left; left--) {
		uint32_t next = before ? token - 1 : token + 1;
		if ((before && !token) || next >= page->count || line_region(page->all[next].line) != r)
			return true;
		token = next;
	}
	return false;
}

/* The region of the page before r that shows text and is of the body, or NULL. */
static struct region *body_before(const struct region *r)
{
	for (struct node *n = r->node.prev; n; n = n->prev)
		if (is_body((struct region *)n) && region_has_text((struct region *)n))
			return (struct region *)n;
	return NULL;
}

/* The witness's region of the body before r that is one of the page's, or NULL. */
static const struct region *placed_before(const struct filling *f, const struct region *r)
{
	for (const struct node *n = r->node.prev; n; n = n->prev)
		if (is_body((const struct region *)n) && f->places[n->id])
			return (const struct region *)n;
	return NULL;
}

/*
 * Moves the block that ends in `end`, with those that both pages have before it, to before `begin`; and joins the two.
 * Both are in the paragraph r of the witness.
 */
static void read_on(struct filling *f, const struct region *r, struct region *end, struct region *begin)
{
	struct region *first = end, *before;
	uint32_t least = rank_of(begin);
	while ((before = body_before(first)) && (r = placed_before(f, r)) && f->places[r->node.id] == before &&
	       rank_of(before) > least)
		first = before;
	uint32_t count = rank_of(end) - rank_of(first) + 1;
	struct reason why = witness_reason(f, sure_of_lines, "the text runs on from one block to the other");
	edit_move(f->page, why, &first->node, count, &f->page->node, &begin->node);
	if (end->type == begin->type)
		edit_move(f->page, why, begin->node.first, node_count(begin->node.first), &end->node, NULL);
}

void follow_order(struct filling *f)
{
	const struct tokens *t = &f->c.sides[SIDE_WITNESS], *page = &f->c.sides[SIDE_PAGE];
	uint32_t last = NO_MATE;
	for (uint32_t i = 0; i < t->count; i++) {
		if (t->all[i].mate == NO_MATE)
			continue;
		uint32_t before = last;
		last = i;
		if (before == NO_MATE || line_region(t->all[before].line) != line_region(t->all[i].line))
			continue;
		uint32_t from = last_mate(f, before), to = first_mate(f, i);
		struct region *end = line_region(page->all[from].line), *begin = line_region(page->all[to].line);
		if (end != begin && is_body(end) && is_body(begin) && is_body(line_region(t->all[i].line)) &&
		    is_near_end(page, from, false) && is_near_end(page, to, true) && rank_of(begin) < rank_of(end))
			read_on(f, line_region(t->all[i].line), end, begin);
	}
}
