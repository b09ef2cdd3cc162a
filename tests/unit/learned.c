/* Tables of learned weights. */
#include "language/learned.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { NEAR, FAR, TERMS };
static const char *const names[TERMS] = {"near", "far"};

static float sum(const char *table, float near, float far)
{
	struct learned learned;
	const float terms[TERMS] = {near, far};
	learned_read(&learned, table, names, TERMS);
	return learned_sum(&learned, terms);
}

Test(learned, a_term_counts_above_its_knots)
{
	const char table[] = "# a comment\nnear\t0\t2\nnear\t3\t-1\nfar\t-1\t0.5\n";
	cr_expect_float_eq(sum(table, 1, -2), 2, 1e-6);
	cr_expect_float_eq(sum(table, 4, -1), 7, 1e-6);
	cr_expect_float_eq(sum(table, -1, 1), 1, 1e-6);
	cr_expect_float_eq(sum("", 1, 1), 0, 1e-6);
}

Test(learned, sums_count_as_their_tangens_hyperbolicus)
{
	const char table[] = "always\t0\t1\t0.5\t0\nnear\t0\t0\t1\t2\nsums\t3\t-1\n";
	cr_expect_float_eq(sum(table, 0, 0), 1 + 3 * tanhf(0.5F), 1e-5);
	cr_expect_float_eq(sum(table, 1, 0), 1 + 3 * tanhf(1.5F) - tanhf(2), 1e-5);
}

Test(learned, trees_lead_to_a_leaf)
{
	/* Forks at near above 2 and, to the right of it, at far above -1; no other: all lead to the left. */
	static char table[4096] = "always\t0\t1\ntree\tnear\t2\talways\tinf\tfar\t-1";
	for (int i = 3; i < (1 << LEARNED_DEPTH) - 1; i++)
		strcat(table, "\talways\tinf");
	for (int i = 0; i < 1 << LEARNED_DEPTH; i++)
		snprintf(table + strlen(table), sizeof table - strlen(table), "\t%d", i);
	strcat(table, "\n");
	cr_expect_float_eq(sum(table, 2, 0), 1, 1e-6);
	cr_expect_float_eq(sum(table, 3, -1), 1 + 16, 1e-6);
	cr_expect_float_eq(sum(table, 3, 0), 1 + 24, 1e-6);
}
