/*
 * Further witnesses of the pages that are restored (--witness): files that are read beside the input, page by page.
 *
 * The pages of a witness belong to those of the input by their numbers. What cannot be used is told, and the pages are
 * restored without it.
 */
#ifndef EMEND_BATCH_WITNESSES_H
#define EMEND_BATCH_WITNESSES_H

#include "emend.h"

struct witness_file;

struct witnesses {
	struct witness_file *files;
	int count;
	/* Called with what is wrong with one, and with what was odd about it. */
	void (*tell)(void *context, const struct emend_error *error);
	void (*tell_note)(void *context, const char *note);
	void *context;
};

/* The path is borrowed. */
void witnesses_add(struct witnesses *w, const char *path);
void witnesses_release(struct witnesses *w);

/* Calls each with the files' paths. */
void witnesses_list(const struct witnesses *w, void (*each)(void *context, const char *path), void *context);

/* Opens the files, and gives how many of them cannot be used. */
int witnesses_open(struct witnesses *w, struct emend *emend);
void witnesses_close(struct witnesses *w);

/* Gives the page its witnesses, restored; and how many failed to be one. */
int witnesses_give(struct witnesses *w, struct emend *emend, struct emend_page *page);

#endif
