/* Texts to compare, and what differs in them. */
#ifndef EMEND_TESTS_COMPARED_H
#define EMEND_TESTS_COMPARED_H

#include "compare/compare.h"

/* The first page of plain text, as the command reads it. */
struct compared_text text_of(const char *text, const struct compare_options *options);

struct pair {
	struct compared_text a, b;
	struct comparison c;
};

void pair_init(struct pair *p, const char *a, const char *b, const struct compare_options *options);
void pair_release(struct pair *p);

/* The words of a range, one space between; ends in a NUL. */
struct strbuf words_of(const struct compared_text *t, struct range words);

/* Expects all that differs, a line each: "quick>quik", "-lost", "+more", "~moved", a move before what differs in it. */
void expect_differences(const struct pair *p, const char *expected);

#endif
