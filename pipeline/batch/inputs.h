/*
 * The files that a job is of: named one by one, as folders, as patterns, or in a list.
 *
 * A folder gives the images in it and in its folders, told by their first bytes or by their names' endings, so that a
 * damaged one is not passed over; one that has none gives its stored results (.hocr, .html, .xml, .json, .txt). Names
 * that begin with a dot are passed over, and so is the folder for results.
 */
#ifndef EMEND_BATCH_INPUTS_H
#define EMEND_BATCH_INPUTS_H

#include "base/error.h"

struct inputs {
	char **paths; /* malloc'ed, as are its strings */
	int count;
	const char *results; /* the folder for results; NULL: none. Borrowed */
	int failed;          /* folders and lists that give nothing: each was told */
	void (*tell)(const struct emend_error *error);
};

/* All that the caller fills in are results and tell. */
void inputs_release(struct inputs *in);

/* Adds what the argument names. */
void inputs_add(struct inputs *in, const char *argument);

/* Adds the path as it is, which is malloc'ed and taken over. */
void inputs_take(struct inputs *in, char *path);

/* Adds what the names in a file stand for, a line each, or each ended by a NUL; "-" is standard input. */
void inputs_add_list(struct inputs *in, const char *list, char end);

/* Sorts them as a person does, and leaves out what is named twice. */
void inputs_sort(struct inputs *in);

#endif
