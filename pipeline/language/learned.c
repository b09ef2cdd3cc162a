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

/* The term of that name; so many as there are if none has it. */
static int find_term(struct str name, const char *const names[], int terms)
{
	int term = 0;
	while (term < terms && !str_equal(name, str_of(names[term])))
		term++;
	return term;
}

static void read_row(struct learned *l, struct str name, const char *const names[], int terms)
{
	struct learned_row *r = &l->rows[l->count++];
	char *end;
	r->term = find_term(name, names, terms);
	r->knot = strtof(name.s + name.n, &end);
	r->weight = strtof(end, &end);
	read_sums(end, r->in_sums);
}

/* The field at text, which is moved to the next one. */
static struct str next_field(const char **text)
{
	struct str field = {*text, strcspn(*text, "\t\n")};
	*text += field.n + (field.s[field.n] == '\t');
	return field;
}

static void read_tree(struct learned *l, const char *text, const char *const names[], int terms)
{
	struct learned_tree *t = &l->trees[l->tree_count++];
	for (int i = 0; i < (1 << LEARNED_DEPTH) - 1; i++) {
		t->terms[i] = find_term(next_field(&text), names, terms);
		t->values[i] = strtof(next_field(&text).s, NULL);
	}
	for (int i = 0; i < 1 << LEARNED_DEPTH; i++)
		t->leaves[i] = strtof(next_field(&text).s, NULL);
}

void learned_read(struct learned *l, const char *table, const char *const names[], int terms)
{
	*l = (struct learned){.terms = terms};
	for (const char *line = table; *line && l->count < LEARNED_ROWS;) {
		struct str name = {line, strcspn(line, "\t\n")};
		if (str_equal(name, STR("sums")))
			l->sums = read_sums(line + name.n, l->of_sums);
		else if (str_equal(name, STR("tree")) && l->tree_count < LEARNED_TREES)
			read_tree(l, line + name.n + 1, names, terms);
		else if (*line != '#')
			read_row(l, name, names, terms);
		line += strcspn(line, "\n");
		line += *line == '\n';
	}
}

static float leaf_of(const struct learned_tree *t, const float terms[], int count)
{
	int fork = 0;
	for (int depth = 0; depth < LEARNED_DEPTH; depth++) {
		int term = t->terms[fork];
		fork = 2 * fork + 1 + ((term < count ? terms[term] : 1) > t->values[fork]);
	}
	return t->leaves[fork - ((1 << LEARNED_DEPTH) - 1)];
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
	for (size_t i = 0; i < l->tree_count; i++)
		total += leaf_of(&l->trees[i], terms, l->terms);
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
