/*
 * Large letters at the head of a paragraph that were not read with it: telling which letter it is from several
 * readings of its picture.
 *
 * Where there is no word, one reading proves little, and letters in boxes and of odd type are hard to read: two ways of
 * looking at the letter must agree on it.
 */
#ifndef EMEND_REPAIR_LETTERS_H
#define EMEND_REPAIR_LETTERS_H

#include "repair/repair.h"

/* How a letter is cut out for a look at it: larger than letters of a line are made for the recogniser, smoothed. */
struct letter_look {
	double larger;
	int smoothed; /* the side of the square that is averaged, pixels */
};

enum { MOST_VOTES = 16, LETTER_LOOKS = 4 };

extern const struct letter_look letter_looks[LETTER_LOOKS];

/* In how many readings a letter was found: as all that was read, or as one of several. */
struct letter_vote {
	uint32_t letter;
	int alone, seen;
};

struct letter_votes {
	struct letter_vote all[MOST_VOTES];
	int count;
};

/* Adds one reading of the letter; gives the letter that is all of it and of one before, or 0. */
uint32_t letter_votes_add(struct letter_votes *votes, const struct page *reading);

/* Was it found in two readings, as all of them or not? */
bool letter_was_seen(const struct letter_vote *vote);

/*
 * Do words of the page stand right of the box on two lines or more, as beside an initial, or on its own line, over
 * which it is raised? Box and x-height are upright ones, of the scan's image.
 */
bool heads_lines(const struct repair *repair, struct box box, double x_height);

#endif
