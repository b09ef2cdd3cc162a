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

void sort_by_foot(struct layout *l, struct arena *arena)
{
	l->by_foot = arena_alloc(arena, l->line_count, sizeof *l->by_foot);
	for (size_t i = 0; i < l->line_count; i++)
		l->by_foot[i] = &l->lines[i];
	qsort(l->by_foot, l->line_count, sizeof *l->by_foot, by_foot);
}

size_t lines_above(const struct layout *l, double height)
{
	size_t above = 0, end = l->line_count;
	while (above < end) {
		size_t middle = above + (end - above) / 2;
		if (l->by_foot[middle]->area.bottom < height)
			above = middle + 1;
		else
			end = middle;
	}
	return above;
}
