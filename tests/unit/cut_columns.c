/* Paragraphs of a column that the scan's edge cuts; the other examples are in tests/spec/paragraphs.txt. */
#include "base/str.h"
#include "pages.h"

#include <criterion/criterion.h>

static void expect(int32_t width, const char *expected)
{
	struct page page;
	page_from_drawing(&page, STR("[page]\n"
				     "The council met twice in spr\n"
				     "called for a new bridge that\n"
				     "be built before the winter o\n"
				     "  There was no money for it\n"
				     "chest of the town, and the m\n"
				     "left in the evening.\n"));
	if (width)
		page.width = width;
	run_stage(&page, "paragraphs");
	struct strbuf text = page_to_labelled_text(&page);
	cr_expect_str_eq(text.s, expected);
	strbuf_release(&text);
	page_release(&page);
}

Test(cut_columns, a_line_that_the_edge_cuts_may_have_ended_a_sentence)
{
	expect(100 + 28 * 16,
	       "The council met twice in spr / called for a new bridge that / be built before the winter o\n"
	       "There was no money for it / chest of the town, and the m / left in the evening.\n");
}

Test(cut_columns, a_line_within_the_scan_has_not)
{
	expect(0, "The council met twice in spr / called for a new bridge that / be built before the winter o / "
		  "There was no money for it / chest of the town, and the m / left in the evening.\n");
}
