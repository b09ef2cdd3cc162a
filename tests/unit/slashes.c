/* The stage that reads slashes as italic letters: what must come together for it. */
#include "pages.h"

#include <criterion/criterion.h>

/* Makes symbols of the page's words, of which slashes have another reading. */
static void see_letters(struct page *page, struct str seen, float confidence)
{
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		w->symbols = arena_alloc(&page->arena, w->raw.n, sizeof *w->symbols);
		w->symbol_count = (uint32_t)w->raw.n;
		for (size_t k = 0; k < w->raw.n; k++) {
			struct alternative *a = arena_alloc(&page->arena, 1, sizeof *a);
			*a = (struct alternative){seen, confidence};
			w->symbols[k] =
				(struct symbol){.text = {w->raw.s + k, 1}, .alternatives = a, .alternative_count = 1};
		}
	}
}

static void expect_mended(const char *text, const char *seen, float confidence, const char *mended)
{
	struct page page;
	page_from_text(&page, str_of(text));
	see_letters(&page, str_of(seen), confidence);
	expect_stage(&page, "slashes", mended);
}

Test(slashes, a_slash_that_makes_a_word_as_a_letter_is_one)
{
	expect_mended("a net./abel (/iterate) code\n", "l", 40, "a net.label (literate) code\n");
	expect_mended("to /nstall it\n", "I", 40, "to Install it\n");
}

Test(slashes, a_word_that_the_page_has_elsewhere_needs_no_other_look)
{
	expect_mended("a net./abel of net.labels\n", "l", 20, "a net.label of net.labels\n");
}

Test(slashes, not_where_no_letter_was_seen_or_none_makes_a_word)
{
	expect_mended("a net./abel\n", "l", 20, "a net./abel\n");
	expect_mended("a net./abel\n", "J", 60, "a net./abel\n");
	expect_mended("the /home/imit and and/or at /en\n", "l", 60, "the /home/imit and and/or at /en\n");
}
