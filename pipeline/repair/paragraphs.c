/*
 * Put lines together to paragraphs: lines that stand under each other in one column and one type, parted where a first
 * line is indented, where the line before is short, or where there is more white than between lines.
 *
 * Lines that mean something, as those of verse and of addresses, stay lines: they begin with capitals one after the
 * other, end short though the next word would have had room, and mostly in mid-sentence.
 *
 * The recogniser's own paragraphs stay where they agree. Lines of other type (headings, pull quotes, captions) become
 * regions of their own, which later stages name.
 */
#include "repair/items.h"
#include "repair/layout.h"
#include "repair/repair.h"

#include "base/order.h"
#include "base/utf8.h"
#include "language/runs_on.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A line follows another if their baselines are at most so many leadings apart, for the larger type of both. */
static const double farthest = 1.9;

/* They have this part of the narrower one's width in common. */
static const double least_common = 0.5;

/* More white: so many times the usual distance of the column's lines. Less is enough where the face changes as well. */
static const double more_white = 1.32, some_white = 1.12;

/* Lines stand evenly whose distances differ by no more than this part. */
static const double evenly = 0.1;

/* Lines are flush whose ends differ by no more than this (x-heights of the body). */
static const double flush = 0.8;

/* An indent, and what a line may end short of the column without being its paragraph's last (x-heights). */
static const double least_indent = 0.7, most_indent = 7, short_end = 2.5;

/* A column is justified if this part of its lines end flush. Of one, a line that ends so far from it is a last one. */
static const double justified_part = 0.6, last_end = 1;

/* The edge of the scan may cut a line that is read up to so far from it (x-heights): the letter cut is often lost. */
static const double cut_end = 2;

/* So many lines in a row mean something that begin with a capital and end short; no more than this part of them ends a
 * sentence, as paragraphs of one line do. In a column of lines of which so many begin with capitals none need be short
 * but those that do not end within this of each other (x-heights). */
enum { LEAST_LINES = 3 };
static const double most_ended = 0.5, most_capitals = 0.85, same_end = 1;

/* How sure (percent): not measured for single breaks. */
static const float sure = 90;

enum { NONE = -1, FEWEST_JUSTIFIED = 4 };

struct column {
	int *lines;  /* numbers of the layout, from top to bottom */
	bool *verse; /* does this one of the lines mean something? */
	int count;
	double left, right, leading;
	bool justified;
};

/*
 * The nearest line below (direction 1) or above (-1) that of this place by foot that shares its column: its place, or
 * NONE. Of two at one height it is the one that the layout has first.
 */
static int nearest(const struct layout *l, int place, int direction)
{
	int best = NONE;
	const struct layout_line *a = l->by_foot[place];
	for (int i = place + direction; i >= 0 && i < (int)l->line_count; i += direction) {
		const struct layout_line *b = l->by_foot[i];
		double down = (b->area.bottom - a->area.bottom) * direction;
		if (best != NONE && (direction > 0 || b->area.bottom < l->by_foot[best]->area.bottom))
			break;
		if (down >= 0.4 * fmin((double)a->type.x_height, (double)b->type.x_height) &&
		    area_across(a->area, b->area) >= 0.15 * fmin(area_width(a->area), area_width(b->area)))
			best = i;
	}
	return best;
}

/* Does a rule or a picture lie between the lines? */
static bool is_parted(const struct layout *l, struct area a, struct area b)
{
	struct area between = {fmax(a.left, b.left), a.bottom, fmin(a.right, b.right), b.top};
	double thin = 0.5 * (double)l->body.x_height;
	for (size_t i = 0; i < l->picture_count; i++)
		if (area_down(l->pictures[i], between) > thin && area_across(l->pictures[i], between) > 0 &&
		    !(area_down(l->pictures[i], a) > 0 && area_down(l->pictures[i], b) > 0))
			return true;
	for (size_t i = 0; i < l->rule_count; i++)
		if (area_height(l->rules[i]) < 2 * thin && l->rules[i].top > between.top - thin &&
		    l->rules[i].bottom < between.bottom + thin &&
		    area_across(l->rules[i], between) > 0.5 * area_width(between))
			return true;
	return false;
}

/* Do the lines begin and end alike, at the distance of the body's lines? Then measures of their type may err. */
static bool is_flush(const struct layout *l, const struct layout_line *a, const struct layout_line *b)
{
	double x = (double)l->body.x_height, down = b->area.bottom - a->area.bottom;
	return fabs(a->area.left - b->area.left) < flush * x && fabs(a->area.right - b->area.right) < flush * x &&
	       down < some_white * l->leading && down > 0.8 * l->leading && area_width(a->area) > 12 * x;
}

static bool is_listed(const struct layout_line *a)
{
	return line_region(a->line)->type == REGION_LISTING;
}

/* Is it nothing but the brackets and stops about what was not read, the end of a sentence: "( )."? */
static bool is_rest(const struct layout_line *ll)
{
	for (const struct word *w = first_shown(ll->line); w; w = next_shown(w))
		for (size_t i = 0; i < w->text.n; i++)
			if (!strchr("()[].,;:", w->text.s[i]))
				return false;
	return ll->wordless;
}

static bool ends_in_sentence(const struct layout_line *ll)
{
	const struct word *w = last_shown(ll->line);
	return w && !ends_sentence(w->text);
}

/* Is b the line after a in the same column and the same type? */
static bool follows(const struct layout *l, const struct layout_line *a, const struct layout_line *b)
{
	double usual = l->leading *
		       fmax(1, fmax((double)a->type.x_height, (double)b->type.x_height) / (double)l->body.x_height);
	double down = b->area.bottom - a->area.bottom;
	if (is_rest(b) && !is_rest(a) && ends_in_sentence(a) && down < some_white * usual)
		return true;
	if (down > farthest * usual || (!same_size(&a->type, &b->type) && !is_flush(l, a, b)) ||
	    area_across(a->area, b->area) < least_common * fmin(area_width(a->area), area_width(b->area)))
		return false;
	if (is_listed(a) || is_listed(b) || a->wordless || b->wordless || a->type.reversed != b->type.reversed ||
	    is_parted(l, a->area, b->area))
		return false;
	return same_face(&a->type, &b->type) || down < some_white * usual || is_flush(l, a, b);
}

/*
 * In a block that is not set as the body, a line may be measured otherwise than those right above and below it, which
 * are alike: it is as they are.
 */
static void even_out(struct layout *l)
{
	for (int i = 0; i < (int)l->line_count; i++) {
		int over = nearest(l, i, -1), under = nearest(l, i, 1);
		if (over == NONE || under == NONE)
			continue;
		const struct layout_line *a = l->by_foot[over], *b = l->by_foot[i], *c = l->by_foot[under];
		double first = b->area.bottom - a->area.bottom, second = c->area.bottom - b->area.bottom;
		if (line_region(a->line) == line_region(b->line) && line_region(b->line) == line_region(c->line) &&
		    fabs(first - second) <= evenly * first && same_size(&a->type, &c->type) &&
		    !same_size(&a->type, &l->body) && !same_size(&b->type, &a->type) && !same_size(&b->type, &c->type))
			l->lines[b - l->lines].type = a->type;
	}
}

/* The line that follows each line in its column, or NONE; a line follows one line at most. */
static int *find_followers(const struct layout *l)
{
	int *next = must_alloc(l->line_count, sizeof *next);
	for (int i = 0; i < (int)l->line_count; i++) {
		int k = nearest(l, i, 1);
		const struct layout_line *a = l->by_foot[i], *b = k == NONE ? NULL : l->by_foot[k];
		next[a - l->lines] = b && nearest(l, k, -1) == i && follows(l, a, b) ? (int)(b - l->lines) : NONE;
	}
	return next;
}

/* The value at this part of the sorted ones, of left ends, right ends or distances of the column's lines. */
static double rank(const struct layout *l, const struct column *c, double (*value)(const struct layout *, const int *),
		   int count, double part)
{
	double *values = must_alloc((size_t)count + 1, sizeof *values);
	for (int i = 0; i < count; i++)
		values[i] = value(l, c->lines + i);
	qsort(values, (size_t)count, sizeof *values, by_double);
	double v = count ? values[(int)(part * (count - 1) + 0.5)] : 0;
	free(values);
	return v;
}

static double left_of(const struct layout *l, const int *i)
{
	return l->lines[*i].area.left;
}

static double right_of(const struct layout *l, const int *i)
{
	return l->lines[*i].area.right;
}

static double distance_at(const struct layout *l, const int *i)
{
	return l->lines[i[1]].area.bottom - l->lines[i[0]].area.bottom;
}

static void measure_column(const struct layout *l, struct column *c)
{
	c->left = rank(l, c, left_of, c->count, 0.25);
	c->right = rank(l, c, right_of, c->count, 0.85);
	double size = (double)l->lines[c->lines[0]].type.x_height / (double)l->body.x_height;
	c->leading = c->count > 2 ? rank(l, c, distance_at, c->count - 1, 0.4) : l->leading * fmax(1, size);
	int flush_lines = 0;
	for (int i = 0; i < c->count; i++)
		flush_lines += fabs(l->lines[c->lines[i]].area.right - c->right) < flush * (double)l->body.x_height;
	c->justified = c->count >= FEWEST_JUSTIFIED && flush_lines > justified_part * c->count;
}

/* Does line b begin with a bullet? A dash before a small letter is none where the line before (NULL: unknown) has no
 * mark at its end.
 */
static bool begins_with_bullet(const struct line *a, const struct line *b)
{
	const struct word *w = first_shown(b), *next = w ? next_word(w) : NULL, *last = a ? last_shown(a) : NULL;
	static const char *const bullets[] = {"-", "–", "—", "•", "*", "+", "·", "e", "o"};
	enum { DASHES = 3 };
	size_t end;
	bool goes_on = next && begins_lower(next->text) && last && utf8_is_letter(utf8_last(last->text, &end));
	for (size_t i = goes_on ? DASHES : 0; next && i < sizeof bullets / sizeof *bullets; i++)
		if (str_equal(w->text, str_of(bullets[i])))
			return true;
	return false;
}

/* Does it begin with a sign that is a bullet and nothing else? It may stand in as well. */
static bool begins_with_disc(const struct line *l)
{
	static const char *const discs[] = {"•", "●", "■", "▪", "◆", "‣"};
	const struct word *w = first_shown(l);
	bool disc = false;
	for (size_t i = 0; w && next_word(w) && i < sizeof discs / sizeof *discs; i++)
		disc |= str_equal(w->text, str_of(discs[i]));
	return disc;
}

static int number_of(const struct layout_line *ll)
{
	const struct word *w = first_shown(ll->line);
	return w && next_word(w) ? item_number(w->text) : 0;
}

/* Does the column's line i begin an item of a numbered list: does another one, in line with it, have the number before
 * or after? */
static bool begins_item(const struct layout *l, const struct column *c, int i)
{
	const struct layout_line *b = &l->lines[c->lines[i]];
	int number = number_of(b);
	for (int k = 0; number && k < c->count; k++) {
		const struct layout_line *other = &l->lines[c->lines[k]];
		if (number_of(other) && number_of(other) == number + (k < i ? -1 : 1) &&
		    fabs(other->area.left - b->area.left) < flush * (double)b->type.x_height)
			return true;
	}
	return false;
}

/*
 * Is it a paragraph's last line, a heading, verse or a list: is the line short of the others of a justified column, or
 * else so short that the next one's first word would have had room?
 */
static bool ends_short(const struct column *c, const struct layout_line *a, const struct layout_line *b)
{
	const struct word *w = first_shown(b->line);
	double x = (double)a->type.x_height, first = w ? w->box.right - w->box.left : 0;
	return a->area.right < c->right - (c->justified ? last_end * x : first + x + short_end * x);
}

/* Does the line run out of the scan on the right? Then it is not known how it ends. */
static bool is_cut(const struct layout *l, const struct layout_line *a)
{
	const struct word *last = last_shown(a->line);
	return last && l->cosine > fabs(l->sine) &&
	       (double)l->page->width - last->box.right < cut_end * (double)l->body.x_height;
}

static bool is_capital_line(const struct layout *l, const struct column *c, int i)
{
	const struct word *w = first_shown(l->lines[c->lines[i]].line);
	return w && begins_upper(w->text) && !is_item_mark(w->text);
}

/* Are these lines of the column of verse: in mid-sentence mostly, and of unequal length? */
static bool is_verse(const struct layout *l, const struct column *c, int begin, int end)
{
	int ended = 0, equal = 0;
	double x = (double)l->body.x_height, right = 0;
	for (int i = begin; i < end; i++) {
		const struct layout_line *ll = &l->lines[c->lines[i]];
		const struct word *w = last_shown(ll->line);
		ended += w && ends_sentence(w->text);
		right = fmax(right, ll->area.right);
	}
	for (int i = begin; i < end; i++)
		equal += l->lines[c->lines[i]].area.right > right - same_end * x;
	return end - begin >= LEAST_LINES && ended <= most_ended * (end - begin) && 2 * equal <= end - begin;
}

/* Finds the lines of the column that mean something. */
static void find_verse(const struct layout *l, struct column *c)
{
	int capitals = 0;
	for (int i = 0; i < c->count; i++) {
		c->verse[i] = false;
		capitals += is_capital_line(l, c, i);
	}
	bool all = capitals >= most_capitals * c->count;
	for (int begin = 0, end; begin < c->count; begin = end + 1) {
		for (end = begin; end < c->count && is_capital_line(l, c, end); end++) {
			const struct layout_line *a = &l->lines[c->lines[end]];
			bool last = end + 1 == c->count || !is_capital_line(l, c, end + 1);
			if (!all && !(last ? a->area.right < c->right - short_end * (double)a->type.x_height
					   : ends_short(c, a, &l->lines[c->lines[end + 1]])))
				break;
		}
		for (int i = begin; is_verse(l, c, begin, end) && i < end; i++)
			c->verse[i] = true;
	}
}

/* Why the column's line i begins a paragraph, or NULL; the one before it began with line begin. */
static const char *break_before(const struct layout *l, const struct column *c, int begin, int i)
{
	const struct layout_line *a = &l->lines[c->lines[i - 1]], *b = &l->lines[c->lines[i]],
				 *next = i + 1 < c->count ? &l->lines[c->lines[i + 1]] : NULL;
	double x = (double)b->type.x_height, down = b->area.bottom - a->area.bottom;
	const struct word *last = last_shown(a->line), *first = first_shown(b->line);
	bool ended = !last || ends_sentence(last->text), upper = !first || !begins_lower(first->text);
	double left = next ? fmin(fmin(a->area.left, next->area.left), b->area.left) : fmin(a->area.left, b->area.left);
	double indent = b->area.left - left;
	bool stands_in = b->area.left > a->area.left + least_indent * x && indent < most_indent * x &&
			 (!next || b->area.left > next->area.left + least_indent * x);
	if (c->verse[i] != c->verse[i - 1])
		return c->verse[i] ? "lines that mean something begin" : "lines that mean something end";
	if (c->verse[i])
		return down > more_white * c->leading ? "more white above than between lines" : NULL;
	if (down > 0.8 * c->leading && is_bolder(&a->type, &b->type) && ends_short(c, a, b))
		return "the line before is a bolder one by itself";
	if (is_bolder(&b->type, &a->type) && (!next || (is_bolder(&b->type, &next->type) && ends_short(c, b, next))))
		return "a bolder line by itself";
	if (down > more_white * c->leading)
		return "more white above than between lines";
	if (begins_with_disc(b->line) ||
	    (begins_with_bullet(a->line, b->line) && b->area.left < a->area.left + least_indent * x && upper))
		return "begins with a bullet";
	if (begins_with_bullet(NULL, l->lines[c->lines[begin]].line) && upper && ends_short(c, a, b))
		return "the line before is short and ends an item of a list";
	if (begins_item(l, c, i))
		return "begins with the next number of a list";
	if (stands_in && upper && (ended || ends_short(c, a, b) || is_cut(l, a)))
		return "its first line is indented";
	if (ended && upper && ends_short(c, a, b))
		return "the line before is short and ends a sentence";
	return NULL;
}

/* Are these lines, and no others, one region in this order? */
static bool is_region(const struct layout *l, const int *lines, int count)
{
	const struct region *r = line_region(l->lines[lines[0]].line);
	const struct line *line = first_line(r);
	for (int i = 0; i < count; i++, line = next_line(line))
		if (!line || line != l->lines[lines[i]].line)
			return false;
	return !line;
}

/* The type that most letters of the lines have by now. */
static enum region_type usual_type(const struct layout *l, const int *lines, int count)
{
	size_t letters[REGION_TYPES] = {0};
	enum region_type best = REGION_PARAGRAPH;
	for (int i = 0; i < count; i++)
		letters[line_region(l->lines[lines[i]].line)->type] += l->lines[lines[i]].letters;
	for (unsigned t = 0; t < REGION_TYPES; t++)
		if (letters[t] > letters[best])
			best = (enum region_type)t;
	return best;
}

static void make_region(struct repair *r, const struct layout *l, const int *lines, int count, const char *why)
{
	if (is_region(l, lines, count))
		return;
	struct region *old = line_region(l->lines[lines[0]].line);
	struct reason reason = repair_reason(r, sure, "one block of lines: %s", why);
	struct region *made = edit_add_region(r->page, reason, usual_type(l, lines, count), old);
	made->origin = old->origin;
	for (int i = 0; i < count; i++)
		edit_move(r->page, reason, &l->lines[lines[i]].line->node, 1, &made->node, NULL);
}

static void name_lines(struct repair *r, struct region *region)
{
	if (region->type == REGION_PARAGRAPH)
		edit_type(r->page,
			  repair_reason(r, sure, "its lines begin with capitals and end short, in mid-sentence"),
			  region, REGION_LINES);
}

static void part_column(struct repair *r, const struct layout *l, const struct column *c)
{
	const char *why = "the beginning of a column, or of another type";
	int begin = 0;
	for (int i = 1; i <= c->count; i++) {
		const char *next = i < c->count ? break_before(l, c, begin, i) : NULL;
		if (i < c->count && !next)
			continue;
		make_region(r, l, c->lines + begin, i - begin, why);
		if (c->verse[begin] && i - begin > 1)
			name_lines(r, line_region(l->lines[c->lines[begin]].line));
		begin = i;
		why = next;
	}
}

static void make_paragraphs(struct repair *r)
{
	struct layout l;
	if (!layout_init(&l, r->page))
		return;
	even_out(&l);
	int *next = find_followers(&l);
	struct column c = {.lines = must_alloc(l.line_count, sizeof *c.lines),
			   .verse = must_alloc(l.line_count, sizeof *c.verse)};
	bool *inside = must_alloc(l.line_count, sizeof *inside);
	for (size_t i = 0; i < l.line_count; i++)
		if (next[i] != NONE)
			inside[next[i]] = true;
	for (int i = 0; i < (int)l.line_count; i++) {
		if (inside[i] || is_listed(&l.lines[i]))
			continue;
		c.count = 0;
		for (int j = i; j != NONE; j = next[j])
			c.lines[c.count++] = j;
		measure_column(&l, &c);
		find_verse(&l, &c);
		part_column(r, &l, &c);
	}
	free(inside);
	free(next);
	free(c.lines);
	free(c.verse);
}

const struct repair_stage stage_paragraphs = {.name = "paragraphs",
					      .summary = "put lines together to paragraphs and other blocks",
					      .needs = REPAIR_GEOMETRY,
					      .run = make_paragraphs};
