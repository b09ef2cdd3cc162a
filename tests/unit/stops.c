/* The stage that mends commas read as full stops: what must come together for it. */
#include "pages.h"

#include <criterion/criterion.h>

/* What the stage makes of the text where the recogniser saw commas in its stops, and stops in its commas. */
static void expect_mended(const char *text, float seen, const char *mended)
{
	struct page page;
	page_from_text(&page, str_of(text));
	see_other_marks(&page, '.', STR(","), seen);
	see_other_marks(&page, ',', STR("."), seen);
	expect_stage(&page, "stops", mended);
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

Test(stops, a_comma_before_a_small_word_with_a_capital_is_a_full_stop)
{
	expect_mended("made by the potter, It was\nof stone\n", 45, "made by the potter. It was\nof stone\n");
}

Test(stops, not_before_names_nor_where_no_stop_was_seen)
{
	expect_mended("made by the potter, London was\nof stone\n", 45, "made by the potter, London was\nof stone\n");
	expect_mended("in the book, The Potter, and\n", 20, "in the book, The Potter, and\n");
}
