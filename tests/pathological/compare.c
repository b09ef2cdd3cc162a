/* Texts that would take quadratic time to compare. The time limits are far above what they take. */
#include "compare/moves.h"

#include "pages.h"

#include <criterion/criterion.h>
#include <stdlib.h>

TestSuite(pathological_compare, .timeout = 60);

enum { LENGTH = 300000 };

static uint32_t *filled(uint32_t (*code)(struct random *r, uint32_t i), uint64_t seed)
{
	struct random r = {seed};
	uint32_t *codes = malloc(LENGTH * sizeof *codes);
	for (uint32_t i = 0; i < LENGTH; i++)
		codes[i] = code(&r, i);
	return codes;
}

static uint32_t one_letter(struct random *r, uint32_t i)
{
	(void)r;
	(void)i;
	return 'a';
}

static uint32_t a_letter_of_two(struct random *r, uint32_t i)
{
	(void)i;
	return random_below(r, 2);
}

static uint32_t a_letter_of_others(struct random *r, uint32_t i)
{
	(void)i;
	return 100 + random_below(r, 20);
}

static uint32_t a_number(struct random *r, uint32_t i)
{
	(void)r;
	return i;
}

static uint32_t a_number_backwards(struct random *r, uint32_t i)
{
	(void)r;
	return LENGTH - i;
}

/* Aligns them, b without its last codes; all of both must be in the result. */
static struct tally expect_bounded(uint32_t *a, uint32_t *b, uint32_t short_by)
{
	struct alignment all;
	align((struct codes){a, LENGTH}, (struct codes){b, LENGTH - short_by}, 32, &all);
	struct tally tally = all.tally;
	cr_expect_eq(tally_a(&tally), LENGTH);
	cr_expect_eq(tally_b(&tally), LENGTH - short_by);
	cr_expect_leq(tally_errors(&tally), LENGTH);
	alignment_release(&all);
	free(a);
	free(b);
	return tally;
}

Test(pathological_compare, equal_letters)
{
	struct tally t = expect_bounded(filled(one_letter, 0), filled(one_letter, 0), LENGTH / 3);
	cr_expect_eq(t.missing, LENGTH / 3);
	cr_expect_eq(tally_errors(&t), LENGTH / 3);
}

Test(pathological_compare, nothing_in_common)
{
	struct tally t = expect_bounded(filled(a_letter_of_two, 1), filled(a_letter_of_others, 2), 0);
	cr_expect_eq(tally_errors(&t), LENGTH);
}

Test(pathological_compare, two_letters_at_random)
{
	expect_bounded(filled(a_letter_of_two, 1), filled(a_letter_of_two, 2), 5);
}

Test(pathological_compare, all_the_other_way_round)
{
	expect_bounded(filled(a_number, 0), filled(a_number_backwards, 0), 0);
}

/* Blocks of six words each, each in another place. */
Test(pathological_compare, everything_has_moved)
{
	enum { WORDS = 60000, BLOCK = 6 };
	struct compared_text a = {0}, b = {0};
	struct page page;
	struct comparison c;
	struct strbuf forth = {0}, back = {0};
	for (int i = 0; i < WORDS; i++) {
		strbuf_printf(&forth, "w%d%s", i, i % BLOCK == BLOCK - 1 ? "\n\n" : " ");
		strbuf_printf(&back, "w%d%s", WORDS - BLOCK - i / BLOCK * BLOCK + i % BLOCK,
			      i % BLOCK == BLOCK - 1 ? "\n\n" : " ");
	}
	page_from_text(&page, strbuf_str(&forth));
	compared_text_add(&a, &page, &(struct compare_options){0});
	page_release(&page);
	page_from_text(&page, strbuf_str(&back));
	compared_text_add(&b, &page, &(struct compare_options){0});
	page_release(&page);
	compare_texts(&a, &b, &c);
	cr_expect_eq(c.move_count, WORDS / BLOCK - 1);
	cr_expect_eq(tally_errors(&c.figures.moved_words), 0);
	comparison_release(&c);
	compared_text_release(&a);
	compared_text_release(&b);
	strbuf_release(&forth);
	strbuf_release(&back);
}
