/* The page model, single edits, and the text of a page's parts. */
#include "pages.h"

#include "page/text.h"

#include <criterion/criterion.h>

static struct page page;

static void make_page(void)
{
	page_from_text(&page, STR("the resto-\nration of\n\nnext page"));
}

static void drop_page(void)
{
	page_release(&page);
}

static struct word *word(uint32_t id)
{
	return (struct word *)page_find(&page, NODE_WORD, id);
}

static struct line *line(uint32_t id)
{
	return (struct line *)page_find(&page, NODE_LINE, id);
}

static struct region *region(uint32_t id)
{
	return (struct region *)page_find(&page, NODE_REGION, id);
}

static void assert_text(const char *expected)
{
	struct strbuf text = page_to_text(&page);
	cr_expect_str_eq(text.s, expected, "%s", text.s);
	cr_expect_null(page_check(&page));
	strbuf_release(&text);
}

static void assert_undone(void)
{
	cr_expect(edit_undo_all(&page));
	assert_text("the resto-\nration of\n\nnext page\n");
}

TestSuite(page, .init = make_page, .fini = drop_page);

Test(page, nodes_are_found_by_kind_and_id)
{
	cr_assert(str_equal(word(2)->text, STR("ration")) && word_line(word(2)) == line(1) &&
		  line_region(line(2)) == region(1));
	cr_assert(!word(6) && !line(3) && !region(2) && !page_find(&page, NODE_PAGE, 1));
	cr_assert_eq(page_find(&page, NODE_PAGE, 0), &page.node);
}

Test(page, region_types_have_unique_names)
{
	for (unsigned t = 0; t < REGION_TYPES; t++)
		cr_expect_eq(region_type_named(str_of(region_kinds[t].name)), t, "%s", region_kinds[t].name);
	cr_expect_eq(region_type_named(STR("unknown")), REGION_TYPES);
}

Test(page, the_next_line_is_in_the_body)
{
	cr_assert(line_after(line(0)) == line(1) && line_after(line(1)) == line(2) && !line_after(line(2)));
	edit_type(&page, WHY, region(1), REGION_CAPTION);
	cr_assert_null(line_after(line(1)));
	assert_undone();
}

Test(page, empty_boxes_add_nothing)
{
	struct box a = {1, 2, 5, 6}, b = {3, 0, 9, 4}, none = {0}, u = box_union(a, b);
	cr_assert(u.left == 1 && u.top == 0 && u.right == 9 && u.bottom == 6);
	u = box_union(none, a);
	cr_assert(u.left == 1 && u.bottom == 6 && box_empty(none) && !box_empty(a));
	u = box_union(a, none);
	cr_assert(u.left == 1 && u.bottom == 6);
}

Test(page, damage_to_the_tree_is_found)
{
	word(1)->node.prev = NULL;
	cr_expect_not_null(page_check(&page));
	word(1)->node.prev = &word(0)->node;
	cr_expect_null(page_check(&page));
	word(0)->in = word(1);
	word(1)->in = word(0);
	cr_expect_not_null(page_check(&page));
	word(0)->in = word(1)->in = NULL;
	node_unlink(&line(0)->node);
	cr_expect_not_null(page_check(&page));
}

Test(page, text_is_edited_and_undone)
{
	edit_text(&page, WHY, word(0), STR("a"));
	edit_text(&page, WHY, word(5), STR(""));
	assert_text("a resto-\nration of\n\nnext\n");
	cr_expect(str_equal(word(0)->raw, STR("the")));
	cr_expect(edit_undo(&page));
	assert_text("a resto-\nration of\n\nnext page\n");
	assert_undone();
	cr_expect(!edit_undo(&page));
}

Test(page, words_are_joined_and_split)
{
	edit_join(&page, WHY, word(1), word(2), STR("restoration"));
	assert_text("the restoration\nof\n\nnext page\n");
	word(0)->box = (struct box){10, 0, 40, 9};
	struct word *first = edit_split(&page, WHY, word(0), (struct str[]){STR("t"), STR("é"), STR("e")}, 3);
	assert_text("t é e restoration\nof\n\nnext page\n");
	cr_expect(first->box.left == 10 && first->box.right == 20 && next_word(first)->box.right == 30);
	assert_undone();
}

Test(page, readings_are_kept_beside_the_text_and_taken_back)
{
	edit_reading(&page, WHY, word(1), 1, STR("reste-"));
	edit_reading(&page, WHY, word(1), 2, STR("restoration"));
	cr_assert_eq(word(1)->reading_count, 2);
	cr_expect(str_equal(word(1)->readings[0].text, STR("reste-")) && word(1)->readings[0].count == 1);
	cr_expect(str_equal(word(1)->readings[1].text, STR("restoration")) && word(1)->readings[1].count == 2);
	cr_expect(str_equal(word(1)->readings[1].how, STR("a test")));
	assert_text("the resto-\nration of\n\nnext page\n");
	cr_expect(edit_undo(&page));
	cr_expect_eq(word(1)->reading_count, 1);
	assert_undone();
	cr_expect_eq(word(1)->reading_count, 0);
}

Test(page, types_are_changed)
{
	edit_type(&page, WHY, region(1), REGION_PULL_QUOTE);
	cr_expect(str_equal(page.journal[0].after, STR("pull-quote")));
	assert_undone();
	cr_expect_eq(region(1)->type, REGION_PARAGRAPH);
}

Test(page, runs_of_nodes_are_moved)
{
	edit_move(&page, WHY, &word(2)->node, 2, &line(0)->node, &word(0)->node);
	assert_text("ration of the resto-\n\nnext page\n");
	edit_move(&page, WHY, &region(1)->node, 1, &page.node, &region(0)->node);
	assert_text("next page\n\nration of the resto-\n");
	edit_move(&page, WHY, &line(0)->node, 1, &region(1)->node, NULL);
	assert_text("next page\nration of the resto-\n\n");
	assert_undone();
	cr_expect_eq(line(0)->moves + line(1)->moves + region(0)->moves + region(1)->moves, 0);
}

Test(page, boxes_follow_what_moved)
{
	region(0)->box = line(1)->box = (struct box){0, 0, 100, 10};
	word(3)->box = (struct box){50, 0, 60, 10};
	word(2)->box = (struct box){20, 0, 40, 10};
	cr_expect_eq(line_box(line(1)).right, 100);
	edit_move(&page, WHY, &word(3)->node, 1, &line(2)->node, NULL);
	cr_expect(line_box(line(1)).right == 40 && region_box(region(0)).right == 40 && line_box(line(2)).left == 50);
	cr_expect(edit_undo(&page));
	cr_expect(line_box(line(1)).right == 100 && region_box(region(0)).right == 100);
}

Test(page, nodes_are_added)
{
	struct region *r = edit_add_region(&page, WHY, REGION_HEADING, region(0));
	struct line *l = edit_add_line(&page, WHY, r, NULL);
	edit_add_word(&page, WHY, l, NULL, STR("Heading"));
	edit_add_word(&page, WHY, l, first_word(l), STR("A"));
	assert_text("A Heading\n\nthe resto-\nration of\n\nnext page\n");
	assert_undone();
	cr_expect(page.counts[NODE_REGION] == 2 && page.counts[NODE_LINE] == 3 && page.counts[NODE_WORD] == 6);
}

static void assert_line_texts(const char *head, const char *tail)
{
	struct str *texts = page_line_texts(&page, &page.arena);
	cr_expect(str_equal(texts[1], str_of(head)), "%.*s", STR_ARG(texts[1]));
	cr_expect(str_equal(texts[2], str_of(tail)), "%.*s", STR_ARG(texts[2]));
}

Test(page, joined_words_give_each_line_its_part)
{
	assert_line_texts("resto-", "ration");
	edit_text(&page, WHY, word(2), STR("ratlon"));
	edit_join(&page, WHY, word(1), word(2), STR("restoratlon"));
	assert_line_texts("resto-", "ratlon");
	edit_text(&page, WHY, word(1), STR("restoration"));
	assert_line_texts("restoration", "");
}

Test(page, words_joined_within_a_line_stay_so)
{
	edit_join(&page, WHY, word(1), word(2), STR("restoration"));
	edit_join(&page, WHY, word(1), word(3), STR("restorationof"));
	assert_line_texts("resto-", "rationof");
	edit_undo(&page);
	edit_undo(&page);
	edit_join(&page, WHY, word(2), word(3), STR("rationof"));
	assert_line_texts("resto-", "rationof");
}

Test(page, three_words_joined_give_each_line_its_part)
{
	edit_join(&page, WHY, word(1), word(2), STR("restoration"));
	edit_join(&page, WHY, word(1), word(4), STR("restorationnext"));
	assert_line_texts("resto-", "ration");
	struct str *texts = page_line_texts(&page, &page.arena);
	cr_expect(str_equal(texts[4], STR("next")));
}
