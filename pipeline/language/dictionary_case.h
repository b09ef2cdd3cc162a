/* The case of a word, as Hunspell tells it, and the word in another case. */
#ifndef EMEND_LANGUAGE_DICTIONARY_CASE_H
#define EMEND_LANGUAGE_DICTIONARY_CASE_H

#include "base/str.h"
#include "language/dictionary.h"

/*
 * Capital: only the first character is an upper case letter. Capitals: no letter is a lower case one ("3D"). What has
 * no case counts for neither. Words of one capital letter are capitalised.
 */
enum word_case case_of(struct str word);

/* The word in lower case and with ' for ’, in out of room bytes; its length, or 0 where it has no room. */
size_t case_fold(struct str word, char *out, size_t room);

/* Adds the word with its first character, or all of them, in upper case. */
void case_raise(struct strbuf *b, struct str word, bool all);

#endif
