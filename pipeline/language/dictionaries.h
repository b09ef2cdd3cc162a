/* Where the dictionaries of a language are. */
#ifndef EMEND_LANGUAGE_DICTIONARIES_H
#define EMEND_LANGUAGE_DICTIONARIES_H

#include "base/str.h"

/* Calls found with each dictionary's name ("en_GB"), for Tesseract's language names ("deu+eng"). */
void dictionaries_of(const char *lang, void (*found)(void *context, const char *name), void *context);

/* The path of a file that can be read, "FOLDER/PREFIXnameSUFFIX", in one of folders (parted by colons); else empty. */
struct str dictionary_path(struct arena *arena, const char *folders, const char *prefix, const char *name,
			   const char *suffix);

#endif
