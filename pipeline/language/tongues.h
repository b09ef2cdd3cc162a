/*
 * In which language a passage is, by the commonest words of several: articles, prepositions, pronouns. No sentence does
 * without them, and few of them are words of another language as well.
 */
#ifndef EMEND_LANGUAGE_TONGUES_H
#define EMEND_LANGUAGE_TONGUES_H

#include "base/str.h"

#include <stdint.h>

enum { TONGUES = 10 };

/* Tesseract's name of the language; 0 is English. */
const char *tongue_name(int tongue);

/* A bit for each tongue that has the word (folded) among its commonest. English words are no other's. */
uint16_t tongues_of(struct str word);

#endif
