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
	[TERM_ALONE] = "alone",
};

/* A term counts by its weight for each unit that it is above the knot. */
struct row {
	int term; /* SURETY_TERMS: always 1 */
	float knot, weight;
};

enum { MOST_ROWS = 80 };

static int term_of(struct str name)
{
	int term = 0;
	while (term < SURETY_TERMS && !str_equal(name, str_of(surety_names[term])))
		term++;
	return term;
}

static size_t read_rows(const char *table, struct row rows[MOST_ROWS])
{
	size_t count = 0;
	for (const char *line = table; *line && count < MOST_ROWS;) {
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

double surety(enum surety_of of, const float terms[SURETY_TERMS])
{
	static const char *const tables[SURETIES] = {
		[SURETY_OF_TEXT] = surety_of_text, [SURETY_OF_SCANS] = surety_of_scans};
	static struct row rows[SURETIES][MOST_ROWS];
	static size_t counts[SURETIES];
	if (!counts[of])
		counts[of] = read_rows(tables[of], rows[of]);
	double sum = 0;
	for (size_t i = 0; i < counts[of]; i++) {
		const struct row *r = &rows[of][i];
		double x = r->term < SURETY_TERMS ? (double)terms[r->term] : 1;
		sum += (double)r->weight * fmax(0, x - (double)r->knot);
	}
	return 1 / (1 + exp(-sum));
}
