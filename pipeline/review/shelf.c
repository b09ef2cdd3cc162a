/* Loads pages when they are asked for, and again when their files have changed. */
#include "review/shelf.h"

#include <stdlib.h>
#include <string.h>

void shelf_init(struct shelf *shelf, const struct folder *folder, struct store *store)
{
	*shelf = (struct shelf){.folder = folder, .store = store};
	shelf->tallies = must_alloc(folder->page_count, sizeof *shelf->tallies);
}

static void put_away(struct at_hand *p)
{
	if (!p->used)
		return;
	sheet_release(&p->sheet);
	page_release(&p->page);
	strbuf_release(&p->scan);
	p->used = 0;
}

void shelf_release(struct shelf *shelf)
{
	for (int i = 0; i < MOST_AT_HAND; i++)
		put_away(&shelf->pages[i]);
	free(shelf->tallies);
	*shelf = (struct shelf){0};
}

static bool same_state(const struct file_state *a, const struct file_state *b)
{
	return a->size == b->size && a->seconds == b->seconds && a->nanoseconds == b->nanoseconds &&
	       a->inode == b->inode;
}

/* The place of the page, or else that of the one that was not asked for longest. */
static struct at_hand *find_place(struct shelf *shelf, uint32_t page)
{
	struct at_hand *oldest = &shelf->pages[0];
	for (int i = 0; i < MOST_AT_HAND; i++) {
		struct at_hand *p = &shelf->pages[i];
		if (p->used && p->index == page)
			return p;
		if (p->used < oldest->used)
			oldest = p;
	}
	return oldest;
}

static enum emend_status load(struct shelf *shelf, uint32_t page, struct at_hand *p, struct emend_error *error)
{
	enum emend_status status = folder_load(shelf->folder, page, &p->page, &p->source, error);
	if (status != EMEND_OK)
		return status;
	status = sheet_init(&p->sheet, &p->page, shelf->store, folder_key(shelf->folder, page), error);
	if (status != EMEND_OK)
		page_release(&p->page);
	return status;
}

enum emend_status shelf_take(struct shelf *shelf, uint32_t page, struct at_hand **out, struct emend_error *error)
{
	struct at_hand *p = find_place(shelf, page);
	struct file_state state = {0};
	folder_state(shelf->folder, page, &state);
	enum emend_status status = EMEND_OK;
	if (p->used && p->index == page && same_state(&p->state, &state)) {
		status = sheet_refresh(&p->sheet, error);
	} else {
		put_away(p);
		status = load(shelf, page, p, error);
		p->index = page;
		p->state = state;
	}
	if (status == EMEND_OK)
		p->used = ++shelf->uses;
	*out = p;
	return status;
}

enum emend_status shelf_tally(struct shelf *shelf, uint32_t page, struct standing *out, struct emend_error *error)
{
	struct known_tally *known = &shelf->tallies[page];
	struct file_state state = {0};
	struct at_hand *p;
	folder_state(shelf->folder, page, &state);
	if (known->known && same_state(&known->state, &state) &&
	    store_last(shelf->store, folder_key(shelf->folder, page)) == known->revision) {
		*out = known->tally;
		return EMEND_OK;
	}
	enum emend_status status = shelf_take(shelf, page, &p, error);
	if (status == EMEND_OK)
		*known = (struct known_tally){p->state, sheet_tally(&p->sheet), sheet_revision(&p->sheet), true};
	*out = status == EMEND_OK ? known->tally : (struct standing){0};
	return status;
}
