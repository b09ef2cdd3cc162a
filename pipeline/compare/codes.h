/* Words and characters as numbers, for aligning. */
#ifndef EMEND_COMPARE_CODES_H
#define EMEND_COMPARE_CODES_H

#include "base/table.h"
#include "compare/compare.h"

/* Numbers for words, and for characters of more than one code point. All zero is an empty one. */
struct alphabet {
	struct table words, clusters;
};

/* A text's words, from 1, and its characters, with the spaces between words. */
struct coded {
	uint32_t *words, *characters;
};

/* Fills out; texts that are coded by one alphabet can be aligned. */
void code_text(struct alphabet *alphabet, const struct compared_text *text, struct coded *out);
void coded_release(struct coded *coded);
void alphabet_release(struct alphabet *alphabet);

#endif
