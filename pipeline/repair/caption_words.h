/* What tells a caption by its words alone, in text that has no places. */
#ifndef EMEND_REPAIR_CAPTION_WORDS_H
#define EMEND_REPAIR_CAPTION_WORDS_H

#include "language/trigrams.h"
#include "page/page.h"

/*
 * Do the words of a region, from its first shown one on, tell of a picture? One that has no verb does between texts, as
 * the model (NULL: there is none) has no word of it that follows "he" or "they" ten to the 0.4 times as often as any.
 */
bool is_caption(const struct word *first, bool between, const struct trigrams *model);

#endif
