/* Tables in txt: row by row, their cells parted by tabs. */
#include "pages.h"

#include "emit/emit.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static void expect_txt(const char *drawing, const char *wanted)
{
	struct page page;
	char *text = NULL;
	size_t size = 0;
	page_from_drawing(&page, str_of(drawing));
	run_stage(&page, "tables");
	struct document d = {.out = open_memstream(&text, &size)};
	cr_assert_not_null(d.out);
	emit_format_named(STR("txt"))->page(&d, &page);
	fclose(d.out);
	cr_expect_str_eq(text, wanted);
	free(text);
	page_release(&page);
}

Test(cells, tabs_part_the_cells_of_a_row)
{
	expect_txt("[page]\n"
		   "New town         120         4\n"
		   "Whitby         1,400       212\n"
		   "Hull           9,310       870\n",
		   "New town\t120\t4\nWhitby\t1,400\t212\nHull\t9,310\t870\n");
}

Test(cells, an_empty_cell_leaves_its_tab)
{
	expect_txt("[page]\n"
		   "             Houses     Ships\n"
		   "Mill            120\n"
		   "Whitby        1,400       212\n"
		   "Selby                       3\n"
		   "Hull          9,310       870\n",
		   "\tHouses\tShips\nMill\t120\nWhitby\t1,400\t212\nSelby\t\t3\nHull\t9,310\t870\n");
}

Test(cells, a_row_of_one_cell_has_none)
{
	expect_txt("[page]\n"
		   "Mill            120         4\n"
		   "On the Humber:\n"
		   "Whitby        1,400       212\n"
		   "Hull          9,310       870\n",
		   "Mill\t120\t4\nOn the Humber:\nWhitby\t1,400\t212\nHull\t9,310\t870\n");
}
