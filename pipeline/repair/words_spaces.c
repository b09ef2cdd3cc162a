/* Where spaces are lost or too many: words that are read as one, and pieces of one word. */
#include "repair/words.h"

#include "base/utf8.h"

#include <math.h>
#include <string.h>

/* Letters of a part of a split, as it was read and mended, and candidates for it. */
enum { FEWEST_OF_PART = 2, FEWEST_OF_MENDED = 4, MOST_OF_PART = 2 };

/* Letters of what is joined, and candidates for it. */
enum { FEWEST_OF_JOINED = 4, MOST_OF_JOINED = 3 };

/* What a hyphen between the pieces of a word costs, and another mark, which may be a misread one. */
static const float joint_hyphen = 0.5F, joint_mark = 1.2F, chance_of_joint = 0.5F;

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
	*id = w->trigrams ? trigrams_word(w->trigrams, s) : TRIGRAMS_UNKNOWN;
	return *id != TRIGRAMS_UNKNOWN && dictionary_find(w->dictionary, s, &info) && info.level == WORD_COMMON &&
	       info.cases & CASE_SMALL;
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

/* Two words that are read as one; one of them may be misread besides, on a page that is not clean. */
size_t add_splits(struct words *w, const struct unit *u, bool fuzzy, struct edge *edges, size_t n)
{
	enum { SHORTEST = 4, LONGEST = 60 }; /* letters of two words; what is longer is none */
	if (u->level != WORD_UNKNOWN || u->tail || u->folded.n < SHORTEST || u->folded.n > LONGEST)
		return n;
	for (size_t i = 1; i < u->folded.n; i++) {
		struct str left = {u->folded.s, i}, right = str_skip(u->folded, i);
		struct part a[MOST_OF_PART], b[MOST_OF_PART];
		size_t m = 0, k = parts_of(w, left, false, a);
		if (k)
			m = parts_of(w, right, fuzzy, b);
		else if ((m = parts_of(w, right, false, b)))
			k = parts_of(w, left, fuzzy, a);
		for (size_t x = 0; x < k * m && n < MOST_EDGES; x++) {
			const struct part *p = &a[x / m], *q = &b[x % m];
			struct edge e = {.span = 1,
					 .count = 2,
					 .changed = true,
					 .source = "a lost space",
					 .texts = {p->text, q->text},
					 .ids = {p->id, q->id}};
			e.cost = w->confusions->lost_space + p->cost + q->cost;
			e.channel = channel_of(u, e.cost);
			edges[n++] = e;
		}
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
	bool unknown;
	float cost;
};

/* Joins the units from u on: all but the first in small letters, and, without a hyphen, not all of them words. */
static bool join_pieces(const struct words *w, const struct unit *u, uint32_t span, struct joined *j)
{
	bool common = true, hyphen = false;
	*j = (struct joined){.both = *u, .whole = u->folded};
	for (uint32_t i = 0; i < span; i++) {
		bool alone = u[i].folded.n == 1 && u[i].level != WORD_UNKNOWN;
		if (!is_piece(&u[i]) || (i && (u[i].before.n || u[i].core.s[0] != u[i].folded.s[0])))
			return false;
		if (i) {
			float joint = joint_cost(w, u[i - 1].after);
			if (joint < 0)
				return false;
			j->cost += joint;
			hyphen |= str_equal(u[i - 1].after, STR("-"));
		}
		j->unknown |= u[i].level == WORD_UNKNOWN;
		common &= u[i].level == WORD_COMMON && !alone;
		j->both.chance = fmaxf(j->both.chance, u[i].chance);
		if (i)
			j->whole =
				arena_printf(&w->r->page->arena, "%.*s%.*s", STR_ARG(j->whole), STR_ARG(u[i].folded));
	}
	if (hyphen)
		j->both.chance = fmaxf(j->both.chance, chance_of_joint);
	return (!common || hyphen) && j->whole.n >= FEWEST_OF_JOINED;
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
		j.unknown && span == 2 && w->page_class > 1 ? speller_pieces(w->speller, whole, &count) : NULL;
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
