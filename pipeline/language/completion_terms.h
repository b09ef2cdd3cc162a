/*
 * What speaks for a completion of a cut word, and the learned weights of that (language/learned.h): a conditional logit
 * over the words that fit the known letters, with sums of all terms in it, since a term counts by what others are; and
 * a logistic regression that tells whether it is one of them at all. Learned by scripts/learn_completions, and built in
 * from dict/completions.tsv and dict/completions_none.tsv.
 */
#ifndef EMEND_LANGUAGE_COMPLETION_TERMS_H
#define EMEND_LANGUAGE_COMPLETION_TERMS_H

#include "language/completion.h"
#include "language/completion_page.h"

/* Likelihoods are log10; flags are 0 or 1. */
enum completion_term {
	COMPLETION_FREQUENCY, /* of the word in print, without a sign */
	COMPLETION_NEAR,      /* how much likelier the words on the known side make it */
	COMPLETION_LIKELY,    /* both: how unlikely it is there, as the words on the known side go */
	COMPLETION_FAR,       /* and those on the other, as far as it takes up the room */
	COMPLETION_BEYOND,    /* the same, whether or not it does */
	COMPLETION_PAGE,      /* log2 of one more than the page's count of it */
	COMPLETION_BESIDE,    /* the page has it beside the same neighbour */
	COMPLETION_KIN,       /* log2 of one more than the page's words that begin as it does */
	COMPLETION_LEFT,      /* the room that it leaves, x-heights */
	COMPLETION_FITS,      /* it takes up the room: 1, in part: less */
	COMPLETION_OVER,      /* it is wider than the room, in deviations */
	COMPLETION_PARTED,    /* the next line begins with its end, as after a hyphen */
	COMPLETION_HIDDEN,    /* letters that are lost */
	COMPLETION_WHOLE,     /* nothing is lost */
	COMPLETION_GAP,       /* nothing is lost, and there is white before the cut: x-heights */
	COMPLETION_DOUBT,     /* how unlikely its letter at the cut is read so, and looks so */
	COMPLETION_NO_LETTER, /* what is doubtful is no letter, and nothing is lost */
	COMPLETION_RARE,
	COMPLETION_UNLISTED, /* no spelling dictionary has it */
	COMPLETION_NAME,     /* it is not written in small letters */
	COMPLETION_RAISED,   /* a capital begins a word that needs none, within a sentence */
	COMPLETION_GENITIVE, /* 's */
	COMPLETION_MEASURED, /* the room is known; this and the next ones are the same of all words: others count by
				them */
	COMPLETION_OFF,      /* the room's deviation, x-heights */
	COMPLETION_SURE,     /* letters that are known */
	COMPLETION_AT_LEFT,  /* the word's beginning is cut */
	COMPLETION_DOUBTFUL, /* there is a doubtful letter */
	COMPLETION_NONE,     /* it is none of the words; the next ones are of that */
	COMPLETION_NONE_LETTERS,
	COMPLETION_NONE_CAPITAL,
	COMPLETION_NONE_LEFT,     /* its beginning is cut */
	COMPLETION_NONE_DOUBT,    /* its letter at the cut is doubtful */
	COMPLETION_NONE_EVIDENCE, /* the logarithm of the words' likelihoods' sum */
	COMPLETION_NONE_PEAK,     /* the share of the likeliest in it */
	COMPLETION_TERMS
};

extern const char *const completion_term_names[COMPLETION_TERMS];

/* Of so many gathered words, so many are listed: the others together are hardly likely. */
enum { LONGEST_COMPLETION = 40, MOST_COMPLETIONS = 600, LISTED_COMPLETIONS = 60 };

struct completion_candidate {
	char text[LONGEST_COMPLETION + 1]; /* folded */
	size_t n;
	struct dictionary_word info;
	const struct own_word *own; /* or NULL */
	float quick;                /* a first score, without the words about it */
	float terms[COMPLETION_TERMS];
	float score; /* the logarithm of its likelihood beside others */
};

/* How the word is written. */
enum cut_case { CUT_SMALL, CUT_CAPITAL, CUT_CAPITALS };

/* A cut word, taken apart. */
struct completion_query {
	const struct cut_word *cut;
	const struct trigrams *trigrams;
	const struct own_words *own;
	struct str marks, printed, unsure; /* what stands outside of its letters; the sure and doubtful ones as read */
	char folded[LONGEST_COMPLETION + 1], doubtful[LONGEST_COMPLETION + 1];
	size_t sure, doubtful_n; /* of folded, the sure letters, and of doubtful, as they are read */
	enum cut_case in_case;
	float clearest;                                                 /* of completion_doubt, of the words gathered */
	bool opens;                                                     /* a sentence */
	int before[2], after[2];                                        /* nearest first: words of the trigram model */
	char neighbour[DICTIONARY_LONGEST], beyond[DICTIONARY_LONGEST]; /* folded: on the known side, on the other */
	size_t neighbour_n, beyond_n;
};

/* Takes the cut word apart; false where it is a number or a code, or has no letters. */
bool completion_ask(struct completion_query *q, const struct cut_word *cut, const struct trigrams *t,
		    const struct own_words *own);

/* Fills the terms and the score of a candidate. */
void completion_weigh(const struct completion_query *q, struct completion_candidate *c);

/* Fills the terms of "none of these" for the candidates, the likeliest first. */
void completion_weigh_none(const struct completion_query *q, const struct completion_candidate *list, size_t count,
			   float terms[COMPLETION_TERMS]);

/*
 * log10 of how likely the word's letter at the cut is read as the doubtful one, 0 where there is none of either; with
 * that of what is seen of it, if there is a picture, beside other words only.
 */
float completion_doubt(const struct completion_query *q, struct str word);

/* The probability that it is none of the words. */
double completion_none(const float terms[COMPLETION_TERMS]);

/* Adds the whole word as it would be printed. */
void completion_print(const struct completion_query *q, const struct completion_candidate *c, struct strbuf *b);

/* The candidates of a cut word, weighed, the likeliest first; borrowed. none: the terms of none of them. */
const struct completion_candidate *completions_weighed(struct completer *c, const struct cut_word *cut, size_t *count,
						       float none[COMPLETION_TERMS]);
void completions_print(const struct completer *c, const struct completion_candidate *candidate, struct strbuf *b);

#endif
