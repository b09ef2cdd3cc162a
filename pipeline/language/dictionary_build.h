/* Compiles lists of words into the file that dictionary_open maps. The same lists give the same bytes. */
#ifndef EMEND_LANGUAGE_DICTIONARY_BUILD_H
#define EMEND_LANGUAGE_DICTIONARY_BUILD_H

#include "base/error.h"

struct dictionary_plan {
	const char *lang; /* whose Hunspell dictionaries are asked, and whose statistics are taken (English only) */
	const char *const *lists; /* files: a word a line, or Hunspell's .dic, whose affixes are not expanded */
	int list_count;
	/*
	 * The lists have all that Hunspell can make of its affixes (see dictionary_spells). Ordinals, which it makes by
	 * compounding, and the words of the trigram model join them.
	 */
	bool complete;
};

enum emend_status dictionary_build(const struct dictionary_plan *plan, const char *path, struct emend_error *error);

#endif
