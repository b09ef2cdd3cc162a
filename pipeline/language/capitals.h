/*
 * How likely a word of a scan has a capital, or none, where it was read otherwise, from what speaks for and against it:
 * a small network (language/learned.h) that was learned from pages and hard copies of them (scripts/learn_marks) and is
 * built in from dict/capitals.tsv.
 */
#ifndef EMEND_LANGUAGE_CAPITALS_H
#define EMEND_LANGUAGE_CAPITALS_H

/* What is measured of such a change; flags are 0 or 1. Likelihoods are log10, confidences percent. */
enum capital_term {
	CAPITAL_TO_SMALL, /* a capital was read, and it may have none; else the other way round */
	CAPITAL_RISE,     /* the ink above the letter, as a part of what the page's capitals have */
	CAPITAL_ALIKE,    /* that is not known */
	CAPITAL_LOW,      /* the small letter has no ascender, nor a dot; or an ascender */
	CAPITAL_HIGH,
	CAPITAL_SAME,       /* it has the shape of its capital */
	CAPITAL_SEEN,       /* the recogniser's confidence in the other letter, where it saw it as well */
	CAPITAL_AGAIN,      /* another look at the line read it so */
	CAPITAL_CONFIRMED,  /* another look read it as it is */
	CAPITAL_CONFIDENCE, /* the recogniser's in the word */
	CAPITAL_LINE,       /* and in its line's words, mean */
	CAPITAL_FIRST,      /* it is the first of its line */
	CAPITAL_BEGINS,     /* of its paragraph; or a sentence ends before it; or there is another mark */
	CAPITAL_ENDED,
	CAPITAL_MARKED,
	CAPITAL_PARTED, /* a hyphen */
	CAPITAL_SHORT,  /* what ends before it is usual as a word that is cut short, or a letter */
	CAPITAL_HABIT,  /* how much more usual a capital is with this word within sentences than with others */
	CAPITAL_NAME,   /* the dictionary has it with a capital only */
	CAPITAL_BESIDE, /* the word before it, or behind it, has a capital */
	CAPITAL_OFTEN,  /* changes of its kind that may be made on the page, as a natural logarithm of that and 1 */
	CAPITAL_SCAN,   /* the scan's class */
	CAPITAL_TERMS
};

extern const char *const capital_names[CAPITAL_TERMS];

/* The probability that a change with these terms is right. */
double capital_likely(const float terms[CAPITAL_TERMS]);

#endif
