/* Fuzzes our own readers of image headers, of BMP and GIF: sizes must be positive, where there are any. */
#include "source/dimensions.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_dimensions(bool known, const struct dimensions *d)
{
	if (known && (d->width < 0 || d->height < 0 || d->pixels <= 0))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dimensions d;
	check_dimensions(dimensions_of_bmp(data, size, &d), &d);
	check_dimensions(dimensions_of_gif(data, size, &d), &d);
	return 0;
}
