/* The stage that sets aside what is no text: which lines it doubts, and which never. */
#include "pages.h"

#include "repair/repair.h"

#include <criterion/criterion.h>
#include <stdio.h>

/* A page of lines 40 pixels apart, 20 high, words 10 pixels a letter; all read well. */
enum { LEFT = 100, TOP = 100, LEADING = 40, HEIGHT = 20, LETTER = 10, WIDTH = 1000 };

#define GOOD "the page was read well\nand so was this line\nwhich has words too\n\n"

static void read_well(struct page *page, const char *text)
{
	page_from_text(page, str_of(text));
	page->width = WIDTH;
	page->height = 1400;
	page->frame = (struct box){0, 0, page->width, page->height};
	for (uint32_t i = 0; i < page->counts[NODE_LINE]; i++) {
		struct line *l = (struct line *)page->nodes[NODE_LINE][i];
		int x = LEFT, y = TOP + (int)i * LEADING;
		for (struct word *w = first_word(l); w; w = next_word(w)) {
			w->confidence = 95;
			w->box = (struct box){x, y, x + (int)w->raw.n * LETTER, y + HEIGHT};
			l->box = box_union(l->box, w->box);
			x = w->box.right + LETTER;
		}
		line_region(l)->box = box_union(line_region(l)->box, l->box);
	}
}

static struct line *line_of(const struct page *page, uint32_t number)
{
	return (struct line *)page->nodes[NODE_LINE][number];
}

static void read_badly(const struct page *page, uint32_t line, float confidence)
{
	for (struct word *w = first_word(line_of(page, line)); w; w = next_word(w))
		w->confidence = confidence;
}

/* Moves the line's box, and its words', by so many pixels to the left, and makes them so high. */
static void place(const struct page *page, uint32_t number, int left, int height)
{
	struct line *l = line_of(page, number);
	l->box = (struct box){0};
	for (struct word *w = first_word(l); w; w = next_word(w)) {
		w->box.left -= left;
		w->box.right -= left;
		w->box.bottom = w->box.top + height;
		l->box = box_union(l->box, w->box);
	}
}

/* Runs the stage; is the line noise now? The page is gone then. */
static bool becomes_noise(struct page *page, uint32_t line)
{
	struct repair_plan plan;
	struct emend_error error;
	cr_assert_eq(repair_plan_init(&plan, "denoise", NULL, &error), EMEND_OK);
	plan.lexicon = lexicon_new("eng");
	repair_run(&plan, page, NULL);
	bool noise = line_region(line_of(page, line))->type == REGION_NOISE;
	cr_expect_null(page_check(page));
	cr_expect_eq(line_region(line_of(page, 0))->type, REGION_PARAGRAPH);
	cr_expect(edit_undo_all(page));
	cr_expect_eq(line_region(line_of(page, line))->type, REGION_PARAGRAPH);
	lexicon_drop(plan.lexicon);
	page_release(page);
	return noise;
}

Test(denoise, a_paragraph_without_a_word_is_set_aside)
{
	struct page page;
	read_well(&page, GOOD "hicctiendnet anal|\nenmend ~eres");
	read_badly(&page, 3, 12);
	read_badly(&page, 4, 30);
	cr_expect(becomes_noise(&page, 3));
	read_well(&page, GOOD "hicctiendnet anal|\nenmend ~eres");
	read_badly(&page, 3, 12);
	cr_expect_not(becomes_noise(&page, 3), "its second line was read well");
}

Test(denoise, a_stray_mark_is_set_aside)
{
	struct page page;
	read_well(&page, GOOD "~_");
	read_badly(&page, 3, 50);
	cr_expect(becomes_noise(&page, 3));
	read_well(&page, GOOD "* * *");
	cr_expect_not(becomes_noise(&page, 3), "it was read well");
}

/* Is a paragraph of one line, read with so much confidence, noise? */
static bool is_noise_alone(const char *text, float confidence)
{
	struct page page;
	char all[200];
	snprintf(all, sizeof all, GOOD "%s\n\n" GOOD, text);
	read_well(&page, all);
	read_badly(&page, 3, confidence);
	return becomes_noise(&page, 3);
}

Test(denoise, few_letters_alone_are_set_aside_if_they_are_no_word)
{
	cr_expect(is_noise_alone("te", 51));
	cr_expect(is_noise_alone("r+ kr &", 59));
	cr_expect(!is_noise_alone("te", 90));
	cr_expect(!is_noise_alone("So", 78));
	cr_expect(!is_noise_alone("R. B.", 51));
	cr_expect(!is_noise_alone("vi", 88));
	cr_expect(!is_noise_alone("C15", 63));
	cr_expect(!is_noise_alone("tefk ne", 51));
}

Test(denoise, words_read_badly_are_kept)
{
	static const char *const kept[] = {"was enmend humanly", "A", "39", "kahvi.org/howto/xqz/)"};
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		struct strbuf text = {0};
		strbuf_printf(&text, GOOD "%s", kept[i]);
		struct page page;
		read_well(&page, text.s);
		read_badly(&page, 3, 22);
		place(&page, 3, 0, i == 1 ? 3 * HEIGHT : HEIGHT);
		cr_expect_not(becomes_noise(&page, 3), "'%s'", kept[i]);
		strbuf_release(&text);
	}
}

Test(denoise, among_good_lines_place_or_shape_must_speak_against_it)
{
	static const char text[] = "the page was read well\nerty qxv\nwhich has words too\nand a line more";
	struct page page;
	read_well(&page, text);
	read_badly(&page, 1, 15);
	cr_expect_not(becomes_noise(&page, 1));
	read_well(&page, text);
	read_badly(&page, 1, 15);
	place(&page, 1, LEFT, HEIGHT);
	cr_expect(becomes_noise(&page, 1), "at the edge");
	read_well(&page, text);
	read_badly(&page, 1, 15);
	place(&page, 1, 0, HEIGHT / 4);
	cr_expect(becomes_noise(&page, 1), "as low as a rule");
	read_well(&page, text);
	read_badly(&page, 1, 15);
	page_add_region(&page, REGION_IMAGE)->box = (struct box){0, TOP + LEADING - 5, WIDTH, TOP + 2 * LEADING - 5};
	cr_expect(becomes_noise(&page, 1), "in a picture");
}

Test(denoise, a_page_that_was_read_badly_stays_as_it_is)
{
	struct strbuf text = {0};
	strbuf_add(&text, STR(GOOD));
	for (int i = 0; i < 20; i++)
		strbuf_add(&text, STR("hicctiendnet enmend\n\n"));
	struct page page;
	read_well(&page, text.s);
	for (uint32_t i = 3; i < page.counts[NODE_LINE]; i++)
		read_badly(&page, i, 20);
	cr_expect_not(becomes_noise(&page, 3));
	strbuf_release(&text);
}
