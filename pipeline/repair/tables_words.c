/*
 * Tables of words: "John Smith   Whitby   weaver" over "Thomas Gale   Hull   sailor". Their cells begin under each
 * other and leave white, as columns of text do; but lines of text near above and below run across the white.
 */
#include "repair/tables.h"

#include "language/runs_on.h"
#include "repair/items.h"

#include <math.h>

/* Words of a column begin within this of each other, and that much white is between columns of words at least
 * (x-heights); words fill no more than this part of their column, with the white, as justified text does. */
static const double flush = 0.8, least_white = 2, most_filled = 0.7;

/* A line that runs across the white is within this of the table (leadings), and goes on so far beyond it (x-heights).
 */
static const double crossing_within = 4.5, crossing_by = 2;

/* Does a line of text run across the white above (direction -1) or below (1) this height, near it? */
static bool is_crossed(const struct grid *g, struct area white, int direction)
{
	double by = crossing_by * (double)g->layout.body.x_height;
	for (int i = 0; i < g->count; i++) {
		struct area a = g->cells[i].area;
		double away = direction < 0 ? white.top - a.bottom : a.top - white.bottom;
		if (away > 0 && away < crossing_within * g->layout.leading && a.left < white.left - by &&
		    a.right > white.right + by)
			return true;
	}
	return false;
}

/* It may if nothing stands left of it, or only what no line runs across to. */
bool may_begin_words(const struct grid *g, int i)
{
	const struct cell *c = &g->cells[i];
	int left = c->taken || c->doubtful ? NONE : cell_beside(g, i, -1);
	struct area white = c->area;
	if (left == NONE)
		return !c->taken && !c->doubtful;
	white.left = g->cells[left].area.right;
	white.right = c->area.left;
	return !is_crossed(g, white, -1) && !is_crossed(g, white, 1);
}

/* The cells from this one down that begin under it, row by row. */
static struct stack find_flush(const struct grid *g, int top)
{
	struct stack s = {.cells = g->scratch, .count = 1, .area = g->cells[top].area};
	double slack = flush * (double)g->layout.body.x_height;
	int beside = cell_beside(g, top, 1);
	s.cells[0] = top;
	for (int i; (i = cell_below(g, g->cells[s.cells[s.count - 1]].area)) != NONE; s.count++) {
		const struct cell *c = &g->cells[i];
		if (fabs(c->area.left - g->cells[top].area.left) > slack || cell_beside(g, i, 1) == NONE ||
		    beside == NONE || c->area.right > g->cells[beside].area.left)
			break;
		s.cells[s.count] = i;
		s.area = area_union(s.area, c->area);
	}
	return s;
}

/*
 * Makes s the column of words right of it: false where there is none. Rows may lack a cell there, but not in the second
 * column of the table, and not most of them.
 */
static bool next_words(const struct grid *g, struct stack *s, struct area table, bool second)
{
	double x = (double)g->layout.body.x_height, filled = 0;
	struct stack t = {.cells = s->cells};
	struct area from = s->area;
	int rows = s->count;
	for (int i = 0; i < rows; i++) {
		int k = cell_beside(g, s->cells[i], 1);
		filled += area_width(g->cells[s->cells[i]].area);
		if (k == NONE && !second)
			continue;
		if (k == NONE || (t.count && fabs(g->cells[k].area.left - g->cells[t.cells[0]].area.left) > flush * x))
			return false;
		t.cells[t.count++] = k;
		t.area = area_union(t.area, g->cells[k].area);
	}
	struct area white = {from.right, table.top, t.area.left, table.bottom};
	*s = t;
	return t.count >= LEAST_ROWS && t.count >= most_rows * rows && area_width(white) > least_white * x &&
	       filled < most_filled * rows * (t.area.left - from.left) && is_crossed(g, white, -1) &&
	       is_crossed(g, white, 1);
}

/* No bullet, no number of an item, and no line that goes on in small letters. */
static bool is_label(const struct cell *c)
{
	return !c->wordless && !is_item_mark(c->first->text) && !begins_lower(c->first->text);
}

struct area find_words(const struct grid *g, int first)
{
	struct stack s = find_flush(g, first);
	struct area table = s.area;
	int labels = 0, columns = 1;
	for (int i = 0; i < s.count; i++)
		labels += is_label(&g->cells[s.cells[i]]);
	if (s.count < LEAST_ROWS || labels < most_rows * s.count)
		return (struct area){0};
	for (; next_words(g, &s, table, columns == 1); columns++)
		table = area_union(table, s.area);
	return columns > 1 ? table : (struct area){0};
}
