/* The stage that puts back bullets that the recogniser passed over: by ink that looks like bullets that it read. */
#include "pages.h"
#include "pictures.h"
#include "run.h"

#include "image/scan.h"
#include "repair/repair.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(bullets, .init = scratch_make, .fini = scratch_remove);

/* Pixels: a bullet's side, and how far before its line it begins; the height of the line's letters. */
enum { SIZE = 14, BEFORE = 50, X_HEIGHT = 18 };

static struct word *first_of(const struct page *page, const char *text)
{
	for (uint32_t i = 0; i < page->counts[NODE_LINE]; i++) {
		struct word *w = first_word((struct line *)page->nodes[NODE_LINE][i]);
		if (w && str_equal(w->raw, str_of(text)))
			return w;
	}
	cr_assert_fail("no line of the sample begins with '%s'", text);
	return NULL;
}

/* A disc before the line, or a ring; gives its box. */
static struct box draw_before(PIX *picture, const struct page *page, const char *text, bool ring)
{
	struct box b = first_of(page, text)->box;
	int left = b.left - BEFORE, top = b.bottom - X_HEIGHT;
	double radius = SIZE / 2.0;
	for (int y = 0; y < SIZE; y++)
		for (int x = 0; x < SIZE; x++) {
			double dx = x + 0.5 - radius, dy = y + 0.5 - radius, d = dx * dx + dy * dy;
			if (d <= radius * radius && (!ring || d > (radius - 2) * (radius - 2)))
				pixSetPixel(picture, left + x, top + y, 1);
		}
	return (struct box){left, top, left + SIZE, top + SIZE};
}

/* As if the recogniser had read the bullet. */
static void read_bullet(struct page *page, const char *text, struct box box)
{
	struct word *first = first_of(page, text);
	struct line *line = word_line(first);
	struct word *w = page_add_word(page, line, STR("•"));
	w->box = box;
	node_unlink(&w->node);
	node_insert(&line->node, &w->node, &first->node);
}

static const struct repair_stage *find_stage(void)
{
	const struct repair_stage *const *s = repair_stages;
	while (strcmp((*s)->name, "bullets") != 0)
		s++;
	return *s;
}

Test(bullets, lines_in_line_with_a_bullets_have_theirs_put_back)
{
	struct page page;
	PIX *picture = pixRead(in_checkout("samples/clean.tif"));
	page_init(&page);
	read_sample(&page);
	struct box read = draw_before(picture, &page, "My", false);
	draw_before(picture, &page, "happiness,", false);
	draw_before(picture, &page, "own", false);
	draw_before(picture, &page, "society", true);
	read_bullet(&page, "My", read);
	struct repair r = {.page = &page, .scan = scan_new(picture), .stage = find_stage()};
	uint32_t words = page.counts[NODE_WORD];
	r.stage->run(&r);
	cr_expect_eq(page.counts[NODE_WORD], words + 2);
	for (uint32_t i = words; i < page.counts[NODE_WORD]; i++) {
		const struct word *w = (const struct word *)page.nodes[NODE_WORD][i];
		const struct word *next = next_word(w);
		cr_expect(str_equal(w->raw, STR("•")) && next);
		cr_expect(str_equal(next->raw, STR("happiness,")) || str_equal(next->raw, STR("own")));
		cr_expect_lt(abs(next->box.left - BEFORE - w->box.left), 4);
	}
	cr_expect_null(page_check(&page));
	cr_expect(edit_undo_all(&page));
	scan_drop(r.scan);
	pixDestroy(&picture);
	page_release(&page);
}
