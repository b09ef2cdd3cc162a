/* The learned tables, which the build puts into the program. */
#include "language/surety.h"

#include "language/learned.h"

#include <math.h>

__asm__(".section .rodata\n"
	"surety_of_text:\n.incbin \"dict/surety.tsv\"\n.byte 0\n"
	"harm_in_text:\n.incbin \"dict/harm.tsv\"\n.byte 0\n"
	"surety_of_scans:\n.incbin \"dict/surety_scans.tsv\"\n.byte 0\n"
	".previous");
extern const char surety_of_text[], harm_in_text[], surety_of_scans[];

const char *const surety_names[SURETY_TERMS] = {
	[TERM_MARGIN] = "margin",
	[TERM_LEAD] = "lead",
	[TERM_CONTEXT] = "context",
	[TERM_CONFUSIONS] = "confusions",
	[TERM_FREQUENCY] = "frequency",
	[TERM_DOUBT] = "doubt",
	[TERM_LETTERS] = "letters",
	[TERM_PAGE] = "page",
	[TERM_BESIDE] = "beside",
	[TERM_REPEATED] = "repeated",
	[TERM_KNOWN] = "known",
	[TERM_COMMON] = "common",
	[TERM_RARE] = "rare",
	[TERM_CAPITAL] = "capital",
	[TERM_CAPITALS] = "capitals",
	[TERM_MIXED] = "mixed",
	[TERM_SPLIT] = "split",
	[TERM_JOIN] = "join",
	[TERM_NOISE] = "noise",
	[TERM_ACROSS] = "across",
	[TERM_ELSEWHERE] = "elsewhere",
	[TERM_CONFIDENCE] = "confidence",
	[TERM_LINE] = "line",
	[TERM_SEEN] = "seen",
	[TERM_AGAIN] = "again",
	[TERM_SCAN] = "scan",
	[TERM_ALONE] = "alone",
	[TERM_HERE] = "here",
	[TERM_LONGER] = "longer",
	[TERM_SHORTER] = "shorter",
	[TERM_BEGINS] = "begins",
	[TERM_ENDS] = "ends",
	[TERM_HALF] = "half",
	[TERM_ENDING] = "ending",
	[TERM_STRANGE] = "strange",
	[TERM_STRANGEST] = "strangest",
	[TERM_STRANGER] = "stranger",
	[TERM_PRINT] = "print",
	[TERM_FIT] = "fit",
	[TERM_FITREAD] = "fitread",
	[TERM_BEFORE] = "before",
	[TERM_NEAR] = "near",
	[TERM_DEAR] = "dear",
	[TERM_MARKS] = "marks",
	[TERM_CHANGED] = "changed",
	[TERM_FARTHER] = "farther",
	[TERM_USUAL] = "usual",
	[TERM_POOR] = "poor",
	[TERM_HABIT] = "habit",
	[TERM_INITIAL] = "initial",
	[TERM_FINAL] = "final",
	[TERM_PIECES] = "pieces",
	[TERM_PARTED] = "parted",
	[TERM_BETWEEN] = "between",
	[TERM_MENDED] = "mended",
};

double surety(enum surety_of of, const float terms[SURETY_TERMS])
{
	static const char *const tables[SURETIES] = {
		[SURETY_OF_TEXT] = surety_of_text,
		[HARM_IN_TEXT] = harm_in_text,
		[SURETY_OF_SCANS] = surety_of_scans,
	};
	static struct learned models[SURETIES];
	struct learned *m = &models[of];
	if (!m->count)
		learned_read(m, tables[of], surety_names, SURETY_TERMS);
	return 1 / (1 + exp(-(double)learned_sum(m, terms)));
}
