/*
 * The compiled dictionary of a language: its words with their levels and frequencies as one trie, mapped into memory
 * and shared by all processes that read it. `make` compiles it (dict/README.md); where there is none, stages that need
 * it do not run.
 *
 * Words are folded to lower case (utf8_lower) in the trie; how they are written is kept with each.
 */
#ifndef EMEND_LANGUAGE_DICTIONARY_H
#define EMEND_LANGUAGE_DICTIONARY_H

#include "base/error.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct dictionary;

/* How usual a word is. Rare: in a list of words only; common: running text has it (see dict/README.md for the bound).
 */
enum word_level { WORD_UNKNOWN, WORD_RARE, WORD_COMMON };

/*
 * In which cases it is written: "house", "Moscow", "NATO"; all small ones may be capitalised, and written in capitals.
 * None: not known, since only the trigram model has it, which is in lower case.
 */
enum word_case { CASE_SMALL = 1, CASE_CAPITAL = 2, CASE_CAPITALS = 4, CASE_MIXED = 8 };

struct dictionary_word {
	enum word_level level;
	unsigned cases;          /* of enum word_case */
	float log10_probability; /* in running text, of one word in a row; 0 where unknown */
	bool valid;              /* the spelling dictionaries (Hunspell's) accept it, not only a list of words */
};

/* The longest word, in bytes; longer ones are unknown. Hunspell has about the same limit. */
enum { DICTIONARY_LONGEST = 96 };

/*
 * Maps the dictionary of a language ("eng"); NULL where there is none that can be read. It is closed with the process,
 * or before. It is DIR/eng.dict in a folder DIR of $EMEND_DICT (parted by colons), beside the program (dict/, ../dict/,
 * ../share/emend/), in /usr/local/share/emend or in /usr/share/emend.
 */
const struct dictionary *dictionary_open(const char *lang);

/* Maps the dictionary in a file. A damaged one, or one of another version, is EMEND_BAD_INPUT. */
enum emend_status dictionary_open_file(const char *path, const struct dictionary **out, struct emend_error *error);

/*
 * A user's own words, as a dictionary in memory: from a list with a word a line, or Hunspell's .dic, without affixes.
 * All are common and valid as they are written, and with the first letter or all in upper case; names also with 's.
 * Spellings of other words are unsure.
 */
enum emend_status dictionary_of_words(const char *path, const struct dictionary **out, struct emend_error *error);

/* The path of dictionary_open's file; empty where there is none. */
struct str dictionary_file(struct arena *arena, const char *lang);
void dictionary_close(const struct dictionary *d); /* NULL is allowed */

/* Looks a word up, in any case, also with ’ for '; false (and unknown) where the dictionary has it not. */
bool dictionary_find(const struct dictionary *d, struct str word, struct dictionary_word *out);

/* The trie, of which equal parts are there once. Nodes are numbers; the root stands for the empty word; 0 is no node.
 */
uint32_t dictionary_root(const struct dictionary *d);
uint32_t dictionary_first_child(const struct dictionary *d, uint32_t node);
uint32_t dictionary_next_sibling(const struct dictionary *d, uint32_t node);
unsigned char dictionary_byte(const struct dictionary *d, uint32_t node); /* of UTF-8, that leads to the node */
bool dictionary_ends_word(const struct dictionary *d, uint32_t node);

/*
 * Calls found with each word, folded, that begins with part (folded too, not empty), in the order of their bytes; or
 * that ends in it. frequent: only with words that are frequent (dictionary_format.h). The text is borrowed for the
 * call.
 */
typedef void dictionary_found(void *context, struct str word, const struct dictionary_word *info);
void dictionary_beginning_with(const struct dictionary *d, struct str part, bool frequent, dictionary_found *found,
			       void *context);
void dictionary_ending_in(const struct dictionary *d, struct str part, bool frequent, dictionary_found *found,
			  void *context);

/* Is there such a word? */
bool dictionary_has_part(const struct dictionary *d, struct str part, bool at_end, bool frequent);

/* A dictionary_found that adds up, in a double, how likely the words are. */
void dictionary_add_probability(void *sum, struct str word, const struct dictionary_word *info);

/*
 * How strange the word's letters are behind each other, beside those of the dictionary's words: -log10 of their
 * probabilities, the mean, and the highest in most. Case does not matter; what is no letter from a to z is passed over.
 * 0 for a word without such letters.
 */
float dictionary_strangeness(const struct dictionary *d, struct str word, float *most);

/* What `emend dict info` tells. */
struct dictionary_facts {
	uint32_t words, common, valid, nodes, size;
	bool complete;       /* see dictionary_spells */
	const char *sources; /* a line for each list */
};
void dictionary_tell(const struct dictionary *d, struct dictionary_facts *out);

/*
 * Does Hunspell take the word as it is written ("Moscow", not "moscow")? What it answered for each word in each case is
 * kept; numbers, ordinals, full stops and hyphens are treated as it treats them. Unsure, so that Hunspell must be
 * asked, are words that are not there, unless the dictionary is complete: was made from every form that Hunspell can
 * make.
 */
enum spelling { SPELLING_WRONG, SPELLING_RIGHT, SPELLING_UNSURE };
enum spelling dictionary_spells(const struct dictionary *d, struct str word);

#endif
