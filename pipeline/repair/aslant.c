/*
 * Set aside lines that do not lie as the page's do: a library's stamp, aslant and in capitals, and the credit that runs
 * up along a picture.
 *
 * Type stands level in its page, so what was printed with the page lies as its other lines do, or at a right angle to
 * them. A stamp is put on by hand. Capitals are asked for since lines near a gutter may curve.
 */
#include "repair/layout.h"

#include "base/order.h"
#include "repair/repair.h"

#include <math.h>
#include <stdlib.h>

/* A stamp rises or falls by more than this part of its length, and more than so many times as much as half of the
 * page's lines do against the others. */
static const double least_rise = 0.015, times_usual = 5;

/* Shorter lines (x-heights of the body) do not tell how they lie. */
static const double shortest_aslant = 15, shortest_upright = 5;

/* Letters of a stamp are capitals; larger than this against the body's, they may be a title's. */
static const double mostly = 0.7, largest = 1.5;

/* A credit is no further from its picture than this (leadings). */
static const double farthest = 2.6;

/* How sure (percent): on the development pages all that was set aside was a stamp or a credit, but they were few. */
static const float sure = 90;

/* A step along the line's baseline, in the page's directions. */
struct course {
	double along, down;
};

static struct course course_of(const struct layout *l, const struct line *line)
{
	double x = line->baseline[1].x - line->baseline[0].x, y = line->baseline[1].y - line->baseline[0].y;
	return (struct course){x * l->cosine + y * l->sine, y * l->cosine - x * l->sine};
}

static bool is_upright(const struct layout *l, const struct line *line)
{
	struct course c = course_of(l, line);
	return fabs(c.down) > fabs(c.along) && fabs(c.down) > shortest_upright * (double)l->body.x_height;
}

static bool has_slope(const struct layout *l, const struct line *line)
{
	return first_word(line) != last_word(line) &&
	       course_of(l, line).along > shortest_aslant * (double)l->body.x_height;
}

static double slope_of(const struct layout *l, const struct line *line)
{
	struct course c = course_of(l, line);
	return fabs(c.down / c.along);
}

/* The slope that half of the page's lines do not exceed. */
static double usual_slope(const struct layout *l)
{
	double *slopes = must_alloc(l->line_count, sizeof *slopes), usual;
	size_t n = 0;
	for (size_t i = 0; i < l->line_count; i++)
		if (has_slope(l, l->lines[i].line))
			slopes[n++] = slope_of(l, l->lines[i].line);
	qsort(slopes, n, sizeof *slopes, by_double);
	usual = n ? slopes[n / 2] : 0;
	free(slopes);
	return usual;
}

static bool is_stamp(const struct layout *l, const struct layout_line *ll, double usual)
{
	return ll->capitals > mostly && (double)ll->type.height < largest * (double)l->body.height &&
	       has_slope(l, ll->line) && slope_of(l, ll->line) > fmax(least_rise, times_usual * usual);
}

static bool is_at_picture(const struct layout *l, const struct line *line)
{
	struct area a = layout_area(l, line->box);
	for (size_t i = 0; i < l->picture_count; i++)
		if (is_picture(l, l->pictures[i]) && area_down(a, l->pictures[i]) > 0 &&
		    area_across(a, l->pictures[i]) > -farthest * l->leading)
			return true;
	return false;
}

static void set_lines_aside(struct repair *r)
{
	struct layout l;
	if (!layout_init(&l, r->page))
		return;
	double usual = usual_slope(&l);
	for (size_t i = 0; i < l.line_count; i++) {
		struct line *line = l.lines[i].line;
		if (region_kinds[line_region(line)->type].place != PLACE_BODY)
			continue;
		if (is_upright(&l, line))
			edit_line_type(r->page, repair_reason(r, sure, "stands upright beside the page's lines"), line,
				       is_at_picture(&l, line) ? REGION_CREDIT : REGION_FLOATING);
		else if (is_stamp(&l, &l.lines[i], usual))
			edit_line_type(r->page,
				       repair_reason(r, sure, "stamped: in capitals, and aslant to the page's lines"),
				       line, REGION_MARGINALIA);
	}
}

const struct repair_stage stage_aslant = {.name = "aslant",
					  .summary = "set aside stamps and upright credits",
					  .needs = REPAIR_GEOMETRY,
					  .run = set_lines_aside};
