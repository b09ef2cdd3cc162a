/* How usual words are in print. */
#include "language/usage.h"

#include <criterion/criterion.h>

Test(usage, print_has_other_words_than_speech)
{
	cr_expect_gt(usage_log10(STR("upon")), 1);
	cr_expect_gt(usage_log10(STR("which")), 0);
	cr_expect_lt(usage_log10(STR("really")), -1);
	cr_expect_float_eq(usage_log10(STR("the")), 0.3, 0.2);
}

Test(usage, what_was_not_seen_is_rarer)
{
	cr_expect_lt(usage_log10(STR("xqzt")), 0);
	cr_expect_lt(usage_log10(STR("xqzt")), usage_log10(STR("the")));
}
