/*
 * The file of a compiled dictionary. All numbers are little-endian; sections follow each other without gaps, in this
 * order:
 *
 *	header      64 bytes
 *	nodes       4 bytes each: the byte that leads to the node (bits 0-7), is it the last of its siblings (8), does a
 *	            word end there (9), the number of its first child or 0 (10-31). Siblings follow each other in the
 *	            order of their bytes; children come after their parents. Node 0 is unused, 1 is the root of the
 *	            folded words, 2 that of the exact ones, 3 that of the frequent ones of the folded, 4 and 5 those of
 *	            the folded and of the frequent ones spelled backward.
 *	numbers     4 bytes for each node: how many words its earlier siblings lead to; the root of the exact words has
 *	            the number of the folded ones
 *	letters     4 bytes for each node: the letters on the ways from it, as bits (trie_letter)
 *	words       4 bytes each, the folded ones, then the exact ones, in the order of their bytes: see WORD_ below
 *	trigraphs   1 byte each: how likely a letter is behind two others (dictionary_trigraphs.c)
 *	sources     text, a line for each list, ended by NUL
 *
 * What may follow is the same for many beginnings of words, so equal siblings, with all that is below them, are there
 * once (an automaton, minimal as in Daciuk and others 2000). A word's number is the sum of its nodes' numbers and of
 * the words that end on the way.
 *
 * Exact words are those in mixed case ("McDonald") that Hunspell takes as they are; they are folded words as well.
 */
#ifndef EMEND_LANGUAGE_DICTIONARY_FORMAT_H
#define EMEND_LANGUAGE_DICTIONARY_FORMAT_H

#include "base/str.h"

#include <endian.h>
#include <stdint.h>

#define DICTIONARY_MAGIC "emendict"

enum {
	DICTIONARY_VERSION = 6,
	DICTIONARY_COMPLETE = 1,
	DICTIONARY_OWN = 2, /* a user's words, which are also taken with ’ for ' */
	MOST_SPELLERS = 2   /* Hunspell dictionaries whose answers are kept */
};

/* The first nodes. */
enum { NO_ROOT, FOLDED_ROOT, EXACT_ROOT, FREQUENT_ROOT, BACKWARD_ROOT, FREQUENT_BACKWARD_ROOT, ROOTS };

/* Letters, of which 0 is the end of a word, and the numbers of three in a row. */
enum { LETTERS = 27, TRIGRAPHS = LETTERS * LETTERS * LETTERS };

/* The header; a pointer to it is one to the whole file. */
struct dictionary {
	char magic[8];
	uint32_t version, size;         /* bytes of the file */
	uint64_t checksum;              /* of all that follows */
	uint32_t nodes, words, sources; /* numbers of them; sources: bytes with the NUL */
	uint32_t flags;                 /* DICTIONARY_COMPLETE, DICTIONARY_OWN */
	uint32_t common, valid;         /* words of this level, words that Hunspell takes */
	uint32_t unused[4];             /* 0 */
};

#define NODE_LAST (UINT32_C(1) << 8)
#define NODE_ENDS (UINT32_C(1) << 9)
#define NODE_CHILD_SHIFT 10
#define MOST_NODES (UINT32_C(1) << (32 - NODE_CHILD_SHIFT))

/*
 * A word: its cases (bits 0-3, enum word_case), level (4-5), Hunspell's answers (6-11), -log10 of its probability in
 * 4096ths, or 0 (16-31). The answers of each speller are three bits: for the word in small letters, capitalised, and in
 * capitals; an exact word has only the first.
 */
#define WORD_CASES(w) ((w)&15)
#define WORD_LEVEL(w) ((w) >> 4 & 3)
#define WORD_ANSWERS(w) ((w) >> 6 & 63)
#define WORD_PROBABILITY(w) ((w) >> 16)
#define WORD_LEVEL_SHIFT 4
#define WORD_ANSWERS_SHIFT 6
#define WORD_PROBABILITY_SHIFT 16
static const double probability_steps = 4096; /* to a tenfold probability */

/* Of one word in a row: 19,000 common words are frequent, two in three are not. */
static const float frequent_log10 = -6;

enum { ANSWER_SMALL = 1, ANSWER_CAPITAL = 2, ANSWER_CAPITALS = 4, ANSWERS_OF_A_SPELLER = 3 };

uint64_t dictionary_checksum(const unsigned char *s, uint32_t n);

/* Letters in a set: a to z, and one for all others. */
enum { TRIE_LETTERS = 27 };

/* The letter's bit in one. */
static inline uint32_t trie_letter(unsigned char c)
{
	return UINT32_C(1) << (c >= 'a' && c <= 'z' ? c - 'a' : 'z' - 'a' + 1);
}

/* The nodes, and of each the letters on the ways from it: as in the file. */
static inline const uint32_t *trie_nodes(const struct dictionary *d)
{
	return (const uint32_t *)(d + 1);
}

static inline const uint32_t *trie_letters(const struct dictionary *d)
{
	return trie_nodes(d) + 2 * (size_t)le32toh(d->nodes);
}

/* The node's number in the file, or 0, which is also the node 0's, for no node. */
static inline uint32_t node_at(const struct dictionary *d, uint32_t node)
{
	return node < le32toh(d->nodes) ? le32toh(trie_nodes(d)[node]) : 0;
}

/* The section's bytes. */
const unsigned char *dictionary_trigraphs(const struct dictionary *d);

/* The packed word that the bytes lead to from a root of words that are spelled forward; false: there is none. */
bool dictionary_descend(const struct dictionary *d, uint32_t root, struct str word, uint32_t *record);

#endif
