/* Groups the outermost lines of a page into columns, and finds the edge at which each column's lines end. */
#include "repair/cut_edge.h"

#include "base/order.h"

#include <math.h>
#include <stdlib.h>

/* Lines belong to a column if they begin so near to its margin, behind it (indents) or before it (x-heights). */
static const double most_indent = 4, most_before = 1.5;

/* Lines end at the edge if they end so near to it, and beyond it if so far: a dark edge is read as letters, too
 * (x-heights). */
static const double near_edge = 0.3, beyond_edge = 0.7;

/* No line beside another hangs farther below it (leadings). */
static const double tallest = 3;

/* The edge may lean so much against the text (pixels across in one down); a torn corner's so much. */
static const double most_slope = 0.05, most_slope_of_part = 2;

/* A column has so many lines, and this part of them ends at the edge. */
enum { LEAST_LINES = 3 };
static const double least_at_edge = 0.4;

/* The same of lines that follow each other and end so far before their column's edge (x-heights). */
enum { LEAST_OF_PART = 4 };
static const double least_of_part = 0.5, least_short = 1.2;

/* This part of the lines that end at the edge does not end farther out than it; the rest is what boxes are off. */
static const double farthest = 0.85;

/* The edge is sought through pairs of lines; of long columns only some are tried. */
enum { MOST_TRIED = 20 };

static struct cut_line seen_from(const struct layout_line *l, enum lacuna_side side)
{
	bool right = side == LACUNA_RIGHT;
	return (struct cut_line){l, right ? l->area.left : -l->area.right, right ? l->area.right : -l->area.left,
				 (l->area.top + l->area.bottom) / 2};
}

/* Is the text of a language, in the body or beside it? */
static bool can_be_cut(const struct layout_line *l)
{
	const struct region *r = line_region(l->line);
	return region_is_prose(r) && region_kinds[r->type].place != PLACE_FURNITURE && r->type != REGION_TABLE;
}

/* Does no other line of text stand beyond it? */
static bool is_outermost(const struct layout *layout, const struct cut_line *l, enum lacuna_side side)
{
	double height = area_height(l->line->area), lowest = l->line->area.bottom + tallest * layout->leading;
	for (size_t i = lines_above(layout, l->line->area.top); i < layout->line_count; i++) {
		const struct layout_line *o = layout->by_foot[i];
		if (o->area.bottom > lowest)
			break;
		if (area_down(o->area, l->line->area) > 0.5 * fmin(height, area_height(o->area)) &&
		    seen_from(o, side).near > l->far)
			return false;
	}
	return true;
}

/* The column that the line belongs to, or NULL. */
static struct cut_column *column_of(struct cut_column *columns, size_t count, const struct cut_line *l)
{
	double x = (double)l->line->type.x_height;
	for (size_t i = count; i--;) {
		const struct layout_line *last = columns[i].lines[columns[i].count - 1].line;
		if (l->near > columns[i].near - most_before * x && l->near < columns[i].near + most_indent * x &&
		    same_size(&last->type, &l->line->type))
			return &columns[i];
	}
	return NULL;
}

static int by_height(const void *a, const void *b)
{
	const struct cut_line *x = a, *y = b;
	return x->y < y->y ? -1 : x->y > y->y;
}

/* Where a line through two lines' ends would be the edge: how many end at it, less twice those beyond. */
static void count_at(const struct cut_column *c, double x, double slope, size_t *at, size_t *beyond)
{
	*at = *beyond = 0;
	for (size_t i = 0; i < c->count; i++) {
		double before = x + slope * c->lines[i].y - c->lines[i].far;
		*at += fabs(before) <= near_edge * c->x_height;
		*beyond += before < -beyond_edge * c->x_height;
	}
}

static void try_edge(struct cut_column *c, const struct cut_line *a, const struct cut_line *b)
{
	double slope = (b->far - a->far) / (b->y - a->y), x = a->far - slope * a->y;
	size_t at, beyond;
	if (!(b->y - a->y > 2 * c->x_height) || fabs(slope) > (c->part ? most_slope_of_part : most_slope))
		return;
	count_at(c, x, slope, &at, &beyond);
	if (at < 2 * beyond || at - 2 * beyond <= c->at_edge - 2 * c->beyond)
		return;
	c->x = x;
	c->slope = slope;
	c->at_edge = at;
	c->beyond = beyond;
}

/* Moves the edge out to where the farthest of the lines that end at it do: letters that are cut end there exactly. */
static void move_out(struct cut_column *c, struct arena *arena)
{
	double *ends = arena_alloc(arena, c->count, sizeof *ends);
	size_t n = 0;
	for (size_t i = 0; i < c->count; i++)
		if (fabs(before_edge(c, &c->lines[i])) <= near_edge * c->x_height)
			ends[n++] = -before_edge(c, &c->lines[i]);
	qsort(ends, n, sizeof *ends, by_double);
	c->x += ends[(size_t)(farthest * (double)(n - 1))];
}

/* The straight line at which most of the column's lines end. */
static bool find_edge(struct cut_column *c, struct arena *arena)
{
	size_t step = 1 + c->count / MOST_TRIED;
	for (size_t i = 0; i < c->count; i += step)
		for (size_t k = i + 1; k < c->count; k += step)
			try_edge(c, &c->lines[i], &c->lines[k]);
	size_t least = c->part ? LEAST_OF_PART : LEAST_LINES;
	if (c->at_edge < least || (double)c->at_edge < (c->part ? least_of_part : least_at_edge) * (double)c->count)
		return false;
	move_out(c, arena);
	return true;
}

struct cut_line *outermost_lines(const struct layout *layout, enum lacuna_side side, struct arena *arena, size_t *count)
{
	struct cut_line *lines = arena_alloc(arena, layout->line_count + 1, sizeof *lines);
	*count = 0;
	for (size_t i = 0; i < layout->line_count; i++) {
		lines[*count] = seen_from(&layout->lines[i], side);
		if (can_be_cut(&layout->lines[i]) && is_outermost(layout, &lines[*count], side))
			++*count;
	}
	qsort(lines, *count, sizeof *lines, by_height);
	return lines;
}

/* Adds the parts of the column whose lines follow each other, end short of its edge, and have one of their own. */
static struct cut_column *add_parts(struct cut_column *found, size_t *count, const struct cut_column *c,
				    struct arena *arena)
{
	for (size_t i = 0, end; i < c->count; i = end + 1) {
		for (end = i; end < c->count && before_edge(c, &c->lines[end]) > least_short * c->x_height; end++)
			;
		struct cut_column part = {.lines = c->lines + i,
					  .count = end - i,
					  .near = c->near,
					  .x_height = c->x_height,
					  .part = true};
		if (!find_edge(&part, arena))
			continue;
		found = arena_grow(arena, found, *count, sizeof *found);
		found[(*count)++] = part;
	}
	return found;
}

/* Groups the lines into columns. */
static struct cut_column *group_lines(const struct cut_line *lines, size_t n, struct arena *arena, size_t *count)
{
	struct cut_column *columns = NULL;
	*count = 0;
	for (size_t i = 0; i < n; i++) {
		struct cut_column *c = column_of(columns, *count, &lines[i]);
		if (!c) {
			columns = arena_grow(arena, columns, *count, sizeof *columns);
			c = &columns[(*count)++];
			*c = (struct cut_column){.near = lines[i].near,
						 .x_height = (double)lines[i].line->type.x_height};
		}
		c->lines = arena_grow(arena, c->lines, c->count, sizeof *c->lines);
		c->lines[c->count++] = lines[i];
		c->near = fmin(c->near, lines[i].near);
	}
	return columns;
}

struct cut_column *cut_columns(const struct cut_line *lines, size_t n, struct arena *arena, size_t *count)
{
	size_t all;
	struct cut_column *columns = group_lines(lines, n, arena, &all), *found = NULL;
	*count = 0;
	for (size_t i = 0; i < all; i++) {
		columns[i].part = !find_edge(&columns[i], arena);
		if (columns[i].part && !find_edge(&columns[i], arena))
			continue;
		found = arena_grow(arena, found, *count, sizeof *found);
		found[(*count)++] = columns[i];
		if (!columns[i].part)
			found = add_parts(found, count, &columns[i], arena);
	}
	return found;
}

double before_edge(const struct cut_column *c, const struct cut_line *l)
{
	return c->x + c->slope * l->y - l->far;
}
