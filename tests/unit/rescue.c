/* The stage that reads what the recogniser overlooked: pale, shaded and reversed text. */
#include "pictures.h"
#include "run.h"

#include "image/scan.h"
#include "page/page.h"
#include "repair/rescue.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(rescue, .init = scratch_make, .fini = scratch_remove);

/* The first sample in grey, of which the band from top to bottom (pixels) is made other than the rest. */
static PIX *sample_with_band(int top, int bottom, void (*change)(PIX *band))
{
	PIX *bilevel = pixRead(in_checkout("samples/clean.tif")), *page = pixConvertTo8(bilevel, 0);
	BOX *box = boxCreate(0, top, pixGetWidth(page), bottom - top);
	PIX *band = pixClipRectangle(page, box, NULL);
	change(band);
	pixRasterop(page, 0, top, pixGetWidth(page), bottom - top, PIX_SRC, band, 0, 0);
	pixCopyResolution(page, bilevel);
	boxDestroy(&box);
	pixDestroy(&band);
	pixDestroy(&bilevel);
	return page;
}

static void make_pale(PIX *band)
{
	pixMultConstantGray(band, 0.2F);
	pixAddConstantGray(band, 204);
}

/* Makes the band so pale in the box that its letters hardly stand out from the grain. */
static void make_pale_in(PIX *band, struct box b)
{
	BOX *box = boxCreate(b.left, b.top, b.right - b.left, b.bottom - b.top);
	PIX *words = pixClipRectangle(band, box, NULL);
	pixMultConstantGray(words, 0.05F);
	pixAddConstantGray(words, 242);
	pixRasterop(band, b.left, b.top, b.right - b.left, b.bottom - b.top, PIX_SRC, words, 0, 0);
	boxDestroy(&box);
	pixDestroy(&words);
}

/* Two words of its first line. */
static void make_words_pale(PIX *band)
{
	make_pale_in(band, (struct box){356, 0, 586, 45});
}

/* The last three words of its first line, and the first two of its second. */
static void make_line_ends_pale(PIX *band)
{
	make_pale_in(band, (struct box){486, 0, 730, 45});
	make_pale_in(band, (struct box){130, 50, 355, 92});
}

/* Leaves one word of the band, "every", lower, pale, and so bold that its letters touch. */
static void make_word_run_together(PIX *band)
{
	enum { LEFT = 480, RIGHT = 590, LINE = 45, BOLDER = 3, TO_LEFT = 380, TO_TOP = 60 };
	BOX *box = boxCreate(LEFT, 0, RIGHT - LEFT, LINE);
	PIX *word = pixClipRectangle(band, box, NULL), *bold = pixErodeGray(word, BOLDER, BOLDER);
	make_pale(bold);
	pixSetAll(band);
	pixRasterop(band, TO_LEFT, TO_TOP, RIGHT - LEFT, LINE, PIX_SRC, bold, 0, 0);
	boxDestroy(&box);
	pixDestroy(&word);
	pixDestroy(&bold);
}

static void make_reversed(PIX *band)
{
	pixInvert(band, band);
	pixMultConstantGray(band, 0.5F);
	pixAddConstantGray(band, 110);
}

/* Leaves one word of the band, "every", in a frame, over a picture with as much grain as a printed one. */
static void make_framed(PIX *band)
{
	enum { LEFT = 480, RIGHT = 590, LINE = 45, TO_LEFT = 380, TO_TOP = 12, FRAME = 190, WIDTH = 490, HEIGHT = 180 };
	enum { RULE = 4, MARGIN = 10, PICTURE = 60, FOOT = 176, GRAIN = 3 };
	BOX *box = boxCreate(LEFT, 0, RIGHT - LEFT, LINE);
	PIX *word = pixClipRectangle(band, box, NULL);
	pixSetAll(band);
	pixRasterop(band, FRAME, 2, WIDTH, HEIGHT, PIX_CLR, NULL, 0, 0);
	pixRasterop(band, FRAME + RULE, 2 + RULE, WIDTH - 2 * RULE, HEIGHT - 2 * RULE, PIX_SET, NULL, 0, 0);
	pixRasterop(band, TO_LEFT, TO_TOP, RIGHT - LEFT, LINE, PIX_SRC, word, 0, 0);
	for (int y = PICTURE; y < FOOT; y++)
		for (int x = FRAME + MARGIN; x < FRAME + WIDTH - MARGIN; x++) {
			int column = x / GRAIN, row = y / GRAIN;
			pixSetPixel(band, x, y, 30 + 2 * (l_uint32)((column * 62 + row * 76 + column * row * 31) % 97));
		}
	boxDestroy(&box);
	pixDestroy(&word);
}

/* The tone of a picture of light and dark squares. */
static l_uint32 tone_at(int x, int y)
{
	enum { SQUARE = 70, DARK = 80, BETWEEN = 24 };
	return (l_uint32)(DARK + BETWEEN * ((x / SQUARE + 2 * (y / SQUARE)) % 4));
}

/* Prints the band's first words in white over a picture, large and bold as a title is. */
static void make_white_over_picture(PIX *band)
{
	enum { MIDDLE = 128, WHITE = 255, LINE = 50, FIRST = 130, BOLDER = 3 };
	static const float times = 2;
	BOX *words = boxCreate(FIRST, 0, (int)((float)(pixGetWidth(band) - 2 * FIRST) / times), LINE);
	PIX *line = pixClipRectangle(band, words, NULL), *plain = pixScale(line, times, times),
	    *title = pixErodeGray(plain, BOLDER, BOLDER);
	pixSetAll(band);
	pixRasterop(band, FIRST, LINE, pixGetWidth(title), pixGetHeight(title), PIX_SRC, title, 0, 0);
	for (int y = 0; y < pixGetHeight(band); y++)
		for (int x = 0; x < pixGetWidth(band); x++) {
			l_uint32 v;
			pixGetPixel(band, x, y, &v);
			pixSetPixel(band, x, y, v < MIDDLE ? WHITE : tone_at(x, y));
		}
	boxDestroy(&words);
	pixDestroy(&line);
	pixDestroy(&plain);
	pixDestroy(&title);
}

static const char band_begins[] = "who loathed every form"; /* of the band */

/* Writes the sample with the band changed; gives the file's path. */
static const char *changed_sample(void (*change)(PIX *band))
{
	enum { TOP = 690, BOTTOM = 877 }; /* between lines */
	PIX *page = sample_with_band(TOP, BOTTOM, change);
	const char *path = scratch("page.png");
	cr_assert_eq(pixWrite(path, page, IFF_PNG), 0);
	pixDestroy(&page);
	return path;
}

/* How many words are lacking after these stages where the band was changed. */
static int lacking_after(const char *stages, void (*change)(PIX *band))
{
	struct strbuf out = OUTPUT_OF("restore", "--stages", stages, changed_sample(change));
	int lacking = count_lacking(out.s);
	strbuf_release(&out);
	return lacking;
}

Test(rescue, pale_text_is_read)
{
	int without = lacking_after("none", make_pale), with = lacking_after("rescue", make_pale);
	cr_expect(without >= 20 && with <= 3, "%d words lacking without the stage, %d with it", without, with);
}

Test(rescue, reversed_text_is_read)
{
	int without = lacking_after("none", make_reversed), with = lacking_after("rescue", make_reversed);
	cr_expect(without >= 20 && with <= 3, "%d words lacking without the stage, %d with it", without, with);
}

/* Is the text there after these stages, where the band was changed? */
static bool has_after(const char *stages, void (*change)(PIX *band), const char *text)
{
	struct strbuf out = OUTPUT_OF("restore", "--stages", stages, changed_sample(change));
	bool has = strstr(out.s, text);
	strbuf_release(&out);
	return has;
}

Test(rescue, pale_words_within_a_line_are_read)
{
	cr_expect(!has_after("none", make_words_pale, band_begins));
	cr_expect(has_after("rescue", make_words_pale, band_begins));
}

/* A word that was read with this confidence (percent) of ink so much darker than paper (grey levels). */
struct inked {
	const char *raw;
	float confidence;
	int depth;
};

/* Is the second word of a line doubted when the words are looked through for pale ink? */
static bool is_second_doubted(struct inked first, struct inked second)
{
	enum { TOP = 30, HIGH = 25, WIDE = 120, STEP = 200, APART = 8, WHITE = 255 };
	PIX *bilevel = pixRead(in_checkout("samples/clean.tif")), *image = pixConvertTo8(bilevel, 0);
	struct page page;
	struct word *w = NULL;
	page_init(&page);
	struct line *line = page_add_line(&page, page_add_region(&page, REGION_PARAGRAPH));
	const struct inked words[] = {first, second};
	for (int i = 0; i < 2; i++) {
		w = page_add_word(&page, line, str_of(words[i].raw));
		w->box = (struct box){10 + i * STEP, TOP, 10 + i * STEP + WIDE, TOP + HIGH};
		w->confidence = words[i].confidence;
		BOX *stroke = boxCreate(0, TOP, 2, HIGH);
		for (int x = w->box.left; x < w->box.right; x += APART) {
			boxSetGeometry(stroke, x, -1, -1, -1);
			pixSetInRectArbitrary(image, stroke, (l_uint32)(WHITE - words[i].depth));
		}
		boxDestroy(&stroke);
	}
	struct scan *scan = scan_new(image);
	struct repair repair = {.page = &page, .scan = scan};
	struct rescue s = {
		.repair = &repair, .ink = ink_of(scan), .x_height = HIGH, .usual_depth = 200, .in_lines = true};
	bool doubted = is_doubtful(&s, w);
	s.in_lines = false;
	cr_expect_not(is_doubtful(&s, w));
	scan_drop(scan);
	page_release(&page);
	pixDestroy(&image);
	pixDestroy(&bilevel);
	return doubted;
}

Test(rescue, a_mark_of_pale_ink_beside_dark_words_is_doubted)
{
	const struct inked dark = {"RedHat", 96, 200}, pale = {"RedHat", 96, 80};
	cr_expect(is_second_doubted(dark, (struct inked){":", 88, 80}));
	cr_expect_not(is_second_doubted(dark, (struct inked){":", 88, 200}));
	cr_expect_not(is_second_doubted(dark, (struct inked){":", 96, 80}));
	cr_expect_not(is_second_doubted(dark, (struct inked){"com", 88, 80}));
	cr_expect_not(is_second_doubted(pale, (struct inked){":", 88, 80}));
}

Test(rescue, pale_words_that_go_on_in_the_next_line_are_read)
{
	cr_expect(!has_after("none", make_line_ends_pale, "society with his whole"));
	cr_expect(has_after("rescue", make_line_ends_pale, "society with his whole"));
	cr_expect(has_after("rescue", make_line_ends_pale, band_begins));
}

Test(rescue, a_word_whose_letters_touch_is_read)
{
	cr_expect(!has_after("none", make_word_run_together, "[floating text] every\n"));
	cr_expect(has_after("rescue", make_word_run_together, "[floating text] every\n"));
}

Test(rescue, a_word_in_the_frame_of_a_picture_is_read)
{
	cr_expect(!has_after("none", make_framed, "every\n"));
	cr_expect(has_after("rescue", make_framed, "every\n"));
}

Test(rescue, text_over_a_picture_of_many_tones_is_read)
{
	cr_expect(!has_after("none", make_white_over_picture, band_begins));
	cr_expect(has_after("rescue", make_white_over_picture, band_begins));
}

/* Puts the part of a page in the box elsewhere, so many times as large. */
static void put(PIX *page, PIX *from, struct box part, float larger, int left, int top)
{
	BOX *box = boxCreate(part.left, part.top, part.right - part.left, part.bottom - part.top);
	PIX *clip = pixClipRectangle(from, box, NULL), *scaled = pixScale(clip, larger, larger);
	pixRasterop(page, left, top, pixGetWidth(scaled), pixGetHeight(scaled), PIX_SRC & PIX_DST, scaled, 0, 0);
	boxDestroy(&box);
	pixDestroy(&clip);
	pixDestroy(&scaled);
}

/* The sample in grey, where "One night" begins with an O two lines high that all but touches the rest of its word. */
static const char *sample_with_initial(void)
{
	enum { LEFT = 772, TOP = 552, WIDTH = 573, HEIGHT = 88, LETTER = 814, BESIDE = 845 };
	static const float two_lines = 2.6F;
	PIX *bilevel = pixRead(in_checkout("samples/clean.tif")), *from = pixConvertTo8(bilevel, 0),
	    *page = pixCopy(NULL, from);
	pixRasterop(page, LEFT, TOP, WIDTH, HEIGHT, PIX_SET, NULL, 0, 0);
	put(page, from, (struct box){LETTER, TOP + 4, LETTER + 27, TOP + 33}, two_lines, LEFT + 3, TOP + 4);
	put(page, from, (struct box){LETTER + 30, TOP, LEFT + WIDTH, TOP + 42}, 1, BESIDE, TOP);
	put(page, from, (struct box){LEFT, TOP + 49, LEFT + WIDTH, TOP + HEIGHT}, 1, BESIDE, TOP + 49);
	const char *path = scratch("page.png");
	cr_assert_eq(pixWrite(path, page, IFF_PNG), 0);
	pixDestroy(&bilevel);
	pixDestroy(&from);
	pixDestroy(&page);
	return path;
}

Test(rescue, the_rest_of_a_word_is_read_apart_from_its_initial)
{
	const char *path = sample_with_initial();
	struct strbuf without = OUTPUT_OF("restore", "--stages", "none", path);
	struct strbuf with = OUTPUT_OF("restore", "--stages", "rescue,dropcaps", path);
	cr_expect_null(strstr(without.s, "One night"));
	cr_expect_not_null(strstr(with.s, "One night"));
	strbuf_release(&without);
	strbuf_release(&with);
}

Test(rescue, nothing_is_added_to_a_page_that_was_read_well)
{
	struct strbuf out = OUTPUT_OF("restore", "--stages", "rescue", "-f", "json", "samples/clean.tif");
	cr_expect_null(strstr(out.s, "\"rescue\""));
	strbuf_release(&out);
}

/* How many pixels of the picture have this colour. */
static int count_colour(const char *path, int red, int green, int blue)
{
	PIX *picture = pixRead(path);
	l_uint32 wanted, pixel;
	int count = 0;
	cr_assert_not_null(picture, "%s", path);
	composeRGBPixel(red, green, blue, &wanted);
	for (int y = 0; y < pixGetHeight(picture); y++)
		for (int x = 0; x < pixGetWidth(picture); x++)
			count += !pixGetPixel(picture, x, y, &pixel) && (pixel | 255) == (wanted | 255);
	pixDestroy(&picture);
	return count;
}

Test(rescue, what_was_added_is_drawn_in_its_own_colour)
{
	const char *path = changed_sample(make_pale);
	struct strbuf before = OUTPUT_OF("restore", "--stages", "none", "--debug-image", scratch("before"), path);
	struct strbuf after = OUTPUT_OF("restore", "--debug-image", scratch("after"), path);
	cr_expect_eq(count_colour(scratch("before/page-1.png"), 210, 0, 210), 0);
	cr_expect_gt(count_colour(scratch("before/page-1.png"), 0, 70, 200), 1000);
	cr_expect_gt(count_colour(scratch("after/page-1.png"), 210, 0, 210), 1000);
	strbuf_release(&before);
	strbuf_release(&after);
}
