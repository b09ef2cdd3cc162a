/* Reads tables of learned weights, and sums by them. */
#include "language/learned.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Up to LEARNED_SUMS numbers, each behind a tab; how many. */
static size_t read_sums(const char *text, float sums[LEARNED_SUMS])
{
	size_t count = 0;
	while (count < LEARNED_SUMS && *text == '\t') {
		sums[count++] = strtof(text + 1, NULL);
		text += 1 + strcspn(text + 1, "\t\n");
	}
	return count;
}

static void read_row(struct learned *l, struct str name, const char *const names[], int terms)
{
	struct learned_row *r = &l->rows[l->count++];
	char *end;
	while (r->term < terms && !str_equal(name, str_of(names[r->term])))
		r->term++;
	r->knot = strtof(name.s + name.n, &end);
	r->weight = strtof(end, &end);
	read_sums(end, r->in_sums);
}

void learned_read(struct learned *l, const char *table, const char *const names[], int terms)
{
	*l = (struct learned){.terms = terms};
	for (const char *line = table; *line && l->count < LEARNED_ROWS;) {
		struct str name = {line, strcspn(line, "\t\n")};
		if (str_equal(name, STR("sums")))
			l->sums = read_sums(line + name.n, l->of_sums);
		else if (*line != '#')
			read_row(l, name, names, terms);
		line += strcspn(line, "\n");
		line += *line == '\n';
	}
}

float learned_sum(const struct learned *l, const float terms[])
{
	float total = 0, sums[LEARNED_SUMS] = {0};
	for (size_t i = 0; i < l->count; i++) {
		const struct learned_row *r = &l->rows[i];
		float above = r->term < l->terms ? fmaxf(0, terms[r->term] - r->knot) : 1;
		if (above <= 0)
			continue;
		total += r->weight * above;
		for (size_t k = 0; k < l->sums; k++)
			sums[k] += r->in_sums[k] * above;
	}
	for (size_t k = 0; k < l->sums; k++)
		total += l->of_sums[k] * tanhf(sums[k]);
	return total;
}

void learned_tell(struct strbuf *out, const char *const names[], const float values[], int terms)
{
	const char *comma = "";
	for (int i = 0; i < terms; i++)
		if (values[i] < 0 || values[i] > 0) {
			strbuf_printf(out, "%s %s %.3g", comma, names[i], (double)values[i]);
			comma = ",";
		}
}
