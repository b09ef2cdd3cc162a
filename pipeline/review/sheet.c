/* Keeps a page in step with the decisions on it. */
#include "review/sheet.h"

#include "review/copy.h"

#include <string.h>

/* Tells one state of a page from another, as 16 hexadecimal digits (FNV-1a of its JSON): no secret, and no proof. The
 * language is not in it: whoever reads a page sets that where it has none. */
static struct str version_of(struct page *page, struct arena *arena)
{
	const struct str lang = page->lang;
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	page->lang = (struct str){0};
	struct strbuf json = copy_json(page);
	page->lang = lang;
	for (size_t i = 0; i < json.n; i++)
		hash = (hash ^ (unsigned char)json.s[i]) * UINT64_C(0x100000001b3);
	strbuf_release(&json);
	return arena_printf(arena, "%016llx", (unsigned long long)hash);
}

static bool knows_version(const struct events *events, struct str version)
{
	for (uint32_t i = 0; i < events->count; i++)
		if (str_equal(events->all[i].version, version))
			return true;
	return false;
}

static bool ends_by_person(const struct page *page)
{
	return page->edit_count && is_by_person(&page->journal[page->edit_count - 1]);
}

/* Takes the edits of earlier decisions off the journal's end, if they are to be made anew. */
static enum emend_status strip(struct sheet *s, struct emend_error *error)
{
	enum emend_status status = EMEND_OK;
	struct page *page = s->page;
	s->entries = page->edit_count;
	if (!s->events.count)
		return EMEND_OK; /* the version is not needed yet: it takes as long as reading the page */
	s->version = version_of(page, &s->arena);
	if (ends_by_person(page)) {
		struct strbuf with = copy_json(page);
		bool sound = true;
		while (sound && ends_by_person(page))
			sound = edit_undo(page);
		struct str version = version_of(page, &s->arena);
		if (sound && knows_version(&s->events, version)) {
			s->version = version;
		} else {
			page_release(page);
			status = copy_from_json(page, strbuf_str(&with), error);
		}
		strbuf_release(&with);
	}
	s->entries = page->edit_count;
	return status;
}

/* What the event is about on this version of the page; its verdict. */
static struct ruling resolve(const struct sheet *s, const struct event *e)
{
	struct ruling r = {.verdict = VERDICTS};
	bool known = item_parse(e->item, &r.item);
	bool same = known && str_equal(e->version, s->version) && item_exists(s->page, r.item, s->entries);
	r.found = same || (known && item_find(s->page, r.item, e->anchor, s->entries, &r.item));
	for (enum verdict v = 0; v < VERDICTS; v++)
		if (str_equal(e->verdict, str_of(verdict_names[v])))
			r.verdict = v;
	r.standing = !e->undoes && r.verdict != VERDICTS;
	return r;
}

/* Decisions that were undone, or replaced, do not stand. */
static void find_standing(struct sheet *s)
{
	for (uint32_t i = 0; i < s->events.count; i++) {
		const struct event *e = &s->events.all[i];
		for (uint32_t k = 0; e->undoes && k < i; k++)
			if (s->events.all[k].number == e->undoes)
				s->rulings[k].standing = false;
	}
	for (uint32_t i = s->events.count; i--;)
		for (uint32_t k = 0; s->rulings[i].standing && s->rulings[i].found && k < i; k++)
			if (s->rulings[k].found && same_item(s->rulings[i].item, s->rulings[k].item))
				s->rulings[k].standing = false;
}

/* Makes the page as the events have it. */
static void make(struct sheet *s)
{
	struct emend_error error;
	while (s->page->edit_count > s->entries)
		edit_undo(s->page);
	s->rulings = arena_alloc(&s->arena, s->events.count + 1, sizeof *s->rulings);
	for (uint32_t i = 0; i < s->events.count; i++)
		s->rulings[i] = resolve(s, &s->events.all[i]);
	find_standing(s);
	for (uint32_t i = 0; i < s->events.count; i++) {
		struct ruling *r = &s->rulings[i];
		struct decision d = {r->item, r->verdict, s->events.all[i].text};
		r->first = s->page->edit_count;
		if (r->standing && !r->found)
			r->why_not = STR("The page was restored anew since, and has this no longer.");
		else if (r->standing && decision_apply(s->page, &d, s->entries, &error) != EMEND_OK)
			r->why_not = arena_str(&s->arena, str_of(error.message));
		r->count = s->page->edit_count - r->first;
	}
}

enum emend_status sheet_init(struct sheet *s, struct page *page, struct store *store, struct page_key key,
			     struct emend_error *error)
{
	*s = (struct sheet){.page = page, .store = store};
	s->key = (struct page_key){arena_str(&s->arena, key.file), key.place};
	enum emend_status status = store_read(store, key, &s->arena, &s->events, error);
	if (status == EMEND_OK)
		status = strip(s, error);
	if (status == EMEND_OK)
		make(s);
	else
		sheet_release(s);
	return status;
}

void sheet_release(struct sheet *s)
{
	arena_release(&s->arena);
	*s = (struct sheet){0};
}

enum emend_status sheet_refresh(struct sheet *s, struct emend_error *error)
{
	struct events events;
	int64_t before = sheet_revision(s);
	enum emend_status status = store_read(s->store, s->key, &s->arena, &events, error);
	if (status != EMEND_OK)
		return status;
	s->events = events;
	if (sheet_revision(s) == before)
		return EMEND_OK;
	while (s->page->edit_count > s->entries)
		edit_undo(s->page);
	if (!s->version.n)
		s->version = version_of(s->page, &s->arena);
	make(s);
	return EMEND_OK;
}

int64_t sheet_revision(const struct sheet *s)
{
	return s->events.count ? s->events.all[s->events.count - 1].number : 0;
}

const struct event *sheet_decision(const struct sheet *s, struct item item)
{
	for (uint32_t i = s->events.count; i--;)
		if (s->rulings[i].standing && s->rulings[i].found && same_item(s->rulings[i].item, item))
			return &s->events.all[i];
	return NULL;
}

const struct event *sheet_last(const struct sheet *s)
{
	for (uint32_t i = s->events.count; i--;)
		if (s->rulings[i].standing)
			return &s->events.all[i];
	return NULL;
}

/* Was anything decided or undone after that revision which touches the item? */
static bool is_overtaken(const struct sheet *s, struct item item, int64_t seen)
{
	for (uint32_t i = s->events.count; i-- && s->events.all[i].number > seen;) {
		int64_t undoes = s->events.all[i].undoes;
		for (uint32_t k = 0; k <= i; k++) {
			bool about = k == i ? !undoes : s->events.all[k].number == undoes;
			if (about && s->rulings[k].found && items_touch(s->page, s->rulings[k].item, item))
				return true;
		}
	}
	return false;
}

/* Of the decisions that could be carried out, is one that still stands no longer so? */
static bool breaks_another(const struct ruling *before, const struct sheet *s, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (before[i].standing && !before[i].why_not.n && s->rulings[i].standing && s->rulings[i].why_not.n)
			return true;
	return false;
}

/* Makes the page with one event more; if all is well, that is stored, else the page is as it was. */
static enum emend_status add(struct sheet *s, struct event *event, struct emend_error *error)
{
	const struct events before = s->events;
	const struct ruling *rulings = s->rulings;
	enum emend_status status = EMEND_OK;
	struct event *all = arena_alloc(&s->arena, before.count + 1, sizeof *all);
	if (before.count)
		memcpy(all, before.all, before.count * sizeof *all);
	all[before.count] = *event;
	s->events = (struct events){all, before.count + 1};
	make(s);
	struct str why_not = s->rulings[before.count].why_not;
	if (why_not.n)
		status = error_set(error, EMEND_BAD_INPUT, "%.*s", STR_ARG(why_not));
	else if (breaks_another(rulings, s, before.count))
		status = error_set(error, EMEND_BAD_INPUT, "Another decision builds on this one: undo that first.");
	if (status == EMEND_OK)
		status = store_add(s->store, s->key, before.count ? before.all[before.count - 1].number : 0, event,
				   error);
	if (status == EMEND_OK)
		return store_read(s->store, s->key, &s->arena, &s->events, error);
	s->events = before;
	make(s);
	return status;
}

/* Does it, and once more where another process was faster. */
static enum emend_status add_unless_overtaken(struct sheet *s, struct item item, struct event *event, int64_t seen,
					      struct emend_error *error)
{
	enum emend_status status = EMEND_OK;
	for (int tries = 0; tries < 3; tries++) {
		status = sheet_refresh(s, error);
		if (status != EMEND_OK)
			return status;
		if (is_overtaken(s, item, seen))
			return EMEND_END;
		status = add(s, event, error);
		if (status != EMEND_END)
			return status;
	}
	return status;
}

enum emend_status sheet_decide(struct sheet *s, const struct decision *d, int64_t seen, struct emend_error *error)
{
	if (!item_exists(s->page, d->item, s->entries))
		return error_set(error, EMEND_BAD_INPUT, "The page has no such edit, lacuna or word.");
	struct event event = {.item = item_name(d->item, &s->arena),
			      .verdict = str_of(verdict_names[d->verdict]),
			      .text = d->verdict == VERDICT_CORRECTED ? arena_str(&s->arena, d->text) : (struct str){0},
			      .made = STR("now")};
	while (s->page->edit_count > s->entries) /* anchors are of the page without decisions */
		edit_undo(s->page);
	if (!s->version.n)
		s->version = version_of(s->page, &s->arena);
	event.version = s->version;
	event.anchor = item_anchor(s->page, d->item, &s->arena);
	make(s);
	return add_unless_overtaken(s, d->item, &event, seen, error);
}

enum emend_status sheet_undo(struct sheet *s, int64_t number, int64_t seen, struct emend_error *error)
{
	enum emend_status status = sheet_refresh(s, error);
	for (uint32_t i = 0; status == EMEND_OK && i < s->events.count; i++) {
		if (s->events.all[i].number != number || !s->rulings[i].standing)
			continue;
		struct event event = s->events.all[i];
		event.undoes = number;
		event.text = (struct str){0};
		if (s->rulings[i].found)
			return add_unless_overtaken(s, s->rulings[i].item, &event, seen, error);
		return add(s, &event, error);
	}
	return status == EMEND_OK ? error_set(error, EMEND_BAD_INPUT, "That decision does not stand any more.")
				  : status;
}

/* Is it, or a part of it, what a decision that stands is about? */
static bool has_decided(const struct sheet *s, struct item item)
{
	for (uint32_t i = 0; i < s->events.count; i++) {
		const struct ruling *r = &s->rulings[i];
		bool same_kind = (r->item.kind == ITEM_WORD) == (item.kind == ITEM_WORD);
		if (r->standing && r->found && same_kind && r->item.number < item.number + item.count &&
		    item.number < r->item.number + r->item.count)
			return true;
	}
	return false;
}

bool sheet_is_settled(const struct sheet *s, const struct change *c)
{
	struct item item = {.kind = ITEM_ENTRIES, .number = c->first, .count = c->count};
	if (!c->count)
		item = (struct item){.kind = ITEM_WORD, .number = c->targets[0].id, .count = 1};
	return c->first + c->count > s->entries || has_decided(s, item);
}

struct standing sheet_tally(const struct sheet *s)
{
	struct standing t = {0};
	struct arena arena = {0};
	struct changes changes = find_changes(s->page, NULL, NULL, &arena);
	for (uint32_t i = 0; i < changes.count; i++)
		t.doubts += change_is_doubt(&changes.all[i]) && !sheet_is_settled(s, &changes.all[i]);
	arena_release(&arena);
	for (uint32_t i = 0; i < s->events.count; i++) {
		t.decided += s->rulings[i].standing && !s->rulings[i].why_not.n;
		t.lying_by += s->rulings[i].standing && s->rulings[i].why_not.n;
	}
	return t;
}
