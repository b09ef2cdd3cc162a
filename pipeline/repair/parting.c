/* What parts the page, and what is stepped over: see parting.h. */
#include "repair/parting.h"

#include "language/runs_on.h"

#include <math.h>
#include <stdlib.h>

/* Parting the page must run on by so much better (log10) than stepping over. */
static const double least_margin = 1;

enum { MOST_COLUMNS = 8 };

static double joint_score(struct repair *r, const struct layout_block *a, const struct layout_block *b)
{
	struct joint j = {0};
	if (!a || !b)
		return 0;
	block_words(a, true, j.before);
	block_words(b, false, j.after);
	return runs_on(&j, r->lexicon, repair_trigrams(r));
}

/* One column of body text above and under a bar. */
struct column {
	const struct layout_block *above_first, *above_last, *below_first, *below_last;
	double middle;
};

static void add_to_column(struct column *c, const struct layout_block *b, bool above)
{
	const struct layout_block **first = above ? &c->above_first : &c->below_first,
				  **last = above ? &c->above_last : &c->below_last;
	if (!*first || area_is_above(b->area, (*first)->area))
		*first = b;
	if (!*last || area_is_above((*last)->area, b->area))
		*last = b;
}

static int by_middle(const void *a, const void *b)
{
	double x = ((const struct column *)a)->middle, y = ((const struct column *)b)->middle;
	return (x > y) - (x < y);
}

/* The columns of body text that the bar lies across, from left to right. */
static int find_columns(const struct layout *l, const struct layout_block *blocks, size_t count, struct area bar,
			struct column columns[MOST_COLUMNS])
{
	int n = 0;
	for (size_t i = 0; i < count; i++) {
		const struct layout_block *b = &blocks[i];
		double middle = (b->area.left + b->area.right) / 2;
		bool above = area_is_above(b->area, bar);
		int k = 0;
		if (region_kinds[b->region->type].place != PLACE_BODY || b->region->type == REGION_HEADING ||
		    area_across(b->area, bar) < 0.3 * area_width(b->area) ||
		    area_width(b->area) > 0.9 * l->text.right - 0.9 * l->text.left)
			continue;
		while (k < n && fabs(columns[k].middle - middle) > 0.35 * area_width(b->area))
			k++;
		if (k == MOST_COLUMNS)
			continue;
		if (k == n)
			columns[n++] = (struct column){.middle = middle};
		add_to_column(&columns[k], b, above);
	}
	qsort(columns, (size_t)n, sizeof *columns, by_middle);
	return n;
}

bool parts_page(struct repair *r, const struct layout *l, const struct layout_block *blocks, size_t count,
		struct area bar)
{
	struct column c[MOST_COLUMNS] = {0};
	int n = find_columns(l, blocks, count, bar, c);
	double over = 0, parted = 0;
	bool both = n > 1;
	for (int i = 0; i < n; i++)
		both = both && c[i].above_last && c[i].below_first;
	if (!both)
		return false;
	for (int i = 0; i < n; i++) {
		over += joint_score(r, c[i].above_last, c[i].below_first);
		if (i + 1 == n)
			continue;
		over += joint_score(r, c[i].below_last, c[i + 1].above_first);
		parted += joint_score(r, c[i].above_last, c[i + 1].above_first);
		parted += joint_score(r, c[i].below_last, c[i + 1].below_first);
	}
	parted += joint_score(r, c[n - 1].above_last, c[0].below_first);
	return parted > over + least_margin;
}
