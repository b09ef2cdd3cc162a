/*
 * The layout stages on pages at random and on degenerate ones: they end, leave the page sound, do the same each time,
 * and all of it is undone.
 */
#include "pages.h"

#include "repair/repair.h"

#include <criterion/criterion.h>

static const char layout_stages[] = "columns,dropcaps,paragraphs,furniture,captions,inserts,order,runon";

static struct repair_plan plan;

static void make_plan(void)
{
	struct emend_error error;
	cr_assert_eq(repair_plan_init(&plan, layout_stages, NULL, &error), EMEND_OK);
	plan.lexicon = lexicon_new("eng");
	cr_assert_not_null(plan.lexicon);
}

static void drop_plan(void)
{
	lexicon_drop(plan.lexicon);
	repair_plan_release(&plan);
}

TestSuite(layout_property, .init = make_plan, .fini = drop_plan, .timeout = 60);

/* Runs the stages twice, and undoes them each time; gives how many edits they made. */
static uint32_t try_page(struct page *page, const char *what)
{
	struct strbuf before = page_to_json(page), first = {0};
	uint32_t edits = 0;
	for (int again = 0; again < 2; again++) {
		repair_run(&plan, page, NULL);
		const char *wrong = page_check(page);
		cr_assert_null(wrong, "%s: %s", what, wrong);
		struct strbuf after = page_to_json(page);
		cr_assert(!again || str_equal(strbuf_str(&after), strbuf_str(&first)), "%s: another outcome", what);
		strbuf_release(&first);
		first = after;
		edits = page->edit_count;
		cr_assert(edit_undo_all(page), "%s: it cannot be undone", what);
		struct strbuf undone = page_to_json(page);
		cr_assert(str_equal(strbuf_str(&undone), strbuf_str(&before)), "%s: it is not undone", what);
		strbuf_release(&undone);
	}
	strbuf_release(&first);
	strbuf_release(&before);
	return edits;
}

Test(layout_property, pages_at_random)
{
	uint32_t edits = 0;
	for (uint64_t seed = 1; seed <= 300; seed++) {
		struct random r = {seed};
		struct page page;
		char what[30];
		page_at_random(&page, &r, 12);
		page.width = page.width ? page.width : 3000;
		snprintf(what, sizeof what, "seed %lu", seed);
		edits += try_page(&page, what);
		page_release(&page);
	}
	cr_expect_gt(edits, 1000, "the pages are too tame");
}

/* A drawing of one to three columns with words of different lengths, wide gaps, large type, pictures and blank rows. */
static void draw_at_random(struct strbuf *drawing, struct random *r)
{
	static const char *const words[] = {"the", "of", "council", "bridge.", "misfor-", "tune", "A", "1921",
					    "THE", "in", "winter,", "There",   "Fig.",    "58",   "I", "built"};
	static const char *const marks[] = {"", "", "", "", "", "  ", "# ", "= ", "^ ", "~ ", "- "};
	static const char *const whole[] = {"▒▒▒▒▒▒▒▒▒▒▒▒", "──────────────", "% T", "│", "", ""};
	uint32_t columns = 1 + random_below(r, 3), rows = 4 + random_below(r, 30);
	strbuf_add(drawing, random_below(r, 2) ? STR("[page]\n") : STR("[blocks]\n"));
	while (rows--) {
		size_t row = drawing->n;
		for (uint32_t c = 0; c < columns; c++) {
			while (drawing->n - row < c * 34)
				strbuf_byte(drawing, ' ');
			if (!random_below(r, 8)) {
				strbuf_printf(drawing, "%s  ", whole[random_below(r, sizeof whole / sizeof *whole)]);
				continue;
			}
			strbuf_add(drawing, str_of(marks[random_below(r, sizeof marks / sizeof *marks)]));
			for (uint32_t n = 1 + random_below(r, 6); n--;)
				strbuf_printf(drawing, "%s%s", words[random_below(r, sizeof words / sizeof *words)],
					      n && random_below(r, 9) ? " "
					      : n                     ? "  ¦ "
								      : " ");
		}
		strbuf_byte(drawing, '\n');
	}
	strbuf_add(drawing, STR(""));
}

Test(layout_property, drawings_at_random)
{
	uint32_t edits = 0;
	for (uint64_t seed = 1001; seed <= 1300; seed++) {
		struct random r = {seed};
		struct strbuf drawing = {0};
		struct page page;
		draw_at_random(&drawing, &r);
		page_from_drawing(&page, strbuf_str(&drawing));
		edits += try_page(&page, drawing.s);
		strbuf_release(&drawing);
		page_release(&page);
	}
	cr_expect_gt(edits, 1000, "the drawings are too tame");
}

/* The largest coordinate that readers let in. */
enum { LARGEST = 1 << 29 };

/* Words with one box, or each with its own: see the table below. */
static void page_of_boxes(struct page *page, uint32_t regions, uint32_t lines, struct box box, struct point step)
{
	static const char *const words[] = {"The", "council", "met", "in", "spring.", "misfor-", "tune", "58"};
	page_init(page);
	page->width = page->height = 3000;
	for (uint32_t g = 0, n = 0; g < regions; g++) {
		struct region *region = page_add_region(page, REGION_PARAGRAPH);
		for (uint32_t i = 0; i < lines; i++) {
			struct line *line = page_add_line(page, region);
			for (int k = 0; k < 3; k++, n++) {
				struct word *w = page_add_word(page, line, str_of(words[n % 8]));
				int32_t x = (int32_t)n * step.x, y = (int32_t)n * step.y;
				w->box = (struct box){box.left + x, box.top + y, box.right + x, box.bottom + y};
				line->box = box_union(line->box, w->box);
			}
			region->box = box_union(region->box, line->box);
			line->baseline[0] = (struct point){line->box.left, line->box.bottom};
			line->baseline[1] = (struct point){line->box.right, line->box.bottom};
		}
	}
}

Test(layout_property, degenerate_pages)
{
	static const struct {
		const char *what;
		uint32_t regions, lines;
		struct box box;
		struct point step;
	} pages[] = {
		{"no regions", 0, 0, {0}, {0}},
		{"no lines", 3, 0, {0}, {0}},
		{"one line", 1, 1, {100, 100, 160, 120}, {70, 0}},
		{"one line in each region", 5, 1, {100, 100, 160, 120}, {70, 0}},
		{"empty boxes", 3, 4, {0}, {0}},
		{"empty boxes that are somewhere", 3, 4, {50, 50, 50, 50}, {7, 9}},
		{"boxes inside out", 3, 4, {90, 90, 10, 10}, {7, 9}},
		{"equal boxes", 6, 6, {100, 100, 160, 120}, {0}},
		{"a pixel each", 6, 6, {0, 0, 1, 1}, {1, 1}},
		{"all in one row", 6, 6, {0, 100, 60, 120}, {70, 0}},
		{"one under the other", 6, 6, {100, 100, 160, 120}, {0, 40}},
		{"from below upwards", 6, 6, {100, 9000, 160, 9020}, {0, -40}},
		{"from right to left", 6, 6, {9000, 100, 9060, 120}, {-70, 0}},
		{"down a slope", 6, 6, {100, 100, 160, 120}, {40, 40}},
		{"off the page", 4, 4, {-9000, -9000, -8000, -8990}, {20, 20}},
		{"huge boxes", 4, 4, {-LARGEST, -LARGEST, LARGEST, LARGEST}, {0}},
		{"far away", 4, 4, {LARGEST - 60, LARGEST - 20, LARGEST, LARGEST}, {-70, -40}},
		{"very wide", 4, 4, {0, 100, LARGEST, 101}, {0, 1}},
		{"at both ends of the world",
		 1,
		 2,
		 {-LARGEST, -LARGEST, 60 - LARGEST, 20 - LARGEST},
		 {LARGEST / 3, LARGEST / 3}},
		{"very high", 4, 4, {100, 0, 101, LARGEST}, {1, 0}},
	};
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		struct page page;
		page_of_boxes(&page, pages[i].regions, pages[i].lines, pages[i].box, pages[i].step);
		try_page(&page, pages[i].what);
		page_release(&page);
	}
}
