/* What words a reading may be: searched with a bound on the cost that is raised until there are enough, and ranked. */
#include "language/speller.h"

#include "language/speller_search.h"

#include "base/table.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The bound on the cost (-log10) of the first search, which finds how near the nearest word is. */
static const float first_bound = 2.8F;

/*
 * How far words are looked for. A reading that is a word itself is rarely another: only what costs little is looked
 * for. A word that is not frequent is meant only where it is near, or nearer than the nearest frequent one, and others
 * than the nearest only where they cost so much more at most: no frequency makes up for more.
 */
struct reach_limits {
	float common, rare; /* at most for readings that are words */
	float more;         /* for others, above speller_bound */
	float others;       /* words that are not frequent, for long readings */
	float behind;       /* the nearest */
	float farther;      /* where nothing is found for a reading of some letters: above the bound */
	size_t of_common;   /* candidates for a common word, and for another */
	size_t of_other;
};
static const struct reach_limits limits_of[] = {
	[REACH_NEAR] = {.common = 2.8F,
			.rare = 4.2F,
			.others = 3.5F,
			.behind = 2.8F,
			.farther = 1.6F,
			.of_common = 5,
			.of_other = 12},
	[REACH_FAR] = {.common = 3.5F,
		       .rare = 5,
		       .more = 0.9F,
		       .others = 6.5F,
		       .behind = 3.5F,
		       .farther = 3.2F,
		       .of_common = 9,
		       .of_other = MOST_CANDIDATES},
};

/* So are two words that may be one, and a part of what may be two; but of the letters of a long one more may be
 * misread. */
static const float bound_of_piece = 2.8F, bound_of_long_piece = 4.2F;
enum { FEWEST_OF_LONG_PIECE = 7 };

/* Pieces that a word was parted into have more of it, and are looked for farther; where nothing is found and they are
 * surely pieces, so much farther still. */
static const float bound_of_joined = 3.5F, bound_of_long_joined = 5, farther_of_joined = 2;

/*
 * What is not frequent, for short readings and where it is no farther behind the nearest frequent one; for long ones,
 * where it is so much nearer than that; and for pieces and what is a word itself. On the develop halves
 * farther ones mend 0.1 points more of the match error.
 */
static const float bound_of_others = 3.5F, others_behind = 2, others_before = 0.5F, bound_of_others_near = 2.1F;
enum { FEWEST_OF_LONG = 6 };

/* Readings of fewer letters are not looked for farther where nothing is found. */
enum { FEWEST_OF_FAR = 5 };

/* Readings remembered at most, with 200 bytes each and the words near them; then the cache begins anew. */
enum { MOST_CACHED = 30000 };

/* How much the word's frequency counts beside the cost, as in the ranking. */
static const float frequency_weight = 0.7F, rare_log10 = -7.0F;

/* A word near a reading, by its place among the words. */
struct near_word {
	uint32_t word;
	float cost;
};

struct list {
	const struct near_word *near;
	size_t count;
};

struct speller {
	const struct dictionary *dictionary;
	const struct confusions *confusions;
	const struct trigrams *trigrams;
	struct search_room *room;
	struct table candidates[2], joined[2], pieces; /* from readings to places in lists; the first two by reach */
	struct arena arena;
	struct list *lists;
	size_t list_count;
	struct table places; /* of the words that were found near a reading, in words */
	struct candidate_word *words;
	size_t word_count;
	struct candidate_word told[MOST_CANDIDATES]; /* the list that was asked for last */
};

float speller_bound(size_t n)
{
	return n <= 2 ? 3.5F : n <= 3 ? 5 : n <= 7 ? 6 : 6.8F;
}

static float worth(const struct candidate_word *w, float cost)
{
	return frequency_weight * (w->info.level == WORD_COMMON ? w->info.log10_probability : rare_log10) - cost;
}

/* The least cost of the words but for the reading itself. */
static float least_cost(const struct found_word *found, size_t count, struct str read)
{
	float least = HUGE_VALF;
	for (size_t i = 0; i < count; i++)
		if (!str_equal((struct str){found[i].text, found[i].n}, read))
			least = fminf(least, found[i].cost);
	return least;
}

/* Leaves out the words that cost more. */
static size_t keep_within(float most, struct found_word *found, size_t count)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++)
		if (steps_of_cost(found[i].cost) <= steps_of_cost(most))
			found[kept++] = found[i];
	return kept;
}

/*
 * What a word may cost at most: a frequent one (dictionary_format.h), any other, a frequent one if there is none, and
 * above the nearest; and how many are kept.
 */
struct bounds {
	float frequent, others, farther, behind;
	size_t count;
};

/*
 * The frequent words near the reading tell how far to look for others, and for those farther off. Gives how many are
 * found.
 */
static size_t search(const struct speller *s, struct str read, struct bounds most, struct found_word found[MOST_FOUND])
{
	struct speller_tables tables[2];
	speller_tables_fill(tables, s->confusions, read);
	float near = most.frequent <= most.behind ? most.frequent : fminf(first_bound, most.frequent);
	size_t count = speller_search(s->dictionary, SEARCH_FREQUENT, tables, near, s->room, found, 0);
	if (!count && most.others > near) {
		/* Near short readings there are so many words that few of the others would be kept. */
		near = most.others > bound_of_others ? most.frequent : most.others;
		count = speller_search(s->dictionary, SEARCH_FREQUENT, tables, near, s->room, found, 0);
	}
	float nearest = least_cost(found, count, read), others = fminf(bound_of_others, nearest + others_behind);
	others = fminf(most.others, fmaxf(others, nearest - others_before));
	count = speller_search(s->dictionary, SEARCH_ALL, tables, others, s->room, found, count);
	float far = fminf(most.frequent, least_cost(found, count, read) + most.behind);
	if (far > near && far > others)
		count = speller_search(s->dictionary, SEARCH_FREQUENT, tables, far, s->room, found, count);
	if (!count && most.farther > most.frequent) {
		most.frequent = most.farther;
		count = speller_search(s->dictionary, SEARCH_FREQUENT, tables, most.frequent, s->room, found, count);
	}
	return keep_within(fminf(most.frequent, least_cost(found, count, read) + most.behind), found, count);
}

/* The place among the words of one that was found. */
static uint32_t place_of(struct speller *s, struct str text)
{
	uint32_t *place = table_at(&s->places, text);
	if (!*place) {
		s->words = arena_grow(&s->arena, s->words, s->word_count, sizeof *s->words);
		struct candidate_word *w = &s->words[s->word_count++];
		*w = (struct candidate_word){.text = arena_str(&s->arena, text), .id = TRIGRAMS_UNKNOWN};
		dictionary_find(s->dictionary, text, &w->info);
		w->id = s->trigrams ? trigrams_word(s->trigrams, text) : TRIGRAMS_UNKNOWN;
		*place = (uint32_t)s->word_count;
	}
	return *place - 1;
}

/* Does the first of two words near a reading stand before the second? */
static bool stands_before(const struct speller *s, struct near_word a, struct near_word b)
{
	const struct candidate_word *x = &s->words[a.word], *y = &s->words[b.word];
	float d = worth(x, a.cost) - worth(y, b.cost);
	if (d != 0)
		return d > 0;
	int c = memcmp(x->text.s, y->text.s, x->text.n < y->text.n ? x->text.n : y->text.n);
	return c < 0 || (c == 0 && x->text.n < y->text.n);
}

static struct list find(struct speller *s, struct str read, struct bounds most)
{
	struct found_word found[MOST_FOUND];
	struct near_word best[MOST_CANDIDATES] = {0};
	size_t found_count = search(s, read, most, found), count = 0;
	for (size_t i = 0; i < found_count; i++) {
		struct str text = {found[i].text, found[i].n};
		if (str_equal(text, read))
			continue;
		struct near_word w = {place_of(s, text), found[i].cost};
		size_t at = count < most.count ? count++ : most.count;
		for (; at && stands_before(s, w, best[at - 1]); at--)
			if (at < most.count)
				best[at] = best[at - 1];
		if (at < most.count)
			best[at] = w;
	}
	struct near_word *near = arena_alloc(&s->arena, count, sizeof *near);
	memcpy(near, best, count * sizeof *near);
	return (struct list){near, count};
}

struct speller *speller_new(const struct dictionary *d, const struct confusions *c, const struct trigrams *t)
{
	struct speller *s = must_alloc(1, sizeof *s);
	*s = (struct speller){.dictionary = d, .confusions = c, .trigrams = t, .room = search_room_new()};
	return s;
}

static void forget(struct speller *s)
{
	for (int reach = REACH_NEAR; reach <= REACH_FAR; reach++) {
		table_release(&s->candidates[reach]);
		table_release(&s->joined[reach]);
	}
	table_release(&s->pieces);
	table_release(&s->places);
	arena_release(&s->arena);
	s->lists = NULL;
	s->words = NULL;
	s->list_count = s->word_count = 0;
}

void speller_drop(struct speller *s)
{
	if (!s)
		return;
	forget(s);
	search_room_drop(s->room);
	free(s);
}

/* The list of the reading in the cache (of the speller), which is made where it is new. */
static const struct list *list_of(struct speller *s, struct table *cache, struct str read, struct bounds most)
{
	if (s->list_count == MOST_CACHED)
		forget(s);
	uint32_t *place = table_at(cache, read);
	if (!*place) {
		struct list list = find(s, read, most);
		s->lists = arena_grow(&s->arena, s->lists, s->list_count, sizeof *s->lists);
		s->lists[s->list_count++] = list;
		*place = (uint32_t)s->list_count;
	}
	return &s->lists[*place - 1];
}

static struct bounds bounds_for(const struct speller *s, struct str read, enum reach reach)
{
	const struct reach_limits *d = &limits_of[reach];
	struct dictionary_word w;
	float most = speller_bound(read.n) + d->more;
	struct bounds bounds = {.others = bound_of_others_near, .behind = d->behind, .count = d->of_other};
	dictionary_find(s->dictionary, read, &w);
	if (w.level == WORD_UNKNOWN) {
		bounds.frequent = most;
		bounds.others = read.n < FEWEST_OF_LONG ? bound_of_others : d->others;
		bounds.farther = read.n >= FEWEST_OF_FAR ? most + d->farther : 0;
	} else {
		bounds.frequent = fminf(most, w.level == WORD_COMMON ? d->common : d->rare);
		bounds.count = w.level == WORD_COMMON ? d->of_common : d->of_other;
	}
	return bounds;
}

/* The list within the bounds, which depend on the cache and the reading alone. */
static const struct candidate_word *within(struct speller *s, struct table *cache, struct str read, struct bounds most,
					   size_t *count)
{
	*count = 0;
	if (read.n > LONGEST_READING)
		return NULL;
	const struct list *list = list_of(s, cache, read, most);
	for (size_t i = 0; i < list->count; i++) {
		s->told[i] = s->words[list->near[i].word];
		s->told[i].cost = list->near[i].cost;
	}
	*count = list->count;
	return s->told;
}

const struct candidate_word *speller_candidates(struct speller *s, struct str read, enum reach reach, size_t *count)
{
	return within(s, &s->candidates[reach], read, bounds_for(s, read, reach), count);
}

const struct candidate_word *speller_pieces(struct speller *s, struct str read, size_t *count)
{
	float most_of_piece = read.n < FEWEST_OF_LONG_PIECE ? bound_of_piece : bound_of_long_piece;
	struct bounds most = {.frequent = fminf(most_of_piece, speller_bound(read.n)),
			      .others = bound_of_others_near,
			      .behind = limits_of[REACH_NEAR].behind,
			      .count = limits_of[REACH_NEAR].of_other};
	return within(s, &s->pieces, read, most, count);
}

const struct candidate_word *speller_joined(struct speller *s, struct str read, enum reach reach, size_t *count)
{
	bool piece = read.n < FEWEST_OF_LONG_PIECE;
	struct bounds most = {.frequent = piece ? bound_of_joined : bound_of_long_joined,
			      .others = piece ? bound_of_others_near : bound_of_piece,
			      .behind = limits_of[REACH_FAR].behind,
			      .count = limits_of[REACH_FAR].of_other};
	most.farther = reach == REACH_FAR && read.n >= FEWEST_OF_FAR ? most.frequent + farther_of_joined : 0;
	return within(s, &s->joined[reach], read, most, count);
}

/* Costs of the first i bytes of truth for the first j of read. */
struct distances {
	const struct confusions *c;
	struct str read, truth;
	float most, cost[LONGEST_READING + 1][LONGEST_READING + 1];
};

/* Sums of costs differ by less where they are added in another order. */
static const float rounding = 0.001F;

static void lower(struct distances *d, size_t i, size_t j, float cost)
{
	if (i <= d->truth.n && j <= d->read.n && cost <= d->most + rounding)
		d->cost[i][j] = fminf(d->cost[i][j], cost);
}

/* Goes on by the confusions of which the first bytes are read and letter; 0: none. */
static void confuse(struct distances *d, size_t i, size_t j, unsigned char read, unsigned letter)
{
	for (uint32_t k = d->c->begin[read][letter]; k < d->c->begin[read][letter + 1]; k++) {
		const struct confusion *f = &d->c->list[k];
		if (str_starts(str_skip(d->truth, i), f->truth) && str_starts(str_skip(d->read, j), f->read))
			lower(d, i + f->truth.n, j + f->read.n, d->cost[i][j] + f->cost);
	}
}

static void go_on(struct distances *d, size_t i, size_t j)
{
	unsigned char read = j < d->read.n ? (unsigned char)d->read.s[j] : 0;
	unsigned letter = i < d->truth.n ? confusion_letter((unsigned char)d->truth.s[i]) : 0;
	bool same = read && i < d->truth.n && d->read.s[j] == d->truth.s[i];
	float dear = d->cost[i][j] + d->c->other;
	lower(d, i + 1, j + 1, same ? d->cost[i][j] : dear);
	lower(d, i + 1, j, dear);
	lower(d, i, j + 1, dear);
	if (read)
		confuse(d, i, j, read, 0);
	if (read && letter)
		confuse(d, i, j, read, letter);
	if (letter)
		confuse(d, i, j, 0, letter);
}

float speller_distance(const struct confusions *c, struct str read, struct str truth, float most)
{
	struct distances d = {.c = c, .read = read, .truth = truth, .most = most};
	if (read.n > LONGEST_READING || truth.n > LONGEST_READING)
		return most + 1;
	for (size_t i = 0; i <= truth.n; i++)
		for (size_t j = 0; j <= read.n; j++)
			d.cost[i][j] = i || j ? most + 1 : 0;
	for (size_t i = 0; i <= truth.n; i++)
		for (size_t j = 0; j <= read.n; j++)
			if (d.cost[i][j] <= most + rounding)
				go_on(&d, i, j);
	return d.cost[truth.n][read.n];
}
