/* Where spaces are lost or too many: words that are read as one, and pieces of one word. */
#include "repair/words.h"

#include "base/utf8.h"
#include "language/runs_on.h"

#include <math.h>
#include <string.h>

/* Letters of a part of a split, as it was read and mended, and candidates for it. */
enum { FEWEST_OF_PART = 2, FEWEST_OF_MENDED = 3, MOST_OF_PART = 2 };

/* What a letter or two of nothing cost (log10), and more of a third letter, of a word, and of each mark about it. */
static const float stray_cost = 1.5F, stray_third = 2, stray_word = 1, stray_mark = 0.5F;

/* How many bytes and marks they may be, and so usual at most if they are a word (log10). */
enum { MOST_OF_STRAY = 3, MOST_OF_MARKS = 2 };
static const float most_of_stray_word = -4.5F;

/* What a speck costs that was read as a letter between two words, and the letters beside it. */
static const float speck_cost = 1.5F;
enum { FEWEST_BESIDE_SPECK = 3 };

bool is_letters(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.s[i] >= 'a' && s.s[i] <= 'z') || s.s[i] == '\'' || s.s[i] == '-' || s.s[i] & 0x80))
			return false;
	return true;
}

static bool is_part(const struct words *w, struct str s, int *id)
{
	struct dictionary_word info;
	if (s.n < FEWEST_OF_PART && !(s.n == 1 && (s.s[0] == 'a' || s.s[0] == 'i')))
		return false;
	if (!dictionary_find(w->dictionary, s, &info) || info.level != WORD_COMMON || !(info.cases & CASE_SMALL))
		return false;
	*id = w->trigrams ? trigrams_word(w->trigrams, s) : TRIGRAMS_UNKNOWN;
	return *id != TRIGRAMS_UNKNOWN;
}

/* A part of a split: a common word as it is read, or what it may be where it is none. */
struct part {
	struct str text;
	int id;
	float cost;
};

static size_t parts_of(struct words *w, struct str read, bool fuzzy, struct part parts[MOST_OF_PART])
{
	parts[0] = (struct part){.text = read};
	if (is_part(w, read, &parts[0].id))
		return 1;
	size_t count = 0, n = 0;
	const struct candidate_word *c =
		fuzzy && read.n >= FEWEST_OF_MENDED ? speller_pieces(w->speller, read, &count) : NULL;
	for (size_t i = 0; i < count && n < MOST_OF_PART; i++)
		if (c[i].id != TRIGRAMS_UNKNOWN && c[i].info.level == WORD_COMMON)
			parts[n++] = (struct part){c[i].text, c[i].id, c[i].cost};
	return n;
}

/* Adds to the n edges that the unit is these words. */
static size_t add_split(const struct words *w, const struct unit *u, const struct part *const *parts, uint32_t count,
			struct edge *edges, size_t n)
{
	struct edge e = {.span = 1, .count = count, .changed = true, .source = "a lost space"};
	if (n == MOST_EDGES)
		return n;
	e.cost = w->confusions->lost_space * (float)(count - 1);
	for (uint32_t i = 0; i < count; i++) {
		e.texts[i] = parts[i]->text;
		e.ids[i] = parts[i]->id;
		e.cost += parts[i]->cost;
		e.mended += parts[i]->cost;
	}
	e.channel = channel_of(u, e.cost);
	edges[n] = e;
	return n + 1;
}

/* Three words that are read as one, the first of which is given. */
static size_t add_threes(struct words *w, const struct unit *u, const struct part *first, struct edge *edges, size_t n)
{
	struct str rest = str_skip(u->folded, first->text.n);
	for (size_t i = 1; i < rest.n; i++) {
		struct part second = {.text = {rest.s, i}}, third = {.text = str_skip(rest, i)};
		if (is_part(w, second.text, &second.id) && is_part(w, third.text, &third.id))
			n = add_split(w, u, (const struct part *[]){first, &second, &third}, 3, edges, n);
	}
	return n;
}

/* Two words with a speck between them that was read as a letter, the byte at a place: "whichbmust". */
static size_t add_speck(struct words *w, const struct unit *u, size_t at, struct edge *edges, size_t n)
{
	struct part a = {.text = {u->folded.s, at}}, b = {.text = str_skip(u->folded, at + 1), .cost = speck_cost};
	if (at < FEWEST_BESIDE_SPECK || b.text.n < FEWEST_BESIDE_SPECK || !is_part(w, a.text, &a.id) ||
	    !is_part(w, b.text, &b.id))
		return n;
	return add_split(w, u, (const struct part *[]){&a, &b}, 2, edges, n);
}

size_t add_splits(struct words *w, const struct unit *u, bool fuzzy, struct edge *edges, size_t n)
{
	enum { SHORTEST = 4, SHORTEST_OF_THREE = 6, LONGEST = 60 }; /* letters of words; what is longer is none */
	if (u->level != WORD_UNKNOWN || u->tail || u->folded.n < SHORTEST || u->folded.n > LONGEST)
		return n;
	for (size_t i = 1; i < u->folded.n; i++) {
		/* A speck between two words may look like an apostrophe: "did'not". */
		struct str left = {u->folded.s, i}, right = str_skip(u->folded, i + (u->folded.s[i] == '\''));
		if (u->folded.s[i - 1] == '\'')
			continue;
		struct part a[MOST_OF_PART], b[MOST_OF_PART];
		size_t k = parts_of(w, left, false, a), m = parts_of(w, right, fuzzy && k, b);
		if (k && fuzzy && u->folded.n >= SHORTEST_OF_THREE)
			n = add_threes(w, u, a, edges, n);
		if (!k && m)
			k = parts_of(w, left, fuzzy, a);
		if (fuzzy)
			n = add_speck(w, u, i, edges, n);
		for (size_t x = 0; x < k * m; x++)
			n = add_split(w, u, (const struct part *[]){&a[x / m], &b[x % m]}, 2, edges, n);
	}
	return n;
}

/* A word that tells what stands beside it, in small letters or a capital. */
static bool tells(const struct unit *u)
{
	enum word_shape shape = word_shape(u->core);
	return u->level != WORD_UNKNOWN && u->folded.n >= FEWEST_OF_PART &&
	       (shape == SHAPE_SMALL || shape == SHAPE_CAPITAL || shape == SHAPE_CAPITALS);
}

/* Is the text a letter or two, or three that are no usual word? */
static bool is_scrap(const struct words *w, const struct unit *u)
{
	struct dictionary_word info;
	if (!u->folded.n || !is_letters(u->folded) || u->folded.n > MOST_OF_STRAY ||
	    u->before.n + u->after.n > MOST_OF_MARKS || str_equal(u->word->text, STR("a")))
		return false;
	return u->folded.n <= 2 || u->level != WORD_COMMON ||
	       (dictionary_find(w->dictionary, u->folded, &info) && info.log10_probability < most_of_stray_word);
}

/* Is it in small letters what a text begins with behind its heading: the rest of a word without its initial? */
static bool may_lack_initial(const struct word *w)
{
	const struct region *g = line_region(word_line(w)), *before = prev_region(g);
	return begins_lower(w->text) && w == first_shown(first_line(g)) && before && before->type == REGION_HEADING;
}

bool may_be_stray(const struct words *w, const struct unit *units, size_t count, size_t i)
{
	const struct unit *u = &units[i];
	if (!w->page_class || u->tail || u->part || (u->fixed && u->folded.n > 1) || w->in_foreign[u->word->node.id] ||
	    !is_scrap(w, u) || may_lack_initial(u->word))
		return false;
	return count > 1 && ((i && tells(&units[i - 1])) || (i + 1 < count && tells(&units[i + 1])));
}

size_t add_stray(const struct unit *u, struct edge *edges, size_t n)
{
	float cost = stray_cost + stray_mark * (float)(u->before.n + u->after.n);
	cost += u->folded.n > 1 && u->level == WORD_COMMON ? stray_word : 0;
	cost += u->folded.n > 2 ? stray_third : 0;
	if (n < MOST_EDGES)
		edges[n++] = (struct edge){.span = 1,
					   .changed = true,
					   .texts = {STR("")},
					   .cost = cost,
					   .channel = channel_of(u, cost),
					   .source = "noise"};
	return n;
}
