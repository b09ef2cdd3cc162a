/* The stage that mends commas read as full stops: what must come together for it. */
#include "pages.h"

#include "language/lexicon.h"
#include "repair/repair.h"

#include <criterion/criterion.h>

/* Gives the last full stop of each word of the page a comma as the recogniser's alternative. */
static void see_commas(struct page *page, float confidence)
{
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		const char *stop = memrchr(w->raw.s, '.', w->raw.n);
		if (!stop)
			continue;
		struct alternative *comma = arena_alloc(&page->arena, 1, sizeof *comma);
		*comma = (struct alternative){STR(","), confidence};
		w->symbols = arena_alloc(&page->arena, 1, sizeof *w->symbols);
		w->symbols[0] = (struct symbol){.text = STR("."), .alternatives = comma, .alternative_count = 1};
		w->symbol_count = 1;
	}
}

static void expect_mended(const char *text, float seen, const char *mended)
{
	struct page page;
	struct repair_plan plan;
	struct emend_error error;
	cr_assert_eq(repair_plan_init(&plan, "stops", NULL, &error), EMEND_OK);
	page_from_text(&page, str_of(text));
	see_commas(&page, seen);
	plan.lexicon = lexicon_new("eng");
	repair_run(&plan, &page, NULL);
	struct strbuf got = page_to_text(&page);
	cr_expect_str_eq(got.s, mended);
	cr_expect(edit_undo_all(&page));
	strbuf_release(&got);
	page_release(&page);
	lexicon_drop(plan.lexicon);
	plan.lexicon = NULL;
	repair_plan_release(&plan);
}

/* Three places on a page. */
#define THREE "in the long run. It is work. like\npeople. and \xe2\x80\x9cmice.\xe2\x80\x9d rabbits"

Test(stops, a_full_stop_before_a_small_letter_is_a_comma)
{
	expect_mended(THREE "\n", 40,
		      "in the long run. It is work, like\npeople, and \xe2\x80\x9cmice,\xe2\x80\x9d rabbits\n");
}

Test(stops, not_if_the_recogniser_saw_none)
{
	expect_mended(THREE "\n", 1, THREE "\n");
}

Test(stops, not_of_words_cut_short_before_capitals_or_where_few_are)
{
	expect_mended("the people. and work.\n", 40, "the people. and work.\n");
	expect_mended("Mr. and e.g. have etc. for people. The mice. and xqzt. so\n", 40,
		      "Mr. and e.g. have etc. for people. The mice. and xqzt. so\n");
}
