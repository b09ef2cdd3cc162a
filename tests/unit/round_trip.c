/*
 * What hOCR, ALTO and PAGE-XML say of a page is what their readers read: regions, types, order, boxes, baselines, texts
 * and confidences. Of a page that emend restored it is the page as its lines show it.
 */
#include "pages.h"
#include "run.h"

#include "base/utf8.h"
#include "emit/shown.h"
#include "source/ocr_file.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static const char *const formats[] = {"hocr", "alto", "page"};
enum { FORMATS = sizeof formats / sizeof *formats };

static void say_box(struct strbuf *b, struct box box)
{
	if (!box_empty(box))
		strbuf_printf(b, " %d,%d,%d,%d", box.left, box.top, box.right, box.bottom);
}

/* Characters that XML has not are U+FFFD, and one hyphen stands for all: hOCR has a soft one at ends of lines. */
static void say_text(struct strbuf *b, struct str text)
{
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);
		utf8_add(b, utf8_is_hyphen(c) ? '-' : c < ' ' || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c);
	}
}

static void say_line(struct strbuf *b, const struct shown *shown, const struct line *l, bool baselines)
{
	bool backwards = l->baseline[1].x < l->baseline[0].x; /* of text upside down; readers take the left end first */
	struct point left = l->baseline[backwards], right = l->baseline[!backwards];
	strbuf_printf(b, "-");
	say_box(b, line_box(l));
	if (baselines && has_baseline(l) && left.x < right.x)
		strbuf_printf(b, " base %d,%d %d,%d", left.x, left.y, right.x, right.y);
	for (const struct word *w = first_word(l); (w = shown_from(shown, w)); w = next_word(w)) {
		const struct shown *s = &shown[w->node.id];
		strbuf_printf(b, "\n  ");
		say_text(b, s->text);
		say_box(b, w->box);
		if (!s->unrated)
			strbuf_printf(b, " %.2f%%", (double)s->confidence);
	}
	strbuf_printf(b, "\n");
}

/* hOCR gives baselines over the line's box, and rounded. */
static struct strbuf in_words(const struct page *page, bool baselines)
{
	struct arena arena = {0};
	struct strbuf b = {0};
	const struct shown *shown = page_shown(page, &arena);
	strbuf_printf(&b, "page %dx%d\n", page->width, page->height);
	for (const struct region *r = first_region(page); r; r = next_region(r)) {
		if (!region_is_written(shown, r))
			continue;
		strbuf_printf(&b, "[%s]", region_kinds[r->type].name);
		say_box(&b, region_box(r));
		strbuf_printf(&b, "\n");
		for (const struct line *l = first_line(r); l; l = next_line(l))
			if (line_is_shown(shown, l))
				say_line(&b, shown, l, baselines);
	}
	arena_release(&arena);
	return b;
}

/* The first page of the document, and the warnings, of which there must be none. */
static void read_back(struct page *page, const char *format, struct str document)
{
	struct bytes bytes = {.data = (const uint8_t *)document.s, .size = document.n};
	struct emend_error error;
	struct ocr_file *file;
	page_init(page);
	cr_assert_eq(ocr_format_of(bytes), ocr_format_named(str_of(format)), "%s is taken for another format", format);
	cr_assert_eq(ocr_file_open(ocr_format_of(bytes), "x", bytes, &file, &error), EMEND_OK);
	cr_assert_eq(ocr_file_next(file, page, &error), EMEND_OK);
	cr_assert_str_empty(ocr_file_warnings(file));
	ocr_file_close(file);
}

static void expect_round_trip(struct page *page, const char *name)
{
	for (int i = 0; i < FORMATS; i++) {
		struct page copy;
		bool baselines = strcmp(formats[i], "hocr") != 0;
		if (!ocr_format_named(str_of(formats[i])))
			continue;
		struct strbuf document = page_to_format(page, formats[i]), before = in_words(page, baselines);
		read_back(&copy, formats[i], strbuf_str(&document));
		struct strbuf after = in_words(&copy, baselines);
		size_t k = 0;
		while (k < before.n && before.s[k] == after.s[k])
			k++;
		k = k < 200 ? 0 : k - 200;
		cr_expect(str_equal(strbuf_str(&before), strbuf_str(&after)), "%s as %s:\n%.500s\nrather than\n%.500s",
			  name, formats[i], after.s + k, before.s + k);
		strbuf_release(&document);
		strbuf_release(&before);
		strbuf_release(&after);
		page_release(&copy);
	}
}

/* All on the page, and all that was read with a box and a confidence that is no part of 1. */
static void settle(struct page *page)
{
	page->width = page->height = 5000;
	page->frame = (struct box){0, 0, 5000, 5000};
	for (uint32_t i = 0; i < page->counts[NODE_REGION]; i++) {
		struct region *r = (struct region *)page->nodes[NODE_REGION][i];
		r->box.right++, r->box.bottom++;
		r->polygon_count = 0;
	}
	for (uint32_t i = 0; i < page->counts[NODE_LINE]; i++) {
		struct line *l = (struct line *)page->nodes[NODE_LINE][i];
		l->box.right++, l->box.bottom++;
	}
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		w->box.right++, w->box.bottom++;
		w->confidence = w->confidence < 2 ? 2 : w->confidence;
		w->symbol_count = 0;
	}
}

/* An edit of a word that a joined one holds, which no stage makes, leaves words with spaces, which readers part. */
static bool has_spaces(const struct page *page)
{
	struct arena arena = {0};
	const struct shown *shown = page_shown(page, &arena);
	bool has = false;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++)
		has = has || (shown[i].text.n && memchr(shown[i].text.s, ' ', shown[i].text.n));
	arena_release(&arena);
	return has;
}

Test(round_trip, of_pages_and_edits_at_random, .timeout = 60)
{
	for (uint64_t seed = 1; seed <= 150; seed++) {
		struct random r = {20000 + seed};
		struct page page;
		char name[32];
		snprintf(name, sizeof name, "seed %lu", seed);
		page_at_random(&page, &r, 6);
		settle(&page);
		for (uint64_t i = 0; i < seed; i++)
			edit_at_random(&page, &r);
		if (!has_spaces(&page))
			expect_round_trip(&page, name);
		page_release(&page);
	}
}

Test(round_trip, of_samples, .timeout = 60)
{
	each_page_in(in_checkout("tests/golden"), expect_round_trip);
}

Test(round_trip, of_development_pages, .timeout = 600)
{
	each_page_in(restored_pages(), expect_round_trip);
}

/* What was read of another program's file loses no text, no box and no confidence in any format. */
Test(round_trip, of_what_other_programs_write, .timeout = 60)
{
	static const char *const files[] = {"hocr/of_tesseract_has_blocks_paragraphs_lines_and_words",
					    "hocr/of_the_internet_archive_letter_by_letter",
					    "hocr/of_ocropy_has_lines_without_words",
					    "hocr/of_kraken_rates_letters_by_parts_of_one",
					    "alto/of_tesseract",
					    "alto/hyphens_stand_behind_the_words_that_they_end",
					    "page_xml/lines_without_words_as_transkribus_writes_them",
					    "page_xml/regions_lines_words_and_glyphs"};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char path[120];
		snprintf(path, sizeof path, "tests/fuzz/corpus/%s", files[i]);
		struct strbuf text = read_file(in_checkout(path));
		struct bytes bytes = {.data = (const uint8_t *)text.s, .size = text.n};
		struct page page;
		struct ocr_file *file;
		struct emend_error error;
		page_init(&page);
		cr_assert_eq(ocr_file_open(ocr_format_of(bytes), path, bytes, &file, &error), EMEND_OK);
		cr_assert_eq(ocr_file_next(file, &page, &error), EMEND_OK);
		cr_expect_gt(page.counts[NODE_WORD], 0);
		expect_round_trip(&page, files[i]);
		page_release(&page);
		ocr_file_close(file);
		strbuf_release(&text);
	}
}
