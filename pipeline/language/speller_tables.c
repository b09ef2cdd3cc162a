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
	t->lanes = (n / LANES + 1) * LANES;
	t->least_extra = other;
	for (int j = 0; j < t->lanes; j++)
		t->extra[j] = other;
	for (int class = CLASS_OTHER; class < CLASSES; class ++)
		for (int j = 0; j < t->lanes; j++) {
			t->costs[class][0][j] = t->costs[class][1][j] = other;
			t->costs[class][2][j] = TOO_DEAR;
		}
	for (int k = 0; k <= MOST_READ; k++)
		for (int j = 0; j < t->lanes; j++)
			t->costs[CLASS_NONE][k][j] = TOO_DEAR;
	memset(t->at_hand, 0, sizeof t->at_hand);
	memset(t->behind, 0, sizeof t->behind);
	for (int j = 0; j <= n; j++)
		t->at_hand[j][other / STEPS_OF_BUDGET] = UINT64_MAX;
	t->step_count = 0;
}

/* The letter is read as the bytes before a place, so many, at that cost. */
static void lower(struct speller_tables *t, unsigned char letter, size_t read_n, int at, int16_t cost)
{
	unsigned class = letter_class(letter);
	int16_t *own = &t->costs[class][read_n][at];
	if (class <= CLASS_OTHER || cost >= *own)
		return;
	*own = cost;
	t->at_hand[at - (int)read_n][cost / STEPS_OF_BUDGET] |= letter_bit(letter);
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
	if (!f->truth.n && f->read.n == 1) {
		t->extra[at] = lower_of(t->extra[at], cost);
		t->least_extra = lower_of(t->least_extra, cost);
	} else if (f->truth.n == 1 && f->read.n <= MOST_READ)
		lower(t, (unsigned char)f->truth.s[0], f->read.n, at, cost);
	else if (f->truth.n && f->truth.n <= LONGEST_CONFUSION && t->step_count < MOST_STEPS) {
		struct str truth = in_order(t, f->truth, backward);
		uint64_t last = letter_bit(last_letter(truth));
		t->steps[t->step_count++] = (struct confusion_step){truth, (int)f->read.n, at, cost};
		if (truth.n > 1)
			t->behind[letter_class((unsigned char)truth.s[truth.n - 2])] |= last;
		else
			t->at_hand[at - (int)f->read.n][cost / STEPS_OF_BUDGET] |= last;
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

/* A place that has more left can go on as one that has less. */
static void spread_at_hand(struct speller_tables *t)
{
	for (int j = 0; j <= t->n; j++)
		for (int i = 1; i < BUDGETS; i++)
			t->at_hand[j][i] |= t->at_hand[j][i - 1];
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
		spread_at_hand(&tables[k]);
	}
}
