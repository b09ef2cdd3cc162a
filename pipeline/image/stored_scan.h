/* The scan of a page that another program has read: found, decoded, and fitted to the page. */
#ifndef EMEND_IMAGE_STORED_SCAN_H
#define EMEND_IMAGE_STORED_SCAN_H

#include "image/clean.h"
#include "page/page.h"

struct stored_scan_options {
	const char *witness; /* the stored result's file */
	const char *image; /* the scan's file, "none", or NULL: the one that the page names, where it says or beside the
			      witness */
	double max_megapixels; /* as in image_file_page */
	bool may_scale;        /* the page may be brought to the scale of the scan: it has no edits yet */
};

/*
 * Gives the cleaned scan, which is the caller's, and notes in the page how it was cleaned; NULL, without an error,
 * where the page has no size, or names no file that is there. Of a file of several pictures it takes the one of the
 * page's number. A picture of another shape than the page is an error.
 */
enum emend_status stored_scan(struct cleaning_plan *plan, const struct stored_scan_options *options, struct page *page,
			      struct scan **out, struct emend_error *error);

#endif
