/*
 * Aligning two stretches of words at the least cost (Gotoh 1982: a gap costs more to begin than to go on), so that
 * "of the w" + "Alexander" and "of the who hear; the young Alexander" leave "hear; the young" together.
 */
#include "repair/collate.h"

#include "page/lacuna.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

/* A larger table is not filled (cells): such stretches are of different texts. */
enum { MOST_CELLS = 2000000, MOST_LENGTH = 64 };

/* What it costs that words are alike, or a part of each other at a line's end; that one is left out: the first of
 * several, each further one; and less where lines begin and end, since there words are lost. */
static const float alike_cost = 0.1F, part_cost = 0.4F, joint_cost = 0.2F, open_cost = 1, edge_cost = 0.45F,
		   next_cost = 0.25F;

/* Of its letters a word may differ in this part from the other. */
static const double most_apart = 0.4;

/* Letters of a part that may be misread at the cut. */
enum { MISREAD = 2 };

enum state { MATCHED, PAGE_ALONE, WITNESS_ALONE, STATES };

/* How a cell was reached: words of the page and the witness that it takes, and the state before. */
struct step {
	unsigned char page, witness, from;
};

struct table_of_costs {
	struct collation *c;
	struct stretch page, witness;
	float *costs[STATES];
	struct step *steps[STATES];
};

size_t letters_apart(struct str a, struct str b, size_t most)
{
	size_t rows[2][MOST_LENGTH + 1];
	if (a.n > MOST_LENGTH || b.n > MOST_LENGTH || (a.n > b.n ? a.n - b.n : b.n - a.n) > most)
		return most + 1;
	for (size_t k = 0; k <= b.n; k++)
		rows[0][k] = k;
	for (size_t i = 1; i <= a.n; i++) {
		size_t *now = rows[i & 1], *before = rows[~i & 1], least = now[0] = i;
		for (size_t k = 1; k <= b.n; k++) {
			size_t best = before[k - 1] + (a.s[i - 1] != b.s[k - 1]);
			best = before[k] + 1 < best ? before[k] + 1 : best;
			now[k] = now[k - 1] + 1 < best ? now[k - 1] + 1 : best;
			least = now[k] < least ? now[k] : least;
		}
		if (least > most)
			return most + 1;
	}
	size_t apart = rows[a.n & 1][b.n];
	return apart > most ? most + 1 : apart;
}

bool is_part_of(struct str p, struct str whole, bool at_begin)
{
	if (p.n >= whole.n + MISREAD || !p.n)
		return false;
	for (size_t misread = 0; misread <= MISREAD && 2 * misread < p.n; misread++) {
		struct str sure = at_begin ? str_chop(p, misread) : str_skip(p, misread);
		if (sure.n < whole.n && (at_begin ? str_starts(whole, sure) : str_ends(whole, sure)))
			return true;
	}
	return false;
}

/* Is one a part of the other, at an end of its line? */
static bool is_cut_of(const struct token *part, const struct token *whole)
{
	return (part->ends && is_part_of(part->key, whole->key, true)) ||
	       (part->begins && is_part_of(part->key, whole->key, false));
}

size_t letters_shared(struct str first, struct str second)
{
	size_t n = first.n < second.n ? first.n : second.n;
	while (n && !str_ends(first, str_chop(second, second.n - n)))
		n--;
	return n;
}

/* Are they the two halves of a word that is cut on either page, with letters in common? */
static bool are_halves(const struct token *a, const struct token *b)
{
	return word_is_fragment(a->word) && word_is_fragment(b->word) &&
	       ((a->ends && b->begins && letters_shared(a->key, b->key) >= LEAST_SHARED) ||
		(b->ends && a->begins && letters_shared(b->key, a->key) >= LEAST_SHARED));
}

static float match_cost(const struct collation *c, const struct token *a, const struct token *b)
{
	if (!fit_allows(&c->fit, b->word->box, a->word->box))
		return FLT_MAX;
	if (a->id == b->id)
		return 0;
	size_t longest = a->key.n > b->key.n ? a->key.n : b->key.n, most = (size_t)(most_apart * (double)longest);
	if (most) {
		size_t apart = letters_apart(a->key, b->key, most);
		if (apart <= most)
			return alike_cost + (float)apart / (float)longest;
	}
	return is_cut_of(a, b) || is_cut_of(b, a) || are_halves(a, b) ? part_cost : FLT_MAX;
}

/* Are two words of the one page read as one on the other? */
static bool is_joint(const struct collation *c, const struct token *first, const struct token *second,
		     const struct token *whole, bool of_page)
{
	if (first->key.n + second->key.n != whole->key.n || !str_starts(whole->key, first->key) ||
	    !str_ends(whole->key, second->key))
		return false;
	return of_page ? fit_allows(&c->fit, whole->word->box, first->word->box) ||
				 fit_allows(&c->fit, whole->word->box, second->word->box)
		       : fit_allows(&c->fit, first->word->box, whole->word->box) ||
				 fit_allows(&c->fit, second->word->box, whole->word->box);
}

static struct token *page_token(const struct table_of_costs *t, uint32_t i)
{
	return &t->c->sides[SIDE_PAGE].all[t->page.numbers[i]];
}

static struct token *witness_token(const struct table_of_costs *t, uint32_t k)
{
	return &t->c->sides[SIDE_WITNESS].all[t->witness.numbers[k]];
}

static size_t cell(const struct table_of_costs *t, uint32_t i, uint32_t k)
{
	return (size_t)i * (t->witness.count + 1) + k;
}

/* Comes to the cell by a step of that cost if that is cheaper than what was found. */
static void try_step(struct table_of_costs *t, enum state state, uint32_t i, uint32_t k, struct step step, float cost)
{
	size_t to = cell(t, i, k), from = cell(t, i - step.page, k - step.witness);
	cost += t->costs[step.from][from];
	if (cost < t->costs[state][to]) {
		t->costs[state][to] = cost;
		t->steps[state][to] = step;
	}
}

static void try_match(struct table_of_costs *t, uint32_t i, uint32_t k, unsigned char page, unsigned char witness,
		      float cost)
{
	if (cost < FLT_MAX)
		for (int from = 0; from < STATES; from++)
			try_step(t, MATCHED, i, k, (struct step){page, witness, (unsigned char)from}, cost);
}

/* Words are lost where a line of the page ends or the next one begins. */
static bool is_at_edge(const struct table_of_costs *t, uint32_t i)
{
	return (i && page_token(t, i - 1)->ends) || (i < t->page.count && page_token(t, i)->begins);
}

static void fill_cell(struct table_of_costs *t, uint32_t i, uint32_t k)
{
	const struct collation *c = t->c;
	if (i && k)
		try_match(t, i, k, 1, 1, match_cost(c, page_token(t, i - 1), witness_token(t, k - 1)));
	if (i > 1 && k && is_joint(c, page_token(t, i - 2), page_token(t, i - 1), witness_token(t, k - 1), true))
		try_match(t, i, k, 2, 1, joint_cost);
	if (i && k > 1 && is_joint(c, witness_token(t, k - 2), witness_token(t, k - 1), page_token(t, i - 1), false))
		try_match(t, i, k, 1, 2, joint_cost);
	for (int from = 0; i && from < STATES; from++)
		try_step(t, PAGE_ALONE, i, k, (struct step){1, 0, (unsigned char)from},
			 from == PAGE_ALONE ? next_cost : open_cost);
	float open = is_at_edge(t, i) ? edge_cost : open_cost;
	for (int from = 0; k && from < STATES; from++)
		try_step(t, WITNESS_ALONE, i, k, (struct step){0, 1, (unsigned char)from},
			 from == WITNESS_ALONE ? next_cost : open);
}

static void give_mates(struct table_of_costs *t)
{
	uint32_t i = t->page.count, k = t->witness.count;
	unsigned char state = MATCHED;
	for (int other = 1; other < STATES; other++)
		if (t->costs[other][cell(t, i, k)] < t->costs[state][cell(t, i, k)])
			state = (unsigned char)other;
	while (i || k) {
		struct step s = t->steps[state][cell(t, i, k)];
		for (uint32_t n = 0; state == MATCHED && n < s.page; n++)
			page_token(t, i - 1 - n)->mate = t->witness.numbers[k - s.witness];
		for (uint32_t n = 0; state == MATCHED && n < s.witness; n++)
			witness_token(t, k - 1 - n)->mate = t->page.numbers[i - s.page];
		i -= s.page;
		k -= s.witness;
		state = s.from;
	}
}

void collate_stretch(struct collation *c, struct stretch page, struct stretch witness)
{
	struct arena scratch = {0};
	struct table_of_costs t = {.c = c, .page = page, .witness = witness};
	size_t cells = ((size_t)page.count + 1) * (witness.count + 1);
	if (cells > MOST_CELLS)
		return;
	for (int state = 0; state < STATES; state++) {
		t.costs[state] = arena_alloc(&scratch, cells, sizeof(float));
		t.steps[state] = arena_alloc(&scratch, cells, sizeof(struct step));
		for (size_t i = 0; i < cells; i++)
			t.costs[state][i] = FLT_MAX / 4;
	}
	t.costs[MATCHED][0] = 0;
	for (uint32_t i = 0; i <= page.count; i++)
		for (uint32_t k = 0; k <= witness.count; k++)
			if (i || k)
				fill_cell(&t, i, k);
	give_mates(&t);
	arena_release(&scratch);
}
