/*
 * Which words there are: Hunspell's dictionaries, asked once a word. The only user of Hunspell.
 *
 * Where the language has a compiled dictionary (dictionary.h), which keeps Hunspell's answers, Hunspell is loaded only
 * for a word that needs it; unless $DICPATH is set, since other dictionaries may be meant then.
 *
 * The dictionaries are Debian's packages hunspell-*, found in $DICPATH (folders parted by colons, as Hunspell has it)
 * or in /usr/share/hunspell. A language may have several ("eng": British and American); a word of any of them is known.
 */
#ifndef EMEND_LANGUAGE_LEXICON_H
#define EMEND_LANGUAGE_LEXICON_H

#include "base/error.h"
#include "base/str.h"

struct lexicon;
struct dictionary;

/* The lexicon for Tesseract's language names ("deu+eng"), or NULL where none of them has a dictionary here. */
struct lexicon *lexicon_new(const char *lang);
void lexicon_drop(struct lexicon *lexicon);

/* The first of lang's languages that has no dictionary here, in missing; false where all have one. */
bool lexicon_lacks(const char *lang, char *missing, size_t size);

/* Adds a user's own words (dictionary_of_words), in place of those added before; and gives them, or NULL. */
enum emend_status lexicon_add_words(struct lexicon *lexicon, const char *path, struct emend_error *error);
const struct dictionary *lexicon_own_words(const struct lexicon *lexicon);

/* A lexicon without compiled dictionaries; and which of its first 32 Hunspell dictionaries (bits) take the word. */
struct lexicon *lexicon_of_hunspell(const char *lang);
unsigned lexicon_ask(struct lexicon *lexicon, struct str word);

/* Has it had to load Hunspell? */
bool lexicon_has_hunspell(const struct lexicon *lexicon);

/* Is it a word? Upper case is taken as Hunspell takes it: "MOSCOW" and "Moscow" are known, "moscow" is not. */
bool lexicon_knows(struct lexicon *lexicon, struct str word);

/* What the hyphenation patterns of the lexicon's languages say of a place in a word; disputed if there are none. */
enum parting { PARTING_NEVER, PARTING_DISPUTED, PARTING_AGREED };

/* May word be parted after its first n bytes at a line's end? (libhyphen: Liang's algorithm, 1983.) */
enum parting lexicon_parting(struct lexicon *lexicon, struct str word, size_t n);

#endif
