/* What the scan's edges cut off; columns that are cut within it, and text, are in tests/spec/lacunae.txt. */
#include "pages.h"

#include "language/lexicon.h"

#include <criterion/criterion.h>

/* The drawing's rows are 40 pixels, its columns 16, the white around it 100; letters that hang reach down to 36 in
 * their row. */
enum { ROW = 40, COLUMN = 16, MARGIN = 100, FOOT = 36 };

static void expect(const char *drawing, int32_t columns, int32_t rows, const char *expected)
{
	struct page page;
	page_from_drawing(&page, str_of(drawing));
	if (columns)
		page.frame.right = page.width = MARGIN + columns * COLUMN;
	if (rows)
		page.frame.bottom = page.height = MARGIN + (rows - 1) * ROW + FOOT;
	expect_stage(&page, "lacunae", expected);
	cr_assert(edit_undo_all(&page));
	page_release(&page);
}

static const char column[] = "[blocks]\n"
			     "The council met twice in spr\n"
			     "called for a new bridge that\n"
			     "be built before the winter o\n"
			     "it knew that there was no mo\n"
			     "in the chest, and the treasu\n"
			     "said so.\n";

Test(cut_edges, the_side_of_the_scan_cuts_a_column)
{
	expect(column, 28, 0,
	       "The council met twice in sp[…]\n"
	       "called for a new bridge tha[…]\n"
	       "be built before the winter o[…]\n"
	       "it knew that there was no mo[…]\n"
	       "in the chest, and the treasu[…]\n"
	       "said so.\n");
}

Test(cut_edges, within_the_scan_one_column_by_itself_is_no_proof)
{
	expect(column, 0, 0,
	       "The council met twice in spr\n"
	       "called for a new bridge that\n"
	       "be built before the winter o\n"
	       "it knew that there was no mo\n"
	       "in the chest, and the treasu\n"
	       "said so.\n");
}

static const char columns[] = "[blocks]\n"
			      "The council met twice in the     leave the town before the\n"
			      "spring of that year, and the     road was mended; and so it\n"
			      "members who had come down        was agreed to ask for it.\n";

Test(cut_edges, the_foot_of_the_scan_cuts_the_columns)
{
	expect(columns, 0, 3,
	       "The council met twice in the\nspring of that year, and the\nmembers who had come down […]\n\n"
	       "leave the town before the\nroad was mended; and so it\nwas agreed to ask for it. […]\n");
}

Test(cut_edges, white_below_the_columns_is_a_margin)
{
	expect(columns, 0, 0,
	       "The council met twice in the\nspring of that year, and the\nmembers who had come down\n\n"
	       "leave the town before the\nroad was mended; and so it\nwas agreed to ask for it.\n");
}

Test(cut_edges, a_line_by_itself_runs_into_the_edge)
{
	expect("[blocks]\n"
	       "The council met twice in the\n"
	       "spring of that year, and the members wh\n"
	       "had come down were there.\n",
	       39, 0,
	       "The council met twice in the\nspring of that year, and the members wh[…]\nhad come down were there.\n");
}

Test(cut_edges, other_languages_have_them_too)
{
	struct page page;
	char missing[32];
	if (lexicon_lacks("deu", missing, sizeof missing))
		cr_skip_test("no dictionary for %s (scripts/setup languages)", missing);
	page_from_drawing(&page, STR("[blocks]\n"
				     "Als Gregor Samsa eines Morgens aus unru\n"
				     "erwachte, fand er sich in seinem Bett z\n"
				     "ungeheueren Ungeziefer verwandelt. Er l\n"
				     "panzerartig harten Wissen und sah, wenn\n"
				     "Kopf ein wenig hob, seinen gebogenen Ba\n"
				     "bedeckt war von zwei Steifen, auf dem v\n"
				     "Decke lag und warm war in der Nacht und\n"
				     "gestern.\n"));
	page.lang = STR("deu");
	page.frame.right = page.width = MARGIN + 39 * COLUMN;
	run_stage(&page, "lacunae");
	cr_expect_eq(page.lacuna_count, 7, "%u", page.lacuna_count);
	page_release(&page);
}

Test(cut_edges, at_the_left_a_line_may_begin_with_half_a_letter_only)
{
	struct page page;
	page_from_drawing(&page, STR("[blocks]\n"
				     "ouncil met twice in spring a\n"
				     "lled for a new bridge that h\n"
				     "}uilt before the winter or h\n"
				     "} that there was no more mon\n"
				     "hest, and the treasurer was \n"
				     "ught at home in the evening.\n"));
	page.frame.left = MARGIN;
	expect_stage(&page, "lacunae",
		     "[…]ouncil met twice in spring a\n"
		     "[…]led for a new bridge that h\n"
		     "[…]uilt before the winter or h\n"
		     "[…] that there was no more mon\n"
		     "[…]hest, and the treasurer was\n"
		     "[…]ught at home in the evening.\n");
}
