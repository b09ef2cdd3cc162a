/*
 * How likely another mark stands behind a word of a scan than was read, from what speaks for and against it: a small
 * network (language/learned.h) that was learned from pages and hard copies of them (scripts/learn_marks) and is built
 * in from dict/marks.tsv.
 */
#ifndef EMEND_LANGUAGE_MARKS_H
#define EMEND_LANGUAGE_MARKS_H

/* What is measured of a change of a mark; flags are 0 or 1. Likelihoods are log10, confidences percent. */
enum mark_term {
	MARK_LOST_STOP, /* a full stop, or a comma, where none was read */
	MARK_LOST_COMMA,
	MARK_COMMA_FOR_STOP, /* a comma was read for a full stop, or the other way round */
	MARK_STOP_FOR_COMMA,
	MARK_SPECK,      /* there is no mark */
	MARK_SEEN,       /* the recogniser's confidence in it, where it saw it as well */
	MARK_CONFIDENCE, /* and in the mark that it read */
	MARK_WORD,       /* and in the word */
	MARK_LINE,       /* and in its line's words, mean */
	MARK_INK,        /* of where a stop would stand: how rare so much is behind words that run on */
	MARK_DARK,       /* and as a part of what the darkest quarter of the page's stops has */
	MARK_TAIL,       /* the same of the ink below it, where a comma's tail is, */
	MARK_UPPER,      /* and of that above it, where a colon's upper dot is */
	MARK_TAILED,     /* how far the tail is from those of the page's stops (0) to those of its commas (1) */
	MARK_ALIKE,      /* these two are not known: the page's commas have no tails, or it has few */
	MARK_GAP,        /* the white behind the word, in usual ones of its line; 0: not known */
	MARK_ENDS,       /* how much likelier the words are with a sentence's end behind it */
	MARK_BEHIND,     /* how much more usual a comma is behind this word than behind others */
	MARK_BEFORE,     /* and before the next */
	MARK_SMALL,      /* the next word has a capital, though it is written small in sentences */
	MARK_NAME,       /* it has one, and is no such word */
	MARK_LAST,       /* there is no next one: the paragraph ends */
	MARK_EDGE,       /* the word ends its line */
	MARK_KNOWN,      /* it is a word, is usual as one that is cut short, has a capital */
	MARK_SHORT,
	MARK_CAPITAL,
	MARK_COLON, /* a colon was read, or a bracket, that nothing opens */
	MARK_BRACKET,
	MARK_PARTED, /* a semicolon was read; it is to be one, or a colon */
	MARK_SEMICOLON,
	MARK_TO_COLON,
	MARK_DIGIT, /* a digit stands before it */
	MARK_OFTEN, /* changes of its kind that may be made on the page, as a natural logarithm of that and 1 */
	MARK_MARKS, /* words of the page with a mark behind them, percent */
	MARK_SCAN,  /* the scan's class */
	MARK_TERMS
};

extern const char *const mark_names[MARK_TERMS];

/* The probability that a change with these terms is right. */
double mark_likely(const float terms[MARK_TERMS]);

#endif
