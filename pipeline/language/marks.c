/* The learned table, which the build puts into the program. */
#include "language/marks.h"

#include "language/learned.h"

#include <math.h>

__asm__(".section .rodata\n"
	"marks_table:\n.incbin \"dict/marks.tsv\"\n.byte 0\n"
	".previous");
extern const char marks_table[];

const char *const mark_names[MARK_TERMS] = {
	[MARK_LOST_STOP] = "loststop",
	[MARK_LOST_COMMA] = "lostcomma",
	[MARK_COMMA_FOR_STOP] = "commaforstop",
	[MARK_STOP_FOR_COMMA] = "stopforcomma",
	[MARK_SPECK] = "speck",
	[MARK_SEEN] = "seen",
	[MARK_CONFIDENCE] = "confidence",
	[MARK_WORD] = "word",
	[MARK_LINE] = "line",
	[MARK_INK] = "ink",
	[MARK_DARK] = "dark",
	[MARK_TAIL] = "tail",
	[MARK_UPPER] = "upper",
	[MARK_TAILED] = "tailed",
	[MARK_ALIKE] = "alike",
	[MARK_GAP] = "gap",
	[MARK_ENDS] = "ends",
	[MARK_BEHIND] = "behind",
	[MARK_BEFORE] = "before",
	[MARK_SMALL] = "small",
	[MARK_NAME] = "name",
	[MARK_LAST] = "last",
	[MARK_EDGE] = "edge",
	[MARK_KNOWN] = "known",
	[MARK_SHORT] = "short",
	[MARK_CAPITAL] = "capital",
	[MARK_COLON] = "colon",
	[MARK_BRACKET] = "bracket",
	[MARK_PARTED] = "parted",
	[MARK_SEMICOLON] = "semicolon",
	[MARK_TO_COLON] = "tocolon",
	[MARK_DIGIT] = "digit",
	[MARK_OFTEN] = "often",
	[MARK_MARKS] = "marks",
	[MARK_SCAN] = "scan",
};

double mark_likely(const float terms[MARK_TERMS])
{
	static struct learned model;
	if (!model.count)
		learned_read(&model, marks_table, mark_names, MARK_TERMS);
	return 1 / (1 + exp(-(double)learned_sum(&model, terms)));
}
