/*
 * Read the upright bar as the letter that it is: "If | place a restriction" reads "If I place a restriction".
 *
 * A sans-serif I is a bar, and no bar stands in a sentence. It is the pronoun where the recogniser saw a letter as well
 * and the words beside it are more usual next to it than elsewhere; rules of tables and columns are left.
 */
#include "repair/repair.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Percent: on the development pages 5 bars were read so, all rightly. */
static const float sure = 97;

/* One of the words beside it is so much likelier next to the pronoun than by itself, and neither much less (log10). */
static const double least_gain = 0.3, most_loss = -1.5;

/* A clear stroke was read with this confidence (percent); a cut letter or a speck with less. */
static const float clear = 60;

/* What else a recogniser makes of an upright stroke. */
static const char *const strokes[] = {"I", "l", "1", "!", "[", "]"};

static bool is_english(struct str lang)
{
	for (size_t i = 0; i + 3 <= lang.n; i++)
		if (!memcmp(lang.s + i, "eng", 3))
			return true;
	return false;
}

static bool stroke_was_seen(const struct word *w)
{
	for (uint32_t s = 0; s < w->symbol_count; s++)
		for (uint32_t a = 0; a < w->symbols[s].alternative_count; a++)
			for (size_t i = 0; i < sizeof strokes / sizeof *strokes; i++)
				if (str_equal(w->symbols[s].alternatives[a].text, str_of(strokes[i])))
					return true;
	return false;
}

/* The next shown word, over the end of the line too. */
static const struct word *next_of(const struct word *w)
{
	const struct word *next = next_word(w);
	const struct line *l = word_line(w);
	while (!next || !word_shown(next)) {
		if (next) {
			next = next_word(next);
		} else {
			l = next_line(l);
			if (!l)
				return NULL;
			next = first_word(l);
		}
	}
	return next;
}

static const struct word *prev_of(const struct word *w)
{
	const struct word *prev = prev_word(w);
	while (prev && !word_shown(prev))
		prev = prev_word(prev);
	return prev;
}

/* How much likelier (log10) second is after first than by itself; 0 where the model does not know both. */
static double gain(const struct trigrams *t, int first, int second)
{
	if (first == TRIGRAMS_UNKNOWN || second == TRIGRAMS_UNKNOWN)
		return 0;
	return trigrams_log10(t, TRIGRAMS_UNKNOWN, first, second) -
	       trigrams_log10(t, TRIGRAMS_UNKNOWN, TRIGRAMS_UNKNOWN, second);
}

static bool ends_sentence(struct str s)
{
	return s.n && strchr(".!?:", s.s[s.n - 1]);
}

static bool is_small_word(struct str s)
{
	size_t at = 0;
	uint32_t c = s.n ? utf8_next(s, &at) : 0;
	return utf8_is_letter(c) && !utf8_is_upper(c);
}

static bool is_pronoun(struct repair *r, const struct word *w)
{
	enum region_type type = line_region(word_line(w))->type;
	const struct word *next = next_of(w), *prev = prev_of(w);
	if (!str_equal(w->text, STR("|")) || !word_shown(w) || w->confidence < clear || !stroke_was_seen(w) ||
	    type == REGION_TABLE || type == REGION_FLOATING || region_kinds[type].place > PLACE_INSERT || !next ||
	    !is_small_word(next->text))
		return false;
	const struct trigrams *t = repair_trigrams(r);
	if (!t)
		return false;
	int pronoun = trigrams_word(t, STR("I"));
	double before = prev && !ends_sentence(prev->text) ? gain(t, trigrams_word(t, prev->text), pronoun) : 0;
	double after = gain(t, pronoun, trigrams_word(t, next->text));
	return fmax(before, after) >= least_gain && fmin(before, after) >= most_loss;
}

static void read_bars(struct repair *r)
{
	struct page *page = r->page;
	if (!is_english(page->lang))
		return;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		if (is_pronoun(r, w))
			edit_text(
				page,
				repair_reason(r, sure, "a letter was seen as well, and the words beside it go with I"),
				w, STR("I"));
	}
}

const struct repair_stage stage_bars = {
	.name = "bars", .summary = "read an upright bar in a sentence as the letter I", .run = read_bars};
