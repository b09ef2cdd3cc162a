/*
 * Put back full stops that the recogniser passed over: "at our disposal He saw" has pale ink where "disposal." ends.
 *
 * Behind each word it was measured how dark it is where a stop would stand (struct type_measures). How much ink is more
 * than blur and dust, the page's own words tell: those that run on in small letters, where no sentence ends. A stop is
 * put where few of them have as much, a capital follows or the paragraph ends, and the words do not run on.
 */
#include "repair/repair.h"

#include "base/order.h"
#include "base/utf8.h"
#include "language/dictionaries.h"
#include "language/runs_on.h"

#include <math.h>
#include <stdlib.h>

/* With less ink (parts of full ink, as a mean of where a stop may stand) there is none. */
static const float least_ink = 0.045F;

/* And with less than this part of what the darkest quarter of the page's stops has that were read. */
static const float least_of_stops = 0.25F;

/*
 * log10 of the odds of a stop behind a word, but for its ink: of any word before a capital or at a paragraph's end;
 * what is added where the capital is that of a word that is written small within sentences; and the most that the words
 * about it say, either way.
 */
static const double before_capital = -1, at_end = 0, of_small = 1.5, most_of_words = 2.5;

/* log10 of the odds from which one is put. */
static const double least_odds = 2;

/* Percent: of 61 stops put on the pages and copies that it was developed on, 55 are right. */
static const float sure = 90;

/* Fewer words or stops do not tell how much ink there is behind a word. */
enum { FEWEST_WORDS = 50, FEWEST_STOPS = 5 };

struct points {
	struct repair *r;
	float *usual; /* the ink behind the words that run on, in order */
	size_t count;
	float least; /* ink of a stop */
};

/* Does a small letter end the word, as the recogniser read it? */
static bool is_open(const struct word *w)
{
	size_t begin;
	uint32_t c = word_shown(w) ? utf8_last(w->text, &begin) : 0;
	return w->type.measured && str_equal(w->text, w->raw) && utf8_is_letter(c) && !utf8_is_upper(c);
}

static bool is_running_text(const struct region *g)
{
	enum region_place place = region_kinds[g->type].place;
	return g->type != REGION_HEADING && region_is_prose(g) && place != PLACE_FURNITURE;
}

/* The ink behind words that run on, or, if stops is set, where the page's stops stand that were read; in order. */
static float *measured(const struct page *page, struct arena *arena, bool stops, size_t *count)
{
	float *all = NULL;
	*count = 0;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		const struct word *w = (struct word *)page->nodes[NODE_WORD][i], *next = next_shown(w);
		bool goes_on = !stops && is_open(w) && next && begins_lower(next->text);
		bool is_stop = stops && word_shown(w) && w->type.measured && w->text.s[w->text.n - 1] == '.';
		if (!goes_on && !is_stop)
			continue;
		all = arena_grow(arena, all, *count, sizeof *all);
		all[(*count)++] = w->type.stop;
	}
	if (*count)
		qsort(all, *count, sizeof *all, by_float);
	return all;
}

/* log10 of how rare so much ink is behind words that run on. */
static double rarity(const struct points *p, float ink)
{
	size_t more = 0;
	while (more < p->count && p->usual[p->count - 1 - more] >= ink)
		more++;
	return log10((double)(p->count + 1) / (double)(more + 1));
}

/* log10 of how much likelier the words are with the sentence's end behind w than without. */
static double ends_by_words(const struct trigrams *t, const struct word *w, const struct word *next)
{
	const struct word *before = prev_shown(w), *then = following_shown(next);
	int a = before ? trigrams_word(t, before->text) : TRIGRAMS_UNKNOWN, b = trigrams_word(t, w->text),
	    c = trigrams_word(t, next->text), d = then ? trigrams_word(t, then->text) : TRIGRAMS_UNKNOWN,
	    start = trigrams_start(t);
	double odds = trigrams_log10(t, a, b, trigrams_end(t));
	if (c != TRIGRAMS_UNKNOWN)
		odds += trigrams_log10(t, TRIGRAMS_UNKNOWN, start, c) - trigrams_log10(t, a, b, c);
	if (c != TRIGRAMS_UNKNOWN && d != TRIGRAMS_UNKNOWN)
		odds += trigrams_log10(t, start, c, d) - trigrams_log10(t, b, c, d);
	return fmax(-most_of_words, fmin(most_of_words, odds));
}

/* Does the paragraph end with the word, its last? Names stand alone in a line, and the next may go on with it. */
static bool ends_paragraph(const struct word *w)
{
	const struct line *l = word_line(w), *after = line_after(l);
	const struct word *then = after ? first_shown(after) : NULL;
	return begins_lower(w->text) && l != first_line(line_region(l)) && !(then && begins_lower(then->text));
}

/* log10 of the odds that a sentence ends with the word, but for the ink behind it. */
static double ends_here(const struct points *p, const struct word *w)
{
	struct page *page = p->r->page;
	const struct word *next = following_shown(w);
	if (!next)
		return ends_paragraph(w) ? at_end : -HUGE_VAL;
	bool small = lexicon_knows(p->r->lexicon, utf8_lower(&page->scratch, utf8_core(next->text)));
	const struct trigrams *t = repair_trigrams(p->r);
	return before_capital + (small ? of_small : 0) + (t ? ends_by_words(t, w, next) : 0);
}

static void put_stop(const struct points *p, struct word *w)
{
	const struct word *next = following_shown(w);
	if (!is_open(w) || w->type.stop < p->least || (next && !begins_upper(next->text)))
		return;
	double ink = rarity(p, w->type.stop), odds = ink + ends_here(p, w);
	if (odds < least_odds)
		return;
	struct reason why = repair_reason(
		p->r, sure, "ink where a stop stands (%.2f of full ink, which one in %.0f words has), and %s follows",
		(double)w->type.stop, pow(10, ink), next ? "a capital" : "nothing");
	edit_text(p->r->page, why, w, arena_printf(&p->r->page->scratch, "%.*s.", STR_ARG(w->text)));
}

static void put_stops(struct repair *r)
{
	struct arena arena = {0};
	if (lang_has(r->page->lang, "deu")) /* every noun has a capital: it tells of no sentence */
		return;
	struct points p = {.r = r, .least = least_ink};
	size_t stops;
	p.usual = measured(r->page, &arena, false, &p.count);
	const float *read = measured(r->page, &arena, true, &stops);
	if (stops >= FEWEST_STOPS)
		p.least = fmaxf(p.least, least_of_stops * read[stops * 3 / 4]);
	for (struct region *g = first_region(r->page); g && p.count >= FEWEST_WORDS; g = next_region(g))
		for (struct line *l = is_running_text(g) ? first_line(g) : NULL; l; l = next_line(l))
			for (struct word *w = first_word(l); w; w = next_word(w))
				put_stop(&p, w);
	arena_release(&arena);
}

const struct repair_stage stage_points = {.name = "points",
					  .summary = "put back full stops that the recogniser passed over",
					  .needs = REPAIR_GEOMETRY | REPAIR_LEXICON,
					  .run = put_stops};
