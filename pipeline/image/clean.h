/*
 * Cleaning: what makes a scan readable before it is read.
 *
 * Each step measures whether the page needs it, does nothing where it does not, and writes down what it did
 * (scan->done) and where the pixels went (scan->transform). A step is one file with one const struct cleaning_step and
 * one line in clean.c.
 */
#ifndef EMEND_IMAGE_CLEAN_H
#define EMEND_IMAGE_CLEAN_H

#include "base/error.h"
#include "image/scan.h"

struct cleaning_step {
	const char *name, *summary;
	void (*run)(struct scan *scan);
	/* Instead of run, for a step that may make two pages of one: cuts the right one off and gives it, or NULL. */
	struct scan *(*split)(struct scan *scan);
};

/* The table of all steps in the order in which they run; a NULL ends it. */
extern const struct cleaning_step *const cleaning_steps[];

enum { MOST_CLEANING_STEPS = 16, MOST_LEAVES = 2 };

struct cleaning_plan {
	bool enabled[MOST_CLEANING_STEPS];
	double seconds[MOST_CLEANING_STEPS];
	unsigned long pages[MOST_CLEANING_STEPS], done[MOST_CLEANING_STEPS];
};

/* Makes a plan of "a,b" (these steps), "none", or NULL (all). An unknown name is EMEND_BAD_OPTION. */
enum emend_status cleaning_plan_init(struct cleaning_plan *plan, const char *steps, struct emend_error *error);

/*
 * Cleans the image; gives how many pages it holds, from left to right: one, or the two of a spread, if there may be so
 * many at most. The scans are the caller's; the image is borrowed.
 */
int clean_image(struct cleaning_plan *plan, struct Pix *image, struct scan *leaves[MOST_LEAVES], int most);

void cleaning_list_steps(FILE *out);
void cleaning_list_times(const struct cleaning_plan *plan, FILE *out);

#endif
