/* Finds which words of a page are written together in TEI, and the pieces that they are now. */
#include "emit/tei_clusters.h"

#include "base/utf8.h"
#include "emit/lost.h"
#include "page/edit.h"
#include "page/text.h"

/* The end of the way up from i; ways become shorter. */
static uint32_t top_of(uint32_t *up, uint32_t i)
{
	while (up[i] != i)
		i = up[i] = up[up[i]];
	return i;
}

static void find_roots(struct tei_words *t, const struct page *page, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		const struct word *w = (const struct word *)page->nodes[NODE_WORD][i];
		t->root[i] = w->in ? w->in->node.id : i;
		t->held[i] = NO_NODE;
	}
	for (uint32_t i = n; i--;) {
		uint32_t root = top_of(t->root, i);
		t->root[i] = root;
		t->group[i] = root;
	}
	for (uint32_t i = n; i--;) {
		uint32_t root = t->root[i];
		if (root == i)
			continue;
		t->held[i] = t->held[root];
		t->held[root] = i;
	}
}

static void find_groups(struct tei_words *t, const struct page *page, uint32_t n)
{
	for (uint32_t i = 0; i < page->edit_count; i++) {
		const struct edit *e = &page->journal[i];
		for (uint32_t k = 1; e->kind == EDIT_SPLIT && k < e->count && e->other < n - k; k++)
			t->group[top_of(t->group, e->other + k)] = top_of(t->group, e->other);
	}
	for (uint32_t i = 0; i < n; i++) {
		t->confidence[i] = 100;
		t->size[top_of(t->group, i)]++;
	}
}

/* Text that stands before what was read, and that nothing was read of: see stage dropcaps. */
static size_t inferred(const struct edit *e)
{
	bool is = e->kind == EDIT_TEXT && str_equal(e->reason.stage, STR("dropcaps")) && e->before.n &&
		  e->after.n > e->before.n && str_ends(e->after, e->before);
	return is ? e->after.n - e->before.n : 0;
}

static void weigh_edits(struct tei_words *t, const struct page *page, uint32_t n)
{
	for (uint32_t i = 0; i < page->edit_count; i++) {
		const struct edit *e = &page->journal[i];
		const struct edit *accepted = accepted_edit(page, e);
		if (!edit_changes_text(accepted ? accepted : e) || e->target.kind != NODE_WORD || e->target.id >= n)
			continue;
		float *confidence = &t->confidence[top_of(t->group, e->target.id)];
		bool weaker = is_by_person(e) || e->reason.confidence < *confidence;
		*confidence = weaker ? e->reason.confidence : *confidence;
		if (inferred(e))
			t->supplied[e->target.id] = inferred(e);
	}
}

void tei_words_init(struct tei_words *t, const struct page *page)
{
	uint32_t n = page->counts[NODE_WORD], line = 0;
	*t = (struct tei_words){.page = page};
	uint32_t **arrays[] = {&t->root, &t->held, &t->group, &t->size, &t->line, &t->last, &t->count};
	for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
		*arrays[i] = arena_alloc(&t->arena, n + 1, sizeof **arrays[i]);
	t->parts = page_line_texts(page, &t->arena);
	t->confidence = arena_alloc(&t->arena, n + 1, sizeof *t->confidence);
	t->supplied = arena_alloc(&t->arena, n + 1, sizeof *t->supplied);
	t->written = arena_alloc(&t->arena, n + 1, sizeof *t->written);
	find_roots(t, page, n);
	find_groups(t, page, n);
	weigh_edits(t, page, n);
	for (const struct region *r = first_region(page); r; r = next_region(r))
		for (const struct line *l = first_line(r); l; l = next_line(l)) {
			line++;
			for (const struct word *w = first_word(l); w; w = next_word(w))
				t->line[w->node.id] = line;
		}
}

void tei_words_release(struct tei_words *t)
{
	arena_release(&t->arena);
}

static void add_word(struct tei_words *t, struct tei_cluster *c, const struct word *w)
{
	c->words = arena_grow(&t->arena, c->words, c->word_count, sizeof *c->words);
	c->words[c->word_count++] = w;
}

static void add_piece(struct tei_words *t, struct tei_cluster *c, struct tei_piece piece)
{
	c->pieces = arena_grow(&t->arena, c->pieces, c->piece_count, sizeof *c->pieces);
	c->pieces[c->piece_count++] = piece;
}

/* Takes from rest the text that the part is, with its hyphen or without. */
static bool take_part(struct str *rest, struct str part, bool last, struct tei_piece *piece)
{
	size_t begin;
	if (last && !str_equal(*rest, part))
		return false;
	if (!str_starts(*rest, part)) {
		uint32_t c = utf8_last(part, &begin);
		if (!part.n || utf8_is_letter(c) || utf8_is_digit(c))
			return false;
		piece->hyphen = str_skip(part, begin);
		part.n = begin;
	}
	if (!str_starts(*rest, part))
		return false;
	piece->text = part;
	*rest = str_skip(*rest, part.n);
	return true;
}

/* Adds the pieces of a word, or, where its text does not tell where the lines part it, all of it. */
static void add_unit(struct tei_words *t, struct tei_cluster *c, const struct word *unit)
{
	struct str rest = unit->text;
	uint32_t next, first = c->piece_count;
	for (uint32_t i = unit->node.id; i != NO_NODE; i = next) {
		for (next = t->held[i]; next != NO_NODE && !t->parts[next].n;)
			next = t->held[next];
		struct tei_piece piece = {.unit = unit, .line = t->line[i]};
		bool forward = c->piece_count == first || piece.line > c->pieces[c->piece_count - 1].line;
		if (!forward || !take_part(&rest, t->parts[i], next == NO_NODE, &piece)) {
			c->piece_count = first;
			add_piece(t, c, (struct tei_piece){unit, unit->text, {0}, t->line[unit->node.id]});
			return;
		}
		add_piece(t, c, piece);
	}
}

static bool in_group(const struct tei_words *t, const struct word *w, uint32_t group)
{
	return t->group[w->node.id] == group;
}

/* Is anything printed of it, in running text? */
static bool stands(const struct word *w)
{
	return word_is_printed(w, running_text(w));
}

/* The group that begins at the i-th word of the row; false where it is not all there, or other words stand in it. */
static bool take_group(struct tei_words *t, const struct word *const *row, uint32_t i, struct tei_cluster *c)
{
	uint32_t group = t->group[row[i]->node.id];
	if (t->count[group] != t->size[group])
		return false;
	for (uint32_t k = i; k <= t->last[group]; k++) {
		if (in_group(t, row[k], group))
			add_word(t, c, row[k]);
		else if (stands(row[k]))
			return false;
	}
	for (uint32_t k = 0; k < c->word_count; k++)
		if (stands(c->words[k]))
			add_unit(t, c, c->words[k]);
	return true;
}

/* The word by itself, with those that it holds, wherever they stand. */
static void take_unit(struct tei_words *t, const struct word *w, struct tei_cluster *c)
{
	for (uint32_t i = w->node.id; i != NO_NODE; i = t->held[i])
		add_word(t, c, (const struct word *)t->page->nodes[NODE_WORD][i]);
	if (stands(w))
		add_piece(t, c, (struct tei_piece){w, w->text, {0}, t->line[w->node.id]});
}

/* Was anything read of it, or is it anything now? */
static bool has_any(const struct tei_cluster *c)
{
	bool any = c->piece_count > 0;
	for (uint32_t i = 0; i < c->word_count && !any; i++)
		any = c->words[i]->raw.n;
	return any;
}

void tei_begin_row(struct tei_words *t, const struct word *const *row, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		t->count[t->group[row[i]->node.id]] = 0;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t group = t->group[row[i]->node.id];
		t->count[group]++;
		t->last[group] = i;
	}
}

bool tei_take_cluster(struct tei_words *t, const struct word *const *row, uint32_t i, struct tei_cluster *c)
{
	const struct word *w = row[i];
	*c = (struct tei_cluster){0};
	if (t->written[w->node.id])
		return false;
	if (!take_group(t, row, i, c)) {
		t->size[t->group[w->node.id]] = 0; /* its words are written one by one */
		*c = (struct tei_cluster){0};
		if (!w->in)
			take_unit(t, w, c);
	}
	for (uint32_t k = 0; k < c->word_count; k++)
		t->written[c->words[k]->node.id] = true;
	return has_any(c);
}
