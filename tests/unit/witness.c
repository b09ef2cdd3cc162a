/* The stage that fills a page from another witness of it. */
#include "pages.h"
#include "run.h"

#include "repair/repair.h"

#include <criterion/criterion.h>
#include <string.h>

/* Words of which the test says nothing are as those of a text. */
static void leave_unrated(struct page *page)
{
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		w->unrated = w->confidence == 0;
		w->confidence = w->unrated ? (float)UNRATED_CONFIDENCE : w->confidence;
	}
}

/* Runs the stage over the page with these witnesses, and releases them. */
static void fill(struct page *page, struct page *witnesses, uint32_t count)
{
	struct repair_witness named[2] = {{&witnesses[0], STR("other.txt")}, {&witnesses[count - 1], STR("third.txt")}};
	struct repair_plan plan;
	struct emend_error error;
	cr_assert_eq(repair_plan_init(&plan, "witness", NULL, &error), EMEND_OK);
	page->lang = STR("eng");
	leave_unrated(page);
	for (uint32_t i = 0; i < count; i++)
		leave_unrated(&witnesses[i]);
	plan.lexicon = lexicon_new("eng");
	plan.witnesses = named;
	plan.witness_count = count;
	repair_run(&plan, page, NULL);
	lexicon_drop(plan.lexicon);
	plan.lexicon = NULL;
	repair_plan_release(&plan);
	for (uint32_t i = 0; i < count; i++)
		page_release(&witnesses[i]);
}

static void expect(struct page *page, const char *text)
{
	struct strbuf got = page_to_text(page);
	cr_expect_str_eq(got.s, text, "%s", got.s);
	strbuf_release(&got);
	cr_expect_null(page_check(page));
	cr_expect(edit_undo_all(page));
	page_release(page);
}

static void expect_filled(const char *text, const char *witness, const char *filled)
{
	struct page page, other;
	page_from_text(&page, str_of(text));
	page_from_text(&other, str_of(witness));
	fill(&page, &other, 1);
	expect(&page, filled);
}

#define WHOLE                                                                                                          \
	"It was cold that morning when the first\n"                                                                    \
	"of the young men came down to the river,\n"                                                                   \
	"and nobody could remember a winter like\n"                                                                    \
	"this one, with ice on the stones of the\n"                                                                    \
	"bridge and snow that had fallen all night.\n"

Test(witness, lost_line_ends_are_taken_from_it)
{
	expect_filled("It was cold that morning whe\n"
		      "of the young men came down t\n"
		      "and nobody could remember\n"
		      "this one, with ice on the s\n"
		      "bridge and snow that had fal\n",
		      WHOLE, WHOLE);
}

Test(witness, and_lost_beginnings)
{
	expect_filled("cold that morning when the first\n"
		      "oung men came down to the river,\n"
		      "obody could remember a winter like\n"
		      "e, with ice on the stones of the\n"
		      "nd snow that had fallen all night.\n",
		      WHOLE, WHOLE);
}

Test(witness, signs_that_are_letters_cut_in_half_are_no_text)
{
	expect_filled("It was cold that morning }\n"
		      "of the young men came down ti\n"
		      "and nobody could rememb|\n"
		      "this one, with ice on the |\n"
		      "bridge and snow that had fallen al]\n",
		      WHOLE, WHOLE);
}

Test(witness, a_witness_without_the_lines_will_do)
{
	expect_filled(
		"It was cold that morning whe\n"
		"of the young men came down t\n"
		"and nobody could remember\n"
		"this one, with ice on the s\n"
		"bridge and snow that had fal\n",
		"It was cold that morning when the first of the young men came down to the river, and nobody could "
		"remember a winter like this one, with ice on the stones of the bridge and snow that had fallen all "
		"night.\n",
		WHOLE);
}

Test(witness, a_word_that_a_cut_end_parts_is_whole)
{
	expect_filled(
		"It was cold that morning when\nthermore the men came down t\nand nobody could remember\n",
		"It was cold that morning when furthermore the men came down to the river, and nobody could remember\n",
		"It was cold that morning when\nfurthermore the men came down to the river,\n"
		"and nobody could remember\n");
}

Test(witness, lost_lines_stand_in_their_place)
{
	expect_filled("It was cold that morning when the first\n"
		      "of the young men came down to the river,\n"
		      "bridge and snow that had fallen all night.\n",
		      WHOLE, WHOLE);
	expect_filled("this one, with ice on the stones of the\n"
		      "bridge and snow that had fallen all night.\n",
		      WHOLE, WHOLE);
}

#define SECOND                                                                                                         \
	"A second column told how the boats were\n"                                                                    \
	"drawn up on the bank, keel upwards, and\n"                                                                    \
	"covered with straw until the spring came.\n"
#define THIRD                                                                                                          \
	"Nothing more was heard of the travellers\n"                                                                   \
	"before summer, although letters had been\n"                                                                   \
	"sent to every town along the great road.\n"

Test(witness, and_lost_columns)
{
	expect_filled(WHOLE "\n" THIRD, WHOLE "\n" SECOND "\n" THIRD, WHOLE "\n" SECOND "\n" THIRD);
	expect_filled(WHOLE "\n" SECOND, WHOLE "\n" SECOND "\n" THIRD, WHOLE "\n" SECOND "\n" THIRD);
	expect_filled(SECOND "\n" THIRD, WHOLE "\n" SECOND "\n" THIRD, WHOLE "\n" SECOND "\n" THIRD);
}

Test(witness, what_stands_elsewhere_is_not_lost)
{
	const char *text = SECOND "\nICE ON THE RIVER\n\n" WHOLE "\n" THIRD;
	expect_filled(text, "ICE ON THE RIVER\n\n" WHOLE "\n" SECOND "\n" THIRD, text);
}

Test(witness, inserts_and_heads_stay_out_of_the_lines)
{
	struct page page, other;
	PAGE_OF_TYPES(&page, "It was cold that morning when the first\nof the young men came down t\n" THIRD,
		      REGION_PARAGRAPH);
	PAGE_OF_TYPES(
		&other,
		"WINTER TALES\n\nIt was cold that morning when the first\nof the young men came down to the river,\n\n"
		"Nobody could remember it\n\n" THIRD,
		REGION_HEADER, REGION_PARAGRAPH, REGION_PULL_QUOTE, REGION_PARAGRAPH);
	fill(&page, &other, 1);
	struct strbuf got = page_to_labelled_text(&page);
	cr_expect_not_null(strstr(got.s, "down to the river, / Nothing more was"), "%s", got.s);
	strbuf_release(&got);
	page_release(&page);
}

Test(witness, fragments_of_it_never_enter_the_text)
{
	struct page page, other;
	page_from_text(&page, STR("It was cold that mor\nof the young men came down to the river,\n"
				  "and nobody could remember a winter like\n"));
	page_from_text(&other, STR("It was cold that morning when the fi\nof the young men came down to the river,\n"
				   "and nobody could remember a winter like\n"));
	struct line *l = first_line(first_region(&other));
	edit_lacuna(&other, WHY,
		    &(struct lacuna){.word = last_word(l), .side = LACUNA_RIGHT, .in_word = true, .letters = 3});
	l = first_line(first_region(&page));
	edit_lacuna(&page, WHY,
		    &(struct lacuna){.word = last_word(l), .side = LACUNA_RIGHT, .in_word = true, .letters = 20});
	fill(&page, &other, 1);
	cr_expect_str_eq(arena_cstr(&page.arena, last_word(l)->text), "the");
	cr_expect_not_null(open_lacuna(last_word(l), true), "and what is missing still is a lacuna");
	expect(&page, "It was cold that morning when the […]\nof the young men came down to the river,\n"
		      "and nobody could remember a winter like\n");
}

/* A page whose first line is cut: its last word, or of the other its first. */
static void page_with_cut(struct page *page, const char *text, bool after)
{
	page_from_text(page, str_of(text));
	struct line *l = first_line(first_region(page));
	edit_lacuna(page, WHY,
		    &(struct lacuna){.word = after ? last_word(l) : first_word(l),
				     .side = after ? LACUNA_RIGHT : LACUNA_LEFT,
				     .in_word = true});
}

Test(witness, two_halves_are_a_word_where_they_have_letters_in_common)
{
	struct page page, other;
	page_with_cut(&page, "It was cold that mornin\nof the young men came down to the river,\n", true);
	page_with_cut(&other, "ning when the first\nof the young men came down to the river,\n", false);
	fill(&page, &other, 1);
	expect(&page, "It was cold that morning when the first\nof the young men came down to the river,\n");
	page_with_cut(&page, "It was cold that mor\nof the young men came down to the river,\n", true);
	page_with_cut(&other, "ning when the first\nof the young men came down to the river,\n", false);
	fill(&page, &other, 1);
	expect(&page, "It was cold that mor[…]\nof the young men came down to the river,\n");
}

Test(witness, lacunae_are_closed)
{
	struct page page, other;
	page_from_text(&page, STR("It was cold that morning wh\nof the young men came down to the\n"
				  "and nobody could remember a winter like\n"));
	page_from_text(&other, STR(WHOLE));
	struct line *l = first_line(first_region(&page));
	struct word *cut = last_word(l), *before = last_word(next_line(l));
	edit_lacuna(&page, WHY, &(struct lacuna){.word = cut, .side = LACUNA_RIGHT, .in_word = true});
	edit_lacuna(&page, WHY, &(struct lacuna){.word = before, .side = LACUNA_RIGHT});
	fill(&page, &other, 1);
	cr_expect_null(open_lacuna(cut, true));
	cr_expect_null(open_lacuna(before, true));
	expect(&page, WHOLE);
}

Test(witness, and_those_where_it_has_nothing_more)
{
	struct page page, other;
	page_from_text(&page, STR(WHOLE));
	page_from_text(&other, STR(WHOLE));
	struct line *l = first_line(first_region(&page));
	edit_lacuna(&page, WHY, &(struct lacuna){.word = last_word(l), .side = LACUNA_RIGHT, .in_word = true});
	edit_lacuna(&page, WHY, &(struct lacuna){.word = last_word(next_line(l)), .side = LACUNA_RIGHT});
	fill(&page, &other, 1);
	expect(&page, WHOLE);
}

Test(witness, a_page_takes_from_several)
{
	struct page page, others[2];
	page_from_text(&page, STR("cold that morning wh\noung men came down t\nobody could remember\n"
				  "e, with ice on the s\nnd snow that had fal\n"));
	page_from_text(&others[0], STR("cold that morning when the first\noung men came down to the river,\n"
				       "obody could remember a winter like\ne, with ice on the stones of the\n"
				       "nd snow that had fallen all night.\n"));
	page_from_text(&others[1],
		       STR("It was cold that morning whe\nof the young men came down t\nand nobody could remember\n"
			   "this one, with ice on the s\nbridge and snow that had fal\n"));
	fill(&page, others, 2);
	expect(&page, WHOLE);
}

Test(witness, the_better_reading_stands_and_the_other_is_kept)
{
	struct page page, other;
	page_from_text(&page,
		       STR("It was cold that rnorning when the first\nof the young men came down to the river,\n"));
	page_from_text(&other,
		       STR("It was cold that morning when the first\nof thc young men came down to the rivcr,\n"));
	fill(&page, &other, 1);
	const struct word *the = next_word(first_word(next_line(first_line(first_region(&page)))));
	cr_assert_eq(the->reading_count, 1);
	cr_expect_str_eq(arena_cstr(&page.arena, the->readings[0].text), "thc");
	cr_expect_str_eq(arena_cstr(&page.arena, the->readings[0].how), "witness other.txt");
	expect(&page, "It was cold that morning when the first\nof the young men came down to the river,\n");
}

/* The second column was put before the first one's end, which runs on into it. */
Test(witness, blocks_come_into_the_order_in_which_it_runs_on)
{
	expect_filled("this one, with ice on the stones of the\nbridge and snow that had fallen all night.\n\n" SECOND
		      "\nTHE FROZEN RIVER\n\nIt was cold that morning when the first\n"
		      "of the young men came down to the river,\nand nobody could remember a winter like\n",
		      "THE FROZEN RIVER\n\n" WHOLE "\n" SECOND, "THE FROZEN RIVER\n\n" WHOLE "\n\n" SECOND);
}

Test(witness, a_cut_block_is_of_its_type)
{
	struct page page, other;
	PAGE_OF_TYPES(&page, SECOND "\nThey saw nothing of the\nthat winter but\n\n" THIRD, REGION_PARAGRAPH,
		      REGION_HEADING, REGION_PARAGRAPH);
	PAGE_OF_TYPES(&other, SECOND "\nThey saw nothing of the world\nthat winter but snow\n\n" THIRD,
		      REGION_PARAGRAPH, REGION_PULL_QUOTE, REGION_PARAGRAPH);
	fill(&page, &other, 1);
	cr_expect_eq(next_region(first_region(&page))->type, REGION_PULL_QUOTE);
	expect(&page, SECOND "\nThey saw nothing of the world\nthat winter but snow\n\n" THIRD);
}

Test(witness, signs_are_taken_from_it_where_it_is_surer)
{
	struct page page, other;
	page_from_text(&page, STR("It was' cold that morning when the first.\n"));
	page_from_text(&other, STR("It was cold that morning when the first\n"));
	struct line *l = first_line(first_region(&page));
	next_word(first_word(l))->confidence = 40;
	last_word(l)->confidence = 97;
	for (struct word *w = first_word(first_line(first_region(&other))); w; w = next_word(w))
		w->confidence = 95;
	fill(&page, &other, 1);
	expect(&page, "It was cold that morning when the first.\n");
}

Test(witness, known_words_that_are_sure_stay)
{
	struct page page, other;
	page_from_text(&page, STR("And those echoes of our history remain\n"));
	page_from_text(&other, STR("And these echoes of our history remain\n"));
	next_word(first_word(first_line(first_region(&page))))->confidence = 95;
	next_word(first_word(first_line(first_region(&other))))->confidence = 97;
	fill(&page, &other, 1);
	expect(&page, "And those echoes of our history remain\n");
}

Test(witness, of_another_page_it_is_not_used)
{
	struct page page, other;
	page_from_text(&page, STR(WHOLE));
	page_from_text(&other, STR(SECOND "\n" THIRD));
	struct emend_error error;
	cr_expect_eq(repair_check_witness(&page, &other, "other.txt", &error), EMEND_BAD_INPUT);
	fill(&page, &other, 1);
	expect(&page, WHOLE);
}

/* The second page is half as large, and drawn lower and further to the right. */
Test(witness, boxes_are_brought_over)
{
	struct page page, other;
	page_from_drawing(&page,
			  STR("[blocks]\nIt was cold that morning when the\nof the young men came down to the river,\n"
			      "and nobody could remember a winter like\n"));
	page_from_drawing(&other,
			  STR("[blocks]\nIt was cold that morning when the first\n"
			      "of the young men came down to the river,\nand nobody could remember a winter like\n"));
	struct box whole = last_word(first_line(first_region(&other)))->box;
	page_scale(&other, other.width / 2, other.height / 2);
	fill(&page, &other, 1);
	struct box b = last_word(first_line(first_region(&page)))->box;
	cr_expect(abs(b.left - whole.left) < 6 && abs(b.right - whole.right) < 6 && abs(b.top - whole.top) < 6 &&
			  abs(b.bottom - whole.bottom) < 6,
		  "%d %d %d %d", b.left, b.top, b.right, b.bottom);
	expect(&page, "It was cold that morning when the first\nof the young men came down to the river,\n"
		      "and nobody could remember a winter like\n");
}

/* Two copies of a page at random, each changed at random: the page stays sound, and all can be undone. */
Test(witness, pages_at_random_stay_sound, .timeout = 60)
{
	for (uint64_t seed = 1; seed <= 150; seed++) {
		struct random r = {seed}, again = {seed};
		struct page page, other;
		page_at_random(&page, &r, 6);
		page_at_random(&other, &again, 6);
		for (int i = 0; i < 30; i++) {
			edit_at_random(&page, &r);
			edit_at_random(&other, &r);
		}
		for (int i = 0; i < 5; i++)
			edit_at_random(&page, &r);
		fill(&page, &other, 1);
		const char *wrong = page_check(&page);
		cr_assert_null(wrong, "seed %lu: %s", seed, wrong);
		cr_assert(edit_undo_all(&page), "seed %lu", seed);
		page_release(&page);
	}
}

/* ---- the command ---------------------------------------------------------------------------------------------- */

TestSuite(witness_option, .timeout = 60, .init = scratch_make, .fini = scratch_remove);

#define CUT                                                                                                            \
	"It was cold that morning whe\nof the young men came down t\nand nobody could remember\n"                      \
	"this one, with ice on the s\nbridge and snow that had fal\n"

Test(witness_option, fills_the_page_and_says_so_in_the_journal)
{
	const char *page = scratch_file("page.txt", STR(CUT)), *other = scratch_file("other.txt", STR(WHOLE));
	struct strbuf out = OUTPUT_OF("restore", "--lines", "--witness", other, page);
	cr_expect_str_eq(out.s, WHOLE);
	strbuf_release(&out);
	out = OUTPUT_OF("restore", "-f", "json", "--witness", other, page);
	cr_expect_not_null(strstr(out.s, "as witness other.txt has it"));
	const char *stored = scratch_file("page.json", strbuf_str(&out));
	strbuf_release(&out);
	out = OUTPUT_OF("revert", stored);
	cr_expect_str_eq(out.s, CUT);
	strbuf_release(&out);
}

Test(witness_option, pages_belong_together_by_number)
{
	const char *page = scratch_file("page.txt", STR(CUT "\f" SECOND)),
		   *other = scratch_file("other.txt", STR(WHOLE "\f" SECOND "\n" THIRD));
	struct strbuf out = OUTPUT_OF("restore", "--lines", "--witness", other, page);
	cr_expect_str_eq(out.s, WHOLE "\f" SECOND "\n" THIRD);
	strbuf_release(&out);
}

Test(witness_option, a_witness_of_another_page_is_refused)
{
	const char *page = scratch_file("page.txt", STR(CUT)), *other = scratch_file("other.txt", STR(SECOND));
	struct run r = RUN("restore", "--lines", "--stages", "witness", "--witness", other, page);
	cr_expect_eq(r.status, 1);
	cr_expect_str_eq(r.out.s, CUT);
	cr_expect_eq(count_lines(strbuf_str(&r.err)), 1, "%s", r.err.s);
	cr_expect_not_null(strstr(r.err.s, "other.txt: page 1 is no witness of page 1: "), "%s", r.err.s);
	run_release(&r);
}

Test(witness_option, pages_that_it_lacks_are_named)
{
	const char *page = scratch_file("page.txt", STR(CUT "\f" SECOND)),
		   *other = scratch_file("other.txt", STR(WHOLE));
	struct run r = RUN("restore", "--lines", "--witness", other, page);
	cr_expect_eq(r.status, 1);
	cr_expect_str_eq(r.out.s, WHOLE "\f" SECOND);
	cr_expect_not_null(strstr(r.err.s, "other.txt: has no page 2"), "%s", r.err.s);
	run_release(&r);
}

Test(witness_option, a_file_that_is_not_there_is_told)
{
	const char *page = scratch_file("page.txt", STR(CUT));
	struct run r = RUN("restore", "--lines", "--stages", "none", "--witness", scratch("none.txt"), page);
	cr_expect_eq(r.status, 1);
	cr_expect_str_eq(r.out.s, CUT);
	cr_expect_not_null(strstr(r.err.s, "none.txt: "), "%s", r.err.s);
	run_release(&r);
	r = RUN("restore", "--witness", page, page, page);
	cr_expect_eq(r.status, 2);
	cr_expect_not_null(strstr(r.err.s, "--witness: a witness is of one input"), "%s", r.err.s);
	run_release(&r);
}
