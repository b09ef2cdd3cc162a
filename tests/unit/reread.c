/* The stage that reads doubtful lines again: aligning, choosing, and a sample that was blurred. */
#include "pages.h"
#include "pictures.h"
#include "run.h"

#include "repair/choose.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(reread, .init = scratch_make, .fini = scratch_remove);

/* A line of words with the given left and right ends, which end in a 0. */
static struct word_row row_of(struct page *page, const int *ends)
{
	page_init(page);
	struct line *line = page_add_line(page, page_add_region(page, REGION_PARAGRAPH));
	for (; *ends; ends += 2)
		page_add_word(page, line, STR("word"))->box = (struct box){ends[0], 10, ends[1], 30};
	return row_of_line(&page->arena, line);
}

/* The matches of two lines, as "1:1 2:1 0:1". */
static void assert_aligned(const int *old_ends, const int *new_ends, const char *expected)
{
	struct page old, new;
	struct word_row a = row_of(&old, old_ends), b = row_of(&new, new_ends);
	struct strbuf text = {0};
	size_t count;
	const struct match *matches = align_rows(&old.arena, a, b, &count);
	for (size_t i = 0; i < count; i++)
		strbuf_printf(&text, "%s%zu:%zu", i ? " " : "", matches[i].old_count, matches[i].new_count);
	cr_expect_str_eq(text.n ? text.s : "", expected, "%s", text.s);
	strbuf_release(&text);
	page_release(&old);
	page_release(&new);
}

Test(reread, words_are_aligned_by_their_boxes)
{
	const int three[] = {10, 50, 60, 100, 110, 150, 0}, wide[] = {10, 98, 112, 149, 0}, last[] = {108, 152, 0};
	const int none[] = {0}, shifted[] = {12, 70, 71, 104, 109, 150, 0};
	assert_aligned(three, three, "1:1 1:1 1:1");
	assert_aligned(three, shifted, "1:1 1:1 1:1");
	assert_aligned(three, wide, "2:1 1:1");
	assert_aligned(wide, three, "1:2 1:1");
	assert_aligned(three, last, "1:0 1:0 1:1");
	assert_aligned(last, three, "0:1 0:1 1:1");
	assert_aligned(none, three, "0:1 0:1 0:1");
	assert_aligned(none, none, "");
}

/* A reading of one word by so many looks, in place of one that was read but by the first. */
static struct candidate candidate(struct str old, float old_confidence, bool old_known, struct str new,
				  float confidence, unsigned looks)
{
	return (struct candidate){.match = {0, 1, 0, 1},
				  .text = new,
				  .old_text = old,
				  .judgement = {confidence, 1, new.n},
				  .old = {old_confidence, old_known, old.n},
				  .vouched = true,
				  .looks = looks};
}

static bool takes(struct candidate c)
{
	return choose_takes(&c);
}

Test(reread, a_better_reading_is_taken)
{
	cr_expect(takes(candidate(STR("whuch"), 60, false, STR("which"), 90, 3)));
	cr_expect(takes(candidate(STR("modem"), 40, true, STR("modern"), 95, 7)));
	cr_expect(takes(candidate(STR("contnue"), 20, false, STR("continue"), 95, 1)));
	cr_expect(takes(candidate(STR("oF"), 60, true, STR("of"), 90, 7)));
}

Test(reread, one_that_is_not_much_better_is_not_taken)
{
	cr_expect_not(takes(candidate(STR("whuch"), 60, false, STR("which"), 50, 3)), "too little confidence");
	cr_expect_not(takes(candidate(STR("modem"), 93, true, STR("modern"), 95, 7)), "a word read with confidence");
	cr_expect_not(takes(candidate(STR("modem"), 60, true, STR("modern"), 95, 1)), "one voice against a word");
	cr_expect_not(takes(candidate(STR("cat"), 40, false, STR("eat"), 95, 1)), "one voice, few letters");
	struct candidate unknown = candidate(STR("whuch"), 60, false, STR("whieh"), 95, 7);
	unknown.vouched = false;
	cr_expect_not(takes(unknown), "not in the lexicon");
	struct candidate confirmed = candidate(STR("Kuala"), 80, false, STR("Koala"), 80, 2);
	confirmed.agreeing = 5;
	cr_expect_not(takes(confirmed), "the other looks confirm what stands there");
}

Test(reread, numbers_points_and_hyphens_stay)
{
	cr_expect_not(takes(candidate(STR("1,000"), 20, false, STR("1.000"), 95, 7)));
	cr_expect_not(takes(candidate(STR("l2"), 20, false, STR("la"), 95, 7)));
	cr_expect_not(takes(candidate(STR("lands,"), 60, true, STR("lands."), 96, 7)));
	cr_expect_not(takes(candidate(STR("net.label"), 60, false, STR("netlabel"), 96, 7)));
	cr_expect_not(takes(candidate(STR("resto-"), 60, false, STR("rest"), 96, 7)));
	cr_expect_not(takes(candidate(STR("wall"), 60, true, STR("|wall"), 96, 7)));
}

Test(reread, words_are_joined_where_no_letter_is_lost)
{
	struct candidate c = candidate(STR("mysel f"), 60, false, STR("myself"), 96, 7);
	c.match.old_count = 2;
	c.old.letters = 6;
	cr_expect(takes(c));
	c.old.letters = 7;
	cr_expect_not(takes(c));
	c.old = (struct judgement){60, 0.8, 6};
	cr_expect_not(takes(c));
}

/* Writes the first sample in grey, each pixel the mean of nine by eleven; gives the file's path. */
static const char *blurred_sample(void)
{
	enum { HALF_WIDTH = 4, HALF_HEIGHT = 5 };
	PIX *bilevel = pixRead(in_checkout("samples/clean.tif")), *page = pixConvertTo8(bilevel, 0);
	PIX *blurred = pixBlockconv(page, HALF_WIDTH, HALF_HEIGHT);
	pixCopyResolution(blurred, bilevel);
	const char *path = picture_file("page.png", blurred, IFF_PNG);
	pixDestroy(&bilevel);
	pixDestroy(&page);
	pixDestroy(&blurred);
	return path;
}

static unsigned count_of(struct strbuf text, const char *what)
{
	unsigned n = 0;
	for (const char *at = text.s; (at = strstr(at, what)); at++)
		n++;
	return n;
}

Test(reread, words_of_a_blurred_page_are_mended)
{
	const char *path = blurred_sample();
	struct strbuf before = OUTPUT_OF("restore", "--stages", "none", path);
	struct strbuf after = OUTPUT_OF("restore", "--stages", "reread", path);
	int lacked = count_lacking(before.s), lacking = count_lacking(after.s);
	cr_expect(lacking + 10 <= lacked, "%d words lacking without the stage, %d with it", lacked, lacking);
	strbuf_release(&before);
	strbuf_release(&after);
}

Test(reread, what_it_did_is_kept_explained_and_taken_back)
{
	const char *path = blurred_sample();
	struct strbuf restored = OUTPUT_OF("restore", "-f", "json", path);
	struct strbuf again = OUTPUT_OF("restore", "-f", "json", path);
	struct strbuf unrepaired = OUTPUT_OF("restore", "--stages", "none", "-f", "json", path);
	const char *stored = scratch_file("page.json", strbuf_str(&restored));
	struct strbuf explained = OUTPUT_OF("explain", stored), reverted = OUTPUT_OF("revert", "-f", "json", stored);
	cr_expect_str_eq(restored.s, again.s);
	cr_expect_str_eq(reverted.s, unrepaired.s);
	cr_expect_gt(count_of(restored, "\"readings\":[{"), 20);
	cr_expect_gt(count_of(restored, "\"kind\":\"reading\""), count_of(restored, "\"readings\":[{"));
	cr_expect_gt(count_of(explained, "read again, "), 10);
	cr_expect_eq(count_of(explained, " second readings of doubtful words"), 1);
	strbuf_release(&restored);
	strbuf_release(&again);
	strbuf_release(&unrepaired);
	strbuf_release(&explained);
	strbuf_release(&reverted);
}

Test(reread, no_more_lines_are_read_than_the_budget_allows)
{
	const char *path = blurred_sample();
	struct strbuf none = OUTPUT_OF("restore", "--reread=0", "-f", "json", path);
	struct strbuf one = OUTPUT_OF("restore", "--reread=1", "-f", "json", path);
	struct strbuf two = OUTPUT_OF("restore", "--reread=2", "-f", "json", path);
	cr_expect_eq(count_of(none, "\"stage\":\"reread\""), 0);
	cr_expect_gt(count_of(one, "\"stage\":\"reread\""), 0);
	cr_expect_gt(count_of(two, "\"stage\":\"reread\""), count_of(one, "\"stage\":\"reread\""));
	strbuf_release(&none);
	strbuf_release(&one);
	strbuf_release(&two);
}

Test(reread, a_wrong_budget_is_refused)
{
	struct run words = RUN("restore", "--reread=some", "samples/clean.tif");
	struct run minus = RUN("restore", "--reread=-1", "samples/clean.tif");
	cr_expect_eq(words.status, 2);
	cr_expect_eq(minus.status, 2);
	cr_expect_not_null(strstr(words.err.s, "--reread: 'some' is not a number of lines"));
	run_release(&words);
	run_release(&minus);
}

Test(reread, a_page_that_was_read_well_stays)
{
	struct strbuf out = OUTPUT_OF("restore", "--stages", "reread", "-f", "json", "samples/clean.tif");
	cr_expect_eq(count_of(out, "\"kind\":\"text\""), 0);
	cr_expect_eq(count_of(out, "\"stage\":\"reread\""), 0);
	strbuf_release(&out);
}
