/* Storing the images of lines instead of compressing them. */
#include "ocr/line_images.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

typedef int deflate_init(void *, int, int, int, int, int, const char *, int);

static bool raw;

void line_images_stay_raw(bool on)
{
	raw = on;
}

int deflateInit2_(void *stream, int level, int method, int window_bits, int memory_level, int strategy,
		  const char *version, int size)
{
	enum { STORED = 0, STREAM_ERROR = -2 }; /* zlib's Z_NO_COMPRESSION and Z_STREAM_ERROR */
	void *next = dlsym(RTLD_NEXT, "deflateInit2_");
	deflate_init *init;
	if (!next)
		return STREAM_ERROR;
	memcpy(&init, &next, sizeof init);
	return init(stream, raw ? STORED : level, method, window_bits, memory_level, strategy, version, size);
}
