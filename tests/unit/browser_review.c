/* The review in a real browser: makes a folder, and has tests/browser review it. */
#include "run.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

TestSuite(browser_review, .init = scratch_make, .fini = scratch_remove, .timeout = 180);

/* What the script says where there is no browser; env, where there is no node. */
enum { NO_BROWSER = 77, NO_NODE = 127 };

static void copy_to(const char *name, const char *from)
{
	struct strbuf bytes = read_file(in_checkout(from));
	scratch_file(name, strbuf_str(&bytes));
	strbuf_release(&bytes);
}

static void make_folder(void)
{
	cr_assert_eq(mkdir(scratch("out"), 0777), 0);
	copy_to("out/cut-column.json", "tests/golden/cut-column.json");
	copy_to("out/cut-column.png", "samples/cut-column.png");
	struct run r = RUN("restore", "--stages", "none", "-f", "txt,alto", "-o", scratch("out"),
			   in_checkout("tests/golden/cut-column.json"));
	cr_assert_eq(r.status, 0, "%s", r.err.s);
	run_release(&r);
}

Test(browser_review, pages_are_reviewed_and_exported)
{
	const char *ci = getenv("CI"), *shots = getenv("EMEND_SHOTS");
	make_folder();
	const char *const args[] = {
		"/usr/bin/env", "node", in_checkout("tests/browser/review.mjs"), scratch("out"), getenv("EMEND"),
		shots,          NULL};
	struct run r = run_command(args, STR(""));
	if ((r.status == NO_BROWSER || r.status == NO_NODE) && !(ci && !strcmp(ci, "true"))) {
		run_release(&r);
		cr_skip_test("no browser: scripts/setup browser installs one");
	}
	cr_expect_eq(r.status, 0, "%s", r.err.s);
	run_release(&r);
}
