/* Rows that the recogniser took for one line; the other examples of the stage are in tests/spec/columns.txt. */
#include "base/str.h"
#include "pages.h"

#include <criterion/criterion.h>

/* Draws the page, puts the words of a line from one on at the end of the line before, and expects that after columns.
 */
static void expect(const char *drawing, uint32_t line, uint32_t from, const char *expected)
{
	struct page page;
	page_from_drawing(&page, str_of(drawing));
	struct line *l = (struct line *)page.nodes[NODE_LINE][line],
		    *before = (struct line *)page.nodes[NODE_LINE][line - 1];
	struct word *w = first_word(l);
	uint32_t count = 0;
	for (; from; from--)
		w = next_word(w);
	for (const struct word *k = w; k; k = next_word(k))
		count++;
	edit_move(&page, WHY, &w->node, count, &before->node, NULL);
	run_stage(&page, "columns");
	struct strbuf text = page_to_labelled_text(&page);
	cr_expect_str_eq(text.s, expected, "%s", text.s);
	cr_expect_null(page_check(&page));
	cr_expect(edit_undo_all(&page));
	strbuf_release(&text);
	page_release(&page);
}

#define COUNCIL                                                                                                        \
	"[page]\nThe council met twice in spring\nand called for a new bridge that\nwas to be built before winter.\n"

Test(rows, a_line_of_two_rows_is_parted)
{
	expect(COUNCIL, 1, 0,
	       "The council met twice in spring / and called for a new bridge that\nwas to be built before winter.\n");
}

Test(rows, the_rest_of_a_row_goes_to_its_beginning)
{
	expect(COUNCIL, 1, 2,
	       "The council met twice in spring\nand called for a new bridge that\nwas to be built before winter.\n");
}

Test(rows, an_initial_and_the_line_that_is_read_after_it_stay)
{
	expect("[page]\n% T  he council met twice in spring\n     and called for a new bridge\n     that was to be "
	       "built before the\nwinter came. There was no money for\n",
	       1, 0,
	       "[drop capital] T he council met twice in spring\nand called for a new bridge\nthat was to be built "
	       "before the\nwinter came. There was no money for\n");
}
