/* Affine maps and a warp, composed, applied and reversed. */
#include "image/transform.h"

#include <leptonica/allheaders.h>
#include <math.h>

const struct affine affine_identity = {1, 0, 0, 0, 1, 0};

struct affine affine_then(struct affine first, struct affine second)
{
	struct position o = affine_apply(second, (struct position){first.x0, first.y0});
	return (struct affine){
		second.xx * first.xx + second.xy * first.yx, second.xx * first.xy + second.xy * first.yy, o.x,
		second.yx * first.xx + second.yy * first.yx, second.yx * first.xy + second.yy * first.yy, o.y};
}

struct position affine_apply(struct affine a, struct position p)
{
	return (struct position){a.xx * p.x + a.xy * p.y + a.x0, a.yx * p.x + a.yy * p.y + a.y0};
}

struct affine affine_inverse(struct affine a)
{
	double d = a.xx * a.yy - a.xy * a.yx;
	struct affine i = {a.yy / d, -a.xy / d, 0, -a.yx / d, a.xx / d, 0};
	struct position o = affine_apply(i, (struct position){a.x0, a.y0});
	i.x0 = -o.x;
	i.y0 = -o.y;
	return i;
}

struct affine affine_shift(double x, double y)
{
	return (struct affine){1, 0, x, 0, 1, y};
}

struct affine affine_scale(double x, double y)
{
	return (struct affine){x, 0, 0, 0, y, 0};
}

struct affine affine_turn(double degrees, struct position centre)
{
	double a = degrees * M_PI / 180, c = cos(a), s = sin(a);
	struct affine turn = {c, -s, 0, s, c, 0};
	return affine_then(affine_then(affine_shift(-centre.x, -centre.y), turn), affine_shift(centre.x, centre.y));
}

void transform_init(struct transform *t)
{
	*t = (struct transform){.inner = affine_identity, .outer = affine_identity};
}

void transform_release(struct transform *t)
{
	fpixDestroy(&t->down);
}

struct transform transform_copy(const struct transform *t)
{
	struct transform copy = *t;
	copy.down = t->down ? fpixClone(t->down) : NULL;
	return copy;
}

void transform_add(struct transform *t, struct affine to_old)
{
	struct affine *last = t->down ? &t->inner : &t->outer;
	*last = affine_then(to_old, *last);
}

void transform_add_warp(struct transform *t, FPIX *down, int step)
{
	t->down = down;
	t->step = step;
}

/* The disparity at a point, between the map's four values about it; outside of the map that of its edge. */
static double disparity(FPIX *map, int step, struct position p)
{
	int w, h;
	fpixGetDimensions(map, &w, &h);
	double x = fmin(fmax(p.x / step, 0), w - 1), y = fmin(fmax(p.y / step, 0), h - 1);
	int left = (int)x, top = (int)y, right = left + 1 < w ? left + 1 : left, wpl = fpixGetWpl(map);
	const float *row = fpixGetData(map) + (ptrdiff_t)top * wpl, *next = top + 1 < h ? row + wpl : row;
	double across = x - left, down = y - top;
	double upper = (double)row[left] * (1 - across) + (double)row[right] * across;
	double lower = (double)next[left] * (1 - across) + (double)next[right] * across;
	return upper * (1 - down) + lower * down;
}

static struct position warp(const struct transform *t, struct position p)
{
	if (t->down)
		p.y -= disparity(t->down, t->step, p);
	return p;
}

struct position transform_to_scan(const struct transform *t, struct position p)
{
	return affine_apply(t->outer, warp(t, affine_apply(t->inner, p)));
}

struct point transform_point_to_scan(const struct transform *t, int32_t x, int32_t y)
{
	struct position p = transform_to_scan(t, (struct position){x, y});
	return (struct point){(int32_t)lround(p.x), (int32_t)lround(p.y)};
}

struct position transform_from_scan(const struct transform *t, struct position p)
{
	enum { ROUNDS = 8 };
	struct position goal = affine_apply(affine_inverse(t->outer), p), at = goal;
	for (int i = 0; t->down && i < ROUNDS; i++) {
		struct position now = warp(t, at);
		at.x += goal.x - now.x;
		at.y += goal.y - now.y;
	}
	return affine_apply(affine_inverse(t->inner), at);
}

/* What rounding errors of the maps may add to a whole number (pixels). */
static const double rounding = 1e-6;

static struct box box_through(const struct transform *t, struct box b,
			      struct position (*map)(const struct transform *, struct position))
{
	double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;
	if (box_empty(b))
		return (struct box){0};
	for (int i = 0; i < 4; i++) {
		struct position p = map(t, (struct position){i & 1 ? b.right : b.left, i & 2 ? b.bottom : b.top});
		left = fmin(left, p.x);
		right = fmax(right, p.x);
		top = fmin(top, p.y);
		bottom = fmax(bottom, p.y);
	}
	return (struct box){(int32_t)floor(left + rounding), (int32_t)floor(top + rounding),
			    (int32_t)ceil(right - rounding), (int32_t)ceil(bottom - rounding)};
}

struct box transform_box_to_scan(const struct transform *t, struct box b)
{
	return box_through(t, b, transform_to_scan);
}

/* How far a pixel of the cleaned image reaches across and down the scan, about this point of the scan. */
struct reach {
	double across[2], down[2]; /* of a pixel to the right, and of one further down */
};

static struct reach reach_at(const struct transform *t, struct position scan)
{
	static const double far = 8; /* pixels: warps are smooth */
	struct position p = transform_from_scan(t, scan), o = transform_to_scan(t, p),
			right = transform_to_scan(t, (struct position){p.x + far, p.y}),
			below = transform_to_scan(t, (struct position){p.x, p.y + far});
	return (struct reach){{fabs(right.x - o.x) / far, fabs(below.x - o.x) / far},
			      {fabs(right.y - o.y) / far, fabs(below.y - o.y) / far}};
}

/*
 * A box of w by h lies on the scan in one of across[0] w + across[1] h by down[0] w + down[1] h: two equations for w
 * and h, if the scan is not turned so far that they say the same. Where it is turned by right angles or not at all, all
 * is the answer.
 */
struct box transform_box_from_scan(const struct transform *t, struct box b)
{
	static const double telling = 0.3;
	struct box all = box_through(t, b, transform_from_scan);
	if (box_empty(b))
		return all;
	struct position middle = {(b.left + b.right) / 2.0, (b.top + b.bottom) / 2.0};
	struct reach r = reach_at(t, middle);
	double straight = r.across[0] * r.down[1], aslant = r.across[1] * r.down[0], both = straight - aslant;
	if (aslant < rounding * straight || straight < rounding * aslant || fabs(both) < telling * (straight + aslant))
		return all;
	double width = ((b.right - b.left) * r.down[1] - (b.bottom - b.top) * r.across[1]) / both;
	double height = ((b.bottom - b.top) * r.across[0] - (b.right - b.left) * r.down[0]) / both;
	if (width < 1 || height < 1)
		return all;
	struct position at = transform_from_scan(t, middle);
	struct box tight = {(int32_t)floor(at.x - width / 2 + rounding), (int32_t)floor(at.y - height / 2 + rounding),
			    (int32_t)ceil(at.x + width / 2 - rounding), (int32_t)ceil(at.y + height / 2 - rounding)};
	return box_common(tight, all);
}
