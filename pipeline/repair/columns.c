/*
 * Split lines that were read across a gutter, and join those that were read in two: "had twice   to the council" is two
 * lines of two columns, where the lines above and below leave the same gap free.
 *
 * Before that, what was read as one line but is of two rows is parted: "should raise suspi-" and "If the odometer".
 *
 * A gap in a line is a gutter if the rows next to it, above and below, keep it free too and have text on both of its
 * sides, row after row; the white behind the numbers of a list is none. A gap between two lines of one row is none if a
 * line next to them runs across it, and not one of them stands in a picture.
 */
#include "repair/items.h"
#include "repair/layout.h"
#include "repair/repair.h"

#include <math.h>
#include <stdlib.h>

/* The narrowest gutter, in x-heights of the line or the body: word spaces are mostly narrower, and gaps of justified
 * lines have no support. */
static const double narrowest_gutter = 1.2;

/* Of a wider gap, of a short or an indented line, so much at one of its ends must be a gutter (x-heights). */
static const double gap_end = 2;

/* How many leadings above and below are looked at, and how many rows on each side of the gap must bear it out. */
static const double reach = 6.5;
enum { LEAST_ROWS = 4 };

/* Text that bears a gutter out ends or begins within these x-heights of it. */
static const double nearness = 5;

/* A word stands on a baseline that is so near to its foot (x-heights). */
static const double on_baseline = 0.2;

/* A column's text ends or begins within this of its edge (x-heights). */
static const double flush = 0.4;

/* Such an edge alone tells of a gutter where text so wide stands on both sides of it (x-heights): no bullet is. */
static const double least_part = 6;

/* Lines read in two are at most that far apart (x-heights), and lie on one height to this part of one. */
static const double widest_split = 14, same_row = 0.5;

/* The row next to a line is at most so many leadings away. Lines are as wide whose ends are that near (x-heights). */
static const double next_row = 1.4, same_end = 1.5;

/* Words that stand in a gap of a line are of its type up to this ratio: of a single word measures may err. */
static const float like_type = 1.4F;

/* Boxes of words side by side overlap no more than this (x-heights). */
static const double most_touch = 0.2;

/* An item of a list begins this near behind its number (x-heights). */
static const double widest_item = 5;

/* A word that begins left of the end of the one before it, so far below it (leadings), stands in the next row; both are
 * so high (x-heights): a higher one would be an initial, a lower one has a wrong box. */
static const double lower_row = 0.7, lowest_word = 0.5, highest_word = 2.2;

/* How sure (percent): set by hand; single splits and joins were not measured. */
static const float sure = 95;

/* Does the word stand in a row below that of the one before it? */
static bool is_lower(const struct layout *l, const struct layout_line *ll, const struct word *before,
		     const struct word *w)
{
	struct area a = layout_area(l, before->box), b = layout_area(l, w->box);
	double x = (double)ll->type.x_height, low = fmin(area_height(a), area_height(b)),
	       high = fmax(area_height(a), area_height(b));
	return !w->in && low > lowest_word * x && high < highest_word * x && b.left < a.right &&
	       b.bottom - a.bottom > lower_row * l->leading && b.top > (a.top + a.bottom) / 2;
}

/* Puts what stands in the next row on a line of its own, after theirs; where it stands its words tell. */
static void part_rows(struct repair *r, const struct layout *l)
{
	for (size_t i = 0; i < l->line_count; i++) {
		struct line *line = l->lines[i].line;
		struct word *w = first_word(line);
		while (w && !(prev_word(w) && is_lower(l, &l->lines[i], prev_word(w), w)))
			w = next_word(w);
		if (!w)
			continue;
		struct reason why = repair_reason(r, sure, "a row below that of \"%.*s\"", STR_ARG(prev_word(w)->text));
		struct line *rest = edit_add_line(r->page, why, line_region(line), next_line(line));
		edit_move(r->page, why, &w->node, node_count(&w->node), &rest->node, NULL);
	}
}

struct gap {
	double left, right, foot; /* straightened */
};

/* Has a row text at the gap's left, or right? And text that ends, or begins, right there, as a column's does? */
struct sides {
	bool left, right, flush_left, flush_right;
};

struct support {
	int left, right, flush_left, flush_right; /* rows of which that is so */
};

/* What the words of one line say of the gap. */
static bool crosses(const struct layout *l, const struct layout_line *ll, struct gap g, struct sides *s)
{
	double x = (double)l->body.x_height, quarter = (g.right - g.left) / 4, near = nearness * x;
	if (ll->area.right < g.left - near || ll->area.left > g.right + near)
		return false;
	for (const struct word *w = first_word(ll->line); w; w = next_word(w)) {
		struct area a = layout_area(l, w->box);
		if (w->in || a.right < g.left - near || a.left > g.right + near)
			continue;
		if (a.right > g.left + quarter && a.left < g.right - quarter)
			return true;
		s->left |= a.right <= g.left + quarter;
		s->right |= a.left >= g.right - quarter;
		s->flush_left |= fabs(a.right - g.left) < flush * x;
		s->flush_right |= fabs(a.left - g.right) < flush * x;
	}
	return false;
}

/*
 * Adds up what the rows above (direction -1) or below (1) say of the gap, as far as that. Gives how far the first is
 * that crosses it, or that distance.
 */
static double look_as_far(const struct layout *l, struct gap g, int direction, double far, struct support *s)
{
	size_t i = lines_above(l, g.foot);
	for (i -= direction < 0; i < l->line_count; i += (size_t)direction) {
		struct sides side = {0};
		double down = (l->by_foot[i]->area.bottom - g.foot) * direction;
		if (down > far)
			break;
		if (down < same_row * (double)l->body.x_height)
			continue;
		if (crosses(l, l->by_foot[i], g, &side))
			return down;
		s->left += side.left;
		s->right += side.right;
		s->flush_left += side.flush_left;
		s->flush_right += side.flush_right;
	}
	return far;
}

/* Adds up what the rows above or below say of the gap, short of the first that crosses it. */
static void look(const struct layout *l, struct gap g, int direction, struct support *s)
{
	struct support beyond = {0};
	double crossed = look_as_far(l, g, direction, reach * l->leading, &beyond);
	look_as_far(l, g, direction, crossed - 1, s);
}

/* Do rows with text on both sides of it? If one side will do: or rows that end, or begin, right there? */
static bool is_borne_out(const struct layout *l, struct gap g, bool one_side)
{
	struct support s = {0};
	look(l, g, -1, &s);
	look(l, g, 1, &s);
	return (s.left >= LEAST_ROWS && s.right >= LEAST_ROWS) ||
	       (one_side && (s.flush_left >= LEAST_ROWS || s.flush_right >= LEAST_ROWS));
}

/* What the rows next to it leave of the gap: they may reach further into it than its own line. */
static struct gap trimmed(const struct layout *l, struct gap g)
{
	struct gap out = g;
	double narrowest = narrowest_gutter * (double)l->body.x_height, far = next_row * l->leading;
	for (size_t i = lines_above(l, g.foot - far); i < l->line_count; i++) {
		const struct layout_line *ll = l->by_foot[i];
		if (ll->area.bottom - g.foot > far)
			break;
		if (fabs(ll->area.bottom - g.foot) < same_row * (double)l->body.x_height)
			continue;
		for (const struct word *w = first_shown(ll->line); w; w = next_shown(w)) {
			struct area a = layout_area(l, w->box);
			if (a.right <= g.right - narrowest)
				out.left = fmax(out.left, a.right);
			if (a.left >= g.left + narrowest)
				out.right = fmin(out.right, a.left);
		}
	}
	return out;
}

/* Is the gap a gutter, or does it end or begin with one? Where text of some width stands on both sides, one will do. */
static bool is_gutter(const struct layout *l, struct gap g, bool one_side)
{
	double width = fmin(g.right - g.left, gap_end * (double)l->body.x_height);
	if (is_borne_out(l, g, one_side) || is_borne_out(l, (struct gap){g.right - width, g.right, g.foot}, false) ||
	    is_borne_out(l, (struct gap){g.left, g.left + width, g.foot}, false))
		return true;
	struct gap t = trimmed(l, g);
	return one_side && ((t.left > g.left && is_borne_out(l, (struct gap){t.left, g.right, g.foot}, true)) ||
			    (t.right < g.right && is_borne_out(l, (struct gap){g.left, t.right, g.foot}, true)));
}

/* Do the words from w on stand on the line's baseline, or hang over it: is it of their row? */
static bool stands_on(const struct line *line, const struct word *w)
{
	struct point a = line->baseline[0], b = line->baseline[1];
	double slope = b.x > a.x ? (double)(b.y - a.y) / (b.x - a.x) : 0, x_height = (double)line_type(line).x_height;
	for (; w; w = next_word(w)) {
		double foot = a.y + slope * ((w->box.left + w->box.right) / 2.0 - a.x);
		if (!box_empty(w->box) && fabs(w->box.bottom - foot) < on_baseline * x_height)
			return true;
	}
	return false;
}

/* Moves the words from w on to a line of their own, after theirs. */
static void split_before(struct repair *r, struct line *line, struct word *w)
{
	struct reason why =
		repair_reason(r, sure, "the lines above and below keep the gap before \"%.*s\" free", STR_ARG(w->text));
	uint32_t count = node_count(&w->node);
	struct line *rest = edit_add_line(r->page, why, line_region(line), next_line(line));
	if (stands_on(line, w)) {
		rest->baseline[0] = line->baseline[0];
		rest->baseline[1] = line->baseline[1];
	}
	edit_move(r->page, why, &w->node, count, &rest->node, NULL);
}

/* Adds the words that begin a new line; of one line the last first. Gives how many there are by now. */
static size_t find_splits(const struct layout *l, const struct layout_line *ll, struct word **begins, size_t n)
{
	double narrowest = narrowest_gutter * fmax((double)l->body.x_height, (double)ll->type.x_height);
	double end = ll->area.right;
	for (struct word *w = last_word(ll->line); w && prev_word(w); w = prev_word(w)) {
		struct gap g = {layout_area(l, prev_word(w)->box).right, layout_area(l, w->box).left, ll->area.bottom};
		bool item = prev_word(w) == first_word(ll->line) && is_item_mark(prev_word(w)->text);
		bool wide = fmin(g.left - ll->area.left, end - g.right) > least_part * (double)l->body.x_height;
		if (item || g.right - g.left <= narrowest || !is_gutter(l, g, wide))
			continue;
		begins[n++] = w;
		end = g.left;
	}
	return n;
}

/* All gaps are judged before the first line is split, since lines bear out each other's. */
static void split_lines(struct repair *r, const struct layout *l)
{
	struct word **begins = must_alloc(r->page->counts[NODE_WORD], sizeof(struct word *));
	size_t n = 0;
	for (size_t i = 0; i < l->line_count; i++)
		n = find_splits(l, &l->lines[i], begins, n);
	for (size_t k = 0; k < n; k++)
		split_before(r, word_line(begins[k]), begins[k]);
	free(begins);
}

/* Does line c run across from a to b: is it set over the gap, next to this row, or further off from end to end? */
static bool bridges(const struct layout *l, const struct layout_line *c, const struct layout_line *a,
		    const struct layout_line *b)
{
	double x = (double)a->type.x_height, down = fabs(c->area.bottom - a->area.bottom);
	bool next = down < next_row * l->leading;
	bool as_wide = fabs(c->area.left - a->area.left) < same_end * x &&
		       fabs(c->area.right - b->area.right) < same_end * x && down < reach * l->leading;
	struct gap g = {a->area.right, b->area.left, 0};
	struct sides side = {0};
	return down > same_row * x && (next || as_wide) && same_size(&c->type, &a->type) &&
	       c->area.left < a->area.right - 2 * x && c->area.right > b->area.left + 2 * x &&
	       (g.right - g.left < x || crosses(l, c, g, &side));
}

static bool is_bridged(const struct layout *l, const struct layout_line *a, const struct layout_line *b)
{
	for (size_t i = 0; i < l->line_count; i++)
		if (bridges(l, &l->lines[i], a, b))
			return true;
	return false;
}

/* Is line a no more than the number of an item that begins with b? */
static bool numbers(const struct layout_line *a, const struct layout_line *b)
{
	const struct word *w = first_shown(a->line);
	return w && !next_shown(w) && is_item_mark(w->text) &&
	       b->area.left - a->area.right < widest_item * (double)b->type.x_height;
}

/* Is b on line a's row and of its type, as far as a few words show? */
static bool is_on_row(const struct layout_line *a, const struct layout_line *b)
{
	float x = a->type.x_height;
	return a != b && first_word(b->line) && fabs(a->area.bottom - b->area.bottom) < same_row * (double)x &&
	       b->type.x_height < like_type * x && x < like_type * b->type.x_height;
}

/* The line's first word that ends right of there, or NULL. */
static struct word *word_behind(const struct layout *l, const struct line *line, double x)
{
	struct word *w = first_word(line);
	while (w && layout_area(l, w->box).right <= x)
		w = next_word(w);
	return w;
}

/* Does line b begin within line a, and stand in its gaps, word by word? Then those of a stand in its own. */
static bool is_in_gaps(const struct layout *l, const struct layout_line *a, const struct layout_line *b)
{
	double touch = most_touch * (double)a->type.x_height;
	if (!is_on_row(a, b) || b->area.left <= a->area.left || b->area.left >= a->area.right)
		return false;
	for (const struct word *w = first_word(b->line); w; w = next_word(w)) {
		struct area own = layout_area(l, w->box);
		const struct word *next = word_behind(l, a->line, own.left + touch);
		if (next && layout_area(l, next->box).left < own.right - touch)
			return false;
	}
	return true;
}

static void fill_gaps(struct repair *r, const struct layout *l, struct layout_line *a)
{
	struct reason why = repair_reason(r, sure, "one line: it stands in gaps of the line");
	for (size_t i = 0; i < l->line_count; i++) {
		struct layout_line *b = &l->lines[i];
		if (!is_in_gaps(l, a, b))
			continue;
		for (struct word *w = first_word(b->line); w; w = first_word(b->line)) {
			struct word *next = word_behind(l, a->line, layout_area(l, w->box).left);
			edit_move(r->page, why, &w->node, 1, &a->line->node, next ? &next->node : NULL);
		}
		a->area = area_union(a->area, b->area);
		b->area = (struct area){0};
	}
}

static void join_row(struct repair *r, const struct layout *l, struct layout_line *a)
{
	double x = (double)a->type.x_height;
	for (size_t i = 0; i < l->line_count; i++) {
		struct layout_line *b = &l->lines[i];
		double gap = b->area.left - a->area.right;
		if (a == b || !first_word(b->line) || fabs(a->area.bottom - b->area.bottom) > same_row * x || gap < 0 ||
		    gap > widest_split * x)
			continue;
		bool item = numbers(a, b);
		if (!item && (!same_size(&a->type, &b->type) || !is_bridged(l, a, b) ||
			      picture_around(l, a->area) != picture_around(l, b->area)))
			continue;
		edit_move(r->page,
			  repair_reason(r, sure,
					item ? "one line: an item of a list and its number"
					     : "one line: the next one runs across the gap"),
			  &first_word(b->line)->node, node_count(b->line->node.first), &a->line->node, NULL);
		a->area = area_union(a->area, b->area);
		b->area = (struct area){0};
		i = 0;
	}
}

static void set_columns(struct repair *r)
{
	struct layout l;
	if (!layout_init(&l, r->page))
		return;
	part_rows(r, &l);
	if (!layout_init(&l, r->page))
		return;
	split_lines(r, &l);
	if (!layout_init(&l, r->page))
		return;
	for (size_t i = 0; i < l.line_count; i++)
		fill_gaps(r, &l, &l.lines[i]);
	for (size_t i = 0; i < l.line_count; i++)
		if (first_word(l.lines[i].line))
			join_row(r, &l, &l.lines[i]);
}

const struct repair_stage stage_columns = {.name = "columns",
					   .summary = "split lines read across a gutter, join lines read in two",
					   .needs = REPAIR_GEOMETRY,
					   .run = set_columns};
