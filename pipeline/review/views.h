/* The web pages of the review: a list, and a report of each page with what a person needs to decide. */
#ifndef EMEND_REVIEW_VIEWS_H
#define EMEND_REVIEW_VIEWS_H

#include "review/shelf.h"

void view_list(FILE *out, const struct folder *folder);

enum emend_status view_page(FILE *out, const struct folder *folder, const struct at_hand *at_hand,
			    struct emend_error *error);

/* Has the scan ready in at_hand->scan; EMEND_BAD_INPUT where it is not there, or cannot be shown. */
enum emend_status view_scan(const struct folder *folder, struct at_hand *at_hand, struct emend_error *error);

#endif
