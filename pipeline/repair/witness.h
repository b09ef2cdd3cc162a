/*
 * What the filling of a page from another witness works with: the two collated, and what either page lacks.
 *
 * The witness has been restored itself, so that its order, hyphens and types of region are right. Of its own cut lines
 * the fragments are no evidence, and never enter the page.
 */
#ifndef EMEND_REPAIR_WITNESS_H
#define EMEND_REPAIR_WITNESS_H

#include "repair/collate.h"
#include "repair/repair.h"

/* The tokens of the witness from begin on and before end. */
struct range {
	uint32_t begin, end;
};

struct filling {
	struct repair *r;
	struct page *page;
	const struct repair_witness *from;
	struct collation c;
	unsigned char *lost;    /* by the page's lines' ids: a bit, 1 << after, where words are lost before or behind */
	struct region **places; /* by the witness's regions' ids: the page's region that it is or became, or NULL */
};

/* Words that the page lacks at an end of one of its lines, and the tokens that were read there instead. */
struct end_fill {
	struct line *line;
	bool after;
	struct range words, remnants; /* of the witness; of the page */
	uint32_t beside;              /* the page's token next to which they stand */
};

/* Finds such words, in the page's scratch, and notes the lines in lost; and puts those that are credible in. */
struct end_fill *find_line_ends(struct filling *f, uint32_t *count);
void fill_line_ends(struct filling *f, const struct end_fill *all, uint32_t count);

/* Closes lacunae of the page where the witness's words stand beside each other. */
void close_refuted(struct filling *f);

/* Puts lost lines and lost regions in. */
void fill_lost_lines(struct filling *f);
void fill_lost_regions(struct filling *f);

/* Brings blocks of the page's into the order in which a paragraph of the witness's has them. */
void follow_order(struct filling *f);

/* Gives blocks that are cut on the page the types that they have on the witness. */
void take_types(struct filling *f);

/* Of words that both have the better; words that are cut become whole. */
void choose_words(struct filling *f);

/* The witness's words that the page lacks: the next such stretch of its region, from token *at on; moves *at on. */
bool next_missing(const struct filling *f, uint32_t *at, uint32_t end, struct range *missing);
/* Where the region of the witness's token ends. */
uint32_t region_end(const struct tokens *t, uint32_t token);
/* Where the part of the stretch ends that is of one line. */
uint32_t line_end(const struct tokens *t, struct range s);

/* The first and last of the page's tokens that are the witness's, which has a mate. */
uint32_t first_mate(const struct filling *f, uint32_t witness_token);
uint32_t last_mate(const struct filling *f, uint32_t witness_token);

/* Is it a part of a word, cut off on the witness? */
bool is_cut_off(const struct filling *f, const struct token *t);

/* Do the witness's words look as words do, in this part of their letters at least? */
bool are_credible(const struct filling *f, struct range s, double part);

/* Has the page read something else where one of the words would lie, in other lines than this one (NULL: in any)? */
bool is_taken(const struct filling *f, struct range s, const struct line *but);

/* A word of the witness's is put into the page's line, with its box where that is known. */
struct word *add_from(struct filling *f, struct line *line, struct word *before, const struct token *t);

/* Puts a line with these words into the region; what the witness lacks there itself is a lacuna. NULL: none is left. */
struct line *add_line_from(struct filling *f, struct region *region, struct line *before, struct range s);

/* Notes as lacunae what the witness lacks itself at the ends of the stretch, of which first and last were taken. */
void keep_lacunae(struct filling *f, struct range s, struct word *first, struct word *last);

/* Closes what is open beside the words of the line on that side: after true: behind them or below. */
void close_lacunae(struct filling *f, struct line *line, bool after, enum lacuna_side side);

struct reason witness_reason(struct filling *f, float confidence, const char *what);

/* How sure its reading is (percent): UNRATED_CONFIDENCE where that is not known. */
float witness_confidence(const struct word *w);

/* Is the word in the lexicon, or a number? */
bool is_known(const struct filling *f, struct str text);

/* How sure (percent) such edits are; the words of a restored witness are as good as its scan. */
static const float sure_of_fill = 95, sure_of_lines = 90;

#endif
