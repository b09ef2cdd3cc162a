/* Pages at hand: the last few that were asked for, with their decisions, and what is known of all. */
#ifndef EMEND_REVIEW_SHELF_H
#define EMEND_REVIEW_SHELF_H

#include "review/folder.h"
#include "review/sheet.h"

enum { MOST_AT_HAND = 4 };

struct at_hand {
	struct page page;
	struct sheet sheet;
	struct str source;
	struct strbuf scan; /* as JPEG, once it was asked for; else empty */
	struct file_state state;
	uint64_t used; /* when it was asked for last; 0: the place is free */
	uint32_t index;
};

struct known_tally {
	struct file_state state;
	struct standing tally;
	int64_t revision;
	bool known;
};

struct shelf {
	const struct folder *folder;
	struct store *store;
	struct at_hand pages[MOST_AT_HAND];
	struct known_tally *tallies; /* one a page */
	uint64_t uses;
};

void shelf_init(struct shelf *shelf, const struct folder *folder, struct store *store);
void shelf_release(struct shelf *shelf);

/* The page as its file and the store have it now; borrowed until the next call. */
enum emend_status shelf_take(struct shelf *shelf, uint32_t page, struct at_hand **out, struct emend_error *error);

/* The page's tally, without loading it where nothing has changed since it was counted. */
enum emend_status shelf_tally(struct shelf *shelf, uint32_t page, struct standing *out, struct emend_error *error);

#endif
