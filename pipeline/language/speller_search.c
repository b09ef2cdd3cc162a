/*
 * The search over both tries.
 *
 * Nearly all time goes into the rows and into waiting for the nodes. So each row is filled eight cells at a time, in
 * loops of which compilers make vector instructions, and only for letters that may be next; and its node's children
 * are asked for before it is filled.
 */
#include "language/speller_search.h"

#include "language/dictionary_format.h"

#include <limits.h>
#include <math.h>
#include <string.h>

/* Words are longer than the reading by so many bytes at most. */
enum { LONGEST_WORD = LONGEST_READING };

/* Rows that one search fills: a limit against odd readings, of which nearly all need far fewer. */
enum { MOST_ROWS = 100000 };

/* A row of the table: what it costs to read a path's letters as the first bytes of the reading. */
struct row {
	int16_t cells[LANES + CELLS]; /* the first LANES are TOO_DEAR; see cells_of */
	int16_t least;
};

/* The most that each cell of a row may cost: the first half of the reading has half of the bound. */
struct limits {
	int16_t bound, cell[CELLS];
};

struct query {
	const struct dictionary *d;
	const struct speller_tables *t;
	bool backward;
	struct limits limits;
	struct row rows[LONGEST_WORD + 1];
	char path[LONGEST_WORD + 1];
	long filled;
	struct found_word *found;
	size_t count;
};

/* The row's cells: that of n bytes of the reading is the n-th. */
static int16_t *cells_of(struct row *row)
{
	return row->cells + LANES;
}

static int16_t cell_of(const struct row *row, int n)
{
	return row->cells[LANES + n];
}

/* The found word of that text, or NULL. */
static struct found_word *find_found(struct query *q, const char *text, size_t n)
{
	for (size_t i = 0; i < q->count; i++)
		if (q->found[i].n == n && !memcmp(q->found[i].text, text, n))
			return &q->found[i];
	return NULL;
}

static void keep(struct query *q, size_t length, int16_t steps)
{
	struct found_word w = {.n = length, .cost = (float)steps / STEPS_OF_COST};
	for (size_t i = 0; i < length; i++)
		w.text[i] = q->path[q->backward ? length - 1 - i : i];
	struct found_word *known = find_found(q, w.text, length);
	if (known) {
		known->cost = fminf(known->cost, w.cost);
		return;
	}
	dictionary_find(q->d, (struct str){w.text, length}, &w.info);
	if (q->count < MOST_FOUND)
		q->found[q->count++] = w;
}

static int16_t lower_of(int16_t a, int16_t b)
{
	return a < b ? a : b;
}

/* Fills LANES cells from those of the row above, and two before them: the letter was lost, or read as a byte or two. */
static void fill_lanes(int16_t *restrict cell, const int16_t *restrict above, const int16_t *restrict lost,
		       const int16_t *restrict one, const int16_t *restrict two)
{
	for (int j = 0; j < LANES; j++) {
		int16_t least = lower_of((int16_t)(above[j] + lost[j]), (int16_t)(above[j - 1] + one[j]));
		cell[j] = lower_of(least, (int16_t)(above[j - 2] + two[j]));
	}
}

/* Leaves out the cells that cost too much, and lowers the least of each lane. */
static void limit_lanes(int16_t *restrict cell, const int16_t *restrict limit, int16_t *restrict least)
{
	for (int j = 0; j < LANES; j++) {
		cell[j] = cell[j] > limit[j] ? TOO_DEAR : cell[j];
		least[j] = lower_of(least[j], cell[j]);
	}
}

/* Are these the last of the path's letters? */
static bool ends_in(const char *path, size_t depth, struct str truth)
{
	bool same = truth.n <= depth;
	for (size_t i = 0; same && i < truth.n; i++)
		same = truth.s[i] == path[depth - truth.n + i];
	return same;
}

/* Lowers the row's cells by the confusions of several letters that end in a letter of the class. */
static void confuse(const struct query *q, struct row *row, size_t depth, unsigned class)
{
	for (uint32_t i = q->t->begin[class]; i < q->t->begin[class + 1]; i++) {
		const struct confusion_step *s = &q->t->steps[i];
		if (!ends_in(q->path, depth, s->truth))
			continue;
		int16_t *cell = cells_of(row) + s->at;
		*cell = lower_of(*cell, (int16_t)(cell_of(row - s->truth.n, s->at - s->read_n) + s->cost));
	}
}

/* Lowers them from left to right: letters read that are too many. */
static void go_right(const struct query *q, struct row *row)
{
	int16_t *cell = cells_of(row);
	for (int j = 1; j <= q->t->n; j++) {
		int16_t cost = lower_of(cell[j], (int16_t)(cell[j - 1] + q->t->extra[j]));
		cell[j] = cost > q->limits.cell[j] ? TOO_DEAR : cost;
	}
}

static void limit_row(const struct query *q, struct row *row)
{
	int16_t least[LANES] = {TOO_DEAR, TOO_DEAR, TOO_DEAR, TOO_DEAR, TOO_DEAR, TOO_DEAR, TOO_DEAR, TOO_DEAR};
	for (int j = 0; j < q->t->lanes; j += LANES)
		limit_lanes(cells_of(row) + j, q->limits.cell + j, least);
	row->least = TOO_DEAR;
	for (int j = 0; j < LANES; j++)
		row->least = lower_of(row->least, least[j]);
}

/* The row of a path of so many letters, the last of which leads to the node; false where it costs too much. */
static bool fill_row(struct query *q, size_t depth, uint32_t entry)
{
	const struct speller_tables *t = q->t;
	unsigned class = letter_class((unsigned char)(entry & UCHAR_MAX));
	struct row *row = &q->rows[depth];
	const int16_t(*costs)[CELLS] = t->costs[class];
	for (int j = 0; j < t->lanes; j += LANES)
		fill_lanes(cells_of(row) + j, cells_of(row - 1) + j, costs[0] + j, costs[1] + j, costs[2] + j);
	if (t->begin[class + 1] > t->begin[class])
		confuse(q, row, depth, class);
	limit_row(q, row);
	if (row->least == TOO_DEAR)
		return false;
	if (row->least + t->least_extra <= q->limits.bound)
		go_right(q, row);
	return true;
}

/* The letters that may be next: their bits. There may be more. */
static uint64_t letters_at_hand(const struct query *q, size_t depth)
{
	int n = q->t->n;
	uint64_t letters = depth ? q->t->behind[letter_class((unsigned char)q->path[depth - 1])] : 0;
	for (int j = 0; j <= n; j++) {
		int left = q->limits.cell[j + MOST_READ < n ? j + MOST_READ : n] - cell_of(&q->rows[depth], j);
		if (left >= 0)
			letters |= q->t->at_hand[j][left / STEPS_OF_BUDGET];
	}
	return letters;
}

static void visit(struct query *q, uint32_t node, size_t depth)
{
	int16_t cost = cell_of(&q->rows[depth], q->t->n);
	if (cost <= q->limits.bound && node_at(q->d, node) & NODE_ENDS)
		keep(q, depth, cost);
	if (depth == LONGEST_WORD)
		return;
	uint64_t at_hand = letters_at_hand(q, depth);
	for (uint32_t child = dictionary_first_child(q->d, node), entry = 0; child && !(entry & NODE_LAST); child++) {
		entry = node_at(q->d, child);
		if (!(at_hand & letter_bit((unsigned char)(entry & UCHAR_MAX))))
			continue;
		if (!entry || ++q->filled > MOST_ROWS)
			return;
		q->path[depth] = (char)(entry & UCHAR_MAX);
		node_prefetch(q->d, entry >> NODE_CHILD_SHIFT);
		if (fill_row(q, depth + 1, entry))
			visit(q, child, depth + 1);
	}
}

/* Where letters are lost at the middle, they count to the half that is searched first: forward to the first. */
static struct limits limits_of(int n, bool backward, float bound)
{
	struct limits l = {.bound = bound > 0 ? steps_of_cost(bound) : -1};
	int half = (backward ? n - n / 2 : n / 2) - backward;
	for (int j = 0; j < CELLS; j++)
		l.cell[j] = j <= half && bound > 0 ? steps_of_cost(bound / 2) : j <= n ? l.bound : -1;
	return l;
}

static void search_from(struct query *q, uint32_t root)
{
	for (int i = 0; i <= LONGEST_WORD; i++)
		for (int j = 0; j < LANES; j++)
			q->rows[i].cells[j] = TOO_DEAR;
	for (int j = 0; j < CELLS; j++)
		cells_of(q->rows)[j] = j ? TOO_DEAR : 0;
	go_right(q, q->rows);
	q->filled = 0;
	visit(q, root, 0);
}

size_t speller_search(const struct dictionary *d, enum searched which, const struct speller_tables tables[2],
		      float bound, struct found_word found[MOST_FOUND], size_t count)
{
	static const uint32_t roots[][2] = {[SEARCH_ALL] = {FOLDED_ROOT, BACKWARD_ROOT},
					    [SEARCH_FREQUENT] = {FREQUENT_ROOT, FREQUENT_BACKWARD_ROOT}};
	struct query q;
	q.d = d;
	q.found = found;
	q.count = count;
	for (int backward = 0; backward < 2; backward++) {
		q.t = &tables[backward];
		q.backward = backward;
		q.limits = limits_of(q.t->n, backward, bound);
		search_from(&q, roots[which][backward]);
	}
	return q.count;
}
