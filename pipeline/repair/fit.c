/* Fitting an affine map to pairs of boxes: least squares, repeated without the pairs that lie too far off. */
#include "repair/fit.h"

#include <math.h>
#include <stdlib.h>

/* Pairs that a map needs: three points would do, of which none may be wrong. */
enum { LEAST_PAIRS = 12, ROUNDS = 12 };

/* Pairs stay while they lie within so many times the median distance. */
static const double spread = 3;

/* No map fits if half of the words lie further off than this, in heights of words. */
static const double worst_residual = 0.7;

/* The same word lies so far off at most, in heights of words: a page may be curved. */
static const double same_row = 1.2, same_column = 4;

struct sums {
	double m[3][3], v[2][3];
};

static void centre(struct box b, double at[3])
{
	at[0] = (b.left + b.right) / 2.0;
	at[1] = (b.top + b.bottom) / 2.0;
	at[2] = 1;
}

static void add_pair(struct sums *s, const struct fit_pair *p)
{
	double from[3], to[3];
	centre(p->from, from);
	centre(p->to, to);
	for (int i = 0; i < 3; i++) {
		for (int k = 0; k < 3; k++)
			s->m[i][k] += from[i] * from[k];
		for (int k = 0; k < 2; k++)
			s->v[k][i] += from[i] * to[k];
	}
}

static double determinant(double m[3][3])
{
	return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
	       m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
}

/* Cramer's rule; false where the points lie on one line. */
static bool solve(struct sums *s, struct fit *fit)
{
	double d = determinant(s->m);
	if (!(fabs(d) > 1e-6 * s->m[0][0] * s->m[1][1]))
		return false;
	for (int k = 0; k < 2; k++)
		for (int i = 0; i < 3; i++) {
			double m[3][3];
			for (int row = 0; row < 3; row++)
				for (int column = 0; column < 3; column++)
					m[row][column] = column == i ? s->v[k][row] : s->m[row][column];
			fit->a[k][i] = determinant(m) / d;
		}
	return true;
}

static void map(const struct fit *fit, const double from[3], double to[2])
{
	for (int k = 0; k < 2; k++)
		to[k] = fit->a[k][0] * from[0] + fit->a[k][1] * from[1] + fit->a[k][2];
}

static double distance(const struct fit *fit, const struct fit_pair *p)
{
	double from[3], to[3], mapped[2];
	centre(p->from, from);
	centre(p->to, to);
	map(fit, from, mapped);
	return hypot(mapped[0] - to[0], mapped[1] - to[1]);
}

static int by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static double median(double *values, size_t count)
{
	qsort(values, count, sizeof *values, by_value);
	return values[count / 2];
}

static double median_height(const struct fit_pair *pairs, size_t count, double *values)
{
	for (size_t i = 0; i < count; i++)
		values[i] = pairs[i].to.bottom - pairs[i].to.top;
	return median(values, count);
}

/* The median distance of all pairs from the map. */
static double median_distance(const struct fit *fit, const struct fit_pair *pairs, size_t count, double *values)
{
	for (size_t i = 0; i < count; i++)
		values[i] = distance(fit, &pairs[i]);
	return median(values, count);
}

struct fit fit_boxes(struct fit_pair *pairs, size_t count)
{
	struct fit fit = {0};
	if (count < LEAST_PAIRS)
		return fit;
	double *values = must_alloc(count, sizeof *values), bound = INFINITY;
	fit.height = median_height(pairs, count, values);
	for (int round = 0; round < ROUNDS; round++) {
		struct sums s = {0};
		for (size_t i = 0; i < count; i++)
			if (!round || distance(&fit, &pairs[i]) <= bound)
				add_pair(&s, &pairs[i]);
		if (!solve(&s, &fit))
			break;
		fit.residual = median_distance(&fit, pairs, count, values);
		bound = spread * fmax(fit.residual, 1);
		fit.known = fit.residual <= worst_residual * fit.height;
	}
	free(values);
	return fit;
}

struct box fit_box(const struct fit *fit, struct box b)
{
	double corners[4][3] = {{b.left, b.top, 1}, {b.right, b.top, 1}, {b.left, b.bottom, 1}, {b.right, b.bottom, 1}};
	double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
	for (int i = 0; i < 4; i++) {
		double at[2];
		map(fit, corners[i], at);
		for (int k = 0; k < 2; k++) {
			low[k] = fmin(low[k], at[k]);
			high[k] = fmax(high[k], at[k]);
		}
	}
	return (struct box){(int32_t)lround(low[0]), (int32_t)lround(low[1]), (int32_t)lround(high[0]),
			    (int32_t)lround(high[1])};
}

bool fit_allows(const struct fit *fit, struct box from, struct box to)
{
	if (!fit->known || box_empty(from) || box_empty(to))
		return true;
	struct box b = fit_box(fit, from);
	int gap = b.left > to.right ? b.left - to.right : to.left - b.right;
	return abs(b.top + b.bottom - to.top - to.bottom) <= 2 * same_row * fit->height &&
	       gap <= same_column * fit->height;
}
