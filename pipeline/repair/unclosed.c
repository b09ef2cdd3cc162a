/*
 * Set aside the quote that a T is read with: "vacations. ‘Those who wish" reads "vacations. Those who wish".
 *
 * The arm of a large T looks like a quote to the recogniser. A quotation that begins within a paragraph ends in it, so
 * that a single quote before "Th" that nothing closes up to there is none.
 */
#include "repair/repair.h"

#include "base/utf8.h"

#include <string.h>

/* How sure (percent): of the 5 on the development pages all were none. */
static const float sure = 86;

static bool is_single(uint32_t c)
{
	return c == '\'' || c == LEFT_SINGLE || c == RIGHT_SINGLE;
}

/* Do quotation marks stand behind the word's letters, where a quotation may end? An apostrophe may: then it stays. */
static bool may_close(const struct word *w)
{
	struct str core = utf8_core(w->text), rest = str_skip(w->text, (size_t)(core.s - w->text.s) + core.n);
	for (size_t at = 0; at < rest.n;)
		if (is_single(utf8_next(rest, &at)))
			return true;
	return false;
}

/* The bytes of the quote before the word's "Th" that nothing closes; 0 where there is none. */
static size_t unclosed_quote(const struct word *w)
{
	size_t at = 0;
	if (!word_shown(w) || box_empty(w->box) || !w->text.n || !is_single(utf8_next(w->text, &at)) ||
	    !str_starts(str_skip(w->text, at), STR("Th")))
		return 0;
	/* A quotation that goes on from another paragraph has its quote again at the beginning. */
	if (w == first_shown(word_line(w)) && word_line(w) == first_line(line_region(word_line(w))))
		return 0;
	for (const struct word *v = w; v; v = following_shown(v))
		if (may_close(v))
			return 0;
	return at;
}

static void set_quotes_aside(struct repair *r)
{
	struct page *page = r->page;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		size_t n = word_is_prose(w) ? unclosed_quote(w) : 0;
		if (n)
			edit_text(page, repair_reason(r, sure, "a quote that nothing closes, read of the arm of the T"),
				  w, str_skip(w->text, n));
	}
}

const struct repair_stage stage_unclosed = {.name = "unclosed",
					    .summary = "set aside quotes that the arm of a T was read as",
					    .needs = REPAIR_GEOMETRY,
					    .run = set_quotes_aside};
