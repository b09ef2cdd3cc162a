/*
 * A page as a web page: its scan, what was found drawn over it, the restored text beside it with every change marked,
 * what was read before and after, and the journal in words. One file that needs no network.
 *
 *	struct report_page r = {.page = page, .twin = the_same_page_again, .source = "0007.tif",
 *				.scan = "scans/0007.tif"};
 *	report_page(out, &r, &summary);
 *
 * All is there without scripts as well; report.js adds pointing, filters and keys, and report.css the looks. What it
 * says of words and changes is in <script type="application/json" id="data">, as report_data.c tells. Whoever serves
 * pages (review) adds a script, a style and data of his own by the hooks: his script runs after report.js, and finds
 * each change as <li class="change" id="c7" data-kind="text" data-first="17" data-count="1">, in the list and copied
 * into the panel about a word; first and count name its edits in the page's journal; a count of 0: none, as of a word
 * that was read with little confidence.
 *
 * The same page gives the same bytes.
 */
#ifndef EMEND_COMPARE_REPORT_H
#define EMEND_COMPARE_REPORT_H

#include "base/error.h"
#include "compare/compare.h"
#include "page/page.h"

/* An address, relative to the report, and the text of the link to it; NULL: there is none. */
struct report_link {
	const char *href, *label;
};

/* What is added to a page; NULL: nothing. Scripts and styles are named by their hashes in the page's policy. */
struct report_hooks {
	const char *style, *script;
	const char *data;    /* JSON, for <script type="application/json" id="hook">; "<" must be escaped in it */
	const char *policy;  /* more of the Content-Security-Policy: "connect-src 'self'; " */
	const char *picture; /* the address of the scan's picture, where it is served; else it is put into the page */
};

struct report_page {
	const struct page *page;
	struct page *twin;  /* the same page read once more: its edits are taken back here. NULL: there is none */
	const char *source; /* the name of what it was read from, for a person */
	const char *scan;   /* the scan's file; NULL: it is drawn without */
	/* Another reading, a, of the page, b; each of one page. NULL: before and after is what was read, and what it
	 * became */
	const struct comparison *comparison;
	const char *other; /* the name of that reading, for a person */
	struct report_link previous, index, next;
	struct report_hooks hooks;
};

/* What the index tells of a page. */
struct report_summary {
	unsigned words, changes, doubts, missing; /* changes: those of words, of order and of kind; no paragraphs */
	double characters_wrong, words_wrong;     /* parts of the other reading's; below 0: there is none */
	unsigned differences;                     /* stretches of words that the other reading has otherwise */
	float least_sure;                         /* of the changes, percent; 100 where there are none */
	bool has_scan, failed;                    /* failed: the page could not be read, and note says why */
	char note[600]; /* why it has no scan, for a person; empty: it has one, or none was looked for */
};

/* Writes the page; errors are left in out (ferror). */
void report_page(FILE *out, const struct report_page *report, struct report_summary *summary);

/*
 * Where the scan of a stored page is: as the page names it, or as the source does, from here, from the stored page's
 * folder or the one above; or a file of that name in folder, where that is not NULL. From arena; empty: nowhere.
 */
struct str report_find_scan(const struct page *page, const char *source, const char *stored, const char *folder,
			    struct arena *arena);

/* In the place of a page that could not be read. */
void report_failure(FILE *out, const struct report_page *report, const char *message);

/* One page of a run in its index. */
struct report_entry {
	const char *href, *label;
	struct report_summary summary;
};

/* Writes the list of a run's pages. */
void report_index(FILE *out, const char *title, const struct report_entry *entries, size_t count);

#endif
