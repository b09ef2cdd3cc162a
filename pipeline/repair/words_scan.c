/* Whether a scan bears a change of a word out: how sure the recogniser was of what it read. */
#include "repair/words.h"

#include "base/utf8.h"
#include "language/runs_on.h"

/* What the recogniser is so sure of (percent) is not changed; nor a known word unless it is doubted. */
static const float sure_of_scan = 90, doubted = 75;

/* A change is made where it is likelier by so much (log10) than what was read; of a short word by more. */
static const float least_of_scan = 1.5F, least_of_short = 2.5F;

/* So much of a line's words must be known: what is read of a picture or a listing is not mended. */
static const double least_known = 0.6;

/* Of fewer letters a word is short. Pages of a better class have too few errors to touch. */
enum { SHORT_WORD = 3, LEAST_CLASS_OF_SCAN = 2 };

/* Are most of the line's words known, so that it is text and the words about one tell what it is? */
static bool is_mostly_known(const struct words *s, const struct line *l)
{
	struct dictionary_word info;
	size_t words = 0, known = 0;
	for (const struct word *w = first_word(l); w; w = next_word(w)) {
		struct str core = word_shown(w) ? utf8_core(w->text) : (struct str){0};
		words += core.n > 0;
		known += core.n > 0 && find_word(s, core, &info);
	}
	return (double)known >= least_known * (double)words;
}

/*
 * Does the scan bear the change out? The recogniser doubts the word or its line has words enough to tell; it is no
 * name, no joint of words that the print parts, and not a word that is cut off at the line's end.
 */
bool scan_agrees(const struct words *s, const struct unit *u, const struct choice *c)
{
	const struct edge *e = &c->edge;
	bool elsewhere = e->source[0] == 'e';
	float least = u->folded.n <= SHORT_WORD ? least_of_short : least_of_scan;
	if (s->page_class < LEAST_CLASS_OF_SCAN || c->margin < least || u->word->confidence >= sure_of_scan)
		return false;
	if (u->level != WORD_UNKNOWN && u->word->confidence >= doubted)
		return false;
	if (word_shape(u->core) != SHAPE_SMALL && !elsewhere)
		return false;
	if (e->span > 1 && e->cost > s->confusions->inserted_space)
		return false;
	if (u->count > 1 || !is_mostly_known(s, word_line(u->word)))
		return false;
	return u->tail || u->word != last_shown(word_line(u->word)) || !str_starts(e->texts[0], u->folded);
}
