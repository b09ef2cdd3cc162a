/* Texts to compare, and what differs in them. */
#include "compared.h"

#include "source/witness.h"

#include <criterion/criterion.h>
#include <string.h>

struct compared_text text_of(const char *text, const struct compare_options *options)
{
	struct compared_text t = {0};
	struct witness *witness;
	struct emend_error error;
	struct page page;
	struct bytes bytes = {(const uint8_t *)text, strlen(text), false, false};
	cr_assert_eq(witness_open("txt", "a text", bytes, &witness, &error), EMEND_OK);
	page_init(&page);
	cr_assert_eq(witness_next(witness, &page, &error), EMEND_OK);
	compared_text_add(&t, &page, options);
	page_release(&page);
	witness_close(witness);
	return t;
}

void pair_init(struct pair *p, const char *a, const char *b, const struct compare_options *options)
{
	p->a = text_of(a, options);
	p->b = text_of(b, options);
	compare_texts(&p->a, &p->b, &p->c);
}

void pair_release(struct pair *p)
{
	comparison_release(&p->c);
	compared_text_release(&p->a);
	compared_text_release(&p->b);
}

struct strbuf words_of(const struct compared_text *t, struct range words)
{
	struct strbuf b = {0};
	strbuf_add(&b, STR(""));
	words_text(t, words, &b);
	return b;
}

void expect_differences(const struct pair *p, const char *expected)
{
	struct strbuf all = {0};
	uint32_t move = 0;
	strbuf_add(&all, STR(""));
	for (uint32_t i = 0; i < p->c.stretch_count; i++) {
		const struct stretch *s = &p->c.stretches[i];
		struct strbuf a = words_of(&p->a, s->a), b = words_of(&p->b, s->b);
		for (; s->move > move; move++) {
			struct strbuf moved = words_of(&p->b, p->c.moves[move].b);
			strbuf_printf(&all, "~%s\n", moved.s);
			strbuf_release(&moved);
		}
		if (s->kind == STRETCH_SUBSTITUTED)
			strbuf_printf(&all, "%s>%s\n", a.s, b.s);
		else if (s->kind != STRETCH_EQUAL)
			strbuf_printf(&all, "%s%s\n", s->kind == STRETCH_MISSING ? "-" : "+", a.n ? a.s : b.s);
		strbuf_release(&a);
		strbuf_release(&b);
	}
	cr_expect_str_eq(all.s ? all.s : "", expected);
	strbuf_release(&all);
}
