/* Fuzzes the reader of stored pages: what it gives must be sound, also half undone, and all writers must cope. */
#include "fuzz.h"

#include "source/json_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct emend_error error;
	struct json_file *file;
	if (json_file_open("fuzz", (struct bytes){.data = data, .size = size}, &file, &error) != EMEND_OK)
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
