/* Inputs that would take quadratic time or memory, or a deep stack. The time limits are far above what they take. */
#include "pages.h"

#include "emit/emit.h"
#include "repair/repair.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(pathological, .timeout = 40);

static void repeat(struct strbuf *b, const char *s, size_t times)
{
	while (times--)
		strbuf_add(b, str_of(s));
}

/* Runs all stages, writes text and JSON, and undoes all. Gives how many edits were made. */
static uint32_t use_page(struct page *page)
{
	struct repair_plan plan;
	struct emend_error error;
	struct lexicon *lexicon = lexicon_new("eng");
	cr_assert_eq(repair_plan_init(&plan, NULL, NULL, &error), EMEND_OK);
	plan.lexicon = lexicon;
	repair_run(&plan, page, NULL);
	cr_assert_null(page_check(page));
	uint32_t edits = page->edit_count;
	FILE *nowhere = fopen("/dev/null", "w");
	struct document document = {.out = nowhere, .options = {.source = "", .lines = true}};
	emit_format_named(STR("txt"))->page(&document, page);
	emit_format_named(STR("json"))->page(&document, page);
	fclose(nowhere);
	cr_assert(edit_undo_all(page));
	cr_assert_null(page_check(page));
	lexicon_drop(lexicon);
	return edits;
}

static uint32_t use_text(struct strbuf *text)
{
	struct page page;
	page_from_text(&page, strbuf_str(text));
	strbuf_release(text);
	uint32_t edits = use_page(&page);
	page_release(&page);
	return edits;
}

Test(pathological, a_word_of_ten_megabytes)
{
	struct strbuf text = {0};
	repeat(&text, "e\u0301e\u0301e\u0301a", 1000000);
	repeat(&text, "-\nword", 1);
	cr_assert_eq(use_text(&text), 1, "its accents are composed");
}

Test(pathological, a_line_of_two_hundred_thousand_words)
{
	struct strbuf text = {0};
	repeat(&text, "character ", 200000);
	cr_assert_eq(use_text(&text), 0);
}

Test(pathological, hyphens_at_a_hundred_thousand_line_ends)
{
	struct strbuf text = {0};
	repeat(&text, "ration resto-\n", 100000);
	cr_assert_eq(use_text(&text), 99999);
}

Test(pathological, a_hundred_thousand_regions)
{
	struct strbuf text = {0};
	repeat(&text, "the resto-\n\n", 100000);
	use_text(&text);
}

Test(pathological, a_hundred_thousand_captions_that_end_in_a_hyphen)
{
	struct strbuf text = {0};
	struct page page;
	repeat(&text, "the resto-\n\n", 100000);
	page_from_text(&page, strbuf_str(&text));
	strbuf_release(&text);
	for (struct region *r = first_region(&page); r; r = next_region(r))
		edit_type(&page, WHY, r, REGION_CAPTION);
	cr_assert_eq(use_page(&page), 100000);
	page_release(&page);
}

Test(pathological, a_journal_of_two_hundred_thousand_edits)
{
	struct random r = {7};
	struct page page, copy;
	page_at_random(&page, &r, 40);
	struct strbuf before = page_to_json(&page);
	while (page.edit_count < 200000) {
		struct word *w = (struct word *)page.nodes[NODE_WORD][page.edit_count % page.counts[NODE_WORD]];
		edit_text(&page, WHY, w, page.edit_count % 2 ? STR("odd") : STR("even"));
		edit_move(&page, WHY, page.node.first, 1, &page.node, NULL);
	}
	struct strbuf json = page_to_json(&page);
	const char *wrong = page_from_json(&copy, strbuf_str(&json));
	cr_assert_null(wrong, "%s", wrong);
	cr_assert(edit_undo_all(&copy));
	strbuf_release(&json);
	json = page_to_json(&copy);
	cr_assert(str_equal(strbuf_str(&json), strbuf_str(&before)));
	strbuf_release(&json);
	strbuf_release(&before);
	page_release(&page);
	page_release(&copy);
}

Test(pathological, json_nested_a_million_deep)
{
	struct strbuf json = {0};
	struct page page;
	repeat(&json, "{\"format\":\"emend/1\",\"pages\":", 1);
	repeat(&json, "[", 1000000);
	cr_assert_not_null(page_from_json(&page, strbuf_str(&json)));
	strbuf_release(&json);
	page_release(&page);
}

Test(pathological, each_word_in_the_one_before)
{
	struct strbuf json = {0};
	struct page page;
	repeat(&json,
	       "{\"format\":\"emend/1\",\"pages\":[{\"regions\":[{\"id\":\"r0\",\"type\":\"other\",\"lines\":[{"
	       "\"id\":\"l0\",\"words\":[{\"id\":\"w0\"}",
	       1);
	for (int i = 1; i < 50000; i++)
		strbuf_printf(&json, ",{\"id\":\"w%d\",\"in\":\"w%d\"}", i, i - 1);
	repeat(&json, "]}]}]}]}", 1);
	const char *wrong = page_from_json(&page, strbuf_str(&json));
	cr_assert(wrong && strstr(wrong, "a word is in itself"), "%s", wrong ? wrong : "it is read");
	strbuf_release(&json);
	page_release(&page);
}
