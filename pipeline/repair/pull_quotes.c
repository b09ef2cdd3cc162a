/*
 * Tell pull quotes from the body in text that has no places: what stands whole within a paragraph as well was set again
 * to be seen, also where it was driven into a sentence.
 *
 *	“He trusted no one else to do it”          between two paragraphs, one of which has
 *	                                           "himself, since he trusted no one else to do it, and printed"
 */
#include "repair/insert_words.h"

#include "base/table.h"
#include "base/utf8.h"
#include "language/runs_on.h"

#include <stdint.h>
#include <string.h>

/* How sure (percent). */
static const float sure = 90;

/*
 * Words of a pull quote, more if it is no sentence, as a heading's words may stand in the text as well; and how many
 * more the paragraph has that it is of, at least: refrains are as long.
 */
enum { LEAST_OF_SENTENCE = 8, LEAST_OF_OTHER = 10, MOST_OF_QUOTE = 40, LEAST_MORE = 5 };

/* A region's words, and each as the number of its letters in small ones; marks alone are none. */
struct said {
	struct region *region;
	struct run run;
	uint32_t *words;
};

/* May what ends with the word be a sentence, or what somebody says? */
static bool is_closed(const struct word *w)
{
	return ends_sentence(w->text) || str_ends(w->text, STR("”")) || str_ends(w->text, STR("\""));
}

static struct said said_in(struct repair *r, struct table *ids, struct region *g)
{
	struct arena *arena = &r->page->scratch;
	struct said said = {.region = g, .run = run_of(r, g)};
	size_t n = said.run.count, count = 0;
	said.words = arena_alloc(arena, n + 1, sizeof *said.words);
	for (size_t i = 0; i < n; i++) {
		struct str core = utf8_core(said.run.words[i]->text);
		if (!core.n)
			continue;
		uint32_t *id = table_at(ids, utf8_lower(arena, core));
		if (!*id)
			*id = (uint32_t)ids->count;
		said.run.words[count] = said.run.words[i];
		said.words[count++] = *id;
	}
	said.run.count = count;
	return said;
}

/* Do the quote's words follow each other somewhere in the text? */
static bool has(const struct said *text, const struct said *quote)
{
	for (size_t at = 0; at + quote->run.count <= text->run.count; at++)
		if (!memcmp(text->words + at, quote->words, quote->run.count * sizeof *quote->words))
			return true;
	return false;
}

static bool is_quoted(const struct said *all, size_t n, const struct said *quote)
{
	bool closed = quote->run.count && is_closed(quote->run.words[quote->run.count - 1]);
	size_t least = closed ? LEAST_OF_SENTENCE : LEAST_OF_OTHER;
	if (quote->run.count < least || quote->run.count > MOST_OF_QUOTE)
		return false;
	for (size_t i = 0; i < n; i++)
		if (all[i].run.count >= quote->run.count + LEAST_MORE && has(&all[i], quote))
			return true;
	return false;
}

/* How many words from a on, of one text, are those from b on, of another, or of the same behind or before them. */
static size_t same_words(const struct said *x, size_t a, const struct said *y, size_t b)
{
	size_t n = 0, most = x == y ? (a < b ? b - a : a - b) : SIZE_MAX;
	while (n < most && a + n < x->run.count && b + n < y->run.count && x->words[a + n] == y->words[b + n])
		n++;
	return n;
}

/* The end of what stands elsewhere too and was driven into a sentence before word i; 0: nothing was. */
static size_t quote_end(const struct said *all, size_t n, const struct said *text, size_t i)
{
	struct word *const *words = text->run.words;
	size_t most = 0;
	if (!begins_upper(utf8_core(words[i]->text)) || ends_sentence(words[i - 1]->text) ||
	    !begins_lower(words[i - 1]->text))
		return 0;
	for (size_t k = 0; k < n; k++)
		for (size_t at = 0; at < all[k].run.count; at++) {
			size_t same = &all[k] == text && at == i ? 0 : same_words(text, i, &all[k], at);
			most = same > most ? same : most;
		}
	for (; most >= LEAST_OF_SENTENCE; most--)
		if (i + most < text->run.count && is_closed(words[i + most - 1]) && begins_lower(words[i + most]->text))
			return i + most;
	return 0;
}

static void take_quotes_out(struct repair *r, const struct said *all, size_t n, const struct said *text)
{
	const struct region *last = text->region;
	for (size_t i = 1; i < text->run.count; i++) {
		size_t end = quote_end(all, n, text, i);
		if (!end)
			continue;
		struct reason why = repair_reason(r, sure, "its words stand elsewhere too, and the sentence goes on");
		last = take_out(r, why, last, &text->run, i, end);
		i = end;
	}
}

static void tell_pull_quotes(struct repair *r)
{
	struct page *page = r->page;
	struct said *all = arena_alloc(&page->scratch, page->counts[NODE_REGION] + 1, sizeof *all);
	struct table ids = {0};
	size_t n = 0;
	for (struct region *g = first_region(page); g && !page->width; g = next_region(g))
		if (g->type == REGION_PARAGRAPH)
			all[n++] = said_in(r, &ids, g);
	for (size_t i = 0; i < n; i++)
		if (is_quoted(all, n, &all[i])) {
			edit_type(page, repair_reason(r, sure, "its words stand in a paragraph as well"), all[i].region,
				  REGION_PULL_QUOTE);
			all[i].run.count = 0;
		}
	for (size_t i = 0; i < n; i++)
		take_quotes_out(r, all, n, &all[i]);
	table_release(&ids);
}

const struct repair_stage stage_pull_quotes = {.name = "pull-quotes",
					       .summary =
						       "tell pull quotes by the body's words, in text without places",
					       .needs = 0,
					       .run = tell_pull_quotes};
