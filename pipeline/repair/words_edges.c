/* What a word may be: candidates of the dictionary, splits, joins, and the page's own names. */
#include "repair/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* log10 of the probability of a word that the trigram model lacks, where the dictionary or the page has it. */
static const float rare_log10 = -6.7F;

/* The same of a word that none has, by the page's class: on a clean page it is a name, on a poor one a misreading. */
static const float unknown_log10[PAGE_CLASSES] = {-7.5F, -8, -9.5F, -11};

/* log10 of how much likelier it is what another look at the line gave (METHODS.md). */
static const float reading_agrees = 2;

/* Candidates of a word that is common itself: only the nearest. */
enum { MOST_OF_COMMON = 5, FEWEST_LETTERS = 2, FEWEST_OF_PART = 2 };

/* Letters of what is joined, and candidates for it. */
enum { FEWEST_OF_JOINED = 4, MOST_OF_JOINED = 3 };

/* What is joined may only have a cheap misreading as well: most pairs of words are none. */
static const float most_of_joined = 2.8F;

/* A word counts for its part of the page's words, less so much. */
static const float repeated_log10 = 3;

/* What being misread at all adds to the confusions' costs (log10), and their weight; tried on the develop halves. */
static const float misread_log10 = 0.5F, cost_weight = 0.9F;

static struct edge identity(const struct words *w, const struct unit *u)
{
	struct edge e = {.span = 1, .count = 1, .texts = {u->folded}, .ids = {u->id}, .source = "as read"};
	if (u->id == TRIGRAMS_UNKNOWN) {
		e.own[0] = u->level == WORD_UNKNOWN ? unknown_log10[w->page_class] : rare_log10;
		if (u->count > 1 && w->total)
			e.own[0] = fmaxf(e.own[0], log10f((float)u->count / (float)w->total) - repeated_log10);
	}
	e.channel = u->fixed || !(u->chance > 0) ? 0 : log10f(1 - u->chance);
	return e;
}

static bool is_letters(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.s[i] >= 'a' && s.s[i] <= 'z') || s.s[i] == '\'' || s.s[i] == '-' || s.s[i] & 0x80))
			return false;
	return true;
}

/* May the word be written in the case in which it was read? Names are not guessed where small letters were read. */
static bool fits_case(const struct unit *u, const struct dictionary_word *info)
{
	return word_shape(u->core) != SHAPE_SMALL || info->cases & CASE_SMALL;
}

/* Did another look at the line read the word so? */
static bool was_read(const struct unit *u, struct str folded)
{
	for (uint32_t i = 0; i < u->word->reading_count && !u->tail; i++) {
		struct str text = u->word->readings[i].text, how = u->word->readings[i].how;
		if (str_starts(how, STR("\""))) /* a proposal of ours, made before the page was stored */
			continue;
		for (size_t at = 0; u->word->readings[i].count == 1 && at + folded.n <= text.n; at++)
			if (!strncasecmp(text.s + at, folded.s, folded.n) &&
			    text.n <= folded.n + u->before.n + u->after.n)
				return true;
	}
	return false;
}

static float channel_of(const struct unit *u, float cost)
{
	return log10f(u->chance) + misread_log10 - cost_weight * cost;
}

static size_t add_candidates(struct words *w, const struct unit *u, struct edge *edges, size_t n)
{
	size_t count;
	const struct candidate_word *c = speller_candidates(w->speller, u->folded, speller_bound(u->folded.n), &count);
	if (u->level == WORD_COMMON && count > MOST_OF_COMMON)
		count = MOST_OF_COMMON;
	for (size_t i = 0; i < count && n < MOST_EDGES; i++) {
		if (!fits_case(u, &c[i].info))
			continue;
		edges[n++] = (struct edge){.span = 1,
					   .count = 1,
					   .changed = true,
					   .texts = {c[i].text},
					   .ids = {c[i].id},
					   .own = {c[i].id == TRIGRAMS_UNKNOWN ? rare_log10 : 0},
					   .cost = c[i].cost,
					   .channel = channel_of(u, c[i].cost),
					   .source = "dictionary"};
		if (was_read(u, c[i].text)) {
			edges[n - 1].channel += reading_agrees;
			edges[n - 1].source = "dictionary, and read so at another look";
			edges[n - 1].again = true;
		}
	}
	return n;
}

/* Words that the recogniser saw as well. */
static size_t add_seen(struct words *w, const struct unit *u, struct edge *edges, size_t n)
{
	n = scan_edges(w, u, edges, n);
	for (size_t i = 1; i < n; i++) {
		struct edge *e = &edges[i];
		if (e->seen.n)
			e->channel = channel_of(u, e->cost) + (e->again ? reading_agrees : 0);
	}
	return n;
}

/* Words of the page that no dictionary has: a name that was read well elsewhere. */
static size_t add_names(struct words *w, const struct unit *u, struct edge *edges, size_t n)
{
	if (u->level != WORD_UNKNOWN || word_shape(u->core) == SHAPE_SMALL || u->folded.n < 4)
		return n;
	for (size_t i = 0; i < w->name_count && n < MOST_EDGES; i++) {
		struct str name = w->names[i];
		float most = speller_bound(u->folded.n);
		if (str_equal(name, u->folded) || name.n + 3 < u->folded.n || name.n > u->folded.n + 3)
			continue;
		uint32_t times = *table_find(&w->counts, name);
		float cost = speller_distance(w->confusions, u->folded, name, most);
		if (times <= u->count || cost > most)
			continue;
		edges[n++] = (struct edge){.span = 1,
					   .count = 1,
					   .changed = true,
					   .texts = {name},
					   .ids = {TRIGRAMS_UNKNOWN},
					   .own = {log10f((float)times / (float)w->total) - 2},
					   .cost = cost,
					   .channel = channel_of(u, cost),
					   .source = "elsewhere on the page"};
	}
	return n;
}

static bool is_part(const struct words *w, struct str s, int *id)
{
	struct dictionary_word info;
	if (s.n < FEWEST_OF_PART && !(s.n == 1 && (s.s[0] == 'a' || s.s[0] == 'i')))
		return false;
	*id = w->trigrams ? trigrams_word(w->trigrams, s) : TRIGRAMS_UNKNOWN;
	return *id != TRIGRAMS_UNKNOWN && dictionary_find(w->dictionary, s, &info) && info.level == WORD_COMMON &&
	       info.cases & CASE_SMALL;
}

static size_t add_splits(struct words *w, const struct unit *u, struct edge *edges, size_t n)
{
	if (u->level != WORD_UNKNOWN || u->tail || u->folded.n < 4)
		return n;
	for (size_t i = 1; i < u->folded.n && n < MOST_EDGES; i++) {
		struct edge e = {.span = 1, .count = 2, .changed = true, .source = "a lost space"};
		e.texts[0] = (struct str){u->folded.s, i};
		e.texts[1] = str_skip(u->folded, i);
		if (e.texts[1].n < 1 || !is_part(w, e.texts[0], &e.ids[0]) || !is_part(w, e.texts[1], &e.ids[1]))
			continue;
		e.cost = w->confusions->lost_space;
		e.channel = channel_of(u, e.cost);
		edges[n++] = e;
	}
	return n;
}

/* May the unit be a piece of a word: letters, or one of them, that nothing parts from its neighbour? */
static bool is_piece(const struct unit *u)
{
	return !u->tail && u->folded.n && is_letters(u->folded) && (!u->fixed || u->folded.n == 1);
}

/* The units from u on without the spaces between them: all but the first in small letters, and not all of them words.
 */
static size_t add_joins(struct words *w, const struct unit *u, uint32_t span, struct edge *edges, size_t n)
{
	struct unit both = *u;
	bool unknown = false, common = true;
	struct str whole = u->folded;
	for (uint32_t i = 0; i < span; i++) {
		bool alone = u[i].folded.n == 1 && u[i].level != WORD_UNKNOWN;
		if (!is_piece(&u[i]) ||
		    (i && (u[i - 1].after.n || u[i].before.n || u[i].core.s[0] != u[i].folded.s[0])))
			return n;
		unknown |= u[i].level == WORD_UNKNOWN;
		common &= u[i].level == WORD_COMMON && !alone;
		both.chance = fmaxf(both.chance, u[i].chance);
		if (i)
			whole = arena_printf(&w->r->page->arena, "%.*s%.*s", STR_ARG(whole), STR_ARG(u[i].folded));
	}
	struct dictionary_word info;
	if (common || whole.n < FEWEST_OF_JOINED)
		return n;
	struct edge e = {.span = span, .count = 1, .changed = true, .source = "a space too many"};
	e.cost = w->confusions->inserted_space * (float)(span - 1);
	if (dictionary_find(w->dictionary, whole, &info) && n < MOST_EDGES && fits_case(u, &info)) {
		e.texts[0] = whole;
		e.ids[0] = w->trigrams ? trigrams_word(w->trigrams, whole) : TRIGRAMS_UNKNOWN;
		e.own[0] = e.ids[0] == TRIGRAMS_UNKNOWN ? rare_log10 : 0;
		e.channel = channel_of(&both, e.cost);
		edges[n++] = e;
		return n;
	}
	size_t count = 0;
	const struct candidate_word *c =
		unknown && w->page_class > 1 ? speller_candidates(w->speller, whole, most_of_joined, &count) : NULL;
	for (size_t i = 0; i < count && i < MOST_OF_JOINED && n < MOST_EDGES; i++) {
		e.texts[0] = c[i].text;
		e.ids[0] = c[i].id;
		e.own[0] = c[i].id == TRIGRAMS_UNKNOWN ? rare_log10 : 0;
		e.cost = w->confusions->inserted_space * (float)(span - 1) + c[i].cost;
		e.channel = channel_of(&both, e.cost);
		if (fits_case(u, &c[i].info))
			edges[n++] = e;
	}
	return n;
}

size_t word_edges(struct words *w, const struct unit *units, size_t count, size_t i, struct edge edges[MOST_EDGES])
{
	const struct unit *u = &units[i];
	size_t n = 1;
	edges[0] = identity(w, u);
	for (uint32_t span = 2; span <= MOST_PIECES && i + span <= count; span++)
		n = add_joins(w, u, span, edges, n);
	bool scanned = !box_empty(u->word->box);
	if (!(u->chance > 0) || (scanned && !scan_doubts(u)))
		return n;
	if (!u->fixed && u->folded.n >= FEWEST_LETTERS) {
		n = add_names(w, u, edges, n);
		n = add_splits(w, u, edges, n);
		n = add_candidates(w, u, edges, n);
	}
	if (scanned)
		n = add_seen(w, u, edges, n);
	return n;
}
