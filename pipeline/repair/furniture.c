/*
 * Tell running headers, footers and page numbers from the body: "HISTORY TODAY FEBRUARY 2006   58".
 *
 * They are rows of their own at the top or the foot of the page, set apart by white or a rule, no larger than the body,
 * and look like it: capitals, wide spacing, a page number, a date, another face. A title is larger, and what the body
 * runs on into is of the body. Old printers also set signature marks, for the binder, right under the last line of a
 * sheet's first page: "VOL. XXXVII.   B".
 */
#include "repair/layout.h"
#include "repair/repair.h"

#include "base/utf8.h"
#include "language/runs_on.h"
#include "page/folio.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Lines of one row have baselines within this part of an x-height. */
static const double same_row = 0.8;

/* White between furniture and the rest: in leadings. */
static const double least_white = 1.45, wide_white = 2.2;

/* The same at the top where the row leaves no doubt, see stands_out; at the foot such a row is a line of its own. */
static const double little_white = 1.1;

/* A line is indented, or leaves room for an initial, if it begins so far right of the next ones (x-heights). */
static const double least_indent = 1.2;

/* Not larger than this against the body; with a page number in the row, or in few capitals, than that. */
static const float largest = 1.12F, largest_with_number = 1.5F, largest_capitals = 1.35F;

/* Smaller than this part of the body's type no title is set. */
static const float small = 0.95F;

/* A row over the gutter is narrower than this part of the page's text; its middle is not further than this from its. */
static const double narrow = 0.35, same_middle = 0.04;

/* A line begins at the left margin if it is no further from it (x-heights). */
static const double margin = 2;

/* Columns part where no more than this part of the body's letters crosses the middle. */
static const double few_cross = 0.2;

/* The body's leading is at most so many x-heights here: lines of a list may stand further apart. */
static const double most_leading = 3;

/*
 * A row below this part of the page's height, and with room for so many lines above it, is no running head: title pages
 * begin in the middle.
 */
static const double lowest_head = 0.25, lines_above_head = 8;

/* A row longer than this (bytes) is text. */
enum { LONGEST = 90 };

/* A signature mark is lower than this part of the body's capitals: the binder's eyes only, in the smallest type. */
static const float signature_height = 0.9F;

/* A page has one number: another at its foot that was read with less confidence than this (percent) is a speck. */
static const float sure_number = 80;

/* What speaks for furniture adds up to this at least. */
enum { LEAST_SCORE = 3 };

/* The lines beside an initial, and the one under it. */
enum { HIGHEST_INITIAL = 6 };

/* At most this many rows at each end of the page; at least this many rows are left to be the body. */
enum { MOST_ROWS = 2, LEAST_BODY = 4 };

struct row {
	struct area area;
	size_t first, count; /* of the sorted lines */
	size_t letters;
};

struct rows {
	struct layout layout;
	struct row *all;
	size_t count;
};

static int by_foot(const void *a, const void *b)
{
	const struct layout_line *x = a, *y = b;
	return x->area.bottom != y->area.bottom ? (x->area.bottom > y->area.bottom) - (x->area.bottom < y->area.bottom)
						: (x->area.left > y->area.left) - (x->area.left < y->area.left);
}

static bool find_rows(struct repair *r, struct rows *rows)
{
	struct layout *l = &rows->layout;
	if (!layout_init(l, r->page))
		return false;
	qsort(l->lines, l->line_count, sizeof *l->lines, by_foot);
	rows->all = must_alloc(l->line_count, sizeof *rows->all);
	rows->count = 0;
	for (size_t i = 0; i < l->line_count; i++) {
		const struct layout_line *ll = &l->lines[i];
		struct row *last = rows->count ? &rows->all[rows->count - 1] : NULL;
		if (!last || ll->area.bottom - last->area.bottom > same_row * (double)l->body.x_height)
			last = &rows->all[rows->count++], *last = (struct row){.first = i};
		last->area = area_union(last->area, ll->area);
		last->count++;
		last->letters += ll->letters;
	}
	return true;
}

/* The page's number, as far as one word tells; one letter alone is none, though it may be a Roman numeral. */
static bool is_folio(struct str s)
{
	struct str folio = folio_in(s);
	return folio.n > 1 || folio_value(folio) > 0;
}

/* The word of letters or digits that is next to w in this direction, or w itself where it is one; or NULL. */
static struct word *solid_word(const struct word *w, bool back)
{
	for (; w; w = back ? prev_word(w) : next_word(w))
		for (size_t i = 0; i < w->text.n; i++)
			if (isalnum((unsigned char)w->text.s[i]))
				return (struct word *)w;
	return NULL;
}

static double gap_between(const struct layout *l, const struct word *a, const struct word *b)
{
	return layout_area(l, b->box).left - layout_area(l, a->box).right;
}

/* The leftmost of the row's lines that share some of the area's width; NULL: none does. */
static const struct layout_line *leftmost(const struct rows *rows, const struct row *row, struct area area)
{
	const struct layout_line *lines = rows->layout.lines + row->first, *best = NULL;
	for (size_t i = 0; i < row->count; i++)
		if (area_across(lines[i].area, area) > 0 && (!best || lines[i].area.left < best->area.left))
			best = &lines[i];
	return best;
}

/* The page number at the row's left or right end: its word and line; NULL where there is none. */
static struct word *find_folio(const struct rows *rows, const struct row *row)
{
	const struct layout_line *lines = rows->layout.lines + row->first;
	const struct layout_line *left = leftmost(rows, row, row->area), *right = lines;
	for (size_t i = 1; i < row->count; i++)
		right = lines[i].area.right > right->area.right ? &lines[i] : right;
	struct word *l = left ? solid_word(first_word(left->line), false) : NULL,
		    *r = solid_word(last_word(right->line), true);
	const struct word *after = l ? solid_word(next_word(l), false) : NULL;
	const struct word *before = r ? solid_word(prev_word(r), true) : NULL;
	double apart = 1.6 * (double)rows->layout.body.x_height;
	bool left_apart = l && (!after || gap_between(&rows->layout, l, after) > apart);
	bool right_apart = r && (!before || gap_between(&rows->layout, before, r) > apart);
	return r && right_apart && is_folio(r->text) ? r : l && left_apart && is_folio(l->text) ? l : NULL;
}

/* What running heads name: a month or the periodical, and a year; 2 for both. */
static int count_names(const struct row *row, const struct layout *l)
{
	static const char *const usual[] = {"january", "february", "march",     "april",    "may",      "june",
					    "july",    "august",   "september", "october",  "november", "december",
					    "issue",   "vol",      "volume",    "magazine", "review",   "journal",
					    "page",    "monthly",  "no",        NULL};
	bool named = false, dated = false;
	for (size_t i = row->first; i < row->first + row->count; i++)
		for (const struct word *w = first_word(l->lines[i].line); w; w = next_word(w)) {
			named |= str_is_one_of(utf8_core(w->text), usual);
			dated |= folio_is_year(folio_in(w->text));
		}
	return named + dated;
}

static bool has_rule(const struct layout *l, const struct row *row)
{
	for (size_t i = 0; i < l->rule_count; i++) {
		double below = l->rules[i].top - row->area.bottom, above = row->area.top - l->rules[i].bottom;
		if (area_width(l->rules[i]) > 4 * area_height(l->rules[i]) && fmax(below, above) < 1.5 * l->leading &&
		    fmin(below, above) > -3 * l->leading && area_across(l->rules[i], row->area) > 0)
			return true;
	}
	return false;
}

/* Is the middle of the row that of the page's text? */
static bool is_centred(const struct layout *l, const struct row *row)
{
	return fabs(row->area.left + row->area.right - l->text.left - l->text.right) <
	       2 * same_middle * area_width(l->text);
}

/* Does the row stand by itself in the middle of the page, over the gutter of columns, where no heading stands? */
static bool is_over_gutter(const struct layout *l, const struct row *row)
{
	double middle = (row->area.left + row->area.right) / 2, letters = 0, crossing = 0;
	if (row->count > 1 || area_width(row->area) > narrow * area_width(l->text) || !is_centred(l, row))
		return false;
	for (size_t i = 0; i < l->line_count; i++) {
		const struct layout_line *ll = &l->lines[i];
		if (!same_size(&ll->type, &l->body) || ll->area.bottom <= row->area.bottom)
			continue;
		letters += (double)ll->letters;
		crossing += ll->area.left < middle && ll->area.right > middle ? (double)ll->letters : 0;
	}
	return crossing < few_cross * letters;
}

/* Does the row begin in small letters, under the area, and no further right than the next rows of its column? */
static bool goes_on(const struct rows *rows, const struct row *row, struct area area)
{
	const struct layout_line *ll = leftmost(rows, row, area);
	const struct word *w = ll ? first_shown(ll->line) : NULL;
	if (!w || !begins_lower(w->text))
		return false;
	for (size_t i = 1; i <= HIGHEST_INITIAL && row + i < rows->all + rows->count; i++) {
		const struct layout_line *below = leftmost(rows, row + i, ll->area);
		if (below && below->area.left < ll->area.left - least_indent * (double)rows->layout.body.x_height)
			return false;
	}
	return true;
}

/* Does the page begin in mid-sentence: the uppermost line of the body below the row that begins at the left margin? */
static bool page_goes_on(const struct layout *l, const struct row *row)
{
	const struct layout_line *ll = l->lines + row->first + row->count, *end = l->lines + l->line_count;
	double left = l->text.left + margin * (double)l->body.x_height;
	while (ll < end && (!same_face(&ll->type, &l->body) || ll->area.left > left))
		ll++;
	const struct word *w = ll < end ? first_shown(ll->line) : NULL;
	return w && begins_lower(w->text);
}

/*
 * Can the row be of no text: capitals or a number over a line in mid-sentence, or over the gutter of a page that begins
 * in one, or a number alone in the middle of the page's foot?
 */
static bool stands_out(const struct rows *rows, const struct row *row, const struct row *next, int direction)
{
	const struct layout *l = &rows->layout;
	const struct word *folio = find_folio(rows, row);
	bool alone =
		folio && row->count == 1 && !solid_word(prev_word(folio), true) && !solid_word(next_word(folio), false);
	if (direction < 0)
		return alone && is_centred(l, row);
	for (size_t i = row->first; i < row->first + row->count && !alone; i++)
		if (!(l->lines[i].capitals > 0.7))
			return false;
	return goes_on(rows, next, row->area) || (is_over_gutter(l, row) && page_goes_on(l, row));
}

/* How much speaks for the row's being furniture: see the head of this file. */
static int score_row(const struct rows *rows, const struct row *row, double white, bool folio, bool out)
{
	const struct layout *l = &rows->layout;
	int score = (folio ? 2 : 0) + (out ? 2 : 0);
	size_t capitals = 0, spaced = 0, other = 0, smaller = 0;
	for (size_t i = row->first; i < row->first + row->count; i++) {
		const struct layout_line *ll = &l->lines[i];
		capitals += ll->capitals > 0.7 ? ll->letters : 0;
		spaced += ll->type.spacing > 0.3F * ll->type.x_height ? ll->letters : 0;
		smaller += ll->type.x_height < small * l->body.x_height ? ll->letters : 0;
		other += !same_face(&ll->type, &l->body) || is_bolder(&ll->type, &l->body) ? ll->letters : 0;
	}
	bool wide = 2 * spaced > row->letters, ruled = has_rule(l, row);
	int named = count_names(row, l);
	/* Without one of these it may be a title in capitals, however much white stands under it. */
	if (!folio && !out && !wide && !named && !ruled && 2 * smaller < row->letters)
		return 0;
	score += 2 * capitals > row->letters;
	score += 2 * other > row->letters;
	score += wide + named + ruled;
	score += white > wide_white * l->leading || is_over_gutter(l, row);
	return score;
}

/* Few words in capitals: "USER SPACE". */
static bool is_in_capitals(const struct layout *l, const struct row *row)
{
	enum { FEW = 30 };
	for (size_t i = row->first; i < row->first + row->count; i++)
		if (l->lines[i].capitals < 0.7)
			return false;
	return row->letters < FEW;
}

/* Is the row at this end of the page (direction 1: the top) furniture? */
static bool is_furniture(const struct rows *rows, const struct row *row, const struct row *next, int direction)
{
	const struct layout *l = &rows->layout;
	double white = direction > 0 ? next->area.bottom - row->area.bottom : row->area.bottom - next->area.bottom;
	bool folio = find_folio(rows, row) != NULL, out = stands_out(rows, row, next, direction);
	float most = folio ? largest_with_number : is_in_capitals(l, row) ? largest_capitals : largest;
	double leading = fmin(l->leading, most_leading * (double)l->body.x_height);
	double least = !out ? least_white : direction > 0 ? little_white : 0;
	if (row->letters > LONGEST || (white < least * leading && !has_rule(l, row)) ||
	    (direction > 0 && row->area.top > fmax(lowest_head * l->page->height, lines_above_head * leading)))
		return false;
	for (size_t i = row->first; i < row->first + row->count; i++)
		if (l->lines[i].type.x_height > most * l->body.x_height)
			return false;
	return score_row(rows, row, white, folio, out) >= LEAST_SCORE;
}

/* The region that holds nothing but these words of the line: its own, or a new one. */
static struct region *part_off(struct repair *r, struct line *line, struct word *from, uint32_t count,
			       struct reason why)
{
	struct region *old = line_region(line);
	bool whole = first_word(line) == from && node_count(line->node.first) == count;
	if (whole && first_line(old) == line && !next_line(line))
		return old;
	struct region *made = edit_add_region(r->page, why, old->type, old);
	if (whole) {
		edit_move(r->page, why, &line->node, 1, &made->node, NULL);
		return made;
	}
	struct line *part = edit_add_line(r->page, why, made, NULL);
	part->baseline[0] = line->baseline[0];
	part->baseline[1] = line->baseline[1];
	edit_move(r->page, why, &from->node, count, &part->node, NULL);
	return made;
}

/* The page number's words with the dashes around it, "– 58 –": gives the first, and how many there are. */
static struct word *with_dashes(struct word *folio, uint32_t *count)
{
	const struct word *before = solid_word(prev_word(folio), true), *after = solid_word(next_word(folio), false);
	struct word *first = folio;
	while (prev_word(first) != before)
		first = prev_word(first);
	*count = 0;
	for (const struct word *w = first; w != after; w = next_word(w))
		++*count;
	return first;
}

static void set_type(struct repair *r, struct region *region, enum region_type type, struct reason why)
{
	if (region->type != type)
		edit_type(r->page, why, region, type);
}

static void name_row(struct repair *r, const struct rows *rows, const struct row *row, int direction)
{
	enum region_type type = direction > 0 ? REGION_HEADER : REGION_FOOTER;
	struct word *folio = find_folio(rows, row);
	struct reason why =
		repair_reason(r, 95, "a row set apart at the %s of the page", direction > 0 ? "top" : "foot");
	struct reason number = repair_reason(r, 95, "a number at the end of a row at the %s of the page",
					     direction > 0 ? "top" : "foot");
	if (folio) {
		uint32_t words;
		folio = with_dashes(folio, &words);
		set_type(r, part_off(r, word_line(folio), folio, words, number), REGION_PAGE_NUMBER, number);
	}
	for (size_t i = row->first; i < row->first + row->count; i++) {
		struct line *line = rows->layout.lines[i].line;
		uint32_t count = node_count(line->node.first);
		if (count && line_region(line)->type != REGION_PAGE_NUMBER)
			set_type(r, part_off(r, line, first_word(line), count, why), type, why);
	}
}

/* The page number in the rows at the top of the page, or NULL. */
static const struct word *number_at_top(const struct rows *rows, size_t top)
{
	const struct word *number = NULL;
	for (size_t i = 0; i < top && !number; i++)
		number = find_folio(rows, &rows->all[i]);
	return number;
}

/* Is the row nothing but a number, read with doubt, on a page that has one at the top for certain? */
static bool is_second_number(const struct rows *rows, const struct row *row, const struct word *number)
{
	const struct line *line = rows->layout.lines[row->first].line;
	const struct word *other = find_folio(rows, row);
	return number && other && number->confidence >= sure_number && other->confidence < sure_number &&
	       row->count == 1 && first_word(line) == last_word(line);
}

static void name_footer(struct repair *r, const struct rows *rows, const struct row *row, const struct word *number)
{
	if (is_second_number(rows, row, number))
		set_type(r, line_region(rows->layout.lines[row->first].line), REGION_NOISE,
			 repair_reason(r, 95, "read with doubt as a number, of which the page has one at the top"));
	else
		name_row(r, rows, row, -1);
}

/* What a volume's words are called at the foot of a sheet. */
static bool is_volume_name(struct str s)
{
	static const char *const names[] = {"vol",  "volume", "no", "number", "n",   "s",    "n.s",    "ns",
					    "band", "bd",     "nr", "tome",   "tom", "part", "series", NULL};
	return str_is_one_of(utf8_core(s), names);
}

/* A sheet's letter, with or without its number: "B", "2", "K2", "*". */
static bool is_sheet_letter(struct str s)
{
	size_t letters = 0, digits = 0;
	for (size_t i = 0; i < s.n; i++) {
		letters += isupper((unsigned char)s.s[i]) != 0;
		digits += isdigit((unsigned char)s.s[i]) != 0;
		if (!isupper((unsigned char)s.s[i]) && !isdigit((unsigned char)s.s[i]) && s.s[i] != '*')
			return false;
	}
	return letters <= 2 && digits <= 2;
}

/* A volume and its number, "VOL. XXXVII.", a sheet's letter, "2 B", or both. */
static bool is_signature(const struct line *line)
{
	enum { MOST_WORDS = 6 };
	uint32_t words = 0, volumes = 0;
	for (const struct word *w = first_word(line); w; w = next_word(w)) {
		struct str s = w->text;
		if (!word_shown(w))
			continue;
		while (s.n && strchr(".,;:", s.s[s.n - 1]))
			s.n--;
		words++;
		bool volume = is_volume_name(s);
		volumes += volume;
		if (!volume && !is_sheet_letter(s) && !(volumes && is_folio(s)))
			return false;
	}
	return words && words <= MOST_WORDS;
}

/* Is the page's last row one of signature marks: small, under the columns, and of nothing else? */
static bool is_signature_row(const struct rows *rows, const struct row *row)
{
	const struct layout *l = &rows->layout;
	bool lettered = false;
	for (size_t i = row->first; i < row->first + row->count; i++) {
		const struct layout_line *ll = &l->lines[i];
		lettered |= ll->capitals > 0;
		if (!(ll->type.height < signature_height * l->body.height) || !is_signature(ll->line))
			return false;
	}
	return lettered; /* a number alone is the page's */
}

static void name_signatures(struct repair *r, const struct rows *rows, const struct row *row)
{
	struct reason why = repair_reason(r, 95, "a signature mark, in small type under the page's last line");
	for (size_t i = row->first; i < row->first + row->count; i++) {
		struct line *line = rows->layout.lines[i].line;
		set_type(r, part_off(r, line, first_word(line), node_count(line->node.first), why),
			 REGION_SIGNATURE_MARK, why);
	}
}

static void name_furniture(struct repair *r)
{
	struct rows rows;
	if (!find_rows(r, &rows))
		return;
	size_t top = 0, bottom = 0;
	if (rows.count > LEAST_BODY && is_signature_row(&rows, &rows.all[rows.count - 1]))
		name_signatures(r, &rows, &rows.all[--rows.count]);
	while (top < MOST_ROWS && rows.count > top + LEAST_BODY &&
	       is_furniture(&rows, &rows.all[top], &rows.all[top + 1], 1))
		top++;
	while (bottom < MOST_ROWS && rows.count > top + bottom + LEAST_BODY &&
	       is_furniture(&rows, &rows.all[rows.count - 1 - bottom], &rows.all[rows.count - 2 - bottom], -1))
		bottom++;
	const struct word *number = number_at_top(&rows, top);
	for (size_t i = 0; i < top; i++)
		name_row(r, &rows, &rows.all[i], 1);
	for (size_t i = 0; i < bottom; i++)
		name_footer(r, &rows, &rows.all[rows.count - 1 - i], number);
	free(rows.all);
}

const struct repair_stage stage_furniture = {.name = "furniture",
					     .summary = "tell running headers, footers and page numbers from the body",
					     .needs = REPAIR_GEOMETRY,
					     .run = name_furniture};
