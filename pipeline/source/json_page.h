/* A page of emend's JSON, as pipeline/emit/emend-1.schema.json describes it. */
#ifndef EMEND_SOURCE_JSON_PAGE_H
#define EMEND_SOURCE_JSON_PAGE_H

#include "page/page.h"

#include <jansson.h>

enum { JSON_PLACE = 32 };

/*
 * Fills the page, which was initialised. Gives NULL, or what was wrong with it, and the page is of no use; where then
 * names the node that it is about.
 */
const char *json_page_read(const json_t *item, struct page *page, char where[JSON_PLACE]);

#endif
