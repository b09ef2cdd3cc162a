/* Which ink looks like lines of text: letters of like height side by side on one line, lines above each other. */
#include "image/ink.h"

#include "base/order.h"
#include "image/ink_pictures.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

/* Sizes in x-heights of the page's letters: the lowest and the highest letter that is looked for. */
static const double lowest = 0.55, highest = 9;

/* The highest large letter (x-heights): of six lines, and a little over. */
static const double highest_initial = 18;

/* In heights of the higher letter: the widest gap between two letters of a line; how unlike their heights may be. */
static const double widest_gap = 1.35, unlike = 2.6;

/* A line has letters (at least), is this many times as wide as high, and most of its letters stand on
 * one line. */
enum { FEWEST_LETTERS = 3 };
static const double least_width = 1.8, least_standing = 0.5, off_line = 0.22;

/* Letters of a short word may run together to one or two shapes, so high (x-heights). */
static const double lowest_word = 0.9, highest_word = 2.4;

/* A page's number: its digits' heights, and how far aslant the line is in which it stands; x-heights. */
static const double lowest_digit = 0.9, highest_digit = 2.4, line_slack = 3;

/* A column of a table's figures has so many; between two of them are at most so many of their heights. */
enum { FEWEST_ROWS = 3 };
static const double widest_row = 3, narrowest_figure = 0.2;

/* Lines of a block: the widest gap between them (heights), and how unlike their letters and ink may be. */
static const double widest_leading = 1.3, unlike_lines = 1.5, unlike_ink = 1.8;

/* A large letter is this many x-heights high, and so wide for its height. */
static const double least_initial = 2.4, narrowest_initial = 0.15, widest_initial = 1.6;

struct part {
	struct box box; /* pixels of the ink's pictures */
	double depth;
	int group; /* number of the part that stands for its group */
};

static int part_height(const struct part *p)
{
	return p->box.bottom - p->box.top;
}

static int part_width(const struct part *p)
{
	return p->box.right - p->box.left;
}

static int find_root(struct part *parts, int i)
{
	while (parts[i].group != i)
		i = parts[i].group = parts[parts[i].group].group;
	return i;
}

static int overlap(int a_begin, int a_end, int b_begin, int b_end)
{
	return (a_end < b_end ? a_end : b_end) - (a_begin > b_begin ? a_begin : b_begin);
}

/*
 * Text stands out in one of two ways: darker or brighter than the ground about it; or, over a picture of many tones, as
 * darker or brighter than all of them, at a level which is tried.
 */
struct layer {
	bool reversed;
	int level; /* grey level; 0: against the ground about it */
};

/* The levels that are tried over pictures; from ink or paper, and from one to the next, so many times the noise. */
enum { LEVELS = 4 };
static const double level_step = 1.5;

static int step_of(const struct ink *ink)
{
	return (int)(level_step * ink->noise);
}

/* What stands out in a layer, in black; without the covered boxes. */
static PIX *standing_out(const struct ink *ink, struct layer layer, PIX *pictures, const struct box *covered,
			 size_t covered_count)
{
	PIX *out = layer.level      ? pixClone(ink->grey)
		   : layer.reversed ? pixSubtractGray(NULL, ink->grey, ink->ground)
				    : pixSubtractGray(NULL, ink->ground, ink->grey);
	PIX *mask = pixThresholdToBinary(out, layer.level ? layer.level : ink->noise);
	if (!layer.level || layer.reversed) /* the threshold makes black what is below it */
		pixInvert(mask, mask);
	pixDestroy(&out);
	if (layer.level)
		ink_keep_inside(mask, pictures, layer.reversed);
	for (size_t i = 0; i < covered_count; i++) {
		int r = ink->reduction, left = covered[i].left / r - 1, top = covered[i].top / r - 1;
		pixRasterop(mask, left, top, (covered[i].right + r - 1) / r + 1 - left,
			    (covered[i].bottom + r - 1) / r + 1 - top, PIX_CLR, NULL, 0, 0);
	}
	return mask;
}

/* How far the black of a component stands out from its ground: the mean of its pixels. */
static double depth_of(const struct ink *ink, PIX *component, struct box b)
{
	double sum = 0;
	int n = 0;
	for (int y = b.top; y < b.bottom; y++)
		for (int x = b.left; x < b.right; x++) {
			uint32_t on, grey, ground;
			pixGetPixel(component, x - b.left, y - b.top, &on);
			if (!on)
				continue;
			pixGetPixel(ink->grey, x, y, &grey);
			pixGetPixel(ink->ground, x, y, &ground);
			sum += abs((int)grey - (int)ground);
			n++;
		}
	return n ? sum / n : 0;
}

static int by_left(const void *a, const void *b)
{
	const struct part *x = a, *y = b;
	int order = x->box.left - y->box.left;
	return order ? order : x->box.top - y->box.top;
}

static int by_group(const void *a, const void *b)
{
	const struct part *x = a, *y = b;
	return x->group != y->group ? x->group - y->group : by_left(a, b);
}

static int by_top(const void *a, const void *b)
{
	const struct part *x = a, *y = b;
	int order = x->box.top - y->box.top;
	return order ? order : x->box.left - y->box.left;
}

/* Does what stands in the box stand on a picture, and not on paper? */
static bool is_on_picture(const struct ink *ink, struct box b)
{
	uint32_t ground = 0;
	pixGetPixel(ink->ground, (b.left + b.right) / 2, (b.top + b.bottom) / 2, &ground);
	return (int)ground < ink->paper - 2 * ink->noise;
}

/* The texture of a picture stands out less than text over it: less than so many times the noise. */
static const double least_on_picture = 2;

/* The components of the mask that have the size of letters, from left to right; malloc'ed. */
static struct part *find_letters(const struct ink *ink, struct layer layer, PIX *mask, int *count)
{
	PIXA *components = NULL;
	BOXA *boxes = pixConnComp(mask, &components, 8);
	int n = boxes ? boxaGetCount(boxes) : 0;
	struct part *parts = must_alloc((size_t)n + 1, sizeof *parts);
	*count = 0;
	for (int i = 0; i < n; i++) {
		int x, y, w, h;
		boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
		if (h < lowest * ink->letter || h > highest_initial * ink->letter || w > 6 * h)
			continue;
		struct box b = {x, y, x + w, y + h};
		PIX *one = pixaGetPix(components, i, L_CLONE);
		struct part part = {b, depth_of(ink, one, b), 0};
		pixDestroy(&one);
		if (layer.level || !is_on_picture(ink, b) || part.depth >= least_on_picture * ink->noise)
			parts[(*count)++] = part;
	}
	boxaDestroy(&boxes);
	pixaDestroy(&components);
	qsort(parts, (size_t)*count, sizeof *parts, by_left);
	for (int i = 0; i < *count; i++)
		parts[i].group = i;
	return parts;
}

static bool same_line(const struct part *a, const struct part *b)
{
	int ha = part_height(a), hb = part_height(b), lower = ha < hb ? ha : hb, higher = ha < hb ? hb : ha;
	return higher <= unlike * lower && b->box.left - a->box.right <= widest_gap * higher &&
	       overlap(a->box.top, a->box.bottom, b->box.top, b->box.bottom) >= 0.5 * lower;
}

/* Joins letters that stand side by side, and puts the letters of each group next to each other. */
static void join_letters(const struct ink *ink, struct part *parts, int count)
{
	int reach = (int)(widest_gap * highest * ink->letter);
	double limit = highest * ink->letter;
	for (int i = 0; i < count; i++)
		for (int j = i + 1; j < count && parts[j].box.left <= parts[i].box.right + reach; j++)
			if (part_height(&parts[i]) <= limit && part_height(&parts[j]) <= limit &&
			    same_line(&parts[i], &parts[j]))
				parts[find_root(parts, j)].group = find_root(parts, i);
	for (int i = 0; i < count; i++)
		parts[i].group = find_root(parts, i);
	qsort(parts, (size_t)count, sizeof *parts, by_group);
}

static double median(double *values, int n)
{
	qsort(values, (size_t)n, sizeof *values, by_double);
	return values[n / 2];
}

struct text_line {
	struct part part; /* its box, depth and block */
	double height;    /* of its letters, median */
	int letters;      /* that stand on the line, less those that do not */
};

/* The letters of one group as a line; false where they do not look like one. */
static bool make_line(const struct part *parts, int n, struct text_line *line)
{
	double *values = must_alloc((size_t)n, sizeof *values), depth = 0;
	struct box box = parts[0].box;
	int standing = 0;
	for (int i = 0; i < n; i++) {
		box = box_union(box, parts[i].box);
		depth += parts[i].depth;
		values[i] = part_height(&parts[i]);
	}
	double height = median(values, n);
	for (int i = 0; i < n; i++)
		values[i] = parts[i].box.bottom;
	double foot = median(values, n);
	for (int i = 0; i < n; i++)
		standing += fabs(values[i] - foot) <= fmax(1, off_line * height);
	free(values);
	*line = (struct text_line){{box, depth / n, 0}, height, 2 * standing - n};
	return n >= FEWEST_LETTERS && standing >= least_standing * n && box.right - box.left >= least_width * height &&
	       box.bottom - box.top <= 3.2 * height;
}

static bool same_block(const struct text_line *a, const struct text_line *b)
{
	const struct box *x = &a->part.box, *y = &b->part.box;
	int width = x->right - x->left < y->right - y->left ? x->right - x->left : y->right - y->left;
	double higher = fmax(a->height, b->height), lower = fmin(a->height, b->height);
	double deeper = fmax(a->part.depth, b->part.depth), paler = fmin(a->part.depth, b->part.depth);
	return higher <= unlike_lines * lower && deeper <= unlike_ink * paler &&
	       overlap(x->left, x->right, y->left, y->right) >= 0.4 * width &&
	       y->top - x->bottom <= widest_leading * higher && x->top - y->bottom <= widest_leading * higher;
}

struct groups {
	struct ink_group *all;
	size_t count;
};

static struct box on_image(const struct ink *ink, struct box b)
{
	int r = ink->reduction;
	return (struct box){b.left * r, b.top * r, b.right * r, b.bottom * r};
}

static void add_group(struct groups *g, const struct ink *ink, struct ink_group group)
{
	group.box = on_image(ink, group.box);
	group.height *= ink->reduction;
	g->all = must_realloc(g->all, g->count + 1, sizeof *g->all);
	g->all[g->count++] = group;
}

/* Over a picture: the ground is all that lies clearly on the other side of the level. */
static void set_ground(const struct ink *ink, struct layer layer, struct ink_group *group)
{
	int ground = layer.level + (layer.reversed ? -step_of(ink) : step_of(ink));
	group->ground = ground < 1 ? 1 : ground > 255 ? 255 : ground;
	group->depth = 2 * step_of(ink);
}

/* Joins lines to blocks, and adds those. */
static void add_blocks(struct groups *g, const struct ink *ink, struct text_line *lines, int count, struct layer layer)
{
	qsort(lines, (size_t)count, sizeof *lines, by_top);
	int *block = must_alloc((size_t)count + 1, sizeof *block);
	for (int i = 0; i < count; i++) {
		block[i] = i;
		for (int j = 0; j < i; j++)
			if (same_block(&lines[j], &lines[i]) && block[i] == i)
				block[i] = block[j];
			else if (same_block(&lines[j], &lines[i]) && block[i] != block[j])
				for (int k = 0, old = block[j]; k < i; k++)
					block[k] = block[k] == old ? block[i] : block[k];
	}
	for (int b = 0; b < count; b++) {
		struct ink_group group = {.reversed = layer.reversed};
		for (int i = 0; i < count; i++) {
			if (block[i] != b)
				continue;
			group.box = group.lines ? box_union(group.box, lines[i].part.box) : lines[i].part.box;
			group.height = fmax(group.height, lines[i].height);
			group.depth = fmax(group.depth, lines[i].part.depth);
			group.lines++;
			group.letters += lines[i].letters;
		}
		if (layer.level)
			set_ground(ink, layer, &group);
		if (group.lines)
			add_group(g, ink, group);
	}
	free(block);
}

static bool is_initial(const struct ink *ink, const struct part *p)
{
	int w = part_width(p), h = part_height(p);
	return h >= least_initial * ink->letter && w >= narrowest_initial * h && w <= widest_initial * h;
}

/* Does it stand as high as the page's first line or as low as its last, or beyond? And is it as high as a digit? */
static bool is_at_end(const struct ink *ink, const struct part *p, const struct box *covered, size_t covered_count)
{
	double slack = line_slack * ink->letter, height = part_height(p);
	int top = pixGetHeight(ink->grey) * ink->reduction, bottom = 0;
	for (size_t i = 0; i < covered_count; i++) {
		top = covered[i].top < top ? covered[i].top : top;
		bottom = covered[i].bottom > bottom ? covered[i].bottom : bottom;
	}
	return height >= lowest_digit * ink->letter && height <= highest_digit * ink->letter &&
	       part_width(p) <= height && covered_count &&
	       (p->box.bottom * ink->reduction <= top + slack * ink->reduction ||
		p->box.top * ink->reduction >= bottom - slack * ink->reduction);
}

/* One or two shapes side by side: a number's digits, or a word's letters. */
static struct ink_group few_of(const struct part *parts, int n, bool number)
{
	struct ink_group g = {.box = parts[0].box,
			      .lines = 1,
			      .letters = n,
			      .height = part_height(&parts[0]),
			      .depth = parts[0].depth,
			      .number = number,
			      .few = !number};
	for (int i = 1; i < n; i++)
		g.box = box_union(g.box, parts[i].box);
	return g;
}

/* Do letters run together in the shapes? */
static bool is_run_together(const struct ink *ink, const struct part *parts, int n)
{
	struct box b = few_of(parts, n, false).box;
	int height = b.bottom - b.top;
	return height >= lowest_word * ink->letter && height <= highest_word * ink->letter &&
	       b.right - b.left >= least_width * height;
}

/* Is b the next figure of a column below a: as high, in its middle, no more than a few lines below? */
static bool is_next_in_column(const struct part *a, const struct part *b)
{
	int h = part_height(a), gap = b->box.top - a->box.bottom;
	int aside = abs(a->box.left + a->box.right - b->box.left - b->box.right) / 2;
	return gap > 0 && gap <= widest_row * h && aside <= 0.5 * h && part_height(b) <= 1.3 * h &&
	       h <= 1.3 * part_height(b);
}

/* Columns of single figures, as tables have them, out of parts from top to bottom that are in no line. */
static void add_columns(struct groups *g, const struct ink *ink, struct part *parts, int count)
{
	for (int i = 0; i < count; i++) {
		struct ink_group column = {.number = true, .height = part_height(&parts[i]), .depth = parts[i].depth};
		for (int k = i, last = i; k < count; k++) {
			bool next = parts[k].group >= 0 && (k == i || is_next_in_column(&parts[last], &parts[k]));
			if (!next)
				continue;
			column.box = column.lines ? box_union(column.box, parts[k].box) : parts[k].box;
			column.lines++;
			last = k;
			parts[k].group = k == i ? parts[k].group : -1; /* taken */
		}
		column.letters = column.lines;
		if (column.lines >= FEWEST_ROWS)
			add_group(g, ink, column);
	}
}

/* Is it as high and as wide as a figure? */
static bool is_figure(const struct ink *ink, const struct part *p)
{
	int w = part_width(p), h = part_height(p);
	return h >= lowest_digit * ink->letter && h <= highest_digit * ink->letter && w <= h &&
	       w >= narrowest_figure * h;
}

static void add_groups(struct groups *g, const struct ink *ink, struct layer layer, PIX *pictures,
		       const struct box *covered, size_t covered_count)
{
	PIX *mask = standing_out(ink, layer, pictures, covered, covered_count);
	int count, line_count = 0;
	struct part *parts = find_letters(ink, layer, mask, &count);
	struct text_line *lines = must_alloc((size_t)count + 1, sizeof *lines);
	struct part *figures = must_alloc((size_t)count + 1, sizeof *figures);
	int figure_count = 0;
	pixDestroy(&mask);
	join_letters(ink, parts, count);
	for (int i = 0, n = 1; i < count; i += n, n = 1) {
		while (i + n < count && parts[i + n].group == parts[i].group)
			n++;
		if (make_line(&parts[i], n, &lines[line_count])) {
			line_count++;
			continue;
		}
		bool few = !layer.level && !layer.reversed && n < FEWEST_LETTERS;
		if (few && is_at_end(ink, &parts[i], covered, covered_count))
			add_group(g, ink, few_of(&parts[i], n, true));
		if (few && is_run_together(ink, &parts[i], n))
			add_group(g, ink, few_of(&parts[i], n, false));
		if (!layer.level && !layer.reversed && n == 1 && is_figure(ink, &parts[i]))
			figures[figure_count++] = parts[i];
		for (int k = i; k < i + n; k++)
			if (!layer.level && is_initial(ink, &parts[k]))
				add_group(g, ink,
					  (struct ink_group){.box = parts[k].box,
							     .height = part_height(&parts[k]),
							     .depth = parts[k].depth,
							     .reversed = layer.reversed});
	}
	add_blocks(g, ink, lines, line_count, layer);
	qsort(figures, (size_t)figure_count, sizeof *figures, by_top);
	add_columns(g, ink, figures, figure_count);
	free(figures);
	free(parts);
	free(lines);
}

bool ink_is_covered(struct box b, const struct box *covered, size_t covered_count)
{
	for (size_t i = 0; i < covered_count; i++) {
		struct box c = box_common(b, covered[i]);
		if (4 * (int64_t)(c.right - c.left) * (c.bottom - c.top) >
		    (int64_t)(b.right - b.left) * (b.bottom - b.top))
			return true;
	}
	return false;
}

static void add_over_pictures(struct groups *g, const struct ink *ink, const struct box *covered, size_t covered_count)
{
	PIX *pictures = ink_pictures(ink);
	if (!pictures)
		return;
	for (int i = 1; i <= LEVELS; i++) {
		struct layer bright = {true, ink->paper - i * step_of(ink)},
			     dark = {false, ink->black + i * step_of(ink)};
		if (bright.level > dark.level)
			add_groups(g, ink, bright, pictures, covered, covered_count);
		if (dark.level < 255)
			add_groups(g, ink, dark, pictures, covered, covered_count);
	}
	g->count = ink_rank(ink, g->all, g->count);
	pixDestroy(&pictures);
}

/* Adds initials in boxes, which stand on a ground of their own. */
static void add_frames(struct groups *g, const struct ink *ink, const struct box *covered, size_t covered_count)
{
	enum { MOST_FRAMES = 8 };
	struct ink_group frames[MOST_FRAMES];
	size_t n = ink_find_frames(ink, frames, MOST_FRAMES);
	for (size_t i = 0; i < n; i++) {
		if (ink_is_covered(frames[i].box, covered, covered_count))
			continue;
		g->all = must_realloc(g->all, g->count + 1, sizeof *g->all);
		g->all[g->count++] = frames[i];
	}
}

struct ink_group *ink_find(const struct ink *ink, const struct box *covered, size_t covered_count, size_t *count)
{
	struct groups g = {0};
	add_over_pictures(&g, ink, covered, covered_count);
	add_groups(&g, ink, (struct layer){.reversed = false}, NULL, covered, covered_count);
	add_groups(&g, ink, (struct layer){.reversed = true}, NULL, covered, covered_count);
	add_frames(&g, ink, covered, covered_count);
	*count = g.count;
	return g.all;
}
