/*
 * Cells of a table: words of a row that stand close together. Wide white parts them.
 */
#ifndef EMEND_PAGE_CELLS_H
#define EMEND_PAGE_CELLS_H

#include "page/page.h"

/* Does the shown word begin a cell: is it the first of its line, or far from the one before it? */
bool begins_cell(const struct word *word);

/* The shown word with which the next cell of the line begins, or NULL. */
struct word *next_cell(const struct word *word);

/* A column of a table, from left to right (pixels). */
struct column_span {
	int32_t left, right;
};

/* The columns of a table, from its rows with the most cells, in the given arena. */
struct column_span *table_columns(const struct region *table, struct arena *arena, uint32_t *count);

/* The column that the cell stands in that begins with this word, no further left than from; or from. */
uint32_t cell_column(const struct word *word, const struct column_span *columns, uint32_t count, uint32_t from);

#endif
