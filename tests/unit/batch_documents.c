/* Many pages: documents that are not what they were counted as, spreads, witnesses, and how inputs may be named. */
#include "batch/database.h"

#include "pictures.h"
#include "run.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(batch_documents, .timeout = 240, .init = scratch_make, .fini = scratch_remove);

#define PAGE(n) "Page " #n " has a line of words.\n"
#define FIVE_PAGES PAGE(1) "\f" PAGE(2) "\f" PAGE(3) "\f" PAGE(4) "\f" PAGE(5)

static void expect_same(const char *a, const char *b)
{
	struct strbuf x = read_file(scratch(a)), y = read_file(scratch(b));
	cr_expect(x.n > 1 && str_equal(strbuf_str(&x), strbuf_str(&y)), "%s and %s differ", a, b);
	strbuf_release(&x);
	strbuf_release(&y);
}

/*
 * what: the input, the name of its results, options. Gives the results by one process in the folder "here" and by
 * several in "out", and compares them.
 */
static void expect_same_here(const char *const *what)
{
	const char *name = what[1];
	static const char *const endings[] = {"txt", "json"};
	for (int here = 0; here < 2; here++) {
		const char *args[16] = {
			getenv("EMEND"), "restore", what[0], "-f", "txt,json", "-o", scratch(here ? "here" : "out")};
		int n = 7;
		for (const char *const *m = what + 2; *m; m++)
			args[n++] = *m;
		args[n++] = here ? "--timing" : "-j3";
		struct run r = run_command(args, STR(""));
		cr_expect(r.status == 0 && (here || !r.err.n), "%d: %s", r.status, r.err.s);
		run_release(&r);
	}
	for (size_t i = 0; i < 2; i++) {
		char a[60], b[60];
		snprintf(a, sizeof a, "here/%s.%s", name, endings[i]);
		snprintf(b, sizeof b, "out/%s.%s", name, endings[i]);
		expect_same(a, b);
	}
}
#define EXPECT_SAME_HERE(...) expect_same_here((const char *const[]){__VA_ARGS__, NULL})

Test(batch_documents, several_processes_give_what_one_gives)
{
	EXPECT_SAME_HERE(scratch_file("five.txt", STR(FIVE_PAGES)), "five", "--furniture");
}

Test(batch_documents, spreads_among_the_pages_are_numbered_as_by_one_process)
{
	PIX *one = pixRead(in_checkout("samples/clean.tif")), *pix = picture_of_text();
	int w = pixGetWidth(one), h = pixGetHeight(one), part = h / 2;
	PIX *spread = pixCreate(2 * w, h, 1);
	pixCopyResolution(spread, one);
	pixRasterop(spread, 0, 0, w, part, PIX_SRC, one, 0, 0);
	pixRasterop(spread, w, 0, w, part, PIX_SRC, one, 0, 0);
	const char *path = scratch("three.tif");
	pixWriteTiff(path, pix, IFF_TIFF_G4, "w");
	pixWriteTiff(path, spread, IFF_TIFF_G4, "a");
	pixWriteTiff(path, pix, IFF_TIFF_G4, "a");
	pixDestroy(&one);
	pixDestroy(&pix);
	pixDestroy(&spread);
	EXPECT_SAME_HERE(path, "three", "--reread", "0");
	struct strbuf text = read_file(scratch("out/three.txt"));
	int pages = 1;
	for (const char *at = text.s; (at = strchr(at, '\f')); at++)
		pages++;
	cr_expect_eq(pages, 4, "%s", text.s);
	strbuf_release(&text);
}

Test(batch_documents, witnesses_are_read_beside_the_input)
{
	const char *witness = scratch_file("witness.txt", STR(FIVE_PAGES));
	EXPECT_SAME_HERE(scratch_file("five.txt", STR(FIVE_PAGES)), "five", "--witness", witness);
}

static void change_job(const char *sql)
{
	struct database *db;
	struct emend_error error;
	cr_assert_eq(database_open(scratch("out/emend.db"), DATABASE_WRITE, &db, &error), EMEND_OK);
	database_run(db, sql);
	cr_assert_eq(database_check(db, &error), EMEND_OK, "%s", error.message);
	database_close(db);
}

#define RESTORE_FIVE() RUN("restore", scratch("five.txt"), "-o", scratch("out"), "-f", "txt,json", "-j2", "--log-json")

/* How many lines of the log begin with that event. */
static int count_events(const struct run *r, const char *event)
{
	char begin[60];
	int count = 0;
	snprintf(begin, sizeof begin, "{\"event\":\"%s\"", event);
	for (const char *at = r->err.s; (at = strstr(at, begin)); at++)
		count++;
	return count;
}

/* A job as a kill may have left it, or as another reader counted the pages of the document, which are five. */
struct left_job {
	const char *sql;
	int restored, failed; /* pages, by the call that goes on */
};

static void expect_goes_on(const struct left_job *left)
{
	change_job(left->sql);
	struct run r = RESTORE_FIVE();
	cr_expect_eq(r.status, left->failed ? 1 : 0, "%s: %d", left->sql, r.status);
	cr_expect_eq(count_events(&r, "page"), left->restored, "%s: %s", left->sql, r.err.s);
	cr_expect_eq(count_events(&r, "page-failed"), left->failed, "%s: %s", left->sql, r.err.s);
	cr_expect_eq(count_events(&r, "written"), 1, "%s: %s", left->sql, r.err.s);
	run_release(&r);
	expect_same("out/five.txt", "here/five.txt");
	expect_same("out/five.json", "here/five.json");
}

Test(batch_documents, only_what_waits_is_done)
{
	static const struct left_job jobs[] = {
		{"UPDATE page SET state = 'failed' WHERE number IN (2, 3, 5)", 3, 0},
		{"UPDATE page SET state = 'failed' WHERE number = 2; UPDATE input SET state = 'waiting'", 1, 0},
		{"UPDATE page SET state = 'waiting' WHERE number > 3; UPDATE input SET state = 'waiting'", 2, 0},
		{"UPDATE input SET state = 'failed'", 0, 0},
		{"UPDATE input SET state = 'read'", 0, 0}};
	EXPECT_SAME_HERE(scratch_file("five.txt", STR(FIVE_PAGES)), "five");
	for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++)
		expect_goes_on(&jobs[i]);
}

Test(batch_documents, a_document_may_be_longer_or_shorter_than_was_counted)
{
	static const struct left_job jobs[] = {
		{"UPDATE input SET pages = 7, state = 'waiting'; UPDATE page SET state = 'waiting';"
		 "INSERT INTO page(input, number, state) VALUES(1, 6, 'waiting'), (1, 7, 'waiting')",
		 5, 0},
		{"UPDATE input SET pages = 2, state = 'waiting'; DELETE FROM page WHERE number > 2;"
		 "UPDATE page SET state = 'waiting'",
		 5, 0},
		{"UPDATE input SET pages = 2, state = 'waiting'; DELETE FROM page WHERE number > 2", 3, 0},
		{"UPDATE input SET pages = 7;"
		 "INSERT INTO page(input, number, state) VALUES(1, 6, 'waiting'), (1, 7, 'waiting')",
		 0, 2}};
	EXPECT_SAME_HERE(scratch_file("five.txt", STR(FIVE_PAGES)), "five");
	for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++)
		expect_goes_on(&jobs[i]);
}

Test(batch_documents, an_input_that_is_gone_is_told_and_its_results_stay)
{
	scratch_file("five.txt", STR(FIVE_PAGES));
	EXPECT_SAME_HERE(scratch("five.txt"), "five");
	unlink(scratch("five.txt"));
	change_job("UPDATE input SET size = 0, changed = 0, state = 'waiting'; UPDATE page SET state = 'waiting'");
	struct run r = RESTORE_FIVE();
	cr_expect_eq(r.status, 3);
	cr_expect_eq(count_events(&r, "page-failed"), 5, "%s", r.err.s);
	cr_expect_not_null(strstr(r.err.s, "/five.txt: cannot be read: No such file"), "%s", r.err.s);
	run_release(&r);
	expect_same("out/five.txt", "here/five.txt");
}

Test(batch_documents, an_input_is_never_replaced)
{
	const char *path = scratch_file("out.txt", STR(FIVE_PAGES)), *folder = scratch(".");
	for (int here = 0; here < 2; here++) {
		struct run r = RUN("restore", path, "-o", folder, here ? "--timing" : "-j1");
		cr_expect_eq(r.status, 2);
		cr_expect_not_null(strstr(r.err.s, "out.txt: its result would replace it; name another folder"), "%s",
				   r.err.s);
		run_release(&r);
		struct strbuf kept = read_file(path);
		cr_expect_str_eq(kept.s, FIVE_PAGES);
		strbuf_release(&kept);
	}
}

Test(batch_documents, a_file_is_one_input_however_it_is_spelt)
{
	scratch_file("five.txt", STR(FIVE_PAGES));
	struct run r = RUN("restore", scratch("five.txt"), scratch("./five.txt"), scratch(".//five.txt"), "-o",
			   scratch("out"), "--log-json");
	cr_expect(r.status == 0 && count_events(&r, "written") == 1, "%s", r.err.s);
	run_release(&r);
	cr_expect_eq(count_entries(scratch("out")), 2);
}

Test(batch_documents, names_may_hold_anything)
{
	cr_assert_eq(mkdir(scratch("in"), 0777), 0);
	cr_assert_eq(mkdir(scratch("in/a"), 0777), 0);
	scratch_file("in/new\nline.txt", STR(FIVE_PAGES));
	scratch_file("in/bad\xFF.txt", STR(FIVE_PAGES));
	scratch_file("in/same.txt", STR(FIVE_PAGES));
	scratch_file("in/a/same.txt", STR(FIVE_PAGES));
	struct run r = RUN("restore", scratch("in"), "-o", scratch("in/out"), "--log-json", "-j40");
	cr_expect(r.status == 0 && count_events(&r, "written") == 4, "%s", r.err.s);
	cr_expect(strstr(r.err.s, "/in/new\\u000aline.txt") && strstr(r.err.s, "/in/bad\xEF\xBF\xBD.txt"), "%s",
		  r.err.s);
	run_release(&r);
	expect_same("in/out/in/new\nline.txt", "in/out/in/bad\xFF.txt");
	expect_same("in/out/in/same.txt", "in/out/a/same.txt");
	struct strbuf again = OUTPUT_OF("restore", scratch("in"), "-o", scratch("in/out"));
	strbuf_release(&again);
	cr_expect_eq(count_entries(scratch("in/out")), 3, "its own results are no inputs");
	cr_expect_eq(count_entries(scratch("in/out/in")), 3);
}

Test(batch_documents, a_list_comes_from_standard_input)
{
	struct strbuf list = {0};
	strbuf_printf(&list, "%s%c%s%c", scratch_file("a\nb.txt", STR(FIVE_PAGES)), 0, scratch("none.txt"), 0);
	const char *const args[] = {getenv("EMEND"), "restore", "--files-from", "-", "-0", "-o", scratch("out"), NULL};
	struct run r = run_command(args, strbuf_str(&list));
	cr_expect_eq(r.status, 1);
	cr_expect(count_lines(strbuf_str(&r.err)) == 1 && strstr(r.err.s, "/none.txt: cannot be read: No such file"),
		  "%s", r.err.s);
	cr_expect_eq(access(scratch("out/a\nb.txt"), F_OK), 0);
	run_release(&r);
	r = run_command(args, STR("\0\0"));
	cr_expect_eq(r.status, 3);
	cr_expect_not_null(strstr(r.err.s, "the list names no file"), "%s", r.err.s);
	run_release(&r);
	strbuf_release(&list);
}

static void restore_to_page_xml(struct str text)
{
	struct strbuf out =
		OUTPUT_OF("restore", scratch_file("pages.txt", text), "-o", scratch("out"), "-f", "txt,page");
	strbuf_release(&out);
}

Test(batch_documents, files_of_pages_that_an_input_has_no_more_are_removed)
{
	restore_to_page_xml(STR(FIVE_PAGES));
	cr_expect_eq(count_entries(scratch("out")), 7, "five of PAGE-XML, a text, the job database");
	scratch_file("out/pages-0009.page.xml", STR("another's"));
	restore_to_page_xml(STR(PAGE(1) "\f" PAGE(2) "\f" PAGE(3)));
	cr_expect(!access(scratch("out/pages-0003.page.xml"), F_OK) &&
		  access(scratch("out/pages-0004.page.xml"), F_OK));
	cr_expect_eq(count_entries(scratch("out")), 6, "and what emend did not write stays");
	restore_to_page_xml(STR(PAGE(1)));
	cr_expect_eq(count_entries(scratch("out")), 4, "pages.page.xml, another's, a text, the job database");
	restore_to_page_xml(STR(PAGE(1) "\f" PAGE(2)));
	cr_expect(access(scratch("out/pages.page.xml"), F_OK));
}
