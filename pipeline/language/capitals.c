/* The learned table, which the build puts into the program. */
#include "language/capitals.h"

#include "language/learned.h"

#include <math.h>

__asm__(".section .rodata\n"
	"capitals_table:\n.incbin \"dict/capitals.tsv\"\n.byte 0\n"
	".previous");
extern const char capitals_table[];

const char *const capital_names[CAPITAL_TERMS] = {
	[CAPITAL_TO_SMALL] = "tosmall",    [CAPITAL_RISE] = "rise",
	[CAPITAL_ALIKE] = "alike",         [CAPITAL_LOW] = "low",
	[CAPITAL_HIGH] = "high",           [CAPITAL_SAME] = "same",
	[CAPITAL_SEEN] = "seen",           [CAPITAL_AGAIN] = "again",
	[CAPITAL_CONFIRMED] = "confirmed", [CAPITAL_CONFIDENCE] = "confidence",
	[CAPITAL_LINE] = "line",           [CAPITAL_FIRST] = "first",
	[CAPITAL_BEGINS] = "begins",       [CAPITAL_ENDED] = "ended",
	[CAPITAL_MARKED] = "marked",       [CAPITAL_PARTED] = "parted",
	[CAPITAL_SHORT] = "short",         [CAPITAL_HABIT] = "habit",
	[CAPITAL_NAME] = "name",           [CAPITAL_BESIDE] = "beside",
	[CAPITAL_OFTEN] = "often",         [CAPITAL_SCAN] = "scan",
};

double capital_likely(const float terms[CAPITAL_TERMS])
{
	static struct learned model;
	if (!model.count)
		learned_read(&model, capitals_table, capital_names, CAPITAL_TERMS);
	return 1 / (1 + exp(-(double)learned_sum(&model, terms)));
}
