/* Which words of two readings of one line are of the same ink, by their boxes. */
#ifndef EMEND_REPAIR_ALIGN_H
#define EMEND_REPAIR_ALIGN_H

#include "page/page.h"

/* Words of one reading, from left to right. */
struct word_row {
	struct word **words;
	size_t count;
};

/* Words next to each other in one row, and those in the other that are of the same ink; of one there may be none. */
struct match {
	size_t old_first, old_count, new_first, new_count;
};

/* The shown words of a line, or of all lines of a page, in the arena. */
struct word_row row_of_line(struct arena *arena, const struct line *line);
struct word_row row_of_page(struct arena *arena, const struct page *page);

/* The matches that the two rows consist of, from left to right, in the arena. */
struct match *align_rows(struct arena *arena, struct word_row old, struct word_row new, size_t *count);

#endif
