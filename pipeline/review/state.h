/*
 * What the pages' script asks for, as JSON.
 *
 *	{"page": 3, "pages": 12, "file": "b/0003.json", "number": 1, "source": "scans/0003.tif", "revision": 17,
 *	 "entries": 240, "doubts": 4, "decided": 2, "lying_by": 0, "last": 17,
 *	 "items": [{"item": "e12", "kind": "text", "stage": "words", "confidence": 87, "evidence": "…",
 *	            "target": "w12", "count": 1, "before": "tbe", "after": "the"}, …],
 *	 "decisions": [{"number": 17, "item": "e12", "verdict": "rejected", "text": "", "made": "2026-11-27 16:00:00",
 *	                "in_force": true, "edits": [240, 2]}, …],
 *	 "words": {"w12": "tbe"}, "types": [["page-number", "page number"], …]}
 *
 * Items are the entries of the journal but for those of decisions; a lacuna has its conjectures, each with its own
 *item. "edits" are those of the journal that a decision made: the first, and how many. A decision that is not in force
 *has "why_not", a sentence. Words are those that decisions have changed; null:
 *such a word is in another now. "last" is the decision that undo would take back first.
 */
#ifndef EMEND_REVIEW_STATE_H
#define EMEND_REVIEW_STATE_H

#include "review/shelf.h"

#include <jansson.h>

/* The caller's reference. */
json_t *state_of_page(const struct folder *folder, const struct at_hand *p);

/* {"pages": [{"page": 1, "doubts": 4, "decided": 2, "lying_by": 0}, …], "next": 21}: from a page on, as many as are
 * counted in a second; next: where to go on, or null. */
json_t *state_of_pages(struct shelf *shelf, uint32_t from);

/*
 * The decision that {"item": …, "decision": "accept", "reject" or "correct", "text": …, "revision": …} asks for, or
 * {"number": …, "revision": …} which one to undo; 0: the last. Texts borrow from the body. False: it is neither.
 */
struct wish {
	struct decision decision;
	int64_t number, revision;
};
bool wish_to_decide(const json_t *body, struct wish *out);
bool wish_to_undo(const json_t *body, struct wish *out);

#endif
