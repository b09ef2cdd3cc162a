/*
 * Two sequences of codes laid side by side with the fewest substitutions, omissions and additions (Levenshtein).
 *
 * Exact where the product of the lengths is at most ALIGN_EXACT_CELLS, as of two texts of 100,000 characters. Longer
 * ones are first cut where a run of codes occurs once on either side, and the parts between are aligned; that is exact
 * unless such a run stands in two places by chance. Parts that have none of these, and are too long, are cut in the
 * same proportion, so that the time stays linear: then the result says that it may have too many differences.
 */
#ifndef EMEND_COMPARE_ALIGN_H
#define EMEND_COMPARE_ALIGN_H

#include "compare/compare.h"

#define ALIGN_EXACT_CELLS UINT64_C(10000000000)

struct codes {
	const uint32_t *at;
	uint32_t n;
};

/* So many codes of a and of b from there on; of missing and added ones only the one side's count. */
struct align_run {
	enum stretch_kind kind;
	uint32_t a, b, count;
};

struct alignment {
	struct align_run *runs;
	uint32_t run_count, size;
	struct tally tally;
	bool estimated;
};

/* gram: how many codes a run that may cut has, at first; shorter ones are looked for where those do not do. */
void align(struct codes a, struct codes b, uint32_t gram, struct alignment *out);
void alignment_release(struct alignment *alignment);

/* One place in each sequence where the same run of codes begins, which occurs once in either. */
struct anchor {
	uint32_t a, b;
};

/* All of them for runs of n codes, in the order of a: from malloc. */
struct anchor *find_anchors(struct codes a, struct codes b, uint32_t n, uint32_t *count);

/* Appends; a run that goes on from the last one is added to it. For the parts of align. */
void alignment_add(struct alignment *out, enum stretch_kind kind, uint32_t a, uint32_t b, uint32_t count);

/* The distance of a and b, exactly: the substitutions, omissions and additions of their alignment (exact.c). */
uint32_t exact_distance(struct codes a, struct codes b);

/* Aligns a and b exactly, in time of the product of their lengths; a_at and b_at are where they begin (exact.c). */
void align_exactly(struct codes a, struct codes b, uint32_t a_at, uint32_t b_at, struct alignment *out);

#endif
