/* The stage that mends marks behind words: by what the recogniser saw as well, the ink there, and what follows. */
#include "pages.h"

#include <criterion/criterion.h>

/* Words that run on, enough for a page to tell what is usual behind them, and what its marks look like. */
#define MANY                                                                                                           \
	"The people of the country had many things to say about the work, the weather and the year. Some of them "     \
	"wrote to the papers, that were read in the towns, by men who had time for news, and no love of it at all. "   \
	"Others had none.\n"
#define RUNNING MANY MANY MANY MANY "\n"

/* A page of a scan, its words read with that confidence, a tenth of full ink behind stops and hardly any elsewhere. */
static void page_read(struct page *page, const char *text, float confidence)
{
	page_from_text(page, str_of(text));
	page->width = page->height = 1000;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		w->confidence = confidence;
		w->type = (struct type_measures){
			.measured = true, .stop = w->raw.s[w->raw.n - 1] == '.' ? 0.1F : 0.001F * (float)(i % 7)};
		w->type.stop = w->raw.s[w->raw.n - 1] == ',' ? 0.1F : w->type.stop;
		w->type.tail = w->raw.s[w->raw.n - 1] == ',' ? 0.06F : 0;
	}
}

/* Sets the words in their lines, ten pixels a letter, and expects that; the white is wider where a mark has ink. */
static void expect_set(struct page *page, const char *expected)
{
	for (uint32_t i = 0; i < page->counts[NODE_LINE]; i++) {
		int32_t left = 0, top = 20 * (int32_t)i;
		for (struct word *w = first_shown((struct line *)page->nodes[NODE_LINE][i]); w; w = next_shown(w)) {
			w->box = (struct box){left, top, left + 10 * (int32_t)w->raw.n, top + 10};
			left = w->box.right + (w->type.stop >= 0.1F ? 15 : 10);
		}
	}
	expect_stage(page, "marks", expected);
}

/* What the stage makes of lines in which so much ink stands behind a word. */
static void expect_ink(const char *text, float confidence, const char *word, float ink, const char *expected)
{
	struct page page;
	page_read(&page, text, confidence);
	for (uint32_t i = 0; i < page.counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page.nodes[NODE_WORD][i];
		if (str_equal(w->raw, str_of(word)))
			w->type.stop = ink;
	}
	expect_set(&page, expected);
}

/* And where the recogniser saw commas in its stops, and stops in its commas. */
static void expect_seen(const char *text, float seen, const char *expected)
{
	struct page page;
	page_read(&page, text, 50);
	see_other_marks(&page, '.', STR(","), seen);
	see_other_marks(&page, ',', STR("."), seen);
	see_other_marks(&page, ':', STR("l"), seen);
	see_other_marks(&page, ')', STR("l"), seen);
	expect_set(&page, expected);
}

Test(marks, a_stop_is_put_where_there_is_ink_and_a_sentence_begins)
{
	expect_ink(RUNNING "at our disposal He saw the door.\n", 80, "disposal", 0.2F,
		   RUNNING "at our disposal. He saw the door.\n");
}

Test(marks, at_the_end_of_a_paragraph_as_well)
{
	expect_ink(RUNNING "at our disposal\n\nHe saw the door.\n", 80, "disposal", 0.2F,
		   RUNNING "at our disposal.\n\nHe saw the door.\n");
}

Test(marks, not_without_ink_nor_where_the_words_run_on)
{
	expect_ink(RUNNING "at our disposal He saw the door.\n", 90, "disposal", 0,
		   RUNNING "at our disposal He saw the door.\n");
	expect_ink(RUNNING "all of our United States as one.\n", 90, "our", 0.05F,
		   RUNNING "all of our United States as one.\n");
	expect_ink(RUNNING "it was seen at dawn\n\nand they went.\n", 90, "dawn", 0.3F,
		   RUNNING "it was seen at dawn\n\nand they went.\n");
}

Test(marks, not_where_many_words_have_such_ink)
{
	expect_ink(RUNNING "of the law and the year He saw the door.\n", 90, "the", 0.3F,
		   RUNNING "of the law and the year He saw the door.\n");
}

Test(marks, a_full_stop_before_a_small_letter_is_a_comma)
{
	expect_seen(RUNNING "in the long run. be the work.\n", 60, RUNNING "in the long run, be the work.\n");
}

Test(marks, not_if_the_word_is_cut_short)
{
	expect_seen(RUNNING "the work of Mr. and Mrs. de Witt.\n", 30, RUNNING "the work of Mr. and Mrs. de Witt.\n");
}

Test(marks, not_before_names)
{
	expect_seen(RUNNING "made by the potter, London was\nof stone.\n", 20,
		    RUNNING "made by the potter, London was\nof stone.\n");
}

Test(marks, a_colon_between_words_that_run_on_is_a_speck)
{
	expect_seen(RUNNING "that were taken from: the towns about.\n", 0,
		    RUNNING "that were taken from the towns about.\n");
}

Test(marks, not_a_bracket_that_closes_another)
{
	expect_seen(RUNNING "the people (who met) in the town.\n", 0, RUNNING "the people (who met) in the town.\n");
}

Test(marks, addresses_keep_theirs)
{
	expect_ink(RUNNING "see www.gnu.org/copyleft/fdl.html\n", 90, "www.gnu.org/copyleft/fdl.html", 0.3F,
		   RUNNING "see www.gnu.org/copyleft/fdl.html\n");
}

/* And where the word's mark has such a tail, whatever was read. */
static void expect_tail(const char *text, float seen, const char *word, float tail, const char *expected)
{
	struct page page;
	page_read(&page, text, 60);
	see_other_marks(&page, '.', STR(","), seen);
	see_other_marks(&page, ',', STR("."), seen);
	for (uint32_t i = 0; i < page.counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page.nodes[NODE_WORD][i];
		if (str_equal(w->raw, str_of(word)))
			w->type.tail = tail;
	}
	expect_set(&page, expected);
}

Test(marks, a_stop_with_a_tail_is_a_comma_and_one_without_is_none)
{
	expect_tail(RUNNING "in the long run. be the work.\n", 60, "run.", 0.06F,
		    RUNNING "in the long run, be the work.\n");
	expect_tail(RUNNING "the work of the Govt. of the day.\n", 30, "Govt.", 0,
		    RUNNING "the work of the Govt. of the day.\n");
}

Test(marks, a_comma_without_a_tail_before_a_small_word_with_a_capital_is_a_full_stop)
{
	expect_tail(RUNNING "made by the potter, It was\nof stone.\n", 60, "potter,", 0,
		    RUNNING "made by the potter. It was\nof stone.\n");
	expect_tail(RUNNING "made by the potter, who was\nof Rome.\n", 60, "potter,", 0.06F,
		    RUNNING "made by the potter, who was\nof Rome.\n");
}
