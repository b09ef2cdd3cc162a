/* The stage that knows the bullets of lists: by their ink, or by other bullets; and what it leaves alone. */
#include "pages.h"

#include "repair/repair.h"

#include <criterion/criterion.h>

/* Lines 60 pixels apart, of words 16 pixels a letter in type of x-height 20; the first word stands 25 apart. */
enum {
	LEFT = 200,
	TOP = 100,
	LEADING = 60,
	HEIGHT = 19,
	LETTER = 16,
	SPACE = 12,
	APART = 25,
	X_HEIGHT = 20,
	SIZE = 18
};

static const float stroke = 4, disc = 15;

static struct word *mark_of(const struct page *page, uint32_t line)
{
	return first_word((const struct line *)page->nodes[NODE_LINE][line]);
}

/* Every line begins with a mark of a bullet's size and ink. */
static void set_list(struct page *page, const char *text)
{
	page_from_text(page, str_of(text));
	page->width = page->height = 1400;
	page->frame = (struct box){0, 0, page->width, page->height};
	for (uint32_t i = 0; i < page->counts[NODE_LINE]; i++) {
		struct line *l = (struct line *)page->nodes[NODE_LINE][i];
		int x = LEFT, y = TOP + (int)i * LEADING;
		for (struct word *w = first_word(l); w; w = next_word(w)) {
			bool mark = w == first_word(l);
			int width = mark ? SIZE : (int)w->raw.n * LETTER;
			w->box = (struct box){x, y, x + width, y + HEIGHT};
			w->type = (struct type_measures){
				.x_height = X_HEIGHT, .stroke = mark ? disc : stroke, .measured = true};
			x = w->box.right + (mark ? APART : SPACE);
		}
	}
}

static void expect_marks(struct page *page, const char *wanted)
{
	struct repair_plan plan;
	struct emend_error error;
	struct strbuf got = {0};
	cr_assert_eq(repair_plan_init(&plan, "lists", NULL, &error), EMEND_OK);
	repair_run(&plan, page, NULL);
	for (uint32_t i = 0; i < page->counts[NODE_LINE]; i++)
		strbuf_add(&got, mark_of(page, i)->text);
	cr_expect_str_eq(got.s, wanted);
	cr_expect_null(page_check(page));
	cr_expect(edit_undo_all(page));
	strbuf_release(&got);
	repair_plan_release(&plan);
	page_release(page);
}

Test(lists, a_mark_of_solid_ink_is_a_bullet)
{
	struct page page;
	set_list(&page, "e Create an interface\n¢ Build a database\n* Write code\n• Import files");
	expect_marks(&page, "••••");
}

Test(lists, a_letter_is_none)
{
	struct page page;
	set_list(&page, "e Milano\ne Roma");
	mark_of(&page, 0)->type.stroke = mark_of(&page, 1)->type.stroke = stroke;
	expect_marks(&page, "ee");
}

Test(lists, a_mark_that_was_not_measured_is_one_where_another_is)
{
	struct page page;
	set_list(&page, "e Create an interface\n¢ Build a database\n¢ 20");
	mark_of(&page, 1)->type = mark_of(&page, 2)->type = (struct type_measures){0};
	mark_of(&page, 2)->box.left -= 2 * X_HEIGHT;
	mark_of(&page, 2)->box.right -= 2 * X_HEIGHT;
	expect_marks(&page, "••¢");
}

Test(lists, one_like_others_may_stand_nearer_to_its_word)
{
	struct page page;
	set_list(&page, "e Create an interface\n© Has been built");
	mark_of(&page, 1)->type = (struct type_measures){0};
	for (struct word *w = next_word(mark_of(&page, 1)); w; w = next_word(w)) {
		w->box.left -= APART / 2;
		w->box.right -= APART / 2;
	}
	expect_marks(&page, "••");
}

Test(lists, what_is_not_round_stays)
{
	struct page page;
	set_list(&page, "_ ruled\n. stopped\nA title\n– dashed");
	mark_of(&page, 0)->box.top = mark_of(&page, 0)->box.bottom - 3;
	mark_of(&page, 1)->box.top = mark_of(&page, 1)->box.bottom - 5;
	mark_of(&page, 1)->box.right = mark_of(&page, 1)->box.left + 5;
	expect_marks(&page, "_.A–");
}

Test(lists, a_mark_that_stands_at_its_word_stays)
{
	struct page page;
	set_list(&page, "e Create an interface");
	mark_of(&page, 0)->box.right += APART / 2;
	mark_of(&page, 0)->box.left += APART / 2;
	expect_marks(&page, "e");
}
