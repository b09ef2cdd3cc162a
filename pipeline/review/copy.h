/* A page by way of its JSON. */
#ifndef EMEND_REVIEW_COPY_H
#define EMEND_REVIEW_COPY_H

#include "base/error.h"
#include "page/page.h"

/* What the page's JSON is, without the document around it. */
struct strbuf copy_json(const struct page *page);

/* Makes the page, which is not initialised, from that; nothing is left of it where it fails. */
enum emend_status copy_from_json(struct page *page, struct str json, struct emend_error *error);

#endif
