/* What the files of the glue share: a page as the public header's callers hold it. */
#ifndef EMEND_EMEND_PAGE_H
#define EMEND_EMEND_PAGE_H

#include "emend.h"
#include "page/page.h"
#include "repair/repair.h"

struct emend_page {
	struct page page;
	struct scan *scan;                /* NULL: a stored page */
	struct repair_witness *witnesses; /* their pages are the first members of structs like this */
	uint32_t witness_count;
};

#endif
