/* The learned table of words, which the build puts into the program. */
#include "language/usage.h"

#include "base/table.h"

#include <stdlib.h>
#include <string.h>

__asm__(".section .rodata\n"
	"usage_table:\n.incbin \"dict/usage.tsv\"\n.byte 0\n"
	".previous");
extern const char usage_table[];

/* Words that no newspaper had are rarer by so much; tried on the develop halves. */
static const float of_others = -0.5F;

/* The table has hundredths, above this. */
enum { ZERO = 1000, HUNDREDTHS = 100 };

static void read_table(struct table *words)
{
	for (const char *line = usage_table; *line;) {
		size_t n = strcspn(line, "\t\n");
		if (*line != '#')
			*table_at(words, (struct str){line, n}) =
				(uint32_t)(ZERO + HUNDREDTHS * strtof(line + n, NULL));
		line += strcspn(line, "\n");
		line += *line == '\n';
	}
}

float usage_log10(struct str word)
{
	static struct table words;
	if (!words.count)
		read_table(&words);
	const uint32_t *value = table_find(&words, word);
	return value ? ((float)*value - ZERO) / HUNDREDTHS : of_others;
}
