/* The web pages in a real browser: makes them, and has tests/browser drive it. */
#include "run.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(browser, .init = scratch_make, .fini = scratch_remove, .timeout = 120);

/* What the script says where there is no browser. */
enum { NO_BROWSER = 77 };

static void copy_to(const char *folder, const char *name, const char *from)
{
	struct strbuf path = {0}, bytes = read_file(from);
	strbuf_printf(&path, "%s/%s", folder, name);
	scratch_file(path.s, strbuf_str(&bytes));
	strbuf_release(&path);
	strbuf_release(&bytes);
}

static void expect_report(const char *html, const char *a, const char *b)
{
	struct run r = b ? RUN("compare", a, b, "--html", html) : RUN("compare", a, "--html", html);
	cr_assert_eq(r.status, 0, "%s", r.err.s);
	cr_assert_eq(access(html, R_OK), 0, "%s", html);
	run_release(&r);
}

static const char *restored(const char *name, struct str text)
{
	struct strbuf json = OUTPUT_OF("restore", "-f", "json", scratch_file("text.txt", text));
	const char *path = scratch_file(name, strbuf_str(&json));
	strbuf_release(&json);
	return path;
}

/* Not in the scratch folder itself: the whole of it would be a run. */
static void make_reports(void)
{
	cr_assert_eq(mkdir(scratch("run"), 0777), 0);
	copy_to("run", "cut-column.json", in_checkout("tests/golden/cut-column.json"));
	copy_to("run", "drop-cap.json", in_checkout("tests/golden/drop-cap.json"));
	restored("run/hostile.json", STR("A page of text with </script><script>alert(1)</script> in it, and <!-- a "
					 "<img src=x onerror=alert(2)>\n"
					 "that is no comment; \"quotes\" & ampersands \xE2\x80\xA8 too.\n"));
	expect_report(scratch("sample.html"), in_checkout("tests/golden/cut-column.json"), NULL);
	expect_report(scratch("hostile.html"), scratch("run/hostile.json"), NULL);
	expect_report(scratch("run.html"), scratch("run"), NULL);
	expect_report(scratch("other.html"), scratch_file("a.txt", STR("It reads otherwise here.\n")),
		      scratch_file("b.txt", STR("It reads thus here.\n")));
}

Test(browser, reports_are_used_by_hand_and_keys)
{
	const char *ci = getenv("CI");
	make_reports();
	const char *const args[] = {"/usr/bin/env", "node", in_checkout("tests/browser/report.mjs"), scratch("."),
				    NULL};
	struct run r = run_command(args, STR(""));
	/* 127: there is no node. */
	if ((r.status == NO_BROWSER || r.status == 127) && !(ci && !strcmp(ci, "true"))) {
		run_release(&r);
		cr_skip_test("no browser: scripts/setup browser installs one");
	}
	cr_expect_eq(r.status, 0, "%s", r.err.s);
	run_release(&r);
}
