/* Which of several words in a row stand for which. */
#ifndef EMEND_COMPARE_PAIR_H
#define EMEND_COMPARE_PAIR_H

#include "compare/align.h"

struct pairing {
	const struct compared_text *a, *b;
	const uint32_t *order; /* of the words of b, as they were aligned; NULL: as they stand */
};

/* Pairs those that differ anew: as many as can be, and of all ways the one where they are most alike. */
void pair_alike(const struct pairing *pairing, struct alignment *words);

#endif
