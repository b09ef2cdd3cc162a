/*
 * What a cut word may have been: "One of those w" was "who", "which", "with" …, each with its probability.
 *
 * Only words that the dictionary or the page itself has are proposed, never several; that nothing of the word is lost
 * is one of the proposals. The probabilities are of the whole word, letters only: a comma behind it is not known. They
 * do not sum to 1, since it may be a word that is in neither.
 */
#ifndef EMEND_LANGUAGE_COMPLETION_H
#define EMEND_LANGUAGE_COMPLETION_H

#include "language/dictionary.h"
#include "language/halves.h"
#include "language/trigrams.h"

struct completer;

/* d, t: borrowed, either may be NULL. */
struct completer *completer_new(const struct dictionary *d, const struct trigrams *t);
void completer_drop(struct completer *c); /* NULL is allowed */

/*
 * The page's whole words as they are printed, in reading order, in place of those before: they are likelier than
 * others, and so are their neighbours. An empty one stands where the text is cut: what is about it are no neighbours.
 */
void completer_read(struct completer *c, const struct str *words, size_t count);

/*
 * A cut word. Widths are in x-heights of a common serif type (text_width): a caller measures what it has in pixels
 * against text_width of whole words of the same column, and so the type's own width does not matter.
 */
struct cut_word {
	enum cut_side side;
	struct str known; /* its sure letters, with what is printed before them, or behind: "(sec" */
	struct str
		doubtful; /* what letters that the cut goes through were read as: "u" of "secu", "}" of "}"; or empty */
	float room;       /* from the known word's outer edge to the column's margin on the cut side */
	float deviation;  /* of room, standard; 0: room is not known */
	float gap;        /* white between the known part's ink and the cut; below 0: not known */
	/*
	 * log10 of how likely what is seen behind the known part, or before it, is if these letters are lost: beside
	 * other letters, not by itself. NULL: there is no picture to look at.
	 */
	float (*look)(void *picture, struct str lost);
	void *picture;
	/*
	 * Words in the order away from the cut word: on the known side the line's own (and its neighbour line's), on
	 * the cut side those with which the next line begins, or the line before ends. Between those and the cut word
	 * others may be lost; where the room tells that none are, they count.
	 */
	const struct str *before, *after;
	size_t before_count, after_count;
};

struct completion {
	struct str text; /* the word whole, with known's case and marks */
	float probability;
};

/*
 * The likeliest, at most most of them, and how many; a number or a code has none. Texts are borrowed until the next
 * call. Deterministic; about a millisecond.
 */
size_t completions_find(struct completer *c, const struct cut_word *cut, struct completion out[], size_t most);

/* How wide a text is in a common serif type, in its x-heights, as an average of a few types. */
float text_width(struct str text);

#endif
