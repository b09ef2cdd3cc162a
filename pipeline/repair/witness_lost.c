/* Taking lines and regions that the page lost from another witness, into their place in the reading order. */
#include "repair/witness.h"

/* The part of a line's and of a region's letters that must be of words. */
static const double credible_line = 0.6, credible_region = 0.75;

/* Words of the page that have no mate where the lines would stand were misread there, if they are so large a part. */
static const double most_misread = 0.3;

/* A region of fewer letters may be anything that was read in a picture. */
enum { LEAST_LETTERS = 4 };

static size_t letters_missing(const struct tokens *t, uint32_t begin, uint32_t end)
{
	size_t n = 0;
	for (uint32_t i = begin; i < end; i++)
		n += t->all[i].mate == NO_MATE ? t->all[i].key.n : 0;
	return n;
}

/* Has the page read something of its own where the words are missing, between the mates of the words about them? */
static bool is_misread_there(const struct filling *f, struct range s, struct range region)
{
	const struct tokens *page = &f->c.sides[SIDE_PAGE], *witness = &f->c.sides[SIDE_WITNESS];
	uint32_t begin = 0, end = page->count;
	if (s.begin > region.begin)
		begin = last_mate(f, s.begin - 1) + 1;
	if (s.end < region.end)
		end = first_mate(f, s.end);
	if (s.begin == region.begin && s.end == region.end)
		return false;
	if (s.begin == region.begin)
		for (begin = end; begin && page->all[begin - 1].mate == NO_MATE &&
				  line_region(page->all[begin - 1].line) == line_region(page->all[end].line);)
			begin--;
	if (s.end == region.end)
		for (end = begin; end < page->count && page->all[end].mate == NO_MATE &&
				  line_region(page->all[end].line) == line_region(page->all[begin - 1].line);)
			end++;
	return begin < end && (double)letters_missing(page, begin, end) >
				      most_misread * (double)letters_missing(witness, s.begin, s.end);
}

static bool is_text(const struct region *r)
{
	return region_kinds[r->type].place != PLACE_ASIDE;
}

/* The lines of the witness that lie within the missing words, into the region: after its line, or before it. */
static void add_lines(struct filling *f, struct range s, struct region *region, struct line *after, struct line *before)
{
	const struct tokens *t = &f->c.sides[SIDE_WITNESS];
	struct line *first = NULL, *last = NULL;
	for (uint32_t end; s.begin < s.end; s.begin = end) {
		struct range line = {s.begin, end = line_end(t, s)};
		if (!are_credible(f, line, credible_line) || is_taken(f, line, NULL))
			continue;
		struct line *made = add_line_from(f, region, after ? next_line(last ? last : after) : before, line);
		last = made ? made : last;
		first = first ? first : made;
	}
	if (!first)
		return;
	if (after)
		close_lacunae(f, after, true, LACUNA_BOTTOM);
	if (before)
		close_lacunae(f, before, false, LACUNA_TOP);
}

/* The missing stretch without the rest of lines of which some words are on the page. */
static struct range whole_lines(const struct tokens *t, struct range s, struct range region)
{
	while (s.begin > region.begin && s.begin < s.end && t->all[s.begin].line == t->all[s.begin - 1].line)
		s.begin++;
	while (s.end < region.end && s.begin < s.end && t->all[s.end].line == t->all[s.end - 1].line)
		s.end--;
	return s;
}

void fill_lost_lines(struct filling *f)
{
	const struct tokens *t = &f->c.sides[SIDE_WITNESS], *page = &f->c.sides[SIDE_PAGE];
	for (uint32_t begin = 0, end; begin < t->count; begin = end) {
		struct range missing;
		end = region_end(t, begin);
		for (uint32_t at = begin;
		     is_text(line_region(t->all[begin].line)) && next_missing(f, &at, end, &missing);) {
			struct range region = {begin, end}, lines = whole_lines(t, missing, region);
			if (lines.begin == lines.end || (missing.begin == begin && missing.end == end) ||
			    is_misread_there(f, missing, region))
				continue;
			struct line *after =
				missing.begin > begin ? page->all[last_mate(f, missing.begin - 1)].line : NULL;
			struct line *before = missing.end < end ? page->all[first_mate(f, missing.end)].line : NULL;
			if (after && before && line_region(after) != line_region(before))
				before = NULL;
			struct region *into = after ? line_region(after) : before ? line_region(before) : NULL;
			if (into && is_text(into))
				add_lines(f, lines, into, after, before);
		}
	}
}

/* Does the text of the witness's region go where bodies, or where furniture and inserts go? */
static bool same_flow(const struct region *a, const struct region *b)
{
	return (region_kinds[a->type].place == PLACE_BODY) == (region_kinds[b->type].place == PLACE_BODY);
}

/* The region of the page that is the nearest before the witness's, or after it, in the same flow; or NULL. */
static struct region *placed_beside(const struct filling *f, const struct region *r, bool after)
{
	const struct node *n = after ? r->node.next : r->node.prev;
	for (; n; n = after ? n->next : n->prev) {
		struct region *place = f->places[n->id];
		if (place && same_flow((const struct region *)n, r) && same_flow(place, r))
			return place;
	}
	return NULL;
}

/* The last line of the page's region that is one of the witness's before its region r. */
static struct line *last_line_before(const struct filling *f, const struct region *place, uint32_t begin)
{
	while (begin--) {
		const struct token *t = &f->c.sides[SIDE_WITNESS].all[begin];
		if (t->mate == NO_MATE)
			continue;
		struct line *line = f->c.sides[SIDE_PAGE].all[last_mate(f, begin)].line;
		if (line_region(line) == place)
			return line;
	}
	return NULL;
}

static void add_region(struct filling *f, struct region *r, struct range s)
{
	const struct tokens *t = &f->c.sides[SIDE_WITNESS];
	struct region *before = placed_beside(f, r, false), *after = placed_beside(f, r, true);
	if (before && before == after) {
		struct line *line = last_line_before(f, before, s.begin);
		if (line && next_line(line)) {
			add_lines(f, s, before, line, NULL);
			f->places[r->node.id] = before;
			return;
		}
	}
	struct reason why = witness_reason(f, sure_of_lines, "a block of text is lost here");
	struct region *made = edit_add_region(f->page, why, r->type, before ? next_region(before) : after);
	for (uint32_t end; s.begin < s.end; s.begin = end)
		add_line_from(f, made, NULL, (struct range){s.begin, end = line_end(t, s)});
	f->places[r->node.id] = made;
	if (before && before->node.last)
		close_lacunae(f, (struct line *)before->node.last, true, LACUNA_BOTTOM);
}

void fill_lost_regions(struct filling *f)
{
	const struct tokens *t = &f->c.sides[SIDE_WITNESS];
	for (uint32_t begin = 0, end; begin < t->count; begin = end) {
		struct range s = {begin, end = region_end(t, begin)};
		struct region *r = line_region(t->all[begin].line);
		if (f->places[r->node.id] || !is_text(r) || letters_missing(t, s.begin, s.end) < LEAST_LETTERS ||
		    !are_credible(f, s, credible_region) || is_taken(f, s, NULL))
			continue;
		add_region(f, r, s);
	}
}
