/* The words of a page in TEI: as they read now, and beside them what was read where that is another thing. */
#ifndef EMEND_EMIT_TEI_WORDS_H
#define EMEND_EMIT_TEI_WORDS_H

#include "emit/xml.h"
#include "page/pitch.h"

/* What must be known of all words of a page before the first is written. The arrays are by word id. */
struct tei_words {
	struct arena arena;
	const struct page *page;
	struct str *parts; /* see page_line_texts */
	uint32_t *line;    /* the word's line, counted over the page */
	uint32_t *root;    /* the word whose text holds this one's: mostly itself */
	uint32_t *held;   /* of a root, the first word that it holds, and of that the next: lists that end in NO_NODE */
	uint32_t *group;  /* one of the words that joins and splits tie together, the same for all of them */
	size_t *supplied; /* the bytes at its beginning that were inferred */
	bool *written;    /* is it, or the group that it is in? */
	float *confidence; /* of a group: of the least sure of its edits */
	uint32_t *size;    /* of a group: how many words; 0: they are written one by one */
	uint32_t *count;   /* of a group: how many of them are in the row that is being written, */
	uint32_t *last;    /* and which word of the row is the last of them */
};

void tei_words_init(struct tei_words *t, const struct page *page);
void tei_words_release(struct tei_words *t);

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
