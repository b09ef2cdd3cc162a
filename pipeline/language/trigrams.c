/* sphinxbase's n-gram models, asked for English words as they are printed. */
#include "language/trigrams.h"

#include "base/utf8.h"

#include <limits.h>
#include <math.h>
#include <sphinxbase/err.h>
#include <sphinxbase/ngram_model.h>
#include <stdlib.h>

static const char default_model[] = "/usr/share/pocketsphinx/model/en-us/en-us.lm.bin";

/* Longer words (bytes) are in no model. */
enum { LONGEST_WORD = 40 };

/* Of a word that the model lacks: one in ten million. */
static const double unknown_log10 = -7;

/* A model, and the user's or our own beside it. Words that only the second has are numbered behind the first's. */
struct trigrams {
	ngram_model_t *model;
	logmath_t *logmath;
	int32 unknown;
	struct trigrams *second; /* or NULL */
	int count;               /* of words of the first */
	int *in_second;          /* its words' numbers in the second */
	double weight;           /* of the second */
};

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

double trigrams_log10(const struct trigrams *t, int first, int second, int word)
{
	if (!t->second || word == TRIGRAMS_UNKNOWN)
		return score(t, first, second, word);
	double a = score(t, number_in_first(t, first), number_in_first(t, second), number_in_first(t, word));
	double b = score(t->second, number_in_second(t, first), number_in_second(t, second), number_in_second(t, word));
	double gap = b - a + log10(t->weight / (1 - t->weight));
	return a + log10(1 - t->weight) + log10(1 + pow(10, gap));
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
