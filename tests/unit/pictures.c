/* Letters in a picture, through the stages that name captions and inserts one after the other. */
#include "pages.h"

#include "repair/repair.h"

#include <criterion/criterion.h>

static void expect_named(const char *drawing, float confidence, const char *expected)
{
	struct page page;
	struct repair_plan plan;
	struct emend_error error;
	page_from_drawing(&page, str_of(drawing));
	for (uint32_t i = 0; i < page.counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page.nodes[NODE_WORD][i];
		w->confidence = *w->raw.s == '|' ? confidence : 95;
	}
	cr_assert_eq(repair_plan_init(&plan, "captions,inserts", NULL, &error), EMEND_OK);
	repair_run(&plan, &page, NULL);
	expect_labelled(&page, expected);
}

Test(pictures, few_letters_in_body_type_are_labels)
{
	expect_named(
		"[blocks]\n"
		"The council met twice in spring and\n"
		"called for a new bridge that was to\n"
		"be built before the winter came.\n"
		"\n"
		"│                                   │\n"
		"│  the mill   ▒▒▒▒▒▒▒▒▒▒▒▒          │\n"
		"│             ▒▒▒▒▒▒▒▒▒▒▒▒          │\n"
		"│             ▒▒▒▒▒▒▒▒▒▒▒▒          │\n"
		"│             ▒▒▒▒▒▒▒▒▒▒▒▒          │\n"
		"│                                   │\n"
		"\n"
		"There was no money for it in the\n"
		"chest of the town. The old men of\n"
		"the town had all said that winter\n",
		95,
		"The council met twice in spring and / called for a new bridge that was to / be built before the "
		"winter came.\n"
		"[floating text] the mill\n"
		"There was no money for it in the / chest of the town. The old men of / the town had all said that "
		"winter\n");
}

/* A screen, whose small type was read as lines of the body's. */
static const char screen[] = "[blocks]\n"
			     "The council met twice in spring and\n"
			     "called for a new bridge that was to\n"
			     "be built before the winter came.\n"
			     "\n"
			     "▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒\n"
			     "▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒\n"
			     "▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒\n"
			     "▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒\n"
			     "▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒\n"
			     "▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒\n"
			     "▒▒\n"
			     "▒▒  |Re |em |eps |crepi |ly |Fit |g\n"
			     "▒▒  |see |art |pag |jum |sey |Sea\n"
			     "▒▒  |ast |dhe |ane |guste |ond |anew\n"
			     "▒▒\n"
			     "\n"
			     "There was no money for it in the\n"
			     "chest of the town. The old men of\n"
			     "the town had all said that winter\n";

static const char screen_aside[] =
	"The council met twice in spring and / called for a new bridge that was to / be built before the winter came.\n"
	"[floating text] |Re |em |eps |crepi |ly |Fit |g / |see |art |pag |jum |sey |Sea / |ast |dhe |ane |guste "
	"|ond |anew\n"
	"There was no money for it in the / chest of the town. The old men of / the town had all said that winter\n";

Test(pictures, lines_of_the_bodys_size_that_were_hardly_read_are_of_the_picture)
{
	expect_named(screen, 30, screen_aside);
}

/* The same lines are all the text of a page in a frame. */
static const char framed[] = "[blocks]\n"
			     "▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒\n"
			     "▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒\n"
			     "▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒\n"
			     "▒▒\n"
			     "▒▒  |Re |em |eps |crepi |ly |Fit |g\n"
			     "▒▒  |see |art |pag |jum |sey |Sea\n"
			     "▒▒  |ast |dhe |ane |guste |ond |anew\n"
			     "▒▒\n";

Test(pictures, a_frame_about_the_text_of_the_page_is_none)
{
	expect_named(framed, 30,
		     "|Re |em |eps |crepi |ly |Fit |g / |see |art |pag |jum |sey |Sea / |ast |dhe |ane |guste |ond "
		     "|anew\n");
}

/* Title, subtitle and author over the picture with which an article begins. */
Test(pictures, a_banner_holds_headings_and_a_name)
{
	expect_named(
		"[blocks]\n"
		"▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒\n"
		"▒▒  # net worth\n"
		"▒▒\n"
		"▒▒  ^ An introduction to it\n"
		"▒▒\n"
		"▒▒  Ann Miller\n"
		"▒▒\n"
		"▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒\n"
		"\n"
		"The council met twice in spring and\n"
		"called for a new bridge that was to\n"
		"be built before the winter came.\n"
		"There was no money for it in the\n"
		"chest of the town. The old men of\n"
		"the town had all said that winter\n",
		95,
		"[heading] net worth\n"
		"[heading] An introduction to it\n"
		"Ann Miller\n"
		"The council met twice in spring and / called for a new bridge that was to / be built before the "
		"winter came. / There was no money for it in the / chest of the town. The old men of / the town had "
		"all said that winter\n");
}

/* A screen that was seen as no picture: in smaller type, but for a scrap beside it, and an edge read as a bar. */
Test(pictures, scraps_beside_letters_of_a_picture_belong_to_it)
{
	struct page page;
	page_from_drawing(&page, STR("[blocks]\n"
				     "The council met twice in spring and\n"
				     "called for a new bridge that was to\n"
				     "be built before the winter came.\n"
				     "\n"
				     "qxv  xiw\n"
				     "- |\n"
				     "\n"
				     "There was no money for it in the\n"
				     "chest of the town. The old men of\n"
				     "\n"
				     "xiv\n"
				     "\n"
				     "the town had all said that winter\n"));
	for (struct region *r = first_region(&page); r; r = next_region(r))
		if (str_equal(first_word(first_line(r))->raw, STR("qxv")) ||
		    str_equal(first_word(first_line(r))->raw, STR("xiw")))
			r->type = REGION_NOISE;
	run_stage(&page, "captions");
	expect_labelled(
		&page,
		"The council met twice in spring and / called for a new bridge that was to / be built before the "
		"winter came.\n"
		"[noise] qxv\n"
		"[noise] xiw\n"
		"[floating text] |\n"
		"There was no money for it in the / chest of the town. The old men of\n"
		"xiv\n"
		"the town had all said that winter\n");
}
