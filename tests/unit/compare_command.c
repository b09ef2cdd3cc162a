/* emend compare: what is compared with what, what is printed, and how it ends; and against a scorer of our own. */
#include "pages.h"
#include "run.h"

#include "base/utf8.h"

#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

TestSuite(compare_command, .timeout = 120, .init = scratch_make, .fini = scratch_remove);

static const char *folder(const char *name)
{
	const char *path = scratch(name);
	mkdir(path, 0777);
	return path;
}

static void expect_run(struct run r, int status, const char *out, const char *err)
{
	cr_expect_eq(r.status, status, "exit status %d: %s", r.status, r.err.s);
	cr_expect(out ? strstr(r.out.s, out) != NULL : !r.out.n, "'%s' is not in:\n%s", out, r.out.s);
	cr_expect(err ? strstr(r.err.s, err) != NULL : !r.err.n, "'%s' is not in:\n%s", err, r.err.s);
	run_release(&r);
}

/* A number at the top of the document, which must be valid by its schema. */
static json_t *checked(struct run r, const char *schema)
{
	const char *path = scratch_file("out.json", strbuf_str(&r.out));
	expect_valid_json(path, schema);
	json_t *j = json_loads(r.out.s, 0, NULL);
	cr_assert_not_null(j);
	run_release(&r);
	return j;
}

static double number(const json_t *j, const char *name)
{
	return json_number_value(json_object_get(j, name));
}

static const char *stored(const char *name, struct page *page)
{
	struct strbuf json = page_to_json(page);
	const char *path = scratch_file(name, strbuf_str(&json));
	strbuf_release(&json);
	return path;
}

Test(compare_command, two_texts)
{
	const char *a = scratch_file("a.txt", STR("the quick brown fox\njumps over the dog\n"));
	const char *b = scratch_file("b.txt", STR("the qick brown fox jumps over the the dog.\n"));
	struct strbuf out = OUTPUT_OF("compare", "-d", a, b);
	cr_expect_str_eq(
		out.s,
		"                 in A      equal  substituted    missing      added  error rate  match error rate\n"
		"characters         38         37            0          1          5      15.79%            13.95%\n"
		"words               8          6            2          0          1      37.50%            33.33%\n\n"
		"words of A that B has anywhere: 6 of 8, 75.00%\n\n"
		"substituted  \"quick\" → \"qick\"\nadded        \"the\"\nsubstituted  \"dog\" → \"dog.\"\n");
	strbuf_release(&out);
	expect_run(RUN("compare", a, a), 0, "0.00%", NULL);
	expect_run(RUN("compare", "--ignore=punctuation", a, b), 0, "25.00%", NULL);
}

Test(compare_command, usage)
{
	const char *a = scratch_file("a.txt", STR("a text")), *dir = folder("dir");
	expect_run(RUN("compare"), 2, NULL, "name two readings");
	expect_run(RUN("compare", a), 3, "", "name two readings");
	expect_run(RUN("compare", "--by-edit", a), 2, NULL, "name the truth");
	expect_run(RUN("compare", a, a, a), 2, NULL, "Too many arguments");
	expect_run(RUN("compare", "--ignore=vowels", a, a), 2, NULL, "there is no 'vowels'");
	expect_run(RUN("compare", a, dir), 2, NULL, "one is a folder and one is not");
	expect_run(RUN("compare", dir, dir), 3, NULL, "have no readings");
}

Test(compare_command, what_cannot_be_read)
{
	static const char junk[] = "\x7F"
				   "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3E\0\xFF\xFE\0\0\0\0\x80\x81\x82\x83";
	const char *a = scratch_file("a.txt", STR("a text")),
		   *b = scratch_file("b.txt", (struct str){junk, sizeof junk});
	expect_run(RUN("compare", a, b), 3, NULL, "b.txt");
	expect_run(RUN("compare", a, scratch("none.txt")), 3, NULL, "none.txt");
	expect_run(RUN("compare", "--json", a, b), 3, "\"failed\":[{", "b.txt");
}

Test(compare_command, an_empty_file_is_a_page_without_text)
{
	const char *a = scratch_file("a.txt", STR("two words")), *none = scratch_file("none.txt", STR(""));
	json_t *j = checked(RUN("compare", "--json", a, none), "pipeline/compare/compare-1.schema.json");
	cr_expect_eq(number(j, "cer"), 1);
	cr_expect_eq(number(j, "wer"), 1);
	json_decref(j);
	j = checked(RUN("compare", "--json", none, a), "pipeline/compare/compare-1.schema.json");
	cr_expect(json_is_null(json_object_get(j, "cer")));
	cr_expect_eq(number(json_object_get(j, "characters"), "match_error_rate"), 1);
	json_decref(j);
	j = checked(RUN("compare", "--json", none, none), "pipeline/compare/compare-1.schema.json");
	cr_expect_eq(number(j, "cer"), 0);
	json_decref(j);
}

Test(compare_command, folders_pair_by_name)
{
	const char *a = folder("truth"), *b = folder("out");
	scratch_file("truth/1.gt.txt", STR("one page of text"));
	scratch_file("truth/2.txt", STR("another page"));
	scratch_file("truth/3.txt", STR("it has no partner"));
	scratch_file("truth/notes.md", STR("no reading"));
	scratch_file("out/1.txt", STR("not this one"));
	scratch_file("out/2.raw.txt", STR("not that"));
	scratch_file("out/2.txt", STR("another pase"));
	scratch_file("out/4.txt", STR("nor has this"));
	struct page page;
	page_from_text(&page, STR("one page of text"));
	stored("out/1.json", &page);
	page_release(&page);
	struct run r = RUN("compare", "--json", a, b);
	cr_expect_eq(r.status, 1);
	cr_expect(strstr(r.err.s, "3.txt: has no partner") && strstr(r.err.s, "4.txt: has no partner"), "%s", r.err.s);
	json_t *j = checked(r, "pipeline/compare/compare-1.schema.json"), *pages = json_object_get(j, "pages");
	cr_assert_eq(json_array_size(pages), 2);
	cr_expect_str_eq(json_string_value(json_object_get(json_array_get(pages, 0), "name")), "1");
	cr_expect_eq(number(json_array_get(pages, 0), "cer"), 0);
	cr_expect_float_eq(number(json_array_get(pages, 1), "cer"), 1.0 / 12, 1e-6);
	cr_expect_float_eq(number(j, "cer"), 1.0 / 28, 1e-6);
	cr_expect_float_eq(number(j, "wer"), 1.0 / 6, 1e-6);
	cr_expect_eq(json_array_size(json_object_get(j, "failed")), 2);
	json_decref(j);
	expect_run(RUN("compare", a, b), 1, "found     order  moves\n1 ", "has no partner");
}

Test(compare_command, pages_pair_by_number_or_not_at_all)
{
	const char *a = scratch_file("a.txt", STR("one page\f\nand another\f\nand a third"));
	const char *b = scratch_file("b.txt", STR("one page\f\nand one other\f\nand a third"));
	const char *c = scratch_file("c.txt", STR("one page and another\f\nand a third"));
	json_t *j = checked(RUN("compare", "--json", a, b), "pipeline/compare/compare-1.schema.json");
	cr_expect_eq(json_array_size(json_object_get(j, "pages")), 3);
	cr_expect_float_eq(number(j, "wer"), 2.0 / 7, 1e-6);
	json_decref(j);
	j = checked(RUN("compare", "--json", a, c), "pipeline/compare/compare-1.schema.json");
	cr_expect_eq(json_array_size(json_object_get(j, "pages")), 1);
	cr_expect_eq(number(j, "wer"), 0);
	json_decref(j);
}

/* All formats that we write say the same words, but for line-end hyphens. */
Test(compare_command, stored_results_are_readings)
{
	static const char *const formats[] = {"hocr", "alto", "page", "txt", "json"};
	struct page page;
	PAGE_OF_TYPES(&page, "The Head\n\nA body of words\nin two lines\n\nA view of it\n\n58", REGION_HEADING,
		      REGION_PARAGRAPH, REGION_CAPTION, REGION_PAGE_NUMBER);
	const char *json = stored("a.json", &page);
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		struct strbuf other = page_to_format(&page, formats[i]);
		const char *path = scratch_file("b", strbuf_str(&other));
		expect_run(RUN("compare", json, path), 0, "characters         37         37 ", NULL);
		expect_run(RUN("compare", "--inserts", json, path), 0, "characters         50         50 ", NULL);
		strbuf_release(&other);
	}
	page_release(&page);
}

/* Tesseract gives lines a class by what it takes them for; all of it is text of the page. */
Test(compare_command, all_of_a_plain_hocr_is_body)
{
	const char *hocr = scratch_file(
		"b.hocr",
		STR("<html><body><div class='ocr_page' title='bbox 0 0 900 900'><div class='ocr_carea'><p "
		    "class='ocr_par'>"
		    "<span class='ocr_header' title='bbox 10 10 90 30'><span class='ocrx_word'>A</span> "
		    "<span class='ocrx_word'>head</span></span>"
		    "<span class='ocr_line' title='bbox 10 40 90 60'><span class='ocrx_word'>a</span> "
		    "<span class='ocrx_word'>line</span></span>"
		    "<span class='ocr_textfloat' title='bbox 10 70 90 90'><span class='ocrx_word'>afloat</span></span>"
		    "<span class='ocr_caption' title='bbox 10 100 90 120'><span class='ocrx_word'>below</span></span>"
		    "</p></div></div></body></html>"));
	const char *text = scratch_file("a.txt", STR("A head\na line\nafloat\nbelow\n"));
	expect_run(RUN("compare", text, hocr), 0, "words               6          6 ", NULL);
}

Test(compare_command, edits_by_stage_and_kind)
{
	struct page page;
	const struct reason why = {STR("misread"), 90, STR("a test")};
	page_from_text(&page, STR("the qick brown fox"));
	edit_text(&page, why, (struct word *)page.nodes[NODE_WORD][1], STR("quick"));
	edit_text(&page, why, (struct word *)page.nodes[NODE_WORD][2], STR("braun"));
	const char *b = stored("b.json", &page), *a = scratch_file("a.txt", STR("the quick brown fox"));
	page_release(&page);
	expect_run(RUN("compare", "--by-edit", "-d", a, b), 0,
		   "misread       text            2          1          0          1          0\n", NULL);
	json_t *j = checked(RUN("compare", "--by-edit", "--json", a, b), "pipeline/compare/edits-1.schema.json");
	cr_expect_eq(json_array_size(json_object_get(j, "edits")), 2);
	const json_t *row = json_array_get(json_object_get(j, "stages"), 0);
	cr_expect(number(row, "right") == 1 && number(row, "harmful") == 1);
	json_decref(j);
	expect_run(RUN("compare", "--by-edit", b, a), 3, "stage", "has no journal");
	page_from_text(&page, STR("nothing"));
	edit_text(&page, why, (struct word *)page.nodes[NODE_WORD][0], STR("something"));
	page.journal[0].target.id = 7;
	const char *bad = stored("bad.json", &page);
	page_release(&page);
	expect_run(RUN("compare", "--by-edit", a, bad), 3, "stage", "bad.json");
}

/* ---- An independent scorer: code points, runs of white space as one, Wagner and Fischer's table. ---- */

static uint32_t *points_of(const char *text, uint32_t *n)
{
	struct str s = str_of(text);
	uint32_t *points = malloc((s.n + 1) * sizeof *points);
	*n = 0;
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		c = utf8_is_space(c) ? ' ' : c;
		if (c != ' ' || (*n && points[*n - 1] != ' '))
			points[(*n)++] = c;
	}
	*n -= *n && points[*n - 1] == ' ';
	return points;
}

static uint32_t levenshtein(const char *a, const char *b)
{
	uint32_t n, m, *x = points_of(a, &n), *y = points_of(b, &m), *row = malloc(((size_t)m + 1) * sizeof *row);
	for (uint32_t j = 0; j <= m; j++)
		row[j] = j;
	for (uint32_t i = 1; i <= n; i++) {
		uint32_t diagonal = row[0]++;
		for (uint32_t j = 1; j <= m; j++) {
			uint32_t changed = diagonal + (x[i - 1] != y[j - 1]),
				 gap = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
			diagonal = row[j];
			row[j] = changed < gap ? changed : gap;
		}
	}
	uint32_t distance = row[m];
	free(x);
	free(y);
	free(row);
	return distance;
}

enum { MOST_LETTERS = 4000, EVERY = 3 };

/* Writes texts of the development set into two folders; gives the sum of their distances by the scorer above. */
static uint64_t write_pairs(FILE *in, uint32_t *pairs)
{
	char *line = NULL;
	size_t size = 0;
	uint64_t errors = 0;
	for (int i = 0; getline(&line, &size, in) > 0; i++) {
		json_t *j = json_loads(line, 0, NULL);
		const char *ocr = json_string_value(json_object_get(j, "ocr")),
			   *truth = json_string_value(json_object_get(j, "truth"));
		if (i % EVERY == 0 && ocr && truth && strlen(ocr) < MOST_LETTERS && strlen(truth) < MOST_LETTERS) {
			char name[40];
			snprintf(name, sizeof name, "truth/%03d.txt", i);
			scratch_file(name, str_of(truth));
			snprintf(name, sizeof name, "ocr/%03d.txt", i);
			scratch_file(name, str_of(ocr));
			errors += levenshtein(truth, ocr);
			++*pairs;
		}
		json_decref(j);
	}
	free(line);
	return errors;
}

Test(compare_command, figures_are_those_of_an_independent_scorer)
{
	char path[400];
	const char *data = getenv("EMEND_DATA");
	snprintf(path, sizeof path, "%s/text/newspaper-train.jsonl", data ? data : "");
	FILE *in = fopen(path, "r");
	if (!in)
		cr_skip_test("no development texts at %s", path);
	const char *a = folder("truth"), *b = folder("ocr");
	uint32_t pairs = 0;
	uint64_t errors = write_pairs(in, &pairs);
	fclose(in);
	cr_assert_gt(pairs, 10);
	json_t *j = checked(RUN("compare", "--json", a, b), "pipeline/compare/compare-1.schema.json");
	const json_t *c = json_object_get(j, "characters");
	cr_expect_eq(json_array_size(json_object_get(j, "pages")), pairs);
	cr_expect_eq(number(c, "substituted") + number(c, "missing") + number(c, "added"), (double)errors);
	json_decref(j);
}
