/*
 * Close the brackets of a list's numbers: where they stand in one line down the page the recogniser takes them for a
 * rule, and reads "[2" and, apart from it, a scrap or nothing known.
 *
 * The scrap is the bracket if it stands right behind the number, as high as it is and narrow, and was read with doubt.
 */
#include "repair/items.h"
#include "repair/repair.h"

#include <string.h>

/* How sure (percent): of the development pages' five brackets all are. */
static const float sure = 95;

/* What is read with this confidence (percent) or more is what it was read as. */
static const float read_well = 70;

/* A bracket's box to the number's height: how wide it is at most, how high at least, and how far behind the number. */
static const double widest = 0.4, lowest = 0.8, highest = 1.3, farthest = 0.3;

/* Is the word a bracket and the number of an item, which nothing closes: "[2"? */
static bool is_open(const struct word *w)
{
	struct strbuf closed = {0};
	strbuf_add(&closed, w->text);
	strbuf_byte(&closed, w->text.s[0] == '(' ? ')' : ']');
	bool open =
		strchr("([", w->text.s[0]) && item_number(strbuf_str(&closed)) && !box_empty(w->box) && !next_word(w);
	strbuf_release(&closed);
	return open;
}

/* Stands the scrap where the bracket behind the number must stand, and looks like one? */
static bool is_closing(const struct word *number, const struct word *w)
{
	struct box a = number->box, b = w->box;
	double height = a.bottom - a.top, gap = b.left - a.right;
	double top = b.top > a.top ? b.top : a.top, bottom = b.bottom < a.bottom ? b.bottom : a.bottom;
	return !next_word(w) && !prev_word(w) && w->confidence < read_well && !w->in && gap > -farthest * height &&
	       gap < farthest * height && b.right - b.left < widest * height && bottom - top > lowest * height &&
	       b.bottom - b.top < highest * height;
}

static void close_bracket(struct repair *r, struct word *number)
{
	struct page *page = r->page;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		if (w == number || box_empty(w->box) || !is_closing(number, w))
			continue;
		struct str bracket = number->text.s[0] == '(' ? STR(")") : STR("]");
		struct reason why = repair_reason(r, sure, "stands where the number's bracket is closed, and as high");
		struct strbuf closed = {0};
		strbuf_add(&closed, number->text);
		strbuf_add(&closed, bracket);
		edit_move(page, why, &w->node, 1, &word_line(number)->node, NULL);
		edit_join(page, why, number, w, strbuf_str(&closed));
		strbuf_release(&closed);
		return;
	}
}

static void close_brackets(struct repair *r)
{
	const struct page *page = r->page;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		if (word_is_prose(w) && is_open(w))
			close_bracket(r, w);
	}
}

const struct repair_stage stage_brackets = {.name = "brackets",
					    .summary = "close the brackets of a list's numbers, read apart",
					    .needs = REPAIR_GEOMETRY,
					    .run = close_brackets};
