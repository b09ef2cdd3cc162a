/* Witnesses that are no scans: told by content or by name, in any of the usual encodings, with their scan where it is.
 */
#include "pages.h"
#include "pictures.h"
#include "run.h"

#include "source/encoding.h"
#include "source/text_file.h"

#include <criterion/criterion.h>
#include <leptonica/allheaders.h>
#include <stdlib.h>

TestSuite(witnesses, .timeout = 60, .init = scratch_make, .fini = scratch_remove);

static struct bytes bytes_of(struct str s)
{
	return (struct bytes){.data = (const uint8_t *)s.s, .size = s.n};
}

static void expect_text(struct str bytes, enum encoding encoding, const char *text)
{
	struct strbuf decoded = {0};
	cr_expect_eq(encoding_of(bytes_of(bytes)), encoding, "%s", text);
	encoding_decode(encoding, bytes_of(bytes), &decoded);
	strbuf_byte(&decoded, '\0');
	cr_expect_str_eq(decoded.s, text);
	strbuf_release(&decoded);
}

Test(witnesses, encodings_are_told_apart)
{
	expect_text(STR("plain"), ENCODING_UTF_8, "plain");
	expect_text(STR("\xEF\xBB\xBF"
			"caf\xC3\xA9"),
		    ENCODING_UTF_8, "café");
	expect_text(STR("caf\xE9 noir"), ENCODING_LATIN_1, "café noir");
	expect_text(STR("\x93"
			"caf\xE9\x94 \x96 \x81"),
		    ENCODING_WINDOWS_1252, "“café” – \uFFFD");
	expect_text(STR("\xC3\xA9\xC3\xA8\xE2\x80\x94 \x97 it"), ENCODING_MIXED, "éè— — it");
	expect_text(STR("\xFF\xFE"
			"a\0\x3D\xD8\xDC\xDC"),
		    ENCODING_UTF_16_LE, "a\U0001F4DC");
	expect_text(STR("\xFE\xFF\0a\xD8\0\0b"), ENCODING_UTF_16_BE,
		    "a\uFFFD"
		    "b");
	expect_text(STR("a\0b\0c\0d\0"), ENCODING_UTF_16_LE, "abcd");
	cr_expect_eq(encoding_of(bytes_of(STR("a\0\0b"))), ENCODING_NONE);
	cr_expect_eq(encoding_of(bytes_of(STR("\x89PNG\x1A"))), ENCODING_NONE);
}

static size_t count_paragraphs(struct str text)
{
	struct page page;
	page_init(&page);
	struct text_file *file = text_file_open(bytes_of(text), ENCODING_UTF_8);
	text_file_page(file, &page);
	size_t n = page.counts[NODE_REGION];
	text_file_close(file);
	page_release(&page);
	return n;
}

Test(witnesses, long_lines_are_paragraphs)
{
	struct strbuf text = {0};
	cr_expect_eq(count_paragraphs(STR("one line\nand another\n\na second paragraph")), 2);
	for (int i = 0; i < 3; i++) {
		for (int k = 0; k < 60; k++)
			strbuf_add(&text, STR("word "));
		strbuf_add(&text, STR("\n"));
	}
	cr_expect_eq(count_paragraphs(strbuf_str(&text)), 3);
	/* A column among them keeps its lines, a list does not. */
	strbuf_add(&text, STR("One of those w\nyoung Alexander\ntect of perestroika, v\nto his roots. He se\n"));
	cr_expect_eq(count_paragraphs(strbuf_str(&text)), 4);
	strbuf_add(&text, STR("\nOranges\nApples of the garden\nPears\nplums\n"));
	cr_expect_eq(count_paragraphs(strbuf_str(&text)), 8);
	strbuf_release(&text);
}

Test(witnesses, an_encoding_is_reported)
{
	struct run r = RUN("restore", scratch_file("old.txt", STR("The caf\xE9 in the na\xEFve town.")));
	cr_expect_eq(r.status, 0);
	cr_expect_str_eq(r.out.s, "The café in the naïve town.\n");
	cr_expect_not_null(strstr(r.err.s, "old.txt: is read as ISO 8859-1 (Latin-1)\n"), "%s", r.err.s);
	run_release(&r);
}

static const char hocr[] =
	"<html><head><meta name='ocr-system' content='tesseract 5.3.0'/></head><body>"
	"<div class='ocr_page' title='image \"scan.png\"; bbox 0 0 %d %d; ppageno 0'>"
	"<p class='ocr_par' title='bbox 10 10 200 40'><span class='ocr_line' title='bbox 10 10 200 40'>"
	"<span class='ocrx_word' title='bbox 10 10 90 40; x_wconf 91'>Hello</span> "
	"<span class='ocrx_word' title='bbox 100 10 200 40'>world</span></span></p></div></body></html>";

static const char *hocr_file(const char *name, int width, int height)
{
	struct strbuf text = {0};
	strbuf_printf(&text, hocr, width, height);
	const char *path = scratch_file(name, strbuf_str(&text));
	strbuf_release(&text);
	return path;
}

Test(witnesses, words_that_nobody_rated_have_no_confidence)
{
	struct strbuf out = OUTPUT_OF("restore", "-f", "json", hocr_file("page.hocr", 300, 200));
	const char *rated = strstr(out.s, "\"raw\":\"Hello\""), *unrated = strstr(out.s, "\"raw\":\"world\"");
	cr_assert(rated && unrated);
	cr_expect(!strncmp(strstr(rated, "]") + 2, "\"confidence\":91.0", 17), "%.80s", rated);
	cr_expect(strncmp(strstr(unrated, "]") + 2, "\"confidence\"", 12) != 0, "%.80s", unrated);
	expect_valid_json(scratch_file("page.json", strbuf_str(&out)), "pipeline/emit/emend-1.schema.json");
	struct page page;
	cr_expect_null(page_from_json(&page, strbuf_str(&out)));
	struct strbuf again = page_to_json(&page);
	cr_expect_null(strstr(strstr(again.s, "\"raw\":\"world\""), "confidence"));
	cr_expect_str_eq(arena_cstr(&page.arena, page.image), "scan.png");
	strbuf_release(&again);
	page_release(&page);
	strbuf_release(&out);
}

Test(witnesses, the_format_may_be_named)
{
	struct strbuf out = OUTPUT_OF("restore", "--from", "txt", "--stages", "none", hocr_file("page.hocr", 300, 200));
	cr_expect(str_starts(strbuf_str(&out), STR("<html>")));
	strbuf_release(&out);
	struct run r = RUN("restore", "--from", "odt", hocr_file("page.hocr", 300, 200));
	cr_expect_eq(r.status, 2);
	cr_expect_not_null(strstr(r.err.s, "--from: there is no format 'odt'"), "%s", r.err.s);
	run_release(&r);
}

Test(witnesses, the_scan_that_a_page_names_is_looked_at)
{
	PIX *pix = picture_of_text();
	int width = pixGetWidth(pix), height = pixGetHeight(pix);
	cr_assert_eq(pixWrite(scratch("scan.png"), pix, IFF_PNG), 0);
	pixDestroy(&pix);
	struct run r = RUN("restore", "-v", hocr_file("page.hocr", width, height));
	cr_expect_eq(r.status, 0);
	cr_expect_null(strstr(r.err.s, "needs image"), "%s", r.err.s);
	run_release(&r);
	r = RUN("restore", "-v", "--image", "none", hocr_file("page.hocr", width, height));
	cr_expect_not_null(strstr(r.err.s, "stage reread left out: it needs image"), "%s", r.err.s);
	run_release(&r);
	struct strbuf out =
		OUTPUT_OF("restore", "-f", "json", "--stages", "none", hocr_file("page.hocr", width / 2, height / 2));
	cr_expect_not_null(strstr(out.s, "\"bbox\":[20,20,180,80]"), "to the scale of the scan");
	strbuf_release(&out);
	r = RUN("restore", hocr_file("page.hocr", width, height / 2));
	cr_expect_eq(r.status, 0);
	cr_expect_not_null(strstr(r.err.s, "page 1 is mended without its scan: "), "%s", r.err.s);
	run_release(&r);
}
