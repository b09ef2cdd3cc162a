/* Marks behind words of a scan as the stage marks sees them, and what speaks for another one. */
#ifndef EMEND_REPAIR_MARKS_H
#define EMEND_REPAIR_MARKS_H

#include "language/marks.h"
#include "repair/repair.h"

/* That mark stands behind the word, where read was read: '.', ',', …; 0 where there is none. */
struct mark_change {
	struct word *word;
	struct str core, rest; /* its letters with what stands before them; what stands behind the mark: quotes */
	char read, mark;
};

enum { MARK_PAIRS = MARK_SPECK + 1 };

/* What the page tells of its marks. From the page's scratch. */
struct mark_page {
	struct repair *r;
	const struct trigrams *trigrams; /* NULL of a language that has none */
	float *usual;                    /* the ink behind words that run on, in order */
	size_t usual_count;
	bool measured;            /* do they tell what is usual? */
	float stops;              /* of the darkest quarter of its stops: how much there is at least */
	float tails[2];           /* below its stops, and below its commas, in parts of that; alike: not known */
	float marks;              /* words with a mark behind them, percent */
	int scan_class;           /* how poor the scan is, by its doubted words */
	size_t often[MARK_PAIRS]; /* changes that are considered, by kind */
};

void look_at_marks(struct mark_page *p, struct repair *r);

/* Takes the word apart; false where something else than one mark, or none, and quotes stand behind its letters. */
bool take_mark(struct word *w, struct mark_change *c);

/* Which kind of change it is: one of the first terms. */
enum mark_term mark_kind(const struct mark_change *c);

/* The symbol of the mark that was read; NULL where the page does not tell. */
const struct symbol *mark_symbol(const struct mark_change *c);

/* The recogniser's confidence (percent) in that mark behind the word, where it saw it as well as what it read; 0: none.
 */
float mark_seen(const struct mark_change *c, char mark);

/* log10 of how rare so much ink as is behind the word is behind words that run on. */
float mark_ink(const struct mark_page *p, const struct word *w);

/* Parts of the ink of the page's stops: where a stop would stand, where a comma's tail, where a colon's upper dot. */
struct mark_shape {
	float foot, tail, upper;
};

/* All zero where that is not known. */
struct mark_shape mark_shape(const struct mark_page *p, const struct word *w);

/* What speaks for and against the change, as language/marks.h has it. */
void weigh_mark(const struct mark_page *p, const struct mark_change *c, float terms[MARK_TERMS]);

#endif
