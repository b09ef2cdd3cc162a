/*
 * What letters are read for which: "rn" for "m", "c" for "e"; and how often words are wrong. Both were learned, from
 * damaged texts (scripts/learn_words) and from hard copies of pages (scripts/learn_misreadings), and are built into the
 * program from dict/.
 */
#ifndef EMEND_LANGUAGE_CONFUSIONS_H
#define EMEND_LANGUAGE_CONFUSIONS_H

#include "base/str.h"
#include "language/dictionary.h"

/* Costs are -log10 of how often the true letters are read so, in whole steps of so many to a tenfold, as the search
 * counts them. */
enum { STEPS_OF_COST = 20 };

struct confusion {
	struct str read, truth; /* folded to lower case; one of them may be empty */
	float cost;
};

/* Classes of true letters: none, a to z, any other. */
enum { TRUE_LETTERS = 28 };

static inline unsigned confusion_letter(unsigned char c)
{
	return !c ? 0 : c >= 'a' && c <= 'z' ? c - 'a' + 1U : TRUE_LETTERS - 1U;
}

enum word_shape { SHAPE_SMALL, SHAPE_CAPITAL, SHAPE_CAPITALS, SHAPE_MIXED, WORD_SHAPES };

/* How poor a page is, by the part of its words that are unknown, or doubted. */
enum { PAGE_CLASSES = 4, LENGTH_CLASSES = 4 };

/* Classes of the recogniser's confidence, parted at 60, 75, 85, 90, 93 and 95%. */
enum { CONFIDENCES = 7 };

struct confusions {
	struct arena arena;
	struct confusion *list; /* by what is read, then by the first true letter, then by cost */
	size_t count;
	uint32_t begin[256]
		      [TRUE_LETTERS + 1]; /* by the first byte of read (0: nothing) and confusion_letter of truth */
	struct confusion *alone;          /* words, in their case, that are read as one sign: "I" as "1" */
	size_t alone_count;
	float other;          /* the cost of any other letter for another, too many, or lost */
	float least_lost;     /* the least cost of a letter that was lost */
	float lost_space;     /* of two words that are read as one */
	float inserted_space; /* of one word that is read as two */
	float by_confidence[3][CONFIDENCES][PAGE_CLASSES];          /* chance that a scan's word is wrong */
	float errors[3][LENGTH_CLASSES][WORD_SHAPES][PAGE_CLASSES]; /* chance that a word is wrong */
};

/* What was printed long ago is misread in other ways than what is scanned badly. */
enum confusions_of { CONFUSIONS_OF_TEXT, CONFUSIONS_OF_SCANS, CONFUSIONS };

/* Never NULL; loaded once and kept. */
const struct confusions *confusions_open(enum confusions_of of);

enum word_shape word_shape(struct str word);

/* The page's class, from how many of its words in small letters, of three letters and more, are unknown. */
int page_class(size_t unknown, size_t words);

/* The class of a scan's page, from how many of its words the recogniser doubted: read with less than this (percent). */
int scan_class(size_t doubted, size_t words);
enum { DOUBTED_WORD = 85, POOREST_SCAN = 3 };

/* The chance that a word of that level is misread. */
float error_chance(const struct confusions *c, enum word_level level, struct str word, int page_class);

/* The same where the recogniser gave a confidence (percent). */
float error_chance_read(const struct confusions *c, enum word_level level, float confidence, int scan_class);

#endif
