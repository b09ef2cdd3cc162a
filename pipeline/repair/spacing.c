/*
 * Join marks to their words that old printers set off with a thin space: "religion ;" reads "religion;", "“ Book ”"
 * reads "“Book”", "purposes — poor" reads "purposes—poor".
 *
 * A thin space is no space between words: it is narrower. Where no places are known, marks alone are joined that no
 * writer sets off. French, which sets off all marks but the comma, and listings stay as they are.
 */
#include "repair/repair.h"

#include "base/utf8.h"
#include "language/dictionaries.h"
#include "page/text.h"

#include <string.h>

/* Percent: of 39 joins on the development pages 35 gave a word of the truth, 4 a step on the way to one. */
static const float sure = 90;

/* A thin space is no wider than this (x-heights); on a loose line words are further apart. */
static const float widest = 1.0F;

/* A quote stands nearer to its own word: the other one is at least so many times as far, where it is not alike. */
static const float nearer = 1.4F;

/* White beside a dash is a thin space up to this part of the line's usual space between words. */
static const float thin = 0.6F;

/* A mark on a scan that was read with less confidence (percent) may be a speck. */
static const float least_confidence = 75;

/* A longer one (bytes) is no word. */
enum { LONGEST_WORD = 200 };

enum side { SIDE_NONE, SIDE_BEFORE, SIDE_AFTER };

static bool is_solid(uint32_t c)
{
	return utf8_is_letter(c) || utf8_is_digit(c);
}

static uint32_t first_of(struct str s)
{
	size_t at = 0;
	return s.n ? utf8_next(s, &at) : 0;
}

static uint32_t last_of(struct str s)
{
	size_t begin;
	return utf8_last(s, &begin);
}

/* A word of a listing, a formula or an address. */
static bool is_code(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr("=<>{}[]\\/$#@_&|~^+%*", s.s[i]))
			return true;
	return false;
}

/* The shown word next to w in its line that holds the text there, or NULL. */
static struct word *shown_beside(const struct word *w, bool after)
{
	const struct line *line = word_line(w);
	struct word *other = after ? next_word(w) : prev_word(w);
	while (other && !word_shown(other))
		other = !after && other->in ? other->in : after ? next_word(other) : prev_word(other);
	return other && word_line(other) == line && other->text.n <= LONGEST_WORD ? other : NULL;
}

/* The white on a side of the word; of its line's end: as wide as can be. */
static float white_beside(const struct word *w, bool after)
{
	static const float boundless = 1e6F;
	const struct word *other = after ? next_word(w) : prev_word(w);
	if (!other)
		return boundless;
	return after ? white_between(w, other) : white_between(other, w);
}

/* What is known of the line that marks stand in. */
struct setting {
	struct repair *r;
	float x_height;
	bool listing;
	bool french; /* it sets off ; : ! ? and its quotes */
	bool german; /* its quotes are „ and “ */
};

static bool is_thin(const struct setting *s, const struct word *w, bool after)
{
	return !(s->x_height > 0) || white_beside(w, after) <= widest * s->x_height;
}

/* Marks that end a sentence or a part of it: ";", "?", ",", with a quote after them or none. */
static bool is_stop(const struct setting *setting, struct str s)
{
	size_t at = 0;
	uint32_t c = first_of(s);
	if (!c || c >= 0x80 || !strchr(setting->french ? "," : ";:!?,", (int)c))
		return false;
	utf8_next(s, &at);
	struct str rest = str_skip(s, at);
	c = first_of(rest);
	return !rest.n || (c != '.' && !is_solid(c) && str_equal(rest, str_of(c == '"' ? "\"" : "”")));
}

static enum side side_of_quote(const struct setting *s, const struct word *w)
{
	uint32_t c = first_of(w->text), opens = s->german ? LOW_DOUBLE : LEFT_DOUBLE,
		 closes = s->german ? LEFT_DOUBLE : RIGHT_DOUBLE;
	float before = white_beside(w, false), after = white_beside(w, true);
	bool to_next = before > nearer * after, to_last = after > nearer * before;
	if (c == opens)
		return to_last ? SIDE_NONE : SIDE_AFTER;
	if (c == closes)
		return to_next ? SIDE_NONE : SIDE_BEFORE;
	return to_next ? SIDE_AFTER : to_last ? SIDE_BEFORE : SIDE_NONE;
}

static bool is_quote(struct str s)
{
	return str_equal(s, STR("“")) || str_equal(s, STR("”")) || str_equal(s, STR("„")) || str_equal(s, STR("\""));
}

/* What is left of a letter that the page's edge cuts may look like a mark. */
static bool is_at_edge(const struct setting *s, const struct word *w)
{
	const struct page *page = s->r->page;
	float x = s->x_height;
	return !box_empty(w->box) && !box_empty(page->frame) &&
	       ((float)(page->frame.right - w->box.right) < x || (float)(w->box.left - page->frame.left) < x);
}

static bool is_listing(const struct line *l)
{
	for (const struct word *w = first_word(l); w; w = next_word(w))
		if (is_code(w->text))
			return true;
	return false;
}

/* To which side the mark belongs, if it is one. */
static enum side side_of(const struct setting *s, const struct word *w)
{
	if (is_at_edge(s, w))
		return SIDE_NONE;
	if (is_quote(w->text))
		return s->french ? SIDE_NONE : side_of_quote(s, w);
	return is_stop(s, w->text) && !s->listing && (box_empty(w->box) || w->confidence >= least_confidence)
		       ? SIDE_BEFORE
		       : SIDE_NONE;
}

/* May a mark stand at this end of the word beside it? */
static bool takes_mark(const struct word *w, bool at_end, bool quote)
{
	uint32_t c = at_end ? last_of(w->text) : first_of(w->text);
	if (is_code(w->text))
		return false;
	if (is_solid(c))
		return true;
	return at_end && (c == ')' || c == RIGHT_SINGLE || (quote && c < 0x80 && strchr(".,;:!?-", (int)c)) ||
			  (!quote && c == RIGHT_DOUBLE));
}

static void join_mark(const struct setting *s, struct word *w, enum side side)
{
	struct repair *r = s->r;
	struct word *other = side == SIDE_NONE ? NULL : shown_beside(w, side == SIDE_AFTER);
	if (!other || !is_thin(s, w, side == SIDE_AFTER) || !takes_mark(other, side == SIDE_BEFORE, is_quote(w->text)))
		return;
	struct word *head = side == SIDE_AFTER ? w : other, *tail = side == SIDE_AFTER ? other : w;
	struct str joined = arena_printf(&r->page->scratch, "%.*s%.*s", STR_ARG(head->text), STR_ARG(tail->text));
	edit_join(r->page, repair_reason(r, sure, "a thin space, as printers set it, and not one between words"), head,
		  tail, joined);
}

static void join_dash(struct repair *r, struct word *dash)
{
	struct word *before = shown_beside(dash, false), *after = shown_beside(dash, true);
	float usual = line_space(word_line(dash), dash);
	if (!before || !after || !(usual > 0) || white_beside(dash, false) > thin * usual ||
	    white_beside(dash, true) > thin * usual || !takes_mark(before, true, true) ||
	    !takes_mark(after, false, true))
		return;
	struct reason why =
		repair_reason(r, sure, "the white about the dash is narrower than the line's spaces between words");
	struct arena *arena = &r->page->scratch;
	edit_join(r->page, why, before, dash,
		  arena_printf(arena, "%.*s%.*s", STR_ARG(before->text), STR_ARG(dash->text)));
	edit_join(r->page, why, before, after,
		  arena_printf(arena, "%.*s%.*s", STR_ARG(before->text), STR_ARG(after->text)));
}

static void join_marks_of(struct repair *r, struct line *l, bool german)
{
	const struct setting s = {.r = r,
				  .x_height = line_type(l).x_height,
				  .listing = is_listing(l),
				  .french = lang_has(r->page->lang, "fra") || lang_has(r->page->lang, "frm"),
				  .german = german};
	for (struct word *w = first_word(l); w; w = next_word(w))
		if (word_shown(w) && str_equal(w->text, STR("—")))
			join_dash(r, w);
		else if (word_shown(w))
			join_mark(&s, w, side_of(&s, w));
}

static void join_marks(struct repair *r)
{
	bool german = lang_has(r->page->lang, "deu") && page_has(r->page, STR("„"));
	for (struct region *g = first_region(r->page); g; g = next_region(g))
		for (struct line *l = region_is_prose(g) ? first_line(g) : NULL; l; l = next_line(l))
			join_marks_of(r, l, german);
}

const struct repair_stage stage_spacing = {
	.name = "spacing", .summary = "join marks set off by a thin space to their words", .run = join_marks};
