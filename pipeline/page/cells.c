/* Cells and columns of tables by the white between their words. */
#include "page/cells.h"

/* White that parts cells, in x-heights: spaces between words of a justified line are mostly narrower. */
static const float widest_space = 1.6F;

/* An x-height to the height of a word's box, where none was measured. */
static const float box_to_x_height = 0.6F;

/* Is there wide white before the word, for the x-height that was measured in its line, or 0? */
static bool is_parted(const struct word *w, float measured)
{
	const struct word *before = prev_shown(w);
	float x_height = measured > 0 ? measured : box_to_x_height * (float)(w->box.bottom - w->box.top);
	return !before || (float)(w->box.left - before->box.right) > widest_space * x_height;
}

bool begins_cell(const struct word *w)
{
	return is_parted(w, line_type(word_line(w)).x_height);
}

struct word *next_cell(const struct word *w)
{
	float measured = line_type(word_line(w)).x_height;
	struct word *next = next_word(w);
	while (next && !(word_shown(next) && is_parted(next, measured)))
		next = next_word(next);
	return next;
}

/* The right end of the cell that the word begins. */
static int32_t cell_right(const struct word *w)
{
	int32_t right = w->box.right;
	const struct word *end = next_cell(w);
	for (w = next_shown(w); w != end; w = next_shown(w))
		right = w->box.right;
	return right;
}

static uint32_t count_cells(const struct line *l)
{
	uint32_t n = 0;
	for (const struct word *w = first_shown(l); w; w = next_cell(w))
		n++;
	return n;
}

/* Widens a column by a row's cell. */
static void add_cell(struct column_span *span, const struct word *w)
{
	int32_t left = w->box.left, right = cell_right(w);
	bool empty = span->left >= span->right;
	*span = (struct column_span){empty || left < span->left ? left : span->left,
				     empty || right > span->right ? right : span->right};
}

struct column_span *table_columns(const struct region *table, struct arena *arena, uint32_t *count)
{
	*count = 0;
	for (const struct line *l = first_line(table); l; l = next_line(l)) {
		uint32_t n = count_cells(l);
		*count = n > *count ? n : *count;
	}
	struct column_span *columns = arena_alloc(arena, *count + 1, sizeof *columns);
	for (const struct line *l = first_line(table); l; l = next_line(l)) {
		uint32_t i = 0;
		if (count_cells(l) < *count)
			continue;
		for (const struct word *w = first_shown(l); w; w = next_cell(w))
			add_cell(&columns[i++], w);
	}
	return columns;
}

uint32_t cell_column(const struct word *w, const struct column_span *columns, uint32_t count, uint32_t from)
{
	int32_t left = w->box.left, right = cell_right(w), most = 0;
	uint32_t best = from;
	for (uint32_t i = from; i < count; i++) {
		int32_t a = left > columns[i].left ? left : columns[i].left,
			b = right < columns[i].right ? right : columns[i].right;
		if (b - a > most) {
			most = b - a;
			best = i;
		}
	}
	return best;
}
