/*
 * Mend small letters read as capitals of the same shape: "as we Say no" reads "as we say no".
 *
 * Recognisers read lines brought to one height, and so see badly how high an S is. Its box tells, beside the letter of
 * the word that is nearest and has a known height; the recogniser must have seen the small letter as well. The reverse
 * is not mended: what was read as a small letter and stands out was none on the development pages.
 */
#include "repair/layout.h"
#include "repair/repair.h"

#include <math.h>
#include <string.h>

/* Capitals that have the shape of their small letters. */
static const char same_shapes[] = "COPSVWXZ";

/* Letters that are as high as an x, and cannot be taken for capitals. */
static const char of_x_height[] = "aemnru";

/* Parts of the line's x-height: tops and feet that differ by no more are level; a descender goes so far down. */
static const double level = 0.12, descends = 0.2;

/* The nearest letter of known height is at most so many letters away: on a slant, further ones tell less. */
enum { FARTHEST = 3 };

/* How sure (percent); measured on the development pages. */
static const float sure = 97;

static bool is_one_of(struct str s, const char *letters)
{
	return s.n == 1 && strchr(letters, s.s[0]) != NULL;
}

static bool was_seen(const struct symbol *s, char letter)
{
	for (uint32_t i = 0; i < s->alternative_count; i++)
		if (str_equal(s->alternatives[i].text, (struct str){&letter, 1}))
			return true;
	return false;
}

/* Is it as high as the line's small letters, within what counts as level? */
static bool has_height(struct area a, double x)
{
	return fabs(area_height(a) - x) <= level * x;
}

/* The nearest letter of known height beside symbol i of the word; false where there is none. */
static bool find_reference(const struct layout *l, const struct word *w, uint32_t i, double x, struct area *reference)
{
	for (uint32_t away = 1; away <= FARTHEST; away++)
		for (int side = 1; side >= -1; side -= 2) {
			if (side < 0 ? away > i : i + away >= w->symbol_count)
				continue;
			const struct symbol *s = &w->symbols[side < 0 ? i - away : i + away];
			*reference = layout_area(l, s->box);
			if (is_one_of(s->text, of_x_height) && has_height(*reference, x))
				return true;
		}
	return false;
}

/* Is symbol i, read as a capital, printed as small as the letters beside it? A p also goes below the line. */
static bool is_small(const struct layout *l, const struct word *w, uint32_t i, double x)
{
	struct area beside, a = layout_area(l, w->symbols[i].box);
	if (!find_reference(l, w, i, x, &beside) || fabs(beside.top - a.top) > level * x)
		return false;
	double below = (a.bottom - beside.bottom) / x;
	return str_equal(w->symbols[i].text, STR("P")) ? below >= descends : fabs(below) <= level;
}

/* The word with the letters small that are printed so; without a text where it is so already. */
static struct str printed(const struct layout *l, const struct word *w, double x)
{
	struct strbuf out = {0};
	size_t changed = 0;
	for (uint32_t i = 0; i < w->symbol_count; i++) {
		const struct symbol *s = &w->symbols[i];
		char small = (char)(s->text.n ? s->text.s[0] - 'A' + 'a' : 0);
		if (is_one_of(s->text, same_shapes) && was_seen(s, small) && is_small(l, w, i, x)) {
			strbuf_byte(&out, small);
			changed++;
		} else
			strbuf_add(&out, s->text);
	}
	struct str text = changed ? arena_str(&((struct page *)l->page)->arena, strbuf_str(&out)) : (struct str){0};
	bool whole = out.n == w->raw.n; /* the symbols are the word, and nothing else */
	strbuf_release(&out);
	return whole ? text : (struct str){0};
}

static void mend_cases(struct repair *r)
{
	struct layout l;
	if (!layout_init(&l, r->page))
		return;
	for (size_t i = 0; i < l.line_count; i++)
		for (struct word *w = first_word(l.lines[i].line); w; w = next_word(w)) {
			if (!word_shown(w) || !str_equal(w->text, w->raw))
				continue;
			struct str text = printed(&l, w, (double)l.lines[i].type.x_height);
			if (text.n)
				edit_text(r->page, repair_reason(r, sure, "no higher than the small letters beside it"),
					  w, text);
		}
}

const struct repair_stage stage_cases = {.name = "cases",
					 .summary = "mend capitals that are no higher than small letters",
					 .needs = REPAIR_GEOMETRY,
					 .run = mend_cases};
