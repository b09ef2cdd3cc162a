/* The web pages of the review: a list, and a report of each page with what a person needs to decide. */
#ifndef EMEND_REVIEW_VIEWS_H
#define EMEND_REVIEW_VIEWS_H

#include "review/shelf.h"

void view_list(FILE *out, const struct folder *folder);

enum emend_status view_page(FILE *out, const struct folder *f, const struct at_hand *p, struct emend_error *error);

/* Has the scan ready in p->scan; EMEND_BAD_INPUT where it is not there, or cannot be shown. */
enum emend_status view_scan(const struct folder *f, struct at_hand *p, struct emend_error *error);

#endif
