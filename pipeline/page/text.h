/* The text of a page's parts, as running text and line by line. */
#ifndef EMEND_PAGE_TEXT_H
#define EMEND_PAGE_TEXT_H

#include "page/page.h"

/* Adds the shown words, one space between. */
void line_text(const struct line *line, struct strbuf *out);
void region_text(const struct region *region, struct strbuf *out);

/* Is any of its words shown? */
bool region_has_text(const struct region *region);

/*
 * The words' texts as they stand in their lines, by word id: of words joined over a line end each gives its own part
 * ("resto-", "ration"), with all other edits in force; those joined within a line stay so. Where the joined word was
 * edited afterwards its parts can no longer be told, and the head gives all of it. Empty: the line does not show the
 * word. From the given arena.
 */
struct str *page_line_texts(const struct page *page, struct arena *arena);

/* Does a word that the page shows have this in it? */
bool page_has(const struct page *page, struct str part);

#endif
