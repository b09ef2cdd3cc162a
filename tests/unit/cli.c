/* The command: options, names of results, what goes where. Stored pages serve as input, since they need no recogniser.
 */
#include "batch/output.h"
#include "pages.h"
#include "run.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(cli, .timeout = 60, .init = scratch_make, .fini = scratch_remove);

static const char *stored_page(const char *name, struct str text)
{
	struct page page;
	page_from_text(&page, text);
	struct strbuf json = page_to_json(&page);
	const char *path = scratch_file(name, strbuf_str(&json));
	strbuf_release(&json);
	page_release(&page);
	return path;
}

static void assert_usage(struct run r, const char *what)
{
	cr_expect_eq(r.status, 2, "exit status %d: %s", r.status, r.err.s);
	cr_expect_str_empty(r.out.s);
	cr_expect(str_starts(strbuf_str(&r.err), STR("emend")), "%s", r.err.s);
	cr_expect_not_null(strstr(r.err.s, what), "'%s' does not say '%s'", r.err.s, what);
	run_release(&r);
}

Test(cli, wrong_usage_is_told_and_nothing_is_done)
{
	const char *page = stored_page("page.json", STR("a page"));
	assert_usage(RUN("restore", "--unknown", page), "--unknown");
	assert_usage(RUN("restore", "--stages", "tidy,unknown", page), "there is no stage 'unknown'");
	assert_usage(RUN("restore", "--stages", "", page), "there is no stage ''");
	assert_usage(RUN("restore", "--trace", "unknown", page), "there is no stage 'unknown'");
	assert_usage(RUN("restore", "-f", "unknown", page), "there is no format 'unknown'");
	assert_usage(RUN("restore", "-f", "txt,json", page), "-o DIR");
	assert_usage(RUN("restore", "--max-megapixels", "0", page), "'0' is not a number above 0");
	assert_usage(RUN("restore", "--max-megapixels", "many", page), "'many' is not a number");
	assert_usage(RUN("restore"), "name the scans");
	assert_usage(RUN("revert"), "name the JSON files");
	assert_usage(RUN("explain"), "name the JSON files");
	assert_usage(RUN("unknown"), "there is no command 'unknown'");
	assert_usage(RUN("revert", "-f", "unknown", page), "there is no format 'unknown'");
}

Test(cli, help_and_version_are_results)
{
	static const char *const asked[] = {"--help", "--version", "stages"};
	static const char *const answers[] = {"Usage: emend COMMAND", "emend " EMEND_VERSION "\n", "dehyphen"};
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		struct strbuf out = OUTPUT_OF(asked[i]);
		cr_expect_not_null(strstr(out.s, answers[i]), "%s", out.s);
		strbuf_release(&out);
	}
}

Test(cli, a_missing_language_names_its_package)
{
	struct run r = RUN("restore", "-l", "xyz", "samples/clean.tif");
	cr_expect_eq(r.status, 3);
	cr_expect_not_null(strstr(r.err.s, "package tesseract-ocr-xyz"), "%s", r.err.s);
	cr_expect_eq(count_lines(strbuf_str(&r.err)), 1, "%s", r.err.s);
	run_release(&r);
	assert_usage(RUN("restore", "-l", "../x", "samples/clean.tif"), "as Tesseract does");
}

Test(cli, text_is_restored_and_reverted)
{
	const char *page = stored_page("page.json", STR("the \uFB01rst resto-\nration\n\nnext page"));
	struct strbuf out = OUTPUT_OF("restore", page);
	cr_expect_str_eq(out.s, "the first restoration\n\nnext page\n");
	strbuf_release(&out);
	out = OUTPUT_OF("restore", "--lines", page);
	cr_expect_str_eq(out.s, "the first resto-\nration\n\nnext page\n");
	strbuf_release(&out);
	out = OUTPUT_OF("restore", "--stages", "tidy", page);
	cr_expect_str_eq(out.s, "the first resto- ration\n\nnext page\n");
	strbuf_release(&out);
	out = OUTPUT_OF("restore", "-f", "json", page);
	const char *restored = scratch_file("restored.json", strbuf_str(&out));
	strbuf_release(&out);
	out = OUTPUT_OF("revert", restored);
	cr_expect_str_eq(out.s, "the \uFB01rst resto-\nration\n\nnext page\n");
	strbuf_release(&out);
	out = OUTPUT_OF("explain", restored);
	cr_expect_not_null(
		strstr(out.s, "2. page 1, region 1 (paragraph), line 1: \"resto- ration\" → \"restoration\"\n"), "%s",
		out.s);
	strbuf_release(&out);
}

/* With its white space, its byte order mark, and a form feed behind the last page. */
Test(cli, plain_text_comes_back_byte_for_byte)
{
	const struct str text = STR("\xEF\xBB\xBF\n  The \uFB01rst  resto-\n \nration,\tof it\r\n\f\nnext page\n\f");
	struct strbuf out = OUTPUT_OF("restore", "-f", "json", scratch_file("page.txt", text));
	const char *restored = scratch_file("restored.json", strbuf_str(&out));
	strbuf_release(&out);
	out = OUTPUT_OF("revert", restored);
	cr_expect(str_equal(strbuf_str(&out), text), "%s", out.s);
	strbuf_release(&out);
}

Test(cli, the_trace_goes_to_standard_error)
{
	const char *page = stored_page("page.json", STR("the resto-\nration"));
	struct run r = RUN("restore", "--stages", "dehyphen", "--trace", "dehyphen", page);
	cr_expect_eq(r.status, 0);
	cr_expect_str_eq(r.out.s, "the restoration\n");
	cr_expect_str_eq(r.err.s, "--- page 1, before dehyphen\nr0 paragraph l0: the resto-\nr0 paragraph l1: ration\n"
				  "--- page 1, after dehyphen\nr0 paragraph l0: the restoration\nr0 paragraph l1: \n");
	run_release(&r);
}

Test(cli, a_stored_page_is_wanted_and_not_a_scan)
{
	struct run r = RUN("revert", "samples/clean.tif");
	cr_expect_eq(r.status, 3);
	cr_expect_not_null(strstr(r.err.s, "samples/clean.tif: is a scan"), "%s", r.err.s);
	run_release(&r);
}

Test(cli, a_page_without_its_scan_cannot_be_drawn)
{
	const char *page = stored_page("page.json", STR("a page"));
	struct run r = RUN("restore", "--debug-image", scratch("drawn"), page);
	cr_expect_eq(r.status, 1, "%d", r.status);
	cr_expect_str_eq(r.out.s, "a page\n");
	cr_expect_not_null(strstr(r.err.s, "page 1: cannot be drawn, since it was stored without its scan"), "%s",
			   r.err.s);
	cr_expect_eq(count_entries(scratch("drawn")), 0);
	run_release(&r);
}

static void assert_file(const char *name, const char *expected)
{
	struct strbuf text = read_file(scratch(name));
	cr_expect_str_eq(text.s, expected, "%s: %s", name, text.s);
	strbuf_release(&text);
}

Test(cli, results_in_a_folder_are_named_after_their_inputs)
{
	cr_assert(!mkdir(scratch("a"), 0777) && !mkdir(scratch("b"), 0777));
	const char *first = stored_page("a/0007.json", STR("first")),
		   *second = stored_page("b/0007.json", STR("second"));
	const char *other = stored_page("b/0007.old.json", STR("other"));
	struct strbuf out = OUTPUT_OF("restore", "-o", scratch("one/deep"), "-f", "txt,json,raw", first, other);
	cr_expect_str_empty(out.s);
	assert_file("one/deep/0007.txt", "first\n");
	assert_file("one/deep/0007.old.raw.txt", "other\n");
	cr_expect_eq(count_entries(scratch("one/deep")), 7, "six files and the job database");
	strbuf_release(&out);
	out = OUTPUT_OF("restore", "-o", scratch("two"), first, second);
	assert_file("two/a/0007.txt", "first\n");
	assert_file("two/b/0007.txt", "second\n");
	cr_expect(count_entries(scratch("two")) == 3 && count_entries(scratch("two/a")) == 1);
	strbuf_release(&out);
}

Test(cli, names_of_results_differ_as_little_as_they_can)
{
	static const struct {
		char *inputs[3];
		const char *names[3];
	} cases[] = {
		{{"scans/0007.tif"}, {"0007"}},
		{{"-"}, {"stdin"}},
		{{"../x.tif"}, {"x"}},
		{{"p/a/1.tif", "p/b/1.tif"}, {"a/1", "b/1"}},
		{{"p/a/1.tif", "p/a/1.png"}, {"1.tif", "1.png"}},
		{{"p/a/1.tif", "p/a/1.tif", "p/2.tif"}, {"1", "1", "2"}},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int count = 1;
		while (count < 3 && cases[i].inputs[count])
			count++;
		char **names = output_names(cases[i].inputs, count);
		for (int k = 0; k < count; k++) {
			cr_expect_str_eq(names[k], cases[i].names[k]);
			free(names[k]);
		}
		free(names);
	}
}

Test(cli, names_of_results_never_lead_out_of_the_folder)
{
	static char *const inputs[] = {"/a/1.tif", "/b/../1.tif", "./1.tif"};
	char **names = output_names(inputs, 3);
	for (int i = 0; i < 3; i++) {
		cr_expect(names[i][0] != '/' && !strstr(names[i], ".."), "%s leads out of the folder", names[i]);
		free(names[i]);
	}
	free(names);
}

Test(cli, failed_inputs_leave_no_files)
{
	const char *bad = scratch_file("bad.json", STR("{\"format\":\"emend/1\",\"pages\":[{\"regions\":7}]}"));
	struct run r = RUN("restore", "-o", scratch("out"), "-f", "txt,json", bad);
	cr_expect_eq(r.status, 3);
	cr_expect_eq(count_lines(strbuf_str(&r.err)), 1, "%s", r.err.s);
	cr_expect_eq(count_entries(scratch("out")), 1, "the job database alone");
	run_release(&r);
}

Test(cli, results_that_cannot_be_written_are_an_error)
{
	const char *page = stored_page("page.json", STR("a page"));
	const char *const args[] = {"/bin/sh", "-c", "\"$EMEND\" \"$0\" \"$1\" >/dev/full", "restore", page, NULL};
	struct run r = run_command(args, STR(""));
	cr_expect_eq(r.status, 3, "exit status %d", r.status);
	cr_expect_not_null(strstr(r.err.s, "cannot be written"), "%s", r.err.s);
	run_release(&r);
	const char *const revert[] = {"/bin/sh", "-c", "\"$EMEND\" \"$0\" \"$1\" >/dev/full", "explain", page, NULL};
	r = run_command(revert, STR(""));
	cr_expect_eq(r.status, 3, "explain: exit status %d", r.status);
	run_release(&r);
	r = RUN("restore", "-o", scratch_file("plain", STR("a file, no folder")), page);
	cr_expect_eq(r.status, 3);
	cr_expect_not_null(strstr(r.err.s, "cannot be written"), "%s", r.err.s);
	run_release(&r);
}
