/* Copies pages. */
#include "review/copy.h"

#include "emit/emit.h"
#include "source/json_file.h"

#include <stdlib.h>

struct strbuf copy_json(const struct page *page)
{
	char *memory = NULL;
	size_t n = 0;
	struct strbuf json = {0};
	struct document d = {.out = open_memstream(&memory, &n), .options = {.source = ""}};
	if (!d.out)
		return json;
	emit_format_named(STR("json"))->page(&d, page);
	fclose(d.out);
	strbuf_add(&json, (struct str){memory, n});
	free(memory);
	return json;
}

enum emend_status copy_from_json(struct page *page, struct str json, struct emend_error *error)
{
	struct strbuf document = {0};
	struct json_file *file;
	strbuf_add(&document, STR("{\"format\":\"emend/1\",\"pages\":["));
	strbuf_add(&document, json);
	strbuf_add(&document, STR("]}"));
	struct bytes bytes = {.data = (const uint8_t *)document.s, .size = document.n};
	page_init(page);
	enum emend_status status = json_file_open("the page", bytes, &file, error);
	if (status == EMEND_OK) {
		status = json_file_page(file, 0, page, error);
		json_file_close(file);
	}
	if (status != EMEND_OK)
		page_release(page);
	strbuf_release(&document);
	return status;
}
