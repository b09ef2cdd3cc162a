/* Readers: bytes, image headers, image files, and emend's own JSON. */
#include "pages.h"
#include "pictures.h"
#include "run.h"

#include "source/bytes.h"
#include "source/dimensions.h"
#include "source/image_file.h"
#include "source/json_file.h"

#include <criterion/criterion.h>

TestSuite(source, .init = scratch_make, .fini = scratch_remove);

Test(source, bytes_of_a_file_are_mapped)
{
	struct bytes b;
	struct emend_error error;
	cr_assert_eq(bytes_load(scratch_file("x", STR("abc")), &b, &error), EMEND_OK);
	cr_assert(b.size == 3 && !memcmp(b.data, "abc", 3) && b.mapped);
	bytes_release(&b);
	cr_assert(!b.data && !b.size);
	cr_assert_eq(bytes_load("/dev/null", &b, &error), EMEND_BAD_INPUT);
	cr_assert_str_eq(error.message, "/dev/null: is empty; scan or copy it again");
}

static const uint8_t bmp_header[26] = {'B', 'M', [18] = 0x2C, 1, [22] = 0x38, 0xFF, 0xFF, 0xFF};

Test(source, bmp_headers_give_the_size)
{
	struct dimensions d;
	cr_assert(dimensions_of_bmp(bmp_header, sizeof bmp_header, &d));
	cr_assert(d.width == 300 && d.height == 200 && d.pixels == 60000, "rows from the top down");
	cr_assert(!dimensions_of_bmp(bmp_header, sizeof bmp_header - 1, &d));
	cr_assert(!dimensions_of_bmp((const uint8_t[26]){'B', 'M'}, 26, &d), "no size");
}

Test(source, gif_headers_give_the_size_of_all_frames)
{
	static const uint8_t gif[] = {'G',  'I', 'F', '8', '9', 'a', 1, 0,  1, 0,    0, 0, 0,    /* screen */
				      0x21, 1,   2,   9,   9,   0,                               /* extension */
				      0x2C, 0,   0,   0,   0,   20,  0, 10, 0, 0,    2, 1, 0, 0, /* frame */
				      0x2C, 0,   0,   0,   0,   5,   0, 30, 0, 0x80, 1, 2, 3, 4, 5, 6, 2, 0, /* frame */
				      0x3B};
	struct dimensions d;
	cr_assert(dimensions_of_gif(gif, sizeof gif, &d));
	cr_assert(d.width == 20 && d.height == 30 && d.pixels == 350, "%d x %d", (int)d.width, (int)d.height);
	for (size_t n = 0; n < 29; n++)
		cr_assert(!dimensions_of_gif(gif, n, &d), "%zu bytes", n);
}

Test(source, sizes_of_headers_are_those_of_decoded_pictures)
{
	static const int formats[] = {IFF_PNG,  IFF_JFIF_JPEG, IFF_TIFF_ZIP, IFF_JP2,
				      IFF_WEBP, IFF_PNM,       IFF_GIF,      IFF_BMP};
	PIX *bilevel = picture_of_text(), *grey = pixConvertTo8(bilevel, 0);
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		struct strbuf file = read_file(picture_file("picture", grey, formats[i]));
		struct dimensions d;
		int format;
		findFileFormatBuffer((const uint8_t *)file.s, &format);
		cr_expect(dimensions_read((const uint8_t *)file.s, file.n, format, 0, &d));
		cr_expect(d.width == pixGetWidth(grey) && d.height == pixGetHeight(grey), "format %d", formats[i]);
		strbuf_release(&file);
	}
	pixDestroy(&bilevel);
	pixDestroy(&grey);
}

Test(source, images_are_told_from_other_files)
{
	cr_expect(image_file_sniff((struct bytes){.data = (const uint8_t *)"\x89PNG\r\n\x1A\n\0\0\0\r", .size = 12}));
	cr_expect(!image_file_sniff((struct bytes){.data = (const uint8_t *)"\x89PNG\r\n\x1A\n", .size = 8}),
		  "too short");
	cr_expect(!image_file_sniff((struct bytes){.data = (const uint8_t *)"%!PS-Adobe-3.0", .size = 14}));
	cr_expect(!image_file_sniff((struct bytes){.data = (const uint8_t *)"%PDF-1.4......", .size = 14}));
	cr_expect(json_file_sniff((struct bytes){.data = (const uint8_t *)" \n\t{", .size = 4}));
	cr_expect(!json_file_sniff((struct bytes){.data = (const uint8_t *)" \n\0{", .size = 4}));
	cr_expect(!json_file_sniff((struct bytes){.data = (const uint8_t *)"  ", .size = 2}));
}

#define PAGE(regions, journal)                                                                                         \
	STR("{\"format\":\"emend/1\",\"pages\":[{\"regions\":[" regions "],\"journal\":[" journal "]}]}")
#define REGION(words) "{\"id\":\"r0\",\"type\":\"other\",\"lines\":[{\"id\":\"l0\",\"words\":[" words "]}]}"
#define WORD(id, more) "{\"id\":\"" id "\",\"text\":\"t\"" more "}"

Test(source, json_that_is_not_sound_is_refused_with_its_place)
{
	const struct {
		struct str json;
		const char *wrong;
	} cases[] = {
		{STR("{\"format\":\"emend/2\",\"pages\":[]}"), "not what emend writes"},
		{STR("[1]"), "not what emend writes"},
		{STR("{\"format\":\"emend/1\",\"pages\":[]}"), "it has no regions"},
		{PAGE(REGION(WORD("w1", "")), ""), "ids of a kind are not 0, 1, 2"},
		{PAGE(REGION(WORD("w0", "") "," WORD("w0", "")), ""), "ids of a kind are not 0, 1, 2"},
		{PAGE(REGION(WORD("l0", "")), ""), "an id is missing, or not of its kind"},
		{PAGE(REGION(WORD("w0", ",\"raw\":7")), ""), "page 1, w0: a text is not a string"},
		{PAGE(REGION(WORD("w0", ",\"in\":\"w7\"")), ""), "w0: 'in' names no word"},
		{PAGE(REGION(WORD("w0", ",\"in\":\"w0\"")), ""), "a word is in itself"},
		{PAGE(REGION(WORD("w0", ",\"bbox\":[1,2,3]")), ""), "wrong number of coordinates"},
		{PAGE(REGION(WORD("w0", ",\"bbox\":[1,2,3,4e99]")), ""), "not an integer"},
		{PAGE(REGION(WORD("w0", ",\"confidence\":\"x\"")), ""), "is not a number"},
		{PAGE("{\"id\":\"r0\",\"type\":\"x\"}", ""), "r0: there is no such region type"},
		{PAGE(REGION(""), "{\"kind\":\"x\"}"), "edit 1: there is no such kind of edit"},
		{PAGE(REGION(""), "{\"kind\":\"text\",\"target\":\"w0\"}"),
		 "an edit is of something that the page lacks"},
		{PAGE(REGION(""), "{\"kind\":\"add\",\"target\":\"l0\",\"to\":{\"parent\":\"w0\"}}"), "into a word"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct page page;
		const char *wrong = page_from_json(&page, cases[i].json);
		cr_expect(wrong && strstr(wrong, cases[i].wrong), "number %zu: %s", i, wrong ? wrong : "it is read");
		page_release(&page);
	}
}

Test(source, json_keeps_nul_and_odd_characters)
{
	struct page page, copy;
	page_init(&page);
	struct line *l = page_add_line(&page, page_add_region(&page, REGION_OTHER));
	page_add_word(&page, l, STR("a\0b\"\\\n\U0010FFFF"));
	struct strbuf json = page_to_json(&page);
	cr_assert_null(page_from_json(&copy, strbuf_str(&json)));
	const struct word *w = (const struct word *)page_find(&copy, NODE_WORD, 0);
	cr_assert(str_equal(w->raw, STR("a\0b\"\\\n\U0010FFFF")));
	strbuf_release(&json);
	page_release(&page);
	page_release(&copy);
}

Test(source, json_readings_can_be_added_to)
{
	struct page page, copy;
	page_init(&page);
	struct word *w = page_add_word(&page, page_add_line(&page, page_add_region(&page, REGION_OTHER)), STR("one"));
	static const char *const texts[] = {"two", "three", "four", "five"};
	for (int i = 0; i < 3; i++)
		edit_reading(&page, WHY, w, 1, str_of(texts[i]));
	struct strbuf json = page_to_json(&page);
	cr_assert_null(page_from_json(&copy, strbuf_str(&json)));
	w = (struct word *)page_find(&copy, NODE_WORD, 0);
	edit_reading(&copy, WHY, w, 1, str_of(texts[3]));
	cr_assert_eq(w->reading_count, 4);
	for (int i = 0; i < 4; i++)
		cr_expect(str_equal(w->readings[i].text, str_of(texts[i])));
	cr_expect(edit_undo_all(&copy));
	strbuf_release(&json);
	page_release(&page);
	page_release(&copy);
}
