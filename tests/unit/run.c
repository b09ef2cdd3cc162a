/* The stage over the pages of a run: repeated headers, page numbers in order, text that runs on. */
#include "pages.h"
#include "run.h"

#include "page/folio.h"
#include "repair/repair.h"

#include <criterion/criterion.h>
#include <stdlib.h>

enum { MOST_PAGES = 6 };

/* Five of these, other ones for each page, stand for "@". */
static const char *const lines[] = {"The council met twice in spring and", "called for a new bridge that was to",
				    "be built before the winter came.",    "There was no money for it in the",
				    "chest of the town, and nobody who",   "had any was willing to lend it.",
				    "In summer a merchant came there by",  "ship, who sold his cloth and then",
				    "bought the whole of the old mill.",   "He had the stones of it carried to",
				    "the river, where they still lie in",  "the grass on the northern bank.",
				    "Children play on them in the long",   "evenings, and say that these are"};
enum { LINES = sizeof lines / sizeof *lines, BODY_LINES = 5 };

static struct page pages[MOST_PAGES];
static struct page *leaves[MOST_PAGES];
static int page_count;

/* A page of the run: a drawing where it begins as one, else text; its number is the next. */
static struct page *add_page(const char *text)
{
	struct page *page = leaves[page_count] = &pages[page_count];
	struct strbuf whole = {0};
	for (const char *at = text; *at; at++)
		if (*at == '@')
			for (int i = 0; i < BODY_LINES; i++)
				strbuf_printf(&whole, "%s\n", lines[(2 * page_count + i) % LINES]);
		else
			strbuf_byte(&whole, *at);
	if (is_drawing(str_of(text)))
		page_from_drawing(page, strbuf_str(&whole));
	else
		page_from_text(page, strbuf_str(&whole));
	page->number = (uint32_t)++page_count;
	strbuf_release(&whole);
	return page;
}

static void drop_pages(void)
{
	while (page_count)
		page_release(&pages[--page_count]);
}

TestSuite(run, .fini = drop_pages);

/* Runs these stages over each page and then over all, and checks that undoing gives the pages back and redoing the
 * same.
 */
static void restore_once(const char *stages)
{
	struct repair_plan plan;
	struct emend_error error;
	struct lexicon *lexicon = lexicon_new("eng");
	cr_assert_eq(repair_plan_init(&plan, stages, NULL, &error), EMEND_OK);
	plan.lexicon = lexicon;
	for (int i = 0; i < page_count; i++)
		repair_run(&plan, leaves[i], NULL);
	repair_run_pages(&plan, leaves, page_count);
	for (int i = 0; i < page_count; i++)
		cr_assert_null(page_check(leaves[i]));
	lexicon_drop(lexicon);
	repair_plan_release(&plan);
}

/* The same; undoing must give the pages back, and doing it again the same pages. */
static void restore(const char *stages)
{
	struct strbuf before[MOST_PAGES] = {0}, first[MOST_PAGES] = {0};
	for (int i = 0; i < page_count; i++)
		before[i] = page_to_json(leaves[i]);
	restore_once(stages);
	for (int i = 0; i < page_count; i++) {
		first[i] = page_to_json(leaves[i]);
		cr_assert(edit_undo_all(leaves[i]));
		struct strbuf undone = page_to_json(leaves[i]);
		cr_expect_str_eq(undone.s, before[i].s, "page %d is not undone", i + 1);
		strbuf_release(&undone);
		strbuf_release(&before[i]);
	}
	restore_once(stages);
	for (int i = 0; i < page_count; i++) {
		struct strbuf again = page_to_json(leaves[i]);
		cr_expect_str_eq(again.s, first[i].s, "page %d is restored otherwise", i + 1);
		strbuf_release(&again);
		strbuf_release(&first[i]);
	}
}

static void assert_begins(int number, const char *expected)
{
	struct strbuf text = page_to_labelled_text(leaves[number - 1]);
	cr_expect(str_starts(strbuf_str(&text), str_of(expected)), "page %d begins otherwise:\n%s", number, text.s);
	strbuf_release(&text);
}

static void assert_ends(int number, const char *expected)
{
	struct strbuf text = page_to_labelled_text(leaves[number - 1]);
	cr_expect(str_ends(strbuf_str(&text), str_of(expected)), "page %d ends otherwise:\n%s", number, text.s);
	strbuf_release(&text);
}

static void assert_evidence(int number, const char *expected)
{
	for (uint32_t i = 0; i < leaves[number - 1]->edit_count; i++)
		if (str_equal(leaves[number - 1]->journal[i].reason.evidence, str_of(expected)))
			return;
	cr_expect(false, "page %d: no edit for the reason that %s", number, expected);
}

static void assert_untouched(void)
{
	for (int i = 0; i < page_count; i++)
		for (uint32_t k = 0; k < leaves[i]->edit_count; k++)
			cr_expect(!str_equal(leaves[i]->journal[k].reason.stage, STR("run")), "page %d: %.*s", i + 1,
				  STR_ARG(leaves[i]->journal[k].reason.evidence));
}

/* The word of that text on the page, read with that confidence. */
static struct word *doubt(int number, const char *text, float confidence)
{
	struct page *page = leaves[number - 1];
	struct word *w = NULL;
	for (uint32_t i = 0; i < page->counts[NODE_WORD] && !w; i++)
		if (str_equal(((struct word *)page->nodes[NODE_WORD][i])->raw, str_of(text)))
			w = (struct word *)page->nodes[NODE_WORD][i];
	cr_assert(w, "page %d has no word '%s'", number, text);
	w->unrated = false;
	w->confidence = confidence;
	return w;
}

Test(run, a_name_of_the_other_pages_mends_its_misreading)
{
	add_page("The house was built by Pajitnov and\nhis brothers. To Pajitnov it was dear.");
	add_page("Nobody asked what Pejitnov had paid\nfor it, nor did Pajitnovs brother.");
	add_page("In the spring Pajitnov went away, and\nKormazeen came, a friend of Pojitnov.");
	const struct word *read = doubt(2, "Pejitnov", 60), *form = doubt(2, "Pajitnovs", 60),
			  *other = doubt(3, "Kormazeen", 60), *certain = doubt(3, "Pojitnov.", 95);
	restore("run");
	cr_expect(str_equal(read->text, STR("Pajitnov")), "%.*s", STR_ARG(read->text));
	assert_evidence(2, "the run has \"Pajitnov\" 3 times");
	cr_expect(str_equal(form->text, form->raw), "a form of the name");
	cr_expect(str_equal(other->text, other->raw), "another name");
	cr_expect(str_equal(certain->text, certain->raw) && certain->reading_count == 1,
		  "what was read well is proposed");
}

Test(run, a_header_that_was_not_known_is_known_by_the_others)
{
	add_page("[page]\n58     HISTORY MONTHLY\n\n@");
	add_page("[page]\nHistory Monthly\n@");
	add_page("[page]\n60     HISTORY MONTHLY\n\n@");
	restore("furniture,run");
	assert_begins(1, "[page number] 58\n[header] HISTORY MONTHLY\n");
	assert_begins(2, "[header] History Monthly\nbe built");
	assert_evidence(2, "the same row stands at the top of pages 1 and 3");
}

Test(run, a_misread_header_is_known)
{
	add_page("[page]\n58     THE HISTORY MONTHLY\n\n@");
	add_page("[page]\nThe Histcry Mon?hly\n@");
	add_page("[page]\n60     THE HISTORY MONTHLY\n\n@");
	restore("furniture,run");
	assert_begins(2, "[header] The Histcry Mon?hly\n");
}

Test(run, headers_that_no_page_knows_are_known_by_their_repetition)
{
	for (int i = 0; i < 3; i++)
		add_page("[page]\nThe Weekly Visitor\n@");
	restore("run");
	for (int i = 1; i <= 3; i++)
		assert_begins(i, "[header] The Weekly Visitor\n");
}

Test(run, a_footer_at_the_same_place_of_one_other_page_is_known)
{
	add_page("[page]\n@\nof the society of friends\n");
	add_page("[page]\n@\nof the society of friends\n");
	restore("run");
	assert_ends(1, "nobody who\n[footer] of the society of friends\n");
	assert_evidence(2, "the same row stands at the foot of page 1");
}

Test(run, a_row_where_the_others_have_headers_is_one_if_it_is_set_apart)
{
	add_page("[page]\n58     HISTORY MONTHLY\n\n@");
	add_page("[page]\n59     HISTORY MONTHLY\n\n@");
	add_page("[page]\nApples and Pears\n\n@");
	add_page("[page]\nof the old town which nobody\n@\n");
	restore("furniture,run");
	assert_begins(3, "[header] Apples and Pears\n");
	assert_evidence(3, "running headers stand at this place on pages 1 and 2");
	assert_begins(4, "of the old town");
}

Test(run, heads_and_numbers_of_text_without_places_are_known_by_the_others)
{
	add_page("THE OLD MILL\n@12");
	add_page("THE OLD MILL\n@13");
	add_page("THE OLD MILL\n@14");
	restore("run");
	for (int i = 0; i < page_count; i++) {
		const struct region *head = first_region(&pages[i]),
				    *number = (const struct region *)pages[i].node.last;
		cr_expect_eq(head->type, REGION_HEADER);
		cr_expect_eq(next_region(head)->type, REGION_PARAGRAPH);
		cr_expect_eq(number->type, REGION_PAGE_NUMBER);
		cr_expect_eq(folio_value(page_printed_number(&pages[i])), 12 + i);
	}
}

Test(run, titles_are_kept)
{
	for (int i = 0; i < 3; i++)
		add_page("[page]\n# Letters\n\n\n@");
	restore("run");
	assert_untouched();
}

Test(run, a_title_is_kept_that_is_the_header_of_the_pages_after_it)
{
	add_page("[page]\n^ The Bridge Of The Town\n\n@");
	add_page("[page]\nTHE BRIDGE OF THE TOWN     59\n\n@");
	add_page("[page]\nTHE BRIDGE OF THE TOWN     60\n\n@");
	restore("furniture,run");
	assert_begins(1, "The Bridge");
}

Test(run, chapters_are_no_headers)
{
	add_page("[page]\nChapter 1\n\n@");
	add_page("[page]\nThe town\n\n@");
	add_page("[page]\nChapter 2\n\n@");
	add_page("[page]\nA ship\n\n@");
	add_page("[page]\nChapter 3\n\n@");
	restore("run");
	assert_untouched();
}

static void assert_number(int number, const char *expected)
{
	struct str printed = page_printed_number(leaves[number - 1]);
	cr_expect(str_equal(printed, str_of(expected)), "page %d has the number '%.*s'", number, STR_ARG(printed));
}

static void assert_notes(int number, const char *expected)
{
	struct strbuf json = page_to_json(leaves[number - 1]);
	bool missing = has_note(&leaves[number - 1]->node, NOTE_NUMBER_MISSING);
	bool doubtful = has_note(&leaves[number - 1]->node, NOTE_NUMBER_DOUBTFUL);
	cr_expect_str_eq(missing ? "missing" : doubtful ? "doubtful" : "", expected, "page %d", number);
	cr_expect_eq(strstr(json.s, "\"printed_number_missing\":true") != NULL, missing);
	cr_expect_eq(strstr(json.s, "\"printed_number_doubtful\":true") != NULL, doubtful);
	strbuf_release(&json);
}

Test(run, a_number_that_is_missing_or_does_not_fit_is_noted)
{
	add_page("[page]\n58     HISTORY MONTHLY\n\n@");
	add_page("[page]\n59     HISTORY MONTHLY\n\n@");
	add_page("[page]\nHISTORY MONTHLY 1921\n\n@");
	add_page("[page]\n67     HISTORY MONTHLY\n\n@");
	add_page("[page]\n62     HISTORY MONTHLY\n\n@");
	restore("furniture,run");
	static const char *const numbers[] = {"58", "59", "", "67", "62"};
	static const char *const notes[] = {"", "", "missing", "doubtful", ""};
	for (int i = 0; i < page_count; i++) {
		assert_number(i + 1, numbers[i]);
		assert_notes(i + 1, notes[i]);
	}
	assert_evidence(3, "the numbers of pages 1, 2 and 5 count on to 60 here");
}

Test(run, a_number_that_was_read_and_not_known_is_found)
{
	add_page("[page]\n58     HISTORY MONTHLY\n\n@");
	add_page("[page]\n59     HISTORY MONTHLY\n\n@");
	add_page("[page]\n@60\n");
	add_page("[page]\nHISTORY MONTHLY IN APRIL 61\n\n@");
	add_page("[page]\n62     HISTORY MONTHLY\n\n@");
	restore("furniture,run");
	assert_number(3, "60");
	assert_ends(3, "\n[page number] 60\n");
	assert_begins(4, "[page number] 61\n[header] HISTORY MONTHLY IN APRIL\n");
	for (int i = 1; i <= page_count; i++)
		assert_notes(i, "");
}

Test(run, numbers_of_leaves_rise_by_two_and_roman_ones_stand_by_themselves)
{
	add_page("[page]\nxii     HISTORY MONTHLY\n\n@");
	add_page("[page]\n3     HISTORY MONTHLY\n\n@");
	add_page("[page]\n5     HISTORY MONTHLY\n\n@");
	add_page("[page]\n7     HISTORY MONTHLY\n\n@");
	restore("furniture,run");
	assert_number(1, "xii");
	for (int i = 1; i <= page_count; i++)
		assert_notes(i, "");
}

Test(run, numbers_that_do_not_count_on_say_nothing)
{
	add_page("[page]\n58     HISTORY MONTHLY\n\n@");
	add_page("[page]\n12     HISTORY MONTHLY\n\n@");
	add_page("[page]\n80     HISTORY MONTHLY\n\n@");
	restore("furniture,run");
	for (int i = 1; i <= page_count; i++)
		assert_notes(i, "");
}

/* The notes of the page's only region. */
static const char *body_notes(int number)
{
	const struct node *r = leaves[number - 1]->node.first;
	static const char *const all[] = {"", "continues", "continued", "both"};
	return all[has_note(r, NOTE_CONTINUES) + 2 * has_note(r, NOTE_CONTINUED)];
}

Test(run, text_that_runs_on_is_marked)
{
	add_page("They wished for the resto-");
	add_page("ration of the old bridge and");
	add_page("of the town. All was well.");
	add_page("The next day came with snow and some");
	add_page("Chapter");
	add_page("Ended with an open hyphen in resto-");
	restore("run");
	static const char *const notes[] = {"continues", "both", "continued", "", "", "continues"};
	for (int i = 0; i < page_count; i++)
		cr_expect_str_eq(body_notes(i + 1), notes[i], "page %d: %s", i + 1, body_notes(i + 1));
	struct strbuf json = page_to_json(leaves[1]);
	cr_expect_not_null(strstr(json.s, "\"continues\":true,\"continued\":true,"), "%s", json.s);
	strbuf_release(&json);
}

Test(run, over_a_page_that_is_left_out_nothing_runs_on)
{
	add_page("They wished for the end of");
	add_page("the old bridge.")->number = 3;
	restore("run");
	assert_untouched();
}

Test(run, pages_that_go_through_it_again_stay_as_they_are)
{
	add_page("[page]\n58     HISTORY MONTHLY\n\n@This was the end of the\n");
	add_page("[page]\nHistory Monthly\nold bridge of this town.\n@");
	add_page("[page]\n60     HISTORY MONTHLY\n\n@");
	restore("furniture,run");
	struct strbuf first = page_to_json(leaves[1]);
	restore_once("run");
	struct strbuf second = page_to_json(leaves[1]);
	cr_expect_str_eq(second.s, first.s);
	cr_expect_not_null(strstr(first.s, "\"continued\":true"), "%s", first.s);
	strbuf_release(&first);
	strbuf_release(&second);
}

/* Two pages as one stored document, through the command. */
static const char *stored_pages(void)
{
	struct strbuf one = page_to_json(leaves[0]), two = page_to_json(leaves[1]), both = {0};
	strbuf_add(&both, str_chop(strbuf_str(&one), sizeof "\n]}\n" - 1));
	strbuf_printf(&both, ",\n%s", strstr(two.s, "{\"number\""));
	const char *path = scratch_file("stored.json", strbuf_str(&both));
	strbuf_release(&one);
	strbuf_release(&two);
	strbuf_release(&both);
	return path;
}

Test(run, the_command_does_it_over_the_pages_of_an_input, .init = scratch_make)
{
	add_page("They wished for the resto-");
	add_page("ration of the old bridge.");
	const char *path = stored_pages();
	struct strbuf text = OUTPUT_OF("restore", path), json = OUTPUT_OF("restore", "-f", "json", path);
	struct strbuf without = OUTPUT_OF("restore", "--stages", "none", "-f", "json", path);
	struct strbuf back = OUTPUT_OF("revert", "-f", "json", scratch_file("restored.json", strbuf_str(&json)));
	cr_expect_str_eq(text.s, "They wished for the resto-\n\fration of the old bridge.\n");
	cr_expect(strstr(json.s, "\"continues\":true") && strstr(json.s, "\"continued\":true"), "%s", json.s);
	cr_expect_str_eq(back.s, without.s);
	struct strbuf words = OUTPUT_OF("explain", scratch("restored.json"));
	cr_expect_not_null(strstr(words.s, "the text goes on on the next page\n   run, 95%"), "%s", words.s);
	expect_valid_json(scratch("restored.json"), "pipeline/emit/emend-1.schema.json");
	strbuf_release(&text);
	strbuf_release(&json);
	strbuf_release(&without);
	strbuf_release(&back);
	strbuf_release(&words);
	scratch_remove();
}
