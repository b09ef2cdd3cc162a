/*
 * What the letters of a reading may stand for, and at what cost, for the search (speller_search.c): tables by letter
 * and place, once from the reading's beginning and once from its end.
 *
 * Costs are whole hundredths here. A place is the number of the reading's bytes before it.
 */
#ifndef EMEND_LANGUAGE_SPELLER_TABLES_H
#define EMEND_LANGUAGE_SPELLER_TABLES_H

#include "language/confusions.h"

enum { LONGEST_READING = 40 };

/* Hundredths of a cost; more than any cost, but two of them have room in a cell. */
enum { STEPS_OF_COST = 100, TOO_DEAR = 16000 };

/* Places are treated so many at a time: whole vectors of the processor's. */
enum { LANES = 8, CELLS = (LONGEST_READING / LANES + 1) * LANES };

/* Bytes that one letter is read as, in the tables. */
enum { MOST_READ = 2 };

/*
 * Classes of letters: one that no reading of English has; one that is misread as any other is; and the letters a to z,
 * the digits, and "'-~", each with a class of its own.
 */
enum {
	CLASS_NONE,
	CLASS_OTHER,
	CLASS_LETTERS,
	CLASS_DIGITS = CLASS_LETTERS + 26,
	CLASS_MARKS = CLASS_DIGITS + 10,
	CLASSES = CLASS_MARKS + 3
};

static inline unsigned letter_class(unsigned char c)
{
	if (c >= 'a' && c <= 'z')
		return c - 'a' + (unsigned)CLASS_LETTERS;
	if (c >= '0' && c <= '9')
		return c - '0' + (unsigned)CLASS_DIGITS;
	if (c == '\'' || c == '-' || c == '~')
		return (unsigned)CLASS_MARKS + (c == '-' ? 1U : c == '~' ? 2U : 0U);
	return c < 0x80 ? CLASS_OTHER : CLASS_NONE;
}

/* A letter's bit in a set of them, which some digits and marks share with it. */
static inline uint64_t letter_bit(unsigned char c)
{
	return UINT64_C(1) << (c & 63);
}

/* What is left of a bound, in classes of so many hundredths. */
enum { BUDGETS = 24, STEPS_OF_BUDGET = 50 };

/* A confusion of several letters that may end at a place of the reading. */
struct confusion_step {
	struct str truth; /* its letters, in the order of the trie */
	int read_n, at;
	int16_t cost;
};

enum { MOST_STEPS = 400, LONGEST_CONFUSION = 3 };

/* The tables in one direction. */
struct speller_tables {
	int n, lanes;                                 /* bytes of the reading; places in use, up to whole LANES */
	int16_t extra[CELLS], least_extra;            /* of the byte before the place: that it is too many */
	int16_t costs[CLASSES][MOST_READ + 1][CELLS]; /* of a letter that is read as so many bytes before the place */
	uint64_t at_hand[CELLS][BUDGETS];             /* the letters that a place with so much left can go on with */
	uint64_t behind[CLASSES];                /* the letters that end a step in which the letter is before them */
	struct confusion_step steps[MOST_STEPS]; /* by the class of truth's last letter, which begins at begin */
	uint16_t begin[CLASSES + 1], step_count;
	char reversed[MOST_STEPS * LONGEST_CONFUSION]; /* texts of truth spelled backward */
};

static inline int16_t steps_of_cost(float cost)
{
	return (int16_t)(cost * STEPS_OF_COST + 0.5F);
}

/* Both directions' tables of a reading (folded, at most LONGEST_READING bytes). */
void speller_tables_fill(struct speller_tables tables[2], const struct confusions *c, struct str read);

#endif
