/* Blocks of a text that stand in another place than in the other text, and the text with them put back. */
#ifndef EMEND_COMPARE_MOVES_H
#define EMEND_COMPARE_MOVES_H

#include "compare/align.h"

/* Both sequences are of words: one code a word. */
struct moves_task {
	const struct compared_text *a, *b;
	struct codes a_codes, b_codes;
};

struct moves {
	struct move *at; /* in the order of a */
	uint32_t count;
	uint32_t
		*order; /* the words of b, those of moves where a has them and all others as they are; NULL: no moves */
};

void find_moves(const struct moves_task *task, struct moves *out);
void moves_release(struct moves *m);

#endif
