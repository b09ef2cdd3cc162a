/*
 * Note where the text runs on from one page to the next: "of huge areas" | "of Soviet territory.", "resto-" | "ration".
 *
 * Words and paragraphs belong to one page each, so nothing is joined: the last paragraph of the one page and the first
 * of the next are marked.
 */
#include "repair/across.h"

#include "language/runs_on.h"

#include <assert.h>

/* The text must run on by so much (log10 of the odds): as from one column to the next. */
static const double enough = 1;

/* The words at an end of the page's body, the outermost first, and the region that they are in. */
struct body_end {
	struct region *region; /* NULL: the body is empty, or no paragraph stands there */
	struct str words[2];
};

/* The children of a node from one end. */
static struct node *first_of(const struct node *n, bool last)
{
	return last ? n->last : n->first;
}
static struct node *next_of(const struct node *n, bool last)
{
	return last ? n->prev : n->next;
}

/* Up to two shown words at an end of the region, of its outermost line that has any. */
static int words_at(const struct region *r, bool last, struct str words[2])
{
	int n = 0;
	for (const struct node *l = last ? r->node.last : r->node.first; l && !n; l = next_of(l, last))
		for (const struct node *w = first_of(l, last); w && n < 2; w = next_of(w, last))
			if (word_shown((const struct word *)w))
				words[n++] = ((const struct word *)w)->text;
	return n;
}

static struct body_end find_end(const struct page *page, bool last)
{
	struct body_end end = {0};
	assert(page);
	for (struct node *n = first_of(&page->node, last); n; n = next_of(n, last)) {
		struct region *r = (struct region *)n;
		if (region_kinds[r->type].place != PLACE_BODY || !words_at(r, last, end.words))
			continue;
		end.region = r->type == REGION_PARAGRAPH ? r : NULL;
		break;
	}
	return end;
}

static void note(struct repair *r, struct page *page, struct region *region, enum note note, struct reason why)
{
	r->page = page;
	if (!has_note(&region->node, note))
		edit_note(page, why, &region->node, note);
}

/* The pages follow each other: does the text run on from a to b? */
static bool runs_over(const struct repair *r, const struct body_end *a, const struct body_end *b)
{
	if (!a->region || !b->region)
		return false;
	struct joint j = {{a->words[0], a->words[1]}, {b->words[0], b->words[1]}};
	return runs_on(&j, r->lexicon, NULL) >= enough;
}

void note_continuations(struct repair *r, struct leaves *leaves)
{
	for (int i = 0; i < leaves->count; i++) {
		struct page *page = r->page = leaves->all[i].page;
		assert(page);
		struct page *next = i + 1 < leaves->count ? leaves->all[i + 1].page : NULL;
		struct body_end end = find_end(page, true), begin = {0};
		if (next && next->number == page->number + 1)
			begin = find_end(next, false);
		else
			next = NULL;
		bool parted = end.region && ends_parted(end.words[0]);
		if (next && runs_over(r, &end, &begin)) {
			struct reason why = repair_reason(r, 95, "%s",
							  parted ? "the end of the page parts a word"
								 : "the sentence runs on from page to page");
			note(r, page, end.region, NOTE_CONTINUES, why);
			note(r, next, begin.region, NOTE_CONTINUED, why);
		} else if (!next && parted) {
			note(r, page, end.region, NOTE_CONTINUES,
			     repair_reason(r, 90, "the last page ends with a hyphen"));
		}
	}
}
