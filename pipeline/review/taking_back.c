/* Takes single edits back, by edits. */
#include "review/taking_back.h"

/* The entry that is taken back, and what is needed for it. */
struct taking {
	struct page *page;
	const struct edit *edit;
	uint32_t number;
	struct reason why;
	struct emend_error *error;
};

/* The stage of the last entry after this one that changed the same word's text; or what says as much. */
static struct str later_stage(const struct taking *t)
{
	struct str stage = STR("another decision");
	for (uint32_t i = t->number + 1; i < t->page->edit_count; i++) {
		const struct edit *e = &t->page->journal[i];
		bool same =
			edit_changes_text(e) && (e->target.id == t->edit->target.id || e->other == t->edit->target.id);
		if (same && e->target.kind == NODE_WORD && !is_by_person(e))
			stage = e->reason.stage;
	}
	return stage;
}

static enum emend_status depends(const struct taking *t)
{
	return error_set(t->error, EMEND_BAD_INPUT,
			 "It cannot be taken back alone: %.*s has changed the same words since. Reject that first, or "
			 "correct the text by hand.",
			 STR_ARG(later_stage(t)));
}

static struct word *find_word(const struct page *page, uint32_t id)
{
	return (struct word *)page_find(page, NODE_WORD, id);
}

/* Opens what the same stage closed after it had filled it by the edit. */
static void open_filled(const struct taking *t, const struct word *w)
{
	struct str stage = t->edit->reason.stage;
	for (uint32_t i = t->number + 1; i < t->page->edit_count; i++) {
		const struct edit *e = &t->page->journal[i];
		if (e->kind == EDIT_CLOSE && e->target.id == w->node.id && str_equal(e->reason.stage, stage) &&
		    edit_can_judge(t->page, i, (struct str){0}))
			edit_verdict(t->page, t->why, i, VERDICT_REJECTED, (struct str){0});
	}
}

static enum emend_status take_back_text(const struct taking *t)
{
	struct word *w = find_word(t->page, t->edit->target.id);
	struct str before = t->edit->before;
	if (!w->in && str_equal(w->text, before))
		return EMEND_OK;
	if (w->in || !str_equal(w->text, t->edit->after))
		return depends(t);
	open_filled(t, w);
	edit_text(t->page, t->why, w, before);
	return EMEND_OK;
}

static enum emend_status take_back_join(const struct taking *t)
{
	struct word *head = find_word(t->page, t->edit->target.id), *tail = find_word(t->page, t->edit->other);
	struct str before = t->edit->before;
	if (head->in || tail->in != head || !str_equal(head->text, t->edit->after) || !str_ends(before, tail->text) ||
	    before.n < tail->text.n + 1)
		return depends(t);
	edit_part(t->page, t->why, head, tail, str_chop(before, tail->text.n + 1));
	return EMEND_OK;
}

static enum emend_status take_back_part(const struct taking *t)
{
	struct word *head = find_word(t->page, t->edit->target.id), *tail = find_word(t->page, t->edit->other);
	if (head->in || tail->in)
		return depends(t);
	edit_join(t->page, t->why, head, tail, t->edit->before);
	return EMEND_OK;
}

/* Do the parts of the split stand as it made them? */
static bool parts_stand(const struct page *page, const struct edit *e)
{
	struct str rest = e->after;
	for (uint32_t i = 0; i < e->count; i++) {
		const struct word *part = find_word(page, e->other + i);
		if (!part || part->in || !str_starts(rest, part->text))
			return false;
		rest = str_skip(rest, part->text.n + 1);
	}
	return !rest.n;
}

/* The parts are joined again: what was read stays in the first of them. */
static enum emend_status take_back_split(const struct taking *t)
{
	const struct edit split = *t->edit;
	struct word *first = find_word(t->page, split.other);
	if (!parts_stand(t->page, &split))
		return depends(t);
	for (uint32_t i = 1; i < split.count; i++) {
		struct word *part = find_word(t->page, split.other + i);
		struct strbuf text = {0};
		strbuf_add(&text, first->text);
		strbuf_add(&text, part->text);
		edit_join(t->page, t->why, first, part, i + 1 == split.count ? split.before : strbuf_str(&text));
		strbuf_release(&text);
	}
	return EMEND_OK;
}

static enum emend_status take_back_type(const struct taking *t)
{
	struct region *r = (struct region *)page_find(t->page, NODE_REGION, t->edit->target.id);
	enum region_type before = region_type_named(t->edit->before);
	if (before == REGION_TYPES || !str_equal(t->edit->after, str_of(region_kinds[r->type].name)))
		return error_set(
			t->error, EMEND_BAD_INPUT,
			"It cannot be taken back alone: the region's type was changed again since. Reject that "
			"first, or choose its type by hand.");
	edit_type(t->page, t->why, r, before);
	return EMEND_OK;
}

static enum emend_status take_back_move(const struct taking *t)
{
	const struct edit move = *t->edit;
	struct node *first = page_find(t->page, move.target.kind, move.target.id), *last = first;
	struct node *parent = page_find(t->page, move.from.parent.kind, move.from.parent.id);
	struct node *before = move.from.before == NO_NODE ? NULL : page_find(t->page, first->kind, move.from.before);
	bool among = first == before;
	for (uint32_t i = 1; i < move.count && last; i++) {
		last = last->next;
		among = among || (last && last == before);
	}
	uint32_t next = last && last->next ? last->next->id : NO_NODE;
	if (!last || !parent || parent->kind + 1 != first->kind || among || first->parent->id != move.to.parent.id ||
	    next != move.to.before || (before ? before->parent != parent : move.from.before != NO_NODE))
		return error_set(
			t->error, EMEND_BAD_INPUT,
			"It cannot be taken back alone: what was moved, or what it stood beside, was moved again "
			"since. Reject that move first.");
	edit_move(t->page, t->why, first, move.count, parent, before);
	return EMEND_OK;
}

static bool shows_words(const struct node *n)
{
	for (const struct node *child = n->first; child; child = child->next)
		if (child->kind == NODE_WORD ? word_shown((const struct word *)child) : shows_words(child))
			return true;
	return false;
}

/* A node stays; of what was added to the text nothing is shown any more. */
static enum emend_status take_back_add(const struct taking *t)
{
	const struct node_ref target = t->edit->target;
	if (target.kind != NODE_WORD && !shows_words(page_find(t->page, target.kind, target.id)))
		return EMEND_OK;
	if (target.kind != NODE_WORD)
		return error_set(t->error, EMEND_BAD_INPUT,
				 "The region or line that was added has words: reject or correct those.");
	struct word *w = find_word(t->page, target.id);
	if (w->in)
		return depends(t);
	open_filled(t, w);
	if (w->text.n)
		edit_text(t->page, t->why, w, (struct str){0});
	return EMEND_OK;
}

/* The last edit of the word's own text, or NULL. */
static const struct edit *last_change(const struct taking *t, const struct word *w)
{
	for (uint32_t i = t->page->edit_count; i--;) {
		const struct edit *e = &t->page->journal[i];
		if (edit_changes_text(e) && e->target.kind == NODE_WORD && e->target.id == w->node.id)
			return e->kind == EDIT_TEXT ? e : NULL;
	}
	return NULL;
}

/* Nothing is missing: half letters that were taken out of the word were whole. */
static enum emend_status take_back_lacuna(const struct taking *t)
{
	struct word *w = find_word(t->page, t->edit->target.id);
	const struct lacuna *l = NULL;
	for (int after = 0; after < 2 && !l; after++)
		if (w->lost[after] && str_equal(t->edit->after, str_of(lacuna_sides[w->lost[after]->side])))
			l = w->lost[after];
	if (!l || l->closed)
		return error_set(t->error, EMEND_BAD_INPUT,
				 "What was missing there is filled: reject what fills it, or correct it by hand.");
	const struct edit *taken_out = l->doubtful.n ? last_change(t, w) : NULL;
	if (taken_out && !w->in && str_equal(taken_out->reason.stage, t->edit->reason.stage) &&
	    str_equal(taken_out->after, w->text)) {
		struct str before = taken_out->before;
		edit_text(t->page, t->why, w, before);
	}
	edit_close(t->page, t->why, w, l->side);
	return EMEND_OK;
}

enum emend_status take_back(struct page *page, uint32_t entry, struct reason why, struct emend_error *error)
{
	const struct edit copy = page->journal[entry]; /* the journal grows, and moves */
	const struct taking t = {.page = page, .edit = &copy, .number = entry, .why = why, .error = error};
	switch (copy.kind) {
	case EDIT_TEXT: return take_back_text(&t);
	case EDIT_JOIN: return take_back_join(&t);
	case EDIT_SPLIT: return take_back_split(&t);
	case EDIT_TYPE: return take_back_type(&t);
	case EDIT_MOVE: return take_back_move(&t);
	case EDIT_ADD: return take_back_add(&t);
	case EDIT_LACUNA: return take_back_lacuna(&t);
	case EDIT_PART: return take_back_part(&t);
	case EDIT_READING:
	case EDIT_NOTE:
	case EDIT_CLOSE:
	case EDIT_ELSEWHERE: return EMEND_OK; /* the verdict has done it */
	case EDIT_VERDICT:
	case EDIT_KINDS: break;
	}
	return error_set(error, EMEND_BAD_INPUT, "There is nothing that could be taken back.");
}
