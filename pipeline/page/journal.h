/* What the files that change pages share: edit.c and verdict.c, and none else. */
#ifndef EMEND_PAGE_JOURNAL_H
#define EMEND_PAGE_JOURNAL_H

#include "page/edit.h"

/* A new entry, for the caller to fill; its strings are copied. */
struct edit *journal_append(struct page *page, enum edit_kind kind, struct reason why, const struct node *target);

/* Puts the note into force, or out of it. */
void flip_note(struct node *n, enum note note);

/* The note of that name, or NOTES. */
enum note note_named(struct str name);

/* The lacuna on the side that the entry names, or NULL. */
struct lacuna *lacuna_of(const struct edit *e, const struct word *w);

/* Takes the verdict, the last entry, back; false where it does not fit. */
bool undo_verdict(struct page *page, const struct edit *e);

#endif
