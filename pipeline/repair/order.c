/*
 * Put the page's regions in reading order: down each column, and from column to column, under what spans them.
 *
 * Geometry gives a partial order (T. Breuel, "High performance document layout analysis", 2003): of two blocks in one
 * column the upper comes first; of two beside each other the left one, unless a block that spans both parts them. A
 * table follows the paragraph that names it, "see Table 2", or what stands over it.
 * Geometry cannot know whether a picture or an insert across columns is stepped over or parts the page in two; there
 * language decides, by which text runs on into which.
 */
#include "repair/boxes.h"
#include "repair/layout.h"
#include "repair/parting.h"
#include "repair/repair.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>

/* Blocks are in one column if they have this part of the narrower one's width in common. */
static const double one_column = 0.3;

/* The type of an article's title is so large, in x-heights of the body. */
static const float title = 1.6F;

/* A table's caption is within this of it (leadings). */
static const double table_caption = 4;

/* How sure (percent): by geometry alone; where language was asked. */
static const float sure = 95;

/* A page of more blocks is none of text, and is left as it is: time may grow with the cube of their number, memory with
 * its square. */
enum { MOST_BLOCKS = 2000 };

struct ordering {
	struct repair *repair;
	struct layout layout;
	struct layout_block *blocks; /* all text */
	size_t count;
	const struct area **boxes; /* in which each of them stands, or NULL */
	struct area *bars;         /* pictures and inserts that part the page */
	size_t bar_count;
	struct area *spans; /* blocks of the body that may part others, from above: see find_spans */
	size_t span_count;
};

static bool is_body(const struct layout_block *b)
{
	return region_kinds[b->region->type].place == PLACE_BODY;
}

static bool share_column(struct area a, struct area b)
{
	return area_across(a, b) > one_column * fmin(area_width(a), area_width(b));
}

/* The first of the spans that is under a; their number where none is. */
static size_t first_span_under(const struct ordering *o, struct area a)
{
	size_t low = 0, high = o->span_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (area_is_above(a, o->spans[middle]))
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* Is there something that spans both, under b and above a? */
static bool is_parted(const struct ordering *o, struct area a, struct area b)
{
	if (!area_is_above(b, a))
		return false;
	for (size_t i = first_span_under(o, b); i < o->span_count && area_is_above(o->spans[i], a); i++) {
		struct area c = o->spans[i];
		if (share_column(a, c) && share_column(b, c) && area_width(c) > fmax(area_width(a), area_width(b)))
			return true;
	}
	for (size_t i = 0; i < o->bar_count; i++)
		if (area_across(a, o->bars[i]) > 0 && area_across(b, o->bars[i]) > 0 && area_is_above(b, o->bars[i]) &&
		    area_is_above(o->bars[i], a))
			return true;
	return false;
}

/* May this block of the body lie across two narrower ones that share no column? It may if this is so of all of them. */
static bool may_span(const struct ordering *o, struct area c)
{
	double first_right = INFINITY, last_left = -INFINITY;
	for (size_t i = 0; i < o->count; i++) {
		struct area a = o->blocks[i].area;
		if (is_body(&o->blocks[i]) && area_width(a) < area_width(c) && share_column(a, c)) {
			first_right = fmin(first_right, a.right);
			last_left = fmax(last_left, a.left);
		}
	}
	return first_right - last_left <= one_column * area_width(c);
}

static int by_height(const void *a, const void *b)
{
	const struct area *x = a, *y = b;
	return area_is_above(*y, *x) - area_is_above(*x, *y);
}

/* Is there anything else at the block's height: text of the body, or a picture? */
static bool has_beside(const struct ordering *o, const struct layout_block *b)
{
	for (size_t i = 0; i < o->count; i++)
		if (&o->blocks[i] != b && is_body(&o->blocks[i]) && area_down(o->blocks[i].area, b->area) > 0)
			return true;
	for (size_t i = 0; i < o->layout.picture_count; i++)
		if (area_down(o->layout.pictures[i], b->area) > 0)
			return true;
	return false;
}

/* A title with nothing beside it spans all of the page's width, however short it is. */
static void widen_titles(struct ordering *o)
{
	for (size_t i = 0; i < o->count; i++) {
		struct layout_block *b = &o->blocks[i];
		if (b->region->type != REGION_HEADING || b->type.x_height <= title * o->layout.body.x_height ||
		    has_beside(o, b))
			continue;
		b->area.left = o->layout.text.left;
		b->area.right = o->layout.text.right;
	}
}

/* Few blocks can part others: to look at those alone spares the time that would grow with the cube of their number. */
static void find_spans(struct ordering *o)
{
	o->spans = arena_alloc(&o->repair->page->scratch, o->count, sizeof *o->spans);
	for (size_t i = 0; i < o->count; i++)
		if (is_body(&o->blocks[i]) && may_span(o, o->blocks[i].area))
			o->spans[o->span_count++] = o->blocks[i].area;
	qsort(o->spans, o->span_count, sizeof *o->spans, by_height);
}

/* Does a come before b for certain? What stands in a box comes with the box, for all that stands in none or another. */
static bool comes_before(const struct ordering *o, const struct layout_block *a, const struct layout_block *b)
{
	const struct area *box_a = o->boxes[a - o->blocks], *box_b = o->boxes[b - o->blocks];
	struct area c = box_a && box_a != box_b ? *box_a : a->area, d = box_b && box_a != box_b ? *box_b : b->area;
	if (share_column(c, d))
		return area_is_above(c, d);
	if (c.left + c.right > d.left + d.right)
		return is_parted(o, d, c);
	return !is_parted(o, c, d);
}

/* Pictures and inserts across columns that part the page. */
static void find_bars(struct ordering *o)
{
	size_t all = o->layout.picture_count + o->count;
	o->bars = arena_alloc(&o->repair->page->scratch, all, sizeof *o->bars);
	for (size_t i = 0; i < all; i++) {
		bool picture = i < o->layout.picture_count;
		const struct layout_block *b = picture ? NULL : &o->blocks[i - o->layout.picture_count];
		struct area bar = picture ? o->layout.pictures[i] : b->area;
		if (picture || region_kinds[b->region->type].place == PLACE_INSERT)
			if (parts_page(o->repair, &o->layout, o->blocks, o->count, bar))
				o->bars[o->bar_count++] = bar;
	}
}

/* Is the candidate a better next block than the best so far: under the last one, or else further left, or higher? */
static bool is_better(const struct layout_block *candidate, const struct layout_block *best,
		      const struct layout_block *last)
{
	bool under = last && share_column(last->area, candidate->area),
	     best_under = last && share_column(last->area, best->area);
	if (under != best_under)
		return under;
	if (under || share_column(candidate->area, best->area))
		return area_is_above(candidate->area, best->area);
	return candidate->area.left < best->area.left;
}

/*
 * How many blocks come before each of the body's for certain, and which: before[j * count + i], j before i. Of two that
 * share no column one comes before the other.
 */
static void find_predecessors(const struct ordering *o, size_t *blockers, bool *before)
{
	for (size_t i = 0; i < o->count; i++)
		for (size_t j = 0; j < i; j++) {
			const struct layout_block *a = &o->blocks[j], *b = &o->blocks[i];
			if (!is_body(a) || !is_body(b))
				continue;
			bool is = comes_before(o, a, b), other = !is && comes_before(o, b, a);
			before[j * o->count + i] = is;
			before[i * o->count + j] = other;
			blockers[i] += is;
			blockers[j] += other;
		}
}

/*
 * The block of the body that is read next: of those that no other comes before, the best; or else, where they come one
 * before the other in a circle, the one that the fewest come before, and the uppermost of these.
 */
static size_t find_next(const struct ordering *o, const bool *done, const size_t *blockers,
			const struct layout_block *last)
{
	size_t best = SIZE_MAX, any = SIZE_MAX;
	for (size_t i = 0; i < o->count; i++) {
		const struct layout_block *b = &o->blocks[i];
		if (done[i] || !is_body(b))
			continue;
		if (any == SIZE_MAX || blockers[i] < blockers[any] ||
		    (blockers[i] == blockers[any] && area_is_above(b->area, o->blocks[any].area)))
			any = i;
		if (!blockers[i] && (best == SIZE_MAX || is_better(b, &o->blocks[best], last)))
			best = i;
	}
	return best == SIZE_MAX ? any : best;
}

/* Orders the body's blocks; gives how many there are. */
static size_t order_body(const struct ordering *o, const struct layout_block **sorted)
{
	bool *done = must_alloc(o->count + 1, sizeof *done);
	bool *before = must_alloc(o->count * o->count + 1, sizeof *before);
	size_t *blockers = must_alloc(o->count + 1, sizeof *blockers), n = 0, next;
	find_predecessors(o, blockers, before);
	while ((next = find_next(o, done, blockers, n ? sorted[n - 1] : NULL)) != SIZE_MAX) {
		done[next] = true;
		for (size_t i = 0; i < o->count; i++)
			blockers[i] -= before[next * o->count + i];
		sorted[n++] = &o->blocks[next];
	}
	free(done);
	free(before);
	free(blockers);
	return n;
}

/* After which of the sorted blocks an insert is given: the nearest above it in its column; or before all. */
static size_t place_of(const struct layout_block **sorted, size_t n, const struct layout_block *insert)
{
	size_t best = 0;
	double nearest = 0;
	for (size_t i = 0; i < n; i++) {
		double down = insert->area.top - sorted[i]->area.top;
		if (down >= 0 && share_column(sorted[i]->area, insert->area) && (!best || down <= nearest)) {
			best = i + 1;
			nearest = down;
		}
	}
	return best;
}

/* The number of a table whose caption the block is, "Table 2: Ships"; or an empty one. */
static struct str table_number(const struct ordering *o, const struct layout_block *b)
{
	const struct word *w = first_shown(b->first->line), *number = w ? next_shown(w) : NULL;
	bool named = w && str_equal(utf8_lower(&o->repair->page->scratch, w->text), STR("table"));
	return named && number ? utf8_core(number->text) : (struct str){0};
}

/* Does the paragraph speak of the table of that number? */
static bool names_table(const struct ordering *o, const struct region *g, struct str number)
{
	for (const struct line *l = first_line(g); l; l = next_line(l))
		for (const struct word *w = first_shown(l), *next; w; w = next_shown(w))
			if ((next = following_shown(w)) && str_equal(utf8_core(next->text), number) &&
			    str_equal(utf8_lower(&o->repair->page->scratch, utf8_core(w->text)), STR("table")))
				return true;
	return false;
}

/*
 * After how many of the sorted blocks a table is given: after the one that names it, where it has a number; or after
 * the nearest above in its column, or before the first under it.
 */
static size_t place_of_table(const struct ordering *o, const struct layout_block **sorted, size_t n, struct area table)
{
	struct layout_block b = {.area = table};
	struct str number = {0};
	size_t place = place_of(sorted, n, &b), under = 0;
	for (size_t i = 0; i < o->count && !number.n; i++)
		if (picture_distance(&o->blocks[i], table) < table_caption * o->layout.leading)
			number = table_number(o, &o->blocks[i]);
	for (size_t i = 0; i < n && number.n; i++)
		if (names_table(o, sorted[i]->region, number))
			return i + 1;
	while (under < n && !share_column(sorted[under]->area, table))
		under++;
	return place ? place : under;
}

/* Adds the tables whose place is behind so many blocks of the body; gives how many regions there are by now. */
static size_t add_tables(const struct ordering *o, const struct layout_block **sorted, size_t body, size_t place,
			 struct region **regions, size_t n)
{
	for (struct region *g = first_region(o->repair->page); g; g = next_region(g))
		if (g->type == REGION_TABLE && first_line(g) &&
		    place_of_table(o, sorted, body, layout_area(&o->layout, region_box(g))) == place)
			regions[n++] = g;
	return n;
}

/* Is a read before b: in a row over it, or further left in the same? */
static bool is_before(const struct ordering *o, const struct layout_block *a, const struct layout_block *b)
{
	double down = b->area.bottom - a->area.bottom;
	return fabs(down) < (double)o->layout.body.x_height ? a->area.left < b->area.left : down > 0;
}

/* Adds the furniture at the top, or at the foot, row by row; gives how many regions there are by now. */
static size_t add_furniture(const struct ordering *o, bool top, struct region **regions, size_t n)
{
	double middle = (o->layout.text.top + o->layout.text.bottom) / 2;
	const struct layout_block **sorted = must_alloc(o->count + 1, sizeof(struct layout_block *));
	size_t count = 0;
	for (size_t i = 0; i < o->count; i++) {
		const struct layout_block *b = &o->blocks[i];
		size_t at = count;
		if (region_kinds[b->region->type].place != PLACE_FURNITURE || (b->area.bottom < middle) != top)
			continue;
		for (; at && is_before(o, b, sorted[at - 1]); at--)
			sorted[at] = sorted[at - 1];
		sorted[at] = b;
		count++;
	}
	for (size_t i = 0; i < count; i++)
		regions[n++] = sorted[i]->region;
	free(sorted);
	return n;
}

/* All regions of text in order: headers, the body with its inserts, footers and page numbers. */
static size_t order_all(const struct ordering *o, struct region **regions)
{
	const struct layout_block **sorted = must_alloc(o->count + 1, sizeof(struct layout_block *));
	size_t body = order_body(o, sorted), n = 0, *places = must_alloc(o->count + 1, sizeof *places);
	for (size_t i = 0; i < o->count; i++)
		places[i] = place_of(sorted, body, &o->blocks[i]);
	n = add_furniture(o, true, regions, n);
	for (size_t k = 0; k <= body; k++) {
		if (k)
			regions[n++] = sorted[k - 1]->region;
		for (size_t i = 0; i < o->count; i++)
			if (region_kinds[o->blocks[i].region->type].place == PLACE_INSERT && places[i] == k)
				regions[n++] = o->blocks[i].region;
		n = add_tables(o, sorted, body, k, regions, n);
	}
	n = add_furniture(o, false, regions, n);
	free(sorted);
	free(places);
	return n;
}

/* Marks the longest run of regions that stand in order already: those are not moved. */
static void mark_standing(struct region *const *regions, size_t n, const uint32_t *at, bool *standing)
{
	size_t *length = must_alloc(n + 1, sizeof *length), *from = must_alloc(n + 1, sizeof *from), best = 0;
	for (size_t i = 0; i < n; i++) {
		length[i] = 1;
		from[i] = SIZE_MAX;
		for (size_t j = 0; j < i; j++)
			if (at[regions[j]->node.id] < at[regions[i]->node.id] && length[j] + 1 > length[i]) {
				length[i] = length[j] + 1;
				from[i] = j;
			}
		if (length[i] > length[best])
			best = i;
	}
	for (size_t i = n ? best : SIZE_MAX; i != SIZE_MAX; i = from[i])
		standing[i] = true;
	free(length);
	free(from);
}

static void move_regions(struct repair *r, struct region *const *regions, size_t n)
{
	uint32_t *at = must_alloc((size_t)r->page->counts[NODE_REGION] + 1, sizeof *at), place = 0;
	bool *standing = must_alloc(n + 1, sizeof *standing);
	for (struct region *g = first_region(r->page); g; g = next_region(g))
		at[g->node.id] = place++;
	mark_standing(regions, n, at, standing);
	struct node *before = NULL;
	for (size_t i = n; i--;) {
		if (!standing[i] && regions[i]->node.next != before)
			edit_move(r->page, repair_reason(r, sure, "read before what stands under or right of it"),
				  &regions[i]->node, 1, &r->page->node, before);
		before = &regions[i]->node;
	}
	free(at);
	free(standing);
}

static void set_order(struct repair *r)
{
	struct ordering o = {.repair = r};
	if (!layout_init(&o.layout, r->page))
		return;
	o.blocks = layout_blocks(&o.layout, &r->page->scratch, &o.count);
	if (o.count > MOST_BLOCKS)
		return;
	o.boxes = find_boxes(&o.layout, o.blocks, o.count, &r->page->scratch);
	widen_titles(&o);
	find_spans(&o);
	find_bars(&o);
	struct region **regions = must_alloc((size_t)r->page->counts[NODE_REGION] + 1, sizeof(struct region *));
	move_regions(r, regions, order_all(&o, regions));
	free(regions);
}

const struct repair_stage stage_order = {.name = "order",
					 .summary = "put the page's regions in reading order",
					 .needs = REPAIR_GEOMETRY,
					 .run = set_order};
