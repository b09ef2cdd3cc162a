/* Sentences that run on behind tinted boxes: the stage runon. */
#include "pages.h"

#include <criterion/criterion.h>

/* A column with a box of its own ground between a sentence's halves. */
static const char boxed[] = "[blocks]\n"
			    "The council met twice in spring and\n"
			    "called for a new bridge that was to\n"
			    "\n"
			    "= From the papers of the town\n"
			    "\n"
			    "The old men of the town had said to\n"
			    "all who asked that the ice would be\n"
			    "too thick for boats by Easter\n"
			    "\n"
			    "be built before the winter came. It\n"
			    "was never built.\n";

static void expect_joined(bool tinted, const char *expected)
{
	struct page page;
	page_from_drawing(&page, str_of(boxed));
	uint32_t number = 0;
	for (struct region *r = first_region(&page); r; r = next_region(r), number++)
		for (struct line *l = first_line(r); l; l = next_line(l))
			for (struct word *w = first_word(l); w; w = next_word(w))
				w->type.shaded = tinted && (number == 1 || number == 2);
	run_stage(&page, "runon");
	expect_labelled(&page, expected);
}

Test(tinted_boxes, a_sentence_goes_on_behind_a_tinted_box)
{
	expect_joined(true, "The council met twice in spring and / called for a new bridge that was to / be built "
			    "before the winter came. It / was never built.\n"
			    "From the papers of the town\n"
			    "The old men of the town had said to / all who asked that the ice would be / too thick for "
			    "boats by Easter\n");
}

Test(tinted_boxes, of_one_ground_the_nearest_is_gone_on_from)
{
	expect_joined(false,
		      "The council met twice in spring and / called for a new bridge that was to\n"
		      "From the papers of the town\n"
		      "The old men of the town had said to / all who asked that the ice would be / too thick for "
		      "boats by Easter / be built before the winter came. It / was never built.\n");
}
