/*
 * The words of a page that are written together in TEI. Words that joins and splits tie together are a group, and it is
 * written whole: what was read of it, and what it reads now. Where other words stand between those of a group, each of
 * its words is written by itself.
 */
#ifndef EMEND_EMIT_TEI_CLUSTERS_H
#define EMEND_EMIT_TEI_CLUSTERS_H

#include "page/page.h"

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

/* A part of a word as it stands in its line. */
struct tei_piece {
	const struct word *unit; /* the whole */
	struct str text, hyphen; /* the hyphen was printed behind it, and is no part of the word; may be empty */
	uint32_t line;
};

/* Words that are written together, and the pieces that they are now. */
struct tei_cluster {
	const struct word **words;
	struct tei_piece *pieces;
	uint32_t word_count, piece_count;
};

/* Before the clusters of a row of words are taken. */
void tei_begin_row(struct tei_words *t, const struct word *const *row, uint32_t n);

/* Takes the cluster that begins with the i-th word of the row; false where it was taken, or there is nothing in it. */
bool tei_take_cluster(struct tei_words *t, const struct word *const *row, uint32_t i, struct tei_cluster *cluster);

#endif
