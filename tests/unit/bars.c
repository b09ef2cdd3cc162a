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

Test(bars, an_l_that_no_word_begins_with_is_an_I_where_a_sentence_begins)
{
	expect_read("eng", "\"lf you find it right. lndeed it is, lots\nof lt\n", 90,
		    "\"If you find it right. Indeed it is, lots\nof lt\n");
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

/* What the stage makes of a line in which the word was read with that confidence. */
static void expect_of_letter(const char *text, const char *word, float confidence, const char *expected)
{
	struct page page;
	page_from_text(&page, str_of(text));
	page.lang = STR("eng");
	for (uint32_t i = 0; i < page.counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page.nodes[NODE_WORD][i];
		w->confidence = str_equal(w->raw, str_of(word)) ? confidence : 95;
	}
	expect_stage(&page, "bars", expected);
}

Test(bars, a_doubted_T_is_the_pronoun_with_broad_serifs)
{
	expect_of_letter("\xe2\x80\x9cT hate unfairness\n", "\xe2\x80\x9cT", 50, "\xe2\x80\x9cI hate unfairness\n");
	expect_of_letter("and T think so\n", "T", 50, "and I think so\n");
}

Test(bars, not_a_T_that_is_sure_or_stands_for_something)
{
	expect_of_letter("and T think so\n", "T", 0, "and T think so\n");
	expect_of_letter("and T think so\n", "T", 95, "and T think so\n");
	expect_of_letter("and T. think so\n", "T.", 50, "and T. think so\n");
	expect_of_letter("of the T cells in the blood\n", "T", 50, "of the T cells in the blood\n");
	expect_of_letter("the model T which was sold\n", "T", 50, "the model T which was sold\n");
}
