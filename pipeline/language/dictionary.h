/*
 * The compiled dictionary of a language: its words with their levels and frequencies as one trie, mapped into memory
 * and shared by all processes that read it. `make` compiles it (dict/README.md); where there is none, stages that need
 * it do not run.
 *
 * Words are folded to lower case (utf8_lower) in the trie; how they are written is kept with each.
 */
#ifndef EMEND_LANGUAGE_DICTIONARY_H
#define EMEND_LANGUAGE_DICTIONARY_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct dictionary;

/* How usual a word is. Rare: in a list of words only; common: running text has it (see dict/README.md for the bound).
 */
enum word_level { WORD_UNKNOWN, WORD_RARE, WORD_COMMON };

/* In which cases it is written: "house", "Moscow", "NATO"; all small ones may be capitalised, and written in capitals.
 */
enum word_case { CASE_SMALL = 1, CASE_CAPITAL = 2, CASE_CAPITALS = 4, CASE_MIXED = 8 };

struct dictionary_word {
	enum word_level level;
	unsigned cases;          /* of enum word_case */
	float log10_probability; /* in running text, of one word in a row; 0 where unknown */
	bool valid;              /* the spelling dictionaries (Hunspell's) accept it, not only a list of words */
};

/* Maps the dictionary of a language ("eng"); NULL where there is none that can be read. It is closed with the process.
 */
const struct dictionary *dictionary_open(const char *lang);

/* Looks a word up, in any case; false (and unknown) where the dictionary has it not. */
bool dictionary_find(const struct dictionary *d, struct str word, struct dictionary_word *out);

/* The trie. Nodes are numbers; the root stands for the empty word; 0 is no node. */
uint32_t dictionary_root(const struct dictionary *d);
uint32_t dictionary_first_child(const struct dictionary *d, uint32_t node);
uint32_t dictionary_next_sibling(const struct dictionary *d, uint32_t node);
unsigned char dictionary_byte(const struct dictionary *d, uint32_t node); /* of UTF-8, that leads to the node */
bool dictionary_word_at(const struct dictionary *d, uint32_t node, struct dictionary_word *out); /* ends a word here? */

#endif
