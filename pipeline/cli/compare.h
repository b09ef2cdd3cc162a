/* The parts of emend compare. */
#ifndef EMEND_CLI_COMPARE_H
#define EMEND_CLI_COMPARE_H

#include "cli/cli.h"
#include "cli/pairs.h"
#include "compare/by_edit.h"
#include "compare/results.h"

/* A reading that is open. An empty file is one page without text: input is NULL then. */
struct side {
	const char *path;
	struct emend_input *input;
	int pages;    /* as far as is known before they are read */
	bool as_read; /* its pages are compared as they were read: all edits are taken back */
};

enum emend_status side_open(struct emend *emend, const char *path, struct side *out, struct emend_error *error);

/* The next page, NULL of an empty file; EMEND_END after the last. */
enum emend_status side_next(struct side *side, struct emend_page **page, struct emend_error *error);

/* Adds the text of the next page, and drops that: of a long page the model needs more memory than all that follows. */
enum emend_status side_text(struct side *side, struct compared_text *text, const struct compare_options *options,
			    struct emend_error *error);

struct html_report;

/* One call of the command. One of results and edits is there. */
struct compare_run {
	struct emend *emend;
	struct results *results;
	struct edit_sums *edits;
	struct html_report *html; /* NULL: none is written */
	const struct compare_options *options;
	enum emend_status last;
	int failed, done;   /* pairs */
	bool in_order;      /* moves are not looked for */
	bool restored_only; /* one reading is named: what was read is compared with what it became */
};

/* Tells of a page or pair that could not be compared. */
void compare_fail(struct compare_run *run, const char *name, const struct emend_error *error);

/* Judges the edits of the pages of b by the truth a. Gives how many pages failed. */
int judge_pair(struct compare_run *run, const struct result_name *name, struct side *a, struct side *b, int *done);

#endif
