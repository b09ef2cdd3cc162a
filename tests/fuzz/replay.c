/* Replays the fuzzers' corpora, and whatever input once broke something, through the fuzzers' own functions. */
#include "run.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <dirent.h>

#define LLVMFuzzerTestOneInput fuzz_json
#include "json_fuzzer.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_dimensions
#include "dimensions_fuzzer.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_dictionary
#include "dictionary_fuzzer.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_hocr
#include "hocr_fuzzer.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_alto
#include "alto_fuzzer.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_page_xml
#include "page_xml_fuzzer.c"
#undef LLVMFuzzerTestOneInput

struct corpus_file {
	char path[200];
};

enum { MOST_FILES = 500 };

static struct criterion_test_params corpus(const char *folder_name)
{
	static struct corpus_file files[MOST_FILES];
	size_t n = 0;
	const char *path = in_checkout(folder_name);
	DIR *folder = opendir(path);
	cr_assert_not_null(folder, "%s is missing", path);
	for (const struct dirent *e; (e = readdir(folder)) && n < MOST_FILES;)
		if (e->d_name[0] != '.')
			snprintf(files[n++].path, sizeof files->path, "%.120s/%.70s", folder_name, e->d_name);
	closedir(folder);
	cr_assert_gt(n, 0, "%s is empty", path);
	return cr_make_param_array(struct corpus_file, files, n);
}

static void replay(const struct corpus_file *file, int (*one)(const uint8_t *data, size_t size))
{
	struct strbuf data = read_file(in_checkout(file->path));
	cr_assert_eq(one((const uint8_t *)data.s, data.n), 0);
	strbuf_release(&data);
}

TestSuite(fuzz, .timeout = 20, .init = scratch_make, .fini = scratch_remove);

ParameterizedTestParameters(fuzz, json_corpus)
{
	return corpus("tests/fuzz/corpus/json");
}
ParameterizedTest(const struct corpus_file *file, fuzz, json_corpus)
{
	replay(file, fuzz_json);
}

ParameterizedTestParameters(fuzz, dimensions_corpus)
{
	return corpus("tests/fuzz/corpus/dimensions");
}
ParameterizedTest(const struct corpus_file *file, fuzz, dimensions_corpus)
{
	replay(file, fuzz_dimensions);
}

ParameterizedTestParameters(fuzz, dictionary_corpus)
{
	return corpus("tests/fuzz/corpus/dictionary");
}
ParameterizedTest(const struct corpus_file *file, fuzz, dictionary_corpus)
{
	replay(file, fuzz_dictionary);
}

ParameterizedTestParameters(fuzz, hocr_corpus)
{
	return corpus("tests/fuzz/corpus/hocr");
}
ParameterizedTest(const struct corpus_file *file, fuzz, hocr_corpus)
{
	replay(file, fuzz_hocr);
}

ParameterizedTestParameters(fuzz, alto_corpus)
{
	return corpus("tests/fuzz/corpus/alto");
}
ParameterizedTest(const struct corpus_file *file, fuzz, alto_corpus)
{
	replay(file, fuzz_alto);
}

ParameterizedTestParameters(fuzz, page_xml_corpus)
{
	return corpus("tests/fuzz/corpus/page_xml");
}
ParameterizedTest(const struct corpus_file *file, fuzz, page_xml_corpus)
{
	replay(file, fuzz_page_xml);
}
