/*
 * The exact alignment of two sequences: 64 rows of the table of distances are computed at once, as the bits that tell
 * where they grow and shrink (Myers 1999, Hyyrö 2003); what is too large to be kept is halved (Hirschberg 1975).
 */
#include "compare/align.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of the bits of a table that is kept whole; of one page of 8,000 characters it is. */
static const uint64_t kept_bytes = 16 << 20;

enum { ROWS = 64 }; /* of a table in one word */

/* Where a code stands in the pattern. */
struct places {
	uint32_t code, count; /* count 0: an unused entry */
	uint32_t first, put;  /* in positions */
	uint64_t *row;        /* of a code that is frequent: its bits; there are fewer than 64 of these */
};

/* The sequence down the table's side. */
struct pattern {
	struct places *places; /* a hash table */
	uint32_t *positions;
	uint64_t *rows;
	uint64_t *bits; /* of the code at hand, where that has no row */
	uint32_t mask, blocks;
};

static struct places *places_of(const struct pattern *p, uint32_t code)
{
	uint32_t at = (code * UINT32_C(0x9E3779B1)) ^ (code >> 15);
	for (;; at++) {
		struct places *places = &p->places[at & p->mask];
		if (!places->count || places->code == code)
			return places;
	}
}

static void set_bit(uint64_t *bits, uint32_t at)
{
	bits[at / ROWS] |= UINT64_C(1) << at % ROWS;
}

/* Gives the frequent codes their rows. */
static void share_out_rows(struct pattern *p)
{
	uint32_t frequent = 0;
	for (uint32_t i = 0; i <= p->mask; i++)
		frequent += p->places[i].count > p->blocks;
	p->rows = must_alloc((size_t)frequent + 1, p->blocks * sizeof *p->rows);
	for (uint32_t i = 0, row = 0; i <= p->mask; i++)
		if (p->places[i].count > p->blocks)
			p->places[i].row = p->rows + (size_t)row++ * p->blocks;
}

static void put_places(struct pattern *p, struct codes a)
{
	uint32_t begun = 0;
	for (uint32_t i = 0; i < a.n; i++) {
		struct places *places = places_of(p, a.at[i]);
		if (!places->put) {
			places->first = begun;
			begun += places->count;
		}
		p->positions[places->first + places->put++] = i;
		if (places->row)
			set_bit(places->row, i);
	}
}

static void pattern_init(struct pattern *p, struct codes a)
{
	uint32_t size = 8;
	*p = (struct pattern){.blocks = (a.n + ROWS - 1) / ROWS};
	while (size / 2 < a.n)
		size *= 2;
	p->mask = size - 1;
	p->places = must_alloc(size, sizeof *p->places);
	p->positions = must_alloc(a.n, sizeof *p->positions);
	for (uint32_t i = 0; i < a.n; i++) {
		struct places *places = places_of(p, a.at[i]);
		places->code = a.at[i];
		places->count++;
	}
	p->bits = must_alloc(p->blocks, sizeof *p->bits);
	share_out_rows(p);
	put_places(p, a);
}

static void pattern_release(struct pattern *p)
{
	free(p->places);
	free(p->positions);
	free(p->rows);
	free(p->bits);
}

/* The differences down one column: bits of rows that are one more, and one less, than the row above. */
struct column {
	uint64_t *more, *less;
};

static void column_init(struct column *c, uint32_t blocks)
{
	memset(c->more, 0xFF, blocks * sizeof *c->more);
	memset(c->less, 0, blocks * sizeof *c->less);
}

/* The next column, from where the pattern has the next code. */
static void advance(const uint64_t *equal, struct column from, struct column to, uint32_t blocks)
{
	uint64_t up = 1, down = 0; /* the row above the first grows by one a column */
	for (uint32_t i = 0; i < blocks; i++) {
		uint64_t more = from.more[i], less = from.less[i], e = equal[i];
		uint64_t down_or_less = e | less;
		e |= down;
		uint64_t across = (((e & more) + more) ^ more) | e;
		uint64_t grows = less | ~(across | more), shrinks = more & across;
		uint64_t next_up = grows >> (ROWS - 1), next_down = shrinks >> (ROWS - 1);
		grows = grows << 1 | up;
		shrinks = shrinks << 1 | down;
		to.more[i] = shrinks | ~(down_or_less | grows);
		to.less[i] = grows & down_or_less;
		up = next_up;
		down = next_down;
	}
}

static void advance_by(struct pattern *p, uint32_t code, struct column from, struct column to)
{
	const struct places *places = places_of(p, code);
	if (places->row) {
		advance(places->row, from, to, p->blocks);
		return;
	}
	for (uint32_t i = 0; i < places->count; i++)
		set_bit(p->bits, p->positions[places->first + i]);
	advance(p->bits, from, to, p->blocks);
	for (uint32_t i = 0; i < places->count; i++)
		p->bits[p->positions[places->first + i] / ROWS] = 0;
}

static bool has_bit(const uint64_t *bits, uint32_t at)
{
	return bits[at / ROWS] >> at % ROWS & 1;
}

/* The distances between b and each beginning of a, the empty one too: from malloc. */
static uint32_t *distances(struct codes a, struct codes b)
{
	struct pattern p;
	pattern_init(&p, a);
	struct column c = {must_alloc(p.blocks, sizeof *c.more), must_alloc(p.blocks, sizeof *c.less)};
	column_init(&c, p.blocks);
	for (uint32_t j = 0; j < b.n; j++)
		advance_by(&p, b.at[j], c, c);
	uint32_t *d = must_alloc((size_t)a.n + 1, sizeof *d);
	d[0] = b.n;
	for (uint32_t i = 0; i < a.n; i++)
		d[i + 1] = d[i] + has_bit(c.more, i) - has_bit(c.less, i);
	free(c.more);
	free(c.less);
	pattern_release(&p);
	return d;
}

uint32_t exact_distance(struct codes a, struct codes b)
{
	if (!a.n || !b.n)
		return a.n + b.n;
	uint32_t *d = distances(a, b), distance = d[a.n];
	free(d);
	return distance;
}

/* Two sequences, where they begin, and both of them backwards. */
struct task {
	struct codes a, b, back_a, back_b;
	uint32_t a_at, b_at;
};

static struct column column_at(struct column table, uint32_t j, uint32_t blocks)
{
	return (struct column){table.more + (size_t)j * blocks, table.less + (size_t)j * blocks};
}

/* The way back through the table, its last step first; gives how many. */
static size_t trace(const struct task *t, struct column table, uint32_t blocks, unsigned char *steps)
{
	uint32_t i = t->a.n, j = t->b.n;
	size_t n = 0;
	while (i && j) {
		enum stretch_kind kind = STRETCH_SUBSTITUTED;
		if (t->a.at[i - 1] == t->b.at[j - 1])
			kind = STRETCH_EQUAL;
		else if (has_bit(column_at(table, j, blocks).more, i - 1))
			kind = STRETCH_MISSING;
		else if (has_bit(column_at(table, j - 1, blocks).less, i - 1))
			kind = STRETCH_ADDED;
		i -= kind != STRETCH_ADDED;
		j -= kind != STRETCH_MISSING;
		steps[n++] = (unsigned char)kind;
	}
	while (i--)
		steps[n++] = STRETCH_MISSING;
	while (j--)
		steps[n++] = STRETCH_ADDED;
	return n;
}

static void align_kept(const struct task *t, struct alignment *out)
{
	struct pattern p;
	pattern_init(&p, t->a);
	size_t cells = ((size_t)t->b.n + 1) * p.blocks;
	struct column table = {must_alloc(cells, sizeof *table.more), must_alloc(cells, sizeof *table.less)};
	unsigned char *steps = must_alloc((size_t)t->a.n + t->b.n, 1);
	column_init(&table, p.blocks);
	for (uint32_t j = 0; j < t->b.n; j++)
		advance_by(&p, t->b.at[j], column_at(table, j, p.blocks), column_at(table, j + 1, p.blocks));
	uint32_t a = t->a_at, b = t->b_at;
	for (size_t n = trace(t, table, p.blocks, steps); n--;) {
		alignment_add(out, (enum stretch_kind)steps[n], a, b, 1);
		a += steps[n] != STRETCH_ADDED;
		b += steps[n] != STRETCH_MISSING;
	}
	free(table.more);
	free(table.less);
	free(steps);
	pattern_release(&p);
}

/* Where a is parted when b is parted at half: where the two parts cost least. */
static uint32_t parting(const struct task *t, uint32_t half)
{
	uint32_t *before = distances(t->a, (struct codes){t->b.at, half});
	uint32_t *behind = distances(t->back_a, (struct codes){t->back_b.at, t->b.n - half});
	uint32_t best = 0;
	for (uint32_t i = 1; i <= t->a.n; i++)
		if (before[i] + behind[t->a.n - i] < before[best] + behind[t->a.n - best])
			best = i;
	free(before);
	free(behind);
	return best;
}

/* The part of the task from a and b on, of so many of each. */
static struct task part(const struct task *t, uint32_t a, uint32_t a_count, uint32_t b, uint32_t b_count)
{
	return (struct task){.a = {t->a.at + a, a_count},
			     .b = {t->b.at + b, b_count},
			     .back_a = {t->back_a.at + (t->a.n - a - a_count), a_count},
			     .back_b = {t->back_b.at + (t->b.n - b - b_count), b_count},
			     .a_at = t->a_at + a,
			     .b_at = t->b_at + b};
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as b can be halved */
static void align_task(const struct task *t, struct alignment *out)
{
	uint64_t blocks = (t->a.n + ROWS - 1) / ROWS;
	if (!t->a.n || !t->b.n) {
		alignment_add(out, STRETCH_MISSING, t->a_at, t->b_at, t->a.n);
		alignment_add(out, STRETCH_ADDED, t->a_at + t->a.n, t->b_at, t->b.n);
		return;
	}
	if (t->b.n < 2 || (t->b.n + 1) * blocks * 2 * sizeof(uint64_t) <= kept_bytes) {
		align_kept(t, out);
		return;
	}
	uint32_t half = t->b.n / 2, parted = parting(t, half);
	struct task first = part(t, 0, parted, 0, half);
	struct task second = part(t, parted, t->a.n - parted, half, t->b.n - half);
	align_task(&first, out);
	align_task(&second, out);
}

static uint32_t *backwards(struct codes c)
{
	uint32_t *back = must_alloc((size_t)c.n + 1, sizeof *back);
	for (uint32_t i = 0; i < c.n; i++)
		back[i] = c.at[c.n - 1 - i];
	return back;
}

void align_exactly(struct codes a, struct codes b, uint32_t a_at, uint32_t b_at, struct alignment *out)
{
	uint32_t *back_a = backwards(a), *back_b = backwards(b);
	align_task(&(struct task){a, b, {back_a, a.n}, {back_b, b.n}, a_at, b_at}, out);
	free(back_a);
	free(back_b);
}
