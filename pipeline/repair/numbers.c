/*
 * Hold the pages' printed numbers against each other: where most of them count on from page to page, a number that was
 * not read, or does not fit, is looked for in the page's header and footer, and else noted.
 *
 * The number itself is in the page's region of type page-number: page_printed_number gives it. None is made up.
 */
#include "repair/across.h"

#include "page/folio.h"

#include <stdlib.h>

/* Numbers count up by one from page to page, or by two, where only one side of each leaf was scanned. */
enum { MOST_STEP = 2 };

/* So many pages, and more than half of them all, must agree. */
enum { LEAST_AGREE = 2 };

/* Page n of the source has the number step * n + offset. */
struct counting {
	int32_t step, offset;
	int agree; /* pages */
};

/* The number in the page's regions of that type; in text without places, a number that is a line at its edge. */
static int32_t number_of(const struct leaf *leaf)
{
	int32_t number = folio_value(page_printed_number(leaf->page));
	for (enum page_edge e = 0; e < EDGES && !leaf->page->width; e++)
		for (int i = 0; i < leaf->edges[e].count && !number; i++)
			number = leaf->edges[e].rows[i].letters.n ? 0 : leaf->edges[e].rows[i].digits;
	return number;
}

static int32_t expected(const struct counting *c, const struct leaf *leaf)
{
	return c->step * (int32_t)leaf->page->number + c->offset;
}

static int count_agreeing(const struct leaves *leaves, const struct counting *c)
{
	int n = 0;
	for (int i = 0; i < leaves->count; i++) {
		int32_t number = number_of(&leaves->all[i]);
		n += number && number == expected(c, &leaves->all[i]);
	}
	return n;
}

/* The way of counting that most pages agree to; false where too few do. */
static bool find_counting(const struct leaves *leaves, struct counting *best)
{
	*best = (struct counting){0};
	for (int32_t step = 1; step <= MOST_STEP; step++)
		for (int i = 0; i < leaves->count; i++) {
			struct counting c = {.step = step};
			int32_t number = number_of(&leaves->all[i]);
			c.offset = number - expected(&c, &leaves->all[i]);
			c.agree = number ? count_agreeing(leaves, &c) : 0;
			*best = c.agree > best->agree ? c : *best;
		}
	return best->agree >= LEAST_AGREE && 2 * best->agree > leaves->count;
}

/* The shown word at this end of the line, or NULL. */
static struct word *end_word(const struct line *line, bool last)
{
	struct word *w = last ? last_word(line) : first_word(line);
	while (w && !word_shown(w))
		w = last ? prev_word(w) : next_word(w);
	return w;
}

/* The word of the row that is this number, at an end of one of its lines; NULL where there is none. */
static struct word *find_number(const struct edge_row *row, int32_t number)
{
	for (size_t i = 0; i < row->line_count; i++)
		for (int last = 0; last < 2; last++) {
			struct word *w = end_word(row->lines[i], last);
			if (w && folio_value(folio_in(w->text)) == number)
				return w;
		}
	return NULL;
}

/* Makes the word a page number: its region where it is all of that, or a new one. In the body only what stands alone.
 */
static bool name_number(struct repair *r, struct word *word, enum page_edge which, struct reason why)
{
	struct line *line = word_line(word);
	struct region *region = line_region(line);
	bool all = first_line(region) == line && !next_line(line);
	if (end_word(line, false) == end_word(line, true) && (all || !r->page->width)) {
		edit_type(r->page, why, row_region(r, why, line, which), REGION_PAGE_NUMBER);
		return true;
	}
	if (region_kinds[region->type].place != PLACE_FURNITURE)
		return false;
	struct region *made = edit_add_region(r->page, why, REGION_PAGE_NUMBER, region);
	struct line *part = edit_add_line(r->page, why, made, NULL);
	part->baseline[0] = line->baseline[0];
	part->baseline[1] = line->baseline[1];
	edit_move(r->page, why, &word->node, 1, &part->node, NULL);
	return true;
}

/* Looks for the number at the page's edges, from the outside inwards, as far as there is furniture. */
static bool find_and_name(struct repair *r, const struct leaf *leaf, int32_t number, struct reason why)
{
	for (enum page_edge which = 0; which < EDGES; which++)
		for (int i = 0; i < leaf->edges[which].count; i++) {
			const struct edge_row *row = &leaf->edges[which].rows[i];
			struct word *w = find_number(row, number);
			if (w && name_number(r, w, which, why))
				return true;
			if (!row->furniture)
				break;
		}
	return false;
}

/* The evidence: which pages agree. */
static struct str agreeing_pages(const struct leaves *leaves, const struct counting *c, struct arena *arena)
{
	uint32_t *numbers = must_alloc((size_t)leaves->count, sizeof *numbers);
	size_t n = 0;
	for (int i = 0; i < leaves->count; i++) {
		int32_t number = number_of(&leaves->all[i]);
		if (number && number == expected(c, &leaves->all[i]))
			numbers[n++] = leaves->all[i].page->number;
	}
	struct str text = name_pages(arena, numbers, n);
	free(numbers);
	return text;
}

/* A page whose number is missing or does not fit. */
static void check_page(struct repair *r, const struct leaves *leaves, const struct leaf *leaf, const struct counting *c)
{
	struct page *page = r->page = leaf->page;
	struct str printed = page_printed_number(page), pages = agreeing_pages(leaves, c, &page->scratch);
	int32_t number = expected(c, leaf);
	enum note note = printed.n ? NOTE_NUMBER_DOUBTFUL : NOTE_NUMBER_MISSING;
	struct reason why =
		repair_reason(r, 95, "the numbers of %.*s count on to %d here", STR_ARG(pages), (int)number);
	if (!printed.n && find_and_name(r, leaf, number, why))
		return;
	if (!has_note(&page->node, note))
		edit_note(page, why, &page->node, note);
}

void check_numbers(struct repair *r, struct leaves *leaves)
{
	struct counting c;
	if (!find_counting(leaves, &c))
		return;
	for (int i = 0; i < leaves->count; i++) {
		const struct leaf *leaf = &leaves->all[i];
		struct str printed = page_printed_number(leaf->page);
		int32_t number = number_of(leaf);
		bool roman = printed.n && !number; /* front matter counts by itself */
		if (!roman && expected(&c, leaf) > 0 && (number != expected(&c, leaf) || !printed.n))
			check_page(r, leaves, leaf, &c);
	}
}
