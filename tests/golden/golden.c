/*
 * The command over each picture in samples/, compared byte for byte with what stands beside this file.
 *
 * scripts/golden writes the expected files anew. Sources are named relative to the checkout, where the command runs.
 */
#include "run.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <dirent.h>
#include <stdlib.h>

struct sample {
	char file[64], stem[64];
};

enum { MOST_SAMPLES = 64 };

static size_t find_samples(struct sample samples[MOST_SAMPLES])
{
	size_t n = 0;
	DIR *folder = opendir(in_checkout("samples"));
	cr_assert_not_null(folder);
	for (const struct dirent *e; (e = readdir(folder)) && n < MOST_SAMPLES;) {
		struct str name = str_of(e->d_name);
		if (!str_ends(name, STR(".tif")) && !str_ends(name, STR(".png")) && !str_ends(name, STR(".jpg")))
			continue;
		snprintf(samples[n].file, sizeof samples[n].file, "samples/%.40s", e->d_name);
		snprintf(samples[n++].stem, sizeof samples->stem, "%.*s", (int)strcspn(e->d_name, "."), e->d_name);
	}
	closedir(folder);
	cr_assert_gt(n, 0, "there are no samples");
	return n;
}

static struct criterion_test_params all_samples(void)
{
	static struct sample samples[MOST_SAMPLES];
	size_t n = find_samples(samples);
	return cr_make_param_array(struct sample, samples, n);
}

static const char *expected_path(const struct sample *s, const char *extension)
{
	char path[128];
	snprintf(path, sizeof path, "tests/golden/%s%s", s->stem, extension);
	return in_checkout(path);
}

/* Fails with the first line that differs. */
static void assert_same(struct strbuf got, struct strbuf expected, const char *what)
{
	size_t i = 0, line = 1, begin = 0;
	for (; i < got.n && i < expected.n && got.s[i] == expected.s[i]; i++)
		if (got.s[i] == '\n') {
			line++;
			begin = i + 1;
		}
	if (i - begin > 100)
		begin = i - 100;
	cr_assert(i == got.n && i == expected.n, "%s, line %zu:\n%.200s\nand not:\n%.200s\n", what, line, got.s + begin,
		  expected.s + begin);
	strbuf_release(&got);
	strbuf_release(&expected);
}

static void assert_golden(struct strbuf got, const struct sample *s, const char *extension)
{
	const char *path = expected_path(s, extension);
	assert_same(got, read_file(path), path);
}

TestSuite(golden, .timeout = 120, .init = scratch_make, .fini = scratch_remove);

ParameterizedTestParameters(golden, restored_text)
{
	return all_samples();
}
ParameterizedTest(const struct sample *s, golden, restored_text)
{
	assert_golden(OUTPUT_OF("restore", "-f", "txt", s->file), s, ".txt");
}

ParameterizedTestParameters(golden, restored_json)
{
	return all_samples();
}
ParameterizedTest(const struct sample *s, golden, restored_json)
{
	assert_golden(OUTPUT_OF("restore", "-f", "json", s->file), s, ".json");
}

ParameterizedTestParameters(golden, stored_pages_are_reverted_and_explained)
{
	return all_samples();
}
ParameterizedTest(const struct sample *s, golden, stored_pages_are_reverted_and_explained)
{
	const char *stored = expected_path(s, ".json");
	assert_golden(OUTPUT_OF("revert", stored), s, ".raw.txt");
	assert_golden(OUTPUT_OF("explain", stored), s, ".explain.txt");
	assert_same(OUTPUT_OF("restore", "--stages", "none", "-f", "json", stored), read_file(stored), "stored again");
	expect_valid_json(stored, "pipeline/emit/emend-1.schema.json");
}

/* The promise that all is reversible, through the command: what was restored and reverted is what was read. */
ParameterizedTestParameters(golden, reverted_pages_are_what_was_read)
{
	return all_samples();
}
ParameterizedTest(const struct sample *s, golden, reverted_pages_are_what_was_read)
{
	struct strbuf read = OUTPUT_OF("restore", "--stages", "none", "-f", "json", s->file);
	expect_valid_json(scratch_file("read.json", strbuf_str(&read)), "pipeline/emit/emend-1.schema.json");
	assert_same(OUTPUT_OF("revert", "-f", "json", expected_path(s, ".json")), read, "reverted");
}

Test(golden, a_file_that_does_not_fit_the_schema_is_found)
{
	const char *bad = scratch_file("bad.json", STR("{\"format\":\"emend/1\",\"pages\":[{\"regions\":7}]}"));
	const char *const args[] = {"/usr/bin/python3",
				    "-W",
				    "ignore",
				    "-m",
				    "jsonschema",
				    "-i",
				    bad,
				    "pipeline/emit/emend-1.schema.json",
				    NULL};
	struct run r = run_command(args, STR(""));
	cr_assert_eq(r.status, 1);
	run_release(&r);
}
