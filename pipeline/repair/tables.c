/*
 * Put tables together row by row: "Mambo | PostNuke", "5 | 3" become "Mambo  5", "PostNuke  3".
 *
 * The recogniser reads tables column by column, or in pieces, and takes text for tables. What tells one is numbers that
 * stand one under the other with white around them, and have other such numbers, or labels, to their left, row after
 * row. The numbers of a list are none, which stand nearer to the text behind them. Words alone are a table where they
 * begin under each other and lines of text above and below run across the white between them, as across no gutter.
 */
#include "repair/repair.h"
#include "repair/tables.h"

#include "base/utf8.h"
#include "language/runs_on.h"
#include "page/cells.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Cells of one row have baselines within this (x-heights): of a single word it may be that of its descenders. */
static const double same_row = 0.9;

/* The next row is within this (leadings); so are the head's rows over the first. */
static const double farthest_row = 2.6;

/* A number is no wider than this (x-heights), a cell of the head no wider than this part of the table. */
static const double widest_number = 9, widest_head = 0.7;

/* Nothing in the table's rows reaches out of it further than this (x-heights). */
static const double reach = 1;

/* Numbers are this part of the cells of their column. */
static const double most_numbers = 0.7;

/* Letters that were read with less confidence than this (percent) are a rule of the table. */
static const float least_read = 50;

/* How sure (percent): set by hand. */
static const float sure = 95;

static void judge_cell(struct cell *c, double widest)
{
	size_t digits = 0, letters = 0;
	float confidence = 0;
	const struct word *w = c->first;
	for (uint32_t i = 0; i < c->count; i++, w = next_word(w)) {
		confidence += w->confidence / (float)c->count;
		for (size_t at = 0; at < w->text.n;) {
			uint32_t u = utf8_next(w->text, &at);
			digits += utf8_is_digit(u);
			letters += utf8_is_letter(u);
		}
	}
	c->number = digits && !letters && area_width(c->area) < widest;
	c->wordless = !digits && !letters;
	c->doubtful = !digits && letters && confidence < least_read;
}

static void add_cells(struct grid *g, const struct layout_line *ll)
{
	double widest = widest_number * (double)g->layout.body.x_height;
	for (struct word *w = first_word(ll->line), *next; w; w = next) {
		struct cell c = {.first = w, .count = 1, .area = layout_area(&g->layout, w->box), .stack = NONE};
		next = next_cell(w);
		for (const struct word *other = next_word(w); other != next; other = next_word(other), c.count++)
			c.area = area_union(c.area, layout_area(&g->layout, other->box));
		c.area.top = ll->area.top;
		c.area.bottom = ll->area.bottom;
		judge_cell(&c, widest);
		g->cells[g->count++] = c;
	}
}

static int by_place(const void *a, const void *b)
{
	const struct area *x = &((const struct cell *)a)->area, *y = &((const struct cell *)b)->area;
	return x->bottom != y->bottom ? (x->bottom > y->bottom) - (x->bottom < y->bottom)
				      : (x->left > y->left) - (x->left < y->left);
}

static void find_cells(struct repair *r, struct grid *g)
{
	g->cells = arena_alloc(&r->page->scratch, r->page->counts[NODE_WORD], sizeof *g->cells);
	for (size_t i = 0; i < g->layout.line_count; i++)
		add_cells(g, &g->layout.lines[i]);
	qsort(g->cells, (size_t)g->count, sizeof *g->cells, by_place);
}

bool in_one_row(const struct grid *g, struct area a, struct area b)
{
	return fabs(a.bottom - b.bottom) < same_row * (double)g->layout.body.x_height;
}

/* The first cell whose foot is below this height. */
static int first_below(const struct grid *g, double height)
{
	int first = 0, count = g->count;
	while (first < count) {
		int middle = first + (count - first) / 2;
		if (g->cells[middle].area.bottom <= height)
			first = middle + 1;
		else
			count = middle;
	}
	return first;
}

int cell_below(const struct grid *g, struct area a)
{
	double farthest = farthest_row * g->layout.leading;
	for (int i = first_below(g, a.bottom); i < g->count && g->cells[i].area.bottom - a.bottom < farthest; i++) {
		struct area b = g->cells[i].area;
		if (!g->cells[i].doubtful && !in_one_row(g, a, b) && area_across(a, b) > 0)
			return i;
	}
	return NONE;
}

int cell_beside(const struct grid *g, int of, int direction)
{
	int best = NONE, i = of;
	struct area a = g->cells[of].area;
	while (i > 0 && in_one_row(g, a, g->cells[i - 1].area))
		i--;
	for (; i < g->count && in_one_row(g, a, g->cells[i].area); i++) {
		struct area b = g->cells[i].area;
		bool beyond = direction < 0 ? b.right <= a.left : b.left >= a.right;
		if (i != of && !g->cells[i].doubtful && beyond &&
		    (best == NONE || area_across(a, b) > area_across(a, g->cells[best].area)))
			best = i;
	}
	return best;
}

/* The numbers from this one down; single cells among them may be none, and others blank. */
static void find_stack(struct repair *r, struct grid *g, int top)
{
	struct stack s = {.cells = g->scratch};
	double widest = widest_number * (double)g->layout.body.x_height;
	int numbers = 0, last = 0;
	struct area at = {0};
	for (int i = top; i != NONE; i = cell_below(g, at)) {
		const struct cell *c = &g->cells[i];
		bool other = !c->number && !c->wordless;
		if (area_width(c->area) > widest || c->stack != NONE || (other && last < s.count))
			break;
		s.cells[s.count++] = i;
		numbers += c->number;
		last = other ? last : s.count;
		at = area_union(at, c->area);
	}
	s.count = last;
	if (numbers < LEAST_ROWS || numbers < most_numbers * s.count)
		return;
	s.cells = arena_alloc(&r->page->scratch, (size_t)s.count, sizeof *s.cells);
	memcpy(s.cells, g->scratch, (size_t)s.count * sizeof *s.cells);
	for (int i = 0; i < s.count; i++) {
		g->cells[s.cells[i]].stack = g->stack_count;
		s.area = area_union(s.area, g->cells[s.cells[i]].area);
	}
	g->stacks[g->stack_count++] = s;
}

static int by_left(const void *a, const void *b)
{
	const struct stack *x = a, *y = b;
	return x->area.left != y->area.left ? (x->area.left > y->area.left) - (x->area.left < y->area.left)
					    : (x->area.top > y->area.top) - (x->area.top < y->area.top);
}

static void find_stacks(struct repair *r, struct grid *g)
{
	g->stacks = arena_alloc(&r->page->scratch, (size_t)g->count, sizeof *g->stacks);
	for (int i = 0; i < g->count; i++)
		if (g->cells[i].number && g->cells[i].stack == NONE)
			find_stack(r, g, i);
	qsort(g->stacks, (size_t)g->stack_count, sizeof *g->stacks, by_left);
	for (int k = 0; k < g->stack_count; k++)
		for (int i = 0; i < g->stacks[k].count; i++)
			g->cells[g->stacks[k].cells[i]].stack = k;
}

/* The unused stack that stands right of this one in most rows, with nothing between; or NONE. */
static int stack_beside(const struct grid *g, const struct stack *s)
{
	int best = NONE, most = 0;
	for (int k = 0; k < g->stack_count; k++) {
		int rows = 0;
		for (int i = 0; i < s->count; i++) {
			int beside = cell_beside(g, s->cells[i], 1);
			rows += beside != NONE && g->cells[beside].stack == k;
		}
		if (!g->stacks[k].used && rows > most) {
			most = rows;
			best = k;
		}
	}
	const struct stack *t = best == NONE ? NULL : &g->stacks[best];
	return t && most >= LEAST_ROWS - 1 && most >= most_rows * fmin(s->count, t->count) ? best : NONE;
}

/* What stands left (direction -1) or right (1) of a column of numbers. */
struct beside {
	int count;       /* rows that have a cell there */
	int labels;      /* those of them whose cell begins as a label does, in no small letter */
	double distance; /* the mean, of those */
	struct area area;
};

static struct beside look_beside(const struct grid *g, const struct stack *s, int direction)
{
	struct beside b = {0};
	for (int i = 0; i < s->count; i++) {
		int k = cell_beside(g, s->cells[i], direction);
		if (k == NONE)
			continue;
		const struct cell *c = &g->cells[k];
		b.count++;
		b.labels += !begins_lower(c->first->text);
		b.distance -= area_across(c->area, g->cells[s->cells[i]].area);
		b.area = area_union(b.area, c->area);
	}
	b.distance /= b.count ? b.count : 1;
	return b;
}

/* Widens the table by a narrow column left of its labels: dates, or numbers of its rows. */
static struct area with_left_column(const struct grid *g, struct area table, int rows)
{
	struct area column = {0};
	int count = 0;
	for (int i = 0; i < g->count; i++) {
		struct area a = g->cells[i].area;
		if (a.right > table.left || area_down(a, table) <= 0)
			continue;
		column = area_union(column, a);
		count++;
	}
	bool narrow = area_width(column) < widest_number * (double)g->layout.body.x_height;
	return narrow && count >= most_rows * rows ? area_union(table, column) : table;
}

/*
 * The table that begins with this column of numbers and has those right of it: its place, or an empty one. The last
 * column stands nearer to what is left of it than to what is right of it, unless that is another column of the page.
 */
static struct area find_table(struct grid *g, int begin)
{
	struct stack *s = &g->stacks[begin], *end = s;
	struct area area = s->area;
	int columns = 1;
	s->used = true;
	for (int next; (next = stack_beside(g, end)) != NONE; columns++) {
		end = &g->stacks[next];
		end->used = true;
		area = area_union(area, end->area);
	}
	struct beside left = look_beside(g, s, -1), right = look_beside(g, end, 1), before = look_beside(g, end, -1);
	bool labelled = left.count >= most_rows * s->count && left.labels >= most_rows * left.count &&
			left.count >= LEAST_ROWS - 1;
	if (labelled)
		area = with_left_column(g, area_union(area, left.area), s->count);
	if (!labelled && columns < LEAST_ROWS)
		return (struct area){0};
	if (right.count >= most_rows * end->count && right.distance < before.distance)
		return (struct area){0};
	return area;
}

/* Do all cells at the table's height stand in it or beside it? */
static bool is_whole(const struct grid *g, struct area table)
{
	double out = reach * (double)g->layout.body.x_height;
	for (int i = 0; i < g->count; i++) {
		struct area a = g->cells[i].area;
		if (!g->cells[i].doubtful && area_down(a, table) > 0 && area_across(a, table) > 0 &&
		    (a.left < table.left - out || a.right > table.right + out))
			return false;
	}
	return true;
}

/* Adds the row over the table, where it is of its head: two cells or more, none of them wide. */
static bool add_head(const struct grid *g, struct area *table)
{
	int nearest = NONE, cells = 0;
	struct area row = {0};
	for (int i = 0; i < g->count; i++) {
		const struct area *a = &g->cells[i].area;
		if (!g->cells[i].doubtful && a->bottom < table->top && area_across(*a, *table) > 0)
			nearest = i;
	}
	if (nearest == NONE || table->top - g->cells[nearest].area.bottom > farthest_row * g->layout.leading)
		return false;
	for (int i = 0; i < g->count; i++) {
		struct area a = g->cells[i].area;
		if (!in_one_row(g, a, g->cells[nearest].area) || area_across(a, *table) <= 0)
			continue;
		if (area_width(a) > widest_head * area_width(*table))
			return false;
		row = area_union(row, a);
		cells++;
	}
	if (cells < 2 || !is_whole(g, row))
		return false;
	*table = area_union(*table, row);
	return true;
}

static bool lies_in(struct area a, struct area table)
{
	return area_across(a, table) > 0.5 * area_width(a) && area_down(a, table) > 0.5 * area_height(a);
}

static int from_left(const void *a, const void *b)
{
	const struct cell *x = *(const struct cell *const *)a, *y = *(const struct cell *const *)b;
	return (x->area.left > y->area.left) - (x->area.left < y->area.left);
}

/* Makes a line of the row's cells. */
static void make_row(struct repair *r, struct reason why, struct region *table, struct cell **row, int count)
{
	const struct line *old = word_line(row[0]->first);
	struct line *line = edit_add_line(r->page, why, table, NULL);
	line->baseline[0] = old->baseline[0];
	line->baseline[1] = old->baseline[1];
	qsort(row, (size_t)count, sizeof *row, from_left);
	for (int i = 0; i < count; i++)
		edit_move(r->page, why, &row[i]->first->node, row[i]->count, &line->node, NULL);
}

/* Adds the cells from number i on that are of one row of the table; gives how many there are, and the next number. */
static int find_row(const struct grid *g, struct area table, int *i, struct cell **row)
{
	int count = 0;
	bool read = false;
	for (; *i < g->count; ++*i) {
		struct cell *c = &g->cells[*i];
		if (!lies_in(c->area, table))
			continue;
		if (count && !in_one_row(g, row[count - 1]->area, c->area))
			break;
		row[count++] = c;
		read |= !c->doubtful;
	}
	return read ? count : 0;
}

static void make_table(struct repair *r, const struct grid *g, struct area area)
{
	struct cell **row = arena_alloc(&r->page->scratch, (size_t)g->count, sizeof(struct cell *));
	struct reason why = repair_reason(r, sure, "numbers under each other, row by row beside labels or others");
	struct region *table = NULL;
	for (int i = 0; i < g->count; i++)
		if (lies_in(g->cells[i].area, area))
			g->cells[i].taken = true;
	for (int i = 0; i < g->count;) {
		int count = find_row(g, area, &i, row);
		if (count && !table)
			table = edit_add_region(r->page, why, REGION_TABLE, line_region(word_line(row[0]->first)));
		if (count)
			make_row(r, why, table, row, count);
	}
}

/* The recogniser takes text with wide spaces for tables. */
static void forget_tables(struct repair *r)
{
	for (struct region *g = first_region(r->page); g; g = next_region(g))
		if (g->type == REGION_TABLE)
			edit_type(r->page, repair_reason(r, sure, "no table until its rows say so"), g,
				  REGION_PARAGRAPH);
}

static void set_table(struct repair *r, struct grid *g, struct area table)
{
	if (area_width(table) <= 0 || !is_whole(g, table))
		return;
	bool grown = true;
	while (grown)
		grown = add_head(g, &table);
	make_table(r, g, table);
}

static void set_tables(struct repair *r)
{
	struct grid g = {0};
	forget_tables(r);
	if (!layout_init(&g.layout, r->page))
		return;
	find_cells(r, &g);
	g.scratch = arena_alloc(&r->page->scratch, (size_t)g.count, sizeof *g.scratch);
	find_stacks(r, &g);
	for (int k = 0; k < g.stack_count; k++)
		if (!g.stacks[k].used)
			set_table(r, &g, find_table(&g, k));
	for (int i = 0; i < g.count; i++)
		if (may_begin_words(&g, i))
			set_table(r, &g, find_words(&g, i));
}

const struct repair_stage stage_tables = {
	.name = "tables", .summary = "put tables together row by row", .needs = REPAIR_GEOMETRY, .run = set_tables};
