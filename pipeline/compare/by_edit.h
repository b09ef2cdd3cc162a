/* The outcomes on edits, summed by stage and kind, as they are printed: a table, or JSON (edits-1.schema.json). */
#ifndef EMEND_COMPARE_BY_EDIT_H
#define EMEND_COMPARE_BY_EDIT_H

#include "compare/outcomes.h"

struct edit_sums;

/* list: every edit is kept. The names below are borrowed until it is dropped. */
struct edit_sums *edit_sums_new(const struct compare_options *options, bool list);

/*
 * Judges the edits of a page, and leaves it as the recogniser read it. Gives NULL, or why the page cannot be judged: it
 * is then of no more use.
 */
const char *edit_sums_add(struct edit_sums *sums, const char *name, struct page *page,
			  const struct compared_text *truth);

void edit_sums_fail(struct edit_sums *sums, const char *name, const char *message);

/* Print the sums, and, listed, each edit that was judged wrong or harmful; in JSON each that changed the text. */
void edit_sums_print(struct edit_sums *sums, FILE *out);
void edit_sums_json(struct edit_sums *sums, const char *truth, const char *reading, FILE *out);
void edit_sums_drop(struct edit_sums *sums);

#endif
