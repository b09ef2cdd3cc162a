/* Find boxes by their tint, or by the rules of a frame: see boxes.h. */
#include "repair/boxes.h"

#include <math.h>

/* Tinted blocks are of one box if they are no further apart than this (leadings), across or down. */
static const double farthest = 2.5;

/* A level rule is a side of the frame if it is within this of its end (leadings). */
static const double same_end = 1.2;

/* Level rules make up this part of its upper and of its lower side. */
static const double most_of_side = 0.7;

/* A frame about more than this part of the page's text is the page's. */
static const double most_of_page = 0.6;

static bool are_near(const struct layout *l, struct area a, struct area b)
{
	return fmin(area_across(a, b), area_down(a, b)) > -farthest * l->leading;
}

/* Gives the tinted blocks that stand together one area: all of theirs. */
static void box_tinted(const struct layout *l, const struct layout_block *blocks, size_t count, struct area *areas,
		       const struct area **boxes)
{
	for (size_t i = 0; i < count; i++) {
		if (!blocks[i].type.shaded || boxes[i])
			continue;
		areas[i] = blocks[i].area;
		boxes[i] = &areas[i];
		for (size_t k = 0; k < count; k++) {
			if (!blocks[k].type.shaded || boxes[k] || !are_near(l, areas[i], blocks[k].area))
				continue;
			areas[i] = area_union(areas[i], blocks[k].area);
			boxes[k] = &areas[i];
			k = i; /* others may be near now */
		}
	}
}

static bool lies_in(struct area a, struct area frame)
{
	return a.left > frame.left && a.right < frame.right && a.top > frame.top && a.bottom < frame.bottom;
}

static bool is_frame(const struct layout *l, struct area left, struct area right)
{
	struct area frame = area_union(left, right);
	return are_sides(l, left, right) &&
	       area_width(frame) * area_height(frame) < most_of_page * area_width(l->text) * area_height(l->text);
}

/* Do level rules close the frame at this height? Upright ones alone part columns. */
static bool is_closed(const struct layout *l, struct area frame, double height)
{
	double closed = 0;
	for (size_t i = 0; i < l->rule_count; i++)
		if (fabs((l->rules[i].top + l->rules[i].bottom) / 2 - height) < same_end * l->leading &&
		    area_height(l->rules[i]) < l->leading)
			closed += fmax(0, area_across(l->rules[i], frame));
	return closed > most_of_side * area_width(frame);
}

static void box_framed(const struct layout *l, const struct layout_block *blocks, size_t count, struct arena *arena,
		       const struct area **boxes)
{
	for (size_t i = 0; i < l->rule_count; i++)
		for (size_t k = 0; k < l->rule_count; k++) {
			struct area both = area_union(l->rules[i], l->rules[k]);
			if (!is_frame(l, l->rules[i], l->rules[k]) || !is_closed(l, both, both.top) ||
			    !is_closed(l, both, both.bottom))
				continue;
			struct area *frame = arena_alloc(arena, 1, sizeof *frame);
			*frame = both;
			for (size_t b = 0; b < count; b++)
				if (!boxes[b] && lies_in(blocks[b].area, *frame))
					boxes[b] = frame;
		}
}

const struct area **find_boxes(const struct layout *l, const struct layout_block *blocks, size_t count,
			       struct arena *arena)
{
	const struct area **boxes = arena_alloc(arena, count + 1, sizeof(struct area *));
	struct area *areas = arena_alloc(arena, count + 1, sizeof *areas);
	box_tinted(l, blocks, count, areas, boxes);
	box_framed(l, blocks, count, arena, boxes);
	return boxes;
}
