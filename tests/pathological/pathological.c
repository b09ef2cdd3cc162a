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
	repair_plan_release(&plan);
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
	cr_assert_eq(use_text(&text), 2, "its accents are composed, and its halves joined");
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

/* A page of that many lines of so many words, each in a region of its own; place says where a line begins. */
static void use_lines(int lines, int words, int space, struct point (*place)(int))
{
	static const char *const texts[] = {"the", "of", "council", "bridge.", "misfor-", "tune", "met", "There"};
	struct page page;
	page_init(&page);
	page.width = page.height = 5000;
	for (int i = 0; i < lines; i++) {
		struct region *region = page_add_region(&page, REGION_PARAGRAPH);
		struct line *line = page_add_line(&page, region);
		struct point at = place(i);
		for (int k = 0, x = at.x; k < words; k++, x += space) {
			struct word *w = page_add_word(&page, line, str_of(texts[(i * 5 + k * 3) % 8]));
			w->type = (struct type_measures){.x_height = i % 3 ? 14 : 28, .stroke = 3, .measured = true};
			w->box = (struct box){x, at.y - 20, x + 16 * (int)w->text.n, at.y};
			x = w->box.right;
			line->box = region->box = box_union(line->box, w->box);
		}
		line->baseline[0] = (struct point){line->box.left, at.y};
		line->baseline[1] = (struct point){line->box.right, at.y};
	}
	use_page(&page);
	page_release(&page);
}

static struct point in_a_column(int i)
{
	return (struct point){100, 100 + 40 * i};
}

static struct point in_a_row(int i)
{
	return (struct point){100 + 700 * i, 100};
}

static struct point in_one_place(int i)
{
	return (struct point){100, 100 + i % 7};
}

static struct point in_a_grid(int i)
{
	return (struct point){100 + i % 50 * 200, 100 + i / 50 * 60};
}

static struct point anywhere(int i)
{
	return (struct point){100 + i * 977 % 3000, 100 + i * 1231 % 4000};
}

Test(pathological, a_page_of_three_thousand_lines)
{
	use_lines(3000, 8, 16, in_a_column);
	use_lines(3000, 8, 16, in_a_row);
	use_lines(3000, 1, 16, in_a_grid);
	use_lines(2000, 1, 16, anywhere);
}

Test(pathological, three_thousand_lines_upon_each_other_with_wide_gaps)
{
	use_lines(3000, 20, 40, in_one_place);
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
