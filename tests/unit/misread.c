/* The stage that mends misread words of a scan: what the recogniser saw in their letters, and what it was sure of. */
#include "pages.h"

#include <criterion/criterion.h>

/* The word was read with this confidence; where its letter `read` stands, the recogniser saw `seen` as well. */
static void see(struct page *page, const char *word, float confidence, const char *read, const char *seen)
{
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		w->confidence = str_equal(w->raw, str_of(word)) ? confidence : 96;
		w->symbols = arena_alloc(&page->arena, w->raw.n, sizeof *w->symbols);
		w->symbol_count = (uint32_t)w->raw.n;
		for (size_t k = 0; k < w->raw.n; k++) {
			w->symbols[k] = (struct symbol){.text = {w->raw.s + k, 1}, .confidence = 97};
			if (!str_equal(w->raw, str_of(word)) || w->raw.s[k] != read[0])
				continue;
			w->symbols[k].alternatives = arena_alloc(&page->arena, 1, sizeof(struct alternative));
			w->symbols[k].alternatives[0] = (struct alternative){str_of(seen), 70};
			w->symbols[k].alternative_count = 1;
		}
	}
}

/* A page of one line, of whose word so much was seen. */
static void draw_line(struct page *page, const char *line, const char *word, float confidence, const char *read,
		      const char *seen)
{
	char drawing[200];
	snprintf(drawing, sizeof drawing, "[blocks]\n%s\n", line);
	page_from_drawing(page, str_of(drawing));
	page->lang = STR("eng");
	see(page, word, confidence, read, seen);
}

static void expect_line(const char *line, const char *word, float confidence, const char *read, const char *seen,
			const char *expected)
{
	struct page page;
	draw_line(&page, line, word, confidence, read, seen);
	expect_stage(&page, "misread", expected);
}

Test(misread, a_word_that_was_seen_in_the_letters)
{
	expect_line("there is a hmited number of men", "hmited", 80, "h", "li", "there is a limited number of men\n");
	expect_line("he said that thev are in the house", "thev", 92, "v", "y", "he said that they are in the house\n");
}

Test(misread, a_digit_for_a_letter)
{
	expect_line("that it 1s not in the house", "1s", 88, "1", "i", "that it is not in the house\n");
	expect_line("that it 1s not in the house", "1s", 88, "1", "7", "that it 1s not in the house\n");
}

Test(misread, a_likely_misreading_only_where_the_recogniser_doubted)
{
	expect_line("he went to tlie house of his wife", "tlie", 50, "t", "f", "he went to the house of his wife\n");
	expect_line("he went to tlie house of his wife", "tlie", 97, "t", "f", "he went to tlie house of his wife\n");
}

Test(misread, not_a_word_that_the_recogniser_was_sure_of)
{
	expect_line("we shall need a good mot for it", "mot", 97, "m", "n", "we shall need a good mot for it\n");
	expect_line("the men of the home were there", "home", 96, "m", "s", "the men of the home were there\n");
}

Test(misread, not_the_word_that_the_lines_end_may_cut)
{
	expect_line("he said that there is a governmer", "governmer", 70, "q", "q",
		    "he said that there is a governmer\n");
}

Test(misread, a_doubted_word_that_another_was_seen_in)
{
	expect_line("the men were net sure of it", "net", 70, "e", "o", "the men were not sure of it\n");
	expect_line("the men were net sure of it", "net", 96, "e", "o", "the men were net sure of it\n");
}

/* All words of the page were doubted. */
static void doubt_all(struct page *page)
{
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		w->confidence = w->confidence < 80 ? w->confidence : 80;
	}
}

static void expect_on_poor(const char *line, const char *word, float confidence, const char *expected)
{
	struct page page;
	draw_line(&page, line, word, confidence, "~", "~");
	doubt_all(&page);
	expect_stage(&page, "misread", expected);
}

Test(misread, a_sign_that_is_a_word_on_a_poor_page)
{
	expect_on_poor("we went there and 1 believe that he was right", "1", 70,
		       "we went there and I believe that he was right\n");
	expect_on_poor("they did not want w go to the house", "w", 60, "they did not want to go to the house\n");
	expect_on_poor("that was on March 4, when he was here", "4,", 70, "that was on March 4, when he was here\n");
	expect_line("we went there and 1 believe that he was right", "1", 95, "~", "~",
		    "we went there and 1 believe that he was right\n");
}

/* Another look at the line read the word so, with this confidence. */
static void expect_read_again(const char *line, const char *word, const char *again, float confidence,
			      const char *expected)
{
	struct page page;
	draw_line(&page, line, word, 40, "~", "~");
	doubt_all(&page);
	for (uint32_t i = 0; i < page.counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page.nodes[NODE_WORD][i];
		if (str_equal(w->raw, str_of(word)))
			edit_reading(&page, (struct reason){STR("reread"), confidence, STR("smoothed")}, w, 1,
				     str_of(again));
	}
	expect_stage(&page, "misread", expected);
}

Test(misread, a_word_that_another_look_read)
{
	expect_read_again("as soon as it is pxwqtle for the men", "pxwqtle", "possible", 80,
			  "as soon as it is possible for the men\n");
	expect_read_again("as soon as it is pxwqtle for the men", "pxwqtle", "possible", 20,
			  "as soon as it is pxwqtle for the men\n");
	expect_read_again("as soon as it is pxwqtle for the men", "pxwqtle", "posible", 80,
			  "as soon as it is pxwqtle for the men\n");
}

Test(misread, a_half_whose_beginning_is_cut_off_goes_with_no_other)
{
	struct page page;
	struct reason why = {STR("lacunae"), 95, STR("a test")};
	draw_line(&page, "that it has left nearly every-\ntbing. To the men of that house", "tbing.", 40, "b", "h");
	for (uint32_t i = 0; i < page.counts[NODE_WORD]; i++)
		((struct word *)page.nodes[NODE_WORD][i])->confidence = 60;
	struct word *half = (struct word *)page.nodes[NODE_WORD][6];
	cr_assert(str_equal(half->text, STR("tbing.")));
	edit_lacuna(&page, why, &(struct lacuna){.word = half, .side = LACUNA_LEFT, .in_word = true});
	expect_stage(&page, "misread", "that it has left nearly every-\n[…]tbing. To the men of that house\n");
}
