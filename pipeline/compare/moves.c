/*
 * Finds moved blocks: runs of words that both texts have once are laid out in the order of a; the longest part of them
 * that is in the order of b too stays in its place, and the others, joined where they follow one another in both texts,
 * have moved.
 */
#include "compare/moves.h"

#include <stdlib.h>
#include <string.h>

enum {
	GRAM = 3,        /* words of a run by which two places are known as the same */
	LEAST_WORDS = 5, /* that a moved block shares in a row or nearly; fewer stand elsewhere by chance */
	WIDEST_GAP = 20, /* words that were misread between two such runs of one block */
};

/* The same words in both texts, and in neither anywhere else. */
struct tile {
	uint32_t a, b, n;
	uint32_t b_rank; /* among all in the order of b */
	bool in_place;
};

struct search {
	const struct moves_task *task;
	struct tile *tiles;      /* in the order of a */
	bool *a_taken, *b_taken; /* words that are in a tile or in a move */
	uint32_t tile_count;
};

static void take(bool *taken, uint32_t from, uint32_t n)
{
	memset(taken + from, true, n * sizeof *taken);
}

/* Makes the tile as long as the words beside it are equal. */
static void extend_tile(const struct search *s, struct tile *t)
{
	struct codes a = s->task->a_codes, b = s->task->b_codes;
	while (t->a && t->b && a.at[t->a - 1] == b.at[t->b - 1] && !s->a_taken[t->a - 1] && !s->b_taken[t->b - 1]) {
		t->a--;
		t->b--;
		t->n++;
	}
	while (t->a + t->n < a.n && t->b + t->n < b.n && a.at[t->a + t->n] == b.at[t->b + t->n] &&
	       !s->a_taken[t->a + t->n] && !s->b_taken[t->b + t->n])
		t->n++;
	take(s->a_taken, t->a, t->n);
	take(s->b_taken, t->b, t->n);
}

/* Runs of anchors that overlap make one tile. */
static void lay_tiles(struct search *s)
{
	uint32_t count;
	struct anchor *anchors = find_anchors(s->task->a_codes, s->task->b_codes, GRAM, &count);
	s->tiles = must_alloc((size_t)count + 1, sizeof *s->tiles);
	for (uint32_t i = 0; i < count; i++) {
		struct tile t = {anchors[i].a, anchors[i].b, GRAM, 0, false};
		if (s->a_taken[t.a] || s->b_taken[t.b] || s->a_taken[t.a + GRAM - 1] || s->b_taken[t.b + GRAM - 1])
			continue;
		extend_tile(s, &t);
		s->tiles[s->tile_count++] = t;
	}
	free(anchors);
}

/* The heaviest chain of tiles that ends at or before each place of b: a Fenwick tree of maxima. */
struct chains {
	uint32_t *weight, *last; /* last: the tile that ends it, counted from 1 */
	uint32_t n;
};

static uint32_t heaviest(const struct chains *c, uint32_t place)
{
	uint32_t best = 0;
	for (uint32_t i = place; i; i &= i - 1)
		if (c->weight[i] > (best ? c->weight[best] : 0))
			best = i;
	return best;
}

static void end_chain(struct chains *c, uint32_t place, uint32_t weight, uint32_t tile)
{
	for (uint32_t i = place; i <= c->n; i += i & (~i + 1)) {
		if (c->weight[i] < weight) {
			c->weight[i] = weight;
			c->last[i] = tile;
		}
	}
}

/* Marks the tiles that stay: the most words that are in the same order in both texts. */
static void mark_in_place(struct search *s)
{
	uint32_t n = s->task->b_codes.n;
	struct chains c = {must_alloc((size_t)n + 1, sizeof *c.weight), must_alloc((size_t)n + 1, sizeof *c.last), n};
	uint32_t *before = must_alloc((size_t)s->tile_count + 1, sizeof *before);
	for (uint32_t i = 0; i < s->tile_count; i++) {
		const struct tile *t = &s->tiles[i];
		uint32_t best = heaviest(&c, t->b);
		before[i + 1] = best ? c.last[best] : 0;
		end_chain(&c, t->b + 1, (best ? c.weight[best] : 0) + t->n, i + 1);
	}
	uint32_t best = heaviest(&c, n);
	for (uint32_t i = best ? c.last[best] : 0; i; i = before[i])
		s->tiles[i - 1].in_place = true;
	free(c.weight);
	free(c.last);
	free(before);
}

static int by_b(const void *a, const void *b)
{
	uint32_t x = (*(const struct tile *const *)a)->b, y = (*(const struct tile *const *)b)->b;
	return (x > y) - (x < y);
}

static void rank_tiles(struct search *s)
{
	struct tile **order = must_alloc((size_t)s->tile_count + 1, sizeof *order);
	for (uint32_t i = 0; i < s->tile_count; i++)
		order[i] = &s->tiles[i];
	qsort(order, s->tile_count, sizeof *order, by_b);
	for (uint32_t i = 0; i < s->tile_count; i++)
		order[i]->b_rank = i;
	free(order);
}

/* Do both belong to one moved block: nothing that is known stands between them, and little else? */
static bool go_together(const struct tile *t, const struct tile *next)
{
	return !next->in_place && next->b_rank == t->b_rank + 1 && next->a - (t->a + t->n) <= WIDEST_GAP &&
	       next->b - (t->b + t->n) <= WIDEST_GAP;
}

/* The block that has the word. */
static const struct compared_block *block_at(const struct compared_text *t, uint32_t word)
{
	uint32_t low = 0, high = t->block_count;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (t->blocks[middle].begin <= word)
			low = middle;
		else
			high = middle;
	}
	return &t->blocks[low];
}

/* How many words before or behind a place are free; *edge: the block begins or ends with them. */
static uint32_t free_words(const struct compared_text *t, const bool *taken, uint32_t at, bool behind, bool *edge)
{
	const struct compared_block *block = block_at(t, behind ? at - 1 : at);
	uint32_t most = behind ? block->end - at : at - block->begin, n = 0;
	while (n < most && n < WIDEST_GAP && !taken[behind ? at + n : at - 1 - n])
		n++;
	*edge = n == most;
	return n;
}

/* Takes in the misread words at an end of a moved block: where both texts have as many, or the block ends there. */
static void extend_end(struct search *s, struct move *m, bool behind)
{
	bool a_edge, b_edge;
	uint32_t *a_end = behind ? &m->a.end : &m->a.begin, *b_end = behind ? &m->b.end : &m->b.begin;
	uint32_t a = free_words(s->task->a, s->a_taken, *a_end, behind, &a_edge);
	uint32_t b = free_words(s->task->b, s->b_taken, *b_end, behind, &b_edge);
	if (a == WIDEST_GAP || b == WIDEST_GAP || !(a == b || (a_edge && b_edge)))
		return;
	take(s->a_taken, behind ? *a_end : *a_end - a, a);
	take(s->b_taken, behind ? *b_end : *b_end - b, b);
	*a_end = behind ? *a_end + a : *a_end - a;
	*b_end = behind ? *b_end + b : *b_end - b;
}

static bool is_whole_block(const struct compared_text *t, struct range words)
{
	const struct compared_block *block = block_at(t, words.begin);
	return block->begin == words.begin && block->end == words.end;
}

/* The tiles that are out of place, joined to blocks. */
static struct move *join_tiles(struct search *s, uint32_t *count)
{
	struct move *moves = NULL;
	*count = 0;
	for (uint32_t i = 0, end; i < s->tile_count; i = end) {
		uint32_t words = s->tiles[i].n;
		for (end = i + 1; end < s->tile_count && go_together(&s->tiles[end - 1], &s->tiles[end]); end++)
			words += s->tiles[end].n;
		const struct tile *first = &s->tiles[i], *last = &s->tiles[end - 1];
		struct move m = {{first->a, last->a + last->n}, {first->b, last->b + last->n}};
		bool whole = is_whole_block(s->task->a, m.a) && is_whole_block(s->task->b, m.b);
		if (first->in_place || (words < LEAST_WORDS && !whole)) {
			end = first->in_place ? i + 1 : end;
			continue;
		}
		extend_end(s, &m, false);
		extend_end(s, &m, true);
		moves = must_realloc(moves, (size_t)*count + 1, sizeof *moves);
		moves[(*count)++] = m;
	}
	return moves;
}

static void search_init(struct search *s, const struct moves_task *task)
{
	*s = (struct search){.task = task,
			     .a_taken = must_alloc((size_t)task->a_codes.n + 1, sizeof *s->a_taken),
			     .b_taken = must_alloc((size_t)task->b_codes.n + 1, sizeof *s->b_taken)};
	lay_tiles(s);
	mark_in_place(s);
	rank_tiles(s);
}

static void search_release(struct search *s)
{
	free(s->tiles);
	free(s->a_taken);
	free(s->b_taken);
}

/* What is between two tiles in their places that follow one another. */
struct gap {
	struct range a, b;
};

/* The gap behind the tile (0: before the first; counted from 1) up to the next one in its place. */
static struct gap gap_behind(const struct search *s, uint32_t tile)
{
	struct gap gap = {{0, s->task->a_codes.n}, {0, s->task->b_codes.n}};
	if (tile) {
		const struct tile *t = &s->tiles[tile - 1];
		gap.a.begin = t->a + t->n;
		gap.b.begin = t->b + t->n;
	}
	while (tile < s->tile_count && !s->tiles[tile].in_place)
		tile++;
	if (tile < s->tile_count) {
		gap.a.end = s->tiles[tile].a;
		gap.b.end = s->tiles[tile].b;
	}
	return gap;
}

/*
 * Chooses where in b the moves that a has in the gap are put: what stands there in b is shared out in proportion to
 * what stands before and behind them in a.
 */
static void place_in_gap(const struct gap *gap, const struct move *moves, uint32_t count, const bool *moved,
			 uint32_t *places)
{
	uint64_t b_words = 0, a_words = gap->a.end - gap->a.begin, before = 0, passed = 0;
	uint32_t at = gap->b.begin;
	for (uint32_t i = gap->b.begin; i < gap->b.end; i++)
		b_words += !moved[i];
	for (uint32_t i = 0; i < count; i++)
		a_words -= moves[i].a.end - moves[i].a.begin;
	for (uint32_t i = 0; i < count; i++) {
		before += moves[i].a.begin - (i ? moves[i - 1].a.end : gap->a.begin);
		for (uint64_t target = a_words ? b_words * before / a_words : 0; passed < target; at++)
			passed += !moved[at];
		places[i] = at;
	}
}

/* Before which word of b each move is put: from malloc. */
static uint32_t *place_moves(const struct search *s, const struct move *moves, uint32_t count, const bool *moved)
{
	uint32_t *places = must_alloc((size_t)count + 1, sizeof *places), last = 0;
	for (uint32_t i = 0, end, tile = 0; i < count; i = end) {
		for (; tile < s->tile_count && s->tiles[tile].a < moves[i].a.begin; tile++)
			last = s->tiles[tile].in_place ? tile + 1 : last;
		struct gap gap = gap_behind(s, last);
		for (end = i + 1; end < count && moves[end].a.begin < gap.a.end;)
			end++;
		place_in_gap(&gap, moves + i, end - i, moved, places + i);
	}
	return places;
}

static uint32_t *put_back(const struct search *s, const struct move *moves, uint32_t count)
{
	uint32_t n = s->task->b_codes.n, put = 0;
	bool *moved = must_alloc((size_t)n + 1, sizeof *moved);
	uint32_t *order = must_alloc((size_t)n + 1, sizeof *order);
	for (uint32_t i = 0; i < count; i++)
		take(moved, moves[i].b.begin, moves[i].b.end - moves[i].b.begin);
	uint32_t *places = place_moves(s, moves, count, moved);
	for (uint32_t b = 0, next = 0; b <= n; b++) {
		for (; next < count && places[next] <= b; next++)
			for (uint32_t i = moves[next].b.begin; i < moves[next].b.end; i++)
				order[put++] = i;
		if (b < n && !moved[b])
			order[put++] = b;
	}
	free(moved);
	free(places);
	return order;
}

void find_moves(const struct moves_task *task, struct moves *out)
{
	struct search s;
	search_init(&s, task);
	*out = (struct moves){0};
	out->at = join_tiles(&s, &out->count);
	out->order = out->count ? put_back(&s, out->at, out->count) : NULL;
	search_release(&s);
}

void moves_release(struct moves *m)
{
	free(m->at);
	free(m->order);
	*m = (struct moves){0};
}
