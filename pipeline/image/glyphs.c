/* Finds the letters of a page, and takes their pictures when they are asked for. */
#include "image/glyphs.h"

#include "base/utf8.h"
#include "image/ink.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Words and letters that are read so surely (percent) are what they were read as. */
static const float sure_word = 85, sure_letter = 97;

/* So many pictures of a letter are taken, and so many kept; its type may be larger or smaller by this part. */
enum { TAKEN = 16, KEPT = 8 };
static const float same_size = 0.12F;

/* Of those kept the advance is no farther off, as a part of the usual one. */
static const float most_off = 0.25F;

/* A letter begins with the first column that has so much ink (pixels of full ink); paper's grain is no ink. */
static const float least_ink = 0.8F, grain = 20;

/* Symbols' boxes may begin so many pixels behind their letter. */
enum { BEHIND = 2 };

/* The white behind a word's last letter, cells. */
enum { BEARING = 2 };

int glyph_letter(struct str symbol)
{
	size_t at = 0;
	uint32_t c = utf8_next(symbol, &at);
	return at != symbol.n ? 0 : c > ' ' && c < GLYPH_LETTERS ? (int)c : c == RIGHT_SINGLE ? '\'' : 0;
}

static void find_letters(struct glyphs *g, const struct word *w)
{
	float x_height = line_type(word_line(w)).x_height;
	if (!word_shown(w) || !w->in_lexicon || w->confidence < sure_word || w->type.reversed || !(x_height > 0))
		return;
	for (uint32_t i = 0; i < w->symbol_count; i++) {
		const struct symbol *s = &w->symbols[i];
		struct glyphs_of_letter *of = &g->of[glyph_letter(s->text)];
		if (s->confidence < sure_letter || of == g->of || box_empty(s->box))
			continue;
		of->places = arena_grow(&g->places, of->places, of->place_count, sizeof *of->places);
		of->places[of->place_count++] = (struct glyph_place){w, i, x_height};
	}
}

bool glyphs_init(struct glyphs *g, struct scan *scan, const struct page *page)
{
	const struct ink *ink = ink_of(scan);
	memset(g, 0, sizeof *g);
	if (!ink || (float)(ink->paper - ink->black) <= grain || !(g->grey = scan_grey(scan)))
		return false;
	g->scan = scan;
	float paper = (float)ink->paper - grain, full = paper - (float)ink->black;
	for (int i = 0; i < 256; i++)
		g->dark[i] = fminf(1, fmaxf(0, (paper - (float)i) / full));
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++)
		find_letters(g, (const struct word *)page->nodes[NODE_WORD][i]);
	return true;
}

void glyphs_release(struct glyphs *g)
{
	arena_release(&g->places);
	arena_release(&g->pictures);
}

void glyphs_near(struct glyphs *g, const struct word *word, float x_height, bool right)
{
	if (g->near && line_region(word_line(g->near)) == line_region(word_line(word)) && g->right == right &&
	    fabsf(x_height - g->x_height) <= same_size / 2 * g->x_height)
		return;
	arena_release(&g->pictures);
	for (int c = 0; c < GLYPH_LETTERS; c++) {
		g->of[c].list = NULL;
		g->of[c].count = 0;
	}
	g->near = word;
	g->x_height = x_height;
	g->right = right;
}

/*
 * Adds up a column of cells, of so many points of the image each: the x of the column's points, and the y of all rows',
 * below 0 outside of the image.
 */
static void add_column(const struct glyphs *g, int x, const int *y, int rows, int points, float *cells)
{
	const uint32_t *data = pixGetData(g->grey);
	ptrdiff_t wpl = pixGetWpl(g->grey);
	if (x < 0 || x >= pixGetWidth(g->grey))
		return;
	for (int row = 0; row < rows; row++)
		for (int i = 0; i < points; i++, y++)
			cells[row] += *y < 0 ? 0 : g->dark[GET_DATA_BYTE(data + *y * wpl, x)];
}

void glyph_cells(const struct glyphs *g, const struct glyph_spot *spot, int columns, int margin, float *cells)
{
	enum { MOST_POINTS = 3, MOST_ROWS = 3 * GLYPH_ROWS };
	double size = fabs(spot->cell);
	int points = size > 2 ? 3 : size > 1 ? 2 : 1, y[MOST_POINTS * MOST_ROWS], rows = GLYPH_ROWS + 2 * margin;
	for (int i = 0; i < points * rows; i++) {
		double down = spot->baseline + size * (-margin - GLYPH_ABOVE + (i + 0.5) / points);
		y[i] = down < pixGetHeight(g->grey) ? (int)floor(down) : -1;
	}
	for (int column = 0; column < columns; column++, cells += rows) {
		memset(cells, 0, (size_t)rows * sizeof *cells);
		for (int k = 0; k < points; k++) {
			double x = spot->x + spot->cell * (column + (k + 0.5) / points);
			add_column(g, (int)floor(x), y, rows, points, cells);
		}
		for (int row = 0; row < rows; row++)
			cells[row] /= (float)(points * points);
	}
}

/* Where the letters of the line stand at x of the image; 0: not known. */
static double baseline_at(const struct glyphs *g, const struct line *line, double x)
{
	const struct transform *t = &g->scan->transform;
	struct position a = transform_from_scan(t, (struct position){line->baseline[0].x, line->baseline[0].y}),
			b = transform_from_scan(t, (struct position){line->baseline[1].x, line->baseline[1].y});
	return b.x > a.x ? a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x) : 0;
}

static float ink_of_column(const struct glyphs *g, int x, struct box box)
{
	float sum = 0;
	int top = box.top > 0 ? box.top : 0;
	int bottom = box.bottom < pixGetHeight(g->grey) ? box.bottom : pixGetHeight(g->grey);
	if (x < 0 || x >= pixGetWidth(g->grey))
		return 0;
	for (int y = top; y < bottom; y++)
		sum += g->dark[GET_DATA_BYTE(pixGetData(g->grey) + (ptrdiff_t)y * pixGetWpl(g->grey), x)];
	return sum;
}

/* The outer end of the first column with ink from the box's outer end inwards, pixels of the image. */
static double first_ink(const struct glyphs *g, struct box box)
{
	int step = g->right ? 1 : -1, begin = g->right ? box.left - BEHIND : box.right - 1 + BEHIND;
	for (int x = begin; g->right ? x < box.right : x >= box.left; x += step)
		if (ink_of_column(g, x, box) > least_ink)
			return g->right ? x : x + 1;
	return g->right ? box.left : box.right;
}

bool glyph_spot_of(const struct glyphs *g, const struct word *word, struct box on_scan, struct glyph_spot *spot)
{
	struct box box = transform_box_from_scan(&g->scan->transform, on_scan);
	spot->x = first_ink(g, box);
	spot->baseline = baseline_at(g, word_line(word), spot->x);
	spot->cell = (double)g->x_height * scan_scale(g->scan) / GLYPH_X_HEIGHT * (g->right ? 1 : -1);
	return spot->baseline > 0 && !box_empty(box);
}

int glyph_advance(const struct glyphs *g, const struct word *word, uint32_t symbol, const struct glyph_spot *spot)
{
	uint32_t next = g->right ? symbol + 1 : symbol - 1; /* wraps around before the first */
	bool last = next >= word->symbol_count;
	struct box box = transform_box_from_scan(&g->scan->transform, word->symbols[last ? symbol : next].box);
	double end = g->right == last ? box.right : box.left;
	int cells = (int)lround((end - spot->x) / spot->cell) + (last ? BEARING : 0);
	return cells < 2 ? 2 : cells;
}

static uint32_t far_from(const struct glyphs *g, const struct glyph_place *p)
{
	uint32_t a = p->word->node.id, b = g->near->node.id;
	return a > b ? a - b : b - a;
}

/* The letter's nearest places in type of that size, which are likely in the same type. */
static size_t nearest_places(const struct glyphs *g, const struct glyphs_of_letter *of,
			     const struct glyph_place *nearest[TAKEN])
{
	size_t n = 0;
	for (size_t i = 0; i < of->place_count; i++) {
		const struct glyph_place *p = &of->places[i];
		if (fabsf(p->x_height - g->x_height) > same_size * g->x_height)
			continue;
		size_t at = n < TAKEN ? n++ : TAKEN;
		for (; at && far_from(g, p) < far_from(g, nearest[at - 1]); at--)
			if (at < TAKEN)
				nearest[at] = nearest[at - 1];
		if (at < TAKEN)
			nearest[at] = p;
	}
	return n;
}

static bool take_glyph(const struct glyphs *g, const struct glyph_place *p, struct glyph *glyph)
{
	struct glyph_spot spot;
	if (!glyph_spot_of(g, p->word, p->word->symbols[p->symbol].box, &spot))
		return false;
	glyph->advance = glyph_advance(g, p->word, p->symbol, &spot);
	glyph->odd = 0;
	glyph_cells(g, &spot, GLYPH_COLUMNS, 0, glyph->cells[0]);
	return true;
}

static int by_advance(const void *a, const void *b)
{
	const struct glyph *x = a, *y = b;
	return (x->advance > y->advance) - (x->advance < y->advance);
}

static int by_oddness(const void *a, const void *b)
{
	const struct glyph *x = a, *y = b;
	return (x->odd > y->odd) - (x->odd < y->odd);
}

static float glyphs_apart(const struct glyph *a, const struct glyph *b, int columns)
{
	const float *p = a->cells[0], *q = b->cells[0];
	float sum = 0;
	for (int i = 0; i < columns * GLYPH_ROWS; i++)
		sum += (p[i] - q[i]) * (p[i] - q[i]);
	return sum;
}

/* Keeps those that are most like the others, with their usual advance; gives how many. */
static int drop_odd(struct glyph *list, int n)
{
	if (!n)
		return 0;
	qsort(list, (size_t)n, sizeof *list, by_advance);
	int advance = list[n / 2].advance, columns = advance < GLYPH_COLUMNS ? advance : GLYPH_COLUMNS;
	for (int i = 0; i < n; i++) {
		for (int k = 0; k < i; k++) {
			float apart = glyphs_apart(&list[i], &list[k], columns);
			list[i].odd += apart;
			list[k].odd += apart;
		}
		if ((float)abs(list[i].advance - advance) > most_off * (float)advance + 1)
			list[i].odd = INFINITY;
		list[i].advance = advance;
	}
	qsort(list, (size_t)n, sizeof *list, by_oddness);
	n = n < KEPT ? n : KEPT;
	while (n && isinf(list[n - 1].odd))
		n--;
	return n;
}

int glyphs_of(struct glyphs *g, int letter, const struct glyph **list)
{
	struct glyphs_of_letter *of = &g->of[letter];
	if (!of->list) {
		const struct glyph_place *nearest[TAKEN];
		size_t n = nearest_places(g, of, nearest);
		of->list = arena_alloc(&g->pictures, TAKEN, sizeof *of->list);
		for (size_t i = 0; i < n; i++)
			of->count += take_glyph(g, nearest[i], &of->list[of->count]);
		of->count = drop_odd(of->list, of->count);
	}
	*list = of->list;
	return of->count;
}
