/* The resolution of a scan: what the file gives, or else an estimate from the letters. */
#ifndef EMEND_IMAGE_RESOLUTION_H
#define EMEND_IMAGE_RESOLUTION_H

#include "image/scan.h"
#include "page/page.h"

/* Fills the page's resolution. One that the size of the letters belies is not believed. */
void find_resolution(struct scan *scan, struct page *page);

#endif
