/* Page numbers as they are printed: "58", "– 58 –", "(58)", "xii". */
#ifndef EMEND_PAGE_FOLIO_H
#define EMEND_PAGE_FOLIO_H

#include "page/page.h"

/*
 * The number that is printed on the page, "58" or "xii": the first in its regions of type page-number. Empty where
 * there is none. Borrowed from the page.
 */
struct str page_printed_number(const struct page *page);

/* The number that the word s is, without dashes or dots around it: up to four digits, or a Roman numeral; or empty. */
struct str folio_in(struct str s);

/* What a number of digits counts; 0 of any other text. */
int32_t folio_value(struct str folio);

/* Numbers of four digits from here on are years rather than pages. */
enum { FOLIO_FIRST_YEAR = 1400 };
bool folio_is_year(struct str folio);

#endif
