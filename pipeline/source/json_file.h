/* Our own JSON, read back: the pages, their text as it was edited, and the journal that takes it back. */
#ifndef EMEND_SOURCE_JSON_FILE_H
#define EMEND_SOURCE_JSON_FILE_H

#include "base/error.h"
#include "page/page.h"
#include "source/bytes.h"

struct json_file;

/* Is it a JSON object? */
bool json_file_sniff(struct bytes bytes);

/* Parses the document; name, borrowed, is for errors. Linear in its size. */
enum emend_status json_file_open(const char *name, struct bytes bytes, struct json_file **out,
				 struct emend_error *error);
void json_file_close(struct json_file *file);

/* The name of the input that the pages came from. Borrowed. */
const char *json_file_source(const struct json_file *file);

int json_file_page_count(const struct json_file *file);

/* The number in its source of the page (counted from 0), as the document has it; 0 where it has none. */
uint32_t json_file_page_number(const struct json_file *file, int page);

/* Makes the page (counted from 0) anew from what the document says, all of it checked. */
enum emend_status json_file_page(const struct json_file *file, int number, struct page *page,
				 struct emend_error *error);

#endif
