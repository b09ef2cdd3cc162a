/*
 * Set aside marks that are none: specks, "buying a used car .", where a stop hangs in the air behind the line, or a bar
 * no higher than a dot before it, "sees prof- 4" for a dot behind the line; and white that was read as a dash, "a _
 * single investment".
 *
 * Specks are looked for at a line's beginning and end, and only by their ink: it is lower or narrower than any type has
 * that mark or letter, it hangs above the baseline, or it stands far out from the line. White is told by its box, which
 * the recogniser made up: no dash is as high as the line.
 */
#include "repair/layout.h"
#include "repair/repair.h"

#include "base/utf8.h"

#include <string.h>

/* Marks that specks are read as, and what they have at least in all type, height and width in x-heights of the line. */
static const struct {
	const char *text;
	double height, width;
	bool on_baseline;
} marks[] = {
	{"|", 0.8, 0, false},  {":", 0.5, 0, false}, {";", 0.6, 0, false}, {"{", 0.8, 0, false}, {"}", 0.8, 0, false},
	{"!", 0.8, 0, false},  {"¢", 0.4, 0, false}, {"*", 0.3, 0, false}, {"°", 0.3, 0, false}, {"'", 0.25, 0, false},
	{"+", 0.3, 0, false},  {">", 0.3, 0, false}, {"-", 0, 0.3, false}, {"~", 0, 0.3, false}, {"=", 0, 0.3, false},
	{"_", 0, 0.45, false}, {".", 0, 0, true},    {",", 0, 0, true},    {"—", 0, 0.3, false}, {"–", 0, 0.3, false},
};

/* So high is the lowest letter or figure in all type, a raised one too (x-heights); a speck read as "4" is not. */
static const double lowest_letter = 0.45;

/* A stop or a comma that ends more than this above the baseline (x-heights) is none. */
static const double in_the_air = 0.4;

/* A mark further from its line than this (x-heights) is not of it; bullets stand nearer. */
static const double farthest = 6;

/* What is higher than this (x-heights) is no speck: the bar of an initial I. */
static const double highest = 1.5;

/* Marks that lie flat; of wide white between words recognisers make them. */
static const char *const flat_marks[] = {"_",           "=", "-", "~", "\xe2\x80\x94" /* em dash */,
					 "\xe2\x80\x93" /* en dash */};

/* A flat mark with a box as high as this (x-heights) and higher than wide has no ink. */
static const double made_up = 0.9;

/* Unless the recogniser was as sure of it (percent): then its box only touches a letter. */
static const float surely_read = 85;

/*
 * White lies between words that were read with this confidence (percent) and more; among others all is doubtful, but
 * for underscores, which no text has, and boxes as high as this (x-heights), which no mark has.
 */
static const float text_read = 60, least_read = 35;
static const double towering = 2;

/* Wider white (x-heights) parts columns, not the words of a line. */
static const double widest_space = 6;

/* How sure (percent): all that were found on 75 pages were specks; set by hand. */
static const float sure = 90;

static bool is_letter(struct str s)
{
	size_t at = 0;
	uint32_t c = s.n ? utf8_next(s, &at) : 0;
	return at == s.n && (utf8_is_letter(c) || utf8_is_digit(c));
}

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
	if (is_letter(w->text))
		return area_height(a) < lowest_letter * x ? "lower than any letter is" : NULL;
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

/* The length of the flat mark that s begins with, or 0. */
static size_t flat_mark(struct str s)
{
	for (size_t i = 0; i < sizeof flat_marks / sizeof *flat_marks; i++)
		if (str_starts(s, str_of(flat_marks[i])))
			return strlen(flat_marks[i]);
	return 0;
}

static bool is_flat(struct str s)
{
	size_t at = 0, n = 1;
	while (at < s.n && n)
		at += n = flat_mark(str_skip(s, at));
	return s.n && n;
}

static bool is_made_up(const struct layout *l, const struct layout_line *ll, struct box box)
{
	struct area a = layout_area(l, box);
	double high = area_height(a);
	return high > area_width(a) && high >= made_up * (double)ll->type.x_height;
}

/*
 * Stands the mark between two words that were read well and are not far from each other? An underscore may also stand
 * at the end of the line, where other marks end sentences.
 */
static bool is_in_text(const struct layout *l, const struct layout_line *ll, const struct word *w)
{
	const struct word *beside[2] = {prev_word(w), next_word(w)};
	bool underscore = w->text.s[0] == '_';
	bool none = underscore || area_height(layout_area(l, w->box)) >= towering * (double)ll->type.x_height;
	for (int i = 0; i < 2; i++)
		if (beside[i] &&
		    (!has_letters(beside[i]->text) || beside[i]->confidence < (none ? least_read : text_read)))
			return false;
	if (!beside[0] || !beside[1])
		return (beside[0] || beside[1]) && underscore;
	double white = -area_across(layout_area(l, beside[0]->box), layout_area(l, beside[1]->box));
	return white <= widest_space * (double)ll->type.x_height;
}

/* Is the word nothing but white between words of the line? */
static bool is_white(const struct layout *l, const struct layout_line *ll, const struct word *w)
{
	if (!word_shown(w) || !is_flat(w->text) || w->confidence >= surely_read || !is_in_text(l, ll, w))
		return false;
	for (uint32_t i = 0; i < w->symbol_count; i++)
		if (!is_made_up(l, ll, w->symbols[i].box))
			return false;
	return w->symbol_count || is_made_up(l, ll, w->box) || w->text.s[0] == '_';
}

static void set_aside(struct repair *r, struct word *w, const char *what, const char *evidence)
{
	struct reason why = repair_reason(r, sure, "%s%s", what, evidence);
	struct region *aside = edit_add_region(r->page, why, REGION_NOISE, next_region(line_region(word_line(w))));
	edit_move(r->page, why, &w->node, 1, &edit_add_line(r->page, why, aside, NULL)->node, NULL);
}

static void strip_to(struct repair *r, struct word *w, size_t begin, size_t end)
{
	size_t letters = 0;
	for (size_t at = begin; at < end;)
		letters += utf8_is_letter(utf8_next(w->raw, &at));
	if (letters && (begin || end < w->raw.n))
		edit_text(r->page, repair_reason(r, sure, "white read as an underscore"), w,
			  (struct str){w->raw.s + begin, end - begin});
}

/* Takes the underscore off that the white about a word of letters was read as: "preparations for a_". Where the
 * letters' boxes are not known it is that too: no text has any. */
static void strip(struct repair *r, const struct layout *l, const struct layout_line *ll, struct word *w)
{
	uint32_t n = w->symbol_count, begin = 0, end = n;
	if (!word_shown(w) || !str_equal(w->text, w->raw))
		return;
	if (!n) {
		size_t first = 0, last = w->raw.n;
		while (first < last && w->raw.s[first] == '_')
			first++;
		while (last > first && w->raw.s[last - 1] == '_')
			last--;
		strip_to(r, w, first, last);
		return;
	}
	for (; begin < n && str_equal(w->symbols[begin].text, STR("_")); begin++)
		if (!is_made_up(l, ll, w->symbols[begin].box))
			return;
	for (; end > begin && str_equal(w->symbols[end - 1].text, STR("_")); end--)
		if (!is_made_up(l, ll, w->symbols[end - 1].box))
			return;
	if (begin || end < n)
		strip_to(r, w, begin, w->raw.n - (n - end));
}

static void judge_ends(struct repair *r, const struct layout *l, const struct layout_line *ll)
{
	struct word *ends[] = {first_word(ll->line), last_word(ll->line)};
	for (int i = 0; i < 2; i++) {
		struct word *w = ends[i], *beside = i ? prev_word(w) : next_word(w);
		const char *evidence = beside && word_line(w) == ll->line ? why_speck(l, ll, w, beside) : NULL;
		if (evidence)
			set_aside(r, w, "a speck at the end of a line, ", evidence);
	}
}

static void set_strays_aside(struct repair *r)
{
	struct layout l;
	if (!layout_init(&l, r->page))
		return;
	for (size_t i = 0; i < l.line_count; i++) {
		const struct layout_line *ll = &l.lines[i];
		if (first_word(ll->line) == last_word(ll->line) || !region_is_prose(line_region(ll->line)))
			continue;
		judge_ends(r, &l, ll);
		for (struct word *w = first_word(ll->line), *next; w; w = next) {
			next = next_word(w);
			if (is_white(&l, ll, w))
				set_aside(r, w, "white between words, ", "with a box higher than the mark can be");
			else
				strip(r, &l, ll, w);
		}
	}
}

const struct repair_stage stage_strays = {.name = "strays",
					  .summary = "set aside specks and white that were read as marks",
					  .needs = REPAIR_GEOMETRY,
					  .run = set_strays_aside};
