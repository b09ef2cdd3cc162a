/*
 * Two readings of one text set side by side, moved passages told as moves.
 *
 *	before            after
 *	the cat           the cat
 *	A PULL QUOTE      moved: after "mat"
 *	sat on the mat    sat on the mat
 *	moved: from…      A PULL QUOTE
 *
 * A reading is a row of words; match says for each word of the one after which word before it is. Passages that follow
 * each other in both stay in their places, as many words as possible; the others have moved.
 */
#ifndef EMEND_COMPARE_PASSAGES_H
#define EMEND_COMPARE_PASSAGES_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

#define NO_WORD UINT32_MAX

/* A passage: words of the reading before, from begin up to end, and what they are in the one after. */
struct passage {
	uint32_t before, before_end;
	uint32_t after, after_end;
	bool moved;
};

struct passages {
	struct passage *all; /* in the order of the reading after */
	uint32_t count;
	uint32_t lead; /* words before that come before all passages: nothing matches them */
};

/*
 * match[i]: the word before that the word i after begins with, or NO_WORD; no word twice. Words before that nothing
 * matches belong to the passage of the one in front of them. O(n log n). From arena.
 */
struct passages find_passages(const uint32_t *match, uint32_t after_count, uint32_t before_count, struct arena *arena);

#endif
