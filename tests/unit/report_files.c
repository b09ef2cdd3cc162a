/* The files of emend compare --html. Stored pages serve as input, since they need no recogniser. */
#include "pages.h"
#include "run.h"

#include "compare/report.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(report_files, .init = scratch_make, .fini = scratch_remove, .timeout = 60);

static const char *stored(const char *name, const char *text)
{
	struct page page;
	page_from_text(&page, str_of(text));
	edit_text(&page, WHY, (struct word *)page_find(&page, NODE_WORD, 0), STR("Changed"));
	struct strbuf json = page_to_json(&page);
	const char *path = scratch_file(name, strbuf_str(&json));
	strbuf_release(&json);
	page_release(&page);
	return path;
}

static bool has(const char *path, const char *what)
{
	struct strbuf all = read_file(path);
	strbuf_byte(&all, '\0');
	bool found = strstr(all.s, what) != NULL;
	strbuf_release(&all);
	return found;
}

static struct run compare(const char *a, const char *html)
{
	return RUN("compare", a, "--html", html);
}

Test(report_files, one_page_is_one_file)
{
	struct run r = compare(stored("a.json", "Some text.\n"), scratch("a.html"));
	cr_expect_eq(r.status, 0, "%s", r.err.s);
	cr_expect(has(scratch("a.html"), ">Changed</span>"));
	cr_expect_eq(access(scratch("a"), F_OK), -1);
	cr_expect(!has(scratch("a.html"), "id=\"scan\""), "plain text has no places");
	run_release(&r);
}

Test(report_files, the_same_pages_give_the_same_bytes)
{
	const char *page = in_checkout("tests/golden/drop-cap.json");
	struct run first = compare(page, scratch("a.html")), second = compare(page, scratch("b.html"));
	struct strbuf a = read_file(scratch("a.html")), b = read_file(scratch("b.html"));
	cr_expect_gt(a.n, 100000u, "the scan is in it");
	cr_expect(str_equal(strbuf_str(&a), strbuf_str(&b)));
	strbuf_release(&a);
	strbuf_release(&b);
	run_release(&first);
	run_release(&second);
}

/* Other results of the folder are no pages, and one that cannot be read has a page that says so. */
Test(report_files, a_folder_has_an_index_and_a_file_for_each_page)
{
	mkdir(scratch("out"), 0777);
	stored("out/1.json", "Some text.\n");
	stored("out/3.json", "More text.\n");
	scratch_file("out/1.txt", STR("Some text.\n"));
	scratch_file("out/2.json", STR("{\"format\": \"none\"}\n"));
	scratch_file("out/other.txt", STR("Other text.\n"));
	struct run r = compare(scratch("out"), scratch("run.html"));
	cr_expect_eq(r.status, 1);
	cr_expect_eq(count_entries(scratch("run")), 3);
	cr_expect(has(scratch("run.html"), "href=\"run/0003.html\">3</a>"));
	cr_expect(has(scratch("run.html"), "could not be read: "));
	cr_expect(has(scratch("run/0002.html"), "This page could not be read"));
	cr_expect(has(scratch("run/0001.html"), "rel=\"next\" href=\"0002.html\""));
	cr_expect(has(scratch("run/0003.html"), "rel=\"index\" href=\"../run.html\""));
	cr_expect(!has(scratch("run/0003.html"), "rel=\"next\""));
	run_release(&r);
}

Test(report_files, what_cannot_be_done_is_told)
{
	struct run text = compare(scratch_file("a.txt", STR("No journal.\n")), scratch("a.html"));
	cr_expect_eq(text.status, 3);
	cr_expect(strstr(text.err.s, "name two readings"), "%s", text.err.s);
	struct run nowhere = compare(stored("a.json", "Some text.\n"), scratch("no/such/folder.html"));
	cr_expect_neq(nowhere.status, 0);
	cr_expect(strstr(nowhere.err.s, "folder.html: cannot be written: No such file"), "%s", nowhere.err.s);
	run_release(&text);
	run_release(&nowhere);
}

/* A page's own scripts run by their hashes alone, and what is added is named as well. */
Test(report_files, what_is_added_is_named_in_the_policy)
{
	struct page page;
	struct report_summary summary;
	char *text = NULL;
	size_t n;
	page_from_text(&page, STR("Some text.\n"));
	FILE *out = open_memstream(&text, &n);
	report_page(
		out,
		&(struct report_page){
			.page = &page,
			.source = "x",
			.hooks = {.script = "abc", .style = "", .data = "{\"a\":1}", .policy = "connect-src 'self'; "}},
		&summary);
	fclose(out);
	cr_expect(strstr(text, "connect-src 'self'; "));
	cr_expect(strstr(text, " 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='\">"), "of abc");
	cr_expect(strstr(text, " 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; script-src"), "of nothing");
	cr_expect(strstr(text, "<script>abc</script>"));
	cr_expect(strstr(text, "id=\"hook\">{\"a\":1}</script>"));
	free(text);
	page_release(&page);
}
