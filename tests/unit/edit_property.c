/*
 * The promise that all is reversible, tried on pages and edits at random: whatever edits are made, of all kinds and in
 * any order, undoing them gives the page that was there before, byte for byte; also after a way through JSON.
 */
#include "pages.h"

#include <criterion/criterion.h>

static void assert_sound(const struct page *page, uint64_t seed)
{
	const char *wrong = page_check(page);
	cr_assert_null(wrong, "seed %lu, after %u edits: %s", seed, page->edit_count, wrong);
}

static void assert_json(const struct page *page, struct str expected, uint64_t seed)
{
	struct strbuf now = page_to_json(page);
	cr_assert(str_equal(strbuf_str(&now), expected), "seed %lu, %u edits are left:\n%s\nexpected:\n%.*s", seed,
		  page->edit_count, now.s, STR_ARG(expected));
	strbuf_release(&now);
}

static void undo_all(struct page *page, struct str original, uint64_t seed)
{
	while (page->edit_count) {
		cr_assert(edit_undo(page), "seed %lu: edit %u cannot be undone", seed, page->edit_count);
		assert_sound(page, seed);
	}
	assert_json(page, original, seed);
}

Test(edit_property, undoing_all_edits_gives_the_page_as_it_was_read, .timeout = 60)
{
	for (uint64_t seed = 1; seed <= 300; seed++) {
		struct random r = {seed};
		struct page page;
		page_at_random(&page, &r, 6);
		struct strbuf original = page_to_json(&page);
		for (int i = 0; i < 400; i++) {
			edit_at_random(&page, &r);
			assert_sound(&page, seed);
		}
		undo_all(&page, strbuf_str(&original), seed);
		strbuf_release(&original);
		page_release(&page);
	}
}

Test(edit_property, each_state_on_the_way_back_is_the_one_that_was_there, .timeout = 60)
{
	enum { EDITS = 40 };
	for (uint64_t seed = 1001; seed <= 1200; seed++) {
		struct random r = {seed};
		struct strbuf states[EDITS + 1] = {0};
		struct page page;
		page_at_random(&page, &r, 3);
		for (int i = 0; i < EDITS; i++) {
			if (!states[page.edit_count].s)
				states[page.edit_count] = page_to_json(&page);
			edit_at_random(&page, &r);
		}
		while (edit_undo(&page))
			assert_json(&page, strbuf_str(&states[page.edit_count]), seed);
		cr_assert_eq(page.edit_count, 0, "seed %lu", seed);
		for (int i = 0; i <= EDITS; i++)
			strbuf_release(&states[i]);
		page_release(&page);
	}
}

Test(edit_property, pages_read_back_from_json_are_equal_and_can_be_reverted, .timeout = 60)
{
	for (uint64_t seed = 2001; seed <= 2200; seed++) {
		struct random r = {seed};
		struct page page, copy;
		page_at_random(&page, &r, 5);
		struct strbuf original = page_to_json(&page);
		for (int i = 0; i < 150; i++)
			edit_at_random(&page, &r);
		struct strbuf edited = page_to_json(&page);
		const char *wrong = page_from_json(&copy, strbuf_str(&edited));
		cr_assert_null(wrong, "seed %lu: %s", seed, wrong);
		assert_json(&copy, strbuf_str(&edited), seed);
		undo_all(&copy, strbuf_str(&original), seed);
		strbuf_release(&original);
		strbuf_release(&edited);
		page_release(&page);
		page_release(&copy);
	}
}

/* Puts a random id, number or text into a random entry of the journal. */
static void damage_entry(struct page *page, struct random *r)
{
	struct edit *e = &page->journal[random_below(r, page->edit_count)];
	uint32_t id = random_below(r, 4) ? random_below(r, 12) : NO_NODE;
	switch (random_below(r, 9)) {
	case 0: e->kind = (enum edit_kind)random_below(r, EDIT_KINDS); break;
	case 1: e->target = (struct node_ref){(enum node_kind)random_below(r, NODE_KINDS), id}; break;
	case 2: e->other = id; break;
	case 3: e->count = random_below(r, 5); break;
	case 4: e->before = text_at_random(&page->arena, r, 3); break;
	case 5: e->after = text_at_random(&page->arena, r, 3); break;
	case 6: e->from.before = e->to.before = id; break;
	case 7: e->from.parent = (struct node_ref){(enum node_kind)random_below(r, NODE_WORD), id}; break;
	default: *e = page->journal[random_below(r, page->edit_count)]; break;
	}
}

/* A damaged journal is written and read as any other; what cannot be undone must be refused, on a sound page. */
Test(edit_property, damaged_journals_are_refused_or_undone_but_never_break_the_page, .timeout = 60)
{
	unsigned refused = 0, undone = 0, stuck = 0;
	for (uint64_t seed = 3001; seed <= 6000; seed++) {
		struct random r = {seed};
		struct page page, copy;
		page_at_random(&page, &r, 3);
		for (int i = 0; i < 12; i++)
			edit_at_random(&page, &r);
		for (uint32_t n = page.edit_count ? 1 + random_below(&r, 3) : 0; n--;)
			damage_entry(&page, &r);
		struct strbuf json = page_to_json(&page);
		if (page_from_json(&copy, strbuf_str(&json))) {
			refused++;
		} else {
			assert_sound(&copy, seed);
			while (edit_undo(&copy))
				assert_sound(&copy, seed);
			assert_sound(&copy, seed);
			*(copy.edit_count ? &stuck : &undone) += 1;
		}
		strbuf_release(&json);
		page_release(&page);
		page_release(&copy);
	}
	cr_assert(refused > 100 && undone > 100 && stuck > 100, "%u refused, %u undone, %u stuck", refused, undone,
		  stuck);
}
