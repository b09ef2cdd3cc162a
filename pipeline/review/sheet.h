/*
 * A page and the decisions on it: which are in force, and the page as it reads with them.
 *
 * Decisions are edits at the end of the journal. They are made anew from the store's events whenever these change, so
 * that any of them can be undone, and are kept where the page was restored anew: a decision is then about the same
 * thing where that is still there, and otherwise lies by, and says so.
 */
#ifndef EMEND_REVIEW_SHEET_H
#define EMEND_REVIEW_SHEET_H

#include "compare/changes.h"
#include "review/decide.h"
#include "review/store.h"

/* What has become of one of the store's events. */
struct ruling {
	struct item item;
	enum verdict verdict;
	bool found;            /* the page has the item */
	bool standing;         /* it is a decision, and neither undone nor replaced by a later one of the same item */
	uint32_t first, count; /* the edits that it made, in the page's journal */
	struct str why_not;    /* of one that stands, but could not be carried out: a sentence; else empty */
};

struct sheet {
	struct page *page; /* borrowed: with the decisions that are in force */
	struct store *store;
	struct page_key key;
	struct arena arena;
	struct events events;
	struct ruling *rulings; /* one an event */
	struct str version;     /* of the page without the decisions; empty: nobody has decided yet */
	uint32_t entries;       /* of the journal, without those of the decisions */
};

/*
 * Reads the page's decisions and makes them. Edits of a person at the end of the journal, as an export has left them
 * there, are made anew if the store has decisions on the page as it was before them; else they count as the page's own.
 */
enum emend_status sheet_init(struct sheet *s, struct page *page, struct store *store, struct page_key key,
			     struct emend_error *error);
void sheet_release(struct sheet *s); /* leaves the page as it is */

/* Takes in what other processes have decided. */
enum emend_status sheet_refresh(struct sheet *s, struct emend_error *error);

/* The number of the last event; 0: there is none. */
int64_t sheet_revision(const struct sheet *s);

/* The event that stands for the item, or NULL. */
const struct event *sheet_decision(const struct sheet *s, struct item item);

/* The last event that stands, or NULL: what "undo" undoes. */
const struct event *sheet_last(const struct sheet *s);

/*
 * Stores and makes a decision, or undoes the one of that number. seen is the revision that the person has seen:
 * EMEND_END where something that touches the same words was decided since. EMEND_BAD_INPUT, with a sentence for the
 * person: it cannot be done, or another decision builds on what would be undone.
 */
enum emend_status sheet_decide(struct sheet *s, const struct decision *d, int64_t seen, struct emend_error *error);
enum emend_status sheet_undo(struct sheet *s, int64_t number, int64_t seen, struct emend_error *error);

/* How many of the page's changes are doubts that nobody has decided on, and how many decisions are in force and lie by.
 */
struct standing {
	uint32_t doubts, decided, lying_by;
};
struct standing sheet_tally(const struct sheet *s);

/* Has a decision that stands settled the change, or made it? */
bool sheet_is_settled(const struct sheet *s, const struct change *c);

#endif
