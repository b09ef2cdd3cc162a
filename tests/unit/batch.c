/* Many pages: which files a job is of, what it keeps, and that it goes on where it was. */
#include "batch/inputs.h"
#include "batch/natural.h"
#include "batch/pack.h"
#include "pictures.h"
#include "run.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(batch, .timeout = 120, .init = scratch_make, .fini = scratch_remove);

Test(batch, names_are_sorted_as_a_person_does)
{
	static const char *const sorted[] = {"a",          "a/1.tif",      "a/2.tif",    "a/10.tif",   "a-b/1.tif",
					     "page 7.tif", "page 007.tif", "page 8.tif", "page 70.tif"};
	for (size_t i = 0; i < sizeof sorted / sizeof *sorted; i++)
		for (size_t k = 0; k < sizeof sorted / sizeof *sorted; k++) {
			if (i == 5 || i == 6 || k == 5 || k == 6)
				continue; /* of these only the rest is said */
			int order = natural_compare(sorted[i], sorted[k]);
			cr_expect((order > 0) - (order < 0) == (i > k) - (i < k), "'%s', '%s': %d", sorted[i],
				  sorted[k], order);
		}
	cr_expect_neq(natural_compare("7", "007"), 0);
	cr_expect_eq(natural_compare("7", "007") < 0, natural_compare("007", "7") > 0);
	cr_expect_lt(natural_compare("0008", "12345678901234567890123456789"), 0);
}

Test(batch, packed_pages_are_what_they_were)
{
	struct strbuf packed = {0}, out = {0};
	pack(STR("{\"pages\":[]}"), &packed);
	cr_assert(unpack(strbuf_str(&packed), &out));
	cr_expect_str_eq(out.s, "{\"pages\":[]}");
	for (size_t n = 0; n < packed.n; n++)
		cr_expect_not(unpack((struct str){packed.s, n}, &out), "cut after %zu bytes", n);
	packed.s[7] = 0x7F; /* a length that nothing has */
	cr_expect_not(unpack(strbuf_str(&packed), &out));
	strbuf_release(&packed);
	strbuf_release(&out);
}

static char told[600];

static void keep_error(const struct emend_error *error)
{
	snprintf(told, sizeof told, "%s", error->message);
}

static void expect_inputs(const char *argument, const char *const *names)
{
	struct inputs in = {.tell = keep_error, .results = scratch("tree/out")};
	inputs_add(&in, argument);
	inputs_sort(&in);
	int i = 0;
	for (; i < in.count && names[i]; i++)
		cr_expect_str_eq(in.paths[i] + strlen(scratch("tree/")), names[i]);
	cr_expect(i == in.count && !names[i], "%s gives %d inputs", argument, in.count);
	inputs_release(&in);
}
#define EXPECT_INPUTS(argument, ...) expect_inputs(argument, (const char *const[]){__VA_ARGS__, NULL})

Test(batch, folders_give_their_images_or_else_what_is_stored)
{
	static const char *const folders[] = {"tree", "tree/1", "tree/out", "tree/1/b", "tree/text"};
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		cr_assert_eq(mkdir(scratch(folders[i]), 0777), 0);
	scratch_file("tree/1/10.jpg", STR("damaged"));
	scratch_file("tree/1/9.tif", STR(""));
	scratch_file("tree/1/notes.txt", STR("text"));
	scratch_file("tree/1/.hidden.png", STR(""));
	scratch_file("tree/1/b/unnamed", STR("\x89PNG\r\n\x1A\n\0\0\0\r"));
	scratch_file("tree/out/11.png", STR(""));
	scratch_file("tree/text/a.hocr", STR("<html>"));
	scratch_file("tree/text/b.dat", STR("?"));
	EXPECT_INPUTS(scratch("tree"), "1/9.tif", "1/10.jpg", "1/b/unnamed");
	EXPECT_INPUTS(scratch("tree/text"), "text/a.hocr");
	EXPECT_INPUTS(scratch("tree/1/*.j?g"), "1/10.jpg");
	EXPECT_INPUTS(scratch("tree/1/[none]*.jpg"), "1/[none]*.jpg");
	EXPECT_INPUTS(scratch("tree/1/notes.txt"), "1/notes.txt");
	EXPECT_INPUTS(scratch("tree/out"), "out/11.png");
}

Test(batch, a_list_gives_what_it_names)
{
	static const char *const names[] = {"a b.tif", "c.tif"};
	struct {
		struct str list;
		char end;
	} cases[] = {{STR("c.tif\na b.tif\r\n\nc.tif"), '\n'}, {STR("c.tif\0a b.tif\0"), '\0'}};
	for (size_t i = 0; i < 2; i++) {
		struct inputs in = {.tell = keep_error};
		inputs_add_list(&in, scratch_file("list", cases[i].list), cases[i].end);
		inputs_sort(&in);
		cr_assert_eq(in.count, 2);
		cr_expect(!strcmp(in.paths[0], names[0]) && !strcmp(in.paths[1], names[1]));
		inputs_release(&in);
	}
	struct inputs in = {.tell = keep_error};
	inputs_add_list(&in, scratch("none"), '\n');
	cr_expect(in.failed == 1 && strstr(told, "No such file"), "%s", told);
	inputs_release(&in);
}

/* A folder with two pictures, and a TIFF of two pages. */
static const char *make_scans(void)
{
	PIX *pix = picture_of_text();
	cr_assert_eq(mkdir(scratch("scans"), 0777), 0);
	picture_file("scans/2.png", pix, IFF_PNG);
	picture_file("scans/10.png", pix, IFF_PNG);
	pixWriteTiff(scratch("scans/both.tif"), pix, IFF_TIFF_G4, "w");
	pixWriteTiff(scratch("scans/both.tif"), pix, IFF_TIFF_G4, "a");
	pixDestroy(&pix);
	return scratch("scans");
}

static void expect_same(const char *a, const char *b)
{
	struct strbuf x = read_file(scratch(a)), y = read_file(scratch(b));
	cr_expect(str_equal(strbuf_str(&x), strbuf_str(&y)), "%s and %s differ", a, b);
	strbuf_release(&x);
	strbuf_release(&y);
}

/* When the file was last changed (ns), or -1. */
static long long time_of(const char *name)
{
	struct stat st;
	return stat(scratch(name), &st) ? -1 : (long long)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
}

Test(batch, results_do_not_depend_on_the_number_of_workers)
{
	const char *scans = make_scans();
	struct strbuf out = OUTPUT_OF("restore", scans, "-o", scratch("one"), "-j1", "-f", "txt,json,page");
	strbuf_release(&out);
	out = OUTPUT_OF("restore", scans, "-o", scratch("three"), "-j3", "-f", "txt,json,page");
	strbuf_release(&out);
	static const char *const names[] = {"2.txt",     "10.json", "both.json", "both.txt", "both-0002.page.xml",
					    "2.page.xml"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char a[60], b[60];
		snprintf(a, sizeof a, "one/%s", names[i]);
		snprintf(b, sizeof b, "three/%s", names[i]);
		expect_same(a, b);
	}
	struct strbuf both = read_file(scratch("one/both.txt"));
	const char *second = strchr(both.s, '\f');
	cr_expect(strstr(both.s, PICTURE_WORDS) && second && strstr(second, PICTURE_WORDS), "%s", both.s);
	strbuf_release(&both);
	cr_expect_eq(count_entries(scratch("one")), 11, "3 txt, 3 json, 4 page, and the job database");
}

Test(batch, what_is_done_is_not_done_again)
{
	const char *scans = make_scans();
	struct strbuf out = OUTPUT_OF("restore", scans, "-o", scratch("out"));
	strbuf_release(&out);
	long long first = time_of("out/2.txt"), both = time_of("out/both.txt");
	out = OUTPUT_OF("restore", scans, "-o", scratch("out"));
	strbuf_release(&out);
	cr_expect(first > 0 && time_of("out/2.txt") == first && time_of("out/both.txt") == both);

	unlink(scratch("out/both.txt"));
	out = OUTPUT_OF("restore", scans, "-o", scratch("out"));
	strbuf_release(&out);
	cr_expect(time_of("out/both.txt") > both && time_of("out/2.txt") == first, "what is missing is made again");

	PIX *blank = pixCreate(300, 300, 1);
	picture_file("scans/2.png", blank, IFF_PNG);
	pixDestroy(&blank);
	out = OUTPUT_OF("restore", scans, "-o", scratch("out"));
	strbuf_release(&out);
	struct strbuf text = read_file(scratch("out/2.txt"));
	cr_expect_null(strstr(text.s, "marriage"), "a changed input is restored again");
	strbuf_release(&text);

	out = OUTPUT_OF("restore", scans, "-o", scratch("out"), "-f", "md", "--stages", "none");
	strbuf_release(&out);
	cr_expect_gt(time_of("out/both.md"), both);
}

Test(batch, pages_that_fail_are_told_and_tried_again)
{
	const char *scans = make_scans();
	scratch_file("scans/3.png", STR("\x89PNG\r\n\x1A\n damaged"));
	for (int i = 0; i < 2; i++) {
		struct run r = RUN("restore", scans, "-o", scratch("out"));
		cr_expect_eq(r.status, 1);
		cr_expect_eq(count_lines(strbuf_str(&r.err)), 1, "%s", r.err.s);
		cr_expect_not_null(strstr(r.err.s, "scans/3.png: "), "%s", r.err.s);
		run_release(&r);
		cr_expect(time_of("out/2.txt") > 0 && time_of("out/10.txt") > 0 && time_of("out/both.txt") > 0);
		cr_expect_lt(time_of("out/3.txt"), 0);
	}
	unlink(scratch("scans/3.png"));
	struct strbuf out = OUTPUT_OF("restore", scans, "-o", scratch("out"));
	strbuf_release(&out);
}

Test(batch, events_are_told_in_json)
{
	struct run r = RUN("restore", make_scans(), "-o", scratch("out"), "--log-json");
	cr_expect_eq(r.status, 0);
	unsigned pages = 0, written = 0;
	for (const char *at = r.err.s; (at = strstr(at, "{\"event\":\"page\"")); at++)
		pages++;
	for (const char *at = r.err.s; (at = strstr(at, "{\"event\":\"written\"")); at++)
		written++;
	cr_expect(pages == 4 && written == 3, "%u pages, %u files: %s", pages, written, r.err.s);
	cr_expect_not_null(strstr(r.err.s, "{\"event\":\"end\",\"inputs\":3,\"written\":3,\"failed_inputs\":0"), "%s",
			   r.err.s);
	run_release(&r);
}

static void run_shard(const char *scans, const char *part, int status)
{
	struct run r = RUN("restore", scans, "-o", scratch("out"), "-f", "txt,json", "--shard", part);
	cr_expect_eq(r.status, status, "shard %s: %d: %s", part, r.status, r.err.s);
	run_release(&r);
}

static void expect_refused_merge(const char *what)
{
	struct run r = RUN("merge", scratch("out"));
	cr_expect_eq(r.status, 3);
	cr_expect_not_null(strstr(r.err.s, what), "%s", r.err.s);
	cr_expect_lt(time_of("out/2.txt"), 0);
	run_release(&r);
}

Test(batch, shards_are_merged_into_what_one_job_gives)
{
	const char *scans = make_scans();
	struct strbuf out = OUTPUT_OF("restore", scans, "-o", scratch("whole"), "-f", "txt,json");
	strbuf_release(&out);
	cr_assert_eq(mkdir(scratch("out"), 0777), 0);
	expect_refused_merge("has no shards");
	run_shard(scans, "2/2", 0);
	expect_refused_merge("of 2 shards 1 are missing: 1");
	run_shard(scans, "1/2", 0);
	out = OUTPUT_OF("status", scratch("out"));
	cr_expect(strstr(out.s, "4 of 4 pages done, 0 failed, 0 left") && strstr(out.s, "2 of 2 shards"), "%s", out.s);
	strbuf_release(&out);
	struct strbuf part = read_file(scratch("out/shards/1-of-2/emend.db"));
	cr_expect(part.n > 100 && part.s[18] == 1, "no write-ahead log, which network file systems do not have");
	strbuf_release(&part);
	out = OUTPUT_OF("merge", scratch("out"));
	strbuf_release(&out);
	expect_same("out/2.txt", "whole/2.txt");
	expect_same("out/10.json", "whole/10.json");
	expect_same("out/both.json", "whole/both.json");
}

Test(batch, shards_that_do_not_belong_together_are_refused)
{
	const char *scans = make_scans();
	run_shard(scans, "1/2", 0);
	struct strbuf out = OUTPUT_OF("restore", scans, "-o", scratch("out"), "--shard", "2/2");
	strbuf_release(&out);
	expect_refused_merge("was done with other options");
	run_shard(scans, "2/2", 0);
	run_shard(scans, "1/3", 0);
	expect_refused_merge("there are shards of");
	struct run r = RUN("restore", scans, "-o", scratch("out"), "--shard", "3/2");
	cr_expect(r.status == 2 && strstr(r.err.s, "--shard: '3/2'"), "%s", r.err.s);
	run_release(&r);
}

Test(batch, what_failed_in_shards_is_told_when_they_are_merged)
{
	const char *scans = make_scans();
	scratch_file("scans/3.png", STR("\x89PNG\r\n\x1A\n damaged"));
	struct run r = RUN("restore", scans, "-o", scratch("out"), "-f", "txt,json", "--shard", "1/1");
	cr_expect_eq(r.status, 1);
	run_release(&r);
	r = RUN("merge", scratch("out"));
	cr_expect_eq(r.status, 1);
	cr_expect(strstr(r.err.s, "scans/3.png: ") && count_lines(strbuf_str(&r.err)) == 1, "%s", r.err.s);
	cr_expect(time_of("out/2.txt") > 0 && time_of("out/3.txt") < 0);
	run_release(&r);
}

Test(batch, a_part_whose_pages_all_fail_is_done)
{
	cr_assert_eq(mkdir(scratch("bad"), 0777), 0);
	scratch_file("bad/3.png", STR("\x89PNG\r\n\x1A\n damaged"));
	int failed = 0;
	for (int i = 0; i < 2; i++) {
		struct run r = RUN("restore", scratch("bad"), "-o", scratch("out"), "--shard", i ? "2/2" : "1/2");
		cr_expect_leq(r.status, 1, "%d: %s", r.status, r.err.s);
		failed += r.status;
		run_release(&r);
	}
	cr_expect_eq(failed, 1, "of the part that has the page");
	struct run r = RUN("merge", scratch("out"));
	cr_expect_eq(r.status, 3);
	run_release(&r);
}

Test(batch, the_state_of_a_job_is_told)
{
	const char *scans = make_scans();
	scratch_file("scans/3 <b>.png", STR("\x89PNG\r\n\x1A\n damaged"));
	struct run r = RUN("status", scratch("out"));
	cr_expect(r.status == 3 && strstr(r.err.s, "has no job database"), "%s", r.err.s);
	run_release(&r);
	r = RUN("restore", scans, "-o", scratch("out"));
	run_release(&r);
	struct strbuf out = OUTPUT_OF("status", scratch("out"), "--html", "--json");
	cr_expect_not_null(strstr(out.s, "\"pages\":5,\"done\":4,\"failed\":1,\"left\":0,\"inputs\":4,\"written\":3"),
			   "%s", out.s);
	strbuf_release(&out);
	struct strbuf html = read_file(scratch("out/status.html"));
	const char *failed = strstr(html.s, "scans/3 &lt;b&gt;.png"), *good = strstr(html.s, "href=\"2.txt\"");
	cr_expect(failed && good && failed < good, "what failed comes first");
	cr_expect_not_null(strstr(html.s, "src=\"data:image/jpeg;base64,"));
	cr_expect_eq(count_entries(scratch("out")), 5, "3 results, the database, the overview");
	strbuf_release(&html);
}
