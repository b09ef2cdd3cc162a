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

ParameterizedTest(struct scan *scan, promises, real_scans, .init = scratch_make, .fini = scratch_remove)
{
	const char *data = getenv("EMEND_DATA");
	char path[600];
	snprintf(path, sizeof path, "%s/%s", data ? data : "", scan->path);
	if (access(path, R_OK)) {
		scratch_remove();
		cr_skip_test("there is no %s", path);
	}
	struct strbuf restored = OUTPUT_OF("restore", "-f", "json", path);
	const char *stored = scratch_file("restored.json", strbuf_str(&restored));
	assert_equal(restored, OUTPUT_OF("restore", "-f", "json", path), "the same input gave other bytes", path);
	assert_equal(OUTPUT_OF("revert", "-f", "json", stored),
		     OUTPUT_OF("restore", "--stages", "none", "-f", "json", path),
		     "reverting gave another page than was read", path);
	assert_equal(OUTPUT_OF("revert", stored), OUTPUT_OF("restore", "--stages", "none", "-f", "raw", path),
		     "reverting gave other lines than were read", path);
}
