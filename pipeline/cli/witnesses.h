/*
 * Further witnesses of the pages that are restored (--witness): files that are read beside the input, page by page.
 *
 * The pages of a witness belong to those of the input by their numbers. What cannot be used is told, and the pages are
 * restored without it.
 */
#ifndef EMEND_CLI_WITNESSES_H
#define EMEND_CLI_WITNESSES_H

#include "emend.h"

struct witness_file;

struct witnesses {
	struct witness_file *files;
	int count;
};

/* The path is borrowed. */
void witnesses_add(struct witnesses *w, const char *path);
void witnesses_release(struct witnesses *w);

/* Opens the files, and gives how many of them cannot be used. */
int witnesses_open(struct witnesses *w, struct emend *emend, void (*tell)(const struct emend_error *error));
void witnesses_close(struct witnesses *w, void (*tell_note)(void *context, const char *note));

/* Gives the page its witnesses, restored; and how many failed to be one. */
int witnesses_give(struct witnesses *w, struct emend *emend, struct emend_page *page,
		   void (*tell)(const struct emend_error *error));

#endif
