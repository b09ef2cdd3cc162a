/* Stored OCR results that would take quadratic time, or a deep stack: each gives its page or says why not, soon. */
#include "source/ocr_file.h"

#include <criterion/criterion.h>
#include <string.h>

/* Far above what they take. */
TestSuite(stored_files, .timeout = 40);

static void repeat(struct strbuf *b, const char *s, size_t times)
{
	while (times--)
		strbuf_add(b, str_of(s));
}

/* Reads all pages; gives how many words they have. */
static size_t count_words(const char *format, struct strbuf *text, const char *warning)
{
	struct bytes bytes = {.data = (const uint8_t *)text->s, .size = text->n};
	struct emend_error error;
	struct ocr_file *file;
	size_t words = 0;
	enum emend_status status = EMEND_OK;
	cr_assert_eq(ocr_file_open(ocr_format_named(str_of(format)), "x", bytes, &file, &error), EMEND_OK);
	while (status != EMEND_END) {
		struct page page;
		page_init(&page);
		status = ocr_file_next(file, &page, &error);
		cr_assert(status != EMEND_OK || !page_check(&page));
		words += status == EMEND_OK ? page.counts[NODE_WORD] : 0;
		page_release(&page);
	}
	cr_assert(strstr(ocr_file_warnings(file), warning), "%s", ocr_file_warnings(file));
	ocr_file_close(file);
	strbuf_release(text);
	return words;
}

Test(stored_files, pages_that_end_within_every_piece)
{
	struct strbuf b = {0};
	strbuf_add(&b, STR("<html><body>"));
	for (int i = 0; i < 1000; i++) {
		strbuf_printf(&b, "<div class='ocr_page' title='image \"%d \\\"a>b\\\".png\"; bbox 0 0 900 900'>", i);
		repeat(&b, "<span class='ocrx_word' title=\"bbox 1 2 30 40; x_wconf 9\">it's</span>\n", 50);
		strbuf_add(&b, STR("</div>"));
	}
	cr_assert_eq(count_words("hocr", &b, ""), 50000);
}

Test(stored_files, words_that_are_never_closed)
{
	struct strbuf b = {0};
	strbuf_add(&b, STR("<div class='ocr_page'>"));
	repeat(&b, "<span class='ocrx_word'>w <b>", 9000);
	cr_assert_eq(count_words("hocr", &b, "ends within a page"), 9000);
}

Test(stored_files, a_million_open_elements)
{
	struct strbuf b = {0};
	strbuf_add(&b, STR("<div class='ocr_page'><span class='ocr_line'>one</span>"));
	repeat(&b, "<div>", 1000000);
	repeat(&b, "</p>", 200000);
	cr_assert_eq(count_words("hocr", &b, "not closed"), 1);
}

Test(stored_files, a_word_of_megabytes)
{
	struct strbuf b = {0};
	strbuf_add(&b, STR("<alto><Layout><Page><TextBlock><TextLine><String CONTENT=\""));
	repeat(&b, "\xC3\xA9\xC3\xA8\xC3\xA7", 1 << 20);
	strbuf_add(&b, STR("\"/></TextLine></TextBlock></Page></Layout></alto>"));
	cr_assert_eq(count_words("alto", &b, "too long"), ((6 << 20) + 399) / 400);
}

Test(stored_files, more_words_than_a_page_has)
{
	struct strbuf b = {0};
	strbuf_add(&b, STR("<alto><Layout><Page><TextBlock><TextLine>"));
	repeat(&b, "<String CONTENT=\"a\"/>", 500000);
	strbuf_add(&b, STR("</TextLine></TextBlock></Page><Page><TextBlock><TextLine><String CONTENT=\"b\"/>"
			   "</TextLine></TextBlock></Page></Layout></alto>"));
	cr_assert_eq(count_words("alto", &b, ""), 1, "the page is left out, and the next one read");
}

Test(stored_files, groups_within_groups)
{
	struct strbuf b = {0};
	strbuf_add(&b, STR("<PcGts><Page><ReadingOrder>"));
	repeat(&b, "<OrderedGroup>", 200);
	for (int i = 20000; i--;)
		strbuf_printf(&b, "<RegionRef regionRef=\"r%d\"/>", i);
	repeat(&b, "</OrderedGroup>", 200);
	strbuf_add(&b, STR("</ReadingOrder>"));
	for (int i = 0; i < 20000; i++)
		strbuf_printf(&b, "<TextRegion id=\"r%d\"><TextEquiv><Unicode>a</Unicode></TextEquiv></TextRegion>", i);
	strbuf_add(&b, STR("</Page></PcGts>"));
	cr_assert_eq(count_words("page", &b, ""), 20000);
}

Test(stored_files, blocks_within_blocks_and_chains_of_blocks)
{
	struct strbuf b = {0};
	strbuf_add(&b, STR("<alto><Layout><Page>"));
	repeat(&b, "<ComposedBlock ID=\"c\" IDNEXT=\"c\">", 200);
	for (int i = 0; i < 20000; i++)
		strbuf_printf(
			&b,
			"<TextBlock ID=\"r%d\" IDNEXT=\"r%d\"><TextLine><String CONTENT=\"a\"/></TextLine></TextBlock>",
			i, i - 1);
	repeat(&b, "</ComposedBlock>", 200);
	strbuf_add(&b, STR("</Page></Layout></alto>"));
	cr_assert_eq(count_words("alto", &b, "nested too deeply"), 20000);
}
