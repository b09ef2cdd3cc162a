/*
 * The search over both tries.
 *
 * Nearly all time goes into the rows, so each is filled eight cells at a time, from tables of what it costs to read a
 * letter at a place: costs are whole hundredths, and the loops over LANES cells are such that compilers make vector
 * instructions of them.
 */
#include "language/speller_search.h"

#include "language/dictionary_format.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Words are longer than the reading by so many bytes at most; confusions are of so many letters. */
enum { LONGEST_WORD = LONGEST_READING, LONGEST_CONFUSION = 3, LETTERS = 256 };

/* Nodes that one search looks at: a limit against odd readings, of which nearly all need far fewer. */
enum { MOST_VISITS = 400000 };

/* Hundredths of a cost; more than any cost, but two of them have room in a cell. */
enum { STEPS_OF_COST = 100, TOO_DEAR = 16000 };

enum { LANES = 8, CELLS = (LONGEST_READING / LANES + 1) * LANES };

/* Bytes that one letter is read as, in the tables; and classes of letters, as in the tables. */
enum { MOST_READ = 2, MOST_CLASSES = 64, NO_CLASS = 0, OTHER_CLASS = 1 };

/* A confusion of several letters that may end at a place of the reading. */
struct step {
	const char *truth; /* its letters, of which the last led to the node; in the order of the trie */
	size_t truth_n;
	int read_n, at; /* at: bytes of the reading up to its end */
	int16_t cost;
};

enum { MOST_STEPS = 512 };

/* A row of the table: what it costs to read a path's letters as the first bytes of the reading. */
struct row {
	int16_t cells[LANES + CELLS]; /* the first LANES are TOO_DEAR; see cells_of */
	int16_t least;
};

struct query {
	const struct dictionary *d;
	int n, lanes; /* bytes of the reading; cells of a row that are in use, and more up to whole LANES */
	bool backward;
	int16_t bound, least_extra;
	uint8_t class_of[LETTERS]; /* of bytes; NO_CLASS: is never read as anything */
	int classes;
	int16_t limit[CELLS];                              /* the most that each cell may cost */
	int16_t extra[CELLS];                              /* of the letter read before the cell: that it is too many */
	int16_t costs[MOST_CLASSES][MOST_READ + 1][CELLS]; /* of a letter read as so many bytes before the cell */
	struct step steps[MOST_STEPS];                     /* by the last letter of truth */
	uint16_t begin[LETTERS + 1];
	struct row rows[LONGEST_WORD + 1];
	char path[LONGEST_WORD + 1];
	long visits;
	struct found_word *found;
	size_t count;
	char reversed[MOST_STEPS * LONGEST_CONFUSION]; /* texts of truth spelled backward */
	size_t reversed_n;
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

static void keep(struct query *q, size_t length, int16_t steps)
{
	float cost = (float)steps / STEPS_OF_COST;
	struct found_word w = {.n = length, .cost = cost};
	for (size_t i = 0; i < length; i++)
		w.text[i] = q->path[q->backward ? length - 1 - i : i];
	for (size_t i = 0; i < q->count; i++)
		if (q->found[i].n == length && !memcmp(q->found[i].text, w.text, length)) {
			q->found[i].cost = fminf(q->found[i].cost, cost);
			return;
		}
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

/* Lowers the row's cells by the confusions of several letters that end in the letter. */
static void confuse(const struct query *q, struct row *row, size_t depth, unsigned char letter)
{
	for (const struct step *s = &q->steps[q->begin[letter]]; s < &q->steps[q->begin[letter + 1]]; s++) {
		if (s->truth_n > depth || memcmp(s->truth, q->path + depth - s->truth_n, s->truth_n) != 0)
			continue;
		int16_t *cell = cells_of(row) + s->at;
		*cell = lower_of(*cell, (int16_t)(cell_of(row - s->truth_n, s->at - s->read_n) + s->cost));
	}
}

/* Lowers them from left to right: letters read that are too many. */
static void go_right(const struct query *q, struct row *row)
{
	int16_t *cell = cells_of(row);
	for (int j = 1; j <= q->n; j++) {
		int16_t cost = lower_of(cell[j], (int16_t)(cell[j - 1] + q->extra[j]));
		cell[j] = cost > q->limit[j] ? TOO_DEAR : cost;
	}
}

static void limit_row(const struct query *q, struct row *row)
{
	int16_t least[LANES] = {TOO_DEAR, TOO_DEAR, TOO_DEAR, TOO_DEAR, TOO_DEAR, TOO_DEAR, TOO_DEAR, TOO_DEAR};
	for (int j = 0; j < q->lanes; j += LANES)
		limit_lanes(cells_of(row) + j, q->limit + j, least);
	row->least = TOO_DEAR;
	for (int j = 0; j < LANES; j++)
		row->least = lower_of(row->least, least[j]);
}

/* The row of a path of so many letters, the last of which is given; false where it costs too much. */
static bool fill_row(struct query *q, size_t depth, unsigned char letter)
{
	struct row *row = &q->rows[depth];
	if (q->class_of[letter] == NO_CLASS)
		return false;
	int16_t(*costs)[CELLS] = q->costs[q->class_of[letter]];
	for (int j = 0; j < q->lanes; j += LANES)
		fill_lanes(cells_of(row) + j, cells_of(row - 1) + j, costs[0] + j, costs[1] + j, costs[2] + j);
	if (q->begin[letter + 1] > q->begin[letter])
		confuse(q, row, depth, letter);
	limit_row(q, row);
	if (row->least == TOO_DEAR)
		return false;
	if (row->least + q->least_extra <= q->bound)
		go_right(q, row);
	return true;
}

static void visit(struct query *q, uint32_t node, size_t depth)
{
	struct dictionary_word w;
	int16_t cost = cell_of(&q->rows[depth], q->n);
	if (cost <= q->bound && dictionary_word_at(q->d, node, &w))
		keep(q, depth, cost);
	if (depth == LONGEST_WORD)
		return;
	uint32_t child = dictionary_first_child(q->d, node);
	for (uint32_t entry = 0; child && !(entry & NODE_LAST); child++) {
		entry = node_at(q->d, child);
		unsigned char letter = (unsigned char)(entry & UCHAR_MAX);
		if (!entry || ++q->visits > MOST_VISITS)
			return;
		q->path[depth] = (char)letter;
		if (fill_row(q, depth + 1, letter))
			visit(q, child, depth + 1);
	}
}

static int16_t steps_of(float cost)
{
	return (int16_t)lroundf(fminf(cost * STEPS_OF_COST, TOO_DEAR));
}

/* The letters of truth as the trie has them. */
static const char *truth_of(struct query *q, struct str truth)
{
	if (!q->backward)
		return truth.s;
	char *out = q->reversed + q->reversed_n;
	for (size_t i = 0; i < truth.n; i++)
		out[i] = truth.s[truth.n - 1 - i];
	q->reversed_n += truth.n;
	return out;
}

static unsigned char last_letter(const struct step *s)
{
	return (unsigned char)s->truth[s->truth_n - 1];
}

/* Orders the steps by the last letter of truth. */
static void order_steps(struct query *q, const struct step *unordered, size_t count)
{
	uint16_t next[LETTERS] = {0};
	for (size_t i = 0; i < count; i++)
		next[last_letter(&unordered[i])]++;
	q->begin[0] = 0;
	for (int letter = 0; letter < LETTERS; letter++) {
		q->begin[letter + 1] = (uint16_t)(q->begin[letter] + next[letter]);
		next[letter] = q->begin[letter];
	}
	for (size_t i = 0; i < count; i++)
		q->steps[next[last_letter(&unordered[i])]++] = unordered[i];
}

/* The costs of a letter that has some of its own. */
static int16_t (*costs_of(struct query *q, unsigned char letter))[CELLS]
{
	uint8_t *class = &q->class_of[letter];
	if (*class <= OTHER_CLASS && q->classes < MOST_CLASSES) {
		memcpy(q->costs[q->classes], q->costs[*class], sizeof *q->costs);
		*class = (uint8_t)q->classes++;
	}
	return q->costs[*class];
}

/* Any letter may be another, lost, or too many; a letter that is none of English only itself. */
static void fill_others(struct query *q, int16_t other)
{
	for (int letter = 0; letter < LETTERS; letter++)
		q->class_of[letter] = letter < 0x80 ? OTHER_CLASS : NO_CLASS;
	q->classes = OTHER_CLASS + 1;
	for (int j = 0; j < CELLS; j++) {
		for (int k = 0; k <= MOST_READ; k++)
			q->costs[NO_CLASS][k][j] = TOO_DEAR;
		q->costs[OTHER_CLASS][0][j] = q->costs[OTHER_CLASS][1][j] = q->extra[j] = other;
		q->costs[OTHER_CLASS][2][j] = TOO_DEAR;
	}
	q->least_extra = other;
}

/* Enters what a confusion costs that ends at a place of the reading: into the tables, or gives it as a step. */
static bool enter(struct query *q, const struct confusion *f, int at, struct step *step)
{
	int16_t cost = steps_of(f->cost);
	if (!f->truth.n && f->read.n == 1) {
		q->extra[at] = lower_of(q->extra[at], cost);
		q->least_extra = lower_of(q->least_extra, cost);
		return false;
	}
	if (f->truth.n == 1 && f->read.n <= MOST_READ) {
		int16_t *own = &costs_of(q, (unsigned char)f->truth.s[0])[f->read.n][at];
		*own = lower_of(*own, cost);
		return false;
	}
	*step = (struct step){truth_of(q, f->truth), f->truth.n, (int)f->read.n, at, cost};
	return f->truth.n > 0;
}

/* The confusions that the reading may have at each place. */
static void enter_confusions(struct query *q, const struct confusions *c, struct str read)
{
	struct step unordered[MOST_STEPS];
	size_t count = 0;
	for (size_t at = 0; at <= read.n; at++) {
		unsigned char letter = at < read.n ? (unsigned char)read.s[at] : 0;
		const uint32_t *starts[] = {c->begin[0], c->begin[letter]};
		for (int k = 0; k < (letter ? 2 : 1); k++)
			for (uint32_t i = starts[k][0]; i < starts[k][TRUE_LETTERS] && count < MOST_STEPS; i++) {
				const struct confusion *f = &c->list[i];
				if (str_starts(str_skip(read, at), f->read))
					count += enter(q, f, (int)(q->backward ? read.n - at : at + f->read.n),
						       &unordered[count]);
			}
	}
	order_steps(q, unordered, count);
}

/* Where letters are lost at the middle, they count to the half that is searched first: forward to the first. */
static void set_limits(struct query *q, int n, float bound)
{
	int half = (q->backward ? n - n / 2 : n / 2) - q->backward;
	q->n = n;
	q->lanes = (n / LANES + 1) * LANES;
	q->bound = steps_of(bound);
	for (int j = 0; j < CELLS; j++)
		q->limit[j] = j <= half ? steps_of(bound / 2) : j <= n ? q->bound : -1;
}

static void search_from(struct query *q, const struct confusions *c, struct str read, bool backward)
{
	q->backward = backward;
	q->reversed_n = 0;
	fill_others(q, steps_of(c->other));
	for (size_t k = 0; k < read.n; k++)
		costs_of(q, (unsigned char)read.s[k])[1][backward ? read.n - k : k + 1] = 0;
	enter_confusions(q, c, read);
	for (int i = 0; i <= LONGEST_WORD; i++)
		for (int j = 0; j < LANES; j++)
			q->rows[i].cells[j] = TOO_DEAR;
	for (int j = 0; j < CELLS; j++)
		cells_of(q->rows)[j] = j ? TOO_DEAR : 0;
	go_right(q, q->rows);
	q->visits = 0;
	visit(q, backward ? dictionary_backward_root(q->d) : dictionary_root(q->d), 0);
}

size_t speller_search(const struct dictionary *d, const struct confusions *c, struct str read, float bound,
		      struct found_word found[MOST_FOUND])
{
	struct query q;
	q.d = d;
	q.found = found;
	q.count = 0;
	for (int backward = 0; backward < 2; backward++) {
		q.backward = backward;
		set_limits(&q, (int)read.n, bound);
		search_from(&q, c, read, backward);
	}
	return q.count;
}
