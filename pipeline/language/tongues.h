/*
 * In which language a passage is, by the commonest words of several: articles, prepositions, pronouns. No sentence does
 * without them, and few of them are words of another language as well.
 */
#ifndef EMEND_LANGUAGE_TONGUES_H
#define EMEND_LANGUAGE_TONGUES_H

#include "base/table.h"

enum { TONGUES = 10 };

/* Tesseract's name of the language; 0 is English. */
const char *tongue_name(int tongue);

/* Fills the table with the words (folded) and, for each, a bit for each tongue of which it is common. English words are
 * no other's. */
void tongues_fill(struct table *words);

#endif
