/* The tables of a reading: what any letter costs at any place first, then what the reading's own letters do. */
#include "language/speller_tables.h"

#include <string.h>

static int16_t lower_of(int16_t a, int16_t b)
{
	return a < b ? a : b;
}

static unsigned char last_letter(struct str truth)
{
	return (unsigned char)truth.s[truth.n - 1];
}

/* Any letter may be another, lost, or too many; a letter that is none of English only itself. */
static void fill_others(struct speller_tables *t, int n, int16_t other)
{
	t->n = n;
	t->vectors = (n + SPARE) / LANES + 1;
	const int cells = t->vectors * LANES;
	for (int j = 0; j < cells; j++)
		t->extra[j] = other;
	for (int class = CLASS_OTHER; class < CLASSES; class ++)
		for (int j = 0; j < cells; j++) {
			t->costs[class][0][j] = t->costs[class][1][j] = other;
			t->costs[class][2][j] = TOO_DEAR;
		}
	for (int k = 0; k <= MOST_READ; k++)
		for (int j = 0; j < cells; j++)
			t->costs[CLASS_NONE][k][j] = TOO_DEAR;
	t->alone = 0;
	memset(t->behind, 0, sizeof t->behind);
	t->step_count = 0;
}

/* The letter is read as the bytes before a place, so many, at that cost. */
static void lower(struct speller_tables *t, unsigned char letter, size_t read_n, int at, int16_t cost)
{
	unsigned class = letter_class(letter);
	int16_t *own = &t->costs[class][read_n][at];
	*own = class > CLASS_OTHER ? lower_of(*own, cost) : *own;
}

/* The letters of truth as the trie has them. */
static struct str in_order(struct speller_tables *t, struct str truth, bool backward)
{
	if (!backward)
		return truth;
	char *out = t->reversed + (size_t)t->step_count * LONGEST_CONFUSION;
	for (size_t i = 0; i < truth.n; i++)
		out[i] = truth.s[truth.n - 1 - i];
	return (struct str){out, truth.n};
}

/* Enters what a confusion costs that ends at a place. */
static void enter(struct speller_tables *t, const struct confusion *f, int at, bool backward)
{
	int16_t cost = steps_of_cost(f->cost);
	if (!f->truth.n && f->read.n == 1)
		t->extra[at] = lower_of(t->extra[at], cost);
	else if (f->truth.n == 1 && f->read.n <= MOST_READ)
		lower(t, (unsigned char)f->truth.s[0], f->read.n, at, cost);
	else if (f->truth.n && f->truth.n <= LONGEST_CONFUSION && t->step_count < MOST_STEPS) {
		struct str truth = in_order(t, f->truth, backward);
		uint64_t last = letter_bit(last_letter(truth));
		t->steps[t->step_count++] = (struct confusion_step){truth, (int)f->read.n, at, cost};
		if (truth.n > 1)
			t->behind[letter_class((unsigned char)truth.s[truth.n - 2])] |= last;
		else
			t->alone |= last;
	}
}

/* Orders the steps by the class of truth's last letter. */
static void order_steps(struct speller_tables *t)
{
	struct confusion_step unordered[MOST_STEPS];
	uint16_t next[CLASSES] = {0};
	memcpy(unordered, t->steps, t->step_count * sizeof *unordered);
	for (int i = 0; i < t->step_count; i++)
		next[letter_class(last_letter(unordered[i].truth))]++;
	t->begin[0] = 0;
	for (int class = 0; class < CLASSES; class ++) {
		t->begin[class + 1] = (uint16_t)(t->begin[class] + next[class]);
		next[class] = t->begin[class];
	}
	for (int i = 0; i < t->step_count; i++)
		t->steps[next[letter_class(last_letter(unordered[i].truth))]++] = unordered[i];
}

/* Of each byte before a place, the least that it may cost where it is not what was printed: its part of a confusion. */
static void fill_least(const struct speller_tables *t, struct str read, bool backward, int16_t least[CELLS + 1])
{
	int16_t pair[CELLS + 1];
	for (int j = 0; j <= CELLS; j++)
		least[j] = pair[j] = TOO_DEAR;
	for (int class = CLASS_OTHER; class < CLASSES; class ++)
		for (int j = 1; j <= t->n; j++) {
			unsigned char own = (unsigned char)read.s[backward ? t->n - j : j - 1];
			if (class != (int)letter_class(own))
				least[j] = lower_of(least[j], t->costs[class][1][j]);
			pair[j] = lower_of(pair[j], t->costs[class][2][j]);
		}
	for (int j = 1; j <= t->n; j++)
		least[j] = lower_of(lower_of(least[j], t->extra[j]), lower_of(pair[j], pair[j + 1]) / 2);
	for (int i = 0; i < t->step_count; i++)
		for (int j = 0; j < t->steps[i].read_n; j++) {
			int16_t *own = &least[t->steps[i].at - j];
			*own = lower_of(*own, (int16_t)(t->steps[i].cost / t->steps[i].read_n));
		}
}

/* What a word costs at least behind each place that lacks a letter of the reading. */
static void fill_missing(struct speller_tables *t, struct str read, bool backward)
{
	int16_t least[CELLS + 1];
	fill_least(t, read, backward, least);
	t->letters = 0;
	for (int j = 1; j <= t->n; j++) {
		uint32_t letter = trie_letter((unsigned char)read.s[backward ? t->n - j : j - 1]);
		int16_t *missing = t->missing[__builtin_ctz(letter)];
		if (!(t->letters & letter))
			memset(missing, 0, sizeof *t->missing);
		t->letters |= letter;
		for (int i = 0; i < j; i++)
			missing[i] = (int16_t)(missing[i] + least[j]);
	}
}

void speller_tables_fill(struct speller_tables tables[2], const struct confusions *c, struct str read)
{
	int n = (int)read.n;
	for (int k = 0; k < 2; k++)
		fill_others(&tables[k], n, steps_of_cost(c->other));
	for (int at = 0; at <= n; at++) {
		unsigned char letter = at < n ? (unsigned char)read.s[at] : 0;
		if (letter) {
			lower(&tables[0], letter, 1, at + 1, 0);
			lower(&tables[1], letter, 1, n - at, 0);
		}
		const uint32_t *starts[] = {c->begin[0], c->begin[letter]};
		for (int k = 0; k < (letter ? 2 : 1); k++)
			for (uint32_t i = starts[k][0]; i < starts[k][TRUE_LETTERS]; i++) {
				const struct confusion *f = &c->list[i];
				if (!str_starts(str_skip(read, (size_t)at), f->read))
					continue;
				enter(&tables[0], f, at + (int)f->read.n, false);
				enter(&tables[1], f, n - at, true);
			}
	}
	for (int k = 0; k < 2; k++) {
		order_steps(&tables[k]);
		fill_missing(&tables[k], read, k);
	}
}
