/* Decisions that are kept: in the database, over restarts, versions of the page, and exports. */
#include "pages.h"
#include "review/copy.h"
#include "review/sheet.h"
#include "run.h"

#include <criterion/criterion.h>
#include <sys/stat.h>
#include <unistd.h>

static struct page page;
static struct store *store;
static struct sheet sheet;
static const struct page_key key = {{"a.json", 6}, 0};

/* "the tbe cat": word 1 was mended to "the", and word 2 changed twice. */
static void make_page(struct page *p)
{
	page_from_text(p, STR("the tbe cat\n\nnext page"));
	edit_text(p, WHY, (struct word *)page_find(p, NODE_WORD, 1), STR("the"));
	edit_text(p, WHY, (struct word *)page_find(p, NODE_WORD, 2), STR("rat"));
	edit_text(p, WHY, (struct word *)page_find(p, NODE_WORD, 2), STR("bat"));
}

static void open_all(void)
{
	struct emend_error error;
	cr_assert_eq(store_open(scratch("."), true, &store, &error), EMEND_OK, "%s", error.message);
	cr_assert_eq(sheet_init(&sheet, &page, store, key, &error), EMEND_OK, "%s", error.message);
}

static void close_all(void)
{
	sheet_release(&sheet);
	store_close(store);
}

static void begin(void)
{
	scratch_make();
	make_page(&page);
	open_all();
}

static void end(void)
{
	close_all();
	page_release(&page);
	scratch_remove();
}

TestSuite(review_sheet, .init = begin, .fini = end);

static enum emend_status decide_on(struct sheet *s, const char *item, enum verdict verdict, const char *text,
				   int64_t seen)
{
	struct emend_error error;
	struct decision d = {.verdict = verdict, .text = str_of(text)};
	cr_assert(item_parse(str_of(item), &d.item));
	return sheet_decide(s, &d, seen, &error);
}

static enum emend_status decide(const char *item, enum verdict verdict, const char *text)
{
	return decide_on(&sheet, item, verdict, text, sheet_revision(&sheet));
}

static enum emend_status undo(int64_t number)
{
	struct emend_error error;
	return sheet_undo(&sheet, number, sheet_revision(&sheet), &error);
}

static void expect_text(const char *expected)
{
	struct strbuf text = page_to_text(&page);
	cr_expect_str_eq(text.s, expected, "%s", text.s);
	strbuf_release(&text);
}

Test(review_sheet, decisions_are_there_after_a_restart)
{
	cr_assert_eq(decide("e0", VERDICT_REJECTED, ""), EMEND_OK);
	cr_assert_eq(decide("w3", VERDICT_CORRECTED, "Next"), EMEND_OK);
	expect_text("the tbe bat\n\nNext page\n");
	close_all();
	page_release(&page);
	make_page(&page);
	open_all();
	expect_text("the tbe bat\n\nNext page\n");
	cr_expect_eq(sheet_revision(&sheet), 2);
	cr_expect(str_equal(sheet_last(&sheet)->item, STR("w3")));
	cr_expect_eq(sheet_last(&sheet)->made.n, 19);
}

Test(review_sheet, the_last_and_any_other_decision_can_be_undone)
{
	decide("e0", VERDICT_REJECTED, "");
	decide("w3", VERDICT_CORRECTED, "Next");
	decide("w4", VERDICT_CORRECTED, "Page");
	cr_assert_eq(undo(1), EMEND_OK);
	expect_text("the the bat\n\nNext Page\n");
	cr_assert_eq(undo(sheet_last(&sheet)->number), EMEND_OK);
	expect_text("the the bat\n\nNext page\n");
	cr_expect_eq(undo(1), EMEND_BAD_INPUT, "it does not stand any more");
	cr_expect_eq(undo(99), EMEND_BAD_INPUT);
	cr_expect_eq(sheet_tally(&sheet).decided, 1);
}

Test(review_sheet, a_second_decision_takes_the_place_of_the_first_and_undoing_it_brings_that_back)
{
	decide("w3", VERDICT_CORRECTED, "Next");
	decide("w3", VERDICT_CORRECTED, "NEXT");
	expect_text("the the bat\n\nNEXT page\n");
	cr_expect_eq(sheet_tally(&sheet).decided, 1);
	undo(2);
	expect_text("the the bat\n\nNext page\n");
}

Test(review_sheet, a_decision_that_others_build_on_is_not_undone)
{
	cr_expect_eq(decide("e1", VERDICT_REJECTED, ""), EMEND_BAD_INPUT, "e2 has gone on from it");
	cr_assert_eq(decide("e2", VERDICT_REJECTED, ""), EMEND_OK);
	cr_assert_eq(decide("e1", VERDICT_REJECTED, ""), EMEND_OK);
	expect_text("the the cat\n\nnext page\n");
	cr_expect_eq(undo(1), EMEND_BAD_INPUT);
	expect_text("the the cat\n\nnext page\n");
	cr_assert_eq(undo(2), EMEND_OK);
	cr_assert_eq(undo(1), EMEND_OK);
	expect_text("the the bat\n\nnext page\n");
}

Test(review_sheet, what_was_not_seen_is_not_overwritten)
{
	struct page other_page;
	struct store *other_store;
	struct sheet other;
	struct emend_error error;
	make_page(&other_page);
	cr_assert_eq(store_open(scratch("."), true, &other_store, &error), EMEND_OK);
	cr_assert_eq(sheet_init(&other, &other_page, other_store, key, &error), EMEND_OK);
	decide("e0", VERDICT_REJECTED, "");
	cr_expect_eq(decide_on(&other, "w1", VERDICT_CORRECTED, "thy", 0), EMEND_END, "the same word");
	cr_expect_eq(decide_on(&other, "e0", VERDICT_ACCEPTED, "", 0), EMEND_END);
	cr_expect_eq(decide_on(&other, "w3", VERDICT_CORRECTED, "Next", 0), EMEND_OK, "another word");
	cr_expect_eq(decide_on(&other, "w1", VERDICT_CORRECTED, "thy", 1), EMEND_OK, "it was seen");
	cr_assert_eq(sheet_refresh(&sheet, &error), EMEND_OK);
	expect_text("the thy bat\n\nNext page\n");
	cr_expect_eq(sheet_undo(&sheet, 1, 1, &error), EMEND_END, "the word was corrected since");
	sheet_release(&other);
	store_close(other_store);
	page_release(&other_page);
}

Test(review_sheet, a_page_that_was_restored_anew_keeps_what_still_fits)
{
	decide("e0", VERDICT_REJECTED, "");
	decide("e2", VERDICT_REJECTED, "");
	decide("w4", VERDICT_CORRECTED, "Page");
	close_all();
	page_release(&page);
	page_from_text(&page, STR("the tbe cat\n\nnext page"));
	edit_text(&page, WHY, (struct word *)page_find(&page, NODE_WORD, 3), STR("text"));
	edit_text(&page, WHY, (struct word *)page_find(&page, NODE_WORD, 1), STR("the"));
	open_all();
	expect_text("the tbe cat\n\ntext Page\n");
	struct standing t = sheet_tally(&sheet);
	cr_expect(t.decided == 2 && t.lying_by == 1, "%u %u", t.decided, t.lying_by);
	cr_expect_eq(undo(2), EMEND_OK, "what lies by can be undone");
	cr_expect_eq(sheet_tally(&sheet).lying_by, 0);
}

Test(review_sheet, exported_decisions_are_not_made_twice)
{
	decide("e0", VERDICT_REJECTED, "");
	decide("w4", VERDICT_CORRECTED, "Page");
	struct strbuf exported = copy_json(&page);
	close_all();
	page_release(&page);
	struct emend_error error;
	cr_assert_eq(copy_from_json(&page, strbuf_str(&exported), &error), EMEND_OK);
	open_all();
	expect_text("the tbe bat\n\nnext Page\n");
	cr_expect_eq(sheet.entries, 3);
	struct strbuf again = copy_json(&page);
	cr_expect(str_equal(strbuf_str(&exported), strbuf_str(&again)));
	undo(2);
	expect_text("the tbe bat\n\nnext page\n");
	strbuf_release(&exported);
	strbuf_release(&again);
}

Test(review_sheet, edits_of_a_person_that_the_database_does_not_know_stay)
{
	decide("e0", VERDICT_REJECTED, "");
	struct strbuf exported = copy_json(&page);
	close_all();
	page_release(&page);
	struct emend_error error;
	unlink(scratch("review.db"));
	cr_assert_eq(copy_from_json(&page, strbuf_str(&exported), &error), EMEND_OK);
	open_all();
	decide("w4", VERDICT_CORRECTED, "Page");
	struct strbuf more = copy_json(&page);
	close_all();
	page_release(&page);
	cr_assert_eq(copy_from_json(&page, strbuf_str(&more), &error), EMEND_OK);
	open_all();
	expect_text("the tbe bat\n\nnext Page\n");
	cr_expect_eq(sheet_tally(&sheet).decided, 1);
	strbuf_release(&exported);
	strbuf_release(&more);
}

Test(review_sheet, a_database_of_another_program_is_left_alone)
{
	struct emend_error error;
	struct store *other = NULL;
	cr_assert_eq(mkdir(scratch("b"), 0777), 0);
	scratch_file("b/review.db", STR("this is no database, but it is long enough to be taken for one, if need be: "
					"one hundred bytes are the header of SQLite's files.\n"));
	cr_expect_neq(store_open(scratch("b"), true, &other, &error), EMEND_OK);
	cr_expect_null(other);
	cr_assert_eq(mkdir(scratch("c"), 0777), 0);
	cr_assert_eq(symlink("../review.db", scratch("c/review.db")), 0);
	cr_expect_eq(store_open(scratch("c"), true, &other, &error), EMEND_BAD_INPUT, "a link");
	cr_assert_eq(mkdir(scratch("d"), 0777), 0);
	cr_expect_eq(store_open(scratch("d"), false, &other, &error), EMEND_OK);
	cr_expect_null(other, "there is none, and none is made");
	cr_expect_eq(count_entries(scratch("d")), 0);
}
