/*
 * Read pale ink in the lines of text: "RedHat (            )," has an address in grey between its words.
 *
 * Letters that are only a little darker than paper fall apart, and what is left of them groups badly. But the white
 * between two words of a line is known, and is darker than paper where anything stands in it. It is read several ways;
 * what two of them agree on is believed, though each by itself be doubtful.
 */
#include "repair/rescue.h"

#include "base/utf8.h"

#include "repair/judge.h"
#include "repair/place.h"

#include <string.h>

/* White within a line that is so wide (x-heights) may hold text. */
static const double least_hole = 3.5;

/* Then it is darker than paper (least_darkness), and stands out less than this part of what the page's text does: other
 * ink is found by its shapes. */
static const double palest = 0.4;

/* A reading that is good by itself has this confidence (percent), and half of its letters in known words. */
static const float good = 82;
static const double least_known = 0.5;

/* The holes of a page that are read: a limit against pictures. */
enum { MOST_HOLES = 60, FEWEST_LETTERS = 3 };

/* How the ink is smoothed, the best way first. */
static const int ways[] = {3, 5, 1};
enum { WAYS = sizeof ways / sizeof *ways };

/*
 * Where the line goes on from word a to word b; from or to the column's edge where one is NULL. Upright, with room for
 * ascenders and descenders, which the words may lack.
 */
static struct box hole_between(const struct rescue *s, struct box column, const struct word *a, const struct word *b)
{
	struct box left = a ? upright_box(s->repair, a->box) : (struct box){0};
	struct box right = b ? upright_box(s->repair, b->box) : (struct box){0};
	struct box both = box_union(left, right);
	int letter = (int)scan_x_height(s->repair->scan);
	struct box hole = {a ? left.right : column.left, both.top - letter / 4, b ? right.left : column.right,
			   both.bottom + letter / 2};
	for (size_t i = 0; i < s->covered_count; i++) {
		struct box c = box_common(hole, s->covered[i]);
		if (box_empty(c) || 3 * (c.bottom - c.top) < hole.bottom - hole.top)
			continue;
		if (c.left - hole.left < hole.right - c.right)
			hole.left = c.right;
		else
			hole.right = c.left;
	}
	return hole;
}

struct look {
	struct page page;
	struct strbuf text; /* of the reading's one line, without spaces; empty where there are more lines */
	struct str core;    /* of the text, from its first letter or digit to its last: at its ends, specks are read */
	int words;
	struct judgement judged;
	int agree; /* looks with this core */
	int same;  /* looks with this text */
};

static void take_look(struct rescue *s, const struct ink_group *g, int smoothed, struct look *look)
{
	*look = (struct look){.agree = 1, .same = 1};
	read_cut(s, g, smoothed, &look->page);
	const struct region *r = first_region(&look->page);
	const struct line *l = r && !next_region(r) ? first_line(r) : NULL;
	if (!l || next_line(l))
		return;
	for (const struct word *w = first_word(l); w; w = next_word(w), look->words++)
		strbuf_add(&look->text, w->raw);
	look->core = utf8_core(strbuf_str(&look->text));
	look->judged = judge_line(s->repair, l);
}

static bool is_known(const struct look *look)
{
	return look->judged.known >= least_known;
}

static bool is_good(const struct look *look)
{
	return look->judged.confidence >= good && is_known(look);
}

/* Is it good by itself, or do looks agree on what is known or was read well? */
static bool is_believed(const struct look *look)
{
	return is_good(look) || (look->agree > 1 && (is_known(look) || look->judged.confidence >= good));
}

/*
 * Of looks that agree, those with fewer words are better: letters set far apart are taken for words. Then those with
 * fewer marks at the ends: bits of the brackets beside them are read as marks.
 */
static bool is_better(const struct look *a, const struct look *b)
{
	if (a->agree != b->agree)
		return a->agree > b->agree;
	if (a->agree > 1 && a->words != b->words)
		return a->words < b->words;
	if (a->agree > 1 && a->same != b->same)
		return a->same > b->same;
	if (a->agree > 1 && a->text.n != b->text.n)
		return a->text.n < b->text.n;
	return a->judged.confidence > b->judged.confidence;
}

/* Counts for each look those that agree with it, itself among them. */
static void compare_looks(struct look *looks, int count)
{
	for (int i = 0; i < count; i++)
		for (int k = 0; k < count; k++) {
			if (i == k || looks[i].core.n < FEWEST_LETTERS)
				continue;
			looks[i].agree += str_equal(looks[i].core, looks[k].core);
			looks[i].same += str_equal(strbuf_str(&looks[i].text), strbuf_str(&looks[k].text));
		}
}

static void read_group(struct rescue *s, const struct ink_group *g)
{
	struct look looks[WAYS];
	int count = 0, best = 0;
	while (count < WAYS && (!count || !is_good(&looks[count - 1]))) {
		take_look(s, g, ways[count], &looks[count]);
		count++;
	}
	compare_looks(looks, count);
	for (int i = 1; i < count; i++)
		if (is_better(&looks[i], &looks[best]))
			best = i;
	if (is_believed(&looks[best]))
		take_over(s, g, &looks[best].page, true);
	for (int i = 0; i < count; i++) {
		page_release(&looks[i].page);
		strbuf_release(&looks[i].text);
	}
}

enum hole { HOLE_WHITE, HOLE_DARK, HOLE_PALE };

/* What stands in the hole: nothing, or nothing that can be words; ink as dark as text; or pale ink, which is read. */
static enum hole read_hole(struct rescue *s, struct box hole)
{
	double mean, tenth, letter = scan_x_height(s->repair->scan);
	if (hole.right - hole.left < least_hole * letter || hole.bottom - hole.top < letter)
		return HOLE_WHITE;
	ink_darkness(s->ink, hole, &mean, &tenth);
	if (mean < least_darkness || tenth < least_darkness)
		return HOLE_WHITE;
	if (tenth > palest * s->usual_depth)
		return HOLE_DARK;
	if (s->holes_read++ < MOST_HOLES)
		read_group(s, &(struct ink_group){.box = hole, .lines = 1, .height = letter, .depth = tenth});
	return HOLE_PALE;
}

/* The line's column, upright: its region, and the lines close above and below it, as far as they reach. */
static struct box column_of(const struct rescue *s, const struct line *l)
{
	const struct page *page = s->repair->page;
	struct box line = upright_line(s->repair, l), column = upright_box(s->repair, line_region(l)->box);
	double letter = scan_x_height(s->repair->scan);
	for (uint32_t i = 0; i < page->counts[NODE_LINE]; i++) {
		struct box other = upright_line(s->repair, (const struct line *)page->nodes[NODE_LINE][i]);
		struct box across = box_common((struct box){line.left, other.top, line.right, other.bottom}, other);
		if (2 * (across.right - across.left) > line.right - line.left && other.top - line.bottom < letter &&
		    line.top - other.bottom < letter)
			column = box_union(column, other);
	}
	return column;
}

/*
 * Reads between words a and b, or the line's ends where they are NULL; gives whether pale ink was last. Doubtful words
 * between them may be what was read of pale ink; but where that holds dark ink, they are words, and the pale ink is
 * between those.
 */
static bool read_between(struct rescue *s, const struct line *l, struct box column, const struct word *a,
			 const struct word *b)
{
	enum hole last = read_hole(s, hole_between(s, column, a, b));
	if (last != HOLE_DARK)
		return last == HOLE_PALE;
	for (const struct word *w = a ? next_word(a) : first_word(l), *next; w && w != b && word_line(w) == l;
	     a = w, w = next) {
		next = next_word(w);
		last = read_hole(s, hole_between(s, column, a, w));
		if (next == b)
			last = read_hole(s, hole_between(s, column, w, b));
	}
	return last == HOLE_PALE;
}

/* The first word that is not doubtful. */
static const struct word *first_clear(const struct rescue *s, const struct line *l)
{
	const struct word *w = first_word(l);
	while (w && is_doubtful(s, w))
		w = next_word(w);
	return w;
}

/* Reads the holes of a line but that before its first word; gives whether pale ink ends the line. */
static bool read_line(struct rescue *s, const struct line *l)
{
	struct box column = column_of(s, l);
	const struct word *before = NULL;
	for (const struct word *w = first_word(l), *next; w; w = next) {
		next = next_word(w); /* before words are put between */
		if (is_doubtful(s, w))
			continue;
		if (before)
			read_between(s, l, column, before, w);
		before = w;
	}
	return before && read_between(s, l, column, before, NULL);
}

/* Is the line, upright, under one of those that pale ink ends? */
static bool is_under(struct box line, const struct box *ends, int count, double letter)
{
	for (int i = 0; i < count; i++)
		if (ends[i].left < line.right && ends[i].right > line.left && ends[i].bottom < line.bottom &&
		    line.top - ends[i].bottom < letter)
			return true;
	return false;
}

void read_holes(struct rescue *s)
{
	struct page *page = s->repair->page;
	struct box ends[MOST_HOLES];
	int count = 0;
	uint32_t lines = page->counts[NODE_LINE];
	for (uint32_t i = 0; i < lines; i++) {
		const struct line *l = (const struct line *)page->nodes[NODE_LINE][i];
		if (region_kinds[line_region(l)->type].place != PLACE_ASIDE && read_line(s, l) && count < MOST_HOLES)
			ends[count++] = upright_line(s->repair, l);
	}
	/* Initials stand before a line's first word, too: that is looked at only where pale ink goes on. */
	for (uint32_t i = 0; i < lines && count; i++) {
		const struct line *l = (const struct line *)page->nodes[NODE_LINE][i];
		const struct word *first = first_clear(s, l);
		if (first && is_under(upright_line(s->repair, l), ends, count, scan_x_height(s->repair->scan)))
			read_between(s, l, column_of(s, l), NULL, first);
	}
}
