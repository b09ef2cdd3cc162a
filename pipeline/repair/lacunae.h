/* Where text is missing: what the search by places and the search by words have in common. */
#ifndef EMEND_REPAIR_LACUNAE_H
#define EMEND_REPAIR_LACUNAE_H

#include "page/lacuna.h"
#include "repair/repair.h"

/*
 * Is the word a part of one? It is if it is in small letters, as names and what stands in lists are not, and no common
 * word by itself. Of others (capitals, numbers, addresses) it is not known. There is a dictionary.
 */
enum wholeness { WHOLE, FRAGMENT, NOT_KNOWN };
enum wholeness wholeness_of(struct repair *r, const struct word *word);

/* Marks lines that are cut off: of a page with places, and of text. There is a dictionary. */
void mark_cut_columns(struct repair *r);
void mark_cut_text(struct repair *r);

#endif
