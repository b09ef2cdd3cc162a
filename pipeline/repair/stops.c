/*
 * Mend commas that were read as full stops: "in the long run. be the work" reads "in the long run, be the work".
 *
 * Worn and bold type has commas with short tails. No sentence begins with a small letter; so a full stop before one is
 * a comma, if the recogniser saw that as well, and the word before it is none that is cut short.
 */
#include "repair/repair.h"

#include "base/utf8.h"
#include "language/runs_on.h"

#include <stdlib.h>

/* The recogniser's confidence (percent) in the comma from which it is one. */
static const float least_seen = 3;

/* Percent: on the development pages 49 commas were mended, 48 of them rightly. */
static const float sure = 98;

/* It is the page's type that has such commas: fewer on a page are words cut short, or text in a wrong order. */
enum { FEWEST = 3 };

/* Shorter words (letters) may be cut short: "Mr.", "etc.", "fig.". */
enum { SHORTEST = 4 };

/* Where the word's full stop stands, with nothing but quotes after it; the length of the word where there is none. */
static size_t find_stop(struct str s)
{
	size_t i = s.n;
	while (i > 0 && (s.s[i - 1] == '"' || s.s[i - 1] == '\'' || (unsigned char)s.s[i - 1] >= 0x80))
		i--;
	return i > 1 && s.s[i - 1] == '.' && s.s[i - 2] != '.' ? i - 1 : s.n;
}

/* Did the recogniser see a comma in place of the word's last full stop? */
static bool comma_was_seen(const struct word *w)
{
	for (uint32_t i = w->symbol_count; i-- > 0;) {
		const struct symbol *s = &w->symbols[i];
		if (!str_equal(s->text, STR(".")))
			continue;
		for (uint32_t a = 0; a < s->alternative_count; a++)
			if (str_equal(s->alternatives[a].text, STR(",")) && s->alternatives[a].confidence >= least_seen)
				return true;
		return false;
	}
	return false;
}

/* Is what stands before the stop a whole word? A quote may open before it. */
static bool is_whole(const struct repair *r, struct str s)
{
	size_t letters = 0, begin = 0;
	for (size_t at = 0, from = 0; at < s.n; from = at) {
		bool letter = utf8_is_letter(utf8_next(s, &at));
		begin = letter && !letters ? from : begin;
		letters += letter;
	}
	s = str_skip(s, begin);
	return letters >= SHORTEST && r->lexicon && lexicon_knows(r->lexicon, s);
}

/* Is the word's full stop, which find_stop gives, a comma? */
static bool is_comma(const struct repair *r, const struct word *w)
{
	size_t stop = find_stop(w->text);
	if (stop == w->text.n || !word_shown(w) || !str_equal(w->text, w->raw) || !comma_was_seen(w) ||
	    !is_whole(r, (struct str){w->text.s, stop}))
		return false;
	const struct word *next = following_shown(w);
	return next && begins_lower(next->text);
}

static void mend(struct repair *r, struct word *w, struct strbuf *text)
{
	size_t stop = find_stop(w->text);
	text->n = 0;
	strbuf_add(text, (struct str){w->text.s, stop});
	strbuf_byte(text, ',');
	strbuf_add(text, str_skip(w->text, stop + 1));
	edit_text(r->page, repair_reason(r, sure, "a small letter follows, and the recogniser saw a comma as well"), w,
		  strbuf_str(text));
}

static void mend_stops(struct repair *r)
{
	struct page *page = r->page;
	struct arena arena = {0};
	struct strbuf text = {0};
	struct word **commas = NULL;
	size_t count = 0;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		if (!is_comma(r, w))
			continue;
		commas = arena_grow(&arena, commas, count, sizeof(struct word *));
		commas[count++] = w;
	}
	for (size_t i = 0; i < count && count >= FEWEST; i++)
		mend(r, commas[i], &text);
	strbuf_release(&text);
	arena_release(&arena);
}

const struct repair_stage stage_stops = {.name = "stops",
					 .summary = "mend commas that were read as full stops",
					 .needs = REPAIR_LEXICON,
					 .run = mend_stops};
