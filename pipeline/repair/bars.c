/*
 * Read the upright bar as the letter that it is: "If | place a restriction" reads "If I place a restriction".
 *
 * A sans-serif I is a bar, and no bar stands in a sentence. It is the pronoun where the recogniser saw a letter as well
 * and the words beside it are more usual next to it than elsewhere; rules of tables and columns are left.
 */
#include "repair/repair.h"

#include "language/dictionaries.h"
#include "language/runs_on.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Percent: on the development pages 5 bars were read so, all rightly; of so few one more may be wrong. */
static const float sure = 86;

/* One of the words beside it is so much likelier next to the pronoun than by itself, and neither much less (log10). */
static const double least_gain = 0.3, most_loss = -1.5;

/* A clear stroke was read with this confidence (percent); a cut letter or a speck with less. */
static const float clear = 60;

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

static bool is_pronoun(struct repair *r, const struct word *w)
{
	enum region_type type = line_region(word_line(w))->type;
	const struct word *next = following_shown(w), *prev = prev_shown(w);
	if (!str_equal(w->text, STR("|")) || !word_shown(w) || w->confidence < clear || !stroke_was_seen(w) ||
	    type == REGION_TABLE || type == REGION_FLOATING || type == REGION_LISTING ||
	    region_kinds[type].place > PLACE_INSERT || !next || !begins_lower(next->text))
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
	if (!lang_has(page->lang, "eng"))
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
