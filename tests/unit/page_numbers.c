/* Page numbers: what the stage furniture makes of doubtful readings, which drawings of spec files do not have. */
#include "pages.h"

#include "page/folio.h"
#include "repair/repair.h"

#include <criterion/criterion.h>
#include <string.h>

/* What the stage names the number at the foot of a page that has one at the top, read with such confidence. */
static enum region_type named_at_foot(float confidence)
{
	static const char drawing[] = "[page]\n"
				      "30   ¦      REVIEWS OF NEW BOOKS\n\n"
				      "The council met twice in spring and\n"
				      "called for a new bridge that was to\n"
				      "be built before the winter came.\n"
				      "There was no money for it in the\n"
				      "chest of the town.\n\n\n\n"
				      "                8\n";
	struct page page;
	struct repair_plan plan;
	struct emend_error error;
	cr_assert_eq(repair_plan_init(&plan, "furniture", NULL, &error), EMEND_OK);
	page_from_drawing(&page, str_of(drawing));
	struct word *number = (struct word *)page.nodes[NODE_WORD][page.counts[NODE_WORD] - 1];
	number->confidence = confidence;
	repair_run(&plan, &page, NULL);
	enum region_type type = line_region(word_line(number))->type;
	cr_expect_null(page_check(&page));
	cr_expect(edit_undo_all(&page));
	repair_plan_release(&plan);
	page_release(&page);
	return type;
}

Test(page_numbers, a_page_has_one_number_where_the_other_was_read_with_doubt)
{
	cr_expect_eq(named_at_foot(64), REGION_NOISE);
	cr_expect_eq(named_at_foot(95), REGION_PAGE_NUMBER);
}

/* Brackets and dashes about it are not of it, nor is one that was read as a letter. */
Test(page_numbers, a_number_stands_between_dashes_and_brackets)
{
	static const char *const words[][2] = {{"58", "58"},    {"–58–", "58"},  {"(58)", "58"},
					       {"C15),", "15"}, {"xii.", "xii"}, {"(xii)", "xii"},
					       {"D15", ""},     {"a15", ""},     {"12345", ""}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct str folio = folio_in(str_of(words[i][0]));
		cr_expect(str_equal(folio, str_of(words[i][1])), "%s: %.*s", words[i][0], STR_ARG(folio));
	}
}
