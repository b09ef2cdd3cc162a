/* The stage that knows listings: lines of one pitch, set off from the text; and how they are given out. */
#include "pages.h"

#include "page/pitch.h"

#include <criterion/criterion.h>

/* Pixels: the pitch of drawn pages, and how much narrower or wider letters of other type are. */
enum { PITCH = 16, UNLIKE = 7 };

/* Gives every letter a box: lines in small type have one pitch, letters of others are as wide as they happen to be. */
static void box_letters(struct page *page)
{
	struct random random = {7};
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		bool fixed = w->type.x_height < 14;
		int x = w->box.left;
		w->symbols = arena_alloc(&page->arena, w->raw.n, sizeof *w->symbols);
		w->symbol_count = (uint32_t)w->raw.n;
		for (size_t k = 0; k < w->raw.n; k++) {
			int width = fixed ? PITCH : PITCH - UNLIKE + (int)random_below(&random, 2 * UNLIKE);
			w->symbols[k] = (struct symbol){.text = {w->raw.s + k, 1},
							.box = {x, w->box.top, x + width, w->box.bottom}};
			x += width;
		}
	}
}

static void expect_listings(const char *drawing, const char *expected)
{
	struct page page;
	page_from_drawing(&page, str_of(drawing));
	box_letters(&page);
	run_stage(&page, "listings");
	expect_labelled(&page, expected);
}

#define PROSE                                                                                                          \
	"The council met twice in spring and\n"                                                                        \
	"called for a new bridge that was to\n"                                                                        \
	"be built before the winter came.\n"

static const char program[] = "[blocks]\n" PROSE "\n"
			      "- int main(void)\n"
			      "- {\n"
			      "    - printf(\"%d\", sum (1, 2));\n"
			      "    - return 0;\n"
			      "- }\n"
			      "\n" PROSE;

Test(listings, lines_of_one_pitch_are_a_listing)
{
	expect_listings(program, "The council met twice in spring and / called for a new bridge that was to / be built "
				 "before the winter came.\n"
				 "[listing] int main(void) / { / printf(\"%d\", sum (1, 2)); / return 0; / }\n"
				 "The council met twice in spring and / called for a new bridge that was to / be built "
				 "before the winter came.\n");
}

Test(listings, addresses_are_none)
{
	expect_listings("[blocks]\n" PROSE "\n"
			"- http://kahvi.org/releases.php\n"
			"- http://archive.org/netlabels\n",
			"The council met twice in spring and / called for a new bridge that was to / be built before "
			"the winter came.\n"
			"http://kahvi.org/releases.php / http://archive.org/netlabels\n");
}

Test(listings, nor_are_lines_within_a_paragraph)
{
	expect_listings("[blocks]\n" PROSE "- it was said at the time of the\n- meeting in the town of Mill\n" PROSE,
			"The council met twice in spring and / called for a new bridge that was to / be built before "
			"the winter came.\n"
			"it was said at the time of the / meeting in the town of Mill\n"
			"The council met twice in spring and / called for a new bridge that was to / be built before "
			"the winter came.\n");
}

Test(listings, a_typewritten_page_has_none)
{
	expect_listings("[blocks]\n- The council met twice in spring and\n- called for a new bridge.\n",
			"The council met twice in spring and / called for a new bridge.\n");
}

Test(listings, are_given_out_as_they_are_indented)
{
	struct page page;
	page_from_drawing(&page, str_of(program));
	box_letters(&page);
	run_stage(&page, "listings");
	for (struct region *r = first_region(&page); r; r = next_region(r)) {
		if (r->type != REGION_LISTING)
			continue;
		struct margin margin = region_margin(r);
		static const uint32_t indents[] = {0, 0, 4, 4, 0};
		size_t i = 0;
		for (const struct line *l = first_line(r); l; l = next_line(l))
			cr_expect_eq(line_indent(l, margin), indents[i++]);
		cr_expect_eq(i, sizeof indents / sizeof *indents);
	}
	page_release(&page);
}
