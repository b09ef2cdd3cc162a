/*
 * Read the upright bar as the letter that it is: "If | place a restriction" reads "If I place a restriction", the I
 * with broad serifs that was read as a T: "“T hate unfairness", and the one that was read as an l: "lf the software
 * works".
 *
 * A sans-serif I is a bar, and no bar stands in a sentence. It is the pronoun where the recogniser saw a letter as well
 * and the words beside it are more usual next to it than elsewhere; rules of tables and columns are left. A T is no
 * word either; it is the pronoun where the recogniser doubted it and the next word is much more usual behind that. An l
 * is an I where a sentence begins with a word that is none, and a common one with I.
 */
#include "repair/repair.h"

#include "base/utf8.h"
#include "language/dictionaries.h"
#include "language/runs_on.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Percent: on the development pages 5 bars were read so, all rightly; of so few one more may be wrong. */
static const float sure = 86;

/* How sure an I is that was read as an l: set by hand, both of the development pages' are right. */
static const float sure_of_capital = 95;

/* One of the words beside it is so much likelier next to the pronoun than by itself, and neither much less (log10). */
static const double least_gain = 0.3, most_loss = -1.5;

/* A clear stroke was read with this confidence (percent); a cut letter or a speck with less. */
static const float clear = 60;

/* The same of the word behind a T, which was read with less than this confidence (percent). */
static const double least_gain_of_letter = 0.4;
static const float sure_of_letter = 90;

/* What else a recogniser makes of an upright stroke. */
static const char *const strokes[] = {"I", "l", "1", "!", "[", "]"};

static bool stroke_was_seen(const struct word *w)
{
	for (uint32_t s = 0; s < w->symbol_count; s++)
		for (uint32_t a = 0; a < w->symbols[s].alternative_count; a++)
			for (size_t i = 0; i < sizeof strokes / sizeof *strokes; i++)
				if (str_equal(w->symbols[s].alternatives[a].text, str_of(strokes[i])))
					return true;
	return false;
}

/* How much likelier (log10) second is after first than by itself; 0 where the model does not know both. */
static double gain(const struct trigrams *t, int first, int second)
{
	if (first == TRIGRAMS_UNKNOWN || second == TRIGRAMS_UNKNOWN)
		return 0;
	return trigrams_log10(t, TRIGRAMS_UNKNOWN, first, second) -
	       trigrams_log10(t, TRIGRAMS_UNKNOWN, TRIGRAMS_UNKNOWN, second);
}

static bool is_of_text(const struct word *w)
{
	enum region_type type = line_region(word_line(w))->type;
	return word_shown(w) && type != REGION_TABLE && type != REGION_FLOATING && type != REGION_LISTING &&
	       region_kinds[type].place <= PLACE_INSERT;
}

/* Does the word stand in a sentence that goes on with it in small letters? */
static bool is_in_sentence(const struct word *w)
{
	const struct word *next = following_shown(w);
	return is_of_text(w) && next && begins_lower(next->text);
}

/* How much likelier the words before and behind it are next to the pronoun. */
static void gains_beside(const struct trigrams *t, const struct word *w, double *before, double *after)
{
	const struct word *prev = prev_shown(w);
	int pronoun = trigrams_word(t, STR("I"));
	*before = prev && !ends_sentence(prev->text) ? gain(t, trigrams_word(t, prev->text), pronoun) : 0;
	*after = gain(t, pronoun, trigrams_word(t, following_shown(w)->text));
}

static bool is_bar(const struct trigrams *t, const struct word *w)
{
	double before, after;
	if (!str_equal(w->text, STR("|")) || w->confidence < clear || !stroke_was_seen(w) || !is_in_sentence(w))
		return false;
	gains_beside(t, w, &before, &after);
	return fmax(before, after) >= least_gain && fmin(before, after) >= most_loss;
}

/* Is it a T that was doubted, with nothing but quotes before it, and the pronoun? */
static bool is_serif(const struct trigrams *t, const struct word *w)
{
	double before, after;
	struct str core = utf8_core(w->text);
	if (!str_equal(core, STR("T")) || core.s + core.n != w->text.s + w->text.n || w->confidence >= sure_of_letter ||
	    !(w->confidence > 0) || !is_in_sentence(w)) /* 0: plain text, of which nobody doubted a letter */
		return false;
	gains_beside(t, w, &before, &after);
	return after >= least_gain_of_letter && before >= most_loss;
}

/* Does a sentence begin with the word: behind the end of one, or in an insert? */
static bool begins_sentence(const struct word *w)
{
	const struct region *g = line_region(word_line(w));
	const struct word *prev = prev_shown(w);
	bool first = !prev || (line_region(word_line(prev)) != g && region_kinds[g->type].place == PLACE_INSERT);
	return first || ends_sentence(prev->text);
}

/* The word with I for its first letter, an l, where that makes a common one of what is none; or empty. */
static struct str with_capital(struct repair *r, const struct word *w)
{
	struct dictionary_word info;
	const struct dictionary *d = repair_dictionary(r);
	struct str core = utf8_core(w->text);
	if (!d || core.n < 2 || core.s[0] != 'l' || !is_of_text(w) || !begins_sentence(w) ||
	    dictionary_find(d, core, &info))
		return (struct str){0};
	struct arena *arena = &r->page->scratch;
	struct str text = arena_printf(arena, "%.*s", STR_ARG(w->text));
	size_t at = (size_t)(core.s - w->text.s);
	((char *)text.s)[at] = 'I';
	bool known = dictionary_find(d, (struct str){text.s + at, core.n}, &info) && info.level == WORD_COMMON;
	return known ? text : (struct str){0};
}

static void read_bars(struct repair *r)
{
	struct page *page = r->page;
	struct str capital;
	const struct trigrams *t = lang_has(page->lang, "eng") ? repair_trigrams(r) : NULL;
	for (uint32_t i = 0; t && i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		if (is_bar(t, w))
			edit_text(
				page,
				repair_reason(r, sure, "a letter was seen as well, and the words beside it go with I"),
				w, STR("I"));
		else if (is_serif(t, w))
			edit_text(page, repair_reason(r, sure, "a T is no word, and the words beside it go with I"), w,
				  arena_printf(&page->scratch, "%.*sI", (int)(w->text.n - 1), w->text.s));
		else if ((capital = with_capital(r, w)).n)
			edit_text(page,
				  repair_reason(r, sure_of_capital, "no word begins a sentence so, but one with I"), w,
				  capital);
	}
}

const struct repair_stage stage_bars = {
	.name = "bars", .summary = "read an upright bar, a T or an l in a sentence as the letter I", .run = read_bars};
