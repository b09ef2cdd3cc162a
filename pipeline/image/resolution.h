/* How many pixels an inch a scan has, where its file does not say. */
#ifndef EMEND_IMAGE_RESOLUTION_H
#define EMEND_IMAGE_RESOLUTION_H

struct Pix;

/*
 * An estimate from the height of the letters, in dots an inch: the commonest height of connected components is the
 * x-height, and text is mostly set in a size of ten points with an x-height of about 4.5 points. 0 where the image has
 * no letters.
 */
int image_estimate_resolution(struct Pix *image);

#endif
