/* Puts the journal's edits together to changes, and finds what each touched. */
#include "compare/changes.h"

#include "base/utf8.h"
#include "page/text.h"

/* A word that was read with less confidence (percent), and that the recogniser's list lacks, is unsure. */
static const float unsure_below = 60;

const struct change_name change_names[CHANGE_KINDS] = {
	[CHANGE_DIFFERS] = {"differs", "Differences", "the other reading has other words"},
	[CHANGE_TEXT] = {"text", "Words mended", "a word reads otherwise than it was recognised"},
	[CHANGE_JOIN] = {"join", "Joined", "two parts were made one word"},
	[CHANGE_SPLIT] = {"split", "Parted", "words that were read as one"},
	[CHANGE_MOVE] = {"move", "Moved", "text was put elsewhere in the reading order"},
	[CHANGE_FOUND] = {"found", "Found", "text that the recogniser had passed over"},
	[CHANGE_MISSING] = {"missing", "Missing", "text is lost there"},
	[CHANGE_TYPE] = {"type", "Kind of text", "a heading, a caption, a running head, noise"},
	[CHANGE_GROUP] = {"group", "Paragraphs", "lines were grouped otherwise, in the same order"},
	[CHANGE_NOTE] = {"note", "Notes", "what the other pages tell"},
	[CHANGE_UNSURE] = {"unsure", "Unsure readings", "unchanged words that the recogniser doubted"}};

const struct word *word_showing(const struct word *w)
{
	while (w->in)
		w = w->in;
	return w;
}

bool change_is_doubt(const struct change *c)
{
	return (c->kind == CHANGE_MISSING && c->is_open) || c->kind == CHANGE_UNSURE || c->kind == CHANGE_DIFFERS ||
	       (c->kind != CHANGE_GROUP && c->confidence < DOUBT_BELOW);
}

/* The last node below n, or n itself. */
static const struct node *deepest(const struct node *n)
{
	while (n->last)
		n = n->last;
	return n;
}

/* The word that is shown before the node in the page's order, or NULL. */
static const struct word *word_before(const struct node *n)
{
	while (n) {
		n = n->prev ? deepest(n->prev) : n->parent;
		if (n && n->kind == NODE_WORD && word_shown((const struct word *)n))
			return (const struct word *)n;
	}
	return NULL;
}

static bool has_words(const struct node *n)
{
	if (n->kind == NODE_WORD)
		return word_shown((const struct word *)n);
	for (const struct node *c = n->first; c; c = c->next)
		if (has_words(c))
			return true;
	return false;
}

/* Takes all edits back; tells of each whether its words stood after another word then. */
static bool *take_back(struct page *twin, struct arena *arena)
{
	bool *reordered = arena_alloc(arena, twin->edit_count + 1, sizeof *reordered);
	for (uint32_t i = twin->edit_count; i--;) {
		const struct edit *e = &twin->journal[i];
		const struct node *n = e->kind == EDIT_MOVE ? page_find(twin, e->target.kind, e->target.id) : NULL;
		const struct word *to = n ? word_before(n) : NULL;
		if (!edit_undo(twin))
			break;
		reordered[i] = n && word_before(n) != to && has_words(n);
	}
	return reordered;
}

/* The region where an edit that adds or moves has put something, or NO_NODE. */
static uint32_t region_reached(const struct page *page, const struct edit *e)
{
	if (e->to.parent.kind == NODE_PAGE)
		return e->target.id;
	if (e->to.parent.kind == NODE_REGION)
		return e->to.parent.id;
	const struct node *line = page_find(page, NODE_LINE, e->to.parent.id);
	return line ? line->parent->id : NO_NODE;
}

static bool brings(const struct edit *e)
{
	return e->kind == EDIT_ADD || e->kind == EDIT_MOVE;
}

/* Does an edit belong to the change of the one before it? */
static bool belongs(const struct page *page, const struct edit *e, const struct edit *last)
{
	return brings(e) && brings(last) && str_equal(e->reason.stage, last->reason.stage) &&
	       str_equal(e->reason.evidence, last->reason.evidence) &&
	       region_reached(page, e) == region_reached(page, last);
}

struct finder {
	const struct page *page;
	const struct page *twin;
	const bool *reordered; /* by edit; NULL: not known */
	struct arena *arena;
	struct changes found;
	uint32_t touches; /* so far */
};

static struct change *new_change(struct finder *f, enum change_kind kind, uint32_t first, uint32_t count)
{
	struct changes *all = &f->found;
	all->all = arena_grow(f->arena, all->all, all->count, sizeof *all->all);
	all->all[all->count] = (struct change){.kind = kind, .confidence = 100, .first = first, .count = count};
	return &all->all[all->count++];
}

static void add_target(struct finder *f, struct change *c, enum node_kind kind, uint32_t id)
{
	if (!page_find(f->page, kind, id))
		return;
	for (uint32_t i = c->target_count; i && i + 8 > c->target_count; i--)
		if (c->targets[i - 1].kind == kind && c->targets[i - 1].id == id)
			return;
	c->targets = arena_grow(f->arena, c->targets, c->target_count, sizeof *c->targets);
	c->targets[c->target_count++] = (struct node_ref){kind, id};
}

/* The nodes that an edit touched, where a person would look for them. */
static void add_targets(struct finder *f, struct change *c, const struct edit *e)
{
	const struct node *n = page_find(f->page, e->target.kind, e->target.id);
	if (!n)
		return;
	if (e->kind == EDIT_PART)
		add_target(f, c, NODE_WORD, e->other);
	if (e->kind == EDIT_SPLIT) {
		for (uint32_t i = 0; i < e->count; i++)
			add_target(f, c, NODE_WORD, e->other + i);
	} else if (n->kind == NODE_WORD && !brings(e)) {
		add_target(f, c, NODE_WORD, word_showing((const struct word *)n)->node.id);
		if (e->kind == EDIT_JOIN)
			add_target(f, c, NODE_WORD, e->other);
	} else if (e->kind == EDIT_ADD && n->kind != NODE_WORD) {
		return; /* its lines and words follow */
	} else {
		/* Those that were moved with it have stayed its neighbours, mostly. */
		for (uint32_t i = 0; n && i < e->count; i++, n = n->next)
			add_target(f, c, n->kind, n->id);
	}
}

static const struct word *first_word_of(const struct node *n)
{
	if (n->kind == NODE_WORD) {
		const struct word *w = word_showing((const struct word *)n);
		return w->text.n || w->lost[0] || w->lost[1] ? w : NULL;
	}
	for (const struct node *c = n->first; c; c = c->next) {
		const struct word *w = first_word_of(c);
		if (w)
			return w;
	}
	return NULL;
}

static void find_anchor(const struct page *page, struct change *c)
{
	for (uint32_t i = 0; i < c->target_count && !c->anchor; i++)
		c->anchor = first_word_of(page_find(page, c->targets[i].kind, c->targets[i].id));
}

/* The same word in the page: ids are the same, but for what the page had added, which the twin has no more. */
static const struct word *counterpart(const struct finder *f, const struct word *w)
{
	const struct word *same = w ? (const struct word *)page_find(f->page, NODE_WORD, w->node.id) : NULL;
	return same ? word_showing(same) : NULL;
}

/* What adding and moving came to. */
static void settle_kind(struct finder *f, struct change *c)
{
	bool found = false;
	for (uint32_t i = c->first; i < c->first + c->count; i++) {
		const struct edit *e = &f->page->journal[i];
		found = found || (e->kind == EDIT_ADD && e->target.kind == NODE_WORD);
		if (f->reordered && f->reordered[i])
			c->kind = CHANGE_MOVE;
	}
	if (found)
		c->kind = CHANGE_FOUND;
}

static void add_edits(struct finder *f)
{
	static const enum change_kind kinds[EDIT_KINDS] = {
		[EDIT_TEXT] = CHANGE_TEXT,         [EDIT_JOIN] = CHANGE_JOIN,      [EDIT_SPLIT] = CHANGE_SPLIT,
		[EDIT_TYPE] = CHANGE_TYPE,         [EDIT_MOVE] = CHANGE_GROUP,     [EDIT_ADD] = CHANGE_GROUP,
		[EDIT_NOTE] = CHANGE_NOTE,         [EDIT_LACUNA] = CHANGE_MISSING, [EDIT_CLOSE] = CHANGE_MISSING,
		[EDIT_ELSEWHERE] = CHANGE_MISSING, [EDIT_PART] = CHANGE_SPLIT};
	const struct page *page = f->page;
	for (uint32_t i = 0, end; i < page->edit_count; i = end) {
		const struct edit *journal = page->journal;
		for (end = i + 1; end < page->edit_count && belongs(page, &journal[end], &journal[end - 1]);)
			end++;
		if (journal[i].kind == EDIT_READING || journal[i].kind == EDIT_VERDICT)
			continue;
		struct change *c = new_change(f, kinds[journal[i].kind], i, end - i);
		for (uint32_t k = i; k < end; k++) {
			if (journal[k].reason.confidence < c->confidence)
				c->confidence = journal[k].reason.confidence;
			add_targets(f, c, &journal[k]);
		}
		settle_kind(f, c);
		c->is_open = journal[i].kind == EDIT_LACUNA;
		find_anchor(page, c);
	}
}

/*
 * A stage may move what another moves back, or move all else: a change is a move only where its first word follows
 * another word now than it did when all was read. What was found later never stood elsewhere.
 */
static void settle_moves(struct finder *f)
{
	for (uint32_t i = 0; i < f->found.count; i++) {
		struct change *c = &f->found.all[i];
		if (c->kind != CHANGE_MOVE || !c->anchor)
			continue;
		const struct word *read = (const struct word *)page_find(f->twin, NODE_WORD, c->anchor->node.id);
		c->from.after = read ? counterpart(f, word_before(&read->node)) : NULL;
		c->to.after = word_before(&c->anchor->node);
		if (!read || c->from.after == c->to.after)
			c->kind = CHANGE_GROUP;
	}
}

static bool has_letters(struct str s)
{
	size_t at = 0;
	while (at < s.n)
		if (utf8_is_letter(utf8_next(s, &at)))
			return true;
	return false;
}

static void touch(struct finder *f, uint32_t word, uint32_t change)
{
	struct changes *all = &f->found;
	uint32_t n = all->by_word_count[word];
	if (n && all->by_word[word][n - 1] == change)
		return;
	all->by_word[word] = arena_grow(f->arena, all->by_word[word], n, sizeof **all->by_word);
	all->by_word[word][all->by_word_count[word]++] = change;
}

/* Of a journal that changes all regions over and over only the first touches are told; enough for any page. */
enum { MOST_TOUCHES = 2000000 };

static void touch_words(struct finder *f, const struct node *n, uint32_t change)
{
	if (f->touches > MOST_TOUCHES)
		return;
	f->touches++;
	if (n->kind == NODE_WORD)
		touch(f, word_showing((const struct word *)n)->node.id, change);
	for (const struct node *c = n->first; c; c = c->next)
		touch_words(f, c, change);
}

static void add_unsure(struct finder *f)
{
	for (const struct region *r = first_region(f->page); r; r = next_region(r))
		for (const struct line *l = first_line(r); l && region_is_prose(r); l = next_line(l))
			for (const struct word *w = first_shown(l); w; w = next_shown(w)) {
				if (w->unrated || w->in_lexicon || w->confidence >= unsure_below || !w->raw.n ||
				    !str_equal(w->raw, w->text) || !has_letters(w->text))
					continue;
				struct change *c = new_change(f, CHANGE_UNSURE, 0, 0);
				c->confidence = w->confidence;
				add_target(f, c, NODE_WORD, w->node.id);
				c->anchor = w;
			}
}

static struct str words_kept(const struct compared_text *text, struct range words, struct arena *arena)
{
	struct strbuf b = {0};
	words_text(text, words, &b);
	struct str kept = arena_str(arena, strbuf_str(&b));
	strbuf_release(&b);
	return kept;
}

/* What the page lacks is told at the word before. */
static void add_differences(struct finder *f, const struct comparison *c)
{
	for (uint32_t i = 0; i < c->stretch_count; i++) {
		const struct stretch *s = &c->stretches[i];
		if (s->kind == STRETCH_EQUAL)
			continue;
		struct change *change = new_change(f, CHANGE_DIFFERS, 0, 0);
		change->confidence = 0;
		change->before = words_kept(c->a, s->a, f->arena);
		change->after = words_kept(c->b, s->b, f->arena);
		for (uint32_t k = s->b.begin; k < s->b.end; k++)
			add_target(f, change, NODE_WORD, c->b->words[k].word);
		uint32_t at = s->b.begin < s->b.end ? s->b.begin : s->b.begin - (s->b.begin > 0);
		change->anchor = at < c->b->word_count
					 ? (const struct word *)page_find(f->page, NODE_WORD, c->b->words[at].word)
					 : NULL;
	}
}

struct changes find_changes(const struct page *page, struct page *twin, const struct comparison *comparison,
			    struct arena *arena)
{
	struct finder f = {.page = page, .twin = twin, .arena = arena};
	f.reordered = twin ? take_back(twin, arena) : NULL;
	f.found.by_word = arena_alloc(arena, page->counts[NODE_WORD] + 1, sizeof *f.found.by_word);
	f.found.by_word_count = arena_alloc(arena, page->counts[NODE_WORD] + 1, sizeof *f.found.by_word_count);
	add_edits(&f);
	if (twin)
		settle_moves(&f);
	add_unsure(&f);
	if (comparison)
		add_differences(&f, comparison);
	for (uint32_t i = 0; i < f.found.count; i++) {
		if (f.found.all[i].kind == CHANGE_DIFFERS && f.found.all[i].anchor)
			touch(&f, f.found.all[i].anchor->node.id, i);
		for (uint32_t k = 0; k < f.found.all[i].target_count; k++) {
			struct node_ref t = f.found.all[i].targets[k];
			touch_words(&f, page_find(page, t.kind, t.id), i);
		}
	}
	return f.found;
}
