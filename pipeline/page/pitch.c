/* The pitch of a line: the distances between the middles of its letters. */
#include "page/pitch.h"

#include "base/order.h"

#include <math.h>
#include <stdlib.h>

/* Distances are the usual one that differ from it by less than this part: letters are not drawn in their very middle.
 */
static const double like_usual = 0.12;

/*
 * Type has one pitch if so many distances are even, of a few at least. Of 3,800 lines of a magazine's text 1 in 1,000
 * has more even ones, of 63 addresses in a typewriter's face three quarters.
 */
static const double least_even = 0.75;
enum { FEWEST_PAIRS = 6, MOST_PAIRS = 256 };

/* No line of a listing begins further in than this (letters). */
enum { MOST_INDENT = 100 };

static double middle(const struct symbol *s)
{
	return (s->box.left + s->box.right) / 2.0;
}

struct pitch line_pitch(const struct line *line)
{
	double distances[MOST_PAIRS];
	struct pitch p = {0};
	for (const struct word *w = first_word(line); w; w = next_word(w))
		for (uint32_t i = 1; i < w->symbol_count && p.pairs < MOST_PAIRS; i++)
			if (!box_empty(w->symbols[i - 1].box) && !box_empty(w->symbols[i].box))
				distances[p.pairs++] = middle(&w->symbols[i]) - middle(&w->symbols[i - 1]);
	if (!p.pairs)
		return p;
	qsort(distances, p.pairs, sizeof *distances, by_double);
	p.pixels = distances[p.pairs / 2];
	for (uint32_t i = 0; i < p.pairs; i++)
		p.even += fabs(distances[i] - p.pixels) < like_usual * p.pixels;
	return p;
}

bool pitch_is_fixed(struct pitch pitch)
{
	return pitch.pairs >= FEWEST_PAIRS && pitch.even >= least_even * pitch.pairs;
}

static double slope_of(const struct line *l)
{
	double width = l->baseline[1].x - l->baseline[0].x;
	return width > 0 ? (l->baseline[1].y - l->baseline[0].y) / width : 0;
}

/* Where the line begins when the scan is straight. */
static double left_of(const struct line *l, double slope)
{
	const struct word *w = first_shown(l);
	return w ? w->box.left + slope * w->box.bottom : INFINITY;
}

struct margin region_margin(const struct region *region)
{
	struct margin m = {.left = INFINITY};
	uint32_t most = 0;
	for (const struct line *l = first_line(region); l; l = next_line(l)) {
		struct pitch p = line_pitch(l);
		if (p.pairs <= most)
			continue;
		most = p.pairs;
		m.pitch = p.pixels;
		m.slope = slope_of(l);
	}
	for (const struct line *l = first_line(region); l; l = next_line(l))
		m.left = fmin(m.left, left_of(l, m.slope));
	return m;
}

uint32_t line_indent(const struct line *line, struct margin m)
{
	double indent = m.pitch > 0 ? round((left_of(line, m.slope) - m.left) / m.pitch) : 0;
	return isfinite(indent) && indent > 0 && indent < MOST_INDENT ? (uint32_t)indent : 0;
}
