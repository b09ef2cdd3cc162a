/*
 * What only the other pages of a run tell: running heads by their repetition, page numbers by their order, whether the
 * text runs on from one page to the next, and how a name is spelt.
 *
 * The pages are those of one source, in its order: of a TIFF, a spread, a stored document.
 */
#include "repair/across.h"

#include "base/utf8.h"
#include "page/text.h"

#include <ctype.h>
#include <stdlib.h>

/* Lines of one row have baselines within this part of an x-height. */
static const double same_row = 0.8;

/* More digits than this in a row are no page number. */
enum { MOST_DIGITS = 6 };

static int by_foot(const void *a, const void *b)
{
	const struct layout_line *x = a, *y = b;
	return x->area.bottom != y->area.bottom ? (x->area.bottom > y->area.bottom) - (x->area.bottom < y->area.bottom)
						: (x->area.left > y->area.left) - (x->area.left < y->area.left);
}

static int by_left(const void *a, const void *b)
{
	const struct layout_line *x = a, *y = b;
	return x->area.left != y->area.left ? (x->area.left > y->area.left) - (x->area.left < y->area.left)
					    : by_foot(a, b);
}

static bool is_furniture(const struct line *line)
{
	return region_kinds[line_region(line)->type].place == PLACE_FURNITURE;
}

/* Is it all of a paragraph or a heading? */
static bool is_alone(const struct line *line)
{
	const struct region *r = line_region(line);
	return (r->type == REGION_PARAGRAPH || r->type == REGION_HEADING) && first_line(r) == line && !next_line(line);
}

static void add_letters(struct edge_row *row, struct arena *arena)
{
	struct strbuf text = {0}, letters = {0};
	int digits = 0;
	for (size_t i = 0; i < row->line_count; i++)
		line_text(row->lines[i], &text);
	struct str all = utf8_lower(arena, strbuf_str(&text));
	for (size_t at = 0; at < all.n;) {
		uint32_t c = utf8_next(all, &at);
		if (utf8_is_letter(c))
			utf8_add(&letters, c);
		else if (c < 128 && isdigit((int)c) && digits++ < MOST_DIGITS)
			row->digits = 10 * row->digits + (int32_t)(c - '0');
	}
	row->digits = digits > MOST_DIGITS ? 0 : row->digits;
	row->letters = arena_str(arena, strbuf_str(&letters));
	strbuf_release(&text);
	strbuf_release(&letters);
}

/* How far the baseline lies below the middle of the page's part of the scan, in heights of that. */
static double place_of(const struct layout *l, double baseline)
{
	struct box f = l->page->frame;
	if (box_empty(f))
		f = (struct box){0, 0, l->page->width, l->page->height};
	double x = (f.left + f.right) / 2.0, y = (f.top + f.bottom) / 2.0;
	return (baseline - (y * l->cosine - x * l->sine)) / (f.bottom - f.top);
}

/* lines: those of the row, from left to right. */
static struct edge_row make_row(const struct layout *l, struct arena *arena, const struct layout_line *lines, size_t n)
{
	struct edge_row row = {
		.lines = arena_alloc(arena, n, sizeof *row.lines), .line_count = n, .furniture = true, .open = true};
	double bottom = 0;
	for (size_t i = 0; i < n; i++) {
		bool furniture = is_furniture(lines[i].line);
		row.lines[i] = lines[i].line;
		row.open &= furniture || is_alone(lines[i].line);
		row.furniture &= furniture;
		row.named |= furniture && line_region(lines[i].line)->type != REGION_PAGE_NUMBER;
		row.heading |= line_region(lines[i].line)->type == REGION_HEADING;
		row.type = lines[i].type.x_height > row.type.x_height ? lines[i].type : row.type;
		bottom += lines[i].area.bottom / (double)n;
	}
	row.named &= row.furniture;
	row.size = (double)(row.type.x_height / l->body.x_height);
	row.place = place_of(l, bottom);
	add_letters(&row, arena);
	return row;
}

/* The number of lines, from the one at begin on, that are of one row; they are brought into order from left to right.
 */
static size_t row_length(const struct layout *l, size_t begin)
{
	size_t n = 1;
	while (begin + n < l->line_count && l->lines[begin + n].area.bottom - l->lines[begin + n - 1].area.bottom <=
						    same_row * (double)l->body.x_height)
		n++;
	qsort(l->lines + begin, n, sizeof *l->lines, by_left);
	return n;
}

/* Fills the edge with the rows that begin at these lines, from the page's edge inwards. */
static void fill_edge(struct edge *edge, const struct layout *l, struct arena *arena, const size_t *begins,
		      size_t row_count, enum page_edge which)
{
	for (size_t i = 0; i < EDGE_ROWS && i + 1 < row_count; i++) {
		size_t k = which == EDGE_TOP ? i : row_count - 1 - i, next = which == EDGE_TOP ? k + 1 : k - 1;
		struct edge_row row = make_row(l, arena, l->lines + begins[k], begins[k + 1] - begins[k]);
		double apart = l->lines[begins[next]].area.bottom - l->lines[begins[k]].area.bottom;
		row.white = (which == EDGE_TOP ? apart : -apart) / l->leading;
		edge->rows[edge->count++] = row;
	}
}

/* Of a page without geometry each line is a row, and its place is which one it is from the edge inwards. */
static void find_text_rows(struct leaf *leaf)
{
	static const double edge_places[EDGES] = {[EDGE_TOP] = -0.5, [EDGE_FOOT] = 0.5};
	struct page *page = leaf->page;
	struct line **lines = arena_alloc(&page->scratch, page->counts[NODE_LINE] + 1, sizeof(struct line *));
	size_t n = 0;
	for (struct region *r = first_region(page); r; r = next_region(r))
		for (struct line *l = first_line(r); l; l = next_line(l))
			if (first_shown(l))
				lines[n++] = l;
	for (enum page_edge e = 0; e < EDGES; e++)
		for (size_t i = 0; i < EDGE_ROWS && i + 1 < n; i++) {
			struct line **line = &lines[e == EDGE_TOP ? i : n - 1 - i];
			bool furniture = is_furniture(*line), alone = is_alone(*line);
			struct edge_row row = {.lines = line,
					       .line_count = 1,
					       .furniture = furniture,
					       .named = furniture && line_region(*line)->type != REGION_PAGE_NUMBER,
					       .heading = line_region(*line)->type == REGION_HEADING,
					       .open = furniture || alone ||
						       line_region(*line)->type == REGION_PARAGRAPH,
					       .type = {.x_height = 1},
					       .size = 1,
					       .place = edge_places[e] * (1 - 0.2 * (double)i),
					       .white = alone ? 2 : 1};
			add_letters(&row, &page->scratch);
			leaf->edges[e].rows[leaf->edges[e].count++] = row;
		}
}

void leaf_find_rows(struct leaf *leaf)
{
	struct layout l;
	size_t rows = 0, *begins;
	if (leaf->page->width <= 0 || leaf->page->height <= 0) {
		find_text_rows(leaf);
		return;
	}
	if (!layout_init(&l, leaf->page))
		return;
	qsort(l.lines, l.line_count, sizeof *l.lines, by_foot);
	begins = must_alloc(l.line_count + 1, sizeof *begins);
	for (size_t i = 0; i < l.line_count; rows++) {
		begins[rows] = i;
		i += row_length(&l, i);
	}
	begins[rows] = l.line_count;
	for (enum page_edge e = 0; e < EDGES; e++)
		fill_edge(&leaf->edges[e], &l, &leaf->page->scratch, begins, rows, e);
	free(begins);
}

struct region *row_region(struct repair *r, struct reason why, struct line *line, enum page_edge which)
{
	struct region *region = line_region(line);
	if (first_line(region) == line && !next_line(line))
		return region;
	struct region *made =
		edit_add_region(r->page, why, REGION_PARAGRAPH, which == EDGE_TOP ? region : next_region(region));
	edit_move(r->page, why, &line->node, 1, &made->node, NULL);
	return made;
}

struct str name_pages(struct arena *arena, const uint32_t *numbers, size_t count)
{
	enum { MOST_NAMED = 3 };
	size_t named = count <= MOST_NAMED + 1 ? count : MOST_NAMED;
	struct strbuf text = {0};
	for (size_t i = 0; i < named; i++)
		strbuf_printf(&text, "%s%u",
			      !i               ? count > 1 ? "pages " : "page "
			      : i + 1 == count ? " and "
					       : ", ",
			      numbers[i]);
	if (named < count)
		strbuf_printf(&text, " and %zu others", count - named);
	struct str kept = arena_str(arena, strbuf_str(&text));
	strbuf_release(&text);
	return kept;
}

static void work_across(struct repair *r, struct page *const *pages, int count)
{
	struct leaves leaves = {must_alloc((size_t)count, sizeof *leaves.all), count};
	for (int i = 0; i < count; i++) {
		leaves.all[i] = (struct leaf){.page = pages[i]};
		if (count > 1)
			leaf_find_rows(&leaves.all[i]);
	}
	name_repeated_rows(r, &leaves);
	check_numbers(r, &leaves);
	note_continuations(r, &leaves);
	mend_names(r, &leaves);
	free(leaves.all);
}

/* It has no needs: each part does without what a page lacks. */
const struct repair_stage stage_run = {
	.name = "run",
	.summary = "over the pages of a run: repeated headers, page numbers in order, text that runs on, names",
	.run_pages = work_across};
