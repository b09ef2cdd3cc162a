/* What a person says of the entries of a journal, and how that takes evidence out of force. */
#include "page/journal.h"

#include <assert.h>

const char *const verdict_names[VERDICTS] = {
	[VERDICT_ACCEPTED] = "accepted", [VERDICT_REJECTED] = "rejected", [VERDICT_CORRECTED] = "corrected"};

const struct edit *accepted_edit(const struct page *page, const struct edit *e)
{
	if (e->kind != EDIT_VERDICT || e->entry == NO_NODE ||
	    !str_equal(e->after, str_of(verdict_names[VERDICT_ACCEPTED])))
		return NULL;
	return &page->journal[e->entry];
}

bool is_by_person(const struct edit *e)
{
	return str_equal(e->reason.stage, PERSON);
}

/* What a rejection takes out of force; of an entry that changed the page there is none: other edits take it back. */
struct evidence {
	struct node *noted; /* note */
	enum note note;
	struct lacuna *lacuna; /* close, elsewhere */
	struct conjecture *conjecture;
	struct lacuna *cut; /* of the conjecture */
	bool misfit;        /* the page lacks what the entry is about */
};

static struct evidence evidence_of(const struct page *page, const struct edit *judged, struct str conjecture)
{
	struct evidence e = {.note = NOTES};
	struct node *n = page_find(page, judged->target.kind, judged->target.id);
	struct word *w = n && n->kind == NODE_WORD ? (struct word *)n : NULL;
	if (judged->kind == EDIT_NOTE) {
		e.note = note_named(judged->after);
		e.noted = n && n->kind <= NODE_REGION && e.note < NOTES ? n : NULL;
		e.misfit = !e.noted;
	}
	if (judged->kind == EDIT_CLOSE || judged->kind == EDIT_ELSEWHERE) {
		e.lacuna = !w ? NULL : judged->kind == EDIT_CLOSE ? lacuna_of(judged, w) : w->lost[true];
		e.misfit = !e.lacuna;
	}
	if (conjecture.n) {
		e.cut = w && judged->kind == EDIT_LACUNA ? lacuna_of(judged, w) : NULL;
		e.conjecture = e.cut ? conjecture_of(e.cut, conjecture) : NULL;
		e.misfit = !e.conjecture;
	}
	e.misfit = e.misfit || !n || judged->kind == EDIT_VERDICT;
	return e;
}

/* Is it in force? What nothing can take out of it always is. */
static bool is_in_force(const struct evidence *e, const struct edit *judged)
{
	if (e->conjecture)
		return !e->conjecture->rejected && e->cut->in_word;
	if (e->noted)
		return has_note(e->noted, e->note);
	if (e->lacuna)
		return judged->kind == EDIT_CLOSE ? e->lacuna->closed : str_equal(e->lacuna->elsewhere, judged->after);
	return true;
}

/* Takes it out of force, or puts it back. */
static void turn_force(const struct evidence *e, const struct edit *judged)
{
	const struct str none = {0};
	if (e->conjecture)
		e->conjecture->rejected = !e->conjecture->rejected;
	else if (e->noted)
		flip_note(e->noted, e->note);
	else if (e->lacuna && judged->kind == EDIT_CLOSE)
		e->lacuna->closed = !e->lacuna->closed;
	else if (e->lacuna)
		e->lacuna->elsewhere = e->lacuna->elsewhere.n ? none : judged->after;
}

bool edit_can_judge(const struct page *page, uint32_t entry, struct str conjecture)
{
	if (entry >= page->edit_count)
		return false;
	struct evidence e = evidence_of(page, &page->journal[entry], conjecture);
	return !e.misfit && is_in_force(&e, &page->journal[entry]);
}

void edit_verdict(struct page *page, struct reason why, uint32_t entry, enum verdict verdict, struct str conjecture)
{
	assert(edit_can_judge(page, entry, conjecture));
	struct node_ref target = page->journal[entry].target;
	struct edit *e = journal_append(page, EDIT_VERDICT, why, page_find(page, target.kind, target.id));
	e->entry = entry;
	e->before = arena_str(&page->arena, conjecture);
	e->after = str_of(verdict_names[verdict]);
	struct evidence evidence = evidence_of(page, &page->journal[entry], conjecture);
	if (verdict == VERDICT_REJECTED)
		turn_force(&evidence, &page->journal[entry]);
	else if (verdict == VERDICT_ACCEPTED && evidence.cut)
		evidence.cut->in_word = false;
}

void edit_word_verdict(struct page *page, struct reason why, struct word *word, enum verdict verdict)
{
	journal_append(page, EDIT_VERDICT, why, &word->node)->after = str_of(verdict_names[verdict]);
}

bool undo_verdict(struct page *page, const struct edit *e)
{
	if (e->entry == NO_NODE)
		return e->target.kind == NODE_WORD;
	if (e->entry >= page->edit_count - 1)
		return false;
	const struct edit *judged = &page->journal[e->entry];
	struct evidence evidence = evidence_of(page, judged, e->before);
	bool rejected = str_equal(e->after, str_of(verdict_names[VERDICT_REJECTED]));
	bool accepted = str_equal(e->after, str_of(verdict_names[VERDICT_ACCEPTED]));
	bool takes = evidence.conjecture || evidence.noted || evidence.lacuna;
	if (evidence.misfit || (rejected && takes && is_in_force(&evidence, judged)) ||
	    (accepted && evidence.cut && evidence.cut->in_word))
		return false;
	if (rejected)
		turn_force(&evidence, judged);
	else if (accepted && evidence.cut)
		evidence.cut->in_word = true;
	return true;
}
