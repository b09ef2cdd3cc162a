/* The search: depth first through the trie, with a bound on the cost that is raised until there are enough words. */
#include "language/speller.h"

#include "base/table.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Bounds on the cost (-log10), one after the other, and how many words are enough. */
static const float bounds[] = {2.0F, 2.8F, 3.6F, 4.4F, 5.2F, 6.0F, 6.8F};
enum { BOUNDS = sizeof bounds / sizeof *bounds, ENOUGH = 6 };

/* Shorter readings (bytes) may have one letter that is taken for any other, longer ones two. */
enum { FEWEST_FOR_TWO = 7 };

/* Nodes that one search looks at: keeps the time of odd readings in bounds. */
enum { MOST_VISITS = 8000, MOST_FOUND = 256, LONGEST_READING = 40 };

/* Readings remembered at most, about 600 bytes each; then the cache begins anew. */
enum { MOST_CACHED = 60000 };

/* How much the word's frequency counts beside the cost, as in the ranking. */
static const float frequency_weight = 0.7F, rare_log10 = -7.0F;

struct list {
	struct candidate_word *words;
	size_t count;
};

struct speller {
	const struct dictionary *dictionary;
	const struct confusions *confusions;
	const struct trigrams *trigrams;
	struct table cache; /* from readings to places in lists */
	struct arena arena;
	struct list *lists;
	size_t list_count;
};

struct found {
	uint32_t node;
	float cost;
	char text[LONGEST_READING + 1];
	size_t n;
};

struct search {
	const struct dictionary *d;
	const struct confusions *c;
	struct str read;
	float bound;
	int others, most_others; /* letters taken for any other on the way here, and how many may be */
	long visits;
	char text[LONGEST_READING + 1];
	struct found *found;
	size_t found_count;
};

float speller_bound(size_t n)
{
	return n <= 2 ? 2.6F : n <= 3 ? 3.8F : n <= 5 ? 4.8F : n <= 7 ? 5.8F : 6.8F;
}

static void keep(struct search *s, uint32_t node, size_t n, float cost)
{
	struct dictionary_word w;
	if (!dictionary_word_at(s->d, node, &w))
		return;
	for (size_t i = 0; i < s->found_count; i++)
		if (s->found[i].node == node) {
			s->found[i].cost = fminf(s->found[i].cost, cost);
			return;
		}
	if (s->found_count == MOST_FOUND)
		return;
	struct found *f = &s->found[s->found_count++];
	*f = (struct found){.node = node, .cost = cost, .n = n};
	memcpy(f->text, s->text, n);
}

static void visit(struct search *s, uint32_t node, size_t n, size_t at, float cost);

/* Goes down the trie by the letters, and on from there. */
static void follow(struct search *s, uint32_t node, size_t n, struct str letters, size_t at, float cost)
{
	for (size_t i = 0; i < letters.n && node; i++) {
		node = dictionary_first_child(s->d, node);
		while (node && dictionary_byte(s->d, node) != (unsigned char)letters.s[i])
			node = dictionary_next_sibling(s->d, node);
		if (n == LONGEST_READING)
			return;
		s->text[n++] = letters.s[i];
	}
	if (node)
		visit(s, node, n, at, cost);
}

/* The confusions by which letters read at a place stand for others that begin with byte, which led to the node. */
static void confuse(struct search *s, uint32_t node, size_t n, size_t at, float cost, unsigned char read,
		    unsigned char byte)
{
	const uint32_t *begin = s->c->begin[read];
	unsigned letter = confusion_letter(byte);
	for (uint32_t i = begin[letter]; i < begin[letter + 1]; i++) {
		const struct confusion *f = &s->c->list[i];
		if (cost + f->cost > s->bound)
			break;
		if (at + f->read.n > s->read.n ||
		    (f->read.n > 1 && memcmp(s->read.s + at, f->read.s, f->read.n) != 0) ||
		    (f->truth.n && (unsigned char)f->truth.s[0] != byte))
			continue;
		follow(s, node, n, str_skip(f->truth, 1), at + f->read.n, cost + f->cost);
	}
}

/* What byte, which leads to the child, may have been read as. */
static void visit_child(struct search *s, uint32_t child, size_t n, size_t at, size_t behind, float cost)
{
	unsigned char byte = dictionary_byte(s->d, child), read = at < s->read.n ? (unsigned char)s->read.s[at] : 0;
	float dear = cost + s->c->other;
	s->text[n] = (char)byte;
	if (read && byte == read)
		visit(s, child, n + 1, at + 1, cost);
	s->text[n] = (char)byte;
	if (read) {
		confuse(s, child, n + 1, at, cost, read, byte);
		s->text[n] = (char)byte;
	}
	confuse(s, child, n + 1, at, cost, 0, byte);
	if (dear > s->bound || byte & 0x80 || s->others == s->most_others)
		return;
	s->others++;
	s->text[n] = (char)byte;
	if (read && byte != read)
		visit(s, child, n + 1, behind, dear);
	s->text[n] = (char)byte;
	visit(s, child, n + 1, at, dear);
	s->others--;
}

static void visit(struct search *s, uint32_t node, size_t n, size_t at, float cost)
{
	if (++s->visits > MOST_VISITS)
		return;
	if (at == s->read.n)
		keep(s, node, n, cost);
	size_t behind = at;
	if (at < s->read.n) {
		utf8_next(s->read, &behind);
		confuse(s, node, n, at, cost, (unsigned char)s->read.s[at], 0);
		if (cost + s->c->other <= s->bound && s->others < s->most_others) {
			s->others++;
			visit(s, node, n, behind, cost + s->c->other);
			s->others--;
		}
	} else if (cost + s->c->least_lost > s->bound)
		return;
	if (n < LONGEST_READING)
		for (uint32_t c = dictionary_first_child(s->d, node); c; c = dictionary_next_sibling(s->d, c))
			visit_child(s, c, n, at, behind, cost);
}

static float worth(const struct candidate_word *w)
{
	return frequency_weight * (w->info.level == WORD_COMMON ? w->info.log10_probability : rare_log10) - w->cost;
}

static int by_worth(const void *a, const void *b)
{
	const struct candidate_word *x = a, *y = b;
	float d = worth(y) - worth(x);
	if (d != 0)
		return d > 0 ? 1 : -1;
	size_t n = x->text.n < y->text.n ? x->text.n : y->text.n;
	int c = memcmp(x->text.s, y->text.s, n);
	return c ? c : (x->text.n > y->text.n) - (x->text.n < y->text.n);
}

static struct list find(struct speller *s, struct str read)
{
	static struct found found[MOST_FOUND];
	struct search search = {.d = s->dictionary,
				.c = s->confusions,
				.read = read,
				.most_others = read.n < FEWEST_FOR_TWO ? 1 : 2,
				.found = found};
	for (int i = 0; i < BOUNDS && search.found_count <= ENOUGH && (!i || bounds[i - 1] < speller_bound(read.n));
	     i++) {
		search.bound = fminf(bounds[i], speller_bound(read.n));
		search.visits = 0;
		visit(&search, dictionary_root(s->dictionary), 0, 0, 0);
		if (search.visits > MOST_VISITS)
			break;
	}
	struct candidate_word all[MOST_FOUND] = {0};
	size_t count = 0;
	for (size_t i = 0; i < search.found_count; i++) {
		struct str text = {found[i].text, found[i].n};
		if (str_equal(text, read))
			continue;
		all[count] = (struct candidate_word){.text = text, .cost = found[i].cost, .id = TRIGRAMS_UNKNOWN};
		dictionary_word_at(s->dictionary, found[i].node, &all[count++].info);
	}
	qsort(all, count, sizeof *all, by_worth);
	count = count < MOST_CANDIDATES ? count : MOST_CANDIDATES;
	struct list list = {arena_alloc(&s->arena, count + 1, sizeof *all), count};
	for (size_t i = 0; i < count; i++) {
		list.words[i] = all[i];
		list.words[i].text = arena_str(&s->arena, all[i].text);
		list.words[i].id = s->trigrams ? trigrams_word(s->trigrams, all[i].text) : TRIGRAMS_UNKNOWN;
	}
	return list;
}

struct speller *speller_new(const struct dictionary *d, const struct confusions *c, const struct trigrams *t)
{
	struct speller *s = must_alloc(1, sizeof *s);
	*s = (struct speller){.dictionary = d, .confusions = c, .trigrams = t};
	return s;
}

static void forget(struct speller *s)
{
	table_release(&s->cache);
	arena_release(&s->arena);
	s->cache = (struct table){0};
	s->lists = NULL;
	s->list_count = 0;
}

void speller_drop(struct speller *s)
{
	if (!s)
		return;
	forget(s);
	free(s);
}

const struct candidate_word *speller_candidates(struct speller *s, struct str read, size_t *count)
{
	*count = 0;
	if (read.n > LONGEST_READING)
		return NULL;
	if (s->list_count == MOST_CACHED)
		forget(s);
	uint32_t *place = table_at(&s->cache, read);
	if (!*place) {
		struct list list = find(s, read);
		s->lists = arena_grow(&s->arena, s->lists, s->list_count, sizeof *s->lists);
		s->lists[s->list_count++] = list;
		*place = (uint32_t)s->list_count;
	}
	const struct list *list = &s->lists[*place - 1];
	*count = list->count;
	return list->words;
}

/* As the search, along one word: row[i][j] is the cost of the first i bytes of truth for the first j of read. */
float speller_distance(const struct confusions *c, struct str read, struct str truth, float most)
{
	float cost[LONGEST_READING + 1][LONGEST_READING + 1];
	if (read.n > LONGEST_READING || truth.n > LONGEST_READING)
		return most + 1;
	for (size_t i = 0; i <= truth.n; i++)
		for (size_t j = 0; j <= read.n; j++) {
			float best = !i && !j ? 0 : HUGE_VALF;
			if (i && j)
				best = fminf(best,
					     cost[i - 1][j - 1] + (truth.s[i - 1] == read.s[j - 1] ? 0 : c->other));
			if (i)
				best = fminf(best, cost[i - 1][j] + c->other);
			if (j)
				best = fminf(best, cost[i][j - 1] + c->other);
			cost[i][j] = best;
			for (size_t k = 0; k < c->count && best > 0; k++) {
				const struct confusion *f = &c->list[k];
				if (f->truth.n <= i && f->read.n <= j &&
				    !memcmp(f->truth.n ? f->truth.s : "", truth.s + i - f->truth.n, f->truth.n) &&
				    !memcmp(f->read.n ? f->read.s : "", read.s + j - f->read.n, f->read.n))
					cost[i][j] = fminf(cost[i][j], cost[i - f->truth.n][j - f->read.n] + f->cost);
			}
		}
	return cost[truth.n][read.n];
}
