/*
 * Find the page's pictures: image regions, put together where the recogniser saw one in pieces, with the frame of rules
 * that stands about one; those that are text in truth are left out.
 */
#include "repair/layout.h"

#include <math.h>
#include <string.h>

/* A picture is at least so high and wide, and one of them so much (leadings of the body): or it is an ornament, an
 * initial. */
static const double least_picture = 2.5, larger_side = 7;

/* An area that lines, from capitals to baselines, fill by more than this part is text and no picture: text fills half
 * of it (0.50 to 0.65 on pages of a magazine), the title on a banner up to 0.3. */
static const double most_filled = 0.4;

/* Smaller type than this part of the body's is of the picture, a screen's or a map's: no caption is set so small. */
static const float small = 0.75F;

/* What lies in a picture does so with this part of its area. */
static const double most_of_it = 0.8;

/* Pieces of one picture touch, but for this (x-heights); no line of the body of so many letters (bytes) crosses it. */
static const double touching = 0.5;
enum { LONG_LINE = 25 };

/* Rules are a frame's sides if their ends agree to within this (leadings) and they are at least so long. */
static const double same_end = 1.2, least_side = 3;

/* A chart's title or axis is so near to it (leadings), and its middle so far from the chart's (its widths). */
static const double closest = 1, in_middle = 0.06;

/* The caption of a picture with labels is within this of it (leadings): the label may stand between. */
static const double label_between = 5;

bool is_picture(const struct layout *l, struct area a)
{
	double w = area_width(a), h = area_height(a);
	return fmin(w, h) > least_picture * l->leading && fmax(w, h) > larger_side * l->leading;
}

static bool lies_in(struct area a, struct area whole)
{
	double across = area_across(a, whole), down = area_down(a, whole);
	return across > 0 && down > 0 && across * down > most_of_it * area_width(a) * area_height(a);
}

const struct area *picture_around(const struct layout *l, struct area a)
{
	for (size_t i = 0; i < l->picture_count; i++)
		if (is_picture(l, l->pictures[i]) && lies_in(a, l->pictures[i]))
			return &l->pictures[i];
	return NULL;
}

static bool is_long(const struct layout *l, const struct layout_line *ll)
{
	return ll->letters >= LONG_LINE && ll->type.x_height > small * l->body.x_height;
}

/* Does a line of the body, of some length, reach into the area? */
static bool has_body_text(const struct layout *l, struct area a)
{
	for (size_t i = 0; i < l->line_count; i++) {
		const struct layout_line *ll = &l->lines[i];
		if (is_long(l, ll) && same_face(&ll->type, &l->body) && area_across(ll->area, a) > 0 &&
		    area_down(ll->area, a) > 0)
			return true;
	}
	return false;
}

static bool lies_in_piece(const struct layout *l, struct area a)
{
	for (size_t i = 0; i < l->picture_count; i++)
		if (lies_in(a, l->pictures[i]))
			return true;
	return false;
}

/* Would a line of some length lie in the two together that lies in no piece: a caption beside one of two pictures? */
static bool has_text_beside(const struct layout *l, struct area a, struct area b)
{
	struct area both = area_union(a, b);
	for (size_t i = 0; i < l->line_count; i++) {
		const struct layout_line *ll = &l->lines[i];
		if (is_long(l, ll) && lies_in(ll->area, both) && !lies_in_piece(l, ll->area))
			return true;
	}
	return false;
}

/* Puts together pieces that touch, until there are none. */
static void join_pieces(struct layout *l)
{
	double slack = touching * (double)l->body.x_height;
	for (size_t i = 0; i < l->picture_count; i++)
		for (size_t k = i + 1; k < l->picture_count; k++) {
			struct area a = l->pictures[i], b = l->pictures[k], both = area_union(a, b);
			if (area_across(a, b) < -slack || area_down(a, b) < -slack || has_body_text(l, both) ||
			    has_text_beside(l, a, b))
				continue;
			l->pictures[i] = both;
			l->pictures[k] = l->pictures[--l->picture_count];
			k = i; /* the larger one may touch others */
		}
}

static bool is_side(const struct layout *l, struct area rule)
{
	return area_height(rule) > fmax(least_side * l->leading, 4 * area_width(rule));
}

bool are_sides(const struct layout *l, struct area left, struct area right)
{
	return is_side(l, left) && is_side(l, right) && left.right < right.left &&
	       fabs(left.top - right.top) < same_end * l->leading &&
	       fabs(left.bottom - right.bottom) < same_end * l->leading;
}

/* Widens a picture to the two upright rules that stand beside it, of one height: its frame. */
static void find_frame(const struct layout *l, struct area *picture)
{
	for (size_t i = 0; i < l->rule_count; i++)
		for (size_t k = 0; k < l->rule_count; k++) {
			struct area left = l->rules[i], right = l->rules[k], frame = area_union(left, right);
			if (are_sides(l, left, right) && left.right <= picture->left && right.left >= picture->right &&
			    lies_in(*picture, frame) && !has_body_text(l, frame))
				*picture = frame;
		}
}

/* Leaves out the pictures that are text in truth: lines fill them. */
static void drop_filled(struct layout *l)
{
	size_t kept = 0;
	for (size_t i = 0; i < l->picture_count; i++) {
		struct area p = l->pictures[i];
		double filled = 0;
		for (size_t k = 0; k < l->line_count; k++) {
			double across = area_across(p, l->lines[k].area), down = area_down(p, l->lines[k].area);
			bool printed = l->lines[k].type.x_height > small * l->body.x_height;
			filled += across > 0 && down > 0 && printed ? across * down : 0;
		}
		if (filled < most_filled * area_width(p) * area_height(p))
			l->pictures[kept++] = p;
	}
	l->picture_count = kept;
}

void find_pictures(struct layout *l)
{
	join_pieces(l);
	for (size_t i = 0; i < l->picture_count; i++)
		find_frame(l, &l->pictures[i]);
	drop_filled(l);
}

double picture_distance(const struct layout_block *b, struct area picture)
{
	double down = fmax(b->area.top - picture.bottom, picture.top - b->area.bottom);
	double across = area_across(b->area, picture);
	if (across < 0.6 * fmin(area_width(b->area), area_width(picture)))
		return INFINITY;
	return down;
}

bool begins_as_caption(const struct layout_block *b)
{
	static const char *const labels[] = {"fig",          "figure", "photo", "plate",
					     "illustration", "table",  "map",   "picture"};
	const struct word *w = first_word(b->first->line);
	for (size_t i = 0; w && i < sizeof labels / sizeof *labels; i++) {
		size_t n = strlen(labels[i]);
		const struct word *next = next_word(w);
		bool numbered = next && next->text.n && strchr("0123456789IVX(", next->text.s[0]);
		bool alone = numbered && !next_word(next) && b->line_count == 1;
		if (w->text.n >= n && w->text.n <= n + 1 && !strncasecmp(w->text.s, labels[i], n) && numbered &&
		    (alone || strchr(".:", next->text.s[next->text.n - 1])))
			return true;
	}
	return false;
}

bool has_numbered_caption(const struct layout *l, const struct layout_block *blocks, size_t count,
			  const struct area *picture)
{
	for (size_t k = 0; k < count; k++)
		if (begins_as_caption(&blocks[k]) &&
		    picture_distance(&blocks[k], *picture) < label_between * l->leading)
			return true;
	return false;
}

bool holds_most_text(const struct layout *l, const struct area *picture)
{
	size_t inside = 0, all = 0;
	for (size_t i = 0; i < l->line_count; i++) {
		all += l->lines[i].letters;
		inside += picture_around(l, l->lines[i].area) == picture ? l->lines[i].letters : 0;
	}
	return 2 * inside > all;
}

/* Numbers and no more: an axis. */
static bool is_scale(const struct layout_block *b)
{
	const struct word *w = first_word(b->first->line);
	bool numeric = w && next_word(w);
	for (; w && numeric; w = next_word(w))
		numeric = w->text.n && strspn(w->text.s, "0123456789.,%$-") >= w->text.n;
	return numeric;
}

bool is_chart_label(const struct layout *l, const struct layout_block *blocks, size_t count, size_t i)
{
	const struct layout_block *b = &blocks[i];
	const struct area *picture = NULL;
	for (size_t k = 0; k < l->picture_count && !picture; k++) {
		const struct area *p = &l->pictures[k];
		double aside = fabs((b->area.left + b->area.right) - (p->left + p->right)) / 2;
		if (is_picture(l, *p) && picture_distance(b, *p) < closest * l->leading &&
		    aside < in_middle * area_width(*p) && (is_scale(b) || area_width(b->area) < 0.5 * area_width(*p)))
			picture = p;
	}
	if (!picture || b->line_count > 1 || begins_as_caption(b) ||
	    (same_face(&b->type, &l->body) && !is_bolder(&b->type, &l->body) && !is_scale(b)))
		return false;
	return has_numbered_caption(l, blocks, count, picture);
}
