/*
 * The changes of a page as a person counts them: edits of the journal that belong together are one change.
 *
 *	dropcaps: "H" was moved before "onor", and the two were joined      a move and a join
 *	paragraphs: a new paragraph, and five lines that were moved there    one change, of which the order knows
 *nothing rescue: a new region, of a line, of four words                       one change: text was found
 *
 * Words that nothing was done about, but that the recogniser doubted, are among them too: they are places to look at.
 */
#ifndef EMEND_COMPARE_CHANGES_H
#define EMEND_COMPARE_CHANGES_H

#include "compare/compare.h"
#include "page/edit.h"

enum change_kind {
	CHANGE_DIFFERS, /* no edit: another reading of the page has other words */
	CHANGE_TEXT,    /* a word reads otherwise */
	CHANGE_JOIN,    /* two words became one */
	CHANGE_SPLIT,   /* a word was parted */
	CHANGE_MOVE,    /* text stands elsewhere in the reading order */
	CHANGE_FOUND,   /* text that the recogniser had passed over */
	CHANGE_MISSING, /* a lacuna, and what is known of it */
	CHANGE_TYPE,    /* a region is of another type */
	CHANGE_GROUP,   /* lines stand in another paragraph, in the same order */
	CHANGE_NOTE,    /* what other pages of the run tell */
	CHANGE_UNSURE,  /* no edit: a word that was read with little confidence */
	CHANGE_KINDS
};

struct change_name {
	const char *name, *label, *hint; /* in data; for a person; what it means */
};
extern const struct change_name change_names[CHANGE_KINDS];

/* Less sure (percent) than that is a doubt; of readings that nothing was done about, see changes.c. */
enum { DOUBT_BELOW = 85 };

/* Where moved text stood, or stands: after that word; NULL: at the beginning of the page. */
struct change_place {
	const struct word *after;
};

struct change {
	enum change_kind kind;
	float confidence;         /* percent, the lowest of its edits' */
	uint32_t first, count;    /* its edits in the journal; count 0: none */
	struct node_ref *targets; /* what it changed, as it stands now: words, lines, regions */
	uint32_t target_count;
	const struct word *anchor;    /* the first word of it that is shown, or that it stands after; NULL: none */
	struct change_place from, to; /* of a move */
	bool is_open;                 /* of what is missing: it tells of a lacuna, not of what is known of it */
	struct str before, after;     /* of a difference: the other reading's words, and the page's */
};

struct changes {
	struct change *all; /* in the order of the journal, then unsure readings, then differences, in the page's */
	uint32_t count;
	uint32_t **by_word; /* by word id: which changes touch the word, the others' text in it counted; see
			       by_word_count */
	uint32_t *by_word_count;
};

/*
 * Finds the changes of the page. twin is the same page once more: its edits are taken back meanwhile, all of them, so
 * that it is as it was read; NULL: there is none, and no move is told from a change of paragraphs. comparison: of
 * another reading, a, with the page, b; or NULL. All is from arena.
 */
struct changes find_changes(const struct page *page, struct page *twin, const struct comparison *comparison,
			    struct arena *arena);

/* Is it a place to look at: a doubt, or something missing? */
bool change_is_doubt(const struct change *c);

/* The word that shows this one's text: itself, or the one that it was joined to. */
const struct word *word_showing(const struct word *w);

#endif
