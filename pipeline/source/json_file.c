/* Reads emend's JSON. Whatever it holds, a page that is given out is sound (page_check). */
#include "source/json_file.h"

#include "source/json_page.h"

#include <stdlib.h>
#include <string.h>

struct json_file {
	const char *name;
	json_t *root;
};

enum emend_status json_file_page(const struct json_file *file, int number, struct page *page, struct emend_error *error)
{
	char where[JSON_PLACE];
	const char *wrong =
		json_page_read(json_array_get(json_object_get(file->root, "pages"), (size_t)number), page, where);
	if (!wrong)
		return EMEND_OK;
	return error_set(error, EMEND_BAD_INPUT, "%s: page %d, %s: %s; make the file anew with 'emend restore -f json'",
			 file->name, number + 1, where, wrong);
}

bool json_file_sniff(struct bytes bytes)
{
	size_t i = 0;
	while (i < bytes.size && strchr(" \t\r\n", bytes.data[i]) && bytes.data[i])
		i++;
	return i < bytes.size && bytes.data[i] == '{';
}

enum emend_status json_file_open(const char *name, struct bytes bytes, struct json_file **out,
				 struct emend_error *error)
{
	json_error_t wrong;
	json_t *root = json_loadb((const char *)bytes.data, bytes.size, JSON_ALLOW_NUL, &wrong);
	if (!root)
		return error_set(
			error, EMEND_BAD_INPUT,
			"%s: line %d: is not JSON: %s; if it was cut short, make it anew with 'emend restore -f json'",
			name, wrong.line, wrong.text);
	const char *format = json_string_value(json_object_get(root, "format"));
	if (!format || strcmp(format, "emend/1") || !json_is_array(json_object_get(root, "pages"))) {
		json_decref(root);
		return error_set(error, EMEND_BAD_INPUT,
				 "%s: is JSON, but not what emend writes ('\"format\": \"emend/1\"' and pages)", name);
	}
	*out = must_alloc(1, sizeof **out);
	**out = (struct json_file){name, root};
	return EMEND_OK;
}

void json_file_close(struct json_file *file)
{
	if (!file)
		return;
	json_decref(file->root);
	free(file);
}

const char *json_file_source(const struct json_file *file)
{
	const char *source = json_string_value(json_object_get(file->root, "source"));
	return source ? source : file->name;
}

int json_file_page_count(const struct json_file *file)
{
	return (int)json_array_size(json_object_get(file->root, "pages"));
}

uint32_t json_file_page_number(const struct json_file *file, int page)
{
	const json_t *item = json_array_get(json_object_get(file->root, "pages"), (size_t)page);
	json_int_t n = json_integer_value(json_object_get(item, "number"));
	return n > 0 && n < INT32_MAX ? (uint32_t)n : 0;
}
