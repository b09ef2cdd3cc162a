/* Trigrams, and whether one text runs on into another. */
#include "language/runs_on.h"

#include <criterion/criterion.h>
#include <string.h>

static struct trigrams *english(void)
{
	struct trigrams *t = trigrams_new(NULL);
	cr_assert_not_null(t, "the model of Debian's pocketsphinx-en-us is missing");
	return t;
}

Test(trigrams, case_and_punctuation_do_not_matter)
{
	struct trigrams *t = english();
	int council = trigrams_word(t, STR("council"));
	cr_expect_neq(council, TRIGRAMS_UNKNOWN);
	static const char *const same[] = {"Council",   "COUNCIL",   "council,", "“Council",
					   "(council)", "council.”", "council—"};
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		cr_expect_eq(trigrams_word(t, str_of(same[i])), council, "%s", same[i]);
	cr_expect_eq(trigrams_word(t, STR("don’t")), trigrams_word(t, STR("don't")));
	cr_expect_neq(trigrams_word(t, STR("don’t")), TRIGRAMS_UNKNOWN);
	cr_expect_neq(trigrams_word(t, STR("bridge")), council);
	trigrams_drop(t);
}

Test(trigrams, odd_words_are_unknown)
{
	struct trigrams *t = english();
	static const char *const odd[] = {"", "—", "1921", "4th", "xqzyt", "Übung", "\xFF\xFE", "'", "-.-", "<unk>x1"};
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		cr_expect_eq(trigrams_word(t, str_of(odd[i])), TRIGRAMS_UNKNOWN, "%s", odd[i]);
	char longest[500];
	memset(longest, 'a', sizeof longest);
	cr_expect_eq(trigrams_word(t, (struct str){longest, sizeof longest}), TRIGRAMS_UNKNOWN);
	trigrams_drop(t);
}

Test(trigrams, the_likelier_word_scores_higher)
{
	struct trigrams *t = english();
	int in = trigrams_word(t, STR("in")), the = trigrams_word(t, STR("the")), of = trigrams_word(t, STR("of")),
	    middle = trigrams_word(t, STR("middle"));
	cr_expect_gt(trigrams_log10(t, in, the, middle), trigrams_log10(t, in, the, of) + 1);
	cr_expect_gt(trigrams_log10(t, the, middle, of),
		     trigrams_log10(t, TRIGRAMS_UNKNOWN, TRIGRAMS_UNKNOWN, of) + 0.5, "what stands before it counts");
	cr_expect_gt(trigrams_log10(t, TRIGRAMS_UNKNOWN, TRIGRAMS_UNKNOWN, the),
		     trigrams_log10(t, TRIGRAMS_UNKNOWN, TRIGRAMS_UNKNOWN, middle) + 1);
	double unknown = trigrams_log10(t, in, the, TRIGRAMS_UNKNOWN);
	cr_expect(unknown < -5 && unknown > -10, "%g", unknown);
	for (int second = TRIGRAMS_UNKNOWN; second <= the; second += the - TRIGRAMS_UNKNOWN) {
		double p = trigrams_log10(t, TRIGRAMS_UNKNOWN, second, of);
		cr_expect(p < 0 && p > -10, "%g", p);
	}
	trigrams_drop(t);
}

Test(trigrams, a_model_that_is_not_there_is_none)
{
	cr_expect_null(trigrams_new("/nonexistent/model.lm"));
	trigrams_drop(NULL);
}

/* The joint of "a b" and "c d". */
static struct joint joint(const char *a, const char *b, const char *c, const char *d)
{
	return (struct joint){{str_of(b), str_of(a)}, {str_of(c), str_of(d)}};
}

static double score(const char *a, const char *b, const char *c, const char *d, struct lexicon *lexicon,
		    const struct trigrams *trigrams)
{
	struct joint j = joint(a, b, c, d);
	return runs_on(&j, lexicon, trigrams);
}

Test(runs_on, a_hyphen_that_parts_a_word_decides)
{
	struct lexicon *l = lexicon_new("eng");
	cr_assert_not_null(l);
	cr_expect_gt(score("great", "misfor-", "tune", "to", l, NULL), 2);
	cr_expect_gt(score("great", "“misfor-", "tune,”", "to", l, NULL), 2);
	cr_expect_gt(score("great", "misfor\u2010", "tune", "to", l, NULL), 2);
	cr_expect_gt(score("great", "misfor\u00AD", "tune", "to", l, NULL), 2);
	cr_expect_lt(score("great", "misfor-", "bridge", "to", l, NULL), 0, "the whole is no word");
	cr_expect_gt(score("your", "co-", "located", "to", l, NULL), 0, "a compound of two words");
	cr_expect_lt(score("great", "misfor-", "Tune", "to", l, NULL), 0);
	cr_expect_lt(score("great", "misfor-", "12", "to", l, NULL), 0);
	cr_expect_gt(score("great", "misfor-", "tune", "to", NULL, NULL), 2, "any will do where no lexicon is");
	cr_expect_lt(score("from", "there", "-", "", l, NULL), 2, "a dash is no parted word");
	lexicon_drop(l);
}

Test(runs_on, full_stops_and_case_tell)
{
	double open_lower = score("since", "the", "winter", "was", NULL, NULL);
	double open_upper = score("since", "the", "Winter", "was", NULL, NULL);
	double closed_upper = score("was", "built.", "There", "was", NULL, NULL);
	double closed_lower = score("was", "built.", "there", "was", NULL, NULL);
	cr_expect_gt(open_lower, 1);
	cr_expect_lt(open_upper, 0.5);
	cr_expect_lt(closed_upper, 1);
	cr_expect_lt(closed_lower, -1);
	cr_expect_eq(score("", "", "There", "was", NULL, NULL), 0);
	cr_expect_eq(score("was", "built.", "", "", NULL, NULL), 0);
}

Test(runs_on, trigrams_tell_which_of_two_open_sentences_goes_on)
{
	struct trigrams *t = english();
	double good = score("in", "the", "middle", "of", NULL, t), bad = score("in", "the", "of", "was", NULL, t);
	double without = score("in", "the", "middle", "of", NULL, NULL);
	cr_expect_gt(good, without);
	cr_expect_lt(bad, without);
	cr_expect_eq(score("in", "the", "xqzyt", "of", NULL, t), without, "they say nothing of unknown words");
	static const char *const words[] = {"the", "of", "middle", "", "xqzyt", "x-", "a.", "I"};
	enum { WORDS = sizeof words / sizeof *words };
	for (int i = 0; i < WORDS * WORDS * WORDS * WORDS; i++) {
		double s = score(words[i / WORDS / WORDS / WORDS], words[i / WORDS / WORDS % WORDS],
				 words[i / WORDS % WORDS], words[i % WORDS], NULL, t);
		cr_assert(s >= -4 && s <= 5, "%d: %g", i, s);
	}
	trigrams_drop(t);
}

Test(runs_on, ends_and_beginnings)
{
	static const char *const ends[] = {"done.", "why?”", "said:", "so!)", "done.12", "on…", "it.'"};
	static const char *const goes_on[] = {"done", "done,", "done;", "12", "", ")", "misfor-", "end”"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		cr_expect(ends_sentence(str_of(ends[i])), "%s", ends[i]);
	for (size_t i = 0; i < sizeof goes_on / sizeof *goes_on; i++)
		cr_expect(!ends_sentence(str_of(goes_on[i])), "%s", goes_on[i]);
	cr_expect(begins_lower(STR("“then")) && !begins_lower(STR("“Then")) && !begins_lower(STR("12")));
	cr_expect(begins_upper(STR("“Then")) && !begins_upper(STR("(then")) && begins_upper(STR("12")));
	cr_expect(!begins_lower(STR("—")) && !begins_upper(STR("—")) && !begins_lower(STR("")));
	cr_expect(begins_lower(STR("éclat")) && begins_upper(STR("Éclat")));
}
