/*
 * The web pages of emend compare --html: one file for one page; for more an index, and a folder of its name beside it
 * with a file a page.
 *
 *	report.html
 *	report.html, report/0001.html, report/0002.html …
 */
#ifndef EMEND_CLI_COMPARE_HTML_H
#define EMEND_CLI_COMPARE_HTML_H

#include "cli/pairs.h"
#include "compare/compare.h"

struct html_report;

struct html_options {
	struct emend *emend;
	struct compare_options compare;
	const char *path;  /* of the report */
	const char *scans; /* the folder of the scans; NULL: they are looked for */
	const char *a, *b; /* what is compared, as it was named; b NULL: a, restored, with what was read */
	int inputs;        /* how many pairs there will be */
};

/* The strings and emend are borrowed. */
struct html_report *html_report_new(const struct html_options *options);

/* Writes the pages of the next pair. Those that cannot be read get a page that says so. */
enum emend_status html_report_pair(struct html_report *h, const struct pair *pair, struct emend_error *error);

/* Writes the index, where there is one, and frees the report. */
enum emend_status html_report_end(struct html_report *h, struct emend_error *error);

#endif
