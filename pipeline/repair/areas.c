/* How areas of a straightened page lie to each other. */
#include "repair/layout.h"

#include <math.h>

/* With less slant (the sine) a box is no higher than its word by a letter; with more no page is read. */
static const double least_slant = 0.05, most_slant = 0.5;

double area_across(struct area a, struct area b)
{
	return fmin(a.right, b.right) - fmax(a.left, b.left);
}

bool area_is_above(struct area a, struct area b)
{
	return (a.top + a.bottom) < (b.top + b.bottom);
}

double area_down(struct area a, struct area b)
{
	return fmin(a.bottom, b.bottom) - fmax(a.top, b.top);
}

double area_width(struct area a)
{
	return a.right - a.left;
}

double area_height(struct area a)
{
	return a.bottom - a.top;
}

struct area area_union(struct area a, struct area b)
{
	if (a.left >= a.right)
		return b;
	if (b.left >= b.right)
		return a;
	return (struct area){fmin(a.left, b.left), fmin(a.top, b.top), fmax(a.right, b.right),
			     fmax(a.bottom, b.bottom)};
}

/*
 * The box reaches over the corners of what stands in it: of w by h, at an angle a, it is one of (w cos a + h sin a) by
 * (h cos a + w sin a). Solved for w and h, and no less than half of what the box has.
 */
void take_slant_off(double *width, double *height, double cosine, double sine)
{
	double both = cosine * cosine - sine * sine, w = *width, h = *height;
	if (sine < least_slant || sine > most_slant)
		return;
	*width = fmax((w * cosine - h * sine) / both, w / 2);
	*height = fmax((h * cosine - w * sine) / both, h / 2);
}
