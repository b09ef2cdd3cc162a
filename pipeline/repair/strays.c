/*
 * Set aside specks that were read as marks: "buying a used car .", where a stop hangs in the air behind the line, or a
 * bar no higher than a dot before it.
 *
 * Only a mark by itself at a line's beginning or end is judged, and only by its ink: it is lower or narrower than any
 * type has that mark, it hangs above the baseline, or it stands far out from the line.
 */
#include "repair/layout.h"
#include "repair/repair.h"

#include "base/utf8.h"

/* Marks that specks are read as, and what they have at least in all type, height and width in x-heights of the line. */
static const struct {
	const char *text;
	double height, width;
	bool on_baseline;
} marks[] = {
	{"|", 0.8, 0, false}, {":", 0.5, 0, false}, {";", 0.6, 0, false}, {"{", 0.8, 0, false}, {"}", 0.8, 0, false},
	{"!", 0.8, 0, false}, {"¢", 0.4, 0, false}, {"*", 0.3, 0, false}, {"°", 0.3, 0, false}, {"'", 0.25, 0, false},
	{"+", 0.3, 0, false}, {">", 0.3, 0, false}, {"-", 0, 0.3, false}, {"~", 0, 0.3, false}, {"=", 0, 0.3, false},
	{".", 0, 0, true},    {",", 0, 0, true},
};

/* A stop or a comma that ends more than this above the baseline (x-heights) is none. */
static const double in_the_air = 0.4;

/* A mark further from its line than this (x-heights) is not of it; bullets stand nearer. */
static const double farthest = 6;

/* What is higher than this (x-heights) is no speck: the bar of an initial I. */
static const double highest = 1.5;

/* How sure (percent): all that were found on 75 pages were specks; set by hand. */
static const float sure = 90;

static bool has_letters(struct str s)
{
	bool found = false;
	for (size_t at = 0; at < s.n && !found;) {
		uint32_t c = utf8_next(s, &at);
		found = utf8_is_letter(c) || utf8_is_digit(c);
	}
	return found;
}

/* Why the word is a speck beside its neighbour of the same line, or NULL. */
static const char *why_speck(const struct layout *l, const struct layout_line *ll, const struct word *w,
			     const struct word *beside)
{
	double x = (double)ll->type.x_height;
	struct area a = layout_area(l, w->box), b = layout_area(l, beside->box);
	if (w->in || box_empty(w->box) || box_empty(beside->box) || !has_letters(beside->text) ||
	    area_height(a) > highest * x)
		return NULL;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (!str_equal(w->text, str_of(marks[i].text)))
			continue;
		if (area_height(a) < marks[i].height * x || area_width(a) < marks[i].width * x)
			return "smaller than such a mark is";
		if (marks[i].on_baseline && ll->area.bottom - a.bottom > in_the_air * x)
			return "above the baseline";
		if (-area_across(a, b) > farthest * x)
			return "far out from the line";
	}
	return NULL;
}

static void set_aside(struct repair *r, const struct layout *l, const struct layout_line *ll, struct word *w,
		      const struct word *beside)
{
	const char *evidence = w && beside && w != beside ? why_speck(l, ll, w, beside) : NULL;
	if (!evidence)
		return;
	struct reason why = repair_reason(r, sure, "a speck at the end of a line, %s", evidence);
	struct region *aside = edit_add_region(r->page, why, REGION_NOISE, next_region(line_region(ll->line)));
	edit_move(r->page, why, &w->node, 1, &edit_add_line(r->page, why, aside, NULL)->node, NULL);
}

static void set_specks_aside(struct repair *r)
{
	struct layout l;
	if (!layout_init(&l, r->page))
		return;
	for (size_t i = 0; i < l.line_count; i++) {
		const struct line *line = l.lines[i].line;
		struct word *first = first_word(line), *last = last_word(line);
		if (first == last)
			continue;
		set_aside(r, &l, &l.lines[i], first, next_word(first));
		if (first_word(line) != last)
			set_aside(r, &l, &l.lines[i], last, prev_word(last));
	}
}

const struct repair_stage stage_strays = {.name = "strays",
					  .summary = "set aside specks read as marks at the ends of lines",
					  .needs = REPAIR_GEOMETRY,
					  .run = set_specks_aside};
