/*
 * Lacunae: places where text is missing, as where the page's edge cut lines off. What is missing is never made up: a
 * lacuna says where, why and how much, and may have conjectures, which are no part of the text.
 *
 *	One of those w|        word "w", side right, in_word: a part of it is missing too
 *	the young Alexander |  word "Alexander", side right: only what followed it is missing
 *	|was telling           word "was", side left
 *
 * They come and go by edit_lacuna and edit_close (page/edit.h). Above and below a column they are beside its first and
 * last word.
 */
#ifndef EMEND_PAGE_LACUNA_H
#define EMEND_PAGE_LACUNA_H

#include "page/page.h"

enum lacuna_side { LACUNA_LEFT, LACUNA_RIGHT, LACUNA_TOP, LACUNA_BOTTOM, LACUNA_SIDES };

enum lacuna_cause {
	LACUNA_PAGE_EDGE, /* the scan ends there */
	LACUNA_CUT,       /* the lines end at one edge within the scan: a covered page, a cropped copy */
	LACUNA_UNKNOWN,   /* only the text tells */
	LACUNA_CAUSES
};

/* Their names in the journal and in JSON: "right"; "page-edge". */
extern const char *const lacuna_sides[LACUNA_SIDES];
extern const char *const lacuna_causes[LACUNA_CAUSES];

/* What may have stood there: the whole word of which a part is missing. Probability from 0 to 1. */
struct conjecture {
	struct str text;
	float probability;
	bool rejected; /* by a person */
};

struct lacuna {
	struct word *word;    /* beside which text is missing */
	struct str doubtful;  /* what letters that are cut themselves were read as: no text */
	struct str elsewhere; /* what is missing as it stands whole elsewhere, with the cut word; empty: it does not */
	struct conjecture *conjectures; /* the likeliest first */
	uint32_t conjecture_count;
	enum lacuna_side side;
	enum lacuna_cause cause;
	float confidence; /* percent: that the letters of the fragment are right; 0 where nothing of the word is missing
			   */
	float width;      /* pixels that are missing; 0: unknown */
	float letters, deviation; /* how many letters and spaces are missing, estimated; 0: unknown */
	bool in_word;             /* a part of the word itself is missing: its text is a fragment */
	bool closed;              /* filled since, on evidence */
};

/* Does the missing text stand after its word, or before it? */
static inline bool lacuna_is_after(enum lacuna_side side)
{
	return side == LACUNA_RIGHT || side == LACUNA_BOTTOM;
}

/* The lacuna before (false) or after the word that is still open, or NULL. */
const struct lacuna *open_lacuna(const struct word *word, bool after);

/* The conjecture of that text, or NULL; and the likeliest that no person has rejected, or NULL. */
struct conjecture *conjecture_of(const struct lacuna *l, struct str text);
const struct conjecture *likeliest_conjecture(const struct lacuna *l);

/* The open lacuna at the beginning (false) or the end of the line, or NULL; and is there one? */
const struct lacuna *line_lacuna(const struct line *line, bool at_end);
static inline bool line_is_cut(const struct line *line, bool at_end)
{
	return line_lacuna(line, at_end) != NULL;
}

#endif
