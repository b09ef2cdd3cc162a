/* A folder with many damaged images: every good page is right, every bad one is named. */
#include "pictures.h"
#include "run.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(batch_damaged, .timeout = 240, .init = scratch_make, .fini = scratch_remove);

#ifdef __SANITIZE_ADDRESS__
enum { DAMAGED = 48 };
#else
enum { DAMAGED = 200 };
#endif

/* What a damaged image comes from. */
struct original {
	const char *ending;
	int format;
	struct strbuf bytes;
};

static unsigned next(unsigned *seed)
{
	*seed = *seed * 1103515245 + 12345;
	return *seed >> 8;
}

static void cut(struct strbuf *bytes, unsigned *seed)
{
	bytes->n = 1 + next(seed) % (bytes->n * 3 / 4);
}

static void flip_bits(struct strbuf *bytes, unsigned *seed)
{
	for (unsigned n = 1 + next(seed) % 200; n; n--)
		bytes->s[next(seed) % bytes->n] ^= (char)(1 << next(seed) % 8);
}

static void fill_with_noise(struct strbuf *bytes, unsigned *seed)
{
	for (size_t i = 0; i < bytes->n; i++)
		bytes->s[i] = (char)next(seed);
}

static void empty(struct strbuf *bytes, unsigned *seed)
{
	(void)seed;
	bytes->n = 0;
}

static void zero_tail(struct strbuf *bytes, unsigned *seed)
{
	size_t at = bytes->n / 8 + next(seed) % (bytes->n / 2);
	memset(bytes->s + at, 0, bytes->n - at);
}

/* A picture that says it is 60,000 pixels wide and high. */
static void make_bomb(struct strbuf *bytes, unsigned *seed)
{
	static const char png[] = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\xEA\x60\0\0\xEA\x60\x08\x06\0\0\0\0\0\0\0";
	/* little-endian: one directory with the width, the height, the samples' bits, and the place of the data */
	static const char tiff[] = "II*\0\x08\0\0\0\x06\0"
				   "\0\x01\x04\0\x01\0\0\0\x60\xEA\0\0"
				   "\x01\x01\x04\0\x01\0\0\0\x60\xEA\0\0"
				   "\x02\x01\x03\0\x01\0\0\0\x08\0\0\0"
				   "\x03\x01\x03\0\x01\0\0\0\x01\0\0\0"
				   "\x11\x01\x04\0\x01\0\0\0\x08\0\0\0"
				   "\x17\x01\x04\0\x01\0\0\0\xFF\xFF\xFF\xFF"
				   "\0\0\0\0";
	bool is_png = bytes->s[0] == (char)0x89;
	bytes->n = 0;
	strbuf_add(bytes, is_png ? (struct str){png, sizeof png - 1} : (struct str){tiff, sizeof tiff - 1});
	for (unsigned n = next(seed) % 100; n; n--)
		strbuf_byte(bytes, (char)next(seed));
}

/* A TIFF whose directory is followed by itself. */
static void make_circle(struct strbuf *bytes, unsigned *seed)
{
	static const char tiff[] = "II*\0\x08\0\0\0\x01\0\0\x01\x04\0\x01\0\0\0\x40\0\0\0\x08\0\0\0";
	(void)seed;
	bytes->n = 0;
	strbuf_add(bytes, (struct str){tiff, sizeof tiff - 1});
}

/* Some damage is such that something can still be read, or that nothing can be found wrong. */
static const struct damage {
	void (*make)(struct strbuf *bytes, unsigned *seed);
	bool fatal;
} damages[] = {{cut, false},       {flip_bits, false}, {fill_with_noise, true}, {empty, true},
	       {zero_tail, false}, {make_bomb, true},  {make_circle, true},     {flip_bits, false}};
enum { DAMAGES = sizeof damages / sizeof *damages, ORIGINALS = 5 };

static void read_originals(struct original *originals)
{
	static const struct original all[ORIGINALS] = {{"png", IFF_PNG, {0}},
						       {"tif", IFF_TIFF_G4, {0}},
						       {"jpg", IFF_JFIF_JPEG, {0}},
						       {"tiff", IFF_TIFF_LZW, {0}},
						       {"webp", IFF_WEBP, {0}}};
	PIX *pix = picture_of_text(), *grey = pixConvertTo8(pix, 0);
	for (int i = 0; i < ORIGINALS; i++) {
		char name[60];
		originals[i] = all[i];
		snprintf(name, sizeof name, "scans/good%d.%s", i, all[i].ending);
		originals[i].bytes =
			read_file(picture_file(name, all[i].format == IFF_TIFF_G4 ? pix : grey, all[i].format));
	}
	pixDestroy(&pix);
	pixDestroy(&grey);
}

static void name_damaged(char name[static 40], int i, const struct original *originals)
{
	snprintf(name, 40, "scans/bad%d.%s", i, originals[i / DAMAGES % ORIGINALS].ending);
}

static void make_damaged(struct original *originals)
{
	unsigned seed = 88;
	for (int i = 0; i < DAMAGED; i++) {
		char name[40];
		struct strbuf bytes = {0};
		strbuf_add(&bytes, strbuf_str(&originals[i / DAMAGES % ORIGINALS].bytes));
		damages[i % DAMAGES].make(&bytes, &seed);
		name_damaged(name, i, originals);
		scratch_file(name, strbuf_str(&bytes));
		strbuf_release(&bytes);
	}
}

/* The result of that number is there or its input is named, one of both; gives whether it is named. */
static bool expect_told(int i, const struct original *originals, const char *told)
{
	char name[40], out[60], message[60];
	name_damaged(name, i, originals);
	snprintf(out, sizeof out, "out/bad%d.txt", i);
	snprintf(message, sizeof message, "/%s: ", name);
	bool done = !access(scratch(out), F_OK), named = strstr(told, message) != NULL;
	cr_expect(done != named, "%s is %s", name, done ? "done, and named" : "neither done nor named");
	cr_expect(!done || !damages[i % DAMAGES].fatal, "%s, of kind %d, is done", name, i % DAMAGES);
	return named;
}

Test(batch_damaged, every_good_page_is_right_and_every_bad_one_named)
{
	struct original originals[ORIGINALS];
	cr_assert_eq(mkdir(scratch("scans"), 0777), 0);
	read_originals(originals);
	struct strbuf out = OUTPUT_OF("restore", scratch("scans"), "-o", scratch("reference"), "-j2");
	strbuf_release(&out);
	make_damaged(originals);
	struct run r = RUN("restore", scratch("scans"), "-o", scratch("out"), "-j2");
	cr_expect_eq(r.status, 1);
	unsigned named = 0;
	for (int i = 0; i < DAMAGED; i++)
		named += expect_told(i, originals, r.err.s);
	cr_expect(count_lines(strbuf_str(&r.err)) == named && named < DAMAGED, "%u are named: %s", named, r.err.s);
	run_release(&r);
	for (int i = 0; i < ORIGINALS; i++) {
		char a[60], b[60];
		snprintf(a, sizeof a, "reference/good%d.txt", i);
		snprintf(b, sizeof b, "out/good%d.txt", i);
		struct strbuf x = read_file(scratch(a)), y = read_file(scratch(b));
		cr_expect(strstr(y.s, PICTURE_WORDS) && str_equal(strbuf_str(&x), strbuf_str(&y)), "%s", y.s);
		strbuf_release(&x);
		strbuf_release(&y);
		strbuf_release(&originals[i].bytes);
	}
	cr_expect_neq(access(scratch("out/.emend-unfinished"), F_OK), 0);
}
