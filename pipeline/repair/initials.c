/*
 * Put back the initial that a page without its scan has lost, by the words that follow: "HE TWENTIETH CONGRESS" after a
 * heading reads "THE TWENTIETH CONGRESS", and "T HE TWENTIETH" too.
 *
 * A drop capital stands in a block of its own, or is read as nothing. What begins a text is a whole sentence, so that
 * the words after it tell which letter is lacking, where they leave no choice.
 */
#include "repair/repair.h"

#include "base/utf8.h"
#include "language/dictionaries.h"
#include "language/dictionary.h"
#include "language/runs_on.h"

#include <math.h>
#include <stdint.h>

/* How sure (percent). */
static const float sure = 90;

/* The word with the letter is so much likelier, with what follows, than without, and than with any other (log10). */
static const double least_gain = 2, least_lead = 1;

/* The first two lines of a text stand in by so much (x-heights) beside a large initial. */
static const double least_place = 1.2;

/* log10 of the probability of a word that is none. */
static const double no_word = -8;

/* Words that follow are looked at: the two next; and words of a text at least. */
enum { AFTER = 2, LEAST_WORDS = 12 };

/* How likely the sentence begins with the word, before what follows. */
static double score(struct repair *r, const struct trigrams *t, struct str word, const int after[AFTER])
{
	struct dictionary_word info;
	const struct dictionary *d = repair_dictionary(r);
	int id = trigrams_word(t, word), start = trigrams_start(t);
	if (id == TRIGRAMS_UNKNOWN || !d || !dictionary_find(d, word, &info) || info.level != WORD_COMMON)
		return no_word + trigrams_log10(t, TRIGRAMS_UNKNOWN, TRIGRAMS_UNKNOWN, after[0]) +
		       trigrams_log10(t, TRIGRAMS_UNKNOWN, after[0], after[1]);
	return trigrams_log10(t, TRIGRAMS_UNKNOWN, start, id) + trigrams_log10(t, start, id, after[0]) +
	       trigrams_log10(t, id, after[0], after[1]);
}

static bool is_upper(struct str s)
{
	bool letter = false;
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		if (utf8_is_letter(c) && !utf8_is_upper(c))
			return false;
		letter |= utf8_is_letter(c);
	}
	return letter;
}

/* The letter that the word has lost, or 0. */
static char lost_letter(struct repair *r, const struct word *w)
{
	const struct trigrams *t = repair_trigrams(r);
	int after[AFTER];
	const struct word *next = w;
	for (int i = 0; i < AFTER; i++) {
		next = next ? following_shown(next) : NULL;
		after[i] = next && t ? trigrams_word(t, next->text) : TRIGRAMS_UNKNOWN;
		if (after[i] == TRIGRAMS_UNKNOWN)
			return 0;
	}
	double best = -HUGE_VAL, second = -HUGE_VAL, as_read = score(r, t, w->text, after);
	char letter = 0;
	for (int c = 'A'; c <= 'Z'; c++) {
		double s = score(r, t, arena_printf(&r->page->scratch, "%c%.*s", c, STR_ARG(w->text)), after);
		if (s > best) {
			second = best;
			best = s;
			letter = (char)c;
		} else
			second = fmax(second, s);
	}
	return best - as_read >= least_gain && best - second >= least_lead ? letter : 0;
}

/* The letter that is all of the region, or that begins its only line; else NULL. */
static struct word *only_letter(const struct region *g)
{
	struct word *w = g && first_line(g) ? first_shown(first_line(g)) : NULL;
	size_t at = 0;
	bool letter = w && w->text.n && utf8_is_upper(utf8_next(w->text, &at)) && at == w->text.n;
	return letter && !next_shown(w) && !next_line(word_line(w)) ? w : NULL;
}

static size_t count_words(const struct region *g)
{
	size_t n = 0;
	for (const struct line *l = first_line(g); l; l = next_line(l))
		for (const struct word *w = first_shown(l); w; w = next_shown(w))
			n++;
	return n;
}

/* Joins the letter to the word behind it, which it begins. */
static bool join_letter(struct repair *r, struct word *letter, struct word *w)
{
	struct str joined = arena_printf(&r->page->scratch, "%.*s%.*s", STR_ARG(letter->text), STR_ARG(w->text));
	struct str pronoun = letter->text;
	size_t at = 0;
	bool alone = str_equal(pronoun, STR("I")) || str_equal(pronoun, STR("A"));
	if (!utf8_is_letter(utf8_next(w->text, &at)) || !lexicon_knows(r->lexicon, utf8_core(joined)) ||
	    (alone && lexicon_knows(r->lexicon, utf8_core(w->text))))
		return false;
	edit_join(r->page, repair_reason(r, sure, "an initial, and the word that it begins"), letter, w, joined);
	return true;
}

/* Does the word begin with a letter that a lost one may stand before: small after a heading, or in capitals? */
static bool may_lack(const struct word *w, bool after_heading)
{
	const struct word *next = following_shown(w);
	return is_upper(w->text) ? next && is_upper(next->text) && next->text.n > 1
				 : after_heading && begins_lower(w->text);
}

/* Stands in the first lines of the text from the others: is there a place for a large initial? */
static bool has_place(const struct region *g)
{
	const struct line *first = first_line(g), *second = first ? next_line(first) : NULL;
	float x_height = first ? line_type(first).x_height : 0;
	int32_t left = INT32_MAX;
	for (const struct line *l = second ? next_line(second) : NULL; l; l = next_line(l))
		left = l->box.left < left ? l->box.left : left;
	double least = (double)left + least_place * (double)x_height;
	return left < INT32_MAX && x_height > 0 && first->box.left >= least && second->box.left >= least;
}

static void mend_beginning(struct repair *r, struct region *g, struct region *before, bool after_heading)
{
	struct word *w = first_shown(first_line(g)), *letter = only_letter(before), *next = w ? next_shown(w) : NULL;
	if (!w || count_words(g) < LEAST_WORDS)
		return;
	if (letter && join_letter(r, letter, w)) {
		struct node *first = &first_line(g)->node;
		edit_move(r->page, repair_reason(r, sure, "the text that its initial begins"), first, node_count(first),
			  &before->node, NULL);
		return;
	}
	size_t at = 0;
	if (utf8_is_upper(utf8_next(w->text, &at)) && at == w->text.n && next && join_letter(r, w, next))
		return;
	char c = may_lack(w, after_heading) ? lost_letter(r, w) : 0;
	if (c)
		edit_text(r->page, repair_reason(r, sure, "the words after it go with no other initial"), w,
			  arena_printf(&r->page->scratch, "%c%.*s", c, STR_ARG(w->text)));
}

static void put_initials_back(struct repair *r)
{
	struct page *page = r->page;
	struct region *before = NULL, *next;
	if (r->scan || !lang_has(page->lang, "eng"))
		return;
	for (struct region *g = first_region(page); g; g = next) {
		next = next_region(g);
		if (region_kinds[g->type].place != PLACE_BODY || !first_line(g))
			continue;
		bool heading = before && before->type == REGION_HEADING;
		bool begins = page->width ? has_place(g) : !before || heading || only_letter(before);
		if (g->type == REGION_PARAGRAPH && begins)
			mend_beginning(r, g, before, page->width || heading);
		before = g;
	}
}

const struct repair_stage stage_initials = {.name = "initials",
					    .summary = "put back the initial that a page without its scan has lost",
					    .needs = REPAIR_LEXICON,
					    .run = put_initials_back};
