/* What cut lines lack, where it stands whole elsewhere. */
#include "pages.h"

#include "emit/lost.h"
#include "repair/repair.h"

#include <criterion/criterion.h>

/* The n-th word of the page. */
static struct word *word_at(struct page *page, uint32_t n)
{
	return (struct word *)page->nodes[NODE_WORD][n];
}

/* A page of that text, of which something is missing behind the n-th word. */
static void make_page(struct page *page, const char *text, uint32_t n, bool in_word)
{
	struct reason why = {STR("lacunae"), 95, STR("a test")};
	page_from_text(page, str_of(text));
	edit_lacuna(page, why, &(struct lacuna){.word = word_at(page, n), .side = LACUNA_RIGHT, .in_word = in_word});
}

static void run_repeats(struct page *const *pages, int count)
{
	struct repair_plan plan;
	struct emend_error error;
	cr_assert_eq(repair_plan_init(&plan, "repeats", NULL, &error), EMEND_OK);
	repair_run_pages(&plan, pages, count);
	repair_plan_release(&plan);
}

static void expect(const char *text, uint32_t n, bool in_word, const char *elsewhere)
{
	struct page page;
	make_page(&page, text, n, in_word);
	run_repeats((struct page *const[]){&page}, 1);
	cr_expect(str_equal(word_at(&page, n)->lost[true]->elsewhere, str_of(elsewhere)), "'%.*s' and not '%s'",
		  STR_ARG(word_at(&page, n)->lost[true]->elsewhere), elsewhere);
	cr_assert_null(page_check(&page));
	cr_assert(edit_undo_all(&page));
	page_release(&page);
}

Test(repeats, a_quote_has_what_a_cut_line_lacks)
{
	expect("They knew that unprecedented advan\nrights have been made since.\n\n"
	       "“Unprecedented advances in civil rights have been made”",
	       4, true, "advances in civil");
}

Test(repeats, nothing_of_the_word_may_be_missing)
{
	expect("The king had seen the\nand the sea was calm.\n\nThe king had seen the ships and the sea was calm.", 4,
	       false, "ships");
}

Test(repeats, another_sentence_has_it_not)
{
	expect("They knew that unprecedented advan\nrights have been made since.\n\n"
	       "Nobody saw unprecedented advances of any kind; such rights were lost.",
	       4, true, "");
}

Test(repeats, what_stands_in_two_ways_is_not_known)
{
	expect("The king had seen the\nand the sea was calm.\n\nThe king had seen the ships and the sea was calm.\n\n"
	       "The king had seen the town and the sea was calm.",
	       4, false, "");
}

Test(repeats, another_page_of_the_run_may_have_it)
{
	struct page pages[2];
	make_page(&pages[0], "The king had seen the\nand the sea was calm.", 4, false);
	page_from_text(&pages[1], STR("The king had seen the ships and the sea was calm."));
	run_repeats((struct page *const[]){&pages[0], &pages[1]}, 2);
	struct strbuf printed = {0};
	add_printed(word_at(&pages[0], 4), word_at(&pages[0], 4)->text, 0.9, &printed);
	cr_expect_str_eq(printed.s, "the [ships]");
	strbuf_release(&printed);
	page_release(&pages[0]);
	page_release(&pages[1]);
}
