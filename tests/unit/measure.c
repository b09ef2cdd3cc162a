/* Measures of type, on a sample whose words were read once, and on changed pictures of it. */
#include "pages.h"
#include "pictures.h"
#include "run.h"

#include "image/measure.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

TestSuite(measure, .init = scratch_make, .fini = scratch_remove);

/* A line of the sample with many letters of all sorts. */
static struct line *some_line(const struct page *page)
{
	for (uint32_t i = 0; i < page->counts[NODE_LINE]; i++) {
		struct line *l = (struct line *)page->nodes[NODE_LINE][i];
		if (first_word(l) && str_equal(first_word(l)->raw, STR("My")))
			return l;
	}
	cr_assert_fail("the sample has no line that begins with 'My'");
	return NULL;
}

/* The measures of that line where the page's picture is changed so; change may be NULL. */
static struct type_measures measured_with(PIX *(*change)(PIX *grey, const struct line *line))
{
	struct page page;
	PIX *bilevel = pixRead(in_checkout("samples/clean.tif")), *grey = pixConvertTo8(bilevel, 0);
	page_init(&page);
	read_sample(&page);
	struct line *line = some_line(&page);
	PIX *picture = change ? change(grey, line) : pixClone(grey);
	struct scan *scan = scan_new(picture);
	measure_type(scan, &page);
	struct type_measures t = line_type(line);
	cr_expect(t.measured);
	scan_drop(scan);
	pixDestroy(&picture);
	pixDestroy(&grey);
	pixDestroy(&bilevel);
	page_release(&page);
	return t;
}

static PIX *slanted(PIX *grey, const struct line *line)
{
	return pixHShear(NULL, grey, line->baseline[0].y, 12 * (float)M_PI / 180, L_BRING_IN_WHITE);
}

static PIX *inverted(PIX *grey, const struct line *line)
{
	int top = line->box.top - 90, height = line->box.bottom + 90 - top;
	PIX *changed = pixCopy(NULL, grey);
	pixRasterop(changed, 0, top, pixGetWidth(grey), height, PIX_NOT(PIX_DST), NULL, 0, 0);
	return changed;
}

static PIX *bolder(PIX *grey, const struct line *line)
{
	(void)line;
	return pixErodeGray(grey, 3, 1);
}

Test(measure, upright_text)
{
	struct type_measures t = measured_with(NULL);
	cr_expect(t.x_height > 17 && t.x_height < 23, "%.1f", (double)t.x_height);
	cr_expect(t.height > 1.3F * t.x_height && t.height < 1.7F * t.x_height, "%.1f", (double)t.height);
	cr_expect(t.stroke > 0.1F * t.x_height && t.stroke < 0.3F * t.x_height, "%.1f", (double)t.stroke);
	cr_expect_eq(t.slant, 0, "%.1f", (double)t.slant);
	cr_expect_not(t.reversed || t.shaded);
}

Test(measure, slanted_text)
{
	struct type_measures t = measured_with(slanted);
	cr_expect(fabsf(t.slant - 12) <= 3, "%.1f", (double)t.slant);
}

Test(measure, reversed_text)
{
	struct type_measures upright = measured_with(NULL), t = measured_with(inverted);
	cr_expect(t.reversed);
	cr_expect(fabsf(t.x_height - upright.x_height) < 1, "%.1f", (double)t.x_height);
}

Test(measure, bold_text)
{
	struct type_measures upright = measured_with(NULL), t = measured_with(bolder);
	cr_expect(fabsf(t.stroke - upright.stroke - 2) < 0.7F, "%.1f, not %.1f + 2", (double)t.stroke,
		  (double)upright.stroke);
}

/* Words that end so, and the means of what stands behind them. */
struct behind {
	int count;
	double stop, tail, upper;
};

static struct behind behind_words(const struct page *page, const char *last)
{
	struct behind b = {0};
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		const struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		if (!strchr(last, w->raw.s[w->raw.n - 1]) || !next_word(w))
			continue;
		b.count++;
		b.stop += ((double)w->type.stop - b.stop) / b.count;
		b.tail += ((double)w->type.tail - b.tail) / b.count;
		b.upper += ((double)w->type.upper - b.upper) / b.count;
	}
	return b;
}

Test(measure, ink_where_marks_stand)
{
	struct page page;
	PIX *bilevel = pixRead(in_checkout("samples/clean.tif"));
	struct scan *scan = scan_new(bilevel);
	page_init(&page);
	read_sample(&page);
	measure_type(scan, &page);
	measure_marks(scan, &page);
	struct behind stops = behind_words(&page, "."), commas = behind_words(&page, ","),
		      letters = behind_words(&page, "abcdefghijklmnopqrstuvwxyz");
	cr_assert(stops.count && commas.count && letters.count);
	cr_expect(stops.stop > 0.15 && commas.stop > 0.15, "%.3f, %.3f", stops.stop, commas.stop);
	cr_expect(commas.tail > 0.1 && fabs(stops.tail) < 0.03, "%.3f, %.3f", commas.tail, stops.tail);
	cr_expect(fabs(letters.stop) < 0.02 && fabs(letters.tail) < 0.02, "%.3f, %.3f", letters.stop, letters.tail);
	cr_expect(fabs(stops.upper) < 0.02 && fabs(commas.upper) < 0.02 && fabs(letters.upper) < 0.02);
	scan_drop(scan);
	pixDestroy(&bilevel);
	page_release(&page);
}

/* The part of the picture about these lines, half a line more at each side, darkened as a tinted box is. */
static void tint(PIX *grey, const struct line *first, const struct line *last)
{
	enum { TINT = 60 };
	struct box b = box_union(line_box(first), line_box(last));
	int half = (b.bottom - b.top) / 8;
	BOX *part = boxCreate(b.left - half, b.top - half, b.right - b.left + 2 * half, b.bottom - b.top + 2 * half);
	PIX *box = pixClipRectangle(grey, part, NULL);
	pixAddConstantGray(box, -TINT);
	l_int32 x, y, w, h;
	boxGetGeometry(part, &x, &y, &w, &h);
	pixRasterop(grey, x, y, w, h, PIX_SRC, box, 0, 0);
	pixDestroy(&box);
	boxDestroy(&part);
}

/* A shadow that grows down the page, or across it, to half of the brightness. */
static void shadow(PIX *grey, bool across)
{
	int width = pixGetWidth(grey), height = pixGetHeight(grey), end = across ? width : height;
	for (int y = 0; y < height; y++) {
		l_uint32 *row = pixGetData(grey) + (ptrdiff_t)y * pixGetWpl(grey);
		for (int x = 0; x < width; x++)
			SET_DATA_BYTE(row, x,
				      (l_uint8)(GET_DATA_BYTE(row, x) * (2 * end - (across ? x : y)) / (2 * end)));
	}
}

/* Changes the sample's picture and page, and gives how many lines are found shaded then. */
static uint32_t count_shaded(void change(PIX *, struct page *))
{
	struct page page;
	uint32_t count = 0;
	PIX *bilevel = pixRead(in_checkout("samples/clean.tif")), *grey = pixConvertTo8(bilevel, 0);
	page_init(&page);
	read_sample(&page);
	change(grey, &page);
	struct scan *scan = scan_new(grey);
	measure_type(scan, &page);
	measure_shade(scan, &page);
	for (uint32_t i = 0; i < page.counts[NODE_LINE]; i++)
		count += line_type((const struct line *)page.nodes[NODE_LINE][i]).shaded;
	scan_drop(scan);
	pixDestroy(&grey);
	pixDestroy(&bilevel);
	page_release(&page);
	return count;
}

/* Four lines of a page in a shadow, with no white about them. */
static void tape(PIX *grey, struct page *page)
{
	struct line *first = some_line(page);
	tint(grey, first, next_line(next_line(next_line(first))));
	shadow(grey, false);
}

/* As if nothing stood there. */
static void leave_out(struct line *l)
{
	l->box = (struct box){0};
	for (struct word *w = first_word(l); w; w = next_word(w))
		w->box = (struct box){0};
}

/* The same with white about its lines, within and without. */
static void tinted_box(PIX *grey, struct page *page)
{
	struct line *first = some_line(page);
	tape(grey, page);
	leave_out((struct line *)first->node.prev);
	leave_out(next_line(next_line(next_line(next_line(first)))));
}

Test(measure, lines_of_a_tinted_box_are_shaded_and_those_in_a_shadow_are_not)
{
	cr_expect_eq(count_shaded(tinted_box), 4);
}

Test(measure, lines_under_a_tape_are_not_shaded)
{
	cr_expect_eq(count_shaded(tape), 0);
}

/* A round stain about a line, over much of the page. */
static void stain(PIX *grey, struct page *page)
{
	struct box b = some_line(page)->box;
	int width = pixGetWidth(grey), radius = width / 3, middle = (b.top + b.bottom) / 2;
	for (int y = 0; y < pixGetHeight(grey); y++) {
		l_uint32 *row = pixGetData(grey) + (ptrdiff_t)y * pixGetWpl(grey);
		for (int x = 0; x < width; x++)
			if (hypot(x - width / 2.0, y - middle) < radius)
				SET_DATA_BYTE(row, x, (l_uint8)(GET_DATA_BYTE(row, x) * 3 / 4));
	}
}

Test(measure, lines_in_a_stain_are_not_shaded)
{
	cr_expect_eq(count_shaded(stain), 0);
}

/* A shadow across; of the lines behind one only the words in the right half of the page are there. */
static void column_in_shadow(PIX *grey, struct page *page)
{
	for (uint32_t i = some_line(page)->node.id + 1; i < page->counts[NODE_LINE]; i++) {
		struct line *l = (struct line *)page->nodes[NODE_LINE][i];
		l->box.left = page->width / 2;
		for (struct word *w = first_word(l); w; w = next_word(w))
			if (w->box.left < page->width / 2)
				w->box = (struct box){0};
	}
	shadow(grey, true);
}

Test(measure, lines_in_a_shadow_that_grows_along_them_are_not_shaded)
{
	cr_expect_eq(count_shaded(column_in_shadow), 0);
}
