/*
 * Mend misread words of languages that have no statistics: "Tisdı" reads "Tisch" where Hunspell takes that alone.
 *
 * A word that no dictionary has becomes the one that its dictionary has among what it may be: the recogniser's other
 * readings of its letters, and on a poor page without them the confusions that it is one of. Where two come near, it
 * stays: nothing tells which it is.
 */
#include "repair/words.h"

#include "base/utf8.h"

#include <math.h>
#include <string.h>

/* Of fewer letters (bytes) too many words are one misreading away from another. */
enum { FEWEST_LETTERS = 4, MOST_BYTES = 64 };

/* A candidate costs no more, and the next best at least so much more (log10). */
static const float most_cost = 3.5F, least_lead = 1, most_confused = 1.7F, least_lead_confused = 0.5F;

/* How sure such a change is (percent): seen in the letters, and by a confusion alone. */
static const float sure_seen = 85, sure_confused = 75;

/* So much of a region's words must be known: what is read of a picture or in another language is not mended. */
static const double least_known = 0.7;

/* Letters that differ by their accents only are easily read for each other (log10). */
static const float accent_cost = 1;
static const char *const accents[] = {"aàâä", "eéèêë", "iîï", "oôö", "uùûü", "cç", "nñ"};

struct search {
	struct words *words;
	const struct unit *unit;
	struct str best, next;
	float cost, next_cost;
};

static void consider(void *context, struct str text, float cost)
{
	struct search *s = context;
	struct repair *r = s->words->r;
	if (cost >= s->next_cost || str_equal(text, s->unit->core) || word_shape(text) != word_shape(s->unit->core) ||
	    str_equal(text, s->best) || !lexicon_knows(r->lexicon, text))
		return;
	if (cost < s->cost) {
		s->next = s->best;
		s->next_cost = s->cost;
		s->best = arena_str(&r->page->scratch, text);
		s->cost = cost;
	} else {
		s->next_cost = cost;
	}
}

/* The word with n bytes at a place replaced. */
static void consider_with(struct search *s, size_t at, size_t n, struct str in, float cost)
{
	char text[MOST_BYTES * 2];
	struct str core = s->unit->core;
	if (core.n - n + in.n >= sizeof text)
		return;
	memcpy(text, core.s, at);
	memcpy(text + at, in.s, in.n);
	memcpy(text + at + in.n, core.s + at + n, core.n - at - n);
	consider(s, (struct str){text, core.n - n + in.n}, cost);
}

static void consider_accents(struct search *s, size_t at, size_t n)
{
	struct str letter = {s->unit->core.s + at, n};
	for (size_t i = 0; i < sizeof accents / sizeof *accents; i++) {
		struct str all = str_of(accents[i]);
		if (!memmem(all.s, all.n, letter.s, letter.n))
			continue;
		for (size_t k = 0; k < all.n;) {
			size_t from = k;
			utf8_next(all, &k);
			consider_with(s, at, n, (struct str){all.s + from, k - from}, accent_cost);
		}
	}
}

static void consider_confusions(struct search *s)
{
	const struct confusions *c = s->words->confusions;
	struct str core = s->unit->core;
	for (size_t at = 0; at < core.n;) {
		size_t end = at;
		utf8_next(core, &end);
		consider_accents(s, at, end - at);
		for (size_t i = 0; i < c->count; i++) {
			const struct confusion *one = &c->list[i];
			if (one->cost <= most_confused && one->read.n && str_starts(str_skip(core, at), one->read) &&
			    !memchr(one->truth.s, ' ', one->truth.n))
				consider_with(s, at, one->read.n, one->truth, one->cost);
		}
		at = end;
	}
}

/* May it be misread, and be mended? Names are not, where nothing was seen in their letters. */
static bool is_doubtful(const struct words *w, const struct unit *u)
{
	enum word_shape shape = word_shape(u->core);
	if (u->fixed || u->tail || u->level != WORD_UNKNOWN || u->core.n < FEWEST_LETTERS || u->core.n > MOST_BYTES)
		return false;
	return w->scanned ? shape != SHAPE_MIXED && u->word->confidence < SURE_OF_LETTERS : shape == SHAPE_SMALL;
}

static void mend(struct words *w, const struct unit *u)
{
	struct search s = {.words = w, .unit = u, .cost = most_cost, .next_cost = most_cost + least_lead};
	bool scanned = w->scanned;
	float lead = scanned ? least_lead : least_lead_confused;
	size_t count;
	const struct symbol *symbols = scanned ? core_symbols(u, &count) : NULL;
	if (symbols)
		compose_words(symbols, count, consider, &s);
	else if (!scanned && w->page_class)
		consider_confusions(&s);
	if (!s.best.n || s.next_cost < s.cost + lead)
		return;
	struct repair *r = w->r;
	struct reason why = repair_reason(r, scanned ? sure_seen : sure_confused,
					  "\"%.*s\" is no word; the only one that is near: %s", STR_ARG(u->core),
					  scanned ? "seen in its letters" : "by a usual misreading");
	edit_text(r->page, why, u->word,
		  arena_printf(&r->page->scratch, "%.*s%.*s%.*s", STR_ARG(u->before), STR_ARG(s.best),
			       STR_ARG(u->after)));
}

void mend_by_lexicon(struct words *s, const struct unit *units, size_t count)
{
	size_t known = 0, words = 0;
	for (size_t i = 0; i < count; i++) {
		words += units[i].core.n > 0;
		known += units[i].core.n && (units[i].level != WORD_UNKNOWN || units[i].fixed);
	}
	for (size_t i = 0; i < count && (double)known >= least_known * (double)words; i++)
		if (is_doubtful(s, &units[i]))
			mend(s, &units[i]);
}
