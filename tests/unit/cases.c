/* The stage that mends small letters read as capitals: boxes of letters as high as those beside them. */
#include "pages.h"

#include "repair/repair.h"

#include <criterion/criterion.h>

/* Gives each letter of the word a box from `top` to the baseline; the first one from `first` to `foot` below it. */
static void box_letters(struct page *page, struct word *w, int top, int first, int foot, const char *seen)
{
	int base = word_line(w)->baseline[0].y;
	w->symbols = arena_alloc(&page->arena, w->raw.n, sizeof *w->symbols);
	w->symbol_count = (uint32_t)w->raw.n;
	for (size_t i = 0; i < w->raw.n; i++) {
		int left = w->box.left + 16 * (int)i;
		w->symbols[i] =
			(struct symbol){.text = {w->raw.s + i, 1},
					.box = {left, base - (i ? top : first), left + 12, base + (i ? 0 : foot)}};
	}
	struct alternative *a = arena_alloc(&page->arena, 1, sizeof *a);
	*a = (struct alternative){str_of(seen), 40};
	w->symbols[0].alternatives = a;
	w->symbols[0].alternative_count = 1;
}

/* What becomes of the line's third word, whose letters are so high (the type's x-height is 14)? */
static void expect_third(const char *drawing, int first, int foot, const char *seen, const char *becomes)
{
	struct page page;
	struct repair_plan plan;
	struct emend_error error;
	page_from_drawing(&page, str_of(drawing));
	struct word *w = next_word(next_word(first_word((struct line *)page.nodes[NODE_LINE][0])));
	box_letters(&page, w, 14, first, foot, seen);
	cr_assert_eq(repair_plan_init(&plan, "cases", NULL, &error), EMEND_OK);
	repair_run(&plan, &page, NULL);
	cr_expect(str_equal(w->text, str_of(becomes)), "%.*s, not %s", STR_ARG(w->text), becomes);
	cr_expect(edit_undo_all(&page));
	page_release(&page);
}

Test(cases, a_capital_no_higher_than_the_letters_beside_it_is_small)
{
	expect_third("[blocks]\nas we Say no to it\n", 14, 0, "s", "say");
	expect_third("[blocks]\nas we Say no to it\n", 15, 1, "s", "say");
	expect_third("[blocks]\nas we Say no to it\n", 20, 0, "s", "Say");
}

Test(cases, a_p_also_goes_below_the_line)
{
	expect_third("[blocks]\nand their Prices fell\n", 14, 6, "p", "prices");
	expect_third("[blocks]\nand their Prices fell\n", 20, 0, "p", "Prices");
}

Test(cases, not_without_the_recognisers_or_a_small_letters_word)
{
	expect_third("[blocks]\nas we Say no to it\n", 14, 0, "5", "Say");
	expect_third("[blocks]\nas we SXT no to it\n", 14, 0, "s", "SXT");
	expect_third("[blocks]\nas we May no to it\n", 14, 0, "m", "May");
}
