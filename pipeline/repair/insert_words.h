/*
 * What was driven into the midst of a sentence, by its words: headlines, "What Possible Consequences Could There Be",
 * and whole sentences. The text runs on across it, and not into it nor out of it.
 */
#ifndef EMEND_REPAIR_INSERT_WORDS_H
#define EMEND_REPAIR_INSERT_WORDS_H

#include "repair/repair.h"

/* Words of an insert, at most. */
enum { MOST_OF_INSERT = 40 };

/* It begins with a word that begins sentences: so much speaks for an insert (log10 of the odds). */
static const double for_usual_begin = 1;

/* By how much (log10 of the odds) the text must run on over an insert, and from its end less than that. */
struct least_joints {
	double over, over_from;
};
extern const struct least_joints least_joints;

/* How usual a word is (log10 of its part of all words): among the most usual; known well. */
static const float usual_log10 = -3, common_log10 = -5.5F;

/* The shown words of a region. From the page's scratch arena. */
struct run {
	struct word **words;
	size_t count;
};

struct run run_of(struct repair *r, const struct region *region);

/* Is it capitalised, though it is a common word, which is written so at the beginning of a sentence or in a headline?
 */
bool is_raised(struct repair *r, struct str core, float least_log10);

/* How much likelier (log10 of the odds) an insert stands between the joints than that all of it is one text. */
double odds_of_insert(double over, double into, double from);

/*
 * The same of the run's words from first to end (not in it); -HUGE_VAL where the text does not run on across it, or
 * from it hardly less (least_over_from).
 */
double interruption(struct repair *r, const struct run *run, size_t first, size_t end,
		    const struct least_joints *least);

/* What speaks for a headline from first to end, besides the joints; below 0: it is none. */
double looks_like_headline(struct repair *r, const struct run *run, size_t first, size_t end);

/* Where two words were read as one, "areasWhat": bytes of the first; 0 where it is one. */
size_t glued_at(struct repair *r, struct str text);

/* Words from first to end (not in it), where the sentence goes on, and log10 of the odds; end 0: there are none. */
struct insert {
	size_t first, end;
	double odds;
};

/* What was driven into a sentence at the word, or a little behind it. */
struct insert find_insert(struct repair *r, const struct run *run, size_t first);

/* Moves words from first to end (not in it), within lines of one region, into a new pull quote, which stands behind a
 * region. */
struct region *take_out(struct repair *r, struct reason why, const struct region *behind, const struct run *run,
			size_t first, size_t end);

#endif
