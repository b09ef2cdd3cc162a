/* Reports of pages: what counts as a change, as a move; and text that nobody has vouched for. */
#include "compare/changes.h"
#include "compare/html.h"
#include "compare/passages.h"
#include "compare/report.h"

#include "base/sha256.h"
#include "pages.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* What a writer gives; ends in a NUL. */
static struct strbuf written(void (*put)(FILE *out, struct str s), struct str s)
{
	char *text = NULL;
	size_t n;
	FILE *out = open_memstream(&text, &n);
	struct strbuf all = {0};
	put(out, s);
	fclose(out);
	strbuf_add(&all, (struct str){text, n});
	strbuf_add(&all, STR(""));
	free(text);
	return all;
}

static void expect_written(void (*put)(FILE *out, struct str s), struct str s, const char *expected)
{
	struct strbuf all = written(put, s);
	cr_expect_str_eq(all.n ? all.s : "", expected);
	strbuf_release(&all);
}

Test(report, text_stays_text_in_html_and_in_scripts)
{
	expect_written(html_text, STR("a<b> & \"c\"\x01"), "a&lt;b&gt; &amp; &quot;c&quot; ");
	expect_written(html_json, STR("</script><!-- \"\\ \n"), "\"\\u003c/script\\u003e\\u003c!-- \\\"\\\\ \\u000a\"");
	expect_written(html_json, STR("a\xE2\x80\xA8z\xE2\x80\xA9\xE2\x80\xA6"), "\"a\\u2028z\\u2029\xE2\x80\xA6\"");
}

/* The examples of RFC 4648. */
Test(report, base64)
{
	static const char *const examples[][2] = {{"", ""},
						  {"f", "Zg=="},
						  {"fo", "Zm8="},
						  {"foo", "Zm9v"},
						  {"foob", "Zm9vYg=="},
						  {"fooba", "Zm9vYmE="},
						  {"foobar", "Zm9vYmFy"}};
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
		expect_written(html_base64, str_of(examples[i][0]), examples[i][1]);
}

/* The examples of FIPS 180-4's own page, and one about each length where the padding changes. */
Test(report, sha256)
{
	static const struct {
		const char *text, *digest;
	} examples[] = {{"", "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"},
			{"abc", "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='"},
			{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
			 "'sha256-JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE='"}};
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
		expect_written(html_hash, str_of(examples[i].text), examples[i].digest);
}

/* Passages as rows: "0-3 > 0-3; 3-5 > 5-7 moved". */
static void expect_passages(const uint32_t *match, uint32_t after, uint32_t before, const char *expected)
{
	struct arena arena = {0};
	struct strbuf rows = {0};
	struct passages p = find_passages(match, after, before, &arena);
	strbuf_add(&rows, STR(""));
	for (uint32_t i = 0; i < p.count; i++)
		strbuf_printf(&rows, "%s%u-%u > %u-%u%s", i ? "; " : "", p.all[i].before, p.all[i].before_end,
			      p.all[i].after, p.all[i].after_end, p.all[i].moved ? " moved" : "");
	cr_expect_str_eq(rows.n ? rows.s : "", expected);
	strbuf_release(&rows);
	arena_release(&arena);
}

Test(report, passages_that_moved_are_the_shorter_ones)
{
	const uint32_t same[] = {0, 1, 2}, swapped[] = {3, 4, 0, 1, 2}, joined[] = {0, 2, 3},
		       added[] = {NO_WORD, 0, NO_WORD, 1}, back[] = {2, 1, 0};
	expect_passages(same, 3, 3, "0-3 > 0-3");
	expect_passages(swapped, 5, 5, "3-5 > 0-2 moved; 0-3 > 2-5");
	/* Word 1 before is a part of word 0 after. */
	expect_passages(joined, 3, 4, "0-4 > 0-3");
	expect_passages(added, 4, 2, "0-2 > 0-4");
	expect_passages(back, 3, 3, "2-3 > 0-1; 1-2 > 1-2 moved; 0-1 > 2-3 moved");
	expect_passages(NULL, 0, 2, "");
}

/* Every word belongs to one passage, and those that stay are in order, whatever moves. */
Test(report, passages_hold_every_word_once)
{
	struct random random = {7};
	for (int round = 0; round < 300; round++) {
		uint32_t match[40], before = random_below(&random, 40), after = random_below(&random, 40), held = 0;
		bool taken[40] = {0};
		for (uint32_t i = 0; i < after; i++) {
			uint32_t to = before ? random_below(&random, before) : 0;
			match[i] = before && !taken[to] && random_below(&random, 4) ? to : NO_WORD;
			if (match[i] != NO_WORD)
				taken[to] = true;
		}
		struct arena arena = {0};
		struct passages p = find_passages(match, after, before, &arena);
		uint32_t stays = 0, at = 0;
		for (uint32_t i = 0; i < p.count; i++) {
			cr_assert_eq(p.all[i].after, at);
			at = p.all[i].after_end;
			if (p.all[i].before == NO_WORD)
				continue;
			held += p.all[i].before_end - p.all[i].before;
			cr_assert(p.all[i].moved || p.all[i].before >= stays);
			stays = p.all[i].moved ? stays : p.all[i].before_end;
		}
		cr_assert_eq(at, after);
		cr_assert_eq(held + p.lead, before);
		arena_release(&arena);
	}
}

/* Two pages of that text. */
struct twins {
	struct page page, twin;
};

static void twins_from_text(struct twins *t, const char *text)
{
	page_from_text(&t->page, str_of(text));
	page_from_text(&t->twin, str_of(text));
}

static void twins_release(struct twins *t)
{
	page_release(&t->page);
	page_release(&t->twin);
}

static struct word *word_at(struct page *page, uint32_t id)
{
	return (struct word *)page_find(page, NODE_WORD, id);
}

/* Does the same to both. */
#define BOTH(twins, edit)                                                                                              \
	for (struct page *page = &(twins)->page; page; page = page == &(twins)->page ? &(twins)->twin : NULL)          \
	edit

static void expect_kinds(struct twins *t, const char *expected)
{
	struct arena arena = {0};
	struct strbuf kinds = {0};
	struct changes c = find_changes(&t->page, &t->twin, NULL, &arena);
	for (uint32_t i = 0; i < c.count; i++)
		if (c.all[i].kind != CHANGE_UNSURE)
			strbuf_printf(&kinds, "%s%s", i ? " " : "", change_names[c.all[i].kind].name);
	cr_expect_str_eq(kinds.n ? kinds.s : "", expected);
	strbuf_release(&kinds);
	arena_release(&arena);
}

Test(report, changes_are_told_by_what_they_did)
{
	struct twins t;
	twins_from_text(&t, "the resto-\nration of\n\na QUOTE\n\nthe text\n");
	BOTH(&t, edit_join(page, WHY, word_at(page, 1), word_at(page, 2), STR("restoration")));
	BOTH(&t, edit_text(page, WHY, word_at(page, 5), STR("quote")));
	/* The quote goes behind the text. */
	BOTH(&t, edit_move(page, WHY, page_find(page, NODE_REGION, 1), 1, &page->node, NULL));
	BOTH(&t, edit_type(page, WHY, (struct region *)page_find(page, NODE_REGION, 1), REGION_PULL_QUOTE));
	expect_kinds(&t, "join text move type");
	twins_release(&t);
}

Test(report, lines_that_only_change_their_paragraph_have_not_moved)
{
	struct twins t;
	twins_from_text(&t, "one two\nthree four\n\nfive six\n");
	BOTH(&t, edit_move(page, WHY, page_find(page, NODE_LINE, 1), 1, page_find(page, NODE_REGION, 1),
			   page_find(page, NODE_LINE, 2)));
	expect_kinds(&t, "group");
	twins_release(&t);
}

Test(report, what_is_moved_and_moved_back_has_not_moved)
{
	struct twins t;
	twins_from_text(&t, "one\n\ntwo\n");
	BOTH(&t,
	     edit_move(page, WHY, page_find(page, NODE_REGION, 1), 1, &page->node, page_find(page, NODE_REGION, 0)));
	BOTH(&t, edit_move(page, ((struct reason){STR("other"), 50, STR("back")}), page_find(page, NODE_REGION, 1), 1,
			   &page->node, NULL));
	expect_kinds(&t, "group group");
	twins_release(&t);
}

Test(report, the_same_page_gives_the_same_bytes_and_no_lone_surprises)
{
	for (unsigned seed = 1; seed <= 30; seed++) {
		struct strbuf first = {0};
		for (int round = 0; round < 2; round++) {
			struct random random = {seed}, again = {seed};
			struct twins t;
			page_at_random(&t.page, &random, 6);
			page_at_random(&t.twin, &again, 6);
			for (int i = 0; i < 12; i++) {
				edit_at_random(&t.page, &random);
				edit_at_random(&t.twin, &again);
			}
			char *text = NULL;
			size_t n;
			FILE *out = open_memstream(&text, &n);
			struct report_summary summary;
			report_page(out, &(struct report_page){.page = &t.page, .twin = &t.twin, .source = "x"},
				    &summary);
			fclose(out);
			if (round)
				cr_expect(n == first.n && !memcmp(text, first.s, n), "seed %u", seed);
			strbuf_add(&first, (struct str){text, n});
			free(text);
			twins_release(&t);
		}
		strbuf_release(&first);
	}
}
