/* The command over files that are good, of every format, and bad, in every way that we know. */
#include "pictures.h"
#include "run.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(files, .timeout = 60, .init = scratch_make, .fini = scratch_remove);

struct file_format {
	char name[20];
	int format;
	bool bilevel, ascii;
};

static struct criterion_test_params formats(size_t first)
{
	static struct file_format all[] = {{"g3.tif", IFF_TIFF_G3, true, false},
					   {"g4.tif", IFF_TIFF_G4, true, false},
					   {"packbits.tif", IFF_TIFF_PACKBITS, true, false},
					   {"lzw.tif", IFF_TIFF_LZW, false, false},
					   {"jpeg.tif", IFF_TIFF_JPEG, false, false},
					   {"ascii.pgm", IFF_PNM, false, true},
					   {"plain.tif", IFF_TIFF, false, false},
					   {"zip.tif", IFF_TIFF_ZIP, false, false},
					   {"x.png", IFF_PNG, false, false},
					   {"x.jpg", IFF_JFIF_JPEG, false, false},
					   {"x.jp2", IFF_JP2, false, false},
					   {"x.webp", IFF_WEBP, false, false},
					   {"x.pgm", IFF_PNM, false, false},
					   {"x.gif", IFF_GIF, false, false},
					   {"x.bmp", IFF_BMP, false, false}};
	return cr_make_param_array(struct file_format, all + first, sizeof all / sizeof *all - first);
}

static const char *make_file(const struct file_format *f)
{
	PIX *bilevel = picture_of_text(), *grey = pixConvertTo8(bilevel, 0);
	const char *path = scratch(f->name);
	if (f->ascii) {
		FILE *out = fopen(path, "wb");
		cr_assert(out && !pixWriteStreamAsciiPnm(out, grey));
		fclose(out);
	} else {
		path = picture_file(f->name, f->bilevel ? bilevel : grey, f->format);
	}
	pixDestroy(&bilevel);
	pixDestroy(&grey);
	return path;
}

ParameterizedTestParameters(files, every_format_is_read)
{
	return formats(0);
}
ParameterizedTest(const struct file_format *f, files, every_format_is_read)
{
	struct strbuf text = OUTPUT_OF("restore", make_file(f));
	cr_assert_not_null(strstr(text.s, PICTURE_WORDS), "%s gives: %s", f->name, text.s);
	strbuf_release(&text);
}

/* Refused alone: nothing on standard output, one line on standard error that names the file and says what is wrong. */
static void assert_refused(const char *path, const char *what)
{
	struct strbuf begin = {0};
	struct run r = RUN("restore", path);
	strbuf_printf(&begin, "emend: %s: ", path);
	cr_expect_eq(r.status, 3, "%s: exit status %d", path, r.status);
	cr_expect_str_empty(r.out.s);
	cr_expect(str_starts(strbuf_str(&r.err), strbuf_str(&begin)), "%s: %s", path, r.err.s);
	cr_expect_eq(count_lines(strbuf_str(&r.err)), 1, "%s: %s", path, r.err.s);
	cr_expect_not_null(strstr(r.err.s, what), "%s: '%s' does not say '%s'", path, r.err.s, what);
	strbuf_release(&begin);
	run_release(&r);
}

ParameterizedTestParameters(files, cut_files_are_refused)
{
	return formats(6);
}
ParameterizedTest(const struct file_format *f, files, cut_files_are_refused)
{
	struct strbuf whole = read_file(make_file(f));
	assert_refused(scratch_file("half", (struct str){whole.s, whole.n / 2}), "cut short");
	assert_refused(scratch_file("forty", (struct str){whole.s, 40}), "cut short");
	strbuf_release(&whole);
}

Test(files, what_is_no_image_is_refused)
{
	assert_refused(scratch_file("empty.tif", STR("")), "is empty");
	assert_refused(scratch("missing.tif"), "No such file");
	cr_assert_eq(mkdir(scratch("nothing"), 0777), 0);
	assert_refused(scratch("nothing"), "no scans and no stored pages");
	assert_refused(scratch_file("bytes.tif", STR("Neither a text\0 nor an image of one.\n")), "is not an image");
	assert_refused(scratch_file("short.tif", STR("II*\0")), "is not an image");
	assert_refused(scratch_file("cut.json", STR("{\"format\":\"emend/1\",")), "is not JSON");
	assert_refused(scratch_file("other.json", STR("{\"a\":1}")), "not what emend writes");
}

/* Without the suite's .init and .fini, since Criterion does not run .fini after a test that is skipped. */
Test(unreadable, files_are_refused, .timeout = 60)
{
	if (!geteuid())
		cr_skip_test("root may read all");
	scratch_make();
	const char *path = scratch_file("secret.png", STR("secret"));
	cr_assert_eq(chmod(path, 0), 0);
	assert_refused(path, "Permission denied");
	scratch_remove();
}

/* A PNG of that size with no data to speak of: to decode it would take memory, or tell another error. */
static const char *png_of_size(const char *name, unsigned width, unsigned height)
{
	struct strbuf b = {0};
	strbuf_add(&b, STR("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"));
	for (int shift = 24; shift >= 0; shift -= 8)
		strbuf_byte(&b, (char)(width >> shift & 0xFF));
	for (int shift = 24; shift >= 0; shift -= 8)
		strbuf_byte(&b, (char)(height >> shift & 0xFF));
	strbuf_add(&b, STR("\x08\0\0\0\0\0\0\0\0\0\0\0\0IDAT\0\0\0\0\0\0\0\0IEND\xAE\x42\x60\x82"));
	const char *path = scratch_file(name, strbuf_str(&b));
	strbuf_release(&b);
	return path;
}

Test(files, large_images_are_refused_before_they_are_decoded)
{
	assert_refused(png_of_size("wide.png", 60000, 60000), "60000 × 60000 pixels");
	assert_refused(png_of_size("long.png", 10, 32768), "no side may have more than 32767");
	assert_refused(png_of_size("large.png", 30000, 30000), "900.0 megapixels");
	struct run r = RUN("restore", "--max-megapixels", "1", "samples/clean.tif");
	cr_expect_eq(r.status, 3);
	cr_expect_not_null(strstr(r.err.s, "raise --max-megapixels"), "%s", r.err.s);
	run_release(&r);
}

static void assert_valid_and_empty(const char *path)
{
	struct strbuf json = OUTPUT_OF("restore", "-f", "json", path);
	cr_expect_not_null(strstr(json.s, "\"journal\":[]"), "%s: %s", path, json.s);
	cr_expect_null(strstr(json.s, "\"id\":\"w"), "%s: %s", path, json.s);
	strbuf_release(&json);
}

Test(files, pictures_without_text_are_valid_pages)
{
	static const struct {
		const char *name;
		int side;
		bool black;
	} blanks[] = {{"one.png", 1, false}, {"white.png", 700, false}, {"black.png", 700, true}};
	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
		PIX *pix = pixCreate(blanks[i].side, blanks[i].side, 8);
		if (!blanks[i].black)
			pixSetAll(pix);
		assert_valid_and_empty(picture_file(blanks[i].name, pix, IFF_PNG));
		pixDestroy(&pix);
	}
}

Test(files, one_bad_input_does_not_stop_the_others)
{
	PIX *pix = picture_of_text();
	const char *good = picture_file("good.png", pix, IFF_PNG),
		   *bad = scratch_file("bad.png", STR("no picture\0 at all"));
	struct run r = RUN("restore", bad, good, bad, good);
	pixDestroy(&pix);
	cr_expect_eq(r.status, 1);
	cr_expect_eq(count_lines(strbuf_str(&r.err)), 2, "%s", r.err.s);
	const char *first = strstr(r.out.s, PICTURE_WORDS);
	cr_assert_not_null(first);
	cr_expect_not_null(strstr(first + 1, PICTURE_WORDS));
	run_release(&r);
	r = RUN("restore", bad, bad);
	cr_expect_eq(r.status, 3);
	cr_expect_eq(count_lines(strbuf_str(&r.err)), 2, "%s", r.err.s);
	run_release(&r);
}

/* A TIFF of three pages whose second one's data are overwritten. */
static const char *damaged_tiff(void)
{
	const char *path = scratch("three.tif");
	PIX *pix = picture_of_text();
	cr_assert_eq(pixWriteTiff(path, pix, IFF_TIFF_ZIP, "w"), 0);
	struct strbuf one = read_file(path);
	for (int i = 0; i < 2; i++)
		cr_assert_eq(pixWriteTiff(path, pix, IFF_TIFF_ZIP, "a"), 0);
	struct strbuf three = read_file(path);
	memset(three.s + one.n + 8, 0xFF, 200);
	scratch_file("three.tif", strbuf_str(&three));
	strbuf_release(&one);
	strbuf_release(&three);
	pixDestroy(&pix);
	return path;
}

Test(files, a_damaged_page_does_not_stop_the_others)
{
	struct run r = RUN("restore", damaged_tiff());
	cr_expect_eq(r.status, 1);
	cr_expect_eq(count_lines(strbuf_str(&r.err)), 1, "%s", r.err.s);
	cr_expect_not_null(strstr(r.err.s, "three.tif: page 2: "), "%s", r.err.s);
	const char *part = strchr(r.out.s, '\f');
	cr_assert_not_null(part);
	cr_expect_not_null(strstr(part, PICTURE_WORDS));
	cr_expect_null(strchr(part + 1, '\f'), "there are two pages");
	run_release(&r);
}

Test(files, standard_input_is_read)
{
	PIX *pix = picture_of_text();
	struct strbuf image = read_file(picture_file("piped.png", pix, IFF_PNG));
	struct run r = run_command((const char *const[]){getenv("EMEND"), "restore", "-", NULL}, strbuf_str(&image));
	cr_expect_eq(r.status, 0, "%s", r.err.s);
	cr_expect_not_null(strstr(r.out.s, PICTURE_WORDS));
	run_release(&r);
	r = RUN("restore", "-");
	cr_expect_eq(r.status, 3);
	cr_expect_str_eq(r.err.s, "emend: standard input: is empty; scan or copy it again\n");
	run_release(&r);
	strbuf_release(&image);
	pixDestroy(&pix);
}

Test(files, a_loop_of_tiff_directories_ends, .timeout = 20)
{
	static const char loop[] = "II*\0\x08\0\0\0" /* the first directory is at byte 8 */
				   "\x02\0"          /* and has two entries: width and height 9 */
				   "\0\x01\x03\0\x01\0\0\0\x09\0\0\0\x01\x01\x03\0\x01\0\0\0\x09\0\0\0"
				   "\x08\0\0\0"; /* the next is at byte 8 */
	assert_refused(scratch_file("loop.tif", (struct str){loop, sizeof loop - 1}), "TIFF");
}
