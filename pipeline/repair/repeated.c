/*
 * Name rows at the top or the foot of a page that the other pages of the run repeat: a running head that was not known
 * as one by itself. A title stands once, or is larger.
 */
#include "repair/across.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Not larger than this against the body. */
static const double largest = 1.5;

/* Rows of fewer letters (bytes) than this are not known by them; of more they are text. */
enum { LEAST_LETTERS = 4, MOST_LETTERS = 90 };

/* Of so many letters one may be misread. */
enum { LETTERS_A_MISREADING = 6 };

/* Rows at one place differ by less than this, in heights of the page: scans are not cut alike. */
static const double same_place = 0.02;

/* Where only the place tells, a row is set apart by at least this (leadings). */
static const double least_white = 1.45;

/* Rows that tell it without the place, or by the place alone, are on so many other pages; in text without places, which
 * tells less, on so many of the nearest. */
enum { LEAST_PAGES = 2, NEAREST_PAGES = 6 };

/* Are the two alike but for `most` bytes that were added, lost or replaced? Takes the time of n * n at most. */
static bool differ_by_few(struct str a, struct str b, size_t most)
{
	size_t row[MOST_LETTERS + 1];
	if (a.n > MOST_LETTERS || b.n > MOST_LETTERS || a.n > b.n + most || b.n > a.n + most)
		return false;
	for (size_t k = 0; k <= b.n; k++)
		row[k] = k;
	for (size_t i = 0; i < a.n; i++) {
		size_t diagonal = row[0], least = ++row[0];
		for (size_t k = 0; k < b.n; k++) {
			size_t change = diagonal + (a.s[i] != b.s[k]);
			diagonal = row[k + 1];
			size_t gap = 1 + (row[k] < diagonal ? row[k] : diagonal);
			row[k + 1] = change < gap ? change : gap;
			least = row[k + 1] < least ? row[k + 1] : least;
		}
		if (least > most)
			return false;
	}
	return row[b.n] <= most;
}

/* Does one count on from the other as page numbers do, or has it the same number? "Chapter 1" and "Chapter 2" do not.
 */
static bool digits_agree(const struct edge_row *a, const struct leaf *of_a, const struct edge_row *b,
			 const struct leaf *of_b)
{
	return a->digits == b->digits || !a->digits || !b->digits ||
	       b->digits - a->digits == (int32_t)(of_b->page->number - of_a->page->number);
}

/* What the rows of other pages say of one: the pages that have it, have it at its place, have furniture there. */
struct witnesses {
	uint32_t *same, *there; /* numbers of pages */
	size_t same_count, placed_count, there_count;
};

/*
 * The best of what an edge's rows say of the row: 3 the same at the same place, 2 the same, 1 furniture there, 0
 * nothing. A title may be the running head of the pages after it, but it is larger, or stands lower.
 */
static int compare_edge(const struct edge_row *row, const struct leaf *leaf, const struct edge *edge,
			const struct leaf *other)
{
	int best = 0;
	for (int i = 0; i < edge->count; i++) {
		const struct edge_row *o = &edge->rows[i];
		bool placed = fabs(o->place - row->place) < same_place, same = false;
		if (!same_size(&row->type, &o->type) || row->letters.n < LEAST_LETTERS || (row->heading && !placed))
			same = false;
		else if (o->named)
			same = differ_by_few(row->letters, o->letters, row->letters.n / LETTERS_A_MISREADING);
		else if (o->open)
			same = str_equal(row->letters, o->letters) && digits_agree(row, leaf, o, other);
		bool there = o->named && placed && same_size(&row->type, &o->type);
		int now = same ? 2 + placed : there;
		best = now > best ? now : best;
	}
	return best;
}

static struct str evidence(struct page *page, const struct witnesses *w, enum page_edge which)
{
	const char *end = which == EDGE_TOP ? "top" : "foot";
	struct str pages;
	if (w->same_count >= LEAST_PAGES || w->placed_count) {
		pages = name_pages(&page->scratch, w->same, w->same_count);
		return arena_printf(&page->scratch, "the same row stands at the %s of %.*s", end, STR_ARG(pages));
	}
	pages = name_pages(&page->scratch, w->there, w->there_count);
	return arena_printf(&page->scratch, "%s stand at this place on %.*s",
			    which == EDGE_TOP ? "running headers" : "footers", STR_ARG(pages));
}

/* Do the other pages show that the row is furniture? Gives the evidence, or an empty string. */
static struct str why_furniture(const struct leaves *leaves, const struct leaf *leaf, const struct edge_row *row,
				enum page_edge which)
{
	size_t n = (size_t)leaves->count;
	uint32_t *numbers = must_alloc(2 * n, sizeof *numbers);
	struct witnesses w = {.same = numbers, .there = numbers + n};
	struct str why = {0};
	for (int i = 0; i < leaves->count; i++) {
		const struct leaf *other = &leaves->all[i];
		bool places = leaf->page->width > 0;
		if (other == leaf ||
		    (!places && labs((long)other->page->number - (long)leaf->page->number) > NEAREST_PAGES))
			continue;
		int says = compare_edge(row, leaf, &other->edges[which], other);
		if (says >= 2)
			w.same[w.same_count++] = other->page->number;
		w.placed_count += says == 3 && places;
		if (says == 1)
			w.there[w.there_count++] = other->page->number;
	}
	bool there = w.there_count >= LEAST_PAGES && row->white >= least_white && row->letters.n;
	if (w.same_count >= LEAST_PAGES || w.placed_count || there)
		why = evidence(leaf->page, &w, which);
	free(numbers);
	return why;
}

/* Is there something to be known of the row: are all that stand further out furniture, and is it not? */
static bool is_doubtful(const struct edge *edge, int i)
{
	for (int k = 0; k < i; k++)
		if (!edge->rows[k].furniture)
			return false;
	return i < edge->count && !edge->rows[i].furniture && edge->rows[i].open && edge->rows[i].size <= largest &&
	       edge->rows[i].letters.n <= MOST_LETTERS;
}

static void name_row(struct repair *r, struct edge_row *row, enum page_edge which)
{
	for (size_t i = 0; i < row->line_count; i++) {
		struct reason why = repair_reason(r, 95, "%.*s", STR_ARG(row->why));
		if (region_kinds[line_region(row->lines[i])->type].place != PLACE_FURNITURE)
			edit_type(r->page, why, row_region(r, why, row->lines[i], which),
				  which == EDGE_TOP ? REGION_HEADER : REGION_FOOTER);
	}
	row->furniture = row->named = true;
}

/* The rows of one depth are all looked at before any is named, so that none is named for the sake of such a one. */
static void name_depth(struct repair *r, struct leaves *leaves, enum page_edge which, int depth)
{
	for (int i = 0; i < leaves->count; i++) {
		struct leaf *leaf = &leaves->all[i];
		struct edge *edge = &leaf->edges[which];
		if (is_doubtful(edge, depth))
			edge->rows[depth].why = why_furniture(leaves, leaf, &edge->rows[depth], which);
	}
	for (int i = 0; i < leaves->count; i++) {
		struct edge_row *row = &leaves->all[i].edges[which].rows[depth];
		r->page = leaves->all[i].page;
		if (row->why.n)
			name_row(r, row, which);
	}
}

void name_repeated_rows(struct repair *r, struct leaves *leaves)
{
	for (enum page_edge which = 0; which < EDGES; which++)
		for (int depth = 0; depth < EDGE_ROWS; depth++)
			name_depth(r, leaves, which, depth);
}
