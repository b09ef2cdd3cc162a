/* The stage that sets specks aside: marks smaller than type has them, and stops in the air. */
#include "pages.h"

#include "repair/repair.h"

#include <criterion/criterion.h>

/* Draws a line that ends in the mark and gives it a box so wide and high, so far above the baseline; is it left? */
static bool is_left(const char *drawing, int width, int height, int above)
{
	struct page page;
	struct repair_plan plan;
	struct emend_error error;
	page_from_drawing(&page, str_of(drawing));
	struct line *l = (struct line *)page.nodes[NODE_LINE][0];
	struct word *w = last_word(l);
	int foot = l->baseline[0].y - above;
	w->box = (struct box){w->box.left, foot - height, w->box.left + width, foot};
	cr_assert_eq(repair_plan_init(&plan, "strays", NULL, &error), EMEND_OK);
	repair_run(&plan, &page, NULL);
	bool left = last_word(l) == w;
	cr_expect_null(page_check(&page));
	cr_expect(edit_undo_all(&page));
	page_release(&page);
	return left;
}

/* Drawn type has an x-height of 14. */
Test(stray_marks, a_mark_lower_or_narrower_than_type_has_it_is_one)
{
	cr_expect(!is_left("[blocks]\nthe council met twice |\n", 2, 2, 0));
	cr_expect(is_left("[blocks]\nthe council met twice |\n", 2, 20, 0));
	cr_expect(!is_left("[blocks]\nthe council met twice :\n", 3, 3, 0));
	cr_expect(is_left("[blocks]\nthe council met twice :\n", 3, 12, 0));
	cr_expect(!is_left("[blocks]\nthe council met twice -\n", 3, 2, 5));
	cr_expect(is_left("[blocks]\nthe council met twice -\n", 8, 2, 5));
	cr_expect(!is_left("[blocks]\nthe council met twice —\n", 3, 2, 5));
	cr_expect(is_left("[blocks]\nthe council met twice —\n", 20, 2, 5));
}

Test(stray_marks, a_letter_lower_than_type_has_any_is_one)
{
	cr_expect(!is_left("[blocks]\nthe council met twice 4\n", 2, 2, 6));
	cr_expect(!is_left("[blocks]\nthe council met twice a\n", 5, 5, 0));
	cr_expect(is_left("[blocks]\nthe council met twice a\n", 12, 14, 0));
	cr_expect(is_left("[blocks]\nthe council met twice 4\n", 6, 9, 10)); /* raised */
}

Test(stray_marks, a_stop_stands_on_the_baseline)
{
	cr_expect(!is_left("[blocks]\nthe council met twice .\n", 3, 3, 10));
	cr_expect(is_left("[blocks]\nthe council met twice .\n", 3, 3, 1));
}

/* Gives the last symbol of the line's n-th word a box so wide and high, from the baseline upwards. */
static struct word *box_last_symbol(struct page *page, int n, int width, int height)
{
	struct line *l = (struct line *)page->nodes[NODE_LINE][0];
	struct word *w = first_word(l);
	while (n--)
		w = next_word(w);
	w->symbols = arena_alloc(&page->arena, w->raw.n, sizeof *w->symbols);
	w->symbol_count = (uint32_t)w->raw.n;
	for (size_t i = 0; i < w->raw.n; i++) {
		int left = w->box.left + 16 * (int)i;
		w->symbols[i] = (struct symbol){.text = {w->raw.s + i, 1},
						.box = {left, l->baseline[0].y - 14, left + 12, l->baseline[0].y}};
	}
	struct box *b = &w->symbols[w->raw.n - 1].box;
	*b = (struct box){b->left, b->bottom - height, b->left + width, b->bottom};
	return w;
}

/* The line as it is shown once the stage has run, where word n ends in a symbol with such a box. */
static struct strbuf with_mark(const char *text, int n, int width, int height, float confidence)
{
	struct page page;
	struct repair_plan plan;
	struct emend_error error;
	struct strbuf drawing = {0};
	strbuf_printf(&drawing, "[blocks]\n%s\n", text);
	page_from_drawing(&page, strbuf_str(&drawing));
	box_last_symbol(&page, n, width, height)->confidence = confidence;
	cr_assert_eq(repair_plan_init(&plan, "strays", NULL, &error), EMEND_OK);
	repair_run(&plan, &page, NULL);
	struct strbuf out = {0};
	for (struct word *w = first_word((struct line *)page.nodes[NODE_LINE][0]); w; w = next_word(w))
		strbuf_printf(&out, "%s%.*s", out.n ? " " : "", STR_ARG(w->text));
	cr_expect_null(page_check(&page));
	cr_expect(edit_undo_all(&page));
	page_release(&page);
	strbuf_release(&drawing);
	return out;
}

static void expect_with_mark(const char *text, int n, int width, int height, float confidence, const char *shown)
{
	struct strbuf out = with_mark(text, n, width, height, confidence);
	cr_expect_str_eq(out.s, shown, "%s", text);
	strbuf_release(&out);
}

Test(stray_marks, white_between_words_is_no_dash)
{
	expect_with_mark("the council _ met twice", 2, 5, 30, 60, "the council met twice");
	expect_with_mark("the council = met twice", 2, 5, 30, 40, "the council met twice");
	expect_with_mark("the council ~ met twice", 2, 5, 30, 40, "the council met twice");
}

Test(stray_marks, a_dash_is_flat_or_read_surely)
{
	expect_with_mark("the council - met twice", 2, 10, 3, 60, "the council - met twice");
	expect_with_mark("the council - met twice", 2, 5, 30, 93, "the council - met twice");
	expect_with_mark("the 1921 - ???? twice", 2, 10, 3, 60, "the 1921 - ???? twice");
}

Test(stray_marks, an_underscore_as_high_as_its_line_is_none)
{
	expect_with_mark("preparations for a_ new", 2, 2, 20, 60, "preparations for a new");
	expect_with_mark("preparations for a_ new", 2, 10, 2, 60, "preparations for a_ new");
	expect_with_mark("preparations for _ new", 2, 10, 2, 60, "preparations for _ new");
}
