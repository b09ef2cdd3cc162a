/* What letters are read as that are cut in half. */
#include "language/halves.h"

#include <criterion/criterion.h>

Test(halves, a_half_h_is_an_l_rather_than_an_o)
{
	cr_expect_gt(half_letter_log10(CUT_RIGHT, 'h', 'l'), half_letter_log10(CUT_RIGHT, 'h', 'o'));
	cr_expect_gt(half_letter_log10(CUT_RIGHT, 'o', 'c'), half_letter_log10(CUT_RIGHT, 'h', 'c'));
}

Test(halves, most_letters_are_read_right_or_nearly)
{
	for (uint32_t c = 'a'; c <= 'z'; c++) {
		cr_expect_gt(half_letter_log10(CUT_RIGHT, c, c), -1.0F, "%c", (int)c);
		cr_expect_lt(half_letter_log10(CUT_LEFT, c, 0x2014), 0);
	}
	cr_expect_lt(half_letter_log10(CUT_RIGHT, 0xE9, 0x4E00), 0);
}
