/* How sure a change is, and a trigram model of one's own. */
#include "language/surety.h"
#include "language/trigrams.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <unistd.h>

/* A change of a word that is none on a poor page: likely, with little to spare, or not. */
static double with_margin(float margin, float lead)
{
	const float terms[SURETY_TERMS] = {
		[TERM_MARGIN] = margin, [TERM_LEAD] = lead, [TERM_CONFUSIONS] = 1.5F, [TERM_FREQUENCY] = 3,
		[TERM_DOUBT] = 1,       [TERM_LETTERS] = 6, [TERM_PAGE] = 3,          [TERM_CONTEXT] = 2,
		[TERM_FIT] = 1.5F,      [TERM_USUAL] = 8,   [TERM_STRANGE] = 1.4F,    [TERM_STRANGEST] = 2.5F,
		[TERM_STRANGER] = 0.9F, [TERM_POOR] = 10,   [TERM_DEAR] = 0.25F,      [TERM_NEAR] = 2,
	};
	return surety(SURETY_OF_TEXT, terms);
}

Test(surety, more_speaks_for_it_the_surer_it_is)
{
	cr_expect_lt(with_margin(0.2F, 0.1F), with_margin(2, 1));
	cr_expect_lt(with_margin(2, 1), with_margin(7, 5));
	cr_expect_gt(with_margin(7, 5), 0.9);
	cr_expect_lt(with_margin(0, 0), 0.6);
}

/* That a change of what was read makes it wrong, if the letters are so strange behind each other. */
static double harm_to(float known, float strange)
{
	const float terms[SURETY_TERMS] = {
		[TERM_MARGIN] = 2,      [TERM_LEAD] = 2,  [TERM_CONFUSIONS] = 1.5F, [TERM_FREQUENCY] = 4,
		[TERM_LETTERS] = 7,     [TERM_PAGE] = 2,  [TERM_CONTEXT] = 2,       [TERM_KNOWN] = known,
		[TERM_CAPITAL] = 1,     [TERM_USUAL] = 8, [TERM_STRANGE] = strange, [TERM_STRANGEST] = 2 * strange,
		[TERM_STRANGER] = 0.9F, [TERM_POOR] = 6,
	};
	return surety(HARM_IN_TEXT, terms);
}

Test(surety, harm_is_likelier_to_what_may_be_a_word)
{
	cr_expect_lt(harm_to(0, 1.8F), harm_to(0, 0.9F), "a name has letters as words have them");
	cr_expect_lt(harm_to(0, 1.8F), harm_to(1, 1.2F));
	cr_expect_lt(harm_to(0, 1.8F), 0.2);
}

/* A change of a word of a scan that is none, and was read with such confidence. */
static double with_confidence(float confidence, float margin)
{
	const float terms[SURETY_TERMS] = {
		[TERM_MARGIN] = margin,
		[TERM_LEAD] = margin / 2,
		[TERM_CONFUSIONS] = 1.5F,
		[TERM_FREQUENCY] = 3,
		[TERM_DOUBT] = -0.5F,
		[TERM_LETTERS] = 7,
		[TERM_CONFIDENCE] = confidence,
		[TERM_LINE] = 80,
		[TERM_CONTEXT] = 3,
		[TERM_SEEN] = 1,
		[TERM_PAGE] = 1,
		[TERM_SCAN] = 2,
	};
	return surety(SURETY_OF_SCANS, terms);
}

Test(surety, of_scans_more_speaks_for_it_too)
{
	cr_expect_lt(with_confidence(70, 0), with_confidence(70, 2));
	cr_expect_lt(with_confidence(70, 2), with_confidence(70, 5));
	cr_expect_gt(with_confidence(70, 5), 0.9);
}

static const char model[] =
	"\\data\\\nngram 1=5\nngram 2=1\n\n\\1-grams:\n-1 <s> 0\n-1 </s>\n-1 the -0.3\n-1 zyzzogeton 0\n"
	"-9 <UNK>\n\n\\2-grams:\n-0.1 the zyzzogeton\n\n\\end\\\n";

Test(trigrams, a_model_of_ones_own_is_mixed_in)
{
	char path[] = "/tmp/emend-arpa-XXXXXX";
	int fd = mkstemp(path);
	cr_assert(fd >= 0 && write(fd, model, sizeof model - 1) == sizeof model - 1);
	close(fd);
	struct trigrams *t = trigrams_new(NULL);
	cr_assert_not_null(t);
	cr_expect_eq(trigrams_word(t, STR("zyzzogeton")), TRIGRAMS_UNKNOWN);
	int the = trigrams_word(t, STR("the")), house = trigrams_word(t, STR("house"));
	double before = trigrams_log10(t, TRIGRAMS_UNKNOWN, the, house);
	cr_assert(trigrams_mix(t, path, 0.5));
	unlink(path);
	int own = trigrams_word(t, STR("Zyzzogeton"));
	cr_expect_neq(own, TRIGRAMS_UNKNOWN, "the second model's words have numbers");
	cr_expect_eq(trigrams_word(t, STR("the")), the, "and the first's keep theirs");
	cr_expect_gt(trigrams_log10(t, TRIGRAMS_UNKNOWN, the, own), -1);
	cr_expect_lt(trigrams_log10(t, TRIGRAMS_UNKNOWN, the, house), before, "half of it is the second's");
	cr_expect_gt(trigrams_log10(t, TRIGRAMS_UNKNOWN, the, house), before - 0.5);
	cr_expect(!trigrams_mix(t, "/nowhere", 0.5));
	trigrams_drop(t);
}
