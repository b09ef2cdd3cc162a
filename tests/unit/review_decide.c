/* A person's decisions, made as edits: each kind accepted, taken back and corrected; and that all can be undone. */
#include "pages.h"
#include "review/decide.h"

#include <criterion/criterion.h>

static struct page page;
static uint32_t entries; /* of the journal before the first decision */
static struct strbuf before;

static struct word *word(uint32_t id)
{
	return (struct word *)page_find(&page, NODE_WORD, id);
}

static void make_page(void)
{
	page_from_text(&page, STR("the resto-\nration oftbe\n\nnext page"));
}

/* What is on the page now was there before anyone decided. */
static void begin_review(void)
{
	entries = page.edit_count;
	strbuf_release(&before);
	before = page_to_json(&page);
}

static void drop_page(void)
{
	strbuf_release(&before);
	page_release(&page);
}

TestSuite(review_decide, .init = make_page, .fini = drop_page);

static enum emend_status decide(const char *item, enum verdict verdict, const char *text, struct emend_error *error)
{
	struct decision d = {.verdict = verdict, .text = str_of(text)};
	cr_assert(item_parse(str_of(item), &d.item), "%s", item);
	enum emend_status status = decision_apply(&page, &d, entries, error);
	cr_expect_null(page_check(&page));
	return status;
}

static void expect_text(const char *expected)
{
	struct strbuf text = page_to_text(&page);
	cr_expect_str_eq(text.s, expected, "%s", text.s);
	strbuf_release(&text);
}

/* Undoing the decisions gives the page before them, byte for byte; undoing the rest gives what was read. */
static void expect_undone(void)
{
	while (page.edit_count > entries)
		cr_assert(edit_undo(&page), "entry %u", page.edit_count);
	struct strbuf json = page_to_json(&page);
	cr_expect(str_equal(strbuf_str(&json), strbuf_str(&before)), "%s\nexpected:\n%s", json.s, before.s);
	strbuf_release(&json);
	cr_assert(edit_undo_all(&page));
	expect_text("the resto-\nration oftbe\n\nnext page\n");
}

/* It can be done, the page reads so then, also by way of its JSON, and all can be undone. */
static void expect_decided(const char *item, enum verdict verdict, const char *typed, const char *expected)
{
	struct emend_error error;
	begin_review();
	cr_assert_eq(decide(item, verdict, typed, &error), EMEND_OK, "%s: %s", item, error.message);
	expect_text(expected);
	for (uint32_t i = entries; i < page.edit_count; i++)
		cr_expect(is_by_person(&page.journal[i]) && page.journal[i].reason.confidence >= 100);
	struct strbuf json = page_to_json(&page), again;
	struct page copy;
	cr_assert_null(page_from_json(&copy, strbuf_str(&json)));
	again = page_to_json(&copy);
	cr_expect(str_equal(strbuf_str(&json), strbuf_str(&again)));
	cr_expect(edit_undo_all(&copy));
	strbuf_release(&json);
	strbuf_release(&again);
	page_release(&copy);
	expect_undone();
}

static void expect_refused(const char *item, enum verdict verdict, const char *typed, const char *why)
{
	struct emend_error error;
	uint32_t count = page.edit_count;
	cr_assert_eq(decide(item, verdict, typed, &error), EMEND_BAD_INPUT, "%s", item);
	cr_expect_not_null(strstr(error.message, why), "%s: %s", item, error.message);
	cr_expect_eq(page.edit_count, count, "nothing is left of it");
}

Test(review_decide, names_of_items_are_read_and_written)
{
	static const char *const names[] = {"e0", "e12", "e12-14", "e3.0", "w40"};
	static const char *const none[] = {"",     "e",    "x1",   "e-1", "e01",  "e1.",          "e1-",
					   "e4-4", "e4-2", "w1.1", "e1 ", "w1-2", "e99999999999", "e0-2001"};
	struct arena arena = {0};
	struct item item;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		cr_assert(item_parse(str_of(names[i]), &item), "%s", names[i]);
		cr_expect(str_equal(item_name(item, &arena), str_of(names[i])), "%s", names[i]);
	}
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		cr_expect_not(item_parse(str_of(none[i]), &item), "%s", none[i]);
	arena_release(&arena);
}

Test(review_decide, a_changed_word_is_accepted)
{
	edit_text(&page, WHY, word(0), STR("The"));
	expect_decided("e0", VERDICT_ACCEPTED, "", "The resto-\nration oftbe\n\nnext page\n");
}

Test(review_decide, a_changed_word_is_taken_back)
{
	edit_text(&page, WHY, word(0), STR("The"));
	expect_decided("e0", VERDICT_REJECTED, "", "the resto-\nration oftbe\n\nnext page\n");
}

Test(review_decide, a_changed_word_is_corrected)
{
	edit_text(&page, WHY, word(0), STR("The"));
	expect_decided("e0", VERDICT_CORRECTED, " Thee ", "Thee resto-\nration oftbe\n\nnext page\n");
}

Test(review_decide, a_word_is_corrected_to_several_and_to_none)
{
	expect_decided("w3", VERDICT_CORRECTED, "of the", "the resto-\nration of the\n\nnext page\n");
	begin_review();
	struct emend_error error;
	cr_assert_eq(decide("w3", VERDICT_CORRECTED, "", &error), EMEND_OK);
	expect_text("the resto-\nration\n\nnext page\n");
}

Test(review_decide, a_word_as_it_stands_is_accepted_and_not_rejected)
{
	expect_decided("w3", VERDICT_ACCEPTED, "", "the resto-\nration oftbe\n\nnext page\n");
	begin_review();
	expect_refused("w3", VERDICT_REJECTED, "", "correct the word by hand");
	expect_refused("w99", VERDICT_ACCEPTED, "", "no such");
}

Test(review_decide, a_join_is_taken_back)
{
	edit_join(&page, WHY, word(1), word(2), STR("restoration"));
	expect_decided("e0", VERDICT_REJECTED, "", "the resto-\nration oftbe\n\nnext page\n");
}

Test(review_decide, a_join_is_corrected)
{
	edit_join(&page, WHY, word(1), word(2), STR("restoration"));
	expect_decided("e0", VERDICT_CORRECTED, "resto-ration", "the resto-ration\noftbe\n\nnext page\n");
}

Test(review_decide, a_join_that_a_later_stage_went_on_from_is_not_taken_back_alone)
{
	edit_join(&page, WHY, word(1), word(2), STR("restoratlon"));
	edit_text(&page, (struct reason){STR("words"), 90, STR("known")}, word(1), STR("restoration"));
	begin_review();
	expect_refused("e0", VERDICT_REJECTED, "", "words has changed the same words since");
	struct emend_error error;
	cr_assert_eq(decide("e1", VERDICT_REJECTED, "", &error), EMEND_OK);
	cr_assert_eq(decide("e0", VERDICT_REJECTED, "", &error), EMEND_OK, "%s", error.message);
	expect_text("the resto-\nration oftbe\n\nnext page\n");
	expect_undone();
}

Test(review_decide, both_edits_of_a_word_are_taken_back_together)
{
	edit_join(&page, WHY, word(1), word(2), STR("restoratlon"));
	edit_text(&page, WHY, word(1), STR("restoration"));
	expect_decided("e0-1", VERDICT_REJECTED, "", "the resto-\nration oftbe\n\nnext page\n");
}

Test(review_decide, a_split_is_taken_back)
{
	edit_split(&page, WHY, word(3), (struct str[]){STR("of"), STR("tbe")}, 2);
	expect_decided("e0", VERDICT_REJECTED, "", "the resto-\nration oftbe\n\nnext page\n");
}

Test(review_decide, a_split_is_corrected)
{
	edit_split(&page, WHY, word(3), (struct str[]){STR("of"), STR("tbe")}, 2);
	expect_decided("e0", VERDICT_CORRECTED, "of the", "the resto-\nration of the\n\nnext page\n");
	edit_split(&page, WHY, word(3), (struct str[]){STR("of"), STR("tbe")}, 2);
	expect_decided("e0", VERDICT_CORRECTED, "often", "the resto-\nration often\n\nnext page\n");
}

Test(review_decide, a_type_is_taken_back_and_corrected)
{
	edit_type(&page, WHY, (struct region *)page_find(&page, NODE_REGION, 1), REGION_HEADING);
	begin_review();
	struct emend_error error;
	const struct region *r = (const struct region *)page_find(&page, NODE_REGION, 1);
	cr_assert_eq(decide("e0", VERDICT_REJECTED, "", &error), EMEND_OK);
	cr_expect_eq(r->type, REGION_PARAGRAPH);
	while (page.edit_count > entries)
		edit_undo(&page);
	cr_assert_eq(decide("e0", VERDICT_CORRECTED, "caption", &error), EMEND_OK);
	cr_expect_eq(r->type, REGION_CAPTION);
	while (page.edit_count > entries)
		edit_undo(&page);
	expect_refused("e0", VERDICT_CORRECTED, "no type", "no type of region");
	expect_undone();
}

Test(review_decide, a_move_is_taken_back_unless_what_it_stood_beside_has_gone)
{
	edit_move(&page, WHY, page_find(&page, NODE_REGION, 1), 1, &page.node, page_find(&page, NODE_REGION, 0));
	expect_decided("e0", VERDICT_REJECTED, "", "the resto-\nration oftbe\n\nnext page\n");
	edit_move(&page, WHY, &word(1)->node, 1, &word_line(word(4))->node, NULL);
	edit_move(&page, WHY, &word(1)->node, 1, &word_line(word(4))->node, &word(4)->node);
	begin_review();
	expect_refused("e0", VERDICT_REJECTED, "", "was moved again");
	expect_undone();
}

Test(review_decide, what_was_added_is_not_shown_when_it_is_taken_back)
{
	struct region *r = edit_add_region(&page, WHY, REGION_PARAGRAPH, NULL);
	struct line *l = edit_add_line(&page, WHY, r, NULL);
	edit_add_word(&page, WHY, l, NULL, STR("found"));
	edit_add_word(&page, WHY, l, NULL, STR("later"));
	begin_review();
	expect_refused("e0", VERDICT_REJECTED, "", "has words");
	expect_decided("e0-3", VERDICT_REJECTED, "", "the resto-\nration oftbe\n\nnext page\n\n");
}

Test(review_decide, a_reading_becomes_text_when_it_is_accepted)
{
	edit_reading(&page, WHY, word(3), 1, STR("of the"));
	expect_decided("e0", VERDICT_ACCEPTED, "", "the resto-\nration of the\n\nnext page\n");
	edit_reading(&page, WHY, word(4), 2, STR("nextpage"));
	expect_decided("e0", VERDICT_ACCEPTED, "", "the resto-\nration oftbe\n\nnextpage\n");
	edit_reading(&page, WHY, word(4), 2, STR("nextpage"));
	expect_decided("e0", VERDICT_REJECTED, "", "the resto-\nration oftbe\n\nnext page\n");
}

/* Beside word 3: "oft" is what is left of a word, and "be" was cut in half. */
static void cut_word(struct conjecture *conjectures, uint32_t count, float letters)
{
	edit_text(&page, WHY, word(3), STR("oft"));
	edit_lacuna(&page, WHY,
		    &(struct lacuna){.word = word(3),
				     .side = LACUNA_RIGHT,
				     .doubtful = STR("be"),
				     .conjectures = conjectures,
				     .conjecture_count = count,
				     .letters = letters,
				     .in_word = true});
}

Test(review_decide, a_lacuna_is_filled_by_hand)
{
	cut_word(NULL, 0, 9);
	expect_decided("e1", VERDICT_CORRECTED, "often they were", "the resto-\nration often they were\n\nnext page\n");
	cut_word(NULL, 0, 9);
	begin_review();
	expect_refused("e1", VERDICT_CORRECTED, " ", "Type what is missing");
}

Test(review_decide, half_letters_come_back_where_nothing_is_missing)
{
	cut_word(NULL, 0, 9);
	expect_decided("e1", VERDICT_REJECTED, "", "the resto-\nration oftbe\n\nnext page\n");
	cut_word(NULL, 0, 9);
	expect_decided("e1", VERDICT_ACCEPTED, "", "the resto-\nration oft[…]\n\nnext page\n");
}

Test(review_decide, a_conjecture_becomes_text_and_closes_what_it_fills)
{
	struct conjecture often[] = {{STR("often"), 0.7F, false}, {STR("oftener"), 0.2F, false}};
	struct emend_error error;
	cut_word(often, 2, 2);
	expect_decided("e1.0", VERDICT_ACCEPTED, "", "the resto-\nration often\n\nnext page\n");
	cut_word(often, 2, 20);
	begin_review();
	cr_assert_eq(decide("e1.0", VERDICT_ACCEPTED, "", &error), EMEND_OK);
	const struct lacuna *l = word(3)->lost[1];
	cr_expect(!l->closed && !l->in_word, "words are missing still, but the word is whole");
	expect_refused("e1.1", VERDICT_ACCEPTED, "", "no longer so");
	expect_undone();
}

Test(review_decide, a_rejected_conjecture_is_not_printed)
{
	struct conjecture often[] = {{STR("often"), 0.7F, false}, {STR("oftener"), 0.2F, false}};
	struct emend_error error;
	cut_word(often, 2, 4);
	begin_review();
	cr_assert_eq(decide("e1.0", VERDICT_REJECTED, "", &error), EMEND_OK);
	struct strbuf text = pages_conjectured("txt", &page, 1, 0.1);
	cr_expect_not_null(strstr(text.s, "oft[ener]"), "%s", text.s);
	strbuf_release(&text);
	expect_refused("e1.0", VERDICT_CORRECTED, "x", "not for one conjecture");
	expect_undone();
}

Test(review_decide, what_stands_elsewhere_fills_the_lacuna_when_accepted)
{
	struct emend_error error;
	cut_word(NULL, 0, 9);
	edit_elsewhere(&page, WHY, word(3), STR("often they"));
	expect_decided("e2", VERDICT_ACCEPTED, "", "the resto-\nration often they\n\nnext page\n");
	cut_word(NULL, 0, 9);
	edit_elsewhere(&page, WHY, word(3), STR("often they"));
	begin_review();
	cr_assert_eq(decide("e2", VERDICT_REJECTED, "", &error), EMEND_OK);
	cr_expect_eq(word(3)->lost[1]->elsewhere.n, 0);
	expect_undone();
}

Test(review_decide, what_a_stage_had_filled_is_open_again_when_it_is_taken_back)
{
	struct emend_error error;
	cut_word(NULL, 0, 2);
	edit_text(&page, (struct reason){STR("witness"), 95, STR("it has it")}, word(3), STR("often"));
	edit_close(&page, (struct reason){STR("witness"), 95, STR("whole")}, word(3), LACUNA_RIGHT);
	begin_review();
	cr_assert_eq(decide("e2", VERDICT_REJECTED, "", &error), EMEND_OK, "%s", error.message);
	cr_expect(!word(3)->lost[1]->closed && str_equal(word(3)->text, STR("oft")));
	expect_undone();
}

Test(review_decide, a_note_is_out_of_force_when_it_is_rejected)
{
	struct emend_error error;
	struct node *r = page_find(&page, NODE_REGION, 1);
	edit_note(&page, WHY, r, NOTE_CONTINUES);
	begin_review();
	cr_assert_eq(decide("e0", VERDICT_REJECTED, "", &error), EMEND_OK);
	cr_expect_not(has_note(r, NOTE_CONTINUES));
	expect_refused("e0", VERDICT_ACCEPTED, "", "Another decision is of this too");
	expect_undone();
}

Test(review_decide, what_is_no_text_is_not_taken)
{
	struct strbuf words = {0};
	begin_review();
	expect_refused("w0", VERDICT_CORRECTED, "a\x01", "is no text");
	expect_refused("w0", VERDICT_CORRECTED, "a\xFF", "is no text");
	static const char turned[] = {'a', (char)0xE2, (char)0x80, (char)0xAE, '\0'}; /* the direction of writing */
	expect_refused("w0", VERDICT_CORRECTED, turned, "is no text");
	for (int i = 0; i < 65; i++)
		strbuf_printf(&words, "w%d ", i);
	expect_refused("w0", VERDICT_CORRECTED, words.s, "up to 64 words");
	strbuf_release(&words);
}

Test(review_decide, a_person_is_sure)
{
	struct emend_error error;
	edit_text(&page, WHY, word(0), STR("The"));
	word(0)->confidence = 41;
	begin_review();
	struct strbuf alto = page_to_format(&page, "alto");
	cr_expect_not_null(strstr(alto.s, "CONTENT=\"The\" WC=\"0.41\""), "%s", alto.s);
	strbuf_release(&alto);
	cr_assert_eq(decide("e0", VERDICT_ACCEPTED, "", &error), EMEND_OK);
	alto = page_to_format(&page, "alto");
	cr_expect_not_null(strstr(alto.s, "CONTENT=\"The\" WC=\"1\""), "%s", alto.s);
	strbuf_release(&alto);
	expect_undone();
}

Test(review_decide, decisions_at_random_are_sound_and_can_be_undone, .timeout = 60)
{
	for (uint64_t seed = 1; seed <= 150; seed++) {
		struct random r = {seed};
		struct emend_error error;
		page_release(&page);
		page_at_random(&page, &r, 4);
		struct strbuf original = page_to_json(&page);
		for (int i = 0; i < 60; i++)
			edit_at_random(&page, &r);
		uint32_t count = page.edit_count;
		struct strbuf edited = page_to_json(&page);
		for (int i = 0; i < 60 && count; i++) {
			struct decision d = {.verdict = (enum verdict)random_below(&r, VERDICTS),
					     .text = random_below(&r, 2) ? STR("so it is") : STR("heading")};
			d.item = (struct item){.kind = (enum item_kind)random_below(&r, 3),
					       .number = random_below(&r, count),
					       .count = 1};
			if (d.item.kind == ITEM_ENTRIES)
				d.item.count = 1 + random_below(&r, 3);
			decision_apply(&page, &d, count, &error);
			const char *wrong = page_check(&page);
			cr_assert_null(wrong, "seed %lu, decision %d: %s", seed, i, wrong);
		}
		while (page.edit_count > count)
			cr_assert(edit_undo(&page), "seed %lu", seed);
		struct strbuf back = page_to_json(&page);
		cr_assert(str_equal(strbuf_str(&edited), strbuf_str(&back)), "seed %lu", seed);
		strbuf_release(&back);
		cr_assert(edit_undo_all(&page));
		back = page_to_json(&page);
		cr_assert(str_equal(strbuf_str(&original), strbuf_str(&back)), "seed %lu", seed);
		strbuf_release(&back);
		strbuf_release(&edited);
		strbuf_release(&original);
	}
}
