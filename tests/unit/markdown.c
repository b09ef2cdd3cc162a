/* Markdown: what is written of each thing that a page can have, and what cmark makes of it. */
#include "pages.h"
#include "run.h"

#include "base/utf8.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void expect_md(struct page *page, const char *wanted)
{
	struct strbuf md = pages_written("md", page, 1);
	cr_expect_str_eq(md.s, wanted, "%s\nand not:\n%s", md.s, wanted);
	strbuf_release(&md);
	page_release(page);
}

static void expect_escaped(const char *text, const char *wanted)
{
	struct page page;
	char line[300];
	page_from_text(&page, str_of(text));
	snprintf(line, sizeof line, "%s\n", wanted);
	expect_md(&page, line);
}

Test(markdown, paragraphs_are_unwrapped)
{
	struct page page;
	page_from_text(&page, STR("the resto-\nration\n\nof the\ntext"));
	edit_join(&page, WHY, (struct word *)page.nodes[NODE_WORD][1], (struct word *)page.nodes[NODE_WORD][2],
		  STR("restoration"));
	expect_md(&page, "the restoration\n\nof the text\n");
}

Test(markdown, what_would_be_markup_is_escaped)
{
	expect_escaped("a *b* _c_ `d` \\e", "a \\*b\\* _c\\_ \\`d\\` \\\\e");
	expect_escaped("[a] <b> c|d ~e~", "\\[a] \\<b> c\\|d \\~e\\~");
	expect_escaped("x &amp; &#38; y & z &c. AT&T", "x \\&amp; \\&#38; y & z &c. AT&T");
	expect_escaped("C# #tag # x", "C# \\#tag \\# x");
}

Test(markdown, addresses_are_left_as_they_are)
{
	expect_escaped("http://a.org/~b/c_d?e=f&g=h#i", "http://a.org/~b/c_d?e=f&g=h#i");
}

Test(markdown, the_beginning_of_a_line_makes_no_list_heading_or_quote)
{
	expect_escaped("1986. It was", "1986\\. It was");
	expect_escaped("3) Third", "3\\) Third");
	expect_escaped("3.5 inches", "3.5 inches");
	expect_escaped("- said he", "\\- said he");
	expect_escaped("-5 degrees", "-5 degrees");
	expect_escaped("--- x", "\\--- x");
	expect_escaped("+ x", "\\+ x");
	expect_escaped("> x > y", "\\> x > y");
	expect_escaped("# x", "\\# x");
	expect_escaped("===", "\\===");
}

static void set_type(struct region *r, float x_height)
{
	for (struct line *l = first_line(r); l; l = next_line(l))
		for (struct word *w = first_word(l); w; w = next_word(w))
			w->type = (struct type_measures){.x_height = x_height, .measured = true};
}

Test(markdown, headings_have_the_rank_of_their_size)
{
	static const float sizes[] = {60, 40, 20, 24};
	struct page page;
	PAGE_OF_TYPES(&page, "Free\n\nA deck\n\nText.\n\nMore", REGION_HEADING, REGION_HEADING, REGION_PARAGRAPH,
		      REGION_HEADING);
	for (struct region *r = first_region(&page); r; r = next_region(r))
		set_type(r, sizes[r->node.id]);
	set_type(first_region(&page), 60);
	set_type(next_region(first_region(&page)), 36);
	expect_md(&page, "# Free\n\n## A deck\n\nText.\n\n### More\n");
}

Test(markdown, headings_without_measures_are_of_the_second_rank)
{
	struct page page;
	PAGE_OF_TYPES(&page, "1. Free #\n\nText.", REGION_HEADING, REGION_PARAGRAPH);
	expect_md(&page, "## 1\\. Free \\#\n\nText.\n");
}

Test(markdown, inserts_stand_in_their_place_and_notes_at_the_end)
{
	struct page page;
	PAGE_OF_TYPES(&page, "A note.\n\nText.\n\nSaid.\n\n1. Caption\n\nMore.", REGION_FOOTNOTE, REGION_PARAGRAPH,
		      REGION_PULL_QUOTE, REGION_CAPTION, REGION_PARAGRAPH);
	expect_md(&page, "Text.\n\n> Said.\n\n*1\\. Caption*\n\nMore.\n\nA note.\n");
}

Test(markdown, lines_that_mean_something_stay)
{
	struct page page;
	PAGE_OF_TYPES(&page, "PETERSHAM,\n- SURREY", REGION_LINES);
	expect_md(&page, "PETERSHAM,  \n\\- SURREY\n");
}

Test(markdown, listings_are_code)
{
	struct page page;
	PAGE_OF_TYPES(&page, "if (*a)\nb();\n\nx ```` y", REGION_LISTING, REGION_LISTING);
	expect_md(&page, "```\nif (*a)\nb();\n```\n\n`````\nx ```` y\n`````\n");
}

Test(markdown, tables_have_pipes)
{
	struct page page;
	page_from_drawing(&page, STR("[page]\n"
				     "             Houses     Ships\n"
				     "Mill            120\n"
				     "Whitby        1,400       212\n"
				     "Selby                       3\n"
				     "Hull          9,310       870\n"));
	run_stage(&page, "tables");
	expect_md(&page, "|  | Houses | Ships |\n"
			 "| --- | --- | --- |\n"
			 "| Mill | 120 |  |\n"
			 "| Whitby | 1,400 | 212 |\n"
			 "| Selby |  | 3 |\n"
			 "| Hull | 9,310 | 870 |\n");
}

/* Its last letters are half ones: they are no text. */
static void lose_letters(struct page *page, const char *of, size_t letters)
{
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		if (!str_equal(w->text, str_of(of)))
			continue;
		struct lacuna lacuna = {.word = w,
					.side = LACUNA_RIGHT,
					.in_word = true,
					.doubtful = str_skip(w->text, w->text.n - letters)};
		edit_text(page, WHY, w, str_chop(w->text, letters));
		edit_lacuna(page, WHY, &lacuna);
	}
}

/* Also behind a cell, and where nothing else stands in a row. */
Test(markdown, tables_say_what_is_missing)
{
	struct page page;
	page_from_drawing(&page, STR("[page]\n"
				     "             Houses     Ships\n"
				     "Mill            120\n"
				     "Whitby        1,400       212\n"
				     "Selby                       3\n"
				     "Hull          9,310       870\n"));
	run_stage(&page, "tables");
	lose_letters(&page, "Mill", 4);
	lose_letters(&page, "120", 3);
	lose_letters(&page, "212", 1);
	lose_letters(&page, "870", 3);
	expect_md(&page, "|  | Houses | Ships |\n"
			 "| --- | --- | --- |\n"
			 "| \\[…] \\[…] |  |  |\n"
			 "| Whitby | 1,400 | 21\\[…] |\n"
			 "| Selby |  | 3 |\n"
			 "| Hull | 9,310 \\[…] |  |\n");
}

Test(markdown, pages_are_parted_by_a_comment)
{
	struct page pages[2];
	page_from_text(&pages[0], STR("One."));
	PAGE_OF_TYPES(&pages[1], "– 58 –\n\nTwo.", REGION_PAGE_NUMBER, REGION_PARAGRAPH);
	pages[1].number = 2;
	struct strbuf md = pages_written("md", pages, 2);
	cr_expect_str_eq(md.s, "One.\n\n<!-- page 2, printed number 58 -->\n\nTwo.\n", "%s", md.s);
	strbuf_release(&md);
	page_release(&pages[0]);
	page_release(&pages[1]);
}

Test(markdown, furniture_comes_last_where_it_is_asked_for)
{
	struct strbuf without = OUTPUT_OF("restore", "--stages", "none", "-f", "md", "tests/golden/drop-cap.json"),
		      with = OUTPUT_OF("restore", "--stages", "none", "--furniture", "-f", "md",
				       "tests/golden/drop-cap.json");
	cr_expect(str_starts(strbuf_str(&with), strbuf_str(&without)));
	cr_expect(str_starts(str_skip(strbuf_str(&with), without.n), STR("\n\\[")), "%s", with.s);
	cr_expect_null(strstr(without.s, "\\["));
	strbuf_release(&without);
	strbuf_release(&with);
}

Test(markdown, inputs_are_parted_by_an_empty_line)
{
	struct strbuf both = OUTPUT_OF("restore", "--stages", "none", "-f", "md", "tests/golden/clean.json",
				       "tests/golden/drop-cap.json"),
		      first = OUTPUT_OF("restore", "--stages", "none", "-f", "md", "tests/golden/clean.json");
	cr_expect(str_starts(strbuf_str(&both), strbuf_str(&first)));
	cr_expect_eq(both.s[first.n], '\n');
	cr_expect_null(strchr(both.s, '\f'));
	strbuf_release(&both);
	strbuf_release(&first);
}

/* Puts one string for another, wherever it stands. */
static struct strbuf replaced(struct strbuf text, const char *part, const char *by)
{
	struct strbuf out = {0};
	const char *at = text.n ? text.s : "";
	for (const char *found; (found = strstr(at, part)); at = found + strlen(part)) {
		strbuf_add(&out, (struct str){at, (size_t)(found - at)});
		strbuf_add(&out, str_of(by));
	}
	strbuf_add(&out, str_of(at));
	strbuf_release(&text);
	return out;
}

static struct strbuf text_of_html(struct strbuf html)
{
	struct strbuf text = {0};
	for (size_t i = 0; i < html.n; i++)
		if (html.s[i] == '<')
			i += strcspn(html.s + i, ">");
		else
			strbuf_byte(&text, html.s[i]);
	strbuf_add(&text, STR(""));
	strbuf_release(&html);
	text = replaced(replaced(text, "&lt;", "<"), "&gt;", ">");
	return replaced(replaced(text, "&quot;", "\""), "&amp;", "&");
}

/* Without what txt says of inserts; white space is one space, and what Markdown does not hold U+FFFD. */
static struct strbuf plain(struct strbuf text)
{
	struct strbuf out = {0};
	bool space = false;
	text = replaced(replaced(replaced(text, "\n* * *\n", "\n"), "[pull quote] ", ""), "[caption] ", "");
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(strbuf_str(&text), &at);
		bool white = c == ' ' || c == '\n' || c == '\t' || c == '\f';
		if (!white && space && out.n)
			strbuf_byte(&out, ' ');
		space = white;
		if (!white)
			utf8_add(&out, c < ' ' || (c >= 0x7F && c < 0xA0) ? UTF8_BAD : c);
	}
	strbuf_add(&out, STR(""));
	strbuf_release(&text);
	return out;
}

static const char cmark[] = "/usr/bin/cmark-gfm";

/* What the writer never means. */
static const char *const unwanted[] = {"<li", "<hr", "<strong>", "<a ", "<del>", "<img", "<h4", "<em><em>"};

/* Expects that what cmark shows of the pages is what txt has; releases them. */
static void expect_shown(struct page *pages, unsigned count)
{
	struct strbuf md = pages_written("md", pages, count), txt = plain(pages_written("txt", pages, count));
	struct run r =
		run_command((const char *const[]){cmark, "-e", "table", "-e", "strikethrough", NULL}, strbuf_str(&md));
	for (size_t t = 0; t < sizeof unwanted / sizeof *unwanted; t++)
		cr_expect_null(strstr(r.out.s, unwanted[t]), "%.300s", strstr(r.out.s, unwanted[t]));
	struct strbuf shown = plain(text_of_html(r.out));
	size_t i = 0;
	while (i < shown.n && i < txt.n && shown.s[i] == txt.s[i])
		i++;
	cr_expect(i == shown.n && i == txt.n, "%.200s\nand not:\n%.200s", shown.s + (i > 50 ? i - 50 : 0),
		  txt.s + (i > 50 ? i - 50 : 0));
	strbuf_release(&md);
	strbuf_release(&txt);
	strbuf_release(&shown);
	strbuf_release(&r.err);
	for (unsigned k = 0; k < count; k++)
		page_release(&pages[k]);
}

/* Words that are markup by themselves, or with what stands about them. */
static struct str hard_word(struct arena *arena, struct random *r)
{
	static const char *const words[] = {
		"*",     "**a**", "_",   "_a_",  "__",  "`",     "``",    "#",   "##",    "[",  "[a]",
		"](b)",  "[a]:",  "<b>", "<!--", "-->", "&amp;", "&#38;", "|",   "\\|",   "\\", "\\\\",
		"~~a~~", "~",     "-",   "---",  "+",   "=",     "===",   ":--", ">",     "1.", "2)",
		"10.",   "```",   "~~~", "a_b",  "/~a", "![a]",  "$a$",   "a",   "\"a\"", "'",  "http://a_b.c/_d"};
	enum { WORDS = sizeof words / sizeof *words };
	struct str a = str_of(words[random_below(r, WORDS)]), b = str_of(words[random_below(r, WORDS)]);
	return random_below(r, 3) ? a : arena_printf(arena, "%.*s%.*s", STR_ARG(a), STR_ARG(b));
}

static void page_of_hard_words(struct page *page, struct random *r)
{
	page_init(page);
	for (uint32_t regions = 1 + random_below(r, 6); regions--;) {
		struct region *region = page_add_region(page, (enum region_type)random_below(r, REGION_TYPES));
		for (uint32_t lines = 1 + random_below(r, 3); lines--;) {
			struct line *l = page_add_line(page, region);
			for (uint32_t n = 1 + random_below(r, 4); n--;)
				page_add_word(page, l, hard_word(&page->arena, r));
		}
	}
}

/* Types that txt gives in the order of the page, as Markdown does: either all of them of the body, or all inserts. */
static void sort_types(struct page *page, bool inserts)
{
	for (struct region *r = first_region(page); r; r = next_region(r))
		if (inserts)
			r->type = r->node.id % 2 ? REGION_PULL_QUOTE : REGION_CAPTION;
		else if (region_kinds[r->type].place != PLACE_BODY)
			r->type = REGION_PARAGRAPH;
}

Test(markdown, cmark_shows_what_txt_has, .timeout = 120)
{
	enum { PAGES = 40 };
	static struct page pages[PAGES];
	if (access(cmark, X_OK))
		cr_skip_test("there is no cmark-gfm: install it (scripts/setup test)");
	for (uint64_t seed = 1; seed <= 40; seed++) {
		struct random r = {seed};
		for (unsigned i = 0; i < PAGES; i++) {
			if (i % 2)
				page_at_random(&pages[i], &r, 6);
			else
				page_of_hard_words(&pages[i], &r);
			sort_types(&pages[i], seed % 2);
		}
		expect_shown(pages, PAGES);
	}
}
