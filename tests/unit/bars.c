/* The stage that reads upright bars as the pronoun: where it does, and where it leaves them. */
#include "pages.h"

#include "repair/repair.h"

#include <criterion/criterion.h>

/* Gives each bar of the page a letter as the recogniser's alternative, and a confidence. */
static void see_letters(struct page *page, float confidence)
{
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		if (!str_equal(w->raw, STR("|")))
			continue;
		struct alternative *letter = arena_alloc(&page->arena, 1, sizeof *letter);
		*letter = (struct alternative){STR("l"), 10};
		w->symbols = arena_alloc(&page->arena, 1, sizeof *w->symbols);
		w->symbols[0] = (struct symbol){.text = w->raw, .alternatives = letter, .alternative_count = 1};
		w->symbol_count = 1;
		w->confidence = confidence;
	}
}

static void expect_read(const char *lang, const char *text, float confidence, const char *expected)
{
	struct page page;
	struct repair_plan plan;
	struct emend_error error;
	cr_assert_eq(repair_plan_init(&plan, "bars", NULL, &error), EMEND_OK);
	page_from_text(&page, str_of(text));
	page.lang = str_of(lang);
	see_letters(&page, confidence);
	repair_run(&plan, &page, NULL);
	struct strbuf got = page_to_text(&page);
	cr_expect_str_eq(got.s, expected);
	cr_expect(edit_undo_all(&page));
	strbuf_release(&got);
	page_release(&page);
	repair_plan_release(&plan);
}

Test(bars, a_bar_in_a_sentence_is_the_pronoun)
{
	expect_read("eng", "as | have said, | think\nof you, then |\ncan go\n", 90,
		    "as I have said, I think\nof you, then I\ncan go\n");
}

Test(bars, not_where_the_words_do_not_go_with_it)
{
	expect_read("eng", "the price | handicrafts\nand the | Congress\n", 90,
		    "the price | handicrafts\nand the | Congress\n");
}

Test(bars, not_a_faint_stroke_nor_in_another_language)
{
	expect_read("eng", "as | have said\n", 40, "as | have said\n");
	expect_read("deu", "as | have said\n", 90, "as | have said\n");
}
