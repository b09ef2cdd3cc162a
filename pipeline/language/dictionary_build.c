/* The builder: words of all lists in one table, what Hunspell and the trigrams say of each, and the trie of them all.
 */
#include "language/dictionary_build.h"

#include "language/dictionaries.h"
#include "language/dictionary_case.h"
#include "language/dictionary_trie.h"
#include "language/lexicon.h"
#include "language/trigrams.h"
#include "language/word_list.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Listed words less likely than this are rare though the model has them: measured, see dict/README.md. */
static const double least_common_log10 = -7.5;

/* Ordinals of up to three digits stand for all: longer ones end like one of them. */
enum { ORDINALS = 1000 };

struct builder {
	struct lexicon *lexicon;
	struct trigrams *trigrams;
	struct word_list words;
	struct strbuf sources, raised;
	struct trie_words trie_folded, trie_exact;
};

static enum emend_status add_list(struct builder *b, const char *path, struct emend_error *error)
{
	uint32_t words;
	enum emend_status status = word_list_load(&b->words, path, &words, error);
	const char *name = strrchr(path, '/');
	if (status == EMEND_OK)
		strbuf_printf(&b->sources, "%s: %u words\n", name ? name + 1 : path, words);
	return status;
}

static void add_ordinals(struct builder *b)
{
	static const char *const ends[] = {"st", "nd", "rd", "th"};
	char word[16];
	for (int width = 1; width <= 3; width++)
		for (int i = 0; i < ORDINALS; i++)
			for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
				snprintf(word, sizeof word, "%0*d%s", width, i, ends[k]);
				word_list_add(&b->words, str_of(word), CASE_SMALL);
			}
}

static void add_model(struct builder *b)
{
	int words = trigrams_count(b->trigrams);
	for (int i = 0; i < words; i++) {
		struct str word = str_of(trigrams_spelling(b->trigrams, i));
		if (word_kind(word) == WORD_PLAIN)
			word_list_add(&b->words, word, 0);
	}
	strbuf_printf(&b->sources, "the trigram model: %d words\n", words);
}

static uint32_t answers_in(struct builder *b, struct str word, uint32_t bit)
{
	unsigned spellers = lexicon_ask(b->lexicon, word);
	uint32_t answers = 0;
	for (int i = 0; i < MOST_SPELLERS; i++)
		if (spellers >> i & 1)
			answers |= bit << i * ANSWERS_OF_A_SPELLER;
	return answers;
}

/* What Hunspell says of the word in its three cases. */
static uint32_t answers_for(struct builder *b, struct str word)
{
	uint32_t answers = answers_in(b, word, ANSWER_SMALL);
	b->raised.n = 0;
	case_raise(&b->raised, word, false);
	answers |= answers_in(b, strbuf_str(&b->raised), ANSWER_CAPITAL);
	b->raised.n = 0;
	case_raise(&b->raised, word, true);
	return answers | answers_in(b, strbuf_str(&b->raised), ANSWER_CAPITALS);
}

static double log10_of(struct builder *b, struct str word)
{
	int id = b->trigrams ? trigrams_word(b->trigrams, word) : TRIGRAMS_UNKNOWN;
	return id == TRIGRAMS_UNKNOWN ? 0 : trigrams_log10(b->trigrams, TRIGRAMS_UNKNOWN, TRIGRAMS_UNKNOWN, id);
}

static uint32_t pack(uint32_t cases, uint32_t answers, double log10_probability)
{
	bool common = cases && log10_probability < 0 && log10_probability >= least_common_log10;
	double steps = fmin(-log10_probability * probability_steps, UINT16_MAX);
	return cases | (uint32_t)(common ? WORD_COMMON : WORD_RARE) << WORD_LEVEL_SHIFT |
	       answers << WORD_ANSWERS_SHIFT | (uint32_t)lround(steps) << WORD_PROBABILITY_SHIFT;
}

/* Odd words are kept only where Hunspell takes them: lists have web addresses and worse. */
static void judge_folded(struct builder *b)
{
	for (size_t i = 0; i < b->words.folded.size; i++) {
		const struct table_entry *e = &b->words.folded.entries[i];
		if (!e->key.s)
			continue;
		uint32_t answers = answers_for(b, e->key);
		bool plain = word_kind(e->key) == WORD_PLAIN;
		if (plain || answers)
			trie_add(&b->trie_folded, e->key, pack(e->value, answers, plain ? log10_of(b, e->key) : 0));
	}
}

static void judge_exact(struct builder *b)
{
	for (size_t i = 0; i < b->words.exact.size; i++) {
		const struct table_entry *e = &b->words.exact.entries[i];
		uint32_t answers = e->key.s ? answers_in(b, e->key, ANSWER_SMALL) : 0;
		if (answers)
			trie_add(&b->trie_exact, e->key, pack(CASE_MIXED, answers, 0));
	}
}

static enum emend_status add_all(struct builder *b, const struct dictionary_plan *plan, struct emend_error *error)
{
	enum emend_status status = EMEND_OK;
	for (int i = 0; i < plan->list_count && status == EMEND_OK; i++)
		status = add_list(b, plan->lists[i], error);
	if (plan->complete)
		add_ordinals(b);
	if (plan->complete && b->trigrams)
		add_model(b);
	return status;
}

enum emend_status dictionary_build(const struct dictionary_plan *plan, const char *path, struct emend_error *error)
{
	struct builder b = {.lexicon = lexicon_of_hunspell(plan->lang)};
	if (!b.lexicon) {
		const char *package = dictionaries_package(plan->lang);
		return error_set(error, EMEND_UNAVAILABLE,
				 "there is no Hunspell dictionary for '%s'; install the package %s", plan->lang,
				 package ? package : "that has it (hunspell-*), if emend knows the language");
	}
	if (!strcmp(plan->lang, "eng"))
		b.trigrams = trigrams_new(NULL);
	enum emend_status status = add_all(&b, plan, error);
	if (status == EMEND_OK) {
		judge_folded(&b);
		judge_exact(&b);
		status = trie_write(&b.trie_folded, &b.trie_exact, plan->complete ? DICTIONARY_COMPLETE : 0,
				    strbuf_str(&b.sources), path, error);
	}
	trie_release(&b.trie_folded);
	trie_release(&b.trie_exact);
	word_list_release(&b.words);
	strbuf_release(&b.sources);
	strbuf_release(&b.raised);
	trigrams_drop(b.trigrams);
	lexicon_drop(b.lexicon);
	return status;
}
