/* The stage that parts words read as one: by the white between their letters. */
#include "pages.h"

#include <criterion/criterion.h>

/* Gives the letters of the line's third word boxes 14 wide, with so much white after the one at a place, else 2. */
static void box_letters(struct page *page, struct word *w, size_t place, int white)
{
	w->symbols = arena_alloc(&page->arena, w->raw.n, sizeof *w->symbols);
	w->symbol_count = (uint32_t)w->raw.n;
	int left = w->box.left;
	for (size_t i = 0; i < w->raw.n; i++) {
		w->symbols[i] = (struct symbol){.text = {w->raw.s + i, 1}, .box = {left, 0, left + 14, 20}};
		left += 14 + (i == place ? white : 2);
	}
}

/* What the line's text is where its third word has so much white in it. Words of the drawing are 16 pixels apart. */
static void expect_parted(const char *drawing, size_t place, int white, const char *text)
{
	struct page page;
	page_from_drawing(&page, str_of(drawing));
	struct line *l = (struct line *)page.nodes[NODE_LINE][0];
	box_letters(&page, next_word(next_word(first_word(l))), place, white);
	expect_stage(&page, "gaps", text);
}

Test(gaps, two_words_as_far_apart_as_others_are_parted)
{
	expect_parted("[blocks]\nused as ina book of old\n", 1, 16, "used as in a book of old\n");
	expect_parted("[blocks]\nwhere that Acommittee met for it\n", 0, 13, "where that A committee met for it\n");
}

Test(gaps, not_where_letters_stand_close_or_the_whole_is_a_word)
{
	expect_parted("[blocks]\nused as ina book of old\n", 1, 6, "used as ina book of old\n");
	expect_parted("[blocks]\nused as into book of old\n", 1, 16, "used as into book of old\n");
	expect_parted("[blocks]\nused as xqzin book of old\n", 2, 16, "used as xqzin book of old\n");
	expect_parted("[blocks]\nused as www/ina book of old\n", 5, 16, "used as www/ina book of old\n");
}
