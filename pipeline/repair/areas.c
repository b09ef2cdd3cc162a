/* How areas of a straightened page lie to each other. */
#include "repair/layout.h"

#include <math.h>

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
