/* The stage that closes the brackets of numbers: "[2" and, read apart from it, a narrow scrap. */
#include "pages.h"

#include <criterion/criterion.h>

/* The number "[2" is 33 wide and 38 high, and the scrap behind it as told; read with this confidence. */
static void expect_read(const char *text, struct box scrap, float confidence, const char *expected)
{
	struct page page;
	page_from_text(&page, str_of(text));
	page.width = page.height = 1000;
	((struct word *)page.nodes[NODE_WORD][0])->box = (struct box){100, 100, 133, 138};
	struct word *w = (struct word *)page.nodes[NODE_WORD][1];
	w->box = scrap;
	w->confidence = confidence;
	expect_stage(&page, "brackets", expected);
}

static const struct box behind = {136, 100, 146, 139};

Test(brackets, a_scrap_behind_a_number_closes_its_bracket)
{
	expect_read("[2\n\nbend\n", behind, 35, "[2]\n\n");
	expect_read("(12\n\n|\n", behind, 50, "(12)\n\n");
}

Test(brackets, not_what_was_read_well_nor_what_has_another_shape)
{
	expect_read("[2\n\nI\n", behind, 95, "[2\n\nI\n");
	expect_read("[2\n\nbend\n", (struct box){136, 100, 190, 139}, 35, "[2\n\nbend\n");
	expect_read("[2\n\n.\n", (struct box){136, 130, 144, 138}, 35, "[2\n\n.\n");
	expect_read("[2\n\nbend\n", (struct box){180, 100, 190, 139}, 35, "[2\n\nbend\n");
}

Test(brackets, only_of_a_number_alone)
{
	expect_read("[see\n\nbend\n", behind, 35, "[see\n\nbend\n");
	expect_read("[2]\n\nbend\n", behind, 35, "[2]\n\nbend\n");
}
