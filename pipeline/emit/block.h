/* The text of a region as lines of plain text, parted by line feeds: what txt and Markdown have in common. */
#ifndef EMEND_EMIT_BLOCK_H
#define EMEND_EMIT_BLOCK_H

#include "page/page.h"

/* How the words of a page are printed. */
struct printing {
	const struct str *texts; /* of page_line_texts */
	double conjectures;      /* those of this probability and above fill lacunae, in brackets; 0: none */
};

/* Is anything printed of the word: a text, or the sign of what is missing beside it? Of a word that is in another, its
 * text. */
bool word_is_printed(const struct word *word, struct str text);

/*
 * Adds the text, with the signs of what is missing beside the word:
 *
 *	w[…]	a part of the word, and what follows
 *	Alexander […]	what follows
 *	wh[ich] […]	a conjecture
 */
void add_printed(const struct word *word, struct str text, double conjectures, struct strbuf *out);

/*
 * Adds one line, unless the region's lines mean something: rows of a table, their cells parted by tabs, and the lines
 * of a listing, of a formula, of verse or a list. out is empty.
 */
void add_block(const struct region *region, struct printing printing, struct strbuf *out);

/* Adds the lines as they are printed, with their hyphens; those of listings are indented. */
void add_lines(const struct region *region, struct printing printing, struct strbuf *out);

#endif
