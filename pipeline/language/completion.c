/* Gathers the words that fit what is known of a cut word, the likeliest by themselves first, and weighs those. */
#include "language/completion_terms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * Where fewer letters are known, only frequent words are gathered: there are too many others, and none of them would be
 * likely. Words spelled backward take longer to look up.
 */
enum { FEWEST_KNOWN_FIRST = 2, FEWEST_KNOWN_LAST = 4 };

static const char letters[] = "abcdefghijklmnopqrstuvwxyz";

/* Weights of the first score, which only chooses what is weighed: log10. */
static const float rare_log10 = -7.5F, quick_page = 1;

/*
 * A letter of which no other is sure is one that is read so, as half, at least this often, or hardly less often than
 * the likeliest: nothing is usually read as "4". log10.
 */
static const float least_alone = -1.7F, below_likeliest = 0.7F;

struct completer {
	const struct dictionary *dictionary;
	const struct trigrams *trigrams;
	struct own_words own;
	struct completion_query query;
	struct completion_candidate candidates[MOST_COMPLETIONS]; /* a heap, the least likely first, while gathered */
	size_t count;
	struct arena arena; /* of the last answer's texts */
};

struct completer *completer_new(const struct dictionary *d, const struct trigrams *t)
{
	struct completer *c = must_alloc(1, sizeof *c);
	memset(c, 0, sizeof *c);
	c->dictionary = d;
	c->trigrams = t;
	return c;
}

void completer_drop(struct completer *c)
{
	if (!c)
		return;
	own_words_release(&c->own);
	arena_release(&c->arena);
	free(c);
}

void completer_read(struct completer *c, const struct str *words, size_t count)
{
	own_words_read(&c->own, words, count);
}

/* Is a less likely than b? Of equals, the word that is later in the alphabet. */
static bool is_less(const struct completion_candidate *a, const struct completion_candidate *b)
{
	return a->quick < b->quick || (a->quick == b->quick && strcmp(a->text, b->text) > 0);
}

static void swap(struct completion_candidate *a, struct completion_candidate *b)
{
	struct completion_candidate other = *a;
	*a = *b;
	*b = other;
}

static void sink(struct completion_candidate *heap, size_t count)
{
	for (size_t i = 0, least; (least = 2 * i + 1) < count; i = least) {
		if (least + 1 < count && is_less(&heap[least + 1], &heap[least]))
			least++;
		if (!is_less(&heap[least], &heap[i]))
			break;
		swap(&heap[i], &heap[least]);
	}
}

static void rise(struct completion_candidate *heap, size_t at)
{
	for (; at && is_less(&heap[at], &heap[(at - 1) / 2]); at = (at - 1) / 2)
		swap(&heap[at], &heap[(at - 1) / 2]);
}

/* Keeps the candidate if it is among the likeliest. */
static void keep(struct completer *c, const struct completion_candidate *new)
{
	if (c->count < MOST_COMPLETIONS) {
		c->candidates[c->count] = *new;
		rise(c->candidates, c->count++);
	} else if (is_less(c->candidates, new)) {
		c->candidates[0] = *new;
		sink(c->candidates, c->count);
	}
}

/* May a word that is written in these cases be the cut one? */
static bool may_be_written(const struct completion_query *q, unsigned cases)
{
	bool small = q->in_case == CUT_SMALL && q->cut->side == CUT_RIGHT;
	return !small || !cases || cases & (CASE_SMALL | CASE_MIXED);
}

static void consider(struct completer *c, struct str word, const struct dictionary_word *info)
{
	const struct completion_query *q = &c->query;
	struct completion_candidate new;
	const struct own_word *own = own_word_find(&c->own, word);
	if (word.n > LONGEST_COMPLETION)
		return;
	if (!may_be_written(q, info->cases) && !(own && may_be_written(q, own->cases | own->opening_cases)))
		return;
	new.quick = info->log10_probability < 0 && info->level == WORD_COMMON ? info->log10_probability : rare_log10;
	new.quick += own ? quick_page *log2f(1 + (float)own->count) : 0;
	float doubt = completion_doubt(q, word);
	if (q->cut->look)
		c->query.clearest = fmaxf(c->query.clearest, doubt);
	new.quick += doubt;
	if (c->count == MOST_COMPLETIONS && new.quick < c->candidates[0].quick)
		return;
	memcpy(new.text, word.s, word.n);
	new.text[word.n] = '\0';
	new.n = word.n;
	new.info = *info;
	new.own = own;
	keep(c, &new);
}

static void consider_found(void *completer, struct str word, const struct dictionary_word *info)
{
	consider(completer, word, info);
}

/* The page's words that the dictionary lacks. */
static void consider_own(struct completer *c, struct str part, enum cut_side side)
{
	for (size_t i = 0; i < c->own.count; i++) {
		struct dictionary_word info = {0};
		struct str word = c->own.list[i].text;
		if (!(side == CUT_RIGHT ? str_starts(word, part) : str_ends(word, part)))
			continue;
		if (!c->dictionary || !dictionary_find(c->dictionary, word, &info))
			consider(c, word, &info);
	}
}

static void gather_with(struct completer *c, struct str part)
{
	const struct completion_query *q = &c->query;
	if (c->dictionary && q->cut->side == CUT_RIGHT)
		dictionary_beginning_with(c->dictionary, part, part.n < FEWEST_KNOWN_FIRST, consider_found, c);
	else if (c->dictionary)
		dictionary_ending_in(c->dictionary, part, part.n < FEWEST_KNOWN_LAST, consider_found, c);
	consider_own(c, part, q->cut->side);
}

/* How often the letter is read so that is so most often; log10. */
static float likeliest_alone(const struct completion_query *q)
{
	float most = -INFINITY;
	for (const char *letter = letters; *letter; letter++)
		most = fmaxf(most, completion_doubt(q, (struct str){letter, 1}));
	return most;
}

/* Where no letter is sure, the doubtful one may be any that looks like it. */
static void gather(struct completer *c)
{
	const struct completion_query *q = &c->query;
	c->count = 0;
	c->query.clearest = q->cut->look ? -INFINITY : 0;
	if (q->sure) {
		gather_with(c, (struct str){q->folded, q->sure});
		return;
	}
	float least = q->cut->look ? -INFINITY : fminf(least_alone, likeliest_alone(q) - below_likeliest);
	for (const char *letter = letters; *letter; letter++) {
		struct str part = {letter, 1};
		if (completion_doubt(q, part) > least)
			gather_with(c, part);
	}
}

static int by_score(const void *a, const void *b)
{
	const struct completion_candidate *x = a, *y = b;
	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return strcmp(x->text, y->text);
}

const struct completion_candidate *completions_weighed(struct completer *c, const struct cut_word *cut, size_t *count,
						       float none[COMPLETION_TERMS])
{
	*count = 0;
	if (!completion_ask(&c->query, cut, c->trigrams, &c->own))
		return NULL;
	gather(c);
	for (size_t i = 0; i < c->count; i++)
		completion_weigh(&c->query, &c->candidates[i]);
	qsort(c->candidates, c->count, sizeof *c->candidates, by_score);
	c->count = c->count < LISTED_COMPLETIONS ? c->count : LISTED_COMPLETIONS;
	completion_weigh_none(&c->query, c->candidates, c->count, none);
	*count = c->count;
	return c->candidates;
}

void completions_print(const struct completer *c, const struct completion_candidate *candidate, struct strbuf *b)
{
	completion_print(&c->query, candidate, b);
}

size_t completions_find(struct completer *c, const struct cut_word *cut, struct completion out[], size_t most)
{
	float none[COMPLETION_TERMS];
	size_t count;
	const struct completion_candidate *list = completions_weighed(c, cut, &count, none);
	arena_release(&c->arena);
	if (!count)
		return 0;
	/* The peak is the first one's share of all words, so that the others' follow from it. */
	double first = (double)none[COMPLETION_NONE_PEAK] * (1 - completion_none(none));
	count = count < most ? count : most;
	for (size_t i = 0; i < count; i++) {
		struct strbuf text = {0};
		completion_print(&c->query, &list[i], &text);
		out[i].text = arena_str(&c->arena, strbuf_str(&text));
		out[i].probability = (float)(exp((double)(list[i].score - list[0].score)) * first);
		strbuf_release(&text);
	}
	return count;
}
