/* The compiled dictionary: what is put in comes out, damaged files are refused, and Hunspell would answer the same. */
#include "language/dictionary.h"
#include "language/dictionary_build.h"
#include "language/dictionary_case.h"
#include "language/dictionary_format.h"
#include "language/lexicon.h"
#include "language/word_list.h"
#include "run.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

TestSuite(dictionary, .timeout = 60, .init = scratch_make, .fini = scratch_remove);

static const char few_words[] =
	"house\nHouse\n\nMoscow\nNATO\nMcDonald's/S\tname\nwell-known\r\nna\xC3\xAFve\nhouses\n4x4\nq%q\nxqzt\n";

static struct strbuf compile(const char *name, const char *words)
{
	const char *const list = scratch_file("words", str_of(words));
	struct emend_error error;
	struct dictionary_plan plan = {.lang = "eng", .lists = &list, .list_count = 1};
	cr_assert_eq(dictionary_build(&plan, scratch(name), &error), EMEND_OK, "%s", error.message);
	return read_file(scratch(name));
}

static const struct dictionary *open_compiled(const char *name)
{
	struct emend_error error;
	const struct dictionary *d;
	cr_assert_eq(dictionary_open_file(scratch(name), &d, &error), EMEND_OK, "%s", error.message);
	return d;
}

Test(dictionary, has_the_words_of_its_list)
{
	struct strbuf file = compile("few.dict", few_words);
	const struct dictionary *d = open_compiled("few.dict");
	struct dictionary_word w;
	cr_assert(dictionary_find(d, STR("HOUSE"), &w));
	cr_expect(w.level == WORD_COMMON && w.cases == (CASE_SMALL | CASE_CAPITAL) && w.valid);
	cr_expect(w.log10_probability < -2 && w.log10_probability > -5, "%f", (double)w.log10_probability);
	cr_expect(dictionary_find(d, STR("moscow"), &w) && w.cases == CASE_CAPITAL);
	cr_expect(dictionary_find(d, STR("nato"), &w) && w.cases == CASE_CAPITALS);
	cr_expect(dictionary_find(d, STR("mcdonald’s"), &w) && w.cases == CASE_MIXED && w.valid);
	cr_expect(dictionary_find(d, STR("NAÏVE"), &w) && w.valid);
	cr_expect(dictionary_find(d, STR("xqzt"), &w) && w.level == WORD_RARE && !w.valid && w.log10_probability == 0);
	cr_expect(!dictionary_find(d, STR("q%q"), &w), "what is no plain word needs Hunspell's word for it");
	cr_expect(!dictionary_find(d, STR("hous"), &w) && w.level == WORD_UNKNOWN);
	cr_expect(!dictionary_find(d, STR(""), &w) && !dictionary_find(d, STR("\xFF\0"), &w));
	cr_expect_eq(dictionary_spells(d, STR("moscow")), SPELLING_WRONG);
	cr_expect_eq(dictionary_spells(d, STR("Moscow")), SPELLING_RIGHT);
	cr_expect_eq(dictionary_spells(d, STR("colour")), SPELLING_UNSURE, "only complete ones know that of others");
	dictionary_close(d);
	strbuf_release(&file);
}

static void collect(const struct dictionary *d, uint32_t node, struct strbuf *word, struct strbuf *all)
{
	if (dictionary_ends_word(d, node))
		strbuf_printf(all, "%.*s ", STR_ARG(strbuf_str(word)));
	for (uint32_t at = dictionary_first_child(d, node); at; at = dictionary_next_sibling(d, at)) {
		strbuf_byte(word, (char)dictionary_byte(d, at));
		collect(d, at, word, all);
		word->n--;
	}
}

Test(dictionary, its_trie_is_walked_in_the_order_of_bytes)
{
	struct strbuf file = compile("few.dict", few_words), again = compile("again.dict", few_words);
	const struct dictionary *d = open_compiled("few.dict");
	struct strbuf word = {0}, all = {0};
	cr_expect(str_equal(strbuf_str(&file), strbuf_str(&again)), "the same list gives the same bytes");
	collect(d, dictionary_root(d), &word, &all);
	cr_expect_str_eq(all.s, "4x4 house houses mcdonald's moscow nato naïve well-known xqzt ");
	cr_expect(!dictionary_first_child(d, 0) && !dictionary_next_sibling(d, 0) && !dictionary_byte(d, UINT32_MAX));
	dictionary_close(d);
	strbuf_release(&word);
	strbuf_release(&all);
	strbuf_release(&file);
	strbuf_release(&again);
}

static void add_found(void *all, struct str word, const struct dictionary_word *info)
{
	strbuf_printf(all, "%.*s%s ", STR_ARG(word), info->valid ? "" : "?");
}

Test(dictionary, words_are_found_by_their_beginnings_and_ends)
{
	struct strbuf file = compile("few.dict", few_words), all = {0};
	const struct dictionary *d = open_compiled("few.dict");
	dictionary_beginning_with(d, STR("hous"), false, add_found, &all);
	dictionary_beginning_with(d, STR("x"), false, add_found, &all);
	dictionary_beginning_with(d, STR("xqzt"), true, add_found, &all);
	dictionary_ending_in(d, STR("e"), false, add_found, &all);
	dictionary_ending_in(d, STR("e"), true, add_found, &all);
	dictionary_ending_in(d, STR("thouse"), false, add_found, &all);
	dictionary_ending_in(d, STR(""), false, add_found, &all);
	cr_expect_str_eq(all.s, "house houses xqzt? house naïve house ");
	dictionary_close(d);
	strbuf_release(&file);
	strbuf_release(&all);
}

Test(dictionary, damaged_files_are_refused)
{
	struct strbuf file = compile("few.dict", few_words);
	struct emend_error error;
	const struct dictionary *d = open_compiled("few.dict");
	const size_t trigraphs = (size_t)((const char *)dictionary_trigraphs(d) - (const char *)d), each = 61;
	dictionary_close(d);
	/* Every byte, but of the trigraphs, which are alike, one of so many. */
	for (size_t i = 0; i<file.n; i += i> trigraphs && i + each < trigraphs + TRIGRAPHS ? each : 1) {
		file.s[i] ^= 0x10;
		const char *path = scratch_file("flipped", strbuf_str(&file));
		file.s[i] ^= 0x10;
		cr_expect_eq(dictionary_open_file(path, &d, &error), EMEND_BAD_INPUT, "byte %zu", i);
		cr_expect_null(d);
		path = scratch_file("cut", (struct str){file.s, i});
		cr_expect_eq(dictionary_open_file(path, &d, &error), EMEND_BAD_INPUT, "cut to %zu", i);
	}
	cr_expect_eq(dictionary_open_file(scratch("none"), &d, &error), EMEND_BAD_INPUT);
	cr_expect_eq(dictionary_open_file("/", &d, &error), EMEND_BAD_INPUT);
	strbuf_release(&file);
}

Test(dictionary, is_found_in_folders_and_by_language)
{
	struct strbuf file = compile("few.dict", few_words);
	struct arena arena = {0};
	cr_assert(!mkdir(scratch("a"), 0777) && !mkdir(scratch("b"), 0777));
	scratch_file("b/xyz.dict", strbuf_str(&file));
	setenv("EMEND_DICT", arena_printf(&arena, "%s:%s", scratch("a"), scratch("b")).s, 1);
	const struct dictionary *d = dictionary_open("xyz");
	cr_expect_not_null(d);
	dictionary_close(d);
	cr_expect_null(dictionary_open("xyy"));
	cr_expect_null(dictionary_open(""));
	cr_expect_null(dictionary_open("../b/xyz"));
	scratch_file("a/xyz.dict", STR("no dictionary"));
	cr_expect_null(dictionary_open("xyz"));
	arena_release(&arena);
	strbuf_release(&file);
}

Test(dictionary, cases_are_told_apart)
{
	cr_expect(case_of(STR("house")) == CASE_SMALL && case_of(STR("o'clock")) == CASE_SMALL);
	cr_expect(case_of(STR("Élan")) == CASE_CAPITAL && case_of(STR("A")) == CASE_CAPITAL);
	cr_expect(case_of(STR("3D")) == CASE_CAPITALS && case_of(STR("O'BRIEN")) == CASE_CAPITALS);
	cr_expect(case_of(STR("O'Brien")) == CASE_MIXED && case_of(STR("'Tis")) == CASE_MIXED);
}

static void expect_agreement(const struct dictionary *d, struct lexicon *hunspell, struct str word)
{
	bool right = lexicon_ask(hunspell, word) != 0;
	cr_expect_eq(dictionary_spells(d, word), right ? SPELLING_RIGHT : SPELLING_WRONG, "'%.*s': Hunspell says %s",
		     STR_ARG(word), right ? "right" : "wrong");
}

/* All ways in which words are asked for: cases, affixes, numbers, hyphens, stops, and letters gone wrong. */
Test(dictionary, english_agrees_with_hunspell)
{
	static const char *const words[] = {"moscow",
					    "Moscow",
					    "MOSCOW",
					    "Nato",
					    "NATO",
					    "McDonald",
					    "Mcdonald",
					    "MCDONALD",
					    "mcdonald's",
					    "colour",
					    "color",
					    "colour-color",
					    "colour-coloured",
					    "Well-Known",
					    "WELL-KNOWN",
					    "well-",
					    "-known",
					    "-",
					    "--",
					    "well--known",
					    "a-b-c-d-e-f-g-h-i-j",
					    "a-b-c-d-e-f-g-h-i-j-k",
					    "don't",
					    "don’t",
					    "DON’T",
					    "dont",
					    "Mr",
					    "Mr.",
					    "mr.",
					    "Mr..",
					    "e.g.",
					    "e.g",
					    "E.G.",
					    "...",
					    "1,000",
					    "1,,000",
					    "3.14.",
					    "12-13",
					    "-12",
					    "21st",
					    "21ST",
					    "21th",
					    "112th",
					    "1234th",
					    "100000001st",
					    "1st-class",
					    "O'Brien",
					    "O'BRIEN",
					    "o'brien",
					    "'tis",
					    "'Tis",
					    "'TIS",
					    "©",
					    "naïve",
					    "NAÏVE",
					    "Naive",
					    "X-$9",
					    "unhappinesses",
					    "nonwords",
					    "the.",
					    "The",
					    "THe",
					    "tHE",
					    "A",
					    "B",
					    "b",
					    "§.",
					    "London-based",
					    "re-read",
					    "\xFF",
					    " "};
	struct lexicon *hunspell = lexicon_of_hunspell("eng");
	const struct dictionary *d = dictionary_open("eng");
	cr_assert(hunspell && d, "make builds build/dict/eng.dict");
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		expect_agreement(d, hunspell, str_of(words[i]));
	dictionary_close(d);
	lexicon_drop(hunspell);
}

/* Changes one byte of the word, or puts one in or takes one out; state: of a linear congruential generator. */
static void disturb(struct strbuf *word, uint32_t *state)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzAEIOSTs'-.0123-";
	*state = *state * 1664525 + 1013904223; /* Numerical Recipes */
	size_t at = (*state >> 8) % word->n;
	char letter = letters[(*state >> 16) % (sizeof letters - 1)];
	switch (*state >> 30) {
	case 0: memmove(word->s + at, word->s + at + 1, word->n-- - at); break;
	case 1: strbuf_byte(word, letter); break;
	default: word->s[at] = letter;
	}
}

Test(dictionary, english_agrees_with_hunspell_on_disturbed_words)
{
	struct strbuf list = read_file("/usr/share/hunspell/en_GB.dic");
	struct lexicon *hunspell = lexicon_of_hunspell("eng");
	const struct dictionary *d = dictionary_open("eng");
	uint32_t state = 1, tried = 0;
	cr_assert(hunspell && d);
	for (struct str rest = strbuf_str(&list); rest.n;) {
		const char *end = memchr(rest.s, '\n', rest.n);
		struct str line = {rest.s, end ? (size_t)(end - rest.s) : rest.n};
		struct str stem = list_word(line);
		struct strbuf word = {0};
		rest = str_skip(rest, line.n + 1);
		if (!stem.n || tried++ % 5)
			continue;
		strbuf_add(&word, stem);
		for (int i = 0; i < 2 && word.n; i++) {
			expect_agreement(d, hunspell, strbuf_str(&word));
			disturb(&word, &state);
		}
		strbuf_release(&word);
	}
	cr_expect_gt(tried, 50000);
	dictionary_close(d);
	lexicon_drop(hunspell);
	strbuf_release(&list);
}

Test(dictionary, english_has_levels)
{
	const struct dictionary *d = dictionary_open("eng");
	struct dictionary_word w;
	cr_assert_not_null(d);
	cr_expect(dictionary_find(d, STR("the"), &w) && w.level == WORD_COMMON && w.log10_probability > -2);
	cr_expect(dictionary_find(d, STR("pottery"), &w) && w.level == WORD_COMMON);
	cr_expect(dictionary_find(d, STR("abactinal"), &w) && w.level == WORD_RARE);
	cr_expect(!dictionary_find(d, STR("tbe"), &w));
	dictionary_close(d);
}

Test(dictionary, spares_hunspell)
{
	struct lexicon *l = lexicon_new("eng");
	cr_expect(lexicon_knows(l, STR("Moscow")) && !lexicon_knows(l, STR("xqzt")) &&
		  !lexicon_knows(l, STR("xqzt-y")));
	cr_expect(!lexicon_has_hunspell(l));
	lexicon_drop(l);
	l = lexicon_new("xyz+eng");
	cr_expect(lexicon_knows(l, STR("Moscow")) && !lexicon_has_hunspell(l));
	cr_expect(!lexicon_knows(l, STR("xqzt")) && lexicon_has_hunspell(l));
	lexicon_drop(l);
	setenv("DICPATH", "/usr/share/hunspell", 1);
	l = lexicon_new("eng");
	cr_expect(lexicon_has_hunspell(l), "other dictionaries may be meant");
	lexicon_drop(l);
}

Test(dictionary, own_words_join_the_lexicon)
{
	struct emend_error error;
	struct dictionary_word w;
	struct lexicon *l = lexicon_new("eng");
	const char *path = scratch_file("own", STR("3\nBukharin\nzamindar/S\nMacGillycuddy\nQZXV\nxq/7\n"));
	cr_assert_eq(lexicon_add_words(l, path, &error), EMEND_OK, "%s", error.message);
	static const char *const right[] = {"Bukharin", "BUKHARIN", "Bukharin’s",    "BUKHARIN'S",      "zamindar",
					    "Zamindar", "ZAMINDAR", "MacGillycuddy", "MacGillycuddy's", "MACGILLYCUDDY",
					    "QZXV’s",   "xq",       "Moscow"};
	static const char *const wrong[] = {"bukharin", "Macgillycuddy", "Qzxv", "zamindar's", "xqzt"};
	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		cr_expect(lexicon_knows(l, str_of(right[i])), "%s", right[i]);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		cr_expect(!lexicon_knows(l, str_of(wrong[i])), "%s", wrong[i]);
	cr_expect(dictionary_find(lexicon_own_words(l), STR("bukharin"), &w) && w.level == WORD_COMMON && w.valid);
	cr_expect(!dictionary_find(lexicon_own_words(l), STR("3"), &w), "the number of a .dic's words is none");
	cr_expect_eq(lexicon_add_words(l, scratch("none"), &error), EMEND_BAD_INPUT);
	cr_expect(lexicon_knows(l, STR("Bukharin")), "those added before are kept");
	lexicon_drop(l);
}

Test(dictionary, the_command_takes_own_words)
{
	const char *page = scratch_file("page.json", STR("{\"format\":\"emend/1\"}"));
	struct run r = RUN("restore", "--words", scratch("none"), page);
	cr_expect_eq(r.status, 2);
	cr_expect_not_null(strstr(r.err.s, "none: cannot be read"), "%s", r.err.s);
	run_release(&r);
}

Test(dictionary, own_words_are_not_mended)
{
	const char *own = scratch_file("own", STR("tbat\n")),
		   *text = scratch_file("page.txt",
					STR("We met witk a friend in the house and tbat was all that they knew.\n"));
	struct strbuf without = OUTPUT_OF("restore", "--stages", "words", text),
		      with = OUTPUT_OF("restore", "--stages", "words", "--words", own, text);
	cr_expect_not_null(strstr(without.s, "and that was all"), "%s", without.s);
	cr_expect_not_null(strstr(with.s, "and tbat was all"), "%s", with.s);
	strbuf_release(&without);
	strbuf_release(&with);
}

Test(dictionary, the_command_looks_words_up_and_builds)
{
	struct strbuf out = OUTPUT_OF("dict", "lookup", "Moscow", "tbe");
	cr_expect(str_starts(strbuf_str(&out), STR("Moscow\tcommon\t-")), "%s", out.s);
	cr_expect_not_null(strstr(out.s, "\tcapitalised\tright\ntbe\tunknown\t-\t-\twrong\n"), "%s", out.s);
	strbuf_release(&out);
	const char *list = scratch_file("words", STR("house\nxqzt\n"));
	out = OUTPUT_OF("dict", "build", "-o", scratch("own.dict"), list);
	cr_expect_str_empty(out.s);
	strbuf_release(&out);
	out = OUTPUT_OF("dict", "info", "-d", scratch("own.dict"));
	cr_expect_not_null(strstr(out.s, "words: 2, of them 1 common; Hunspell takes 1\n"), "%s", out.s);
	cr_expect_not_null(strstr(out.s, "\nwords: 2 words\n"), "%s", out.s);
	strbuf_release(&out);
	struct run r = RUN("dict", "info", "-d", list);
	cr_expect_eq(r.status, 3);
	cr_expect_not_null(strstr(r.err.s, "is no dictionary of emend's"), "%s", r.err.s);
	run_release(&r);
	r = RUN("dict", "lookup");
	cr_expect_eq(r.status, 2);
	run_release(&r);
}

Test(dictionary, letters_are_strange_where_no_word_has_them_so)
{
	const struct dictionary *d = dictionary_open("eng");
	cr_assert(d);
	float most, none;
	float name = dictionary_strangeness(d, STR("Phersen"), &most);
	cr_expect_gt(dictionary_strangeness(d, STR("Birminghlim"), &none), name);
	cr_expect_gt(dictionary_strangeness(d, STR("xqzt"), &none), 2 * name);
	cr_expect_gt(none, most);
	cr_expect_eq(dictionary_strangeness(d, STR("the"), &most), dictionary_strangeness(d, STR("T’HE;"), &none),
		     "neither case nor marks matter");
	cr_expect_eq(dictionary_strangeness(d, STR("1848"), &none), 0);
	cr_expect_eq(none, 0);
	dictionary_close(d);
}

Test(dictionary, a_damaged_one_is_told_of_and_the_text_restored_without_it)
{
	scratch_file("eng.dict", STR("no dictionary"));
	setenv("EMEND_DICT", scratch(""), 1);
	const char *const args[] = {getenv("EMEND"), "restore", "-", NULL};
	struct run r = run_command(args, STR("I saw the man."));
	cr_expect_eq(r.status, 0);
	cr_expect_str_eq(r.out.s, "I saw the man.\n");
	cr_expect_not_null(strstr(r.err.s, "eng.dict, is missing or damaged"), "%s", r.err.s);
	run_release(&r);
}
