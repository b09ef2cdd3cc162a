/*
 * What the letters of a reading may stand for, and at what cost, for the search (speller_search.c): tables by letter
 * and place, once from the reading's beginning and once from its end.
 *
 * Costs are whole steps here. A place is the number of the reading's bytes before it.
 */
#ifndef EMEND_LANGUAGE_SPELLER_TABLES_H
#define EMEND_LANGUAGE_SPELLER_TABLES_H

#include "language/confusions.h"
#include "language/dictionary_format.h"

enum { LONGEST_READING = 40 };

/* What costs too much for any search, which a byte has room for. */
enum { TOO_DEAR = UINT8_MAX };

/*
 * Places are treated so many at a time: whole vectors of the processor's. Behind the last place of a reading there is
 * room for SPARE more, which stand before the first place of the next row.
 */
enum { LANES = 16, SPARE = 2, MOST_VECTORS = (LONGEST_READING + SPARE) / LANES + 1, CELLS = MOST_VECTORS * LANES };

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

enum { LETTER_BITS = 31 };

/* A letter's bit in a set of them, which digits and marks share with it. */
static inline uint32_t letter_bit(unsigned char c)
{
	return UINT32_C(1) << (c & LETTER_BITS);
}

/* What is left of a bound, in levels of so many steps. */
enum { LEVEL_SHIFT = 4, LEVELS = (TOO_DEAR >> LEVEL_SHIFT) + 1 };

/* Sets of letters (trie_letter) are taken in groups of so many. */
enum { GROUP_LETTERS = 9, GROUPS = TRIE_LETTERS / GROUP_LETTERS, GROUP_SETS = 1 << GROUP_LETTERS };
_Static_assert(GROUPS *GROUP_LETTERS == TRIE_LETTERS, "groups have equally many letters");

/* A confusion of several letters that may end at a place of the reading. */
struct confusion_step {
	struct str truth; /* its letters, in the order of the trie */
	int read_n, at;
	uint8_t cost;
};

enum { MOST_STEPS = 400, LONGEST_CONFUSION = 3 };

/* The tables in one direction. */
struct speller_tables {
	int n, vectors;                               /* bytes of the reading; LANES in use */
	uint8_t extra[CELLS];                         /* of the byte before the place: that it is too many */
	uint8_t costs[CLASSES][MOST_READ + 1][CELLS]; /* of a letter that is read as so many bytes before the place */
	uint32_t alone;                               /* letters that are a step's truth by themselves (letter_bit) */
	uint32_t behind[CLASSES];                     /* and that end a step in which the letter is before them */
	uint32_t follow[CELLS][LEVELS];               /* letters that may follow at the place, by what is left there */
	uint32_t pairs[CELLS];                        /* those of them that may be read as two bytes */
	uint32_t letters;                             /* of the reading (trie_letter) */
	uint8_t missing[GROUPS][GROUP_SETS * CELLS];  /* of each set: see missing_of */
	struct confusion_step steps[MOST_STEPS];      /* by the class of truth's last letter, which begins at begin */
	uint16_t begin[CLASSES + 1], step_count;
	char reversed[MOST_STEPS * LONGEST_CONFUSION]; /* texts of truth spelled backward */
};

static inline uint8_t steps_of_cost(float cost)
{
	float steps = cost * STEPS_OF_COST + 0.5F;
	return steps < TOO_DEAR ? (uint8_t)steps : (uint8_t)TOO_DEAR;
}

/*
 * What the reading's bytes behind each place cost at least that are the set's letters of that group, if no word has
 * them there. For letters of several groups the costs add up.
 */
static inline const uint8_t *missing_of(const struct speller_tables *t, int group, uint32_t set, int vectors)
{
	return t->missing[group] +
	       (size_t)(set >> group * GROUP_LETTERS & (GROUP_SETS - 1)) * (size_t)(vectors * LANES);
}

/* Both directions' tables of a reading (folded, at most LONGEST_READING bytes). */
void speller_tables_fill(struct speller_tables tables[2], const struct confusions *c, struct str read);

#endif
