/* The table of habits, which the build puts into the program. */
#include "language/habits.h"

#include "base/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

__asm__(".section .rodata\n"
	"habits_table:\n.incbin \"dict/habits.tsv\"\n.byte 0\n"
	".previous");
extern const char habits_table[];

/* The three numbers, parted by tabs, are kept as one: tenths above this each. */
enum { ZERO = 100, TENTHS = 10, NEXT = 1000 };

static void read_habits(struct table *words)
{
	for (const char *line = habits_table; *line;) {
		size_t n = strcspn(line, "\t\n");
		if (*line != '#') {
			char *at = (char *)line + n;
			uint32_t value = 0;
			for (int i = 0; i < 3; i++)
				value = value * NEXT + (uint32_t)(ZERO + lrintf(TENTHS * strtof(at, &at)));
			*table_at(words, (struct str){line, n}) = value;
		}
		line += strcspn(line, "\n");
		line += *line == '\n';
	}
}

static float number(uint32_t value)
{
	return ((float)(value % NEXT) - ZERO) / TENTHS;
}

struct word_habit word_habit(struct str word)
{
	static struct table words;
	if (!words.count)
		read_habits(&words);
	const uint32_t *value = table_find(&words, word);
	if (!value)
		return (struct word_habit){0};
	return (struct word_habit){number(*value / NEXT / NEXT), number(*value / NEXT), number(*value)};
}
