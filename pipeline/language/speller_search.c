/* The search over both tries. */
#include "language/speller_search.h"

#include "base/utf8.h"
#include "language/dictionary_format.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Words are longer than the reading by so many bytes at most; confusions are of so many letters. */
enum { LONGEST_WORD = LONGEST_READING, LONGEST_CONFUSION = 3, LETTERS = 256 };

/* Nodes that one search looks at: a limit against odd readings, of which nearly all need far fewer. */
enum { MOST_VISITS = 400000 };

/* One way in which a confusion may end at a place of the reading. */
struct step {
	const char *truth; /* its letters, of which the last led to the node; in the order of the trie */
	uint8_t truth_n, read_n;
	uint8_t at; /* bytes of the reading up to its end */
	float cost;
};

/* A row of the table: what it costs to read a path's letters as the first bytes of the reading. */
struct row {
	float cell[LONGEST_READING + 1];
	float least;
	int first, last; /* cells beyond cost too much; first > last: all do */
};

enum { MOST_STEPS = 1024 };

struct query {
	const struct dictionary *d;
	float other, bound, half_bound;
	int n, half; /* bytes of the reading; the last place of its first half */
	bool backward;
	unsigned char read[LONGEST_READING];
	uint8_t behind[LONGEST_READING]; /* where the character ends that begins there */
	struct step steps[MOST_STEPS];   /* by the last letter of truth */
	uint16_t begin[LETTERS + 1];
	struct row rows[LONGEST_WORD + 1];
	char path[LONGEST_WORD + 1];
	long visits;
	struct found_word *found;
	size_t count;
	char reversed[MOST_STEPS * LONGEST_CONFUSION]; /* texts of truth spelled backward */
	size_t reversed_n;
};

static void keep(struct query *q, size_t length, float cost)
{
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

/* The most that a cell may cost: the first half of the reading has half of the bound. */
static float bound_at(const struct query *q, int j)
{
	return j <= q->half ? q->half_bound : q->bound;
}

/* Lowers the cell to cost, where that is within the bound; the row grows to it. */
static void lower(const struct query *q, struct row *row, int j, float cost)
{
	if (cost > bound_at(q, j))
		return;
	if (row->first > row->last)
		row->first = row->last = j, row->cell[j] = HUGE_VALF;
	while (row->last < j)
		row->cell[++row->last] = HUGE_VALF;
	while (row->first > j)
		row->cell[--row->first] = HUGE_VALF;
	if (cost < row->cell[j])
		row->cell[j] = cost;
}

/* Lowers the row's cells from those of the row above it: the letter was read, misread or lost. */
static void go_down(const struct query *q, const struct row *above, struct row *row, unsigned char letter)
{
	bool ascii = letter < 0x80;
	for (int j = above->first; j <= above->last; j++) {
		float cost = above->cell[j], dear = cost + q->other;
		if (j < q->n && q->read[j] == letter)
			lower(q, row, j + 1, cost);
		if (!ascii || dear > q->bound)
			continue;
		lower(q, row, j, dear);
		if (j < q->n && q->read[j] != letter)
			lower(q, row, q->behind[j], dear);
	}
}

/* Lowers them by the confusions that end in the letter. */
static void confuse(const struct query *q, struct row *row, size_t depth, unsigned char letter)
{
	for (const struct step *s = &q->steps[q->begin[letter]]; s < &q->steps[q->begin[letter + 1]]; s++) {
		if (s->truth_n > depth)
			continue;
		const struct row *from = &q->rows[depth - s->truth_n];
		int j = s->at - s->read_n;
		if (j >= from->first && j <= from->last && from->cell[j] + s->cost <= q->bound &&
		    !memcmp(s->truth, q->path + depth - s->truth_n, s->truth_n))
			lower(q, row, s->at, from->cell[j] + s->cost);
	}
}

/* Lowers them from left to right: letters read that are too many. */
static void go_right(const struct query *q, struct row *row)
{
	const struct step *extra = &q->steps[q->begin[0]], *end = &q->steps[q->begin[1]];
	row->least = HUGE_VALF;
	for (int j = row->first; j <= row->last; j++) {
		float cost = row->cell[j];
		row->least = cost < row->least ? cost : row->least;
		if (j == q->n || cost == HUGE_VALF)
			continue;
		if (cost + q->other <= q->bound)
			lower(q, row, q->behind[j], cost + q->other);
		for (const struct step *s = extra; s < end; s++)
			if (s->at - s->read_n == j)
				lower(q, row, s->at, cost + s->cost);
	}
}

/* The row of a path of so many letters, the last of which is given; false where it costs too much. */
static bool fill_row(struct query *q, size_t depth, unsigned char letter)
{
	struct row *row = &q->rows[depth];
	row->first = 1;
	row->last = 0;
	go_down(q, &q->rows[depth - 1], row, letter);
	confuse(q, row, depth, letter);
	if (row->first > row->last)
		return false;
	go_right(q, row);
	return true;
}

/* May the letter be the next: is there enough left for any, is it read there, or the end of a confusion? */
static bool is_at_hand(const struct query *q, const struct row *row, unsigned char letter)
{
	if (row->least + q->other <= q->bound || q->begin[letter + 1] > q->begin[letter])
		return true;
	for (int j = row->first; j <= row->last && j < q->n; j++)
		if (q->read[j] == letter)
			return true;
	return false;
}

static void visit(struct query *q, uint32_t node, size_t depth)
{
	struct dictionary_word w;
	const struct row *row = &q->rows[depth];
	if (row->last == q->n && row->cell[q->n] <= q->bound && dictionary_word_at(q->d, node, &w))
		keep(q, depth, row->cell[q->n]);
	if (depth == LONGEST_WORD)
		return;
	uint32_t child = dictionary_first_child(q->d, node);
	for (uint32_t entry = 0; child && !(entry & NODE_LAST); child++) {
		entry = node_at(q->d, child);
		unsigned char letter = (unsigned char)(entry & UCHAR_MAX);
		if (!entry || ++q->visits > MOST_VISITS)
			return;
		q->path[depth] = (char)letter;
		if (is_at_hand(q, row, letter) && fill_row(q, depth + 1, letter))
			visit(q, child, depth + 1);
	}
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
	return s->truth_n ? (unsigned char)s->truth[s->truth_n - 1] : 0;
}

/* Orders them by the last letter of truth; those of one letter keep their order, by where they begin or end. */
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

/* The confusions that the reading may have at each place. */
static void find_steps(struct query *q, const struct confusions *c, struct str read)
{
	struct step unordered[MOST_STEPS];
	size_t count = 0;
	for (size_t at = 0; at <= read.n; at++) {
		const uint32_t *lost = c->begin[0], *begin = at < read.n ? c->begin[(unsigned char)read.s[at]] : NULL;
		uint32_t ranges[2][2] = {{lost[0], lost[TRUE_LETTERS]}, {0, 0}};
		if (begin && read.s[at]) {
			ranges[1][0] = begin[0];
			ranges[1][1] = begin[TRUE_LETTERS];
		}
		for (int k = 0; k < 2; k++)
			for (uint32_t i = ranges[k][0]; i < ranges[k][1] && count < MOST_STEPS; i++) {
				const struct confusion *f = &c->list[i];
				if (f->cost > q->bound || at + f->read.n > read.n ||
				    (f->read.n && memcmp(read.s + at, f->read.s, f->read.n) != 0))
					continue;
				size_t end = q->backward ? read.n - at : at + f->read.n;
				unordered[count++] = (struct step){truth_of(q, f->truth), (uint8_t)f->truth.n,
								   (uint8_t)f->read.n, (uint8_t)end, f->cost};
			}
	}
	order_steps(q, unordered, count);
}

static void search_from(struct query *q, const struct confusions *c, struct str read, bool backward)
{
	q->backward = backward;
	/* Where letters are lost at the middle, they count to the half that is searched first: forward to the first. */
	q->half = (int)(backward ? read.n - read.n / 2 : read.n / 2) - backward;
	q->reversed_n = 0;
	for (size_t at = 0; at < read.n;) {
		size_t from = at;
		utf8_next(read, &at);
		for (size_t k = from; k < at; k++) {
			size_t place = backward ? read.n - 1 - k : k;
			q->read[place] = (unsigned char)read.s[k];
			q->behind[place] = (uint8_t)(backward ? read.n - from : at);
		}
	}
	find_steps(q, c, read);
	q->rows[0].first = q->rows[0].last = 0;
	q->rows[0].cell[0] = 0;
	go_right(q, &q->rows[0]);
	visit(q, backward ? dictionary_backward_root(q->d) : dictionary_root(q->d), 0);
}

size_t speller_search(const struct dictionary *d, const struct confusions *c, struct str read, float bound,
		      struct found_word found[MOST_FOUND])
{
	struct query q;
	q.d = d;
	q.other = c->other;
	q.bound = bound;
	q.half_bound = bound / 2;
	q.n = (int)read.n;
	q.visits = 0;
	q.found = found;
	q.count = 0;
	search_from(&q, c, read, false);
	q.visits = 0;
	search_from(&q, c, read, true);
	return q.count;
}
