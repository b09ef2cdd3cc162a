/* Large letters: what is believed of several readings, and what the stage dropcaps does with doubts about them. */
#include "pages.h"

#include "image/scan.h"
#include "repair/letters.h"
#include "repair/repair.h"

#include <criterion/criterion.h>
#include <string.h>

/* Adds a reading of one word, or of none, whose first letter may be another, too. */
static uint32_t add(struct letter_votes *votes, const char *text, float confidence, const char *alternative)
{
	struct page page;
	page_init(&page);
	struct line *line = page_add_line(&page, page_add_region(&page, REGION_PARAGRAPH));
	struct word *w = *text ? page_add_word(&page, line, str_of(text)) : NULL;
	struct alternative other = {str_of(alternative), confidence};
	struct symbol symbols[] = {
		{.text = {text, 1}, .confidence = confidence, .alternatives = &other, .alternative_count = 1}};
	if (w) {
		w->confidence = confidence;
		w->symbols = symbols;
		w->symbol_count = 1;
	}
	uint32_t letter = letter_votes_add(votes, &page);
	page_release(&page);
	return letter;
}

Test(letters, two_readings_must_agree)
{
	struct letter_votes votes = {0};
	cr_expect_eq(add(&votes, "W", 85, ""), 0);
	cr_expect_eq(add(&votes, "WwW", 50, ""), 0);
	cr_expect_eq(add(&votes, "", 0, ""), 0);
	cr_expect_eq(add(&votes, "M", 90, ""), 0);
	cr_expect_eq(add(&votes, "W", 40, ""), 0, "what was read with little confidence counts");
	cr_expect_eq(add(&votes, "W", 70, ""), 'W');
}

Test(letters, marks_and_numbers_are_none)
{
	struct letter_votes votes = {0};
	for (int i = 0; i < 3; i++) {
		cr_expect_eq(add(&votes, "|", 95, ""), 0);
		cr_expect_eq(add(&votes, "1", 95, ""), 0);
		cr_expect_eq(add(&votes, "\u2018|", 95, ""), 0);
	}
}

Test(letters, what_else_was_seen_is_kept)
{
	struct letter_votes votes = {0};
	add(&votes, "K", 85, "E");
	add(&votes, "KE", 80, "E");
	cr_assert_eq(votes.count, 2);
	cr_expect_eq(votes.all[1].letter, 'E');
	cr_expect(letter_was_seen(&votes.all[1]));
}

/* Does a letter head the words beside it on a scan that lies turned by so many degrees? */
static bool heads_words(struct box letter, const struct box *beside, size_t count, double degrees)
{
	struct page page;
	struct scan scan = {0};
	struct repair repair = {.page = &page, .scan = &scan};
	transform_init(&scan.transform);
	transform_add(&scan.transform, affine_turn(degrees, (struct position){400, 300}));
	page_init(&page);
	struct region *region = page_add_region(&page, REGION_PARAGRAPH);
	for (size_t i = 0; i < count; i++) {
		struct word *w = page_add_word(&page, page_add_line(&page, region), STR("word"));
		w->box = transform_box_to_scan(&scan.transform, beside[i]);
		w->confidence = 90;
	}
	bool heads = heads_lines(&repair, letter, 20);
	page_release(&page);
	transform_release(&scan.transform);
	return heads;
}

Test(letters, an_initial_heads_its_lines_whatever_way_the_scan_lies)
{
	static const struct box letter = {100, 100, 160, 180},
				beside[] = {{170, 105, 300, 130}, {310, 105, 500, 130}, {170, 150, 500, 175}};
	for (int degrees = 0; degrees < 360; degrees += 90)
		cr_expect(heads_words(letter, beside, sizeof beside / sizeof *beside, degrees), "%d", degrees);
}

Test(letters, a_raised_initial_heads_its_own_line)
{
	static const struct box raised = {100, 40, 160, 131}, over = {100, 40, 160, 120}, word = {170, 105, 300, 138};
	cr_expect(heads_words(raised, &word, 1, 0));
	cr_expect_not(heads_words(over, &word, 1, 0), "it stands on no line");
}

Test(letters, a_box_about_text_heads_none)
{
	static const struct box high = {100, 100, 220, 500},
				words[] = {{230, 105, 500, 130}, {230, 165, 500, 190}, {110, 225, 200, 250}};
	cr_expect(heads_words(high, words, 2, 0));
	cr_expect_not(heads_words(high, words, 3, 0));
}

/* The drawing after the stage dropcaps; change is made of the page before. */
static void assert_joined(const char *drawing, void (*change)(struct page *page), const char *expected)
{
	struct page page;
	struct repair_plan plan;
	struct emend_error error;
	cr_assert_eq(repair_plan_init(&plan, "dropcaps", NULL, &error), EMEND_OK);
	plan.lexicon = lexicon_new("eng");
	page_from_drawing(&page, str_of(drawing));
	change(&page);
	repair_run(&plan, &page, NULL);
	struct strbuf text = page_to_labelled_text(&page);
	cr_expect_eq(strncmp(text.s, expected, strlen(expected)), 0, "%s", text.s);
	cr_expect_null(page_check(&page));
	cr_expect(edit_undo_all(&page));
	strbuf_release(&text);
	lexicon_drop(plan.lexicon);
	repair_plan_release(&plan);
	page_release(&page);
}

#define REST                                                                                                           \
	"     and called for a new bridge\n     that was to be built before the\nwinter came. There was no money "     \
	"for\n"                                                                                                        \
	"it in the chest of the town, nor in\nany other.\n"

static void hardly_read_q(struct page *page)
{
	word_with(page, "Q")->confidence = 12;
}

static void read_e(struct page *page)
{
	edit_reading(page, WHY, word_with(page, "K"), 1, STR("E"));
}

static void read_nothing(struct page *page)
{
	(void)page;
}

Test(letters, one_beside_no_lines_that_was_hardly_read_is_set_aside)
{
	static const char far[] = "[page]\n% Q              The council met twice\n"
				  "                 and called for a bridge\n                 that was to be built\n"
				  "                 before the winter came.\n";
	assert_joined(far, read_nothing, "[drop capital] Q\nThe council");
	assert_joined(far, hardly_read_q, "[noise] Q\nThe council");
}

Test(letters, another_reading_that_makes_a_word_is_taken)
{
	assert_joined("[page]\n% K  lias, the council met in spring\n" REST, read_e, "Elias, the");
	assert_joined("[page]\n% K  lias, the council met in spring\n" REST, read_nothing, "Klias, the");
	assert_joined("[page]\n% K  ing of the council met in spring\n" REST, read_e, "King of");
}

/* Gives the word symbols as wide as their cells, with white before one of them. */
static void part(struct page *page, const char *raw, size_t at)
{
	enum { CELL = 16, WHITE = 12 };
	struct word *w = word_with(page, raw);
	w->symbols = arena_alloc(&page->arena, w->raw.n, sizeof *w->symbols);
	w->symbol_count = (uint32_t)w->raw.n;
	for (size_t i = 0; i < w->raw.n; i++) {
		int left = w->box.left + (int)i * CELL + (i >= at ? WHITE : 0);
		w->symbols[i] = (struct symbol){.text = {w->raw.s + i, 1},
						.box = {left, w->box.top, left + CELL - 1, w->box.bottom}};
	}
}

static void part_after_e(struct page *page)
{
	part(page, "ehave", 1);
}

static void part_nowhere(struct page *page)
{
	part(page, "ehave", 0);
}

Test(letters, white_parts_the_rest_of_the_word_from_the_next)
{
	assert_joined("[page]\n% W  ehave met the council in spring\n" REST, part_after_e, "We have met");
	assert_joined("[page]\n% W  ehave met the council in spring\n" REST, part_nowhere, "We have met");
	assert_joined("[page]\n% T  atonka met the council in spring\n" REST, read_nothing, "Tatonka met");
}

static void see_i(struct page *page)
{
	struct word *w = word_with(page, "T");
	w->symbols = arena_alloc(&page->arena, 1, sizeof *w->symbols);
	w->symbol_count = 1;
	w->symbols->text = w->raw;
	w->symbols->alternatives = arena_alloc(&page->arena, 1, sizeof *w->symbols->alternatives);
	w->symbols->alternatives->text = STR("I");
	w->symbols->alternative_count = 1;
}

Test(letters, another_letter_that_was_seen_is_taken_where_it_is_far_likelier)
{
	assert_joined("[page]\n% T  n October the council met in spring\n" REST, see_i, "In October");
	assert_joined("[page]\n% T  n October the council met in spring\n" REST, read_nothing, "Tn October");
	assert_joined("[page]\n% T  he council met in spring\n" REST, see_i, "The council");
}
