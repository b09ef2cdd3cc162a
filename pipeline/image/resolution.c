/* The resolution of a scan. */
#include "image/resolution.h"

#include <leptonica/allheaders.h>
#include <math.h>

/* A resolution outside of this (dots an inch) is a default that some program wrote, not a measurement. */
enum { LEAST_DPI = 70, MOST_DPI = 2400 };

/* Type of ten points has an x-height near 4.5 points of 1/72 inch: dots an inch to a pixel of x-height. */
static const double usual_dpi = 16;

/* A file's resolution is believed where it makes the type between a third and three times as large as that. */
static bool is_credible(int dpi, double x_height)
{
	static const double most = 3;
	return dpi >= LEAST_DPI && dpi <= MOST_DPI &&
	       (x_height == 0 || (dpi < usual_dpi * most * x_height && dpi > usual_dpi / most * x_height));
}

void find_resolution(struct scan *scan, struct page *page)
{
	int x = pixGetXRes(scan->original), y = pixGetYRes(scan->original);
	double x_height = scan_x_height(scan) / scan_scale(scan);
	if (!is_credible(x, x_height) || !is_credible(y, x_height)) {
		x = y = (int)lround(usual_dpi * x_height);
		page->dpi_estimated = x > 0;
	}
	page->x_dpi = x;
	page->y_dpi = y;
}
