/*
 * The web pages of emend compare --html: one file for one page; for more an index, and a folder of its name beside it
 * with a file a page.
 *
 *	report.html
 *	report.html, report/0001.html, report/0002.html …
 */
#ifndef EMEND_CLI_COMPARE_HTML_H
#define EMEND_CLI_COMPARE_HTML_H

#include "compare/report.h"

struct html_report;

struct html_options {
	const char *path;   /* of the report */
	const char *scans;  /* the folder of the scans; NULL: they are looked for */
	const char *title;  /* of the index */
	const char *before; /* the name of the other reading; NULL: it is what was read */
	bool many;          /* there are several pages, or may be */
};

enum emend_status html_report_new(const struct html_options *options, struct html_report **out,
				  struct emend_error *error);

/* A page that is to be shown: of which file, and the twin and comparison as in struct report_page. */
struct html_page {
	const struct page *page;
	struct page *twin;
	const struct comparison *comparison;
	const char *name;   /* of its pair of files; NULL: the file's */
	const char *file;   /* that it was read from */
	const char *source; /* that was recognised, as the file has it */
	bool numbered;      /* the file has more than one page */
	bool last;          /* none comes after it */
};
enum emend_status html_report_add(struct html_report *h, const struct html_page *page, struct emend_error *error);

/* Writes the index, where there is one, and frees the report. */
enum emend_status html_report_end(struct html_report *h, struct emend_error *error);

#endif
