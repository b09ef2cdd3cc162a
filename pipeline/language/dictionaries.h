/* Where the dictionaries of a language are. */
#ifndef EMEND_LANGUAGE_DICTIONARIES_H
#define EMEND_LANGUAGE_DICTIONARIES_H

#include "base/str.h"

#include <stdbool.h>

/* Is the language among those of lang ("deu+eng"; none is English)? And is it the only one? */
bool lang_has(struct str lang, const char *one);
bool lang_is(struct str lang, const char *one);

/* Debian's package that has the dictionary of lang's first language, or NULL where none is known. */
const char *dictionaries_package(const char *lang);

/* Calls found with each dictionary's name ("en_GB"), for Tesseract's language names ("deu+eng"). */
void dictionaries_of(const char *lang, void (*found)(void *context, const char *name), void *context);

/* The path of a file that can be read, "FOLDER/PREFIXnameSUFFIX", in one of folders (parted by colons); else empty. */
struct str dictionary_path(struct arena *arena, const char *folders, const char *prefix, const char *name,
			   const char *suffix);

#endif
