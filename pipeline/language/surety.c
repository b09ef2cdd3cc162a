/* The learned tables, which the build puts into the program, and their sums. */
#include "language/surety.h"

#include "base/str.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

__asm__(".section .rodata\n"
	"surety_of_text:\n.incbin \"dict/surety.tsv\"\n.byte 0\n"
	"surety_of_scans:\n.incbin \"dict/surety_scans.tsv\"\n.byte 0\n"
	".previous");
extern const char surety_of_text[], surety_of_scans[];

const char *const surety_names[SURETY_TERMS] = {
	[TERM_MARGIN] = "margin",       [TERM_LEAD] = "lead",
	[TERM_CONTEXT] = "context",     [TERM_CONFUSIONS] = "confusions",
	[TERM_FREQUENCY] = "frequency", [TERM_DOUBT] = "doubt",
	[TERM_LETTERS] = "letters",     [TERM_PAGE] = "page",
	[TERM_BESIDE] = "beside",       [TERM_REPEATED] = "repeated",
	[TERM_KNOWN] = "known",         [TERM_COMMON] = "common",
	[TERM_RARE] = "rare",           [TERM_CAPITAL] = "capital",
	[TERM_CAPITALS] = "capitals",   [TERM_MIXED] = "mixed",
	[TERM_SPLIT] = "split",         [TERM_JOIN] = "join",
	[TERM_NOISE] = "noise",         [TERM_ACROSS] = "across",
	[TERM_ELSEWHERE] = "elsewhere", [TERM_CONFIDENCE] = "confidence",
	[TERM_LINE] = "line",           [TERM_SEEN] = "seen",
	[TERM_AGAIN] = "again",         [TERM_SCAN] = "scan",
	[TERM_ALONE] = "alone",         [TERM_HERE] = "here",
	[TERM_LONGER] = "longer",       [TERM_SHORTER] = "shorter",
	[TERM_BEGINS] = "begins",       [TERM_ENDS] = "ends",
	[TERM_HALF] = "half",           [TERM_ENDING] = "ending",
};

enum { MOST_ROWS = 80, MOST_SUMS = 8 };

/* A term counts by its weight for each unit that it is above the knot, and likewise in the sums. */
struct row {
	int term; /* SURETY_TERMS: always 1 */
	float knot, weight, in_sums[MOST_SUMS];
};

/* A table; its last row may say how much each sum counts. */
struct model {
	struct row rows[MOST_ROWS];
	size_t count;
	float of_sums[MOST_SUMS]; /* 0 where there is no such sum */
};

static int term_of(struct str name)
{
	int term = 0;
	while (term < SURETY_TERMS && !str_equal(name, str_of(surety_names[term])))
		term++;
	return term;
}

/* Up to MOST_SUMS numbers, each behind a tab. */
static void read_sums(const char *text, float sums[MOST_SUMS])
{
	for (int i = 0; i < MOST_SUMS && *text == '\t'; i++) {
		sums[i] = strtof(text + 1, NULL);
		text += 1 + strcspn(text + 1, "\t\n");
	}
}

static void read_model(const char *table, struct model *m)
{
	for (const char *line = table; *line && m->count < MOST_ROWS;) {
		char *end;
		size_t n = strcspn(line, "\t\n");
		if (str_equal((struct str){line, n}, STR("sums"))) {
			read_sums(line + n, m->of_sums);
		} else if (*line != '#') {
			struct row *r = &m->rows[m->count++];
			r->term = term_of((struct str){line, n});
			r->knot = strtof(line + n, &end);
			r->weight = strtof(end, &end);
			read_sums(end, r->in_sums);
		}
		line += strcspn(line, "\n");
		line += *line == '\n';
	}
}

double surety(enum surety_of of, const float terms[SURETY_TERMS])
{
	static const char *const tables[SURETIES] = {
		[SURETY_OF_TEXT] = surety_of_text, [SURETY_OF_SCANS] = surety_of_scans};
	static struct model models[SURETIES];
	struct model *m = &models[of];
	if (!m->count)
		read_model(tables[of], m);
	float total = 0, sums[MOST_SUMS] = {0};
	for (size_t i = 0; i < m->count; i++) {
		const struct row *r = &m->rows[i];
		float above = r->term < SURETY_TERMS ? fmaxf(0, terms[r->term] - r->knot) : 1;
		total += r->weight * above;
		for (int k = 0; k < MOST_SUMS; k++)
			sums[k] += r->in_sums[k] * above;
	}
	for (int k = 0; k < MOST_SUMS; k++)
		total += m->of_sums[k] * tanhf(sums[k]);
	return 1 / (1 + exp(-(double)total));
}
