/*
 * How likely a change of a word is right, from what speaks for and against it: of text by boosted trees, since terms
 * count by what others are, of scans by a logistic regression, piecewise linear in each term (learned.h). It was
 * learned from damaged texts (scripts/learn_surety) and from blurred and dusty copies of pages (scripts/learn_scans),
 * and is built in from dict/surety.tsv, dict/harm.tsv and dict/surety_scans.tsv.
 */
#ifndef EMEND_LANGUAGE_SURETY_H
#define EMEND_LANGUAGE_SURETY_H

/* What is measured of a change; flags are 0 or 1. Likelihoods and costs are log10. */
enum surety_term {
	TERM_MARGIN,     /* by so much it is likelier than what was read */
	TERM_LEAD,       /* and than the next best */
	TERM_CONTEXT,    /* the part of the margin that the words about it give */
	TERM_CONFUSIONS, /* the cost of its confusions */
	TERM_FREQUENCY,  /* of the new word in running text, without a sign */
	TERM_DOUBT,      /* the odds that such a word is misread */
	TERM_LETTERS,
	TERM_PAGE,     /* the page's class */
	TERM_BESIDE,   /* unknown words beside it */
	TERM_REPEATED, /* so often the page has what was read, less one */
	TERM_KNOWN,    /* what was read is a word, or a common one */
	TERM_COMMON,
	TERM_RARE, /* the new word is not common */
	TERM_CAPITAL,
	TERM_CAPITALS,
	TERM_MIXED,
	TERM_SPLIT,
	TERM_JOIN,
	TERM_PIECES,  /* spaces dropped or added, less one */
	TERM_PARTED,  /* there is a hyphen between the pieces that are one word */
	TERM_BETWEEN, /* there is another word between them, which is dropped */
	TERM_MENDED,  /* of a split or joint: the cost of what is misread in the letters */
	TERM_FIT,     /* how much likelier the new words are between those about them than anywhere */
	TERM_FITREAD, /* the same of what was read */
	TERM_BEFORE,  /* and of the new words, what those before them give */
	TERM_NEAR,    /* unknown words among the eight about it */
	TERM_DEAR,    /* the cost of its confusions for each letter */
	TERM_MARKS,   /* bytes of marks about it */
	TERM_CHANGED, /* words beside it that are changed too */
	TERM_FARTHER, /* the cost of its confusions above that of the nearest candidate */
	TERM_USUAL,   /* the frequency of what was read, where it is a word, without a sign */
	TERM_POOR,    /* unknown words of the page, percent */
	TERM_HABIT,   /* what the page's other changes speak for it */
	TERM_INITIAL, /* another first letter, or last one */
	TERM_FINAL,
	TERM_NOISE,     /* it is set aside */
	TERM_ACROSS,    /* of noise: how much likelier the words about it are beside each other than apart */
	TERM_ELSEWHERE, /* it stands elsewhere on the page, and no dictionary has it */
	TERM_HERE,      /* so often the page has the new word, as a natural logarithm of that and 1 */
	TERM_LONGER,    /* letters that it has more than what was read, or fewer */
	TERM_SHORTER,
	TERM_BEGINS, /* what was read begins its line, or ends it without a hyphen */
	TERM_ENDS,
	TERM_HALF,    /* and makes a word with what stands there on the other line */
	TERM_ENDING,  /* one of both is the other with an ending */
	TERM_STRANGE, /* how strange the letters of what was read are behind each other, and the strangest of them */
	TERM_STRANGEST,
	TERM_STRANGER, /* and those of the new words */
	TERM_PRINT,    /* how much more usual the new words are in print than in the model, the least of them */
	/* Of scans: */
	TERM_CONFIDENCE, /* the recogniser's in the word, percent */
	TERM_LINE,       /* and in its line's words, mean */
	TERM_SEEN,       /* its other readings of the letters spell it */
	TERM_AGAIN,      /* another look at the line read it so */
	TERM_SCAN,       /* the scan's class */
	TERM_ALONE,      /* it was read as one sign */
	SURETY_TERMS
};

extern const char *const surety_names[SURETY_TERMS];

/* Of what the page was read. */
enum surety_of { SURETY_OF_TEXT, HARM_IN_TEXT, SURETY_OF_SCANS, SURETIES };

/* The probability that a change with these terms is right; of harm, that it makes a right word wrong. */
double surety(enum surety_of of, const float terms[SURETY_TERMS]);

#endif
