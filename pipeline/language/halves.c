/* The learned table of half letters, which the build puts into the program. */
#include "language/halves.h"

#include "base/table.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

__asm__(".section .rodata\n"
	"halves_table:\n.incbin \"dict/halves.tsv\"\n.byte 0\n"
	".previous");
extern const char halves_table[];

/* So many of a letter's readings are as of any letter: no reading is impossible. */
static const float of_any = 8, least_share = 0.002F;

/* Letters of ASCII; all others are one. */
enum { LETTERS = 128 };

struct halves {
	float times[2][LETTERS][LETTERS]; /* of letter, of what it is read as; 0: any letter, or nothing */
	float log10[2][LETTERS][LETTERS]; /* of the shares, smoothed */
};

static unsigned number_of(uint32_t c)
{
	c = utf8_to_lower(c);
	return c < LETTERS ? c : 1;
}

/* A row: side, letter, part, read as, times. */
static void read_row(struct halves *h, struct str row)
{
	enum { SIDE, LETTER, PART, READ, TIMES, FIELDS };
	struct str fields[FIELDS] = {0};
	for (int i = 0; i < FIELDS && row.n; i++) {
		const char *tab = memchr(row.s, '\t', row.n);
		fields[i] = (struct str){row.s, tab ? (size_t)(tab - row.s) : row.n};
		row = str_skip(row, fields[i].n + 1);
	}
	if (!fields[TIMES].n || !fields[LETTER].n)
		return;
	int side = str_equal(fields[SIDE], STR("left")) ? CUT_LEFT : CUT_RIGHT;
	size_t at = 0, from = 0;
	unsigned letter = number_of(utf8_next(fields[LETTER], &at));
	unsigned read = fields[READ].n ? number_of(utf8_next(fields[READ], &from)) : 0;
	float times = strtof(fields[TIMES].s, NULL);
	h->times[side][letter][read] += times;
	h->times[side][0][read] += times;
}

/* Where nothing is read in the half letter, the one that may be misread is the whole one beside it. */
static void smooth(struct halves *h, int side)
{
	float sums[LETTERS] = {0};
	for (int of = 0; of < LETTERS; of++)
		for (int as = 1; as < LETTERS; as++)
			sums[of] += h->times[side][of][as];
	float nothing = h->times[side][0][0] / fmaxf(1, sums[0] + h->times[side][0][0]);
	for (int of = 1; of < LETTERS; of++)
		for (int as = 1; as < LETTERS; as++) {
			float any = h->times[side][0][as] / fmaxf(1, sums[0]);
			float share = (h->times[side][of][as] + of_any * any) / (sums[of] + of_any);
			share = share * (1 - nothing) + (of == as ? nothing : 0);
			h->log10[side][of][as] = log10f(fmaxf(share, least_share));
		}
}

static void read_table(struct halves *h)
{
	for (const char *line = halves_table; *line;) {
		size_t n = strcspn(line, "\n");
		if (*line != '#')
			read_row(h, (struct str){line, n});
		line += n + (line[n] == '\n');
	}
	smooth(h, CUT_RIGHT);
	smooth(h, CUT_LEFT);
}

float half_letter_log10(enum cut_side side, uint32_t letter, uint32_t read)
{
	static struct halves h;
	static bool there;
	if (!there)
		read_table(&h);
	there = true;
	return h.log10[side][number_of(letter)][number_of(read)];
}
