/* The words of a page in TEI: as they read now, and beside them what was read where that is another thing. */
#ifndef EMEND_EMIT_TEI_WORDS_H
#define EMEND_EMIT_TEI_WORDS_H

#include "emit/tei_clusters.h"
#include "emit/xml.h"
#include "page/pitch.h"

enum tei_layout {
	TEI_LINES,   /* each line begins with lb */
	TEI_LISTING, /* that too, and white space is as it is printed */
	TEI_ROW      /* no lines: a cell of a table */
};

/* Words that are written in a row. */
struct tei_row {
	const struct word *const *words;
	uint32_t n;
	enum tei_layout layout;
	struct margin margin; /* of a listing */
	struct str facs;      /* of the first line; may be empty */
};

/* All words of the region, in the arena of t. */
struct tei_row tei_row_of(struct tei_words *t, const struct region *region);

/* Writes them where they are shown, and what was read of those that are not, into the element that is open. */
void tei_write_words(struct document *d, struct tei_words *t, struct tei_row row);

#endif
