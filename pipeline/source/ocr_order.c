/* Reading orders of stored OCR results: lists of names, and blocks that name the one after them. */
#include "source/ocr_reader.h"

#include "base/table.h"

#include <stdlib.h>

/* Groups within groups, and references of a file: more are not read. */
enum { MOST_REFS = 200000 };

void ocr_begin_group(struct ocr_reader *in, double index)
{
	struct ocr_group *g = arena_alloc(&in->arena, 1, sizeof *g);
	*g = (struct ocr_group){.outer = in->group, .index = index};
	in->group = g;
}

static void add_ref(struct ocr_reader *in, struct ocr_group *g, struct str id, double index)
{
	g->refs = arena_grow(&in->arena, g->refs, g->count, sizeof *g->refs);
	g->refs[g->count] = (struct ocr_ref){id, index, g->count};
	g->count++;
}

void ocr_order_ref(struct ocr_reader *in, struct str id, double index)
{
	if (in->group && id.n && in->order_parts++ < MOST_REFS)
		add_ref(in, in->group, arena_str(&in->arena, id), index);
}

static int by_index(const void *a, const void *b)
{
	const struct ocr_ref *x = a, *y = b;
	if (x->index < y->index || x->index > y->index)
		return x->index < y->index ? -1 : 1;
	return x->place < y->place ? -1 : 1;
}

void ocr_end_group(struct ocr_reader *in)
{
	struct ocr_group *g = in->group;
	if (!g)
		return;
	if (g->count)
		qsort(g->refs, g->count, sizeof *g->refs, by_index);
	in->group = g->outer;
	for (uint32_t i = 0; i < g->count && g->outer && in->order_parts++ < MOST_REFS; i++)
		add_ref(in, g->outer, g->refs[i].id, g->index);
	if (g->outer)
		return;
	for (uint32_t i = 0; i < g->count; i++) {
		in->order = arena_grow(&in->arena, in->order, in->order_count, sizeof *in->order);
		in->order[in->order_count++] = g->refs[i];
	}
}

/* The order of a page's regions as it is found. */
struct ordering {
	struct ocr_reader *in;
	struct table names; /* of blocks, to their place in in->named, from 1 */
	bool *passed;       /* by block: its regions are taken */
	bool *taken;        /* by region */
	uint32_t *first;    /* regions in the order in which they are named */
	uint32_t named;     /* so many */
};

static const struct ocr_named *find_block(const struct ordering *o, struct str id)
{
	const uint32_t *found = table_find(&o->names, id);
	return found ? &o->in->named[*found - 1] : NULL;
}

static void take_block(struct ordering *o, const struct ocr_named *b)
{
	bool *passed = &o->passed[b - o->in->named];
	for (uint32_t i = b->first; i < b->first + b->count && !*passed; i++)
		if (!o->taken[i]) {
			o->taken[i] = true;
			o->first[o->named++] = i;
		}
	*passed = true;
}

static void follow_list(struct ordering *o)
{
	uint32_t found = 0;
	for (uint32_t i = 0; i < o->in->order_count; i++) {
		const struct ocr_named *b = find_block(o, o->in->order[i].id);
		found += b != NULL;
		if (b)
			take_block(o, b);
	}
	if (o->in->order_count && !found && o->in->named_count)
		ocr_fault(o->in, FAULT_ORDER, "");
}

/* Chains of blocks begin with one that none is followed by. */
static void follow_chain(struct ordering *o, const struct ocr_named *b)
{
	while (b && !o->passed[b - o->in->named]) {
		take_block(o, b);
		b = find_block(o, b->next);
	}
}

static void follow_chains(struct ordering *o)
{
	uint32_t n = o->in->named_count;
	const struct ocr_named *named = o->in->named;
	bool *follows = arena_alloc(&o->names.arena, n + 1, sizeof *follows);
	for (uint32_t i = 0; i < n; i++) {
		const struct ocr_named *next = find_block(o, named[i].next);
		if (next)
			follows[next - named] = true;
	}
	for (uint32_t i = 0; i < n; i++)
		if (!follows[i] && find_block(o, named[i].next))
			follow_chain(o, &named[i]);
}

/* Each named region, with those behind it in the file that no order names; before all, those before any named one. */
static void place_regions(struct ordering *o, struct page *page)
{
	uint32_t n = page->counts[NODE_REGION];
	for (uint32_t i = 0; i < n; i++)
		node_unlink(page->nodes[NODE_REGION][i]);
	for (uint32_t i = 0; i < n && !o->taken[i]; i++)
		node_insert(&page->node, page->nodes[NODE_REGION][i], NULL);
	for (uint32_t k = 0; k < o->named; k++) {
		uint32_t i = o->first[k];
		do
			node_insert(&page->node, page->nodes[NODE_REGION][i], NULL);
		while (++i < n && !o->taken[i]);
	}
}

void ocr_apply_order(struct ocr_reader *in)
{
	struct ordering o = {.in = in};
	uint32_t n = in->page->counts[NODE_REGION];
	for (uint32_t i = 0; i < in->named_count; i++) {
		uint32_t *place = table_at(&o.names, in->named[i].id);
		*place = *place ? *place : i + 1;
	}
	o.passed = arena_alloc(&o.names.arena, in->named_count + 1, sizeof *o.passed);
	o.taken = arena_alloc(&o.names.arena, n + 1, sizeof *o.taken);
	o.first = arena_alloc(&o.names.arena, n + 1, sizeof *o.first);
	follow_list(&o);
	if (!o.named)
		follow_chains(&o);
	if (o.named)
		place_regions(&o, in->page);
	table_release(&o.names);
}
