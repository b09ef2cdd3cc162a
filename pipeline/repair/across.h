/*
 * What the stage over a run of pages works on: the rows at the top and the foot of each page, and its four parts.
 *
 * A row is what stands at one height: "58   HISTORY TODAY". Rows of different pages are compared by their letters and
 * by their place, straightened.
 */
#ifndef EMEND_REPAIR_ACROSS_H
#define EMEND_REPAIR_ACROSS_H

#include "repair/layout.h"
#include "repair/repair.h"

/* So many rows of an edge of the page are looked at: a header and what stands under it. */
enum { EDGE_ROWS = 2 };

enum page_edge { EDGE_TOP, EDGE_FOOT, EDGES };

struct edge_row {
	struct line **lines; /* from left to right, from the page's scratch */
	size_t line_count;
	struct str letters;        /* in lower case, without all else */
	int32_t digits;            /* its digits as one number; 0: none, or too many */
	double place;              /* of its baseline from the middle of the page, in heights of the page */
	struct type_measures type; /* of its largest line */
	double size;               /* its x-height, in those of the body */
	double white;              /* to the next row, in leadings */
	bool furniture;            /* all of it is */
	bool named;                /* and not of page numbers alone */
	bool open;                 /* all of it is furniture, or one line that is a paragraph or heading by itself */
	bool heading;              /* a heading is in it */
	struct str why;            /* the other pages show that it is furniture; else empty */
};

struct edge {
	struct edge_row rows[EDGE_ROWS]; /* the outermost first */
	int count;
};

/* A page of the run. */
struct leaf {
	struct page *page;
	struct edge edges[EDGES];
};

struct leaves {
	struct leaf *all;
	int count;
};

/* Finds the rows of the leaf's page; of one without geometry each line is a row. */
void leaf_find_rows(struct leaf *leaf);

/* The region that is all of the line: its own, or, at the edge of a larger one, a new one. */
struct region *row_region(struct repair *r, struct reason why, struct line *line, enum page_edge which);

/*
 * The parts of the stage, in their order. Each makes edits of r->page, which it sets, and leaves what it did before as
 * it is, where pages go through the stage again.
 */
void name_repeated_rows(struct repair *r, struct leaves *leaves);
void check_numbers(struct repair *r, struct leaves *leaves);
void note_continuations(struct repair *r, struct leaves *leaves);
void mend_names(struct repair *r, struct leaves *leaves);

/* "page 2", "pages 2 and 3", "pages 2, 3, 4 and 7 others", from the arena. Needs one page at least. */
struct str name_pages(struct arena *arena, const uint32_t *numbers, size_t count);

#endif
