/* The pages of a folder, and where their scans may be. */
#include "pages.h"
#include "review/folder.h"
#include "run.h"

#include <criterion/criterion.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(review_folder, .init = scratch_make, .fini = scratch_remove);

static struct folder folder;

static void open_folder(const char *scans)
{
	struct emend_error error;
	cr_assert_eq(folder_open(scratch("out"), scans, &folder, &error), EMEND_OK, "%s", error.message);
}

static struct strbuf two_pages(void)
{
	struct page pages[2];
	page_from_text(&pages[0], STR("the first"));
	page_from_text(&pages[1], STR("the second"));
	pages[0].number = 4;
	pages[1].number = 7;
	struct strbuf json = pages_written("json", pages, 2);
	page_release(&pages[0]);
	page_release(&pages[1]);
	return json;
}

static void expect_page(uint32_t index, const char *text)
{
	struct page page;
	struct str source;
	struct emend_error error;
	cr_assert_eq(folder_load(&folder, index, &page, &source, &error), EMEND_OK, "%s", error.message);
	struct strbuf is = page_to_text(&page);
	cr_expect_str_eq(is.s, text);
	cr_expect(str_equal(source, STR("a test")));
	strbuf_release(&is);
	page_release(&page);
}

Test(review_folder, files_are_read_by_lines_or_as_a_whole)
{
	struct strbuf json = two_pages(), loose = {0};
	cr_assert_eq(mkdir(scratch("out"), 0777), 0);
	scratch_file("out/p10.json", strbuf_str(&json));
	for (size_t i = 0; i < json.n; i++)
		strbuf_add(&loose, json.s[i] == ',' ? STR(",\n ") : (struct str){json.s + i, 1});
	scratch_file("out/p9.json", strbuf_str(&loose));
	scratch_file("out/cut.json", (struct str){json.s, json.n - 9});
	open_folder(NULL);
	cr_assert_eq(folder.page_count, 4, "%u", folder.page_count);
	for (uint32_t i = 0; i < 4; i++) {
		cr_expect_eq(folder.pages[i].number, i % 2 ? 7 : 4);
		expect_page(i, i % 2 ? "the second\n" : "the first\n");
	}
	cr_expect_str_eq(folder.files[folder.pages[0].file], "p9.json", "the order of numbers");
	folder_close(&folder);
	strbuf_release(&json);
	strbuf_release(&loose);
}

static const char *scan_of(const char *source, struct arena *arena)
{
	struct page page;
	page_init(&page);
	const char *found = folder_scan(&folder, 0, &page, str_of(source), arena);
	page_release(&page);
	return found;
}

Test(review_folder, scans_are_in_the_folder_or_in_that_of_the_scans)
{
	struct arena arena = {0};
	struct strbuf json = two_pages();
	cr_assert(!mkdir(scratch("out"), 0777) && !mkdir(scratch("out/b"), 0777) && !mkdir(scratch("scans"), 0777));
	scratch_file("out/b/a.json", strbuf_str(&json));
	scratch_file("out/b/in.png", STR("x"));
	scratch_file("scans/there.png", STR("x"));
	scratch_file("outside.png", STR("x"));
	cr_assert_eq(symlink(scratch("outside.png"), scratch("out/b/link.png")), 0);
	open_folder(NULL);
	const char *in = scan_of("scans/in.png", &arena);
	cr_expect(in && str_ends(str_of(in), STR("/out/b/in.png")));
	cr_expect_not_null(scan_of("b/in.png", &arena), "from the folder on");
	cr_expect_null(scan_of("scans/there.png", &arena));
	cr_expect_null(scan_of(scratch("outside.png"), &arena));
	cr_expect_null(scan_of("../outside.png", &arena));
	cr_expect_null(scan_of("../../outside.png", &arena));
	cr_expect_null(scan_of("link.png", &arena));
	cr_expect_null(scan_of("", &arena));
	cr_expect_null(scan_of("..", &arena));
	folder_close(&folder);
	open_folder(scratch("scans"));
	cr_expect_not_null(scan_of("elsewhere/there.png", &arena));
	cr_expect_not_null(scan_of(scratch("scans/there.png"), &arena));
	cr_expect_null(scan_of("../outside.png", &arena));
	folder_close(&folder);
	strbuf_release(&json);
	arena_release(&arena);
}
