/*
 * Know listings of programs and of what is typed at a terminal: lines of one pitch under each other. They keep their
 * lines, and no stage mends their words.
 *
 * Addresses in running text are set in such type as well, over two lines or more, but have no spaces; and on a page
 * that is typewritten the type tells nothing.
 */
#include "repair/layout.h"
#include "repair/repair.h"

#include "language/address.h"
#include "page/pitch.h"

#include <math.h>
#include <stdlib.h>

/* How sure (percent): not measured. */
static const float sure = 90;

/*
 * A listing has so many lines of two words or more without an address, and so many distances between letters, of which
 * this part is even. A line with fewer distances than the last does not tell that it is prose.
 */
enum { FEWEST_LINES = 2, FEWEST_PAIRS = 20, FEWEST_TO_TELL = 12 };
static const double least_even = 0.85;

/* Lines of other type are at least so far from it (leadings of the body, baseline to baseline or top to top). */
static const double least_white = 1.2;

/* Its lines are no further apart than this (leadings of the body): an empty one may stand between. */
static const double farthest = 2.3;

/* They are alike in pitch up to this ratio; a line of few letters stands at a whole number of pitches, but for that. */
static const double like_pitch = 1.1, out_of_pitch = 0.35;

/* Pieces of one row have this part of the lower one's height in common. */
static const double same_row = 0.5;

/* A page is typewritten if more than this part of its letters is of one pitch. */
static const double typewritten = 0.5;

/* A line as the stage sees it. */
struct typed {
	const struct layout_line *ll;
	struct pitch pitch;
	bool fixed;  /* of one pitch */
	bool scant;  /* too few letters to tell */
	bool listed; /* in a listing */
};

struct listings {
	struct repair *repair;
	struct layout layout;
	struct typed *lines; /* by height */
	size_t count;
};

static bool is_prose(const struct typed *t)
{
	return !t->fixed && !t->scant;
}

/* Would a line of other type stand in both together? */
static bool has_prose(const struct listings *g, struct area both)
{
	for (size_t i = 0; i < g->count; i++) {
		struct area a = g->lines[i].ll->area;
		if (is_prose(&g->lines[i]) && area_across(a, both) > 0 && area_down(a, both) > 0)
			return true;
	}
	return false;
}

static bool is_whole(double pitches)
{
	return fabs(pitches - round(pitches)) < out_of_pitch;
}

/* Does a line belong to the listing of this pitch in this area: is it of its pitch, or a few letters? */
static bool belongs(const struct listings *g, double pitch, struct area area, const struct typed *t)
{
	struct area other = t->ll->area;
	if (t->listed || has_prose(g, area_union(area, other)))
		return false;
	if (t->fixed)
		return pitch < like_pitch * t->pitch.pixels && t->pitch.pixels < like_pitch * pitch &&
		       area_across(area, other) > 0;
	return t->scant && other.left > area.left - pitch / 2 && other.right < area.right + pitch &&
	       is_whole((other.left - area.left) / pitch);
}

static bool is_one_row(const struct typed *a, const struct typed *b)
{
	return area_down(a->ll->area, b->ll->area) >
	       same_row * fmin(area_height(a->ll->area), area_height(b->ll->area));
}

/* Moves the words of one piece of a row in between those of the other. */
static void join_rows(struct page *page, struct reason why, struct line *into, const struct line *piece)
{
	for (struct word *w = first_word(piece), *next; w; w = next) {
		next = next_word(w);
		struct word *before = first_word(into);
		while (before && before->box.left < w->box.left)
			before = next_word(before);
		edit_move(page, why, &w->node, 1, &into->node, before ? &before->node : NULL);
	}
}

/* Is it set off from the lines of other type above and below it, with white? */
static bool is_set_off(const struct listings *g, struct area area)
{
	for (size_t i = 0; i < g->count; i++) {
		struct area a = g->lines[i].ll->area;
		double down = fmax(a.bottom - area.bottom, area.top - a.top);
		if (is_prose(&g->lines[i]) && area_across(a, area) > 0 && down > 0 &&
		    down < least_white * g->layout.leading)
			return false;
	}
	return true;
}

/* Has it two words or more, none of which is an address? */
static bool is_wide(const struct line *l)
{
	size_t words = 0;
	for (const struct word *w = first_shown(l); w; w = next_shown(w), words++)
		if (address_is(w->text))
			return false;
	return words > 1;
}

/* Are the lines of one pitch together, as surely as a listing's, and more than addresses? */
static bool is_listing(struct typed *const *lines, size_t count)
{
	size_t wide = 0;
	struct pitch all = {0};
	for (size_t i = 0; i < count; i++) {
		wide += is_wide(lines[i]->ll->line);
		all.pairs += lines[i]->pitch.pairs;
		all.even += lines[i]->pitch.even;
	}
	return wide >= FEWEST_LINES && all.pairs >= FEWEST_PAIRS && all.even > least_even * all.pairs;
}

/* Moves the lines to a region of their own, from top to bottom. */
static void make_listing(struct listings *g, struct typed **lines, size_t count)
{
	struct page *page = g->repair->page;
	struct reason why = repair_reason(g->repair, sure, "its letters stand at one pitch, as those of listings do");
	struct region *old = line_region(lines[0]->ll->line);
	struct region *made = edit_add_region(page, why, REGION_LISTING, old);
	made->origin = old->origin;
	for (size_t i = 0, row = 0; i < count; i++) {
		lines[i]->listed = true;
		if (i && is_one_row(lines[row], lines[i])) {
			join_rows(page, why, lines[row]->ll->line, lines[i]->ll->line);
			continue;
		}
		edit_move(page, why, &lines[i]->ll->line->node, 1, &made->node, NULL);
		row = i;
	}
}

/* The listing that begins with line i: lines below, each near to those before. */
static void gather(struct listings *g, size_t i, struct typed **lines)
{
	size_t count = 0;
	struct area area = g->lines[i].ll->area;
	for (size_t k = i; k < g->count; k++) {
		struct typed *t = &g->lines[k];
		if (area_down(area, t->ll->area) < -farthest * g->layout.leading)
			break;
		if (k != i && !belongs(g, g->lines[i].pitch.pixels, area, t))
			continue;
		area = area_union(area, t->ll->area);
		lines[count++] = t;
	}
	if (is_listing(lines, count) && is_set_off(g, area))
		make_listing(g, lines, count);
}

static bool is_typewritten(const struct listings *g)
{
	size_t fixed = 0, all = 0;
	for (size_t i = 0; i < g->count; i++) {
		fixed += g->lines[i].fixed ? g->lines[i].ll->letters : 0;
		all += g->lines[i].ll->letters;
	}
	return (double)fixed > typewritten * (double)all;
}

static int by_height(const void *a, const void *b)
{
	double x = ((const struct typed *)a)->ll->area.bottom, y = ((const struct typed *)b)->ll->area.bottom;
	return (x > y) - (x < y);
}

static void find_listings(struct repair *r)
{
	struct listings g = {.repair = r};
	if (!layout_init(&g.layout, r->page))
		return;
	g.count = g.layout.line_count;
	g.lines = arena_alloc(&r->page->scratch, g.count, sizeof *g.lines);
	struct typed **lines = arena_alloc(&r->page->scratch, g.count, sizeof *lines);
	for (size_t i = 0; i < g.count; i++) {
		struct pitch p = line_pitch(g.layout.lines[i].line);
		g.lines[i] = (struct typed){.ll = &g.layout.lines[i],
					    .pitch = p,
					    .fixed = pitch_is_fixed(p),
					    .scant = p.pairs < FEWEST_TO_TELL};
	}
	qsort(g.lines, g.count, sizeof *g.lines, by_height);
	bool typed = is_typewritten(&g);
	for (size_t i = 0; i < g.count && !typed; i++)
		if (g.lines[i].fixed && !g.lines[i].listed)
			gather(&g, i, lines);
}

const struct repair_stage stage_listings = {.name = "listings",
					    .summary = "know listings of programs, and keep their lines",
					    .needs = REPAIR_GEOMETRY,
					    .run = find_listings};
