/* The text of a region as lines of plain text, parted by line feeds: what txt and Markdown have in common. */
#ifndef EMEND_EMIT_BLOCK_H
#define EMEND_EMIT_BLOCK_H

#include "page/page.h"

/* How the words of a page are printed. */
struct printing {
	const struct str *texts; /* of page_line_texts */
	double conjectures;      /* those of this probability and above fill lacunae, in brackets; 0: none */
};

/*
 * Adds one line, unless the region's lines mean something: rows of a table, their cells parted by tabs, and the lines
 * of a listing, of a formula, of verse or a list. out is empty.
 */
void add_block(const struct region *region, struct printing printing, struct strbuf *out);

/* Adds the lines as they are printed, with their hyphens; those of listings are indented. */
void add_lines(const struct region *region, struct printing printing, struct strbuf *out);

#endif
