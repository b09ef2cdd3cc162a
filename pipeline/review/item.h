/*
 * What a person decides on: the entries of a page's journal, the conjectures of its lacunae, and its words.
 *
 *	e12     the entry at place 12, counted from 0 as in JSON: an edit, a proposed reading, a lacuna
 *	e12-14  that and the two after it, which belong together
 *	e12.0   the first conjecture of the lacuna that the entry notes
 *	w40     the word of that id, as it stands
 *
 * The numbers hold for one version of the page only. An anchor says what an item is about in words that also another
 * version has, if the same is there.
 */
#ifndef EMEND_REVIEW_ITEM_H
#define EMEND_REVIEW_ITEM_H

#include "page/edit.h"

enum item_kind { ITEM_ENTRIES, ITEM_CONJECTURE, ITEM_WORD };

struct item {
	enum item_kind kind;
	uint32_t number;     /* of the first entry, or of the word */
	uint32_t count;      /* entries; of others 1 */
	uint32_t conjecture; /* which */
};

/* False where the name is none. */
bool item_parse(struct str name, struct item *out);
struct str item_name(struct item item, struct arena *arena);

/* Does the page have it? Its first count entries are those that count. */
bool item_exists(const struct page *page, struct item item, uint32_t count);

/* Entries that belong together at most: the words of a column that was found late. */
enum { MOST_ENTRIES = 2000 };

static inline bool same_item(struct item a, struct item b)
{
	return a.kind == b.kind && a.number == b.number && a.count == b.count && a.conjecture == b.conjecture;
}

/* The item's i-th entry; NULL: it has none. The lacuna that the entry is about, or NULL. */
const struct edit *item_entry(const struct page *page, struct item item, uint32_t i);
const struct lacuna *entry_lacuna(const struct page *page, const struct edit *e);

/* What the item is about; and the first of that kind and size among the page's first count entries of which that is
 * said, or false. */
struct str item_anchor(const struct page *page, struct item item, struct arena *arena);
bool item_find(const struct page *page, struct item like, struct str anchor, uint32_t count, struct item *out);

/* Are both about the same word, line or region? */
bool items_touch(const struct page *page, struct item a, struct item b);

#endif
