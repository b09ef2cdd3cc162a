/* Comparing two texts: rates from the literature, properties of alignments, moves, outcomes. */
#include "compared.h"
#include "pages.h"

#include "compare/align.h"
#include "compare/by_edit.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdlib.h>
#include <string.h>

TestSuite(compare, .timeout = 60);

static const struct compare_options plain = {0};

/*
 * Worked examples. dinglehopper's are its documented ones, of grapheme clusters after composition; ocrevalUAtion's is
 * of its page on computing error rates; jiwer's and torchmetrics' of their manuals, after Morris, Maier and Green 2004;
 * the accuracy of the ISRI tools (Rice and Nartker, TR-96-02) is 1 less this error rate, at most 1.
 */
struct example {
	char a[80], b[80];
	bool words;
	unsigned ignore;
	uint64_t errors, length, aligned;
};

ParameterizedTestParameters(compare, examples_of_the_literature)
{
	static struct example all[] = {
		{"a", "a", false, 0, 0, 1, 1},
		{"a", "b", false, 0, 1, 1, 1},
		{"Foo", "Bar", false, 0, 3, 3, 3},
		{"Foo", "", false, 0, 3, 3, 3},
		{"", "Foo", false, 0, 3, 0, 3},
		{"", "", false, 0, 0, 0, 0},
		{"Foo", "Food", false, 0, 1, 3, 4},
		{"Fnord", "Food", false, 0, 2, 5, 5},
		{"Müll", "Mull", false, 0, 1, 4, 4},
		{"Abstand", "Sand", false, 0, 4, 7, 7},
		{"Schlyn\u0303 lorem ipsum.", "Schlyñ lorem ipsum!", false, 0, 1, 19, 19},
		{"Schlyñ", "Schlym\u0303", false, 0, 1, 6, 6},
		{"Schlym\u0303", "Schlyñ", false, 0, 1, 6, 6},
		{"Dies ist ein Beispielsatz!", "Dies. ist ein Beispielsatz.", true, IGNORE_PUNCTUATION, 0, 4, 4},
		{"Dies ist ein Beispielsatz!", "Dies ist ein Beispielsarz:", true, IGNORE_PUNCTUATION, 1, 4, 4},
		{"Dies ist ein Beispielsatz!", "Dies ein ist Beispielsatz!", true, 0, 2, 4, 5},
		{"Dies ist ein Beispielsatz!", "", true, 0, 4, 4, 4},
		{"ernest", "nester", false, 0, 4, 6, 8},
		{"hello world", "hello duck", true, 0, 1, 2, 2},
		{"he hath exerciſed the ſtrength", "be hath exerciled the ftrength", false, 0, 3, 30, 30},
		{"not in the Tongue", "not m theTongue", false, 0, 3, 17, 17},
		{"this is the reference", "this is the prediction", true, 0, 1, 4, 4},
		{"there is another one", "there is an other sample", true, 0, 3, 4, 5},
	};
	return cr_make_param_array(struct example, all, sizeof all / sizeof *all);
}
ParameterizedTest(const struct example *e, compare, examples_of_the_literature)
{
	struct pair p;
	pair_init(&p, e->a, e->b, &(struct compare_options){.ignore = e->ignore});
	const struct tally *t = e->words ? &p.c.figures.words : &p.c.figures.characters;
	cr_expect_eq(tally_errors(t), e->errors, "%s, %s: %lu errors", e->a, e->b, tally_errors(t));
	cr_expect_eq(tally_a(t), e->length, "%s has %lu", e->a, tally_a(t));
	cr_expect_eq(t->equal + tally_errors(t), e->aligned, "%s, %s: %lu", e->a, e->b, t->equal + tally_errors(t));
	pair_release(&p);
}

Test(compare, rates_are_of_errors_and_lengths)
{
	const struct tally none = {0}, all_added = {.added = 3}, some = {6, 1, 1, 2};
	cr_expect_eq(error_rate(&none), 0);
	cr_expect_eq(match_error_rate(&none), 0);
	cr_expect(error_rate(&all_added) < 0, "undefined");
	cr_expect_eq(match_error_rate(&all_added), 1);
	cr_expect_float_eq(error_rate(&some), 0.5, 1e-9);
	cr_expect_float_eq(match_error_rate(&some), 0.4, 1e-9);
	cr_expect(word_recall(&(struct figures){0}) < 0);
	cr_expect(order_kept(&(struct figures){0}) < 0);
}

/* An independent scorer: the table of Wagner and Fischer, row by row. */
static uint32_t plain_distance(struct codes a, struct codes b)
{
	uint32_t *row = malloc(((size_t)b.n + 1) * sizeof *row);
	for (uint32_t j = 0; j <= b.n; j++)
		row[j] = j;
	for (uint32_t i = 1; i <= a.n; i++) {
		uint32_t diagonal = row[0];
		row[0] = i;
		for (uint32_t j = 1; j <= b.n; j++) {
			uint32_t best = diagonal + (a.at[i - 1] != b.at[j - 1]);
			best = row[j] + 1 < best ? row[j] + 1 : best;
			best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
			diagonal = row[j];
			row[j] = best;
		}
	}
	uint32_t distance = row[b.n];
	free(row);
	return distance;
}

/* Up to most codes of an alphabet; b has up to a third of a's changed, or nothing of it. */
static void codes_at_random(struct random *r, uint32_t most, struct codes *a, struct codes *b)
{
	uint32_t *x = malloc((size_t)most * sizeof *x), *y = malloc((size_t)most * 2 * sizeof *y),
		 n = random_below(r, most), m = 0;
	uint32_t letters = 1 + random_below(r, 1 + random_below(r, 500)), rate = random_below(r, 30);
	bool unlike = random_below(r, 5) == 0;
	for (uint32_t i = 0; i < n; i++)
		x[i] = random_below(r, letters);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t change = unlike || random_below(r, 100) < rate ? 1 + random_below(r, 3) : 0;
		if (change != 1)
			y[m++] = change == 2 ? random_below(r, letters) : x[i];
		if (change == 3)
			y[m++] = random_below(r, letters);
	}
	*a = (struct codes){x, n};
	*b = (struct codes){y, m};
}

/* Runs in order that cover both, equal where they say so; their counts are the tally. */
static void expect_sound(struct codes a, struct codes b, const struct alignment *all)
{
	uint32_t i = 0, j = 0, errors = 0;
	for (uint32_t n = 0; n < all->run_count; n++) {
		const struct align_run *run = &all->runs[n];
		cr_assert(run->a == i && run->b == j && run->count);
		cr_assert(run->kind != STRETCH_EQUAL || !memcmp(a.at + i, b.at + j, run->count * sizeof *a.at));
		errors += run->kind == STRETCH_EQUAL ? 0 : run->count;
		i += run->kind == STRETCH_ADDED ? 0 : run->count;
		j += run->kind == STRETCH_MISSING ? 0 : run->count;
	}
	cr_assert(i == a.n && j == b.n && errors == tally_errors(&all->tally));
}

static void drop_codes(struct codes a, struct codes b)
{
	free((uint32_t *)a.at);
	free((uint32_t *)b.at);
}

Test(compare, alignments_are_sound_and_shortest)
{
	struct random r = {1};
	for (int i = 0; i < 600; i++) {
		struct codes a, b;
		struct alignment there, back, same;
		codes_at_random(&r, i % 20 ? 300 : 2000, &a, &b);
		align(a, b, 4, &there);
		align(b, a, 4, &back);
		align(a, a, 4, &same);
		expect_sound(a, b, &there);
		uint32_t distance = plain_distance(a, b);
		cr_assert_eq(tally_errors(&there.tally), distance);
		cr_assert_eq(tally_errors(&back.tally), distance, "distances are symmetric");
		cr_assert_eq(exact_distance(a, b), distance);
		cr_assert_eq(tally_errors(&same.tally), 0);
		alignment_release(&there);
		alignment_release(&back);
		alignment_release(&same);
		drop_codes(a, b);
	}
}

/* A text too large to be kept whole is halved; the result is the same. */
Test(compare, long_alignments_are_halved)
{
	struct random r = {3};
	struct codes a, b;
	do
		codes_at_random(&r, 40000, &a, &b);
	while (a.n < 30000 && (drop_codes(a, b), true));
	struct alignment all;
	align(a, b, 32, &all);
	expect_sound(a, b, &all);
	cr_assert_eq(tally_errors(&all.tally), exact_distance(a, b));
	cr_assert_not(all.estimated);
	alignment_release(&all);
	drop_codes(a, b);
}

/* Both texts again from the stretches: all words once, those of a in order. */
static void expect_whole(const struct pair *p)
{
	uint32_t a = 0, b_words = 0;
	bool *seen = calloc((size_t)p->b.word_count + 1, sizeof *seen);
	for (uint32_t i = 0; i < p->c.stretch_count; i++) {
		const struct stretch *s = &p->c.stretches[i];
		cr_assert_eq(s->a.begin, a);
		a = s->a.end;
		for (uint32_t n = s->b.begin; n < s->b.end; n++, b_words++) {
			cr_assert_not(seen[n]);
			seen[n] = true;
		}
		for (uint32_t n = 0; s->kind == STRETCH_EQUAL && n < s->a.end - s->a.begin; n++)
			cr_assert(str_equal(p->a.words[s->a.begin + n].key, p->b.words[s->b.begin + n].key));
	}
	cr_assert(a == p->a.word_count && b_words == p->b.word_count);
	free(seen);
}

/* Paragraphs of words, some of which both have, in another order and with changes. */
static void text_at_chance(struct random *r, uint32_t seed, bool shuffled, struct strbuf *out)
{
	uint32_t paragraphs = 1 + seed % 9;
	for (uint32_t i = 0; i < paragraphs; i++) {
		struct random words = {seed * 100 + (shuffled ? (i * 5 + seed) % paragraphs : i)};
		for (uint32_t n = 3 + random_below(&words, 40); n; n--) {
			uint32_t word = random_below(&words, 300);
			if (!shuffled || random_below(r, 10))
				strbuf_printf(out, "w%u%s", word, random_below(r, 9) ? " " : "\n");
			if (shuffled && !random_below(r, 12))
				strbuf_printf(out, "x%u ", random_below(r, 300));
		}
		strbuf_add(out, STR("\n\n"));
	}
}

Test(compare, stretches_give_both_texts_again)
{
	struct random r = {9};
	for (uint32_t seed = 1; seed < 120; seed++) {
		struct strbuf a = {0}, b = {0};
		struct pair p;
		text_at_chance(&r, seed, false, &a);
		text_at_chance(&r, seed, true, &b);
		pair_init(&p, a.s, b.s, &plain);
		expect_whole(&p);
		cr_expect_leq(tally_errors(&p.c.figures.moved_words), tally_errors(&p.c.figures.words));
		cr_expect_eq(tally_b(&p.c.figures.moved_words), p.b.word_count);
		cr_expect_eq(tally_b(&p.c.figures.moved_characters), p.b.length);
		pair_release(&p);
		strbuf_release(&a);
		strbuf_release(&b);
	}
}

#define FIRST "It was in the spring of the year that the first of the letters came to us."
#define SECOND "Nobody could say who had written them, for the hand was that of a child."
#define THIRD "Three weeks later we sold the house by the river and moved into town."

Test(compare, a_moved_block_is_one_move)
{
	struct pair p;
	pair_init(&p, FIRST "\n\n" SECOND "\n\n" THIRD "\n", THIRD "\n\n" FIRST "\n\n" SECOND "\n", &plain);
	expect_differences(&p, "~" THIRD "\n");
	cr_expect_eq(p.c.figures.moves, 1);
	cr_expect_eq(tally_errors(&p.c.figures.moved_characters), 0);
	cr_expect_gt(tally_errors(&p.c.figures.words), 20, "in the order of the text they differ");
	cr_expect_eq(p.c.figures.neighbours, 2);
	cr_expect_eq(p.c.figures.kept_neighbours, 1);
	pair_release(&p);
}

Test(compare, a_moved_block_takes_its_misread_ends_with_it)
{
	struct pair p;
	pair_init(&p, FIRST "\n\n" SECOND "\n\n" THIRD "\n",
		  "Nohody could say who had writen them, for the hand was that of a chi1d.\n\n" FIRST "\n\n" THIRD,
		  &plain);
	expect_differences(&p, "~Nohody could say who had writen them, for the hand was that of a chi1d.\n"
			       "Nobody>Nohody\nwritten>writen\nchild.>chi1d.\n");
	pair_release(&p);
}

Test(compare, a_block_moved_into_another_is_put_back)
{
	struct pair p;
	pair_init(&p, FIRST " " SECOND " " THIRD,
		  "It was in the spring of the year " THIRD " that the first of the letters came to us. " SECOND,
		  &plain);
	expect_differences(&p, "~" THIRD "\n");
	pair_release(&p);
}

Test(compare, what_is_lost_or_doubled_has_not_moved)
{
	struct pair p;
	pair_init(&p, FIRST "\n\n" SECOND "\n\n" THIRD, FIRST "\n\n" THIRD, &plain);
	expect_differences(&p, "-" SECOND "\n");
	cr_expect_eq(p.c.figures.neighbours, 1, "of those that were found");
	cr_expect_eq(p.c.figures.kept_neighbours, 1);
	pair_release(&p);
	pair_init(&p, FIRST "\n\n" THIRD, FIRST "\n\n" THIRD "\n\n" FIRST, &plain);
	expect_differences(&p, "+" FIRST "\n");
	cr_expect_eq(p.c.figures.moves, 0);
	pair_release(&p);
}

Test(compare, words_that_are_alike_stand_for_one_another)
{
	struct pair p;
	pair_init(&p, "the quick fox jumps", "the quik brown fix jumps", &plain);
	expect_differences(&p, "quick>quik\n+brown\nfox>fix\n");
	pair_release(&p);
	pair_init(&p, "the quik brown fix jumps", "the quick fox jumps", &plain);
	expect_differences(&p, "quik>quick\n-brown\nfix>fox\n");
	pair_release(&p);
}

static struct word *nth_word(const struct page *page, uint32_t n)
{
	return (struct word *)page->nodes[NODE_WORD][n];
}

Test(compare, edits_are_judged_by_the_truth)
{
	struct page page;
	enum outcome outcomes[8];
	struct compared_text truth = text_of("the quick brown fox jumps over", &plain);
	page_from_text(&page, STR("the qick brown\nfox ju- mps ovcr\n\n58"));
	edit_text(&page, WHY, nth_word(&page, 1), STR("quick"));
	edit_text(&page, WHY, nth_word(&page, 2), STR("braun"));
	edit_join(&page, WHY, nth_word(&page, 4), nth_word(&page, 5), STR("jumps"));
	edit_text(&page, WHY, nth_word(&page, 6), STR("oven"));
	edit_text(&page, WHY, nth_word(&page, 6), STR("oger"));
	edit_reading(&page, WHY, nth_word(&page, 6), 1, STR("over"));
	edit_type(&page, WHY, (struct region *)page.nodes[NODE_REGION][1], REGION_PAGE_NUMBER);
	edit_text(&page, WHY, nth_word(&page, 7), STR("59"));
	cr_assert(judge_edits(&page, &truth, (struct range){0, truth.word_count}, &plain, outcomes));
	static const enum outcome expected[] = {OUTCOME_RIGHT, OUTCOME_HARMFUL,   OUTCOME_RIGHT, OUTCOME_WRONG,
						OUTCOME_WRONG, OUTCOME_UNCHANGED, OUTCOME_RIGHT, OUTCOME_UNCHANGED};
	for (int i = 0; i < 8; i++)
		cr_expect_eq(outcomes[i], expected[i], "edit %d: %s", i + 1, outcome_names[outcomes[i]]);
	cr_expect_eq(page.edit_count, 0);
	page_release(&page);
	compared_text_release(&truth);
}

Test(compare, of_a_longer_truth_the_part_of_the_page_counts)
{
	struct page page;
	struct compared_text truth = text_of(FIRST "\n\n" SECOND "\n\n" THIRD, &plain);
	page_from_text(&page, STR("Nohody could say who had written them,\nfor the hand was that of a child. x"));
	struct range part = truth_part(&truth, &page, &plain);
	cr_expect_eq(part.begin, 17);
	cr_expect_eq(part.end, 17 + 15 + 1);
	page_release(&page);
	page_from_text(&page, STR("nothing of it"));
	part = truth_part(&truth, &page, &plain);
	cr_expect(part.begin == 0 && part.end == truth.word_count);
	page_release(&page);
	compared_text_release(&truth);
}

Test(compare, a_page_that_is_too_long_is_not_judged)
{
	struct page page;
	struct strbuf text = {0};
	struct compared_text truth = text_of("a truth", &plain);
	for (int i = 0; i < 50000; i++)
		strbuf_add(&text, STR("word "));
	page_from_text(&page, (struct str){text.s, text.n - 1});
	struct edit_sums *sums = edit_sums_new(&plain, false);
	cr_expect_not_null(edit_sums_add(sums, "long", &page, &truth));
	edit_sums_drop(sums);
	page_release(&page);
	strbuf_release(&text);
	compared_text_release(&truth);
}
