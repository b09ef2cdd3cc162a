/* Finds and fits the scans of stored pages. */
#include "image/stored_scan.h"

#include "source/image_file.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

/* Width to height of the page and of its scan differ by less (part): else it is another page's. */
static const double same_shape = 0.01;

/* The file's path, from the page's arena; empty: there is none. */
static struct str find_path(const struct stored_scan_options *o, struct page *page)
{
	if (o->image)
		return str_of(strcmp(o->image, "none") != 0 ? o->image : "");
	const char *slash = strrchr(o->witness, '/'), *name = arena_cstr(&page->arena, page->image);
	const char *base = strrchr(name, '/');
	const char *const tries[] = {name, base ? base + 1 : name};
	for (int i = 0; page->image.n && i < 2; i++) {
		struct str folder = {o->witness, tries[i][0] == '/' || !slash ? 0 : (size_t)(slash - o->witness) + 1};
		struct str path = arena_printf(&page->arena, "%.*s%s", STR_ARG(folder), tries[i]);
		if (!access(arena_cstr(&page->arena, path), R_OK))
			return path;
	}
	return (struct str){0};
}

/* A page that was read from a smaller or larger picture of its scan, or measured in other units, comes to its scale. */
static enum emend_status fit(struct page *page, PIX *image, const char *path, bool may_scale, struct emend_error *error)
{
	int32_t width = pixGetWidth(image), height = pixGetHeight(image);
	if (width == page->width && height == page->height)
		return EMEND_OK;
	double x = (double)width / page->width, y = (double)height / page->height;
	if (!may_scale || fabs(x / y - 1) > same_shape)
		return error_set(error, EMEND_BAD_INPUT, "%s: is %d by %d pixels, but the page %d by %d", path, width,
				 height, page->width, page->height);
	page_scale(page, width, height);
	return EMEND_OK;
}

enum emend_status stored_scan(struct cleaning_plan *plan, const struct stored_scan_options *o, struct page *page,
			      struct scan **out, struct emend_error *error)
{
	struct str found = find_path(o, page);
	const char *path = arena_cstr(&page->arena, found);
	struct scan *leaves[MOST_LEAVES];
	PIX *image = NULL;
	*out = NULL;
	if (!found.n || page->width <= 0 || page->height <= 0)
		return EMEND_OK;
	enum emend_status status = image_file_of_page(path, page->number, o->max_megapixels, &image, error);
	if (status == EMEND_OK)
		status = fit(page, image, path, o->may_scale, error);
	if (status == EMEND_OK) {
		clean_image(plan, image, leaves, 1);
		*out = leaves[0];
		page->cleaning = arena_str(&page->arena, strbuf_str(&leaves[0]->done));
	}
	pixDestroy(&image);
	return status;
}
