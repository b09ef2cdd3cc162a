/* The promises of reversibility and repeatability, kept on real pages of the development data, where that is there. */
#include "run.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdlib.h>
#include <unistd.h>

struct scan {
	char path[64];
};

static struct criterion_test_params real_scans(void)
{
	static struct scan scans[] = {{"seed/page.jpg"}, {"pages/a/002.png"}, {"books/a035.tif"}, {"books/h035.tif"}};
	return cr_make_param_array(struct scan, scans, sizeof scans / sizeof *scans);
}

static void assert_equal(struct strbuf a, struct strbuf b, const char *what, const char *path)
{
	cr_assert(str_equal(strbuf_str(&a), strbuf_str(&b)), "%s: %s", path, what);
	strbuf_release(&a);
	strbuf_release(&b);
}

ParameterizedTestParameters(promises, real_scans)
{
	return real_scans();
}

/* The path of a file of the development data; where it is not there, the test is skipped. */
static const char *development_data(const char *name)
{
	static char path[600];
	const char *data = getenv("EMEND_DATA");
	snprintf(path, sizeof path, "%s/%s", data ? data : "", name);
	if (access(path, R_OK)) {
		scratch_remove();
		cr_skip_test("there is no %s", path);
	}
	return path;
}

ParameterizedTest(struct scan *scan, promises, real_scans, .init = scratch_make, .fini = scratch_remove)
{
	const char *path = development_data(scan->path);
	struct strbuf restored = OUTPUT_OF("restore", "-f", "json", path);
	const char *stored = scratch_file("restored.json", strbuf_str(&restored));
	assert_equal(restored, OUTPUT_OF("restore", "-f", "json", path), "the same input gave other bytes", path);
	assert_equal(OUTPUT_OF("revert", "-f", "json", stored),
		     OUTPUT_OF("restore", "--stages", "none", "-f", "json", path),
		     "reverting gave another page than was read", path);
	assert_equal(OUTPUT_OF("revert", stored), OUTPUT_OF("restore", "--stages", "none", "-f", "raw", path),
		     "reverting gave other lines than were read", path);
}

/* Of a text the two columns of which are cut only those are marked; what interrupts it is beside it, and comes back. */
Test(promises, the_damaged_text, .init = scratch_make, .fini = scratch_remove)
{
	const char *path = development_data("seed/history-today-58.txt");
	struct strbuf text = OUTPUT_OF("restore", path), json = OUTPUT_OF("restore", "-f", "json", path);
	const char *cut = strstr(text.s, "One of those w[…]"), *last = strstr(text.s, "congress had called for");
	cr_assert(cut && last && cut < last, "%s", text.s);
	for (const char *mark = text.s; (mark = strstr(mark, "[…]")); mark++)
		cr_expect(mark > cut && mark < last, "a mark before \"%.30s\"", mark);
	cr_expect_not_null(strstr(text.s, "\nTHE TWENTIETH CONGRESS OF THE COMMUNIST PARTY of the"));
	cr_expect_not_null(strstr(text.s, "occupation of huge areas of Soviet territory."));
	cr_expect_not_null(strstr(text.s, "[caption] Khrushchev (third from left) and other Communist leaders"));
	assert_equal(OUTPUT_OF("revert", scratch_file("restored.json", strbuf_str(&json))), read_file(path),
		     "reverting gave other bytes", path);
	strbuf_release(&text);
	strbuf_release(&json);
}
