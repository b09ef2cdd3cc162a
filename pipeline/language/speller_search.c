/*
 * The search over both tries, level by level: of all paths of so many letters that do not cost too much, those that are
 * one letter longer.
 *
 * Nearly all time goes into the rows. So a row is filled LANES cells at a time, by vector instructions, from cells that
 * are loaded once for all siblings; only siblings' rows are filled whose letter may follow; and a path ends where what
 * its words lack of the reading's letters costs too much.
 */
#include "language/speller_search.h"

#include "language/dictionary_format.h"

#include <endian.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Words are longer than the reading by so many bytes at most. */
enum { LONGEST_WORD = LONGEST_READING };

/* Paths of one search: a limit against odd readings, of which nearly all need far fewer. Asked for ahead: how many. */
enum { MOST_PATHS = 1 << 16, AHEAD = 4 };

/* Places that a found word may take by its hash: never more than half of them are taken. */
enum { FOUND_PLACES = 2 * MOST_FOUND };

/* Each has another byte. */
enum { MOST_SIBLINGS = 256 };

/* A path: its last letter's node, and the path without that. The first is empty. */
struct path {
	uint32_t node, before;
};

/*
 * A path's row tells of each number of the reading's first bytes, if the path's letters are read as them, what that
 * leaves of the bound, and one; 0: it costs more. Rows stand one behind the other: what is before the first cell of one
 * are the last of another, which are 0. Behind the last row there is room for one that is not kept.
 */
struct search_room {
	struct path paths[MOST_PATHS + 1];
	uint8_t rows[(MOST_PATHS + 2) * CELLS];
	uint16_t places[FOUND_PLACES];  /* by hash: 0, or which found word it is, and one */
	uint8_t classes[UCHAR_MAX + 1]; /* of letters */
};

/* A cell is 0 unless it has more than this: the first half of the reading, up to a place, has half of the bound. */
struct limits {
	uint8_t bound, cell[CELLS], next[CELLS]; /* next: what the cell behind it needs at least */
	int half;
};

struct query {
	const struct dictionary *d;
	const uint32_t *node, *letters; /* of each node */
	uint32_t nodes;
	const struct speller_tables *t;
	bool backward;
	struct limits limits;
	struct search_room *room;
	uint32_t paths;
	struct found_word *found;
	size_t count;
};

/* Cells side by side. */
typedef uint8_t lanes __attribute__((vector_size(LANES)));

static inline lanes load(const uint8_t *cells)
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

static inline lanes higher_lanes(lanes a, lanes b)
{
	for (int i = 0; i < LANES; i++)
		a[i] = a[i] > b[i] ? a[i] : b[i];
	return a;
}

/* What the costs leave of what was left. */
static inline lanes left_of(lanes left, lanes costs)
{
	return left - lower_lanes(left, costs);
}

/* Half of the lanes each, the first in the lowest byte. */
struct halves {
	uint64_t half[2];
};
_Static_assert(sizeof(struct halves) == LANES, "a half is eight lanes");

static inline struct halves halves_of(lanes v)
{
	struct halves h;
	memcpy(&h, &v, sizeof h);
	return (struct halves){{le64toh(h.half[0]), le64toh(h.half[1])}};
}

static inline bool any(lanes left)
{
	struct halves h = halves_of(left);
	return (h.half[0] | h.half[1]) != 0;
}

struct search_room *search_room_new(void)
{
	struct search_room *room = must_alloc(1, sizeof *room);
	for (int c = 0; c <= UCHAR_MAX; c++)
		room->classes[c] = (uint8_t)letter_class((unsigned char)c);
	return room;
}

void search_room_drop(struct search_room *room)
{
	free(room);
}

static inline uint8_t *row_of(const struct query *q, uint32_t path, int vectors)
{
	return q->room->rows + LANES + (size_t)path * (size_t)(vectors * LANES);
}

static unsigned char letter_of(const struct query *q, uint32_t path)
{
	return (unsigned char)(q->room->paths[path].node & UCHAR_MAX);
}

/* The place of the found word of that text, or the free one where it belongs. */
static uint16_t *find_found(struct query *q, const struct found_word *w)
{
	for (uint32_t i = w->hash;; i++) {
		uint16_t *place = &q->room->places[i % FOUND_PLACES];
		const struct found_word *f = *place ? &q->found[*place - 1] : NULL;
		if (!f || (f->hash == w->hash && f->n == w->n && !memcmp(f->text, w->text, w->n)))
			return place;
	}
}

static void keep(struct query *q, uint32_t path, size_t length, int steps)
{
	struct found_word w = {.n = length, .cost = (float)steps / STEPS_OF_COST};
	for (size_t i = 0; i < length; i++, path = q->room->paths[path].before)
		w.text[q->backward ? i : length - 1 - i] = (char)letter_of(q, path);
	for (size_t i = 0; i < length; i++)
		w.hash = w.hash * 31 + (unsigned char)w.text[i];
	uint16_t *place = find_found(q, &w);
	if (*place) {
		struct found_word *known = &q->found[*place - 1];
		known->cost = fminf(known->cost, w.cost);
	} else if (q->count < MOST_FOUND) {
		q->found[q->count++] = w;
		*place = (uint16_t)q->count;
	}
}

static uint8_t without(uint8_t left, uint8_t cost)
{
	return left > cost ? left - cost : 0;
}

/* The path that these are the letters behind, but for the last of them, up to that path; or MOST_PATHS. */
static uint32_t path_before(const struct query *q, uint32_t path, struct str truth)
{
	for (size_t i = truth.n - 1; i--; path = q->room->paths[path].before)
		if (!path || (char)letter_of(q, path) != truth.s[i])
			return MOST_PATHS;
	return path;
}

/* Raises a row's cells by the confusions of several letters that end in a letter of the class behind the path. */
static void confuse(const struct query *q, uint32_t path, unsigned class, uint8_t *row)
{
	for (uint32_t i = q->t->begin[class]; i < q->t->begin[class + 1]; i++) {
		const struct confusion_step *s = &q->t->steps[i];
		uint32_t before = path_before(q, path, s->truth);
		if (before == MOST_PATHS)
			continue;
		uint8_t left = without(row_of(q, before, q->t->vectors)[s->at - s->read_n], s->cost);
		if (left > row[s->at] && left > q->limits.cell[s->at])
			row[s->at] = left;
	}
}

/* Raises them from left to right: letters read that are too many. */
static inline void go_right(const struct query *q, uint8_t *row, int vectors)
{
	for (int k = 0; k < vectors * LANES; k += LANES)
		for (;;) {
			lanes here = load(row + k), left = left_of(load(row + k - 1), load(q->t->extra + k));
			left &= (lanes)(left > load(q->limits.cell + k));
			if (!any(left_of(left, here)))
				break;
			left = higher_lanes(left, here);
			memcpy(row + k, &left, sizeof left);
		}
}

/* Cells of the row above: those right above, and one and two before them. */
struct above {
	lanes lost, one, two;
};

/*
 * Fills the row of a path that is a letter of the class longer than the other, whose row is above, without what it
 * costs that bytes are too many: the letter was lost, or read as a byte or two.
 */
static inline void fill_row(const struct query *q, const struct above *above, unsigned class, uint8_t *row, int vectors)
{
	const uint8_t(*costs)[CELLS] = q->t->costs[class];
	for (int k = 0; k < vectors; k++) {
		const int at = k * LANES;
		lanes lost = left_of(above[k].lost, load(costs[0] + at));
		lanes one = left_of(above[k].one, load(costs[1] + at));
		lanes left = higher_lanes(lost, higher_lanes(one, left_of(above[k].two, load(costs[2] + at))));
		left &= (lanes)(left > load(q->limits.cell + at));
		memcpy(row + at, &left, sizeof left);
	}
}

/* May words that go on without those of the reading's letters come within the bound? */
static inline bool may_end(const struct query *q, const uint8_t *row, uint32_t lacking, int vectors)
{
	const uint8_t *first = missing_of(q->t, 0, lacking, vectors), *second = missing_of(q->t, 1, lacking, vectors),
		      *third = missing_of(q->t, 2, lacking, vectors);
	lanes may = {0};
	for (int k = 0; k < vectors * LANES; k += LANES) {
		lanes left = left_of(left_of(load(row + k), load(first + k)), load(second + k));
		may |= left_of(left, load(third + k));
	}
	return any(may);
}

/* Letters (letter_bit) that may follow at the first places, of which eight have this left. */
static inline uint32_t letters_at(const struct query *q, int first, uint64_t left)
{
	uint32_t letters = 0;
	while (left) {
		int bits = __builtin_ctzll(left) & ~7;
		letters |= q->t->follow[first + bits / 8][(left >> bits & UINT8_MAX) >> LEVEL_SHIFT];
		left &= ~(UINT64_C(0xFF) << bits);
	}
	return letters;
}

/* Those that may follow the path whose row it is; some that may not are among them. */
static inline uint32_t letters_after(const struct query *q, const uint8_t *row, int vectors)
{
	uint32_t letters = 0;
	for (int k = 0; k < vectors * LANES; k += LANES) {
		struct halves left = halves_of(left_of(load(row + k), load(q->limits.next + k)));
		letters |= letters_at(q, k, left.half[0]) | letters_at(q, k + LANES / 2, left.half[1]);
	}
	/* Two bytes lead out of the first half where one does not. */
	int last = q->limits.half - 1;
	return last >= 0 && row[last] ? letters | q->t->pairs[last] : letters;
}

/* Which of a path's children, the first of them given, may follow. Gives how many. */
static inline uint32_t pick(const struct query *q, uint32_t child, uint32_t letters, uint32_t picked[MOST_SIBLINGS])
{
	uint32_t count = 0, end = !child ? 0 : child + MOST_SIBLINGS < q->nodes ? child + MOST_SIBLINGS : q->nodes;
	for (uint32_t node = 0; child < end && !(node & NODE_LAST); child++) {
		node = le32toh(q->node[child]);
		picked[count] = child;
		count += letters >> (node & LETTER_BITS) & 1;
	}
	return count;
}

/*
 * Adds the paths that are a letter longer than this one. Which of them may go on cannot be foreseen, and a branch that
 * goes wrong costs as much as half a row: so there are none but at the loops' ends.
 */
static inline __attribute__((always_inline)) void go_down(struct query *q, uint32_t path, int vectors)
{
	const struct speller_tables *t = q->t;
	uint32_t picked[MOST_SIBLINGS], child = q->room->paths[path].node >> NODE_CHILD_SHIFT;
	uint32_t confused = t->alone | (path ? t->behind[letter_class(letter_of(q, path))] : 0);
	const uint8_t *cells = row_of(q, path, vectors);
	uint32_t count = pick(q, child, confused | letters_after(q, cells, vectors), picked);
	uint32_t paths = q->paths, end = paths + count < MOST_PATHS ? count : MOST_PATHS - paths;
	uint8_t *row = row_of(q, paths, vectors);
	struct above above[MOST_VECTORS];
	for (int k = 0; k < vectors; k++, cells += LANES)
		above[k] = (struct above){load(cells), load(cells - 1), load(cells - 2)};
	for (uint32_t i = 0; i < end; i++) {
		uint32_t node = le32toh(q->node[picked[i]]);
		unsigned char letter = (unsigned char)(node & UCHAR_MAX);
		fill_row(q, above, q->room->classes[letter], row, vectors);
		if (confused & letter_bit(letter))
			confuse(q, path, q->room->classes[letter], row);
		q->room->paths[paths] = (struct path){node, path};
		bool may = may_end(q, row, t->letters & ~le32toh(q->letters[picked[i]]), vectors);
		paths += may;
		row += may ? vectors * LANES : 0;
	}
	q->paths = paths;
}

/* Where letters are lost at the middle, they count to the half that is searched first: forward to the first. */
static struct limits limits_of(int n, bool backward, float bound)
{
	struct limits l = {.half = (backward ? n - n / 2 : n / 2) - backward};
	bound = fmaxf(0, bound);
	l.bound = steps_of_cost(bound) < TOO_DEAR ? steps_of_cost(bound) : TOO_DEAR - 1;
	uint8_t of_half = l.bound - steps_of_cost(bound / 2);
	for (int j = 0; j < CELLS; j++) {
		l.cell[j] = j <= l.half ? of_half : j <= n ? 0 : UINT8_MAX;
		l.next[j] = j < l.half ? of_half : 0;
	}
	return l;
}

/* The path that is empty, at the root. */
static void begin_at(struct query *q, uint32_t root)
{
	memset(q->room->rows, 0, (size_t)(q->t->vectors + 1) * LANES);
	uint8_t *row = row_of(q, 0, q->t->vectors);
	row[0] = q->limits.bound + 1;
	q->room->paths[0] = (struct path){dictionary_first_child(q->d, root) << NODE_CHILD_SHIFT, 0};
	q->paths = 1;
}

/* Asks for a node to be at hand soon. */
static inline void prefetch(const struct query *q, uint32_t node)
{
	__builtin_prefetch(q->node + node);
	__builtin_prefetch(q->letters + node);
}

/* Goes on from all paths of so many vectors, also those that it adds: the shorter before the longer. */
static inline __attribute__((always_inline)) void follow(struct query *q, int vectors)
{
	uint32_t level_end = 1;
	for (uint32_t i = 0, depth = 0; i < q->paths && depth <= LONGEST_WORD; i++) {
		if (i == level_end) {
			level_end = q->paths;
			depth++;
		}
		if (i + AHEAD < q->paths)
			prefetch(q, q->room->paths[i + AHEAD].node >> NODE_CHILD_SHIFT);
		uint8_t *row = row_of(q, i, vectors);
		go_right(q, row, vectors);
		if (row[q->t->n] && q->room->paths[i].node & NODE_ENDS)
			keep(q, i, depth, q->limits.bound + 1 - row[q->t->n]);
		go_down(q, i, vectors);
	}
}

static void search_from(struct query *q, uint32_t root)
{
	begin_at(q, root);
	if (q->t->vectors == 1)
		follow(q, 1);
	else
		follow(q, q->t->vectors);
}

size_t speller_search(const struct dictionary *d, enum searched which, const struct speller_tables tables[2],
		      float bound, struct search_room *room, struct found_word found[MOST_FOUND], size_t count)
{
	static const uint32_t roots[][2] = {[SEARCH_ALL] = {FOLDED_ROOT, BACKWARD_ROOT},
					    [SEARCH_FREQUENT] = {FREQUENT_ROOT, FREQUENT_BACKWARD_ROOT}};
	struct query q = {.d = d,
			  .node = trie_nodes(d),
			  .letters = trie_letters(d),
			  .nodes = le32toh(d->nodes),
			  .room = room,
			  .found = found,
			  .count = count};
	memset(room->places, 0, sizeof room->places);
	for (size_t i = 0; i < count; i++)
		*find_found(&q, &found[i]) = (uint16_t)(i + 1);
	for (int backward = 0; backward < 2; backward++) {
		q.t = &tables[backward];
		q.backward = backward;
		q.limits = limits_of(q.t->n, backward, bound);
		search_from(&q, roots[which][backward]);
	}
	return q.count;
}
