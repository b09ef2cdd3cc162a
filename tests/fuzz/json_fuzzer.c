/* Fuzzes the reader of stored pages: what it gives must be sound, also half undone, and all writers must cope. */
#include "emit/emit.h"
#include "page/edit.h"
#include "source/json_file.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_all_formats(const struct page *page)
{
	for (const struct format *const *f = emit_formats; *f; f++) {
		char *text = NULL;
		size_t n = 0;
		struct document d = {.out = open_memstream(&text, &n), .options = {.source = "fuzz"}};
		if ((*f)->begin)
			(*f)->begin(&d);
		(*f)->page(&d, page);
		if ((*f)->end)
			(*f)->end(&d);
		fclose(d.out);
		free(text);
	}
}

static void use_page(struct page *page)
{
	if (page_check(page))
		abort();
	write_all_formats(page);
	edit_undo_all(page);
	if (page_check(page))
		abort();
	write_all_formats(page);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct emend_error error;
	struct json_file *file;
	if (json_file_open("fuzz", (struct bytes){data, size, false}, &file, &error) != EMEND_OK)
		return 0;
	for (int i = 0; i < json_file_page_count(file); i++) {
		struct page page;
		page_init(&page);
		if (json_file_page(file, i, &page, &error) == EMEND_OK)
			use_page(&page);
		page_release(&page);
	}
	json_file_close(file);
	return 0;
}
