/*
 * Tell pull quotes from the body in text that has no places: what stands whole within a paragraph as well was set again
 * to be seen.
 *
 *	“He trusted no one else to do it”          between two paragraphs, one of which has
 *	                                           "himself, since he trusted no one else to do it, and printed"
 */
#include "repair/repair.h"

#include "base/table.h"
#include "base/utf8.h"
#include "language/runs_on.h"

#include <string.h>

/* How sure (percent). */
static const float sure = 90;

/*
 * Words of a pull quote, more if it is no sentence, as a heading's words may stand in the text as well; and how many
 * more the paragraph has that it is of, at least: refrains are as long.
 */
enum { LEAST_OF_SENTENCE = 6, LEAST_OF_OTHER = 10, MOST_OF_QUOTE = 40, LEAST_MORE = 5 };

/* A region's words, as numbers of their letters in small ones; marks alone are none. */
struct said {
	struct region *region;
	uint32_t *words;
	size_t count;
	bool sentence; /* it ends one, or what somebody says */
};

static void add_words(struct repair *r, struct table *ids, struct said *said)
{
	struct arena *arena = &r->page->scratch;
	for (const struct line *l = first_line(said->region); l; l = next_line(l))
		for (const struct word *w = first_shown(l); w; w = next_shown(w)) {
			struct str core = utf8_core(w->text);
			said->sentence =
				ends_sentence(w->text) || str_ends(w->text, STR("”")) || str_ends(w->text, STR("\""));
			if (!core.n)
				continue;
			uint32_t *id = table_at(ids, utf8_lower(arena, core));
			if (!*id)
				*id = (uint32_t)ids->count;
			said->words = arena_grow(arena, said->words, said->count, sizeof *said->words);
			said->words[said->count++] = *id;
		}
}

/* Do the quote's words follow each other somewhere in the text? */
static bool has(const struct said *text, const struct said *quote)
{
	for (size_t at = 0; at + quote->count <= text->count; at++)
		if (!memcmp(text->words + at, quote->words, quote->count * sizeof *quote->words))
			return true;
	return false;
}

static bool is_quoted(const struct said *all, size_t n, const struct said *quote)
{
	size_t least = quote->sentence ? LEAST_OF_SENTENCE : LEAST_OF_OTHER;
	if (quote->count < least || quote->count > MOST_OF_QUOTE)
		return false;
	for (size_t i = 0; i < n; i++)
		if (all[i].count >= quote->count + LEAST_MORE && has(&all[i], quote))
			return true;
	return false;
}

static void tell_pull_quotes(struct repair *r)
{
	struct page *page = r->page;
	struct said *all = arena_alloc(&page->scratch, page->counts[NODE_REGION] + 1, sizeof *all);
	struct table ids = {0};
	size_t n = 0;
	for (struct region *g = first_region(page); g && !page->width; g = next_region(g))
		if (g->type == REGION_PARAGRAPH) {
			all[n].region = g;
			add_words(r, &ids, &all[n++]);
		}
	for (size_t i = 0; i < n; i++)
		if (is_quoted(all, n, &all[i]))
			edit_type(page, repair_reason(r, sure, "its words stand in a paragraph as well"), all[i].region,
				  REGION_PULL_QUOTE);
	table_release(&ids);
}

const struct repair_stage stage_pull_quotes = {.name = "pull-quotes",
					       .summary =
						       "tell pull quotes by the body's words, in text without places",
					       .needs = 0,
					       .run = tell_pull_quotes};
