/*
 * The search over both tries, level by level: of all paths of so many letters that do not cost too much, those that are
 * one letter longer.
 *
 * Nearly all time goes into the rows. So a row is filled LANES cells at a time, by vector instructions, from cells that
 * are loaded once for all siblings; and a path ends where what its words lack of the reading's letters costs too much.
 */
#include "language/speller_search.h"

#include "language/dictionary_format.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Words are longer than the reading by so many bytes at most. */
enum { LONGEST_WORD = LONGEST_READING };

/* Paths of one search: a limit against odd readings, of which nearly all need far fewer. Asked for ahead: how many. */
enum { MOST_PATHS = 1 << 16, AHEAD = 4 };

/* A path: its last letter's node, and the path without that. The first is empty. */
struct path {
	uint32_t node, before;
};

/*
 * A path's row is what it costs to read its letters as the first bytes of the reading, of each number of bytes. Rows
 * stand one behind the other: what is before the first cell of one are the last of another, which are TOO_DEAR.
 */
struct search_room {
	struct path paths[MOST_PATHS];
	int16_t rows[(MOST_PATHS + 1) * CELLS];
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
	struct search_room *room;
	uint32_t paths;
	struct found_word *found;
	size_t count;
};

/* Cells side by side. */
typedef int16_t lanes __attribute__((vector_size(LANES * sizeof(int16_t))));

static inline lanes load(const int16_t *cells)
{
	lanes v;
	memcpy(&v, cells, sizeof v);
	return v;
}

static inline lanes lower_lanes(lanes a, lanes b)
{
	for (int i = 0; i < LANES; i++)
		a[i] = a[i] < b[i] ? a[i] : b[i];
	return a;
}

/* Is one of the lanes of a comparison true? */
static inline bool any(lanes truths)
{
	uint64_t halves[sizeof truths / sizeof(uint64_t)];
	memcpy(halves, &truths, sizeof truths);
	return (halves[0] | halves[1]) != 0;
}

struct search_room *search_room_new(void)
{
	return must_alloc(1, sizeof(struct search_room));
}

void search_room_drop(struct search_room *room)
{
	free(room);
}

static inline int16_t *row_of(const struct query *q, uint32_t path, int vectors)
{
	return q->room->rows + LANES + (size_t)path * (size_t)(vectors * LANES);
}

static unsigned char letter_of(const struct query *q, uint32_t path)
{
	return (unsigned char)(q->room->paths[path].node & UCHAR_MAX);
}

/* The found word of that text, or NULL. */
static struct found_word *find_found(struct query *q, const char *text, size_t n)
{
	for (size_t i = 0; i < q->count; i++)
		if (q->found[i].n == n && !memcmp(q->found[i].text, text, n))
			return &q->found[i];
	return NULL;
}

static void keep(struct query *q, uint32_t path, size_t length, int16_t steps)
{
	struct found_word w = {.n = length, .cost = (float)steps / STEPS_OF_COST};
	for (size_t i = 0; i < length; i++, path = q->room->paths[path].before)
		w.text[q->backward ? i : length - 1 - i] = (char)letter_of(q, path);
	struct found_word *known = find_found(q, w.text, length);
	if (known) {
		known->cost = fminf(known->cost, w.cost);
		return;
	}
	if (q->count < MOST_FOUND)
		q->found[q->count++] = w;
}

static int16_t lower_of(int16_t a, int16_t b)
{
	return a < b ? a : b;
}

/* The path that these are the letters behind, but for the last of them, up to that path; or MOST_PATHS. */
static uint32_t path_before(const struct query *q, uint32_t path, struct str truth)
{
	for (size_t i = truth.n - 1; i--; path = q->room->paths[path].before)
		if (!path || (char)letter_of(q, path) != truth.s[i])
			return MOST_PATHS;
	return path;
}

/* Lowers a row's cells by the confusions of several letters that end in a letter of the class behind the path; tells if
 * it did. */
static bool confuse(const struct query *q, uint32_t path, unsigned class, int16_t *row)
{
	bool lowered = false;
	for (uint32_t i = q->t->begin[class]; i < q->t->begin[class + 1]; i++) {
		const struct confusion_step *s = &q->t->steps[i];
		uint32_t before = path_before(q, path, s->truth);
		if (before == MOST_PATHS)
			continue;
		int16_t cost = (int16_t)(row_of(q, before, q->t->vectors)[s->at - s->read_n] + s->cost);
		if (cost < row[s->at] && cost <= q->limits.cell[s->at]) {
			row[s->at] = cost;
			lowered = true;
		}
	}
	return lowered;
}

/* Lowers them from left to right: letters read that are too many. */
static void go_right(const struct query *q, int16_t *row)
{
	for (int j = 1; j <= q->t->n; j++) {
		int16_t cost = lower_of(row[j], (int16_t)(row[j - 1] + q->t->extra[j]));
		row[j] = cost > q->limits.cell[j] ? TOO_DEAR : cost;
	}
}

/* May words that go on with these letters only come within the bound? */
static inline bool may_end(const struct query *q, const int16_t *row, uint32_t letters, int vectors)
{
	uint32_t lacking = q->t->letters & ~letters;
	bool may = !lacking;
	for (int k = 0; k < vectors && !may; k++) {
		lanes sum = load(row + k * LANES);
		for (uint32_t left = lacking; left; left &= left - 1)
			sum += load(q->t->missing[__builtin_ctz(left)] + k * LANES);
		may = any(sum <= q->limits.bound);
	}
	return may;
}

/* Cells of the row above: those right above, and one and two before them. */
struct above {
	lanes lost, one, two;
};

/*
 * Fills the row of a path that is a letter of the class longer than the other, whose row is above, without what it
 * costs that bytes are too many: the letter was lost, or read as a byte or two. Cells that cost too much are TOO_DEAR;
 * false where all do.
 */
static inline bool fill_row(const struct query *q, const struct above *above, unsigned class, int16_t *row, int vectors)
{
	const int16_t(*costs)[CELLS] = q->t->costs[class];
	lanes alive = {0};
	for (int k = 0; k < vectors; k++) {
		const int at = k * LANES;
		lanes cost = lower_lanes(above[k].lost + load(costs[0] + at), above[k].one + load(costs[1] + at));
		cost = lower_lanes(cost, above[k].two + load(costs[2] + at));
		lanes within = cost <= load(q->limits.cell + at);
		cost = (cost & within) | (TOO_DEAR & ~within);
		memcpy(row + at, &cost, sizeof cost);
		alive |= within;
	}
	return any(alive);
}

/* Adds the paths that are a letter longer than this one. */
static inline __attribute__((always_inline)) void go_down(struct query *q, uint32_t path, int vectors)
{
	const struct speller_tables *t = q->t;
	uint32_t child = q->room->paths[path].node >> NODE_CHILD_SHIFT, node = child ? 0 : NODE_LAST;
	uint64_t confused = t->alone | (path ? t->behind[letter_class(letter_of(q, path))] : 0);
	const int16_t *cells = row_of(q, path, vectors);
	struct above above[MOST_VECTORS];
	for (int k = 0; k < vectors; k++, cells += LANES)
		above[k] = (struct above){load(cells), load(cells - 1), load(cells - 2)};
	for (; !(node & NODE_LAST) && q->paths < MOST_PATHS; child++) {
		node = node_at(q->d, child);
		if (!node)
			return;
		unsigned char letter = (unsigned char)(node & UCHAR_MAX);
		int16_t *row = row_of(q, q->paths, vectors);
		bool alive = fill_row(q, above, letter_class(letter), row, vectors);
		if (confused & letter_bit(letter))
			alive |= confuse(q, path, letter_class(letter), row);
		if (alive && may_end(q, row, trie_letters(q->d, child), vectors))
			q->room->paths[q->paths++] = (struct path){node, path};
	}
}

/* The same, for each width of rows by itself: most have one vector or two. */
static void go_down_from(struct query *q, uint32_t path)
{
	if (q->t->vectors == 1)
		go_down(q, path, 1);
	else if (q->t->vectors == 2)
		go_down(q, path, 2);
	else
		go_down(q, path, q->t->vectors);
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

/* The path that is empty, at the root. */
static void begin_at(struct query *q, uint32_t root)
{
	for (int j = 0; j < LANES; j++)
		q->room->rows[j] = TOO_DEAR;
	int16_t *row = row_of(q, 0, q->t->vectors);
	for (int j = 0; j < q->t->vectors * LANES; j++)
		row[j] = j ? TOO_DEAR : 0;
	go_right(q, row);
	q->room->paths[0] = (struct path){dictionary_first_child(q->d, root) << NODE_CHILD_SHIFT, 0};
	q->paths = 1;
}

static void search_from(struct query *q, uint32_t root)
{
	begin_at(q, root);
	for (uint32_t begin = 0, end = 1, depth = 1; depth <= LONGEST_WORD && begin < end; depth++) {
		for (uint32_t i = begin; i < end; i++) {
			if (i + AHEAD < end)
				node_prefetch(q->d, q->room->paths[i + AHEAD].node >> NODE_CHILD_SHIFT);
			go_down_from(q, i);
		}
		begin = end;
		end = q->paths;
		for (uint32_t i = begin; i < end; i++) {
			int16_t *row = row_of(q, i, q->t->vectors), *whole = &row[q->t->n];
			go_right(q, row);
			if (*whole <= q->limits.bound && q->room->paths[i].node & NODE_ENDS)
				keep(q, i, depth, *whole);
		}
	}
}

size_t speller_search(const struct dictionary *d, enum searched which, const struct speller_tables tables[2],
		      float bound, struct search_room *room, struct found_word found[MOST_FOUND], size_t count)
{
	static const uint32_t roots[][2] = {[SEARCH_ALL] = {FOLDED_ROOT, BACKWARD_ROOT},
					    [SEARCH_FREQUENT] = {FREQUENT_ROOT, FREQUENT_BACKWARD_ROOT}};
	struct query q = {.d = d, .room = room, .found = found, .count = count};
	for (int backward = 0; backward < 2; backward++) {
		q.t = &tables[backward];
		q.backward = backward;
		q.limits = limits_of(q.t->n, backward, bound);
		search_from(&q, roots[which][backward]);
	}
	return q.count;
}
