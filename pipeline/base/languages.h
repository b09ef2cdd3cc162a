/* Names of languages: Tesseract's ("deu"), those of the web (BCP 47: "de"), and PAGE-XML's ("German"). */
#ifndef EMEND_BASE_LANGUAGES_H
#define EMEND_BASE_LANGUAGES_H

#include "base/str.h"

/* Of the language that Tesseract names so; empty where there is none. */
struct str language_tag(struct str lang);
struct str language_name(struct str lang);

/* Tesseract's name of the language that any of the three names, in any case; empty where the table lacks it. */
struct str language_named(struct str name);

/* The first language of "deu+eng", or empty; langs is then the rest. */
struct str next_language(struct str *langs);

#endif
