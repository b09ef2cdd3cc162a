/* The stage that puts full stops back: by the ink behind words, and by what follows. */
#include "pages.h"

#include <criterion/criterion.h>

/* Words that run on, enough for a page to tell what is usual behind them. */
#define MANY                                                                                                           \
	"the people of the country had many things to say about the work and the weather of the year and some of "     \
	"them "                                                                                                        \
	"wrote to the papers that were read in the towns by men who had time for news and no love of it at all\n"
#define RUNNING MANY MANY MANY

/* What the stage makes of lines in which so much ink stands behind a word. */
static void expect_points(const char *text, const char *word, float ink, const char *expected)
{
	struct page page;
	page_from_text(&page, str_of(text));
	page.width = page.height = 1000;
	for (uint32_t i = 0; i < page.counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page.nodes[NODE_WORD][i];
		w->type = (struct type_measures){.measured = true, .stop = str_equal(w->raw, str_of(word)) ? ink : 0};
	}
	expect_stage(&page, "points", expected);
}

Test(points, a_stop_is_put_where_there_is_ink_and_a_sentence_begins)
{
	expect_points(RUNNING "at our disposal He saw the door\n", "disposal", 0.2F,
		      RUNNING "at our disposal. He saw the door\n");
}

Test(points, at_the_end_of_a_paragraph_as_well)
{
	expect_points(RUNNING "at our disposal\n\nHe saw the door\n", "disposal", 0.2F,
		      RUNNING "at our disposal.\n\nHe saw the door\n");
}

Test(points, not_without_ink_nor_where_the_words_run_on)
{
	expect_points(RUNNING "at our disposal He saw the door\n", "disposal", 0.02F,
		      RUNNING "at our disposal He saw the door\n");
	expect_points(RUNNING "a speck behind the President of the Union\n", "behind", 0.3F,
		      RUNNING "a speck behind the President of the Union\n");
	expect_points(RUNNING "all of our United States as one\n", "our", 0.3F,
		      RUNNING "all of our United States as one\n");
	expect_points(RUNNING "it was seen at dawn\n\nand they went\n", "dawn", 0.3F,
		      RUNNING "it was seen at dawn\n\nand they went\n");
}

Test(points, not_behind_names_that_stand_alone)
{
	expect_points(RUNNING "\nJohn Smith\n\nHe saw the door\n", "Smith", 0.3F,
		      RUNNING "\nJohn Smith\n\nHe saw the door\n");
}

Test(points, not_where_many_words_have_such_ink)
{
	expect_points(RUNNING "of the law and the year He saw the door\n", "the", 0.3F,
		      RUNNING "of the law and the year He saw the door\n");
}
