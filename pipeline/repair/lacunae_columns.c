/*
 * Lines of columns that were cut off, by their places and their words.
 *
 * A column was cut where its lines end at one straight edge, and what they end in are fragments. Each line of it that
 * should go on is marked; letters that were cut in half are taken out of the text where they may be others.
 */
#include "repair/cut_edge.h"
#include "repair/lacunae.h"

#include "base/order.h"
#include "base/utf8.h"
#include "language/completion.h"
#include "language/runs_on.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * So large a part of the words at an edge that cut a column are fragments. log10 of the odds that it was cut: what each
 * place says where one line's text does not run on in the next (measured on the development pages and on cut copies).
 */
static const double fragments_at_edge = 0.42, for_denial = 0.5, usual_joint = 1.5, most_for = 0.35, most_against = -0.8;

/* What the place of the edge says: at the scan's edge, away from it, by what is usual, and that it leans far: text is
 * set around pictures, but hardly ever so. */
static const double for_page_edge = 2.5, for_inside = -1, for_short = 1, for_full = -2, for_aslant = 1, enough = 2.5;

/* An edge leans far from here on (pixels across in one down): no scan is so crooked. */
static const double least_aslant = 0.2;

/* The edge is the page's if it is so near to it (x-heights). */
static const double at_page_edge = 2;

/* A column is short of the page's measure below this part of it, and full above that. */
static const double short_part = 0.9, full_part = 0.97;

/* Lines whose inner margins are so near are of one column (x-heights). */
static const double same_margin = 8;

/* Lines that are as wide as the page's columns are: this part of them is not wider. */
static const double usual_part = 0.9;
enum { LEAST_OTHERS = 5 };

/*
 * A letter that ends so near to the edge was cut by it; a word that ends so near may go on, and a last line of a
 * paragraph that ends so near does; a fragment does if there is no more white than a part of a letter takes that was
 * not read (x-heights).
 */
static const double cut_letter = 0.2, cut_word = 0.3, cut_unread = 1.3;

/* A line that close above or below a column (leadings) ends at its edge to this (x-heights) was cut by it. */
static const double next_to = 4, cut_exactly = 0.12;

/*
 * Letters that are what they were read as though the edge cut them, in 97 of 100 cases at the right and 94 at the left
 * (on cut copies of the development pages); others may be the beginning or the end of another ("r" of an "m").
 */
static const char sure_at_right[] = "abdefghmopqsuw", sure_at_left[] = "behmopstuw";

/* A sentence that ends so far before the edge ends its paragraph (x-heights). */
static const double short_of_edge = 1.2;

/* The least indent of a first line (x-heights), and the steepest step to the next line of a paragraph (leadings). */
static const double least_indent = 0.7, most_step = 1.7;

/* How sure (percent) a line of a cut column is cut, and a fragment's letters at most. */
static const float sure = 95;

/* How far the number of missing letters is off: a part of it, and some. */
static const double part_off = 0.12, letters_off = 0.7;

struct search {
	struct finds *finds;
	struct repair *r;
	const struct layout *layout;
	enum lacuna_side side;
	const struct cut_column *column;
	double measure; /* how wide the page's other columns are; 0: there is none */
	double unit;    /* see struct found */
};

/* The word of the line at the column's edge. */
static struct word *end_word(const struct search *s, const struct cut_line *l)
{
	return s->side == LACUNA_RIGHT ? last_shown(l->line->line) : first_shown(l->line->line);
}

/* The lines whose text the edge parts: this one and that after it, or before it. NULL at the column's end. */
static bool joined_lines(const struct search *s, size_t i, const struct line **first, const struct line **second)
{
	const struct cut_column *c = s->column;
	bool right = s->side == LACUNA_RIGHT;
	if (right ? i + 1 == c->count : i == 0)
		return false;
	*first = c->lines[right ? i : i - 1].line->line;
	*second = c->lines[right ? i + 1 : i].line->line;
	return first_shown(*first) && first_shown(*second);
}

static double joint_score(const struct search *s, const struct line *first, const struct line *second)
{
	const struct word *a = last_shown(first), *b = first_shown(second), *before = prev_shown(a),
			  *after = next_shown(b);
	struct joint j = {{a->text, before ? before->text : (struct str){0}},
			  {b->text, after ? after->text : (struct str){0}}};
	return runs_on(&j, s->r->lexicon, repair_trigrams(s->r));
}

/* What the words at the column's edge say. */
static double word_score(const struct search *s)
{
	double score = 0, usual = usual_fragments(s->finds);
	double for_fragment = log10(fragments_at_edge / usual),
	       for_whole = log10((1 - fragments_at_edge) / (1 - usual));
	for (size_t i = 0; i < s->column->count; i++) {
		const struct cut_line *l = &s->column->lines[i];
		const struct line *first = NULL, *second = NULL;
		const struct word *w = end_word(s, l);
		bool joined = joined_lines(s, i, &first, &second);
		if (!w || (joined && ends_parted(last_shown(first)->text)))
			continue;
		bool at_edge = before_edge(s->column, l) < cut_word * s->column->x_height;
		enum wholeness whole = wholeness_of(s->r, w);
		score += whole == FRAGMENT && at_edge ? for_fragment : whole == WHOLE ? for_whole : 0;
		if (joined && !ends_sentence(last_shown(first)->text))
			score += fmax(most_against,
				      fmin(most_for, for_denial * (usual_joint - joint_score(s, first, second))));
	}
	return score;
}

static bool holds(const struct cut_column *c, const struct layout_line *l)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->lines[i].line == l)
			return true;
	return false;
}

/* Is the line of the column by its inner margin, though it was not told to it? */
static bool is_beside(const struct search *s, const struct layout_line *l)
{
	double near = s->side == LACUNA_RIGHT ? l->area.left : -l->area.right;
	return fabs(near - s->column->near) < same_margin * s->column->x_height;
}

/* How wide the lines of the same type in the page's other columns are; of a column's part, in the rest of it too. */
static double usual_measure(const struct search *s, struct arena *arena)
{
	const struct layout *layout = s->layout;
	double *widths = arena_alloc(arena, layout->line_count + 1, sizeof *widths);
	size_t n = 0;
	for (size_t i = 0; i < layout->line_count; i++) {
		const struct layout_line *l = &layout->lines[i];
		if (line_region(l->line)->type == REGION_PARAGRAPH &&
		    same_size(&l->type, &s->column->lines[0].line->type) && !holds(s->column, l) &&
		    (s->column->part || !is_beside(s, l)))
			widths[n++] = area_width(l->area);
	}
	if (n < LEAST_OTHERS)
		return 0;
	qsort(widths, n, sizeof *widths, by_double);
	return widths[(size_t)(usual_part * (double)(n - 1))];
}

/* How far the column's edge is from the scan's, and how wide the column is up to it. */
static double to_page_edge(const struct search *s)
{
	const struct page *page = s->r->page;
	const struct cut_column *c = s->column;
	double nearest = INFINITY;
	for (size_t i = 0; i < c->count; i++) {
		struct box box = line_box(c->lines[i].line->line);
		double space = s->side == LACUNA_RIGHT ? page->frame.right - box.right : box.left - page->frame.left;
		nearest = fmin(nearest, space);
	}
	return nearest;
}

static double column_width(const struct cut_column *c)
{
	double y = (c->lines[0].y + c->lines[c->count - 1].y) / 2;
	return c->x + c->slope * y - c->near;
}

/* What the edge's place says; the words are not asked where it is the margin of a column as all are. */
static bool was_cut(const struct search *s)
{
	const struct cut_column *c = s->column;
	double width = column_width(c),
	       score = to_page_edge(s) <= at_page_edge * c->x_height ? for_page_edge : for_inside;
	if (s->measure > 0)
		score += width < short_part * s->measure ? for_short : width > full_part * s->measure ? for_full : 0;
	if (fabs(c->slope) > least_aslant)
		score += for_aslant;
	return score > for_inside + for_full && fragments_tell(s->finds) && score + word_score(s) >= enough;
}

/*
 * May the paragraph end with this line? The next one is indented, or farther down, or there is none; or a sentence ends
 * well before the edge.
 */
static bool may_end_paragraph(const struct search *s, size_t i)
{
	const struct cut_column *c = s->column;
	if (i + 1 == c->count || (before_edge(c, &c->lines[i]) > short_of_edge * c->x_height &&
				  ends_sentence(end_word(s, &c->lines[i])->text)))
		return true;
	const struct cut_line *next = &c->lines[i + 1];
	return next->y - c->lines[i].y > most_step * s->layout->leading ||
	       next->near > c->near + least_indent * c->x_height;
}

/* May the paragraph begin with this line, behind an indent? */
static bool may_begin_paragraph(const struct search *s, size_t i)
{
	const struct word *first = first_shown(s->column->lines[i].line->line);
	const struct word *last = i ? last_shown(s->column->lines[i - 1].line->line) : NULL;
	return (!last || ends_sentence(last->text)) && first && begins_upper(first->text);
}

/* The letters of the word that the edge cut, as they were read: text from the end on; how many bytes. */
static size_t cut_bytes(const struct search *s, const struct cut_line *l, const struct word *w)
{
	bool right = s->side == LACUNA_RIGHT;
	if (before_edge(s->column, l) > cut_letter * s->column->x_height)
		return 0;
	size_t begin, at = 0;
	if (!utf8_core(w->text).n)
		return w->text.n;
	uint32_t last = utf8_last(w->text, &begin), first = utf8_next(w->text, &at), letter = right ? last : first;
	if (letter < 0x80 && letter && strchr(right ? sure_at_right : sure_at_left, (int)letter))
		return 0;
	return right ? w->text.n - begin : at;
}

/* Is some of the line missing at the edge? */
static bool is_truncated(const struct search *s, size_t i)
{
	const struct cut_line *l = &s->column->lines[i];
	const struct word *w = end_word(s, l);
	bool touches = before_edge(s->column, l) < cut_word * s->column->x_height;
	if (s->side == LACUNA_LEFT)
		return touches || !may_begin_paragraph(s, i);
	return !may_end_paragraph(s, i) || (touches && !ends_sentence(str_chop(w->text, cut_bytes(s, l, w))));
}

/* How wide the letters of the line are, with its spaces, and how many. */
static double line_letters(const struct line *line)
{
	double letters = -1;
	for (const struct word *w = first_shown(line); w; w = next_shown(w))
		letters += (double)utf8_count(w->text) + 1;
	return fmax(letters, 1);
}

/* Estimates how much is missing of the line from its end on, and what room the cut word had. */
static void measure_missing(const struct search *s, const struct cut_line *l, struct found *f)
{
	double missing = s->column->near + s->measure - l->far;
	struct lacuna *lacuna = &f->lacuna;
	if (!(s->measure > 0) || !(missing > 0))
		return;
	lacuna->width = (float)missing;
	lacuna->letters = (float)(missing * line_letters(l->line->line) / area_width(l->line->area));
	lacuna->deviation = (float)(part_off * (double)lacuna->letters + letters_off);
	f->room = missing + (double)(lacuna->word->box.right - lacuna->word->box.left);
}

/* The pixels of the column's words to the width that they have in a common type. */
static double unit_of(const struct cut_column *c)
{
	double pixels = 0, width = 0;
	for (size_t i = 0; i < c->count; i++)
		for (const struct word *w = first_shown(c->lines[i].line->line); w; w = next_shown(w)) {
			pixels += w->box.right - w->box.left;
			width += (double)text_width(w->text);
		}
	return width > 0 ? pixels / width : 0;
}

/* full: it is a whole line of the column, not one that may have ended before its margin. */
static void mark_line(const struct search *s, const struct cut_line *l, bool full)
{
	struct word *w = end_word(s, l);
	double before = before_edge(s->column, l), x = s->column->x_height;
	bool unread = before < cut_unread * x && wholeness_of(s->r, w) == FRAGMENT;
	struct lacuna lacuna = {.word = w,
				.side = s->side,
				.cause = to_page_edge(s) <= at_page_edge * x ? LACUNA_PAGE_EDGE : LACUNA_CUT,
				.in_word = before < cut_word * x || unread};
	struct found *f =
		add_found(s->finds, lacuna,
			  repair_reason(s->r, sure, "the lines of the column end at one edge, in parts of words"));
	if (!f)
		return; /* another column's edge did it */
	if (full)
		measure_missing(s, l, f);
	f->unit = s->unit;
	f->gap = unread ? -1 : fmax(before, 0);
	f->edge = s->side == LACUNA_RIGHT ? w->box.right + before : w->box.left - before;
	f->lacuna.confidence = lacuna.in_word ? w->confidence : 0;
	f->lacuna.doubtful = take_doubtful(
		s->r, w, s->side == LACUNA_RIGHT, cut_bytes(s, l, w),
		repair_reason(s->r, sure,
			      "the edge cuts through what was read there: it may be part of another letter"));
}

/*
 * Headings and quotes in a column that was cut: those of their lines that end at its edge are cut as well; above and
 * below the column too, where the edge is the scan's, or they end in a fragment, or stand next to it and end there
 * exactly.
 */
static void mark_others(const struct search *s, const struct cut_line *lines, size_t n)
{
	const struct cut_column *c = s->column;
	double top = c->lines[0].y, bottom = c->lines[c->count - 1].y, beside = next_to * s->layout->leading;
	for (size_t i = 0; i < n; i++) {
		const struct cut_line *l = &lines[i];
		struct word *w = end_word(s, l);
		double before = before_edge(c, l), x = fmax(c->x_height, l->line->type.x_height);
		bool exact = fabs(before) < cut_exactly * x && l->y > top - beside && l->y < bottom + beside;
		bool reaches = (l->y > top && l->y < bottom) || to_page_edge(s) <= at_page_edge * c->x_height ||
			       (w && wholeness_of(s->r, w) == FRAGMENT) || exact;
		if (w && !holds(c, l->line) && reaches && fabs(before) < cut_word * x)
			mark_line(s, l, false);
	}
}

static void mark_column(const struct search *s)
{
	const struct cut_column *c = s->column;
	for (size_t i = 0; i < c->count; i++)
		if (end_word(s, &c->lines[i]) && is_truncated(s, i))
			mark_line(s, &c->lines[i], s->side == LACUNA_LEFT || !may_end_paragraph(s, i));
}

static void search_side(struct finds *finds, const struct layout *layout, enum lacuna_side side, struct arena *arena)
{
	size_t count, n;
	const struct cut_line *lines = outermost_lines(layout, side, arena, &n);
	const struct cut_column *columns = cut_columns(lines, n, arena, &count);
	for (size_t i = 0; i < count; i++) {
		struct search s = {
			.finds = finds, .r = finds->r, .layout = layout, .side = side, .column = &columns[i]};
		s.measure = usual_measure(&s, arena);
		if (!was_cut(&s))
			continue;
		s.unit = unit_of(s.column);
		mark_column(&s);
		mark_others(&s, lines, n);
	}
}

void find_cut_columns(struct finds *finds)
{
	struct layout layout;
	if (!layout_init(&layout, finds->r->page))
		return;
	search_side(finds, &layout, LACUNA_LEFT, &finds->r->page->scratch);
	search_side(finds, &layout, LACUNA_RIGHT, &finds->r->page->scratch);
}
