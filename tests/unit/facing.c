/* The strip of the facing page, which the scan's edge cuts. */
#include "pages.h"

#include <criterion/criterion.h>

/* The drawing's columns are 16 pixels wide, the white around it 100. */
enum { COLUMN = 16, MARGIN = 100 };

/* The page of a drawing, its scan cut off behind so many columns. */
static void expect(const char *drawing, int32_t columns, const char *expected)
{
	struct page page;
	page_from_drawing(&page, str_of(drawing));
	page.frame.right = page.width = MARGIN + columns * COLUMN;
	run_stage(&page, "facing");
	expect_labelled(&page, expected);
}

static const char strip[] = "[blocks]\n"
			    "The council met twice in the    leave the town before the           of his\n"
			    "spring of that year, and the    road was mended; and so it          the sh\n"
			    "members who had come down       was agreed to ask for it.           and no\n"
			    "to the valley would             But no answer came to them          came h\n";

/* The page's own columns, as they are read. */
#define COLUMNS                                                                                                        \
	"The council met twice in the / spring of that year, and the / members who had come down / to the valley "     \
	"would\nleave the town before the / road was mended; and so it / was agreed to ask for it. / But no answer "   \
	"came to them\n"

Test(facing, its_lines_beyond_two_margins_are_set_aside)
{
	expect(strip, 74, COLUMNS "[noise] of his\n[noise] the sh\n[noise] and no\n[noise] came h\n");
}

Test(facing, what_the_edge_does_not_cut_is_of_the_page)
{
	expect(strip, 82, COLUMNS "of his / the sh / and no / came h\n");
}

Test(facing, a_column_of_the_page_is_cut_a_gutter_away)
{
	expect("[blocks]\n"
	       "The council met twice in the    leave the town before the    of his\n"
	       "spring of that year, and the    road was mended; and so it   the sh\n"
	       "members who had come down       was agreed to ask for it.    and no\n"
	       "to the valley would             But no answer came to them   came h\n",
	       67, COLUMNS "of his / the sh / and no / came h\n");
}
