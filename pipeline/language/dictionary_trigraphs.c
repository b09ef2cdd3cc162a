/* How likely a letter is behind two others, in the words of a dictionary, each counted once. */
#include "language/dictionary.h"
#include "language/dictionary_trie.h"

#include <math.h>
#include <stdlib.h>

/* A byte has -log10 in these steps. */
static const double trigraph_steps = 48;

/* Each letter counts for so much behind any two, though no word has it there. */
static const double unseen = 0.05;

/* Where the word begins and ends two and one of these stand. */
enum { END = 0 };

/* The number of the next letter in the word, from at on, which is moved on; END at its end. */
static uint32_t next_letter(struct str word, size_t *at)
{
	while (*at < word.n) {
		char c = word.s[(*at)++];
		if (c >= 'a' && c <= 'z')
			return (uint32_t)(c - 'a') + 1;
		if (c >= 'A' && c <= 'Z')
			return (uint32_t)(c - 'A') + 1;
	}
	return END;
}

/* The number of the last two letters, of which the pair before had the first. */
static uint32_t next_pair(uint32_t pair, uint32_t letter)
{
	return pair % LETTERS * LETTERS + letter;
}

static void count(uint32_t counts[TRIGRAPHS], struct str word)
{
	uint32_t pair = 0, letter;
	size_t at = 0;
	do {
		letter = next_letter(word, &at);
		counts[pair * LETTERS + letter]++;
		pair = next_pair(pair, letter);
	} while (letter != END);
}

void trigraphs_add(struct strbuf *b, const struct trie_words *words)
{
	uint32_t *counts = must_alloc(TRIGRAPHS, sizeof *counts); /* zeros */
	for (size_t i = 0; i < words->count; i++)
		count(counts, words->list[i].word);
	for (size_t pair = 0; pair < TRIGRAPHS; pair += LETTERS) {
		double all = LETTERS * unseen;
		for (size_t i = 0; i < LETTERS; i++)
			all += counts[pair + i];
		for (size_t i = 0; i < LETTERS; i++)
			strbuf_byte(b, (char)lround(trigraph_steps * log10(all / (counts[pair + i] + unseen))));
	}
	free(counts);
}

float dictionary_strangeness(const struct dictionary *d, struct str word, float *most)
{
	const unsigned char *trigraphs = dictionary_trigraphs(d);
	uint32_t pair = 0, letter, sum = 0, letters = 0, highest = 0;
	size_t at = 0;
	do {
		letter = next_letter(word, &at);
		uint32_t steps = trigraphs[pair * LETTERS + letter];
		pair = next_pair(pair, letter);
		sum += steps;
		highest = steps > highest ? steps : highest;
		letters++;
	} while (letter != END);
	bool none = letters < 2;
	*most = none ? 0 : (float)(highest / trigraph_steps);
	return none ? 0 : (float)(sum / trigraph_steps / letters);
}
