/* What the parts of the stage rescue share: reading a group of ink, and taking over what is believed of it. */
#ifndef EMEND_REPAIR_RESCUE_H
#define EMEND_REPAIR_RESCUE_H

#include "image/ink.h"
#include "repair/repair.h"

enum { MOST_LETTERS = 12 };

/* What is less dark than this for its ground (grey levels) is paper, which is within one level; pale text is beyond
 * four. */
static const double least_darkness = 1.5;

struct rescue {
	struct repair *repair;
	const struct ink *ink;
	struct box *covered; /* of the scan's image: words read before, and lines read here */
	size_t covered_count, words_before;
	struct box letters[MOST_LETTERS]; /* the large letters that were taken over, of the scan's image */
	size_t letter_count;
	uint32_t given; /* words of the page that the recogniser gave; those after them were read here */
	bool in_lines;  /* pale ink is looked for between the words of lines */
	int holes_read;
	double x_height;    /* of most letters, pixels of the scan's image */
	double usual_depth; /* of the page's text against its ground, grey levels */
};

/* Is it likely that the word was misread, or that something else was read as one? */
bool is_doubtful(const struct rescue *s, const struct word *w);

/* Reads the group, smoothed over so many pixels, into a page, which the caller releases. */
void read_cut(struct rescue *s, const struct ink_group *g, int smoothed, struct page *reading);

/* Takes over a reading's lines: those that are believed for themselves, or all, where the caller believes them. */
void take_over(struct rescue *s, const struct ink_group *g, struct page *reading, bool believed);

/* Is most of it the ink of a large letter that was taken over? */
bool is_of_letter(const struct rescue *s, const struct ink_group *g);

/* Reads a large letter, and takes it over when two looks agree. */
void read_letter(struct rescue *s, const struct ink_group *g);

/* Reads pale ink in lines of text: between words, and behind them. */
void read_holes(struct rescue *s);

/* Reads the rest of words that a large initial begins, where it was lost or misread with the letter. */
void read_initials(struct rescue *s);

#endif
