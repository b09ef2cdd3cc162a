/* Lines by the height of their feet: those next to a line are found without looking at all. */
#include "repair/layout.h"

#include <stdlib.h>

/* Of one height those first that the layout has first. */
static int by_foot(const void *a, const void *b)
{
	const struct layout_line *x = *(const struct layout_line *const *)a, *y = *(const struct layout_line *const *)b;
	return x->area.bottom != y->area.bottom ? (x->area.bottom > y->area.bottom) - (x->area.bottom < y->area.bottom)
						: (x > y) - (x < y);
}

const struct layout_line **lines_by_foot(const struct layout *l, struct arena *arena)
{
	const struct layout_line **lines = arena_alloc(arena, l->line_count, sizeof(struct layout_line *));
	for (size_t i = 0; i < l->line_count; i++)
		lines[i] = &l->lines[i];
	qsort(lines, l->line_count, sizeof(struct layout_line *), by_foot);
	return lines;
}

size_t lines_above(const struct layout_line *const *lines, size_t count, double height)
{
	size_t above = 0;
	while (above < count) {
		size_t middle = above + (count - above) / 2;
		if (lines[middle]->area.bottom < height)
			above = middle + 1;
		else
			count = middle;
	}
	return above;
}
