/*
 * Edges at which a page was cut: the lines of a column end at one straight edge, wherever their letters happen to be.
 *
 * So do the lines of a justified column at its margin: whether an edge is a cut is for the stage (lacunae.c) to judge.
 */
#ifndef EMEND_REPAIR_CUT_EDGE_H
#define EMEND_REPAIR_CUT_EDGE_H

#include "page/lacuna.h"
#include "repair/layout.h"

/*
 * A line of a column, seen so that the edge is at its far end: x grows outward from the column, for the right side as
 * on the straightened page, for the left side the other way round. Pixels.
 */
struct cut_line {
	const struct layout_line *line;
	double near, far; /* its inner and its outer end */
	double y;         /* its middle */
};

/* Lines of one column and type, from top to bottom, beyond which no text stands on that side. */
struct cut_column {
	struct cut_line *lines;
	size_t count;
	double near;     /* the column's inner margin */
	double x, slope; /* the edge: x at y = 0, and per pixel down */
	size_t at_edge;  /* lines that end at it */
	size_t beyond;   /* lines that end farther out */
	double x_height;
	bool part; /* the edge cuts a part of a column, or all of it aslant */
};

/* The lines of text beyond which none stands on that side (left or right), from top to bottom. From the arena. */
struct cut_line *outermost_lines(const struct layout *layout, enum lacuna_side side, struct arena *arena,
				 size_t *count);

/*
 * The columns of these lines that have an edge, and the parts of them whose lines end short of it at one of their own,
 * as under a thumb or along a torn corner. From the arena.
 */
struct cut_column *cut_columns(const struct cut_line *lines, size_t n, struct arena *arena, size_t *count);

/* How far before the edge the line ends; below zero: beyond it. Pixels. */
double before_edge(const struct cut_column *column, const struct cut_line *line);

#endif
