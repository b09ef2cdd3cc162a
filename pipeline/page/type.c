/* The type of a line, from the measures of its words; and that of words, where there are only boxes. */
#include "page/page.h"

#include "base/order.h"
#include "page/shapes.h"

#include <math.h>
#include <stdlib.h>

/* x-height to the height of capitals, of most faces of text: between 0.62 and 0.74. */
static const float usual_x_height = 0.68F;

/* Words beyond this say nothing new; fewer spaces between them tell nothing. */
enum { MOST_WORDS = 64, FEWEST_SPACES = 3 };

struct weighed {
	float value;
	size_t weight; /* letters */
};

/* There are few, so that each is put in its place. */
static void sort(struct weighed *values, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct weighed v = values[i];
		size_t k = i;
		for (; k && values[k - 1].value > v.value; k--)
			values[k] = values[k - 1];
		values[k] = v;
	}
}

static float median(struct weighed *values, size_t n)
{
	size_t all = 0, below = 0, i = 0;
	for (size_t k = 0; k < n; k++)
		all += values[k].weight;
	if (!all)
		return 0;
	sort(values, n);
	while (i + 1 < n && (below += values[i].weight) * 2 < all)
		i++;
	return values[i].value;
}

enum measure { X_HEIGHT, HEIGHT, STROKE, SLANT, SPACING, MEASURES };

static float measure_of(const struct type_measures *t, enum measure m)
{
	switch (m) {
	case X_HEIGHT: return t->x_height;
	case HEIGHT: return t->height;
	case STROKE: return t->stroke;
	case SLANT: return t->slant;
	default: return t->spacing;
	}
}

struct type_measures line_type(const struct line *line)
{
	struct weighed values[MEASURES][MOST_WORDS];
	size_t counts[MEASURES] = {0}, letters = 0, reversed = 0, shaded = 0;
	for (const struct word *w = first_word(line); w; w = next_word(w)) {
		if (!w->type.measured || counts[STROKE] == MOST_WORDS)
			continue;
		for (enum measure m = 0; m < MEASURES; m++) {
			float v = measure_of(&w->type, m);
			if (v > 0 || m > HEIGHT)
				values[m][counts[m]++] = (struct weighed){v, w->raw.n};
		}
		letters += w->raw.n;
		reversed += w->type.reversed ? w->raw.n : 0;
		shaded += w->type.shaded ? w->raw.n : 0;
	}
	struct type_measures t = {.x_height = median(values[X_HEIGHT], counts[X_HEIGHT]),
				  .height = median(values[HEIGHT], counts[HEIGHT]),
				  .stroke = median(values[STROKE], counts[STROKE]),
				  .slant = median(values[SLANT], counts[SLANT]),
				  .spacing = median(values[SPACING], counts[SPACING]),
				  .reversed = 2 * reversed > letters,
				  .shaded = 2 * shaded > letters,
				  .measured = letters > 0};
	if (t.x_height == 0)
		t.x_height = roundf(usual_x_height * t.height * 100) / 100;
	return t;
}

float white_between(const struct word *before, const struct word *after)
{
	return box_empty(before->box) || box_empty(after->box) ? 0 : (float)(after->box.left - before->box.right);
}

float line_space(const struct line *line, const struct word *aside)
{
	float spaces[MOST_WORDS] = {0};
	size_t n = 0;
	for (const struct word *w = first_shown(line), *next; w && (next = next_shown(w)) && n < MOST_WORDS; w = next)
		if (w != aside && next != aside && !box_empty(w->box) && !box_empty(next->box))
			spaces[n++] = white_between(w, next);
	qsort(spaces, n, sizeof *spaces, by_float);
	return n < FEWEST_SPACES ? 0 : spaces[n / 2];
}

/* The box of a word holds its letters exactly, so that they tell what part of its height the x-height is. */
static struct type_measures type_from_box(const struct word *w)
{
	struct letter_shapes s = letter_shapes_of(w->raw);
	double hanging = s.hanging ? usual_descender : 0, top = s.tall ? usual_ascender : 1;
	double x_height = (w->box.bottom - w->box.top) / (top + hanging);
	return (struct type_measures){.x_height = s.low ? (float)x_height : 0,
				      .height = s.high ? (float)(usual_ascender * x_height) : 0,
				      .measured = s.letters > 0};
}

void type_from_boxes(struct page *page)
{
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		if (!w->type.measured && !box_empty(w->box))
			w->type = type_from_box(w);
	}
}
