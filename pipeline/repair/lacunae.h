/* Where text is missing: what the search by places, the search by words and the conjectures have in common. */
#ifndef EMEND_REPAIR_LACUNAE_H
#define EMEND_REPAIR_LACUNAE_H

#include "page/lacuna.h"
#include "repair/repair.h"

/*
 * Is the word a part of one? It is if it is in small letters, as names and what stands in lists are not, and no common
 * word by itself. Of others (capitals, numbers, addresses) it is not known.
 */
enum wholeness { WHOLE, FRAGMENT, NOT_KNOWN };
enum wholeness wholeness_of(struct repair *r, const struct word *word);

/* A lacuna that was found, and what tells of the word that is cut; lengths are pixels. */
struct found {
	struct lacuna lacuna;
	struct reason why;
	double room; /* from the cut word's outer end to the column's margin; 0: unknown */
	double gap;  /* the white before the cut; below 0: unknown */
	double edge; /* x of the edge that cuts the word; NAN: unknown */
	double unit; /* what is one in text_width (language/completion.h), in the column's type; 0: unknown */
};

struct finds {
	struct repair *r;
	struct found *list; /* of the page's scratch */
	size_t count;
	double usual; /* of usual_fragments; 0: not asked yet */
};

/* Which part of the words within the page's lines are fragments; and is it so small that those at its edges tell? */
double usual_fragments(struct finds *finds);
bool fragments_tell(struct finds *finds);

/* Adds the lacuna, unless one was found on that side of its word. Gives what is to be filled in, or NULL. */
struct found *add_found(struct finds *finds, struct lacuna lacuna, struct reason why);

/* Takes the doubtful letters, so many bytes at the word's end or its beginning, out of its text, and gives them. */
struct str take_doubtful(struct repair *r, struct word *word, bool at_end, size_t bytes, struct reason why);

/* Find lines that are cut off: of a page with places, at its edges, and of English text. */
void find_cut_columns(struct finds *finds);
void find_cut_edges(struct finds *finds);
void find_cut_text(struct finds *finds);

/* What the English words that were cut may have been. */
void add_conjectures(struct finds *finds);

#endif
