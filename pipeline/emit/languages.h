/* Names of languages: Tesseract's ("deu"), those of the web (BCP 47: "de"), and PAGE-XML's ("German"). */
#ifndef EMEND_EMIT_LANGUAGES_H
#define EMEND_EMIT_LANGUAGES_H

#include "base/str.h"

/* Of the language that Tesseract names so; empty where there is none. */
struct str language_tag(struct str lang);
struct str language_name(struct str lang);

/* The first language of "deu+eng", or empty; langs is then the rest. */
struct str next_language(struct str *langs);

#endif
