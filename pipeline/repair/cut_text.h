/* Text without places as a row of words, and what each place between two of them says of a line that was cut there. */
#ifndef EMEND_REPAIR_CUT_TEXT_H
#define EMEND_REPAIR_CUT_TEXT_H

#include "repair/lacunae.h"

struct cut_part {
	struct word *word;
	size_t end; /* letters of the text up to the word's end, with spaces */
	enum wholeness whole;
	bool begins, ends; /* a fragment with which words begin, or in which frequent ones end */
	bool is_odd;       /* no word, as poor reading makes them */
	bool foreign;      /* of a passage in another language */
	bool in_lines;     /* its paragraph has its lines; if not, it is one */
	bool ends_line, ends_region;
};

/* The words of the page's prose in a row. */
struct cut_text {
	struct finds *finds;
	struct repair *r;
	struct cut_part *parts;
	size_t count;
	double begins, ends; /* the usual part of words within lines that begin others, and that end them */
	bool in_lines;       /* most of the text has its lines */
};

struct cut_text cut_text_of(struct finds *finds);

/* Is the word, cut on the side, a part of one? */
bool is_cut_part(const struct cut_text *text, size_t i, enum lacuna_side side);

/*
 * log10 of how much likelier the words about a place are if a line is cut there: a line that lacks its end, the place
 * behind word i, or its beginning, the place before word i.
 */
double odds_behind(const struct cut_text *text, size_t i);
double odds_before(const struct cut_text *text, size_t i);

/* The bytes at the word's end that are no text: marks as which half a letter was read. */
size_t doubtful_end(const struct cut_text *text, size_t i);

#endif
