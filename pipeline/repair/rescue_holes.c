/*
 * Read pale ink in the lines of text: "RedHat (            )," has an address in grey between its words.
 *
 * Letters that are only a little darker than paper fall apart, and what is left of them groups badly. But the white
 * between two words of a line is known, and is darker than paper where anything stands in it. It is read several ways;
 * what two of them agree on is believed, though each by itself be doubtful. What stands before a line's first word is
 * left: there initials stand.
 */
#include "repair/rescue.h"

#include "base/utf8.h"

#include "repair/judge.h"
#include "repair/place.h"

#include <string.h>

/* White within a line that is so wide (x-heights) may hold text. */
static const double least_hole = 3.5;

/* Then it is darker than paper by so much (grey levels): paper is within one level, pale text beyond four. */
static const double least_darkness = 1.5;

/* And it stands out less than this part of what the page's text does: other ink is found by its shapes. */
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
 * Where the line goes on from word a to word b; to the column's edge where that is NULL. Upright, with room for
 * ascenders and descenders, which the words may lack.
 */
static struct box hole_between(const struct rescue *s, struct box column, const struct word *a, const struct word *b)
{
	struct box left = upright_box(s->repair, a->box);
	struct box right = b ? upright_box(s->repair, b->box) : (struct box){0};
	struct box both = box_union(left, right);
	int letter = (int)scan_x_height(s->repair->scan);
	struct box hole = {left.right, both.top - letter / 4, b ? right.left : column.right, both.bottom + letter / 2};
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
};

static void take_look(struct rescue *s, const struct ink_group *g, int smoothed, struct look *look)
{
	*look = (struct look){.agree = 1};
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

/* Of looks that agree, those with fewer words are better: letters set far apart are taken for words. */
static bool is_better(const struct look *a, const struct look *b)
{
	if (a->agree != b->agree)
		return a->agree > b->agree;
	if (a->agree > 1 && a->words != b->words)
		return a->words < b->words;
	return a->judged.confidence > b->judged.confidence;
}

static void read_group(struct rescue *s, const struct ink_group *g)
{
	struct look looks[WAYS];
	int count = 0, best = 0;
	while (count < WAYS && (!count || !is_good(&looks[count - 1]))) {
		take_look(s, g, ways[count], &looks[count]);
		count++;
	}
	for (int i = 0; i < count; i++)
		for (int k = 0; k < count; k++)
			looks[i].agree +=
				i != k && looks[i].core.n >= FEWEST_LETTERS && str_equal(looks[i].core, looks[k].core);
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

/* Reads what stands in the hole, if there is ink; gives whether it was looked at. */
static bool read_hole(struct rescue *s, struct box hole)
{
	double mean, tenth, letter = scan_x_height(s->repair->scan);
	if (hole.right - hole.left < least_hole * letter || hole.bottom - hole.top < letter)
		return false;
	ink_darkness(s->ink, hole, &mean, &tenth);
	if (mean < least_darkness || tenth < least_darkness || tenth > palest * s->usual_depth)
		return false;
	read_group(s, &(struct ink_group){.box = hole, .lines = 1, .height = letter, .depth = tenth});
	return true;
}

void read_holes(struct rescue *s)
{
	struct page *page = s->repair->page;
	int read = 0;
	for (uint32_t i = 0, lines = page->counts[NODE_LINE]; i < lines && read < MOST_HOLES; i++) {
		const struct line *l = (const struct line *)page->nodes[NODE_LINE][i];
		struct box column = upright_box(s->repair, line_region(l)->box);
		const struct word *before = NULL;
		if (region_kinds[line_region(l)->type].place == PLACE_ASIDE)
			continue;
		for (const struct word *w = first_word(l), *next; w; w = next) {
			next = next_word(w); /* before words are put between */
			if (is_doubtful(s, w))
				continue;
			if (before)
				read += read_hole(s, hole_between(s, column, before, w));
			before = w;
		}
		if (before)
			read += read_hole(s, hole_between(s, column, before, NULL));
	}
}
