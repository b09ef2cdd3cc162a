/* Leaving the images of lines as they are instead of compressing them. */
#include "ocr/line_images.h"

#include <dlfcn.h>
#include <leptonica/allheaders.h>
#include <string.h>

typedef l_ok write_to_memory(l_uint8 **, size_t *, PIX *, l_int32);

static _Thread_local bool raw;

void line_images_stay_raw(bool on)
{
	raw = on;
}

l_ok pixWriteMem(l_uint8 **pdata, size_t *psize, PIX *pix, l_int32 format)
{
	if (raw && format == IFF_PNG)
		return pixWriteMemSpix(pdata, psize, pix);
	void *next = dlsym(RTLD_NEXT, "pixWriteMem");
	write_to_memory *write;
	if (!next)
		return 1;
	memcpy(&write, &next, sizeof write);
	return write(pdata, psize, pix, format);
}
