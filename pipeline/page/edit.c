/* Making changes, writing them down, and taking them back. */
#include "page/edit.h"

#include "base/utf8.h"
#include "page/journal.h"

#include <assert.h>
#include <stddef.h>

const char *const edit_kind_names[EDIT_KINDS] = {
	[EDIT_TEXT] = "text",      [EDIT_JOIN] = "join",   [EDIT_SPLIT] = "split",         [EDIT_TYPE] = "type",
	[EDIT_MOVE] = "move",      [EDIT_ADD] = "add",     [EDIT_READING] = "reading",     [EDIT_NOTE] = "note",
	[EDIT_LACUNA] = "lacuna",  [EDIT_CLOSE] = "close", [EDIT_ELSEWHERE] = "elsewhere", [EDIT_PART] = "part",
	[EDIT_VERDICT] = "verdict"};

const char *const note_names[NOTES] = {[NOTE_CONTINUES] = "continues",
				       [NOTE_CONTINUED] = "continued",
				       [NOTE_NUMBER_MISSING] = "printed_number_missing",
				       [NOTE_NUMBER_DOUBTFUL] = "printed_number_doubtful"};

static struct node_ref ref_of(const struct node *n)
{
	return (struct node_ref){n->kind, n->id};
}

static uint32_t id_of(const struct node *n)
{
	return n ? n->id : NO_NODE;
}

static struct place place_before(const struct node *parent, const struct node *before)
{
	return (struct place){ref_of(parent), id_of(before)};
}

struct edit *journal_append(struct page *page, enum edit_kind kind, struct reason why, const struct node *target)
{
	page->journal = arena_grow(&page->arena, page->journal, page->edit_count, sizeof *page->journal);
	struct edit *e = &page->journal[page->edit_count++];
	*e = (struct edit){.kind = kind,
			   .target = ref_of(target),
			   .other = NO_NODE,
			   .entry = NO_NODE,
			   .count = 1,
			   .reason = {.stage = arena_str(&page->arena, why.stage),
				      .confidence = why.confidence,
				      .evidence = arena_str(&page->arena, why.evidence)}};
	return e;
}

void edit_text(struct page *page, struct reason why, struct word *word, struct str text)
{
	struct edit *e = journal_append(page, EDIT_TEXT, why, &word->node);
	e->before = word->text;
	e->after = word->text = arena_str(&page->arena, text);
}

void edit_join(struct page *page, struct reason why, struct word *head, struct word *tail, struct str joined)
{
	assert(head != tail && !head->in && !tail->in);
	struct edit *e = journal_append(page, EDIT_JOIN, why, &head->node);
	e->other = tail->node.id;
	e->before = arena_printf(&page->arena, "%.*s %.*s", STR_ARG(head->text), STR_ARG(tail->text));
	e->after = head->text = arena_str(&page->arena, joined);
	tail->in = head;
}

void edit_part(struct page *page, struct reason why, struct word *head, struct word *tail, struct str text)
{
	assert(!head->in && tail->in == head);
	struct edit *e = journal_append(page, EDIT_PART, why, &head->node);
	e->other = tail->node.id;
	e->before = head->text;
	e->after = arena_printf(&page->arena, "%.*s %.*s", STR_ARG(text), STR_ARG(tail->text));
	head->text = str_chop(e->after, tail->text.n + 1);
	tail->in = NULL;
}

struct word *edit_split(struct page *page, struct reason why, struct word *word, const struct str *texts,
			uint32_t count)
{
	assert(count > 1 && !word->in);
	struct edit *e = journal_append(page, EDIT_SPLIT, why, &word->node);
	struct node *next = word->node.next;
	struct strbuf after = {0};
	size_t all = 0, done = 0;
	for (uint32_t i = 0; i < count; i++)
		all += utf8_count(texts[i]);
	e->before = word->text;
	e->other = page->counts[NODE_WORD];
	e->count = count;
	for (uint32_t i = 0; i < count; i++) {
		struct word *part = (struct word *)page_new_node(page, NODE_WORD);
		size_t n = utf8_count(texts[i]);
		part->text = arena_str(&page->arena, texts[i]);
		part->box = all ? box_part(word->box, done, done + n, all) : word->box;
		node_insert(word->node.parent, &part->node, next);
		strbuf_add(&after, i ? STR(" ") : STR(""));
		strbuf_add(&after, part->text);
		done += n;
	}
	e->after = arena_str(&page->arena, strbuf_str(&after));
	strbuf_release(&after);
	word->in = (struct word *)page->nodes[NODE_WORD][e->other];
	return word->in;
}

void edit_type(struct page *page, struct reason why, struct region *region, enum region_type type)
{
	struct edit *e = journal_append(page, EDIT_TYPE, why, &region->node);
	e->before = str_of(region_kinds[region->type].name);
	e->after = str_of(region_kinds[type].name);
	region->type = type;
}

/* Regions and lines count the moves into and out of them, up or down by one. */
static void count_move(struct node *parent, int by)
{
	uint32_t *moves = parent->kind == NODE_REGION ? &((struct region *)parent)->moves
			  : parent->kind == NODE_LINE ? &((struct line *)parent)->moves
						      : NULL;
	if (moves)
		*moves += (uint32_t)by;
}

static void move_run(struct node *first, uint32_t count, struct node *parent, struct node *before)
{
	for (struct node *n = first; count--;) {
		struct node *next = n->next;
		node_unlink(n);
		node_insert(parent, n, before);
		n = next;
	}
}

static struct node *run_end(struct node *first, uint32_t count)
{
	struct node *n = first;
	while (n && count--)
		n = n->next;
	return n;
}

void edit_move(struct page *page, struct reason why, struct node *first, uint32_t count, struct node *parent,
	       struct node *before)
{
	assert(parent->kind + 1 == first->kind && (!before || before->parent == parent));
	struct edit *e = journal_append(page, EDIT_MOVE, why, first);
	e->count = count;
	e->from = place_before(first->parent, run_end(first, count));
	e->to = place_before(parent, before);
	count_move(first->parent, 1);
	count_move(parent, 1);
	move_run(first, count, parent, before);
}

static struct node *add_node(struct page *page, struct reason why, enum node_kind kind, struct node *parent,
			     struct node *before)
{
	struct node *n = page_new_node(page, kind);
	struct edit *e = journal_append(page, EDIT_ADD, why, n);
	e->to = place_before(parent, before);
	node_insert(parent, n, before);
	count_move(parent, 1);
	return n;
}

struct region *edit_add_region(struct page *page, struct reason why, enum region_type type, struct region *before)
{
	struct node *n = add_node(page, why, NODE_REGION, &page->node, before ? &before->node : NULL);
	((struct region *)n)->type = type;
	return (struct region *)n;
}

struct line *edit_add_line(struct page *page, struct reason why, struct region *region, struct line *before)
{
	return (struct line *)add_node(page, why, NODE_LINE, &region->node, before ? &before->node : NULL);
}

struct word *edit_add_word(struct page *page, struct reason why, struct line *line, struct word *before, struct str raw)
{
	struct word *w = (struct word *)add_node(page, why, NODE_WORD, &line->node, before ? &before->node : NULL);
	w->raw = w->text = arena_str(&page->arena, raw);
	return w;
}

void edit_line_type(struct page *page, struct reason why, struct line *line, enum region_type type)
{
	struct region *old = line_region(line);
	if (first_line(old) == line && !next_line(line)) {
		edit_type(page, why, old, type);
		return;
	}
	struct region *apart = edit_add_region(page, why, type, old);
	edit_move(page, why, &line->node, 1, &apart->node, NULL);
}

void edit_reading(struct page *page, struct reason why, struct word *word, uint32_t count, struct str text)
{
	struct edit *e = journal_append(page, EDIT_READING, why, &word->node);
	e->count = count;
	e->after = arena_str(&page->arena, text);
	word->readings = arena_grow(&page->arena, word->readings, word->reading_count, sizeof *word->readings);
	word->readings[word->reading_count++] = (struct reading){e->after, count, why.confidence, e->reason.evidence};
}

static unsigned notes_of(const struct node *n)
{
	return n->kind == NODE_PAGE ? ((const struct page *)n)->notes : ((const struct region *)n)->notes;
}

void flip_note(struct node *n, enum note note)
{
	unsigned *notes = n->kind == NODE_PAGE ? &((struct page *)n)->notes : &((struct region *)n)->notes;
	*notes ^= 1U << note;
}

enum note note_named(struct str name)
{
	enum note note = 0;
	while (note < NOTES && !str_equal(name, str_of(note_names[note])))
		note++;
	return note;
}

bool has_note(const struct node *n, enum note note)
{
	return notes_of(n) >> note & 1;
}

void edit_note(struct page *page, struct reason why, struct node *node, enum note note)
{
	assert(node->kind <= NODE_REGION && !has_note(node, note));
	struct edit *e = journal_append(page, EDIT_NOTE, why, node);
	e->after = str_of(note_names[note]);
	flip_note(node, note);
}

void edit_lacuna(struct page *page, struct reason why, const struct lacuna *found)
{
	struct word *word = found->word;
	struct lacuna *l = arena_alloc(&page->arena, 1, sizeof *l);
	assert(!word->lost[lacuna_is_after(found->side)]);
	journal_append(page, EDIT_LACUNA, why, &word->node)->after = str_of(lacuna_sides[found->side]);
	*l = *found;
	l->doubtful = arena_str(&page->arena, found->doubtful);
	l->conjectures = arena_alloc(&page->arena, found->conjecture_count, sizeof *l->conjectures);
	for (uint32_t i = 0; i < found->conjecture_count; i++)
		l->conjectures[i] = (struct conjecture){.text = arena_str(&page->arena, found->conjectures[i].text),
							.probability = found->conjectures[i].probability};
	page_add_lacuna(page, l);
}

void edit_elsewhere(struct page *page, struct reason why, struct word *word, struct str text)
{
	struct lacuna *l = word->lost[true];
	assert(l && !l->elsewhere.n && text.n);
	struct edit *e = journal_append(page, EDIT_ELSEWHERE, why, &word->node);
	e->after = l->elsewhere = arena_str(&page->arena, text);
}

void edit_close(struct page *page, struct reason why, struct word *word, enum lacuna_side side)
{
	struct lacuna *l = word->lost[lacuna_is_after(side)];
	assert(l && l->side == side && !l->closed);
	journal_append(page, EDIT_CLOSE, why, &word->node)->after = str_of(lacuna_sides[side]);
	l->closed = true;
}

struct lacuna *lacuna_of(const struct edit *e, const struct word *w)
{
	for (int after = 0; after < 2; after++)
		if (w->lost[after] && str_equal(e->after, str_of(lacuna_sides[w->lost[after]->side])))
			return w->lost[after];
	return NULL;
}

static bool stands_at(const struct node *n, const struct node *after, struct place p)
{
	return n->parent && ref_of(n->parent).kind == p.parent.kind && n->parent->id == p.parent.id &&
	       id_of(after) == p.before;
}

static bool undo_text(struct edit *e, struct word *w)
{
	if (!str_equal(w->text, e->after))
		return false;
	w->text = e->before;
	return true;
}

static bool undo_join(struct page *page, struct edit *e, struct word *head)
{
	struct word *tail = (struct word *)page_find(page, NODE_WORD, e->other);
	if (!tail || tail->in != head || !str_equal(head->text, e->after) || !str_ends(e->before, tail->text) ||
	    e->before.n < tail->text.n + 1)
		return false;
	head->text = str_chop(e->before, tail->text.n + 1);
	tail->in = NULL;
	return true;
}

/* Is the word in another one, or a lacuna beside it? Such a word cannot go. */
static bool is_bound(const struct word *w)
{
	return w->in || w->lost[0] || w->lost[1];
}

static bool undo_part(struct page *page, struct edit *e, struct word *head)
{
	struct word *tail = (struct word *)page_find(page, NODE_WORD, e->other);
	if (!tail || tail == head || tail->in || head->in || !str_ends(e->after, tail->text) ||
	    e->after.n < tail->text.n + 1 || !str_equal(head->text, str_chop(e->after, tail->text.n + 1)))
		return false;
	head->text = e->before;
	tail->in = head;
	return true;
}

/* The parts must be the newest words, and stand behind the word in the order of their ids. */
static bool undo_split(struct page *page, struct edit *e, struct word *w)
{
	if (!w->in || w->in->node.id != e->other || e->count < 2 || e->count > page->counts[NODE_WORD] ||
	    e->other != page->counts[NODE_WORD] - e->count || !str_equal(w->text, e->before) || e->other <= w->node.id)
		return false;
	const struct node *n = w->node.next;
	for (uint32_t i = 0; i < e->count; i++, n = n->next)
		if (!n || n->id != e->other + i || is_bound((const struct word *)n))
			return false;
	w->in = NULL;
	for (uint32_t i = 0; i < e->count; i++) {
		node_unlink(w->node.next);
		page_forget_newest(page, NODE_WORD);
	}
	return true;
}

static bool undo_type(struct edit *e, struct region *r)
{
	enum region_type before = region_type_named(e->before);
	if (before == REGION_TYPES || !str_equal(e->after, str_of(region_kinds[r->type].name)))
		return false;
	r->type = before;
	return true;
}

static bool undo_move(struct page *page, struct edit *e, struct node *first)
{
	struct node *parent = page_find(page, e->from.parent.kind, e->from.parent.id);
	struct node *before = e->from.before == NO_NODE ? NULL : page_find(page, first->kind, e->from.before);
	const struct node *last = first;
	for (uint32_t i = 1; i < e->count && last; i++)
		last = last->next;
	if (!parent || parent->kind + 1 != first->kind || (e->from.before != NO_NODE && !before) || !last ||
	    !e->count || !stands_at(first, last->next, e->to) || (before && before->parent != parent))
		return false;
	for (const struct node *n = first; n != last->next; n = n->next)
		if (n == before)
			return false;
	count_move(first->parent, -1);
	count_move(parent, -1);
	move_run(first, e->count, parent, before);
	return true;
}

static bool undo_add(struct page *page, struct edit *e, struct node *n)
{
	if (n->first || n->id + 1 != page->counts[n->kind] || !stands_at(n, n->next, e->to) ||
	    (n->kind == NODE_WORD && is_bound((struct word *)n)))
		return false;
	count_move(n->parent, -1);
	node_unlink(n);
	page_forget_newest(page, n->kind);
	return true;
}

static bool undo_reading(struct edit *e, struct word *w)
{
	if (!w->reading_count || !str_equal(w->readings[w->reading_count - 1].text, e->after))
		return false;
	w->reading_count--;
	return true;
}

static bool undo_note(struct edit *e, struct node *n)
{
	enum note note = note_named(e->after);
	if (n->kind > NODE_REGION || note == NOTES || !has_note(n, note))
		return false;
	flip_note(n, note);
	return true;
}

static bool undo_lacuna(struct page *page, struct edit *e, struct word *w)
{
	const struct lacuna *l = lacuna_of(e, w);
	if (!l || l->closed || l != page->lacunae[page->lacuna_count - 1])
		return false;
	w->lost[lacuna_is_after(l->side)] = NULL;
	page->lacuna_count--;
	return true;
}

static bool undo_elsewhere(const struct edit *e, const struct word *w)
{
	struct lacuna *l = w->lost[true];
	if (!l || !str_equal(l->elsewhere, e->after))
		return false;
	l->elsewhere = (struct str){0};
	return true;
}

static bool undo_close(struct edit *e, const struct word *w)
{
	struct lacuna *l = lacuna_of(e, w);
	if (!l || !l->closed)
		return false;
	l->closed = false;
	return true;
}

static bool undo_entry(struct page *page, struct edit *e)
{
	static const int needs[EDIT_KINDS] = {
		/* the kind of node that a target must be; -1: any but a page, of a note or verdict a page too */
		[EDIT_TEXT] = NODE_WORD,
		[EDIT_JOIN] = NODE_WORD,
		[EDIT_SPLIT] = NODE_WORD,
		[EDIT_TYPE] = NODE_REGION,
		[EDIT_MOVE] = -1,
		[EDIT_ADD] = -1,
		[EDIT_READING] = NODE_WORD,
		[EDIT_NOTE] = -1,
		[EDIT_LACUNA] = NODE_WORD,
		[EDIT_CLOSE] = NODE_WORD,
		[EDIT_ELSEWHERE] = NODE_WORD,
		[EDIT_PART] = NODE_WORD,
		[EDIT_VERDICT] = -1};
	struct node *n = page_find(page, e->target.kind, e->target.id);
	if (!n || (n->kind == NODE_PAGE && e->kind != EDIT_NOTE && e->kind != EDIT_VERDICT) ||
	    (needs[e->kind] >= 0 && (int)n->kind != needs[e->kind]))
		return false;
	switch (e->kind) {
	case EDIT_TEXT: return undo_text(e, (struct word *)n);
	case EDIT_JOIN: return undo_join(page, e, (struct word *)n);
	case EDIT_SPLIT: return undo_split(page, e, (struct word *)n);
	case EDIT_TYPE: return undo_type(e, (struct region *)n);
	case EDIT_MOVE: return undo_move(page, e, n);
	case EDIT_ADD: return undo_add(page, e, n);
	case EDIT_READING: return undo_reading(e, (struct word *)n);
	case EDIT_NOTE: return undo_note(e, n);
	case EDIT_LACUNA: return undo_lacuna(page, e, (struct word *)n);
	case EDIT_CLOSE: return undo_close(e, (struct word *)n);
	case EDIT_ELSEWHERE: return undo_elsewhere(e, (struct word *)n);
	case EDIT_PART: return undo_part(page, e, (struct word *)n);
	case EDIT_VERDICT: return undo_verdict(page, e);
	case EDIT_KINDS: break;
	}
	return false;
}

bool edit_undo(struct page *page)
{
	if (!page->edit_count || !undo_entry(page, &page->journal[page->edit_count - 1]))
		return false;
	page->edit_count--;
	page->layout = NULL; /* the next edit would have the same number */
	return true;
}

bool edit_undo_all(struct page *page)
{
	while (page->edit_count)
		if (!edit_undo(page))
			return false;
	return true;
}

void edit_restore_entry(struct page *page, const struct edit *entry)
{
	page->journal = arena_grow(&page->arena, page->journal, page->edit_count, sizeof *page->journal);
	page->journal[page->edit_count++] = *entry;
}
