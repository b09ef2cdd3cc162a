/*
 * A learned table of what terms count for: piecewise linear in each term; a few sums of all of them, which count as
 * their tangens hyperbolicus (a network with one hidden layer); and small trees, each of which counts what its leaf
 * has (gradient boosting: J. H. Friedman, Greedy function approximation, 2001). Its rows, parted by tabs, are
 *
 *	term	knot	weight	weight in the first sum	…
 *
 * and count the weight for each unit that the term is above the knot; a term of no known name is always 1. A row that
 * begins with "sums" has the weights of the sums, one with "#" is a comment. One that begins with "tree" has a term and
 * a value for each of its forks, from the root on and each depth from left to right, and then what its leaves count: a
 * term above the value leads to the right.
 */
#ifndef EMEND_LANGUAGE_LEARNED_H
#define EMEND_LANGUAGE_LEARNED_H

#include "base/str.h"

#include <stddef.h>

enum { LEARNED_ROWS = 160, LEARNED_SUMS = 32, LEARNED_TREES = 160, LEARNED_DEPTH = 5 };

struct learned_tree {
	int terms[(1 << LEARNED_DEPTH) - 1]; /* of the forks; names' count: always 1 */
	float values[(1 << LEARNED_DEPTH) - 1], leaves[1 << LEARNED_DEPTH];
};

struct learned_row {
	int term; /* names' count: always 1 */
	float knot, weight, in_sums[LEARNED_SUMS];
};

struct learned {
	struct learned_row rows[LEARNED_ROWS];
	size_t count;
	size_t sums; /* so many there are */
	int terms;
	float of_sums[LEARNED_SUMS];
	struct learned_tree trees[LEARNED_TREES];
	size_t tree_count;
};

/* Reads a table; names: of the terms, so many. */
void learned_read(struct learned *l, const char *table, const char *const names[], int terms);

/* What the terms, as many as there are names, count for together. */
float learned_sum(const struct learned *l, const float terms[]);

/* Adds " margin 2.3, lead 1": the terms, so many, that are not 0, as scripts read them in the evidence of a change. */
void learned_tell(struct strbuf *out, const char *const names[], const float values[], int terms);

#endif
