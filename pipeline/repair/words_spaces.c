/* Where spaces are lost or too many: words that are read as one, and pieces of one word. */
#include "repair/words.h"

#include "base/utf8.h"

#include <math.h>
#include <string.h>

/* Letters of a part of a split, as it was read and mended, and candidates for it. */
enum { FEWEST_OF_PART = 2, FEWEST_OF_MENDED = 3, MOST_OF_PART = 2 };

/* Letters of what is joined, and candidates for it. */
enum { FEWEST_OF_JOINED = 3, MOST_OF_JOINED = 3 };

/* What a letter or two of nothing cost (log10), and how many bytes they may be. */
static const float stray_cost = 1.5F;
enum { MOST_OF_STRAY = 2 };

/* What a hyphen between the pieces of a word costs, and another mark, which may be a misread one. */
static const float joint_hyphen = 0.5F, joint_mark = 1.2F, chance_of_joint = 0.5F;

/* And that all pieces are words, which rather stand beside each other: "some one". */
static const float joint_words = 1.5F;

static bool is_letters(struct str s)
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
		for (size_t x = 0; x < k * m; x++)
			n = add_split(w, u, (const struct part *[]){&a[x / m], &b[x % m]}, 2, edges, n);
	}
	return n;
}

/* May the unit be a piece of a word: letters, or one of them, that nothing parts from its neighbour? */
static bool is_piece(const struct unit *u)
{
	return !u->tail && u->folded.n && is_letters(u->folded) && (!u->fixed || u->folded.n == 1);
}

/* The cost of joining what follows to a word with this behind it; below 0: they are not joined. */
static float joint_cost(const struct words *w, struct str after)
{
	if (!after.n)
		return w->confusions->inserted_space;
	if (str_equal(after, STR("-")))
		return joint_hyphen;
	return after.n == 1 && strchr(".,'", after.s[0]) ? w->confusions->inserted_space + joint_mark : -1;
}

/* Units without the spaces between them, and the cost of joining them. */
struct joined {
	struct unit both;
	struct str whole;
	uint32_t unknown; /* pieces that are no words */
	float cost;
};

/* Joins the units from u on: all but the first in small letters. */
static bool join_pieces(const struct words *w, const struct unit *u, uint32_t span, struct joined *j)
{
	bool hyphen = false, words = true;
	*j = (struct joined){.both = *u, .whole = u->folded};
	for (uint32_t i = 0; i < span; i++) {
		bool alone = u[i].folded.n == 1 && u[i].folded.s[0] != 'a' && u[i].folded.s[0] != 'i';
		if (!is_piece(&u[i]) || (i && (u[i].before.n || u[i].core.s[0] != u[i].folded.s[0])))
			return false;
		if (i) {
			float joint = joint_cost(w, u[i - 1].after);
			if (joint < 0)
				return false;
			j->cost += joint;
			hyphen |= str_equal(u[i - 1].after, STR("-"));
		}
		words &= u[i].level == WORD_COMMON;
		j->unknown += u[i].level == WORD_UNKNOWN || alone;
		j->both.chance = fmaxf(j->both.chance, u[i].chance);
		if (i)
			j->whole =
				arena_printf(&w->r->page->scratch, "%.*s%.*s", STR_ARG(j->whole), STR_ARG(u[i].folded));
	}
	if (hyphen)
		j->both.chance = fmaxf(j->both.chance, chance_of_joint);
	else if (words)
		j->cost += joint_words;
	return j->whole.n >= FEWEST_OF_JOINED;
}

size_t add_joins(struct words *w, const struct unit *u, uint32_t span, struct edge *edges, size_t n)
{
	struct joined j;
	struct dictionary_word info;
	if (!join_pieces(w, u, span, &j))
		return n;
	struct str whole = j.whole;
	struct edge e = {.span = span, .count = 1, .changed = true, .source = "a space too many", .cost = j.cost};
	if (dictionary_find(w->dictionary, whole, &info) && n < MOST_EDGES && fits_case(u, &info)) {
		e.texts[0] = whole;
		e.ids[0] = w->trigrams ? trigrams_word(w->trigrams, whole) : TRIGRAMS_UNKNOWN;
		e.own[0] = e.ids[0] == TRIGRAMS_UNKNOWN ? rare_log10 : 0;
		e.channel = channel_of(&j.both, e.cost);
		edges[n++] = e;
		return n;
	}
	size_t count = 0;
	const struct candidate_word *c =
		j.unknown + 1 >= span && w->page_class ? speller_pieces(w->speller, whole, &count) : NULL;
	for (size_t i = 0; i < count && i < MOST_OF_JOINED && n < MOST_EDGES; i++) {
		e.texts[0] = c[i].text;
		e.ids[0] = c[i].id;
		e.own[0] = c[i].id == TRIGRAMS_UNKNOWN ? rare_log10 : 0;
		e.cost = j.cost + c[i].cost;
		e.channel = channel_of(&j.both, e.cost);
		if (fits_case(u, &c[i].info))
			edges[n++] = e;
	}
	return n;
}

/* A word that tells what stands beside it: it is usual, and in small letters or a capital. */
static bool tells(const struct unit *u)
{
	enum word_shape shape = word_shape(u->core);
	return u->level == WORD_COMMON && u->folded.n >= FEWEST_OF_PART &&
	       (shape == SHAPE_SMALL || (shape == SHAPE_CAPITAL && u->opens));
}

bool may_be_stray(const struct words *w, const struct unit *units, size_t count, size_t i)
{
	const struct unit *u = &units[i];
	bool capital = u->folded.n && u->core.s[0] != u->folded.s[0];
	if (!w->page_class || u->tail || !u->folded.n || u->folded.n > MOST_OF_STRAY || u->before.n || u->after.n ||
	    !is_letters(u->folded) || str_equal(u->folded, STR("a")) || (u->folded.n > 1 && u->level == WORD_COMMON) ||
	    (capital && !str_equal(u->core, STR("I"))))
		return false;
	return count > 1 && (!i || tells(&units[i - 1])) && (i + 1 == count || tells(&units[i + 1]));
}

size_t add_stray(const struct unit *u, struct edge *edges, size_t n)
{
	if (n < MOST_EDGES)
		edges[n++] = (struct edge){.span = 1,
					   .changed = true,
					   .texts = {STR("")},
					   .cost = stray_cost,
					   .channel = channel_of(u, stray_cost),
					   .source = "noise"};
	return n;
}
