/* The words of a page as its lines show them: for formats that keep lines, boxes and raw readings. */
#ifndef EMEND_EMIT_SHOWN_H
#define EMEND_EMIT_SHOWN_H

#include "page/page.h"

/*
 * A word in its line, all mendings done. Of "resto-" + "ration", joined over a line's end:
 *
 *	text "resto-", whole "restoration", goes_on, hyphen 1, hyphen_parts
 *	text "ration", whole "restoration", goes_on false
 */
struct shown {
	struct str text;   /* empty: the line does not show the word */
	struct str raw;    /* what was read there: of several words with spaces between; empty of what a split added */
	struct str whole;  /* of a word that stands in several lines, the word; else empty */
	bool edited;       /* the text is another than raw */
	bool goes_on;      /* in a later line */
	bool hyphen_parts; /* the hyphen at its end is the printer's: the whole has none there */
	size_t hyphen;     /* bytes of that hyphen, also of one that the whole has; 0: none */
	float confidence;  /* percent, of what was read there */
	bool unrated;
	bool judged; /* a person has typed or accepted it */
};

/* How sure the text is, in percent; below 0: the witness does not say. */
static inline float shown_confidence(const struct shown *s)
{
	return s->judged ? 100 : s->unrated ? -1 : s->confidence;
}

/* By word id, from the given arena. */
const struct shown *page_shown(const struct page *page, struct arena *arena);

/* The next word that its line shows, from w on (also w itself); NULL: none. */
const struct word *shown_from(const struct shown *shown, const struct word *w);

/* Does the line, does the region show a word? */
bool line_is_shown(const struct shown *shown, const struct line *line);
bool region_is_shown(const struct shown *shown, const struct region *region);

/* Is the region written: does it show a word, or is it a picture or a rule that has a place? */
bool region_is_written(const struct shown *shown, const struct region *region);

/* Is the line's baseline known, and on the page? Tesseract gives single letters some that lie far beside it. */
bool has_baseline(const struct line *line);

/* The texts of the line's words, and what was read there, one space between; from the arena. */
struct str shown_text(const struct shown *shown, const struct line *line, struct arena *arena);
struct str shown_raw(const struct shown *shown, const struct line *line, struct arena *arena);

#endif
