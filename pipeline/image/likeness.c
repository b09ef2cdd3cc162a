/*
 * Compares cut letters with whole ones of the page.
 *
 * Letters are set one after the other on the picture of the word, each a little nearer to the one before than usual, or
 * farther, where that is nearest to the picture. How far they are is the sum of squared differences over the columns of
 * each up to where the next begins, the mean of the nearest of its pictures, and of ink where there is no letter; what
 * is best for the letters together is found column by column (Viterbi). How likely a distance is was fitted to the cut
 * words of the development pages: a power of it, so that the page's noise does not matter.
 */
#include "image/likeness.h"

#include "base/utf8.h"
#include "image/glyphs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 160 }; /* of a word from the letters on that are looked for to the edge */

/* A letter may begin so many cells before its usual place, as behind an "f", or behind it; and stand higher or lower.
 */
enum { MOST_BACK = 5, MOST_ON = 3, MOST_DOWN = 1, TALL = GLYPH_ROWS + 2 * MOST_DOWN };

/* What each cell of that counts, squared, as distance. */
static const float unusual = 0.15F;

/* The mean distance of so many of a letter's pictures counts, the nearest. */
enum { NEAREST = 3 };

/*
 * So many sure letters before the cut ones are looked for, to know where those begin: symbols' boxes are not exact, and
 * may begin so many cells before their letter. A word's outer end is exact.
 */
enum { ANCHORS = 3, MOST_OFF = 16, AT_OUTER_END = 2 };

/* A column with no more squared ink than this at the edge is beyond it. */
static const float no_ink = 0.1F;

/* What is so much farther than the nearest (a part of the word's ink) is not looked at. */
static const float hopeless = 0.1F;

/* What a letter without a picture is like: a part of the ink that is there; and its usual advance. */
static const float unlike = 0.5F;
enum { USUAL_ADVANCE = GLYPH_X_HEIGHT };

/* Likelihood falls with this power of the distance, to which a part of the word's ink is added. */
static const float power = 4, part_of_ink = 0.003F;

/*
 * A letter at a column of the word: how far it is from it, over its columns up to where the next one usually begins,
 * and one to MOST_BACK fewer of them.
 */
struct seen {
	float apart[MOST_BACK + 1]; /* the fewest first */
	int advance;                /* 0: not yet looked for */
};

/*
 * How far letters are that end before each column, where they are nearest: from first on, up to end; and if the edge
 * cuts the last one.
 */
struct set_letters {
	float before[MOST_COLUMNS], cut;
	int first, end;
};

struct likeness {
	struct glyphs glyphs;
	float word[MOST_COLUMNS][TALL]; /* what is looked at, from the first of its anchors on */
	int columns;                    /* of it, up to the edge */
	float ink[MOST_COLUMNS + 1];    /* squared, of all before each column */
	struct seen seen[MOST_COLUMNS][GLYPH_LETTERS];
	struct set_letters sure;                 /* the anchors */
	struct set_letters first[GLYPH_LETTERS]; /* and a letter behind them */
	bool first_known[GLYPH_LETTERS];
	float nearest; /* how far the anchors are, where they are nearest */
};

struct likeness *likeness_new(struct scan *scan, const struct page *page)
{
	struct likeness *l = must_alloc(1, sizeof *l);
	if (scan && glyphs_init(&l->glyphs, scan, page))
		return l;
	free(l);
	return NULL;
}

void likeness_drop(struct likeness *l)
{
	if (l)
		glyphs_release(&l->glyphs);
	free(l);
}

/* The squared ink of the word's columns from one to another. */
static float ink_between(const struct likeness *l, int at, int end)
{
	end = end < l->columns ? end : l->columns;
	return at < end ? l->ink[end] - l->ink[at] : 0;
}

/* How far a picture's columns are from the word's at that column, summed up; the last sum, or more than the most. */
static float glyph_apart(const struct likeness *l, const struct glyph *g, int at, int down, float most,
			 float sums[GLYPH_COLUMNS + 1])
{
	float sum = 0;
	sums[0] = 0;
	for (int i = 0; i < GLYPH_COLUMNS && sum < most; i++) {
		if (i < g->advance && at + i < l->columns) {
			const float *p = g->cells[i], *q = &l->word[at + i][down + MOST_DOWN];
			for (int row = 0; row < GLYPH_ROWS; row++)
				sum += (p[row] - q[row]) * (p[row] - q[row]);
		}
		sums[i + 1] = sum;
	}
	return sum;
}

/* The sums of the letter's nearest pictures; gives how many there are. */
static int nearest_glyphs(const struct likeness *l, const struct glyph *list, int count, int at,
			  float nearest[NEAREST][GLYPH_COLUMNS + 1])
{
	float total[NEAREST];
	int n = 0;
	for (int i = 0; i < count; i++) {
		float best[GLYPH_COLUMNS + 1], sums[GLYPH_COLUMNS + 1], most = n < NEAREST ? INFINITY : total[n - 1];
		bool found = false;
		for (int down = -MOST_DOWN; down <= MOST_DOWN; down++) {
			float apart = glyph_apart(l, &list[i], at, down, most, sums);
			if (!(apart < most))
				continue;
			most = apart;
			found = true;
			memcpy(best, sums, sizeof best);
		}
		if (!found)
			continue;
		int k = n < NEAREST ? n++ : NEAREST - 1;
		for (; k && most < total[k - 1]; k--) {
			total[k] = total[k - 1];
			memcpy(nearest[k], nearest[k - 1], sizeof *nearest);
		}
		total[k] = most;
		memcpy(nearest[k], best, sizeof *nearest);
	}
	return n;
}

/* The letter at that column of the word. */
static const struct seen *letter_seen(struct likeness *l, int letter, int at)
{
	const struct glyph *list;
	struct seen *seen = &l->seen[at][letter];
	float nearest[NEAREST][GLYPH_COLUMNS + 1];
	if (seen->advance)
		return seen;
	int count = glyphs_of(&l->glyphs, letter, &list), n = nearest_glyphs(l, list, count, at, nearest);
	seen->advance = n ? list->advance : USUAL_ADVANCE;
	for (int k = 0; k <= MOST_BACK; k++) {
		int columns = seen->advance - MOST_BACK + k;
		columns = columns < 0 ? 0 : columns > GLYPH_COLUMNS ? GLYPH_COLUMNS : columns;
		seen->apart[k] = n ? 0 : unlike * ink_between(l, at, at + columns);
		for (int i = 0; i < n; i++)
			seen->apart[k] += nearest[i][columns] / (float)n;
	}
	return seen;
}

/* Adds that they end before that column. */
static void end_before(struct set_letters *s, int at, float apart)
{
	if (s->first == s->end)
		s->first = s->end = at;
	for (; s->end <= at; s->end++)
		s->before[s->end] = INFINITY;
	for (; s->first > at; s->first--)
		s->before[s->first - 1] = INFINITY;
	s->before[at] = fminf(s->before[at], apart);
}

/* Sets one more letter behind, where letters end. */
static void set_behind(struct likeness *l, int letter, int at, float before, struct set_letters *s)
{
	const struct seen *seen = letter_seen(l, letter, at);
	int usual = at + seen->advance;
	for (int across = -MOST_BACK; across <= MOST_ON; across++) {
		int end = usual + across;
		float apart = before + seen->apart[MOST_BACK + (across < 0 ? across : 0)] + ink_between(l, usual, end) +
			      unusual * (float)(across * across);
		if (end > at && end < l->columns)
			end_before(s, end, apart);
		else if (across >= 0)
			s->cut = fminf(s->cut, apart);
	}
}

static const struct set_letters nothing_set = {.cut = INFINITY};

static float nearest_of(const struct set_letters *s)
{
	float nearest = s->cut;
	for (int at = s->first; at < s->end; at++)
		nearest = fminf(nearest, s->before[at]);
	return nearest;
}

/* Sets a letter behind those that are set, wherever they end, but for where they are far from the word. */
static void set_letter(struct likeness *l, int letter, const struct set_letters *behind, struct set_letters *s)
{
	float most = nearest_of(behind) + hopeless * l->ink[l->columns];
	*s = nothing_set;
	for (int at = behind->first; at < behind->end; at++)
		if (behind->before[at] <= most)
			set_behind(l, letter, at, behind->before[at], s);
}

/* How far the word is if it ends before that column: with white, or a mark before it. */
static float end_seen(struct likeness *l, int at)
{
	float best = ink_between(l, at, l->columns);
	for (const char *mark = l->glyphs.right ? ".,;'" : "'"; *mark; mark++) {
		const struct seen *seen = letter_seen(l, *mark, at);
		best = fminf(best, seen->apart[MOST_BACK] + ink_between(l, at + seen->advance, l->columns));
	}
	return best;
}

/* From its first anchor to the edge, as far as there is ink. */
static bool take_word(struct likeness *l, const struct cut_view *v, uint32_t first)
{
	const struct word *w = v->word;
	struct glyph_spot spot;
	bool outermost = first == (v->right ? 0 : w->symbol_count - 1);
	if (!glyph_spot_of(&l->glyphs, w, outermost ? w->box : w->symbols[first].box, &spot))
		return false;
	struct position at = {v->edge, (double)(w->box.top + w->box.bottom) / 2};
	double columns = (transform_from_scan(&l->glyphs.scan->transform, at).x - spot.x) / spot.cell;
	if (!(columns >= 2) || columns > MOST_COLUMNS)
		return false;
	l->columns = (int)columns;
	glyph_cells(&l->glyphs, &spot, l->columns, MOST_DOWN, l->word[0]);
	for (int i = 0; i < l->columns; i++) {
		l->ink[i + 1] = l->ink[i];
		for (int row = MOST_DOWN; row < GLYPH_ROWS + MOST_DOWN; row++)
			l->ink[i + 1] += l->word[i][row] * l->word[i][row];
	}
	while (l->columns && ink_between(l, l->columns - 1, l->columns) < no_ink)
		l->columns--;
	return l->columns > 0;
}

/* Sets the word's last sure letters, which begin near the first column. */
static void set_anchors(struct likeness *l, const struct cut_view *v, uint32_t anchors)
{
	struct set_letters behind;
	l->sure = nothing_set;
	int begins = anchors == v->sure ? AT_OUTER_END : MOST_OFF;
	for (int at = 0; at < begins && at < l->columns; at++)
		end_before(&l->sure, at, 0);
	for (; anchors; anchors--) {
		uint32_t i = v->sure - anchors;
		const struct symbol *s = &v->word->symbols[v->right ? i : v->word->symbol_count - 1 - i];
		behind = l->sure;
		set_letter(l, glyph_letter(s->text), &behind, &l->sure);
	}
	l->nearest = nearest_of(&l->sure);
}

bool likeness_look(struct likeness *l, const struct cut_view *v)
{
	const struct word *w = v->word;
	float x_height = line_type(word_line(w)).x_height;
	uint32_t anchors = v->sure < ANCHORS ? v->sure : ANCHORS, first = v->sure - anchors;
	if (!(x_height > 0) || !w->symbol_count || v->sure > w->symbol_count)
		return false;
	glyphs_near(&l->glyphs, w, x_height, v->right);
	if (!take_word(l, v, v->right ? first : w->symbol_count - 1 - first))
		return false;
	memset(l->seen, 0, (size_t)l->columns * sizeof *l->seen);
	memset(l->first_known, 0, sizeof l->first_known);
	set_anchors(l, v, anchors);
	return !isinf(l->nearest);
}

/* The letters' next one, from the side of the sure ones; 0: one that is not of ASCII. */
static int next_letter(const struct likeness *l, struct str *letters)
{
	size_t next = 0, begin;
	uint32_t c = l->glyphs.right ? utf8_next(*letters, &next) : utf8_last(*letters, &begin);
	*letters = l->glyphs.right ? str_skip(*letters, next) : str_chop(*letters, letters->n - begin);
	return c < GLYPH_LETTERS ? (int)c : 0;
}

static const struct set_letters *first_letter(struct likeness *l, int letter)
{
	if (!l->first_known[letter])
		set_letter(l, letter, &l->sure, &l->first[letter]);
	l->first_known[letter] = true;
	return &l->first[letter];
}

float likeness_log10(struct likeness *l, struct str letters)
{
	struct set_letters set = letters.n ? *first_letter(l, next_letter(l, &letters)) : l->sure, behind;
	float apart = set.cut;
	while (letters.n && set.first < set.end) {
		behind = set;
		set_letter(l, next_letter(l, &letters), &behind, &set);
		apart = fminf(apart, set.cut);
	}
	for (int at = set.first; at < set.end; at++)
		if (set.before[at] < apart)
			apart = fminf(apart, set.before[at] + end_seen(l, at));
	return -power * log10f(fminf(1, (apart - l->nearest) / l->ink[l->columns]) + part_of_ink);
}
