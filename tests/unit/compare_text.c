/* The text of a page that is compared: what is ignored in it, and what of the page belongs to it. */
#include "compared.h"
#include "pages.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <string.h>

TestSuite(compare_text, .timeout = 60);

static const struct compare_options plain = {0};

struct ignored {
	char list[40], a[60], b[60];
	char expected[60];
};

ParameterizedTestParameters(compare_text, differences_that_are_none)
{
	static struct ignored all[] = {
		{"none", "It’s “so” ſaid", "It's \"so\" said", "It’s “so” ſaid>It's \"so\" said\n"},
		{"quotes", "It’s “so” ſaid", "It's \"so\" said", "ſaid>said\n"},
		{"quotes,long-s", "It’s “so” ſaid", "It's \"so\" said", ""},
		{"case", "The Äpfel", "the äpfel", ""},
		{"case", "The Äpfel", "the apfel", "Äpfel>apfel\n"},
		{"hyphens", "well‐known – so", "well-known — so", ""},
		{"punctuation", "Yes, (well-known)!", "Yes well known", ""},
		{"punctuation", "one . two", "one two", ""},
		{"all", "“Ye, Hoſt!”", "ye host", ""},
		{"none",
		 "a  b\t c\xC2\xA0"
		 "d",
		 "a b c d", ""},
		{"none", "e\u0301t", "ét", ""},
		{"none", "it was […] here w[…]", "it was here w", ""},
		{"none", "[...] so", "so", ""},
	};
	return cr_make_param_array(struct ignored, all, sizeof all / sizeof *all);
}
ParameterizedTest(const struct ignored *e, compare_text, differences_that_are_none)
{
	struct compare_options options = {0};
	struct emend_error error;
	struct pair p;
	cr_assert_eq(compare_ignore_named(e->list, &options.ignore, &error), EMEND_OK);
	pair_init(&p, e->a, e->b, &options);
	expect_differences(&p, e->expected);
	cr_expect_eq(tally_errors(&p.c.figures.characters) == 0, !*e->expected);
	pair_release(&p);
}

Test(compare_text, space_between_words_can_be_no_character)
{
	struct pair p;
	pair_init(&p, "over rated", "overrated", &(struct compare_options){.ignore = IGNORE_SPACE});
	cr_expect_eq(tally_errors(&p.c.figures.characters), 0);
	cr_expect_eq(tally_a(&p.c.figures.characters), 9);
	cr_expect_eq(tally_errors(&p.c.figures.words), 2, "words are still words");
	pair_release(&p);
}

Test(compare_text, names_of_what_is_ignored)
{
	unsigned ignore = 99;
	struct emend_error error;
	struct strbuf names = {0};
	cr_expect_eq(compare_ignore_named("", &ignore, &error), EMEND_BAD_OPTION);
	cr_expect_eq(compare_ignore_named("case,,quotes", &ignore, &error), EMEND_BAD_OPTION);
	cr_expect_eq(compare_ignore_named("cases", &ignore, &error), EMEND_BAD_OPTION);
	cr_expect_not_null(strstr(error.message, "'cases'"));
	cr_expect_eq(compare_ignore_named("all", &ignore, &error), EMEND_OK);
	compare_ignore_names(ignore, &names);
	cr_expect_str_eq(names.s, "case,punctuation,space,quotes,hyphens,long-s");
	strbuf_release(&names);
}

/* What the text has, blocks with their kinds. */
static void expect_blocks(const struct compared_text *t, const char *expected)
{
	struct strbuf all = {0};
	for (uint32_t i = 0; i < t->block_count; i++) {
		strbuf_printf(&all, "[%s] ", region_kinds[t->blocks[i].type].label);
		words_text(t, (struct range){t->blocks[i].begin, t->blocks[i].end}, &all);
		strbuf_byte(&all, '\n');
	}
	cr_expect_str_eq(all.s, expected);
	strbuf_release(&all);
}

static const char beside[] = "The body.\n\nIts end.\n\n* * *\n[pull quote] Said so.\n[caption] A view\nof town\n"
			     "[page number] 58\n";

Test(compare_text, the_part_beside_the_body_is_what_its_labels_say)
{
	struct compared_text t = text_of(beside, &plain);
	expect_blocks(&t, "[paragraph] The body.\n[paragraph] Its end.\n");
	compared_text_release(&t);
	t = text_of(beside, &(struct compare_options){.inserts = true});
	expect_blocks(&t,
		      "[paragraph] The body.\n[paragraph] Its end.\n[pull quote] Said so.\n[caption] A view of town\n");
	compared_text_release(&t);
	t = text_of(beside, &(struct compare_options){.furniture = true});
	expect_blocks(&t, "[paragraph] The body.\n[paragraph] Its end.\n[page number] 58\n");
	compared_text_release(&t);
}

Test(compare_text, three_stars_of_the_author_are_text)
{
	struct compared_text t = text_of("So it ended.\n\n* * *\n\nIn spring it began [anew].\n", &plain);
	expect_blocks(&t, "[paragraph] So it ended.\n[paragraph] * * *\n[paragraph] In spring it began [anew].\n");
	compared_text_release(&t);
	t = text_of("* * *\n[caption of it] no label\n\n* * *", &plain);
	cr_expect_eq(t.word_count, 3 + 5 + 3);
	compared_text_release(&t);
}

Test(compare_text, regions_belong_to_the_text_by_their_types)
{
	struct page page;
	struct compared_text t = {0};
	PAGE_OF_TYPES(&page, "Head\n\nA body\nof two\n\nA view\n\n58\n\nnoise", REGION_HEADING, REGION_PARAGRAPH,
		      REGION_CAPTION, REGION_PAGE_NUMBER, REGION_NOISE);
	compared_text_add(&t, &page, &plain);
	expect_blocks(&t, "[heading] Head\n[paragraph] A body of two\n");
	cr_expect_eq(t.words[3].line, 2);
	cr_expect_eq(t.words[3].region, 1);
	cr_expect_eq(t.words[3].word, 3);
	cr_expect_eq(t.words[3].begin, 12);
	compared_text_add(&t, &page, &(struct compare_options){.inserts = true, .furniture = true});
	cr_expect_eq(t.words[5].page, 1);
	cr_expect_eq(t.word_count, 5 + 8);
	compared_text_release(&t);
	page_release(&page);
}

Test(compare_text, parts_of_one_word_are_printed_once)
{
	struct pair p;
	pair_init(&p, "a well-known fact", "a well known fart",
		  &(struct compare_options){.ignore = IGNORE_PUNCTUATION});
	struct strbuf all = words_of(&p.a, (struct range){0, p.a.word_count});
	cr_expect_str_eq(all.s, "a well-known fact");
	cr_expect_eq(p.a.word_count, 4);
	strbuf_release(&all);
	expect_differences(&p, "fact>fart\n");
	pair_release(&p);
}
