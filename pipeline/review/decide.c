/* Carries a person's decisions out. */
#include "review/decide.h"

#include "base/utf8.h"
#include "emit/lost.h"
#include "review/taking_back.h"
#include "review/typed.h"

#include <string.h>

/* What speaks for the edits of a decision, to be read in the journal. */
static struct reason reason_of(struct page *page, const struct decision *d)
{
	static const char *const phrases[VERDICTS] = {[VERDICT_ACCEPTED] = "a person accepts it",
						      [VERDICT_REJECTED] = "a person takes it back",
						      [VERDICT_CORRECTED] = "typed by a person"};
	const struct edit *e = item_entry(page, d->item, 0);
	struct reason why = {.stage = PERSON, .confidence = 100, .evidence = str_of(phrases[d->verdict])};
	if (e && d->verdict == VERDICT_ACCEPTED && e->kind == EDIT_READING)
		why.evidence =
			arena_printf(&page->arena, "a person accepts the reading: %.*s", STR_ARG(e->reason.evidence));
	if (d->verdict == VERDICT_ACCEPTED && d->item.kind == ITEM_CONJECTURE)
		why.evidence = STR("a person accepts the conjecture");
	return why;
}

static enum emend_status refuse(struct emend_error *error, const char *why)
{
	return error_set(error, EMEND_BAD_INPUT, "%s", why);
}

/* Words that a decision is about, each once, as they stand now. */
struct run_of {
	struct word_run run;
	bool too_many;
};

static void take_outer(struct run_of *of, struct word *w)
{
	struct word *outer = outer_word(w);
	for (uint32_t i = 0; i < of->run.count; i++)
		if (of->run.words[i] == outer)
			return;
	of->too_many = of->too_many || of->run.count == MOST_WORDS;
	if (!of->too_many)
		of->run.words[of->run.count++] = outer;
}

/* The words that the entry is about; none of one that moves them or says something of a region. */
static void take_words(const struct page *page, const struct edit *e, struct run_of *of)
{
	struct word *w = e->target.kind == NODE_WORD ? (struct word *)page_find(page, NODE_WORD, e->target.id) : NULL;
	if (!w || e->kind == EDIT_MOVE || e->kind == EDIT_NOTE)
		return;
	if (e->kind == EDIT_SPLIT && w->in) {
		for (uint32_t i = 0; i < e->count; i++)
			take_outer(of, (struct word *)page_find(page, NODE_WORD, e->other + i));
		return;
	}
	take_outer(of, w);
	if (e->kind == EDIT_PART)
		take_outer(of, (struct word *)page_find(page, NODE_WORD, e->other));
	for (uint32_t i = 1; e->kind == EDIT_READING && i < e->count && w; i++) {
		do
			w = next_word(w);
		while (w && !w->raw.n);
		if (w)
			take_outer(of, w);
	}
}

static struct run_of words_of(const struct page *page, struct item item)
{
	struct run_of of = {.too_many = false};
	if (item.kind == ITEM_WORD)
		take_outer(&of, (struct word *)page_find(page, NODE_WORD, item.number));
	for (uint32_t i = 0; item.kind != ITEM_WORD && i < item.count; i++)
		take_words(page, item_entry(page, item, i), &of);
	return of;
}

/* The lacuna that the entries leave open, or NULL. */
static const struct lacuna *open_lacuna_of(const struct page *page, struct item item)
{
	for (uint32_t i = 0; item.kind != ITEM_WORD && i < item.count; i++) {
		const struct lacuna *l = entry_lacuna(page, item_entry(page, item, i));
		if (l && !l->closed)
			return l;
	}
	return NULL;
}

static enum emend_status close_with(struct page *page, const struct decision *d, const struct lacuna *l,
				    const struct typed *typed, struct emend_error *error)
{
	struct reason why = reason_of(page, d);
	if (!typed->count)
		return refuse(error, "Type what is missing; if nothing is, reject it.");
	if (l->word->in)
		return refuse(error, "The word beside it was joined with another: correct that one by hand.");
	fill_lacuna(page, why, l, typed);
	edit_close(page, why, l->word, l->side);
	return EMEND_OK;
}

/* Puts the text where the words are that the item is about, or where the lacuna is, which it closes. */
static enum emend_status write_text(struct page *page, const struct decision *d, struct str text,
				    struct emend_error *error)
{
	struct typed typed;
	const struct lacuna *l = open_lacuna_of(page, d->item);
	if (text.n > MOST_TYPED || !typed_parse(text, &typed))
		return refuse(error, "That is too long, or is no text: type up to 64 words.");
	if (l)
		return close_with(page, d, l, &typed, error);
	struct run_of of = words_of(page, d->item);
	if (of.too_many)
		return refuse(error, "It is of too many words: correct them one by one.");
	if (!of.run.count)
		return refuse(error, "There are no words in it to be corrected: correct the words themselves.");
	replace_words(page, reason_of(page, d), &of.run, &typed);
	return EMEND_OK;
}

static enum emend_status set_type(struct page *page, const struct decision *d, struct emend_error *error)
{
	const struct edit *e = item_entry(page, d->item, 0);
	struct region *r = (struct region *)page_find(page, NODE_REGION, e->target.id);
	enum region_type type = region_type_named(d->text);
	if (!r || type == REGION_TYPES)
		return refuse(error, "There is no type of region of that name.");
	if (r->type != type)
		edit_type(page, reason_of(page, d), r, type);
	return EMEND_OK;
}

static enum emend_status correct(struct page *page, const struct decision *d, struct emend_error *error)
{
	const struct edit *e = item_entry(page, d->item, 0);
	bool type = e && e->kind == EDIT_TYPE && d->item.count == 1;
	return type ? set_type(page, d, error) : write_text(page, d, d->text, error);
}

/* The word is whole; and that is all, where no more letters are missing. */
static enum emend_status accept_conjecture(struct page *page, const struct decision *d, struct str text,
					   struct emend_error *error)
{
	const struct lacuna *l = entry_lacuna(page, item_entry(page, d->item, 0));
	struct reason why = reason_of(page, d);
	if (l->closed || l->word->in)
		return refuse(error, "What was missing there is filled already: correct the word by hand.");
	struct str addition = str_skip(text, l->word->text.n);
	bool more = is_more_missing(l, addition);
	if (!str_equal(l->word->text, text))
		edit_text(page, why, l->word, text);
	if (!more)
		edit_close(page, why, l->word, l->side);
	return EMEND_OK;
}

/* What evidence says becomes text; edits are text already. */
static enum emend_status accept(struct page *page, const struct decision *d, struct emend_error *error)
{
	for (uint32_t i = 0; d->item.kind == ITEM_ENTRIES && i < d->item.count; i++) {
		const struct edit *e = item_entry(page, d->item, i);
		struct decision one = *d;
		one.item = (struct item){.kind = ITEM_ENTRIES, .number = d->item.number + i, .count = 1};
		const struct lacuna *l = e->kind == EDIT_ELSEWHERE ? entry_lacuna(page, e) : NULL;
		enum emend_status status = EMEND_OK;
		if (e->kind == EDIT_READING || (l && !l->closed && d->item.count == 1))
			status = write_text(page, &one, e->after, error);
		if (status != EMEND_OK)
			return status;
	}
	return EMEND_OK;
}

/* From the last entry to the first. */
static enum emend_status reject(struct page *page, const struct decision *d, struct emend_error *error)
{
	enum emend_status status = EMEND_OK;
	for (uint32_t i = d->item.count; i-- && status == EMEND_OK && d->item.kind == ITEM_ENTRIES;)
		status = take_back(page, d->item.number + i, reason_of(page, d), error);
	return status;
}

/* Has another decision, of those made before this one, judged one of the entries? */
static bool is_judged(const struct page *page, struct item item, struct str conjecture, uint32_t count)
{
	for (uint32_t i = count; i < page->edit_count; i++) {
		const struct edit *e = &page->journal[i];
		bool same = str_equal(e->before, conjecture);
		if (e->kind == EDIT_VERDICT && e->entry != NO_NODE && same && e->entry >= item.number &&
		    e->entry - item.number < item.count && item.kind != ITEM_WORD)
			return true;
	}
	return false;
}

/* Says in the journal what is decided. */
static enum emend_status judge(struct page *page, const struct decision *d, struct str conjecture, uint32_t count,
			       struct emend_error *error)
{
	struct reason why = reason_of(page, d);
	if (d->item.kind == ITEM_WORD) {
		edit_word_verdict(page, why, (struct word *)page_find(page, NODE_WORD, d->item.number), d->verdict);
		return EMEND_OK;
	}
	if (is_judged(page, d->item, conjecture, count))
		return refuse(error, "Another decision is of this too: undo that first.");
	for (uint32_t i = d->item.count; i--;) {
		if (!edit_can_judge(page, d->item.number + i, conjecture))
			return refuse(error, "It is no longer so: another decision has taken it back or filled it.");
		edit_verdict(page, why, d->item.number + i, d->verdict, conjecture);
	}
	return EMEND_OK;
}

static enum emend_status carry_out(struct page *page, const struct decision *d, struct str conjecture,
				   struct emend_error *error)
{
	switch (d->verdict) {
	case VERDICT_ACCEPTED:
		return conjecture.n ? accept_conjecture(page, d, conjecture, error) : accept(page, d, error);
	case VERDICT_REJECTED: return reject(page, d, error);
	case VERDICT_CORRECTED: return correct(page, d, error);
	case VERDICTS: break;
	}
	return refuse(error, "There is no such decision.");
}

enum emend_status decision_apply(struct page *page, const struct decision *d, uint32_t count, struct emend_error *error)
{
	uint32_t entries = page->edit_count;
	struct str conjecture = {0};
	if (!item_exists(page, d->item, count))
		return refuse(error, "The page has no such edit, lacuna or word.");
	if (d->item.kind == ITEM_WORD && d->verdict == VERDICT_REJECTED)
		return refuse(error, "Nothing was changed here that could be taken back: correct the word by hand.");
	if (d->item.kind == ITEM_CONJECTURE)
		conjecture = entry_lacuna(page, item_entry(page, d->item, 0))->conjectures[d->item.conjecture].text;
	if (conjecture.n && d->verdict == VERDICT_CORRECTED)
		return refuse(error, "Type what is missing for the lacuna, not for one conjecture of it.");
	enum emend_status status = judge(page, d, conjecture, count, error);
	if (status == EMEND_OK)
		status = carry_out(page, d, conjecture, error);
	while (status != EMEND_OK && page->edit_count > entries)
		edit_undo(page);
	return status;
}
