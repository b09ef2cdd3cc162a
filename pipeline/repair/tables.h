/*
 * Cells of the page in a grid, for the stage that finds tables: by their numbers (tables.c), or by words that begin
 * under each other (tables_words.c).
 */
#ifndef EMEND_REPAIR_TABLES_H
#define EMEND_REPAIR_TABLES_H

#include "repair/layout.h"

/* A table has so many rows; so great a part of them agrees on what they have beside them. */
enum { LEAST_ROWS = 3 };
static const double most_rows = 0.6;

/* No cell. */
enum { NONE = -1 };

struct cell {
	struct word *first;
	uint32_t count; /* words */
	struct area area;
	bool number;   /* digits and no letters */
	bool wordless; /* neither: the dash that stands for nothing */
	bool doubtful; /* letters that were hardly read: a rule, mostly */
	bool taken;    /* by a table */
	int stack;     /* the column of numbers that it is in, or NONE */
};

/* Numbers one under the other. */
struct stack {
	int *cells; /* from top to bottom */
	int count;
	struct area area;
	bool used; /* in a table already */
};

struct grid {
	struct layout layout;
	struct cell *cells; /* by height, then from left to right */
	int count;
	struct stack *stacks;
	int stack_count;
	int *scratch; /* room for the numbers of all cells */
};

/* Do the cells stand in one row? */
bool in_one_row(const struct grid *g, struct area a, struct area b);

/* The first cell under this place that shares its width, or NONE. */
int cell_below(const struct grid *g, struct area a);

/* The nearest cell of the row to the left (direction -1) or right (1), or NONE. */
int cell_beside(const struct grid *g, int of, int direction);

/* May a table of words begin with this cell? */
bool may_begin_words(const struct grid *g, int cell);

/* The table of words that begins with this cell: its place, or an empty one. */
struct area find_words(const struct grid *g, int first);

#endif
