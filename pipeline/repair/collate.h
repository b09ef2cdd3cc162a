/*
 * Collating two witnesses of a page: which word of the one is which of the other.
 *
 * The two may differ in reading order, in the words that were read or misread, and in what either lacks. Three words in
 * a row that each page has once are the same words; such anchors make chains, and what lies between two anchors of a
 * chain is aligned at the least cost. Where both pages have places, words of far apart places are never the same.
 */
#ifndef EMEND_REPAIR_COLLATE_H
#define EMEND_REPAIR_COLLATE_H

#include "repair/fit.h"

#define NO_MATE UINT32_MAX

/* A word of either page, as it stands in its line. */
struct token {
	struct word *word;
	struct line *line;
	struct str text;   /* of a word joined over a line end its part in this line */
	struct str key;    /* its letters and digits in lower case; empty: it is not collated */
	uint32_t id;       /* of the key: alike on both pages */
	uint32_t mate;     /* the other page's token, or NO_MATE; of two tokens read as one both have that one */
	bool begins, ends; /* it is the first or last of its line that has a key */
};

enum collated_side { SIDE_PAGE, SIDE_WITNESS, COLLATED_SIDES };

struct tokens {
	struct token *all; /* in reading order */
	uint32_t count, keyed;
};

struct collation {
	struct tokens sides[COLLATED_SIDES];
	uint32_t anchored; /* words of each page in chains */
	struct fit fit;    /* from the witness's boxes to the page's */
};

/* The collation is from the page's scratch, and holds until either page is changed. */
void collate(struct collation *c, struct page *page, struct page *witness);

/* Do the two have enough words in common to be of one page? */
bool collation_fits(const struct collation *c);

/* Is the key of a part, less up to two letters misread at the cut, what the key of the whole begins or ends with? */
bool is_part_of(struct str part, struct str whole, bool at_begin);

/* So many letters (bytes) does the end of the first have in common with the beginning of the second: "Alexan",
 * "xander". */
enum { LEAST_SHARED = 2 }; /* of the two halves of one word */
size_t letters_shared(struct str first, struct str second);

/* The least number of letters (bytes) to change, put in or take out to make a of b; more than most: most + 1. */
size_t letters_apart(struct str a, struct str b, size_t most);

/*
 * For collate alone: gives mates to tokens of the two lists, which follow each other and have none yet, at the least
 * cost. The lists hold numbers of tokens.
 */
struct stretch {
	const uint32_t *numbers;
	uint32_t count;
};
void collate_stretch(struct collation *c, struct stretch page, struct stretch witness);

#endif
