/* What layout stages see of a drawn page. */
#include "repair/layout.h"
#include "pages.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct page page;
static struct layout layout;

static void drop_page(void)
{
	page_release(&page);
}

TestSuite(layout, .fini = drop_page);

static const char two_columns[] = "[blocks]\n"
				  "# A bridge for the town of Mill\n"
				  "\n"
				  "The council met twice   and the members left\n"
				  "in spring and called    in the evening of the\n"
				  "for a new bridge that   same day. Nobody had\n"
				  "was to be built before  asked them to stay\n"
				  "the winter came.        for the dinner.\n"
				  "\n"
				  "    ^ There was no\n"
				  "  ^ money for it in\n"
				  "    ^ the chest\n"
				  "\n"
				  "They left in the        ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒\n"
				  "evening of the day      ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒\n"
				  "that they met.          ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒\n"
				  "─────────────────────────────────────────────\n"
				  "- see page 12\n";

static void draw(const char *drawing)
{
	page_from_drawing(&page, str_of(drawing));
}

static struct point turned(struct point p, double slope)
{
	double c = 1 / sqrt(1 + slope * slope), s = slope * c;
	return (struct point){(int32_t)lround(p.x * c - p.y * s), (int32_t)lround(p.x * s + p.y * c)};
}

/* A box that turns with its middle, as wide and high as it was. */
static void turn_box(struct box *b, double slope)
{
	struct point middle = {(b->left + b->right) / 2, (b->top + b->bottom) / 2}, to = turned(middle, slope);
	int32_t x = to.x - middle.x, y = to.y - middle.y;
	*b = (struct box){b->left + x, b->top + y, b->right + x, b->bottom + y};
}

/* Turns the page clockwise about its corner. */
static void turn(double slope)
{
	for (uint32_t i = 0; i < page.counts[NODE_WORD]; i++)
		turn_box(&((struct word *)page.nodes[NODE_WORD][i])->box, slope);
	for (uint32_t i = 0; i < page.counts[NODE_LINE]; i++) {
		struct line *l = (struct line *)page.nodes[NODE_LINE][i];
		l->box = (struct box){0};
		for (const struct word *w = first_word(l); w; w = next_word(w))
			l->box = box_union(l->box, w->box);
		l->baseline[0] = turned(l->baseline[0], slope);
		l->baseline[1] = turned(l->baseline[1], slope);
	}
	for (uint32_t i = 0; i < page.counts[NODE_REGION]; i++)
		turn_box(&((struct region *)page.nodes[NODE_REGION][i])->box, slope);
}

static void assert_near(double value, double expected, double most, const char *what)
{
	cr_expect(fabs(value - expected) <= most, "%s is %g and not %g", what, value, expected);
}

Test(layout, body_and_leading_are_the_usual_ones)
{
	draw(two_columns);
	cr_assert(layout_init(&layout, &page));
	cr_expect_eq(layout.line_count, 1 + 10 + 3 + 3 + 1);
	cr_expect(layout.picture_count == 1 && layout.rule_count == 1);
	assert_near((double)layout.body.x_height, 14, 0.1, "x-height");
	assert_near((double)layout.body.height, 20, 0.1, "height");
	assert_near((double)layout.body.stroke, 3, 0.1, "stroke");
	assert_near(layout.leading, 40, 0.1, "leading");
	assert_near(layout.sine, 0, 1e-9, "slope");
	assert_near(layout.text.left, 100, 0.1, "left end");
	assert_near(layout.text.bottom, 100 + 16 * 40 + 30, 0.1, "lowest baseline");
	const struct layout_line *second = &layout.lines[1];
	assert_near(second->area.bottom, 100 + 2 * 40 + 30, 0.1, "baseline");
	assert_near(second->area.top, second->area.bottom - 20, 0.1, "top");
	cr_expect_eq(second->letters, 18);
}

Test(layout, a_slanted_page_is_straightened)
{
	for (int k = -2; k <= 2; k++) {
		double slope = 0.03 * k;
		draw(two_columns);
		turn(slope);
		cr_assert(layout_init(&layout, &page));
		assert_near(layout.sine / layout.cosine, slope, 0.005, "slope");
		assert_near(layout.leading, 40, 1.5, "leading");
		assert_near((double)layout.body.x_height, 14, 0.1, "x-height");
		for (size_t i = 1; i < layout.line_count; i++) { /* lines of a row lie on one height again */
			const struct layout_line *a = &layout.lines[i - 1], *b = &layout.lines[i];
			double rows = (b->area.bottom - a->area.bottom) / 40;
			cr_expect(fabs(rows - round(rows)) < 0.12, "slope %g, line %zu: %g rows", slope, i, rows);
		}
		if (slope < 0.05)
			page_release(&page);
	}
}

/* The box that reaches over the corners of one that turns with its middle. */
static void stretch_box(struct box *b, double slope)
{
	double c = 1 / sqrt(1 + slope * slope), s = fabs(slope) * c, w = b->right - b->left, h = b->bottom - b->top;
	int32_t wider = (int32_t)lround((w * c + h * s - w) / 2), higher = (int32_t)lround((h * c + w * s - h) / 2);
	*b = (struct box){b->left - wider, b->top - higher, b->right + wider, b->bottom + higher};
}

Test(layout, words_of_a_page_photographed_at_a_slant_have_the_size_that_they_have)
{
	draw(two_columns);
	uint32_t count = page.counts[NODE_WORD];
	struct box *before = must_alloc(count, sizeof *before);
	for (uint32_t i = 0; i < count; i++) {
		struct word *w = (struct word *)page.nodes[NODE_WORD][i];
		before[i] = w->box;
		stretch_box(&w->box, 0.2);
	}
	turn(0.2);
	cr_assert(layout_init(&layout, &page));
	for (uint32_t i = 0; i < count; i++) {
		struct area a = layout_area(&layout, ((struct word *)page.nodes[NODE_WORD][i])->box);
		assert_near(area_width(a), before[i].right - before[i].left, 2, "width");
		assert_near(area_height(a), before[i].bottom - before[i].top, 2, "height");
	}
	free(before);
}

static void turn_over(struct box *b)
{
	*b = (struct box){page.width - b->right, page.height - b->bottom, page.width - b->left, page.height - b->top};
}

static void turn_point_over(struct point *p)
{
	*p = (struct point){page.width - p->x, page.height - p->y};
}

Test(layout, a_page_on_its_head_is_seen_upright)
{
	double lefts[64] = {0}, feet[64] = {0};
	draw(two_columns);
	cr_assert(layout_init(&layout, &page) && layout.line_count < 64);
	for (size_t i = 0; i < layout.line_count; i++) {
		lefts[i] = layout.lines[i].area.left - layout.text.left;
		feet[i] = layout.lines[i].area.bottom - layout.text.top;
	}
	for (uint32_t i = 0; i < page.counts[NODE_WORD]; i++)
		turn_over(&((struct word *)page.nodes[NODE_WORD][i])->box);
	for (uint32_t i = 0; i < page.counts[NODE_LINE]; i++) {
		struct line *l = (struct line *)page.nodes[NODE_LINE][i];
		turn_over(&l->box);
		turn_point_over(&l->baseline[0]);
		turn_point_over(&l->baseline[1]);
	}
	cr_assert(layout_init(&layout, &page));
	for (size_t i = 0; i < layout.line_count; i++) {
		assert_near(layout.lines[i].area.left - layout.text.left, lefts[i], 1, "left end");
		assert_near(layout.lines[i].area.bottom - layout.text.top, feet[i], 1, "baseline");
	}
}

Test(layout, where_nothing_was_measured_boxes_tell)
{
	draw(two_columns);
	for (uint32_t i = 0; i < page.counts[NODE_WORD]; i++)
		((struct word *)page.nodes[NODE_WORD][i])->type = (struct type_measures){0};
	for (uint32_t i = 0; i < page.counts[NODE_LINE]; i++)
		memset(((struct line *)page.nodes[NODE_LINE][i])->baseline, 0, sizeof(struct point[2]));
	cr_assert(layout_init(&layout, &page));
	cr_expect(!layout.body.measured);
	assert_near((double)layout.body.x_height, 14, 3, "x-height");
	assert_near(layout.leading, 40, 3, "leading");
	assert_near(layout.lines[1].area.bottom, 100 + 2 * 40 + 30, 5, "baseline");
}

Test(layout, a_page_without_text_has_none)
{
	draw("[page]\n▒▒▒▒▒▒▒▒\n────────\n");
	cr_expect(!layout_init(&layout, &page));
	page_release(&page);
	page_init(&page);
	cr_expect(!layout_init(&layout, &page));
	page_release(&page);
	page_from_text(&page, STR("no boxes\n\nat all"));
	cr_expect(!layout_init(&layout, &page));
}

static bool is_any(const struct layout *l, const struct layout_block *b)
{
	(void)l;
	return b->line_count > 0;
}

Test(layout, blocks_are_regions_of_text)
{
	size_t n;
	draw(two_columns);
	cr_assert(layout_init(&layout, &page));
	const struct layout_block *b = layout_blocks(&layout, &page.arena, &n);
	cr_assert_eq(n, 6);
	enum { TITLE, LEFT, RIGHT, QUOTE, UNDER, NOTE };
	static const struct {
		size_t lines;
		bool centred, body;
	} expected[] = {{1, false, false}, {5, false, true}, {5, false, true},
			{3, true, false},  {3, false, true}, {1, false, false}};
	for (size_t i = 0; i < n; i++) {
		cr_expect_eq(b[i].line_count, expected[i].lines, "block %zu", i);
		cr_expect_eq(b[i].centred, expected[i].centred, "block %zu", i);
		cr_expect_eq(is_body_type(&layout, &b[i]), expected[i].body, "block %zu", i);
		cr_expect(b[i].first && b[i].last && b[i].first->area.bottom <= b[i].last->area.bottom);
	}
	assert_near((double)b[QUOTE].type.slant, 12, 0.1, "slant");
	assert_near((double)b[TITLE].type.stroke, 8, 0.1, "stroke");
	cr_expect_eq(first_word(b[LEFT].last->line)->text.s[0], 't');
	cr_expect_eq(block_beyond(b, n, QUOTE, -1, is_body_type, &layout), &b[LEFT]);
	cr_expect_eq(block_beyond(b, n, QUOTE, 1, is_body_type, &layout), &b[UNDER]);
	cr_expect_eq(block_beyond(b, n, LEFT, -1, is_any, &layout), &b[TITLE]);
	cr_expect_eq(block_beyond(b, n, LEFT, 1, is_any, &layout), &b[QUOTE]);
	cr_expect_null(block_beyond(b, n, LEFT, -1, is_body_type, &layout));
	cr_expect_null(block_beyond(b, n, TITLE, -1, is_any, &layout));
	cr_expect_null(block_beyond(b, n, RIGHT, 1, is_any, &layout));
}

Test(layout, headers_and_captions_are_not_of_the_body)
{
	size_t n;
	draw(two_columns);
	edit_type(&page, WHY, next_region(first_region(&page)), REGION_CAPTION);
	cr_assert(layout_init(&layout, &page));
	const struct layout_block *b = layout_blocks(&layout, &page.arena, &n);
	cr_expect(n == 6 && !is_body_type(&layout, &b[1]) && is_body_type(&layout, &b[2]));
}

Test(layout, types_are_alike_in_size_and_face)
{
	struct type_measures a = {.x_height = 14, .stroke = 3, .measured = true}, b = a;
	cr_expect(same_size(&a, &b) && same_face(&a, &b));
	b.stroke = 5;
	cr_expect(same_size(&a, &b) && !same_face(&a, &b));
	b.measured = false;
	cr_expect(same_face(&a, &b), "what was not measured does not differ");
	b = a;
	b.slant = 12;
	cr_expect(same_size(&a, &b) && !same_face(&a, &b));
	b.x_height = 22;
	cr_expect(!same_size(&a, &b) && !same_size(&b, &a) && !same_face(&a, &b));
}

Test(layout, boxes_that_hang_below_half_of_a_lines_words_do_not_move_it)
{
	draw("[page]\nThe council met twice\n");
	struct line *line = first_line(first_region(&page));
	first_word(line)->box.bottom += 10;
	last_word(line)->box.bottom += 10;
	cr_assert(layout_init(&layout, &page));
	assert_near(layout.lines[0].area.bottom, line->baseline[0].y, 0.1, "foot");
}

/* Gives the line that begins with a word the type of the one that begins with another. */
static void set_as(const char *word, const char *other)
{
	struct type_measures type = {0};
	for (int pass = 0; pass < 2; pass++)
		for (uint32_t i = 0; i < page.counts[NODE_LINE]; i++) {
			const struct line *l = (const struct line *)page.nodes[NODE_LINE][i];
			struct word *first = (struct word *)first_word(l);
			if (first && !pass && str_equal(first->raw, str_of(other)))
				type = first->type;
			for (struct word *w = first; w && pass && str_equal(first->raw, str_of(word));
			     w = (struct word *)next_word(w))
				w->type = type;
		}
}

Test(layout, a_line_of_an_insert_that_was_measured_otherwise_stays_in_it)
{
	draw("[blocks]\nThe council met twice in spring and\ncalled for a new bridge that was to\n"
	     "be built before the winter came on.\n\n  ^ There was no money\n  ^ seen in our common\n"
	     "  ^ chest, as he said\n");
	set_as("seen", "The");
	run_stage(&page, "paragraphs");
	struct strbuf text = page_to_labelled_text(&page);
	cr_expect(strstr(text.s, "There was no money / seen in our common / chest, as he said"), "%s", text.s);
	strbuf_release(&text);
}

Test(layout, words_in_the_gaps_of_a_line_are_of_it)
{
	static const struct reason why = {.stage = {"test", 4}};
	draw("[page]\nThe council met twice in spring and\ncalled for the folk of the town to tell\n"
	     "be there before the winter came on.\n");
	const struct line *line = word_line(word_with(&page, "folk"));
	struct line *other = edit_add_line(&page, why, line_region(line), NULL);
	edit_move(&page, why, &word_with(&page, "folk")->node, 1, &other->node, NULL);
	edit_move(&page, why, &word_with(&page, "town")->node, 1, &other->node, NULL);
	memcpy(other->baseline, line->baseline, sizeof other->baseline);
	run_stage(&page, "columns");
	struct strbuf text = page_to_text(&page);
	cr_expect(strstr(text.s, "called for the folk of the town to tell"), "%s", text.s);
	strbuf_release(&text);
}
