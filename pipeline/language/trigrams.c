/* sphinxbase's n-gram models, asked for English words as they are printed. */
#include "language/trigrams.h"

#include "base/utf8.h"

#include <limits.h>
#include <math.h>
#include <sphinxbase/err.h>
#include <sphinxbase/ngram_model.h>
#include <stdint.h>
#include <stdlib.h>

static const char default_model[] = "/usr/share/pocketsphinx/model/en-us/en-us.lm.bin";

/* Longer words (bytes) are in no model. */
enum { LONGEST_WORD = 40 };

/* Of a word that the model lacks: one in ten million. */
static const double unknown_log10 = -7;

/*
 * Scores that were asked before, each in the place that its words' numbers give, until another takes it. Half of the
 * questions are asked again within a page, and so many need no more than the processor's own cache.
 */
enum { REMEMBERED_BITS = 14, REMEMBERED = 1 << REMEMBERED_BITS };

struct remembered {
	int first, second, word; /* word: TRIGRAMS_UNKNOWN where the place is free */
	float log10;
};

/* A model, and the user's or our own beside it. Words that only the second has are numbered behind the first's. */
struct trigrams {
	ngram_model_t *model;
	logmath_t *logmath;
	int32 unknown;
	struct trigrams *second; /* or NULL */
	int count;               /* of words of the first */
	int *in_second;          /* its words' numbers in the second */
	double weight;           /* of the second */
	struct remembered *remembered;
};

static void forget(struct trigrams *t)
{
	for (int i = 0; i < REMEMBERED; i++)
		t->remembered[i].word = TRIGRAMS_UNKNOWN;
}

struct trigrams *trigrams_new(const char *path)
{
	err_set_logfp(NULL);
	logmath_t *logmath = logmath_init(1.0001, 0, 0);
	ngram_model_t *model = ngram_model_read(NULL, path ? path : default_model, NGRAM_AUTO, logmath);
	if (!model) {
		logmath_free(logmath);
		return NULL;
	}
	struct trigrams *t = must_alloc(1, sizeof *t);
	*t = (struct trigrams){.model = model, .logmath = logmath, .unknown = ngram_unknown_wid(model)};
	t->count = (int)ngram_model_get_counts(model)[0];
	t->remembered = must_alloc(REMEMBERED, sizeof *t->remembered);
	forget(t);
	return t;
}

bool trigrams_mix(struct trigrams *t, const char *path, double weight)
{
	struct trigrams *second = trigrams_new(path);
	if (!second)
		return false;
	trigrams_drop(t->second);
	free(t->in_second);
	t->second = second;
	t->weight = weight;
	forget(t);
	t->in_second = must_alloc((size_t)t->count, sizeof *t->in_second);
	for (int i = 0; i < t->count; i++) {
		int32 id = ngram_wid(t->second->model, ngram_word(t->model, i));
		t->in_second[i] = id == t->second->unknown ? TRIGRAMS_UNKNOWN : id;
	}
	return true;
}

void trigrams_drop(struct trigrams *t)
{
	if (!t)
		return;
	trigrams_drop(t->second);
	free(t->in_second);
	free(t->remembered);
	ngram_model_free(t->model);
	logmath_free(t->logmath);
	free(t);
}

/* The word without what stands about it, in lower case; false where that is empty or no word of a model. */
static bool make_plain(struct str word, char plain[LONGEST_WORD + 1])
{
	size_t n = 0, end = 0;
	for (size_t at = 0; at < word.n;) {
		uint32_t c = utf8_next(word, &at);
		if (c == 0x2019)
			c = '\'';
		bool letter = utf8_is_letter(c);
		if (utf8_is_digit(c) || (letter && c > 127) || n == LONGEST_WORD)
			return false;
		if (!letter && !(n && (c == '\'' || c == '.' || c == '-')))
			continue;
		plain[n++] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
		if (letter)
			end = n;
	}
	plain[end] = '\0';
	return end > 0;
}

int trigrams_word(const struct trigrams *t, struct str word)
{
	char plain[LONGEST_WORD + 1];
	if (!make_plain(word, plain))
		return TRIGRAMS_UNKNOWN;
	int32 id = ngram_wid(t->model, plain);
	if (id != t->unknown)
		return id;
	id = t->second ? ngram_wid(t->second->model, plain) : 0;
	return t->second && id != t->second->unknown ? t->count + id : TRIGRAMS_UNKNOWN;
}

static double score(const struct trigrams *t, int first, int second, int word)
{
	int32 history[2] = {second, first}, used;
	int32 known = second == TRIGRAMS_UNKNOWN ? 0 : first == TRIGRAMS_UNKNOWN ? 1 : 2;
	if (word == TRIGRAMS_UNKNOWN)
		return unknown_log10;
	return logmath_log_to_log10(t->logmath, ngram_ng_score(t->model, word, history, known, &used));
}

static int number_in_first(const struct trigrams *t, int word)
{
	return word < t->count ? word : TRIGRAMS_UNKNOWN;
}

static int number_in_second(const struct trigrams *t, int word)
{
	return word == TRIGRAMS_UNKNOWN ? word : word < t->count ? t->in_second[word] : word - t->count;
}

/* The score of the model and the second one beside it. */
static double mixed_score(const struct trigrams *t, int first, int second, int word)
{
	if (!t->second)
		return score(t, first, second, word);
	double a = score(t, number_in_first(t, first), number_in_first(t, second), number_in_first(t, word));
	double b = score(t->second, number_in_second(t, first), number_in_second(t, second), number_in_second(t, word));
	double gap = b - a + log10(t->weight / (1 - t->weight));
	return a + log10(1 - t->weight) + log10(1 + pow(10, gap));
}

static struct remembered *place_of(const struct trigrams *t, int first, int second, int word)
{
	static const uint32_t odd[3] = {0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D}; /* as in xxHash */
	uint32_t hash = (uint32_t)first * odd[0] ^ (uint32_t)second * odd[1] ^ (uint32_t)word * odd[2];
	return &t->remembered[hash * odd[0] >> (32 - REMEMBERED_BITS)];
}

double trigrams_log10(const struct trigrams *t, int first, int second, int word)
{
	if (word == TRIGRAMS_UNKNOWN)
		return unknown_log10;
	struct remembered *r = place_of(t, first, second, word);
	if (r->word != word || r->second != second || r->first != first)
		*r = (struct remembered){first, second, word, (float)mixed_score(t, first, second, word)};
	return (double)r->log10;
}

static int mark_of(const struct trigrams *t, const char *mark)
{
	int32 id = ngram_wid(t->model, mark);
	return id == t->unknown ? TRIGRAMS_UNKNOWN : id;
}

int trigrams_start(const struct trigrams *t)
{
	return mark_of(t, "<s>");
}

int trigrams_end(const struct trigrams *t)
{
	return mark_of(t, "</s>");
}

int trigrams_count(const struct trigrams *t)
{
	return ngram_model_get_counts(t->model)[0] > INT_MAX ? 0 : (int)ngram_model_get_counts(t->model)[0];
}

const char *trigrams_spelling(const struct trigrams *t, int word)
{
	return ngram_word(t->model, word);
}
