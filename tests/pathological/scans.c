/* Scans with nothing to read, or out of all proportion: a valid page comes of each, soon, and nothing is said. */
#include "pictures.h"
#include "run.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

/* Ten times what they take. */
TestSuite(bad_scans, .timeout = 60, .init = scratch_make, .fini = scratch_remove);

static PIX *plain(int width, int height, int depth, uint32_t value)
{
	PIX *pix = pixCreate(width, height, depth);
	pixSetAllArbitrary(pix, value);
	return pix;
}

/* Reads the picture, and gives it up; gives the text. */
static struct strbuf text_of(PIX *picture)
{
	const char *path = picture_file("scan.png", picture, IFF_PNG);
	pixDestroy(&picture);
	return OUTPUT_OF("restore", path);
}

static void expect_empty(const char *what, PIX *picture)
{
	struct strbuf text = text_of(picture);
	cr_expect_eq(text.n, 0, "%s reads '%s'", what, text.s);
	strbuf_release(&text);
	struct strbuf json = OUTPUT_OF("restore", "-f", "json", scratch("scan.png"));
	cr_expect_not_null(strstr(json.s, "\"regions\":["), "%s: %s", what, json.s);
	cr_expect_null(strstr(json.s, "\"raw\""), "%s: %s", what, json.s);
	strbuf_release(&json);
}

Test(bad_scans, blank_pages_are_empty)
{
	expect_empty("a white page", plain(1240, 1754, 8, 255));
	expect_empty("a black page", plain(1240, 1754, 8, 0));
	expect_empty("a white page of one bit", plain(1240, 1754, 1, 0));
	expect_empty("a black page of one bit", plain(1240, 1754, 1, 1));
	expect_empty("a grey page in colour", plain(1240, 1754, 32, 0x80808000));
}

Test(bad_scans, pictures_of_a_few_pixels_are_empty)
{
	expect_empty("one white pixel", plain(1, 1, 8, 255));
	expect_empty("one black pixel", plain(1, 1, 1, 1));
	expect_empty("a column of pixels", plain(1, 30000, 8, 0));
	expect_empty("a row of pixels", plain(30000, 2, 8, 0));
	expect_empty("a small square", plain(64, 64, 8, 128));
}

Test(bad_scans, a_photograph_without_text_is_empty)
{
	enum { WIDTH = 1200, HEIGHT = 900 };
	PIX *hills = pixCreate(WIDTH, HEIGHT, 8);
	for (int y = 0; y < HEIGHT; y++)
		for (int x = 0; x < WIDTH; x++) {
			bool sky = y < 400 + 90 * sin(x / 140.0) + 30 * sin(x / 33.0);
			pixSetPixel(hills, x, y, (uint32_t)(sky ? 235 - y / 9.0 : 90 + 40 * sin(x / 71.0 + y / 47.0)));
		}
	PIX *photograph = pixAddGaussianNoise(hills, 4);
	pixDestroy(&hills);
	expect_empty("a photograph", photograph);
}

Test(bad_scans, a_panorama_is_read_where_there_is_text)
{
	PIX *wide = plain(30000, 400, 8, 255), *bilevel = picture_of_text(), *text = pixConvertTo8(bilevel, 0);
	expect_empty("a white panorama", pixCopy(NULL, wide));
	pixRasterop(wide, 14000, 40, pixGetWidth(text), pixGetHeight(text), PIX_SRC, text, 0, 0);
	struct strbuf out = text_of(wide);
	cr_expect_not_null(strstr(out.s, "drifted us away"), "%s", out.s);
	strbuf_release(&out);
	pixDestroy(&text);
	pixDestroy(&bilevel);
}

Test(bad_scans, a_panorama_too_wide_is_refused_at_once)
{
	PIX *wide = plain(40000, 40, 1, 0);
	struct run r = RUN("restore", picture_file("wide.png", wide, IFF_PNG));
	pixDestroy(&wide);
	cr_expect_eq(r.status, 3);
	cr_expect_not_null(strstr(r.err.s, "no side may have more than 32767"), "%s", r.err.s);
	run_release(&r);
}
