/*
 * Mend commas and full stops read for each other: "in the long run. be the work" reads "in the long run, be the work",
 * "by the potter, It was" reads "by the potter. It was".
 *
 * Worn and bold type has commas with short tails; specks give tails to stops. No sentence begins with a small letter;
 * so a full stop before one is a comma, if the recogniser saw that as well, and the word before it is none that is cut
 * short. And within a sentence no "It" or "The" has a capital.
 */
#include "repair/repair.h"

#include "base/utf8.h"
#include "language/dictionaries.h"
#include "language/runs_on.h"

#include <stdlib.h>
#include <string.h>

/* The recogniser's confidence (percent) in the comma from which it is one. */
static const float least_seen = 3;

/* The same in the full stop: titles have capitals behind commas too. */
static const float least_seen_stop = 40;

/* Percent: on the development pages 49 commas were mended, 48 of them rightly, and 5 stops, all of them. */
static const float sure = 98, sure_stop = 90;

/* Small words that have a capital where a sentence begins, and else in titles only. English. */
static const char *const openers[] = {
	"The",    "A",        "An",      "It",      "He",      "She",     "They",   "We",    "You",   "This",
	"That",   "These",    "Those",   "There",   "Here",    "His",     "Her",    "Their", "Its",   "Our",
	"In",     "On",       "At",      "Of",      "To",      "From",    "By",     "With",  "For",   "After",
	"Among",  "Along",    "Before",  "Besides", "Between", "Despite", "During", "Under", "Upon",  "Without",
	"Since",  "Until",    "While",   "When",    "Where",   "What",    "Which",  "Who",   "Why",   "How",
	"If",     "As",       "And",     "But",     "Or",      "Nor",     "So",     "Yet",   "Thus",  "Then",
	"Though", "Although", "Because", "However", "Such",    "Some",    "Many",   "Most",  "Other", "Others",
	"Each",   "Every",    "All",     "Both",    "No",      "Not",     "Only"};

/* It is the page's type that has such commas: fewer on a page are words cut short, or text in a wrong order. */
enum { FEWEST = 3 };

/* A stored page does not tell what else was seen: there it is the page's type if so many stand before small letters. */
enum { FEWEST_UNSEEN = 6 };

/* Shorter words (letters) may be cut short. */
enum { SHORTEST = 3 };

/* Where the word's last mark stands, with nothing but quotes after it; the length of the word where there is none. */
static size_t find_mark(struct str s, char mark)
{
	size_t i = s.n;
	while (i > 0 && (s.s[i - 1] == '"' || s.s[i - 1] == '\'' || (unsigned char)s.s[i - 1] >= 0x80))
		i--;
	return i > 1 && s.s[i - 1] == mark && s.s[i - 2] != mark ? i - 1 : s.n;
}

/* Does the page come from a scan that is not here, without the recogniser's other readings of its letters? */
static bool is_unseen(const struct repair *r, const struct word *w)
{
	return r->page->width > 0 && !r->scan && !w->symbol_count;
}

/* Did the recogniser see another mark, with that confidence, in place of the word's last one? */
static bool was_seen(const struct word *w, struct str mark, struct str other, float confidence)
{
	for (uint32_t i = w->symbol_count; i-- > 0;)
		if (str_equal(w->symbols[i].text, mark))
			return symbol_was_seen(&w->symbols[i], other, confidence);
	return false;
}

/* Is what stands before the stop a whole word? A quote may open before it. */
static bool is_whole(const struct repair *r, struct str s)
{
	s = utf8_core(s);
	return s.n >= SHORTEST && !is_cut_short(s) && r->lexicon && lexicon_knows(r->lexicon, s);
}

/* Is the word's full stop, which find_stop gives, a comma? */
static bool is_comma(const struct repair *r, const struct word *w)
{
	size_t stop = find_mark(w->text, '.');
	if (stop == w->text.n || !word_is_prose(w) || !str_equal(w->text, w->raw) ||
	    !(is_unseen(r, w) || was_seen(w, STR("."), STR(","), least_seen)) ||
	    !is_whole(r, (struct str){w->text.s, stop}))
		return false;
	const struct word *next = following_shown(w);
	return next && begins_lower(next->text);
}

/* Is the word's comma a full stop: does a small word with a capital follow, which begins a sentence? */
static bool is_stop(const struct repair *r, const struct word *w)
{
	size_t comma = find_mark(w->text, ',');
	if (!lang_has(r->page->lang, "eng") || comma == w->text.n || !word_is_prose(w) || !str_equal(w->text, w->raw) ||
	    !was_seen(w, STR(","), STR("."), least_seen_stop) || !is_whole(r, (struct str){w->text.s, comma}))
		return false;
	const struct word *next = following_shown(w);
	for (size_t i = 0; next && i < sizeof openers / sizeof *openers; i++)
		if (str_equal(next->text, str_of(openers[i])))
			return true;
	return false;
}

/* Puts a mark in the place of the word's byte at a place. */
static void mend(struct repair *r, struct word *w, size_t at, char mark, struct reason why)
{
	struct str text = arena_str(&r->page->scratch, w->text);
	((char *)text.s)[at] = mark;
	edit_text(r->page, why, w, text);
}

static void mend_stops(struct repair *r)
{
	struct page *page = r->page;
	struct arena arena = {0};
	struct word **commas = NULL;
	size_t count = 0;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		if (is_stop(r, w))
			mend(r, w, find_mark(w->text, ','), '.',
			     repair_reason(r, sure_stop,
					   "a sentence begins behind it, and the recogniser saw a stop as well"));
		if (!is_comma(r, w))
			continue;
		commas = arena_grow(&arena, commas, count, sizeof(struct word *));
		commas[count++] = w;
	}
	for (size_t i = 0; i < count; i++) {
		bool unseen = is_unseen(r, commas[i]);
		if (count >= (unseen ? FEWEST_UNSEEN : FEWEST))
			mend(r, commas[i], find_mark(commas[i]->text, '.'), ',',
			     repair_reason(r, sure, "a small letter follows, %s",
					   unseen ? "as behind other stops of the page"
						  : "and the recogniser saw a comma as well"));
	}
	arena_release(&arena);
}

const struct repair_stage stage_stops = {.name = "stops",
					 .summary = "mend commas and full stops read for each other",
					 .needs = REPAIR_LEXICON,
					 .run = mend_stops};
