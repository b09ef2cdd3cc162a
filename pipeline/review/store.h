/*
 * Where decisions are kept: review.db in the folder of the pages, a SQLite database with one table, to which rows are
 * only added. A decision is a row, and so is taking one back; a row is on the disk before store_add returns. The
 * numbers of the rows are the revisions of the pages.
 */
#ifndef EMEND_REVIEW_STORE_H
#define EMEND_REVIEW_STORE_H

#include "base/error.h"
#include "base/str.h"

#include <stdint.h>

struct store;

/* Of a page, its file's path from the folder on and its place in that file, from 0. */
struct page_key {
	struct str file;
	uint32_t place;
};

struct event {
	int64_t number;     /* from 1, in the order of all pages' events */
	int64_t undoes;     /* the event that this one takes back; 0: it is a decision */
	struct str version; /* of the page that the item's name is of */
	struct str item, anchor, verdict, text;
	struct str made; /* when: "2026-11-27 16:00:00", UTC */
};

struct events {
	struct event *all;
	uint32_t count;
};

/* Opens the folder's store; where there is none, it is made, or, without create, *out is NULL. */
enum emend_status store_open(const char *folder, bool create, struct store **out, struct emend_error *error);
void store_close(struct store *store); /* NULL is allowed */

/* The page's events in their order, from the arena. */
enum emend_status store_read(struct store *store, struct page_key key, struct arena *arena, struct events *out,
			     struct emend_error *error);

/* The number of the page's last event; 0: it has none; -1: it cannot be told. */
int64_t store_last(struct store *store, struct page_key key);

/* Has any page of the file an event? store may be NULL. */
bool store_has_file(struct store *store, struct str file);

/*
 * Adds an event of the page, if its last one still is that of the number last, 0 where it has none: EMEND_END, and
 * nothing is added, where another process was faster. number and made of the event are filled.
 */
enum emend_status store_add(struct store *store, struct page_key key, int64_t last, struct event *event,
			    struct emend_error *error);

#endif
