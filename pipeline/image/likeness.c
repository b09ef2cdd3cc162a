/*
 * Compares cut letters with whole ones of the page.
 *
 * A letter's distance from a place in a word is the sum of squared differences over its columns up to the next letter,
 * of the nearest of its pictures, a little shifted; that of several letters is the sum, each beginning where the one
 * before ends. How likely a distance is was fitted to the letters of the development pages' cut words: a power of it,
 * so that the page's noise does not matter.
 */
#include "image/likeness.h"

#include "base/utf8.h"
#include "image/glyphs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 160 }; /* of a word from the letters on that are looked for to the edge */

/* Shifts of a picture towards the whole side of the word, towards the cut, and up or down; cells. */
enum { MOST_BACK = 2, MOST_ON = 3, MOST_DOWN = 1, TALL = GLYPH_ROWS + 2 * MOST_DOWN };

/* The mean distance of so many of a letter's pictures counts, the nearest. */
enum { NEAREST = 3 };

/*
 * So many sure letters before the cut ones are looked for, to know where those begin: symbols' boxes are not exact, and
 * may begin so many cells before their letter.
 */
enum { ANCHORS = 3, MOST_OFF = 16 };

/* A column with no more squared ink than this at the edge is beyond it. */
static const float no_ink = 0.1F;

/* What a letter without a picture is like: a part of the ink that is there; and its usual advance. */
static const float unlike = 0.5F;
enum { USUAL_ADVANCE = GLYPH_X_HEIGHT };

/* Likelihood falls with this power of the distance, to which a part of the word's ink is added. */
static const float power = 4, part_of_ink = 0.003F;

/* What was found at a column of the word: a letter's distance, below 0 where it is not known yet, and its advance. */
struct seen {
	float distance;
	int advance;
};

struct likeness {
	struct glyphs glyphs;
	float word[MOST_COLUMNS + MOST_BACK][TALL]; /* what is looked at, from the first of its anchors on */
	int columns, end;                           /* of it, up to the edge; where its sure letters end */
	float ink;                                  /* squared, of all its cells */
	struct seen seen[MOST_COLUMNS][GLYPH_LETTERS];
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
	float sum = 0;
	for (int i = at; i < end && i < l->columns; i++)
		for (int row = MOST_DOWN; row < GLYPH_ROWS + MOST_DOWN; row++)
			sum += l->word[i + MOST_BACK][row] * l->word[i + MOST_BACK][row];
	return sum;
}

/* Adds how far the picture's columns are from the word's at that column to the sum, until it reaches the most. */
static float columns_apart(const struct likeness *l, const struct glyph *g, int at, int down, float sum, float most)
{
	int columns = g->advance < l->columns - at ? g->advance : l->columns - at;
	for (int i = 0; i < columns && i < GLYPH_COLUMNS && sum < most; i++) {
		const float *p = g->cells[i], *q = &l->word[at + i + MOST_BACK][down + MOST_DOWN];
		for (int row = 0; row < GLYPH_ROWS; row++)
			sum += (p[row] - q[row]) * (p[row] - q[row]);
	}
	return sum;
}

/* The picture where it is nearest to the word at that column, if nearer than the most; what it skips should be white.
 */
static struct seen glyph_seen(const struct likeness *l, const struct glyph *g, int at, float most)
{
	struct seen best = {most, 0};
	for (int across = -MOST_BACK; across <= MOST_ON && at + across < l->columns; across++) {
		float skipped = ink_between(l, at, at + across);
		for (int down = -MOST_DOWN; down <= MOST_DOWN; down++) {
			float apart = columns_apart(l, g, at + across, down, skipped, best.distance);
			if (apart < best.distance)
				best = (struct seen){apart, g->advance + across};
		}
	}
	return best;
}

/* The letter at that column of the word. */
static struct seen letter_seen(struct likeness *l, int letter, int at)
{
	const struct glyph *list;
	struct seen *seen = &l->seen[at][letter], nearest[NEAREST] = {{INFINITY, 0}, {INFINITY, 0}, {INFINITY, 0}};
	if (seen->distance >= 0)
		return *seen;
	int n = glyphs_of(&l->glyphs, letter, &list), kept = n < NEAREST ? n : NEAREST;
	for (int i = 0; i < n; i++) {
		struct seen s = glyph_seen(l, &list[i], at, nearest[kept - 1].distance);
		int k = s.distance < nearest[kept - 1].distance ? kept - 1 : kept;
		for (; k && s.distance < nearest[k - 1].distance; k--)
			if (k < kept)
				nearest[k] = nearest[k - 1];
		if (k < kept)
			nearest[k] = s;
	}
	*seen = (struct seen){unlike * ink_between(l, at, l->columns), USUAL_ADVANCE};
	if (kept)
		*seen = (struct seen){0, nearest[kept / 2].advance};
	for (int i = 0; i < kept; i++)
		seen->distance += nearest[i].distance / (float)kept;
	seen->advance = seen->advance > 1 ? seen->advance : 2;
	return *seen;
}

/* The word ends there: with white, or a mark before it. */
static float end_seen(struct likeness *l, int at)
{
	float best = ink_between(l, at, l->columns);
	for (const char *mark = l->glyphs.right ? ".,;'" : "'"; *mark; mark++) {
		struct seen s = letter_seen(l, *mark, at);
		best = fminf(best, s.distance + ink_between(l, at + s.advance, l->columns));
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
	glyph_cells(&l->glyphs, &spot, (struct glyph_area){-MOST_BACK, l->columns + MOST_BACK, -MOST_DOWN, TALL},
		    l->word[0]);
	while (l->columns && ink_between(l, l->columns - 1, l->columns) < no_ink)
		l->columns--;
	l->ink = ink_between(l, 0, l->columns);
	return l->columns > 0;
}

/* Where the anchors end that begin at that column, and how far they are from the word. */
static float anchors_end(struct likeness *l, const struct cut_view *v, uint32_t anchors, int *at)
{
	float sum = 0;
	for (; anchors && *at < l->columns; anchors--) {
		uint32_t i = v->sure - anchors;
		const struct symbol *s = &v->word->symbols[v->right ? i : v->word->symbol_count - 1 - i];
		struct seen seen = letter_seen(l, glyph_letter(s->text), *at);
		sum += seen.distance;
		*at += seen.advance;
	}
	return anchors || *at > l->columns ? INFINITY : sum;
}

static int sure_letters_end(struct likeness *l, const struct cut_view *v, uint32_t anchors)
{
	int end = l->columns;
	float nearest = INFINITY;
	for (int begin = 0; begin < MOST_OFF && begin < l->columns; begin++) {
		int at = begin;
		float apart = anchors_end(l, v, anchors, &at);
		if (apart < nearest) {
			nearest = apart;
			end = at;
		}
	}
	return end;
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
	for (int i = 0; i < l->columns; i++)
		for (int c = 0; c < GLYPH_LETTERS; c++)
			l->seen[i][c].distance = -1;
	l->end = anchors ? sure_letters_end(l, v, anchors) : 0;
	return l->end < l->columns;
}

float likeness_log10(struct likeness *l, struct str letters)
{
	float apart = 0;
	int at = l->end;
	while (letters.n && at < l->columns) {
		size_t next = 0, begin;
		uint32_t c = l->glyphs.right ? utf8_next(letters, &next) : utf8_last(letters, &begin);
		letters = l->glyphs.right ? str_skip(letters, next) : str_chop(letters, letters.n - begin);
		struct seen seen = letter_seen(l, c < GLYPH_LETTERS ? (int)c : 0, at);
		apart += seen.distance;
		at += seen.advance;
	}
	if (at < l->columns)
		apart += end_seen(l, at);
	return -power * log10f(apart / l->ink + part_of_ink);
}
