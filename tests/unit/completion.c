/* What cut words may have been. */
#include "language/completion.h"
#include "run.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static const struct dictionary *dictionary;
static struct trigrams *trigrams;
static struct completer *completer;

static void open_all(void)
{
	dictionary = dictionary_open("eng");
	trigrams = trigrams_new(NULL);
	cr_assert_not_null(dictionary);
	completer = completer_new(dictionary, trigrams);
}

static void close_all(void)
{
	completer_drop(completer);
	trigrams_drop(trigrams);
	dictionary_close(dictionary);
}

TestSuite(completion, .init = open_all, .fini = close_all);

enum { MOST = 5 };

/* The place among the first five, from 1, of a word; 0: it is not there. */
static size_t place_of(const struct completion *found, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(found[i].text, str_of(word)))
			return i + 1;
	return 0;
}

static const struct str those_of[] = {{"those", 5}, {"of", 2}, {"One", 3}};

Test(completion, a_letter_and_the_words_before_are_enough)
{
	struct completion found[MOST];
	struct cut_word cut = {.known = STR("w"), .gap = -1, .before = those_of, .before_count = 1};
	size_t count = completions_find(completer, &cut, found, MOST);
	cr_expect_eq(count, MOST);
	cr_expect_eq(place_of(found, count, "who"), 1);
	for (size_t i = 1; i < count; i++)
		cr_expect_leq(found[i].probability, found[i - 1].probability);
}

Test(completion, it_is_no_wider_than_the_room)
{
	struct completion found[MOST];
	struct str before[] = {STR("the"), STR("to")};
	struct cut_word cut = {
		.known = STR("gove"), .room = 11.5F, .deviation = 0.2F, .before = before, .before_count = 2};
	size_t count = completions_find(completer, &cut, found, MOST);
	cr_expect_eq(place_of(found, count, "government"), 1);
	cut.room = text_width(STR("govern"));
	count = completions_find(completer, &cut, found, MOST);
	cr_expect_neq(place_of(found, count, "government"), 1);
}

Test(completion, the_next_line_counts_where_the_room_is_taken_up)
{
	struct completion found[MOST];
	struct str before[] = {STR("the"), STR("of")}, after[] = {STR("States"), STR("of"), STR("America")};
	struct cut_word cut = {.known = STR("U"),
			       .room = text_width(STR("United")),
			       .deviation = 0.2F,
			       .before = before,
			       .after = after,
			       .before_count = 2,
			       .after_count = 3};
	size_t count = completions_find(completer, &cut, found, MOST);
	cr_expect_eq(place_of(found, count, "United"), 1);
	cr_expect_gt(found[0].probability, 0.9F);
}

Test(completion, a_half_letter_may_be_another)
{
	struct completion found[MOST];
	struct str before[] = {STR("of"), STR("out")};
	struct cut_word cut = {.known = STR("t"), .doubtful = STR("l"), .before = before, .before_count = 2};
	size_t count = completions_find(completer, &cut, found, MOST);
	cr_expect_neq(place_of(found, count, "the"), 0);
	cut.known = STR("tl");
	cut.doubtful = (struct str){0};
	count = completions_find(completer, &cut, found, MOST);
	cr_expect_eq(place_of(found, count, "the"), 0);
}

Test(completion, what_no_letter_is_read_as_may_be_any)
{
	struct completion found[MOST];
	struct str before[] = {STR("end"), STR("the"), STR("by")};
	struct cut_word cut = {.doubtful = STR("4"), .before = before, .before_count = 3};
	cr_expect_eq(completions_find(completer, &cut, found, MOST), MOST);
	cr_expect_lt(found[0].probability, 0.5F);
}

Test(completion, nothing_may_be_lost)
{
	struct completion found[MOST];
	struct str before[] = {STR("in"), STR("believed")};
	struct cut_word cut = {.known = STR("the"), .gap = 0.4F, .before = before, .before_count = 2};
	size_t count = completions_find(completer, &cut, found, MOST);
	cr_expect_eq(place_of(found, count, "the"), 1);
}

Test(completion, the_beginning_may_be_lost)
{
	struct completion found[MOST];
	struct str after[] = {STR("of"), STR("the")}, before[] = {STR("the")};
	struct cut_word cut = {.side = CUT_LEFT,
			       .known = STR("ernment,"),
			       .gap = -1,
			       .before = before,
			       .after = after,
			       .before_count = 1,
			       .after_count = 2};
	size_t count = completions_find(completer, &cut, found, MOST);
	cr_expect_eq(place_of(found, count, "government,"), 1);
}

Test(completion, case_and_marks_are_the_fragments)
{
	struct completion found[MOST];
	struct str before[] = {STR("THE"), STR("OF")};
	struct cut_word cut = {.known = STR("(RESOU"), .gap = -1, .before = before, .before_count = 2};
	size_t count = completions_find(completer, &cut, found, MOST);
	cr_expect_neq(place_of(found, count, "(RESOURCES"), 0);
	cut.known = STR("well-kno");
	count = completions_find(completer, &cut, found, MOST);
	cr_expect_eq(place_of(found, count, "well-known"), 1);
}

Test(completion, the_page_has_names)
{
	struct completion found[MOST];
	struct str page[] = {STR("Then"),       STR("Khrushchov"), STR("spoke,"), STR("and"),
			     STR("Khrushchov"), STR("was"),        STR("heard.")};
	struct str before[] = {STR("that"), STR("said")};
	struct cut_word cut = {.known = STR("Khru"), .gap = -1, .before = before, .before_count = 2};
	size_t count = completions_find(completer, &cut, found, MOST);
	cr_expect_eq(place_of(found, count, "Khrushchov"), 0);
	completer_read(completer, page, sizeof page / sizeof *page);
	count = completions_find(completer, &cut, found, MOST);
	cr_expect_eq(place_of(found, count, "Khrushchov"), 1);
	completer_read(completer, NULL, 0);
	count = completions_find(completer, &cut, found, MOST);
	cr_expect_eq(place_of(found, count, "Khrushchov"), 0);
}

Test(completion, the_next_line_has_the_other_half)
{
	struct completion found[MOST];
	struct str before[] = {STR("American"), STR("an")}, after[] = {STR("ligence"), STR("officer")};
	struct cut_word cut = {.known = STR("int"),
			       .room = text_width(STR("intel-")),
			       .deviation = 0.3F,
			       .before = before,
			       .after = after,
			       .before_count = 2,
			       .after_count = 2};
	size_t count = completions_find(completer, &cut, found, MOST);
	cr_expect_eq(place_of(found, count, "intelligence"), 1);
}

Test(completion, numbers_and_codes_are_not_completed)
{
	static const char *const known[] = {"633,0", "", "--", "x86_", "of.", "\xE2\x80", "a1b"};
	struct completion found[MOST];
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct cut_word cut = {.known = str_of(known[i]), .gap = -1};
		cr_expect_eq(completions_find(completer, &cut, found, MOST), 0, "%s", known[i]);
		cut.side = CUT_LEFT;
		completions_find(completer, &cut, found, MOST);
		cut.doubtful = STR("9}");
		completions_find(completer, &cut, found, MOST);
	}
}

Test(completion, the_page_is_enough)
{
	struct completer *bare = completer_new(NULL, NULL);
	struct completion found[MOST];
	struct str page[] = {STR("perestroika"), STR("began")};
	struct cut_word cut = {.known = STR("peres"), .gap = -1};
	cr_expect_eq(completions_find(bare, &cut, found, MOST), 0);
	completer_read(bare, page, 2);
	cr_expect_eq(completions_find(bare, &cut, found, MOST), 1);
	cr_expect(str_equal(found[0].text, STR("perestroika")));
	completer_drop(bare);
}

Test(completion, widths_are_those_of_common_types)
{
	cr_expect_float_eq(text_width(STR("x")), 1.12, 0.01);
	cr_expect_gt(text_width(STR("mm")), 2 * text_width(STR("in")) - 1);
	cr_expect_float_eq(text_width(STR("’’")), text_width(STR("''")), 0.001);
	cr_expect_eq(text_width((struct str){0}), 0);
}

Test(completion, the_command_answers_lines)
{
	const char *const args[] = {getenv("EMEND"), "dict", "complete", NULL};
	struct run r = run_command(args, STR("page\tThen Khrushchov spoke and | Khrushchov was heard.\n"
					     "right\t0\t0\t0\t-1\thaving said that\tKhru\twas heard\n"
					     "left\t1\t0\t0\t-1\tto the\t_ernment,\tof the people\n"
					     "\n"));
	cr_expect_eq(r.status, 0, "%s", r.err.s);
	cr_expect(str_starts(strbuf_str(&r.out), STR("Khrushchov\t0.")), "%s", r.out.s);
	cr_expect_not_null(strstr(r.out.s, "\ngovernment,\t0."), "%s", r.out.s);
	cr_expect_eq(count_lines(strbuf_str(&r.out)), 3);
	run_release(&r);
}
