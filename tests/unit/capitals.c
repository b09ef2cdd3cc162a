/* The stage that mends first letters read in the wrong case: by the ink above them, what other looks saw, and their
 * place. */
#include "pages.h"

#include <criterion/criterion.h>
#include <string.h>

#define AROUND                                                                                                         \
	"The people of London and of Paris had many things to say about the work of the year. They wrote of it to "    \
	"the Times.\nIn the country it was the same. Some of them came to New York by rail from all over the North.\n"

/* A scan so poor that most of its words are doubted, with much ink above capitals and none above small letters. */
static void poor_page(struct page *page, const char *text, float confidence)
{
	page_from_text(page, str_of(text));
	page->lang = STR("eng");
	page->width = page->height = 1000;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		bool tall = strchr("bdfhklit", w->raw.s[0]) || (w->raw.s[0] >= 'A' && w->raw.s[0] <= 'Z');
		w->confidence = confidence;
		w->symbols = arena_alloc(&page->arena, 1, sizeof *w->symbols);
		w->symbols[0] = (struct symbol){.text = {w->raw.s, 1}, .confidence = confidence};
		w->symbol_count = 1;
		w->type = (struct type_measures){.measured = true, .rise = tall ? 0.3F : 0};
	}
}

/* What the stage makes of lines in which so much ink is above the word. */
static void expect_rise(const char *text, float confidence, const char *word, float rise, const char *expected)
{
	struct page page;
	poor_page(&page, text, confidence);
	for (uint32_t i = 0; i < page.counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page.nodes[NODE_WORD][i];
		if (str_equal(w->raw, str_of(word)))
			w->type.rise = rise;
	}
	expect_stage(&page, "capitals", expected);
}

Test(capitals, one_without_ink_above_it_within_a_sentence_is_a_small_letter)
{
	expect_rise(AROUND "and business and the Computer industry\n", 60, "Computer", 0,
		    AROUND "and business and the computer industry\n");
	expect_rise(AROUND "in the long run they\nContinue to lead the world\n", 60, "Continue", 0,
		    AROUND "in the long run they\ncontinue to lead the world\n");
}

Test(capitals, not_where_there_is_ink_nor_where_a_sentence_begins)
{
	expect_rise(AROUND "and business and the Computer industry\n", 60, "Computer", 0.3F,
		    AROUND "and business and the Computer industry\n");
	expect_rise(AROUND "it was so. Computers are here\n", 60, "Computers", 0.3F,
		    AROUND "it was so. Computers are here\n");
}

Test(capitals, a_name_keeps_its_capital)
{
	expect_rise(AROUND "to the men of Moscow in the war\n", 60, "Moscow", 0,
		    AROUND "to the men of Moscow in the war\n");
}

Test(capitals, on_a_good_scan_capitals_stay)
{
	expect_rise(AROUND "and business and the Computer industry\n", 96, "Computer", 0.1F,
		    AROUND "and business and the Computer industry\n");
}
