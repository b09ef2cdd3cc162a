/* Finds the passages, and the heaviest row of them that is in order in both readings. */
#include "compare/passages.h"

/* The next word before, behind each, that a word after is matched with; before_count: none. */
static uint32_t *next_matched(const uint32_t *match, uint32_t after_count, uint32_t before_count, struct arena *arena)
{
	uint32_t *next = arena_alloc(arena, before_count + 1, sizeof *next), at = before_count;
	bool *matched = arena_alloc(arena, before_count + 1, sizeof *matched);
	for (uint32_t i = 0; i < after_count; i++)
		if (match[i] < before_count)
			matched[match[i]] = true;
	for (uint32_t i = before_count; i--;) {
		next[i] = at;
		if (matched[i])
			at = i;
	}
	next[before_count] = at; /* the first of all */
	return next;
}

/*
 * Passages: words after whose matches follow each other. Words that nothing matches belong to the passage in front of
 * them, and at the beginning to the first.
 */
static void part_passages(struct passages *p, const uint32_t *match, uint32_t after_count, const uint32_t *next,
			  uint32_t before_count, struct arena *arena)
{
	uint32_t last = NO_WORD;
	for (uint32_t i = 0; i < after_count; i++) {
		bool matched = match[i] < before_count;
		if (!p->count || (matched && last != NO_WORD && match[i] != next[last])) {
			p->all = arena_grow(arena, p->all, p->count, sizeof *p->all);
			p->all[p->count] = (struct passage){.before = NO_WORD, .before_end = NO_WORD, .after = i};
			p->count++;
		}
		struct passage *now = &p->all[p->count - 1];
		now->after_end = i + 1;
		if (!matched)
			continue;
		if (now->before == NO_WORD)
			now->before = match[i];
		last = match[i];
		now->before_end = next[last];
	}
}

/* The heaviest chain ending at or before each place, as a tree of prefix maxima (Fenwick's). */
struct chains {
	uint32_t *best; /* by place from 1: a passage, counted from 1; 0: none */
	const uint32_t *weight;
	uint32_t size;
};

static uint32_t heaviest_until(const struct chains *c, uint32_t place)
{
	uint32_t best = 0;
	for (; place; place &= place - 1)
		if (c->weight[c->best[place]] > c->weight[best])
			best = c->best[place];
	return best;
}

static void enter(struct chains *c, uint32_t place, uint32_t passage)
{
	for (; place <= c->size; place += place & -place)
		if (c->weight[passage] > c->weight[c->best[place]])
			c->best[place] = passage;
}

static void mark_moved(struct passages *p, uint32_t before_count, struct arena *arena)
{
	uint32_t *weight = arena_alloc(arena, p->count + 1, sizeof *weight);
	uint32_t *previous = arena_alloc(arena, p->count + 1, sizeof *previous), top = 0;
	struct chains chains = {arena_alloc(arena, before_count + 2, sizeof *chains.best), weight, before_count + 1};
	for (uint32_t i = 1; i <= p->count; i++) {
		struct passage *passage = &p->all[i - 1];
		passage->moved = passage->before != NO_WORD;
		if (!passage->moved)
			continue;
		previous[i] = heaviest_until(&chains, passage->before);
		weight[i] = weight[previous[i]] + passage->after_end - passage->after;
		enter(&chains, passage->before + 1, i);
		top = weight[i] > weight[top] ? i : top;
	}
	for (; top; top = previous[top])
		p->all[top - 1].moved = false;
}

struct passages find_passages(const uint32_t *match, uint32_t after_count, uint32_t before_count, struct arena *arena)
{
	struct passages p = {0};
	const uint32_t *next = next_matched(match, after_count, before_count, arena);
	part_passages(&p, match, after_count, next, before_count, arena);
	p.lead = next[before_count];
	mark_moved(&p, before_count, arena);
	return p;
}
