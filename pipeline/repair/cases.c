/*
 * Mend small letters read as capitals of the same shape: "as we Say no" reads "as we say no".
 *
 * Recognisers read lines brought to one height, and so see badly how high an S is. Its box tells, beside small letters
 * of the word: by one of them where the recogniser saw the small letter as well, or else by two. The reverse is not
 * mended: what was read as a small letter and stands out was none on the development pages.
 */
#include "repair/layout.h"
#include "repair/repair.h"

#include <math.h>
#include <string.h>

/* Capitals that have the shape of their small letters. */
static const char same_shapes[] = "COPSVWXZ";

/* Letters that are as high as an x. */
static const char of_x_height[] = "acemnorsuvwxz";

/* Parts of the line's x-height: tops and feet that differ by no more are level; a descender goes so far down. */
static const double level = 0.12, descends = 0.2;

/* Letters of known height that tell are at most so many letters away: on a slant, further ones tell less. */
enum { FARTHEST = 3 };

/* How sure (percent); measured on the development pages. */
static const float sure = 97;

static bool is_one_of(struct str s, const char *letters)
{
	return s.n == 1 && strchr(letters, s.s[0]) != NULL;
}

/* Is it as high as the line's small letters, within what counts as level? */
static bool has_height(struct area a, double x)
{
	return fabs(area_height(a) - x) <= level * x;
}

/* Does the box, of a letter read as a capital, stand as a small letter beside another? A p also goes below the line. */
static bool is_level(struct area a, struct area beside, bool p, double x)
{
	double below = (a.bottom - beside.bottom) / x;
	return fabs(beside.top - a.top) <= level * x && (p ? below >= descends : fabs(below) <= level);
}

/*
 * How many small letters near symbol i of the word, which was read as a capital, tell that it is as small as they; 0
 * where one of them tells otherwise.
 */
static int count_level(const struct layout *l, const struct word *w, uint32_t i, double x)
{
	struct area a = layout_area(l, w->symbols[i].box);
	bool p = str_equal(w->symbols[i].text, STR("P"));
	int count = 0;
	for (uint32_t k = i > FARTHEST ? i - FARTHEST : 0; k < w->symbol_count && k <= i + FARTHEST; k++) {
		struct area beside = layout_area(l, w->symbols[k].box);
		if (k == i || !is_one_of(w->symbols[k].text, of_x_height) || !has_height(beside, x))
			continue;
		if (!is_level(a, beside, p, x))
			return 0;
		count++;
	}
	return count;
}

/*
 * Is symbol i small, by one letter beside it where the recogniser saw it small as well, or else, of a word's first, by
 * two? Within words, "VegaStrike", capitals are their author's.
 */
static bool is_small(const struct layout *l, const struct word *w, uint32_t i, double x)
{
	const struct symbol *s = &w->symbols[i];
	if (!is_one_of(s->text, same_shapes))
		return false;
	char small = (char)(s->text.s[0] - 'A' + 'a');
	bool seen = symbol_was_seen(s, (struct str){&small, 1}, 0);
	return (seen || i == 0) && count_level(l, w, i, x) >= (seen ? 1 : 2);
}

/* The word with the letters small that are printed so; without a text where it is so already. */
static struct str printed(const struct layout *l, const struct word *w, double x)
{
	struct strbuf out = {0};
	size_t changed = 0;
	for (uint32_t i = 0; i < w->symbol_count; i++) {
		const struct symbol *s = &w->symbols[i];
		if (is_small(l, w, i, x)) {
			strbuf_byte(&out, (char)(s->text.s[0] - 'A' + 'a'));
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
			if (!word_is_prose(w) || !str_equal(w->text, w->raw))
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
