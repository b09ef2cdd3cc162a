/*
 * What is missing beside words, as writers of running text show it: as signs of editors, or as elements for them.
 *
 *	w[…]	a part of the word, and what follows
 *	Alexander […]	what follows
 *	wh[ich] […]	a conjecture
 */
#ifndef EMEND_EMIT_LOST_H
#define EMEND_EMIT_LOST_H

#include "page/lacuna.h"

/* What is shown of a lacuna: next to the word what is added to it, and then a sign for the rest. */
struct lost {
	const struct lacuna *lacuna; /* NULL: nothing is missing */
	struct str addition;   /* by the likeliest conjecture, or from elsewhere; empty: nothing is likely enough */
	double probability;    /* of the addition */
	bool elsewhere;        /* it stands whole elsewhere, and is no conjecture */
	bool addition_apart;   /* does white part it from the word? */
	bool more, more_apart; /* is more missing, and does white part it from what stands beside it? */
};

/* What is missing before (false) or after the word whose text is given; with what is that probable at least. 0: without
 * any. */
struct lost lost_beside(const struct word *word, bool after, struct str text, double conjectures);

/* Is more missing than the letters of the addition? */
bool is_more_missing(const struct lacuna *l, struct str addition);

/* The word's text in running text: none where it is in another word. */
static inline struct str running_text(const struct word *word)
{
	struct str none = {0};
	return word->in ? none : word->text;
}

/* Is anything printed of the word: the given text, or the sign of what is missing beside it? Of a word that is in
 * another, its text. */
bool word_is_printed(const struct word *word, struct str text);

/* Is anything of it printed in running text? */
bool line_is_printed(const struct line *line);
bool region_is_printed(const struct region *region);

/* Adds the text, with the signs of what is missing beside the word. */
void add_printed(const struct word *word, struct str text, double conjectures, struct strbuf *out);

#endif
