/* The learned table, which the build puts into the program, and its sum. */
#include "language/surety.h"

#include "base/str.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

__asm__(".section .rodata\n"
	"surety_table:\n.incbin \"dict/surety.tsv\"\n.byte 0\n"
	".previous");
extern const char surety_table[];

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
	[TERM_ELSEWHERE] = "elsewhere",
};

/* A term counts by its weight for each unit that it is above the knot. */
struct row {
	int term; /* SURETY_TERMS: always 1 */
	float knot, weight;
};

enum { MOST_ROWS = 64 };

static int term_of(struct str name)
{
	int term = 0;
	while (term < SURETY_TERMS && !str_equal(name, str_of(surety_names[term])))
		term++;
	return term;
}

static size_t read_rows(struct row rows[MOST_ROWS])
{
	size_t count = 0;
	for (const char *line = surety_table; *line && count < MOST_ROWS;) {
		if (*line != '#') {
			char *end;
			size_t n = strcspn(line, "\t\n");
			struct row *r = &rows[count++];
			r->term = term_of((struct str){line, n});
			r->knot = strtof(line + n, &end);
			r->weight = strtof(end, NULL);
		}
		line += strcspn(line, "\n");
		line += *line == '\n';
	}
	return count;
}

double surety(const float terms[SURETY_TERMS])
{
	static struct row rows[MOST_ROWS];
	static size_t count;
	if (!count)
		count = read_rows(rows);
	double sum = 0;
	for (size_t i = 0; i < count; i++) {
		double x = rows[i].term < SURETY_TERMS ? (double)terms[rows[i].term] : 1;
		sum += (double)rows[i].weight * fmax(0, x - (double)rows[i].knot);
	}
	return 1 / (1 + exp(-sum));
}
