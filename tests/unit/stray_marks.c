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
}

Test(stray_marks, a_stop_stands_on_the_baseline)
{
	cr_expect(!is_left("[blocks]\nthe council met twice .\n", 3, 3, 10));
	cr_expect(is_left("[blocks]\nthe council met twice .\n", 3, 3, 1));
}
