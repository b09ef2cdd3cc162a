/*
 * Text over pictures: where the pictures are, and which of the groups found there at several levels are the best.
 */
#ifndef EMEND_IMAGE_INK_PICTURES_H
#define EMEND_IMAGE_INK_PICTURES_H

#include "image/ink.h"

/* Black where the ground is no paper (of the ink's pictures' size); NULL where hardly any of the page is. */
struct Pix *ink_pictures(const struct ink *ink);

/* Clears of the mask what is outside of the pictures; of white, also what touches that: the paper about them. */
void ink_keep_inside(struct Pix *mask, struct Pix *pictures, bool reversed);

/*
 * Puts the fullest groups first, and gives how many are kept. Of what lies over another, found at another level, only
 * what is full itself is kept.
 */
size_t ink_rank(const struct ink *ink, struct ink_group *groups, size_t count);

#endif
