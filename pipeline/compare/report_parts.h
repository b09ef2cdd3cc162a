/* The parts that a report is written from, each in a file of its own. */
#ifndef EMEND_COMPARE_REPORT_PARTS_H
#define EMEND_COMPARE_REPORT_PARTS_H

#include "compare/changes.h"
#include "compare/report.h"

struct report {
	FILE *out;
	const struct page *page, *before;    /* before: the twin, its edits taken back; NULL: there is none */
	const struct comparison *comparison; /* NULL: the page is compared with what was read */
	const char *before_label;            /* what stands on the left of the two; NULL: there is none */
	struct arena arena;
	struct changes changes;
	uint32_t *numbers; /* by region id: its number in reading order, from 1; 0: it shows no text */
};

/* The styles and scripts that all reports have. */
struct str report_style(void);
struct str report_script(void);

/* The links to the pages about it. */
void put_links(FILE *out, const struct report_page *given);

/* The head, up to the body's begin tag. */
void put_head(FILE *out, struct str title, const struct report_hooks *hooks);

void put_overlay(const struct report *r, bool has_scan); /* <svg>: what was found, over the scan */
void put_restored_text(const struct report *r);          /* the regions and their words, changes marked */
void put_pairs(const struct report *r);                  /* what was read, and what it became, side by side */
void put_change_list(const struct report *r);            /* the changes in words */
void put_data(const struct report *r);                   /* words and changes, as JSON */

/* Is the region one of those that have a number? */
static inline uint32_t region_number(const struct report *r, const struct region *region)
{
	return r->numbers[region->node.id];
}

/* "#w12", and what stands there, shortened: the last words up to it. */
void put_word_link(const struct report *r, const struct word *w);

/* A class for the region's place: "body", "insert", "furniture", "aside". */
const char *place_name(const struct region *region);

#endif
