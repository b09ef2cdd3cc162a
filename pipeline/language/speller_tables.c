/* The tables of a reading: what any letter costs at any place first, then what the reading's own letters do. */
#include "language/speller_tables.h"

#include <math.h>
#include <string.h>

static uint8_t lower_of(uint8_t a, uint8_t b)
{
	return a < b ? a : b;
}

static uint8_t sum_of(uint8_t a, uint8_t b)
{
	return a + b < TOO_DEAR ? (uint8_t)(a + b) : (uint8_t)TOO_DEAR;
}

static unsigned char last_letter(struct str truth)
{
	return (unsigned char)truth.s[truth.n - 1];
}

/* Any letter may be another, lost, or too many; a letter that is none of English only itself. */
static void fill_others(struct speller_tables *t, int n, uint8_t other)
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
	memset(t->follow, 0, sizeof t->follow);
	for (int j = 0; j < cells; j++)
		t->follow[j][other >> LEVEL_SHIFT] = UINT32_MAX;
	memset(t->pairs, 0, sizeof t->pairs);
	t->alone = 0;
	memset(t->behind, 0, sizeof t->behind);
	t->step_count = 0;
}

/* The letter is read as the bytes before a place, so many, at that cost. */
static void lower(struct speller_tables *t, unsigned char letter, int read_n, int at, uint8_t cost)
{
	unsigned class = letter_class(letter);
	if (class <= CLASS_OTHER)
		return;
	uint8_t *own = &t->costs[class][read_n][at];
	*own = lower_of(*own, cost);
	t->follow[at - read_n][cost >> LEVEL_SHIFT] |= letter_bit(letter);
	if (read_n == MOST_READ)
		t->pairs[at - read_n] |= letter_bit(letter);
}

/* A letter that was lost costs the same at all places. */
static bool is_lost_letter(const struct confusion *f)
{
	return !f->read.n && f->truth.n == 1;
}

static void fill_lost(struct speller_tables *t, const struct confusions *c)
{
	uint32_t lost[LEVELS] = {0};
	for (uint32_t i = c->begin[0][0]; i < c->begin[0][TRUE_LETTERS]; i++) {
		const struct confusion *f = &c->list[i];
		unsigned char letter = is_lost_letter(f) ? (unsigned char)f->truth.s[0] : 0;
		unsigned class = letter_class(letter);
		uint8_t cost = steps_of_cost(fminf(f->cost, c->other));
		if (!letter || class <= CLASS_OTHER)
			continue;
		memset(t->costs[class][0], cost, (size_t)t->vectors * LANES);
		lost[cost >> LEVEL_SHIFT] |= letter_bit(letter);
	}
	for (int j = 0; j <= t->n; j++)
		for (int level = 0; level < LEVELS; level++)
			t->follow[j][level] |= lost[level];
}

/* What may follow where less is left, may where more is. */
static void fill_follow(struct speller_tables *t)
{
	for (int j = 0; j <= t->n; j++)
		for (int level = 1; level < LEVELS; level++)
			t->follow[j][level] |= t->follow[j][level - 1];
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
	uint8_t cost = steps_of_cost(f->cost);
	if (!f->truth.n && f->read.n == 1)
		t->extra[at] = lower_of(t->extra[at], cost);
	else if (f->truth.n == 1 && f->read.n <= MOST_READ)
		lower(t, (unsigned char)f->truth.s[0], (int)f->read.n, at, cost);
	else if (f->truth.n && f->truth.n <= LONGEST_CONFUSION && t->step_count < MOST_STEPS) {
		struct str truth = in_order(t, f->truth, backward);
		uint32_t last = letter_bit(last_letter(truth));
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
static void fill_least(const struct speller_tables *t, struct str read, bool backward, uint8_t least[CELLS + 1])
{
	uint8_t pair[CELLS + 1];
	memset(least, TOO_DEAR, CELLS + 1);
	memset(pair, TOO_DEAR, CELLS + 1);
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
			uint8_t *own = &least[t->steps[i].at - j];
			*own = lower_of(*own, (uint8_t)(t->steps[i].cost / t->steps[i].read_n));
		}
}

/* Adds up the rows of the group's sets of several letters: of one, and of the others. */
static void add_up_missing(struct speller_tables *t, int group)
{
	const uint32_t all = t->letters >> group * GROUP_LETTERS & (GROUP_SETS - 1);
	const size_t cells = (size_t)t->vectors * LANES;
	for (uint32_t set = all & -all; set; set = (set - all) & all) {
		uint32_t one = set & -set;
		const uint8_t *a = &t->missing[group][one * cells], *b = &t->missing[group][(set - one) * cells];
		for (size_t j = 0; j < cells && set != one; j++)
			t->missing[group][set * cells + j] = sum_of(a[j], b[j]);
	}
}

/* What a word costs at least behind each place that lacks letters of the reading. */
static void fill_missing(struct speller_tables *t, struct str read, bool backward)
{
	uint8_t least[CELLS + 1];
	const size_t cells = (size_t)t->vectors * LANES;
	fill_least(t, read, backward, least);
	t->letters = 0;
	for (int group = 0; group < GROUPS; group++)
		memset(t->missing[group], 0, cells);
	for (int j = 1; j <= t->n; j++) {
		uint32_t letter = trie_letter((unsigned char)read.s[backward ? t->n - j : j - 1]);
		int place = __builtin_ctz(letter);
		uint8_t *row = &t->missing[place / GROUP_LETTERS][cells << place % GROUP_LETTERS];
		if (!(t->letters & letter))
			memset(row, 0, cells);
		t->letters |= letter;
		for (int i = 0; i < j; i++)
			row[i] = sum_of(row[i], least[j]);
	}
	for (int group = 0; group < GROUPS; group++)
		add_up_missing(t, group);
}

void speller_tables_fill(struct speller_tables tables[2], const struct confusions *c, struct str read)
{
	int n = (int)read.n;
	for (int k = 0; k < 2; k++) {
		fill_others(&tables[k], n, steps_of_cost(c->other));
		fill_lost(&tables[k], c);
	}
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
				if (is_lost_letter(f) || !str_starts(str_skip(read, (size_t)at), f->read))
					continue;
				enter(&tables[0], f, at + (int)f->read.n, false);
				enter(&tables[1], f, n - at, true);
			}
	}
	for (int k = 0; k < 2; k++) {
		fill_follow(&tables[k]);
		order_steps(&tables[k]);
		fill_missing(&tables[k], read, k);
	}
}
