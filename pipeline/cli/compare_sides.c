/* The readings that emend compare compares, page by page. */
#include "cli/compare.h"

#include <sys/stat.h>

static bool is_empty_file(const char *path)
{
	struct stat s;
	return !stat(path, &s) && S_ISREG(s.st_mode) && !s.st_size;
}

enum emend_status side_open(struct emend *emend, const char *path, struct side *out, struct emend_error *error)
{
	*out = (struct side){.path = path, .pages = 1};
	if (is_empty_file(path))
		return EMEND_OK;
	enum emend_status status = emend_open(emend, path, &out->input, error);
	out->pages = status == EMEND_OK ? emend_page_count(out->input) : 0;
	return status;
}

enum emend_status side_next(struct side *side, struct emend_page **page, struct emend_error *error)
{
	*page = NULL;
	if (side->input)
		return emend_next(side->input, page, error);
	return side->pages-- ? EMEND_OK : EMEND_END;
}

enum emend_status side_text(struct side *side, struct compared_text *text, const struct compare_options *options,
			    struct emend_error *error)
{
	struct emend_page *page;
	enum emend_status status = side_next(side, &page, error);
	if (status == EMEND_OK && page && side->as_read)
		status = emend_revert(page, error);
	if (status == EMEND_OK && page)
		compared_text_add(text, emend_page_model(page), options);
	else if (status == EMEND_OK)
		text->page_count++;
	emend_page_drop(page);
	return status;
}
