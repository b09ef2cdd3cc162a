/* Drawn pages, which the examples of tests/spec are made of. */
#include "pages.h"

#include <criterion/criterion.h>

static struct page page;

static void draw(const char *drawing)
{
	page_from_drawing(&page, str_of(drawing));
	cr_assert_null(page_check(&page));
}

static void drop_page(void)
{
	page_release(&page);
}

TestSuite(drawn_pages, .fini = drop_page);

static void assert_regions(const char *expected)
{
	struct strbuf text = page_to_labelled_text(&page);
	cr_expect_str_eq(text.s, expected, "%s", text.s);
	strbuf_release(&text);
}

static const struct region *region(uint32_t id)
{
	return (const struct region *)page_find(&page, NODE_REGION, id);
}

static const struct word *word(uint32_t id)
{
	return (const struct word *)page_find(&page, NODE_WORD, id);
}

static void assert_box(struct box b, int left, int top, int right, int bottom)
{
	cr_expect(b.left == left && b.top == top && b.right == right && b.bottom == bottom,
		  "%d %d %d %d and not %d %d %d %d", b.left, b.top, b.right, b.bottom, left, top, right, bottom);
}

Test(drawn_pages, each_segment_is_a_region_row_by_row)
{
	draw("[page]\nleft column    right one\nof two rows\n\n               the end\n");
	assert_regions("left column\nright one\nof two rows\nthe end\n");
	cr_expect(page.width == 200 + 24 * 16 && page.height == 200 + 4 * 40);
	assert_box(page.frame, 0, 0, page.width, page.height);
}

Test(drawn_pages, words_have_the_boxes_of_their_letters)
{
	draw("[page]\n\n  Use  any 12\n");
	assert_box(word(0)->box, 132, 150, 180, 170); /* a capital */
	assert_box(word(1)->box, 212, 156, 260, 175); /* low letters, and one that goes below the baseline */
	assert_box(word(2)->box, 276, 150, 308, 170);
	assert_box(region(1)->box, 212, 150, 308, 175);
	const struct line *line = first_line(region(1));
	assert_box(line->box, 212, 150, 308, 175);
	cr_expect(line->baseline[0].x == 212 && line->baseline[1].x == 308);
	cr_expect(line->baseline[0].y == 170 && line->baseline[1].y == 170);
	cr_expect(word(0)->confidence == 95 && word(0)->type.measured);
	cr_expect(word(1)->type.x_height == 14 && word(1)->type.height == 0);
	cr_expect(word(2)->type.x_height == 0 && word(2)->type.height == 20);
}

Test(drawn_pages, marks_say_the_type_and_are_no_text)
{
	draw("[page]\n# Large type\n= bold  ^ slanted\n~ small - and  - upright\n-\n");
	assert_regions("Large type\nbold\nslanted\nsmall - and\nupright\n-\n");
	static const struct type_measures expected[] = {{.x_height = 28, .stroke = 8},
							{.x_height = 14, .stroke = 5},
							{.x_height = 22, .stroke = 4, .slant = 12},
							{.x_height = 11, .stroke = 2, .slant = 12},
							{.x_height = 11, .stroke = 2}};
	for (uint32_t i = 0; i < 5; i++) {
		struct type_measures t = line_type(first_line(region(i)));
		cr_expect(t.x_height == expected[i].x_height && t.stroke == expected[i].stroke &&
				  t.slant == expected[i].slant && t.measured,
			  "line %u: x-height %g, stroke %g, slant %g", i, (double)t.x_height, (double)t.stroke,
			  (double)t.slant);
	}
	assert_box(word(0)->box, 132, 90, 212, 140); /* higher than its row */
}

Test(drawn_pages, a_drop_capital_is_three_rows_high)
{
	draw("[page]\n% T  he first\n     and more\n     of it\n");
	assert_regions("[drop capital] T\nhe first\nand more\nof it\n");
	assert_box(region(0)->box, 100, 110, 148, 210);
	cr_expect(region(0)->type == REGION_DROP_CAPITAL && word(0)->type.height == 100);
}

Test(drawn_pages, a_line_that_was_merged_keeps_its_white)
{
	draw("[page]\nof the  ¦      # next\nwas ¦ one  two\n");
	assert_regions("of the next\nwas one\ntwo\n");
	assert_box(word(2)->box, 100 + 17 * 16, 90, 100 + 21 * 16, 130);
	cr_expect(word(1)->type.stroke == 3 && word(2)->type.stroke == 8);
	cr_expect(first_line(region(0)) == word_line(word(0)) && word_line(word(0)) == word_line(word(2)));
}

Test(drawn_pages, pictures_have_no_lines)
{
	draw("[page]\nover  ▒▒▒▒  │\nall   ▒▒▒▒  │  ▒▒\n────\n────\n");
	assert_regions("over\nall\n");
	static const struct {
		enum region_type type;
		struct box box;
	} expected[] = {{REGION_PARAGRAPH, {100, 116, 164, 130}}, {REGION_IMAGE, {196, 100, 260, 180}},
			{REGION_SEPARATOR, {298, 100, 301, 180}}, {REGION_PARAGRAPH, {100, 150, 148, 170}},
			{REGION_IMAGE, {340, 140, 372, 180}},     {REGION_SEPARATOR, {100, 198, 164, 201}},
			{REGION_SEPARATOR, {100, 238, 164, 241}}};
	cr_assert_eq(page.counts[NODE_REGION], 7);
	for (uint32_t i = 0; i < 7; i++) {
		struct box b = expected[i].box;
		cr_expect_eq(region(i)->type, expected[i].type);
		assert_box(region(i)->box, b.left, b.top, b.right, b.bottom);
	}
}

Test(drawn_pages, blocks_go_on_where_type_and_place_agree)
{
	draw("[blocks]\n# Heading    right one\nbody here    right two\n  more of it\n\nnext           apart\n");
	assert_regions("Heading\nright one / right two\nbody here / more of it\nnext\napart\n");
	assert_box(region(1)->box, 308, 110, 452, 175);
}
