/* Writes and reads the JSON of the review. */
#include "review/state.h"

#include <string.h>
#include <time.h>

static json_t *string(struct str s)
{
	json_t *j = json_stringn(s.n ? s.s : "", s.n);
	return j ? j : json_string("\xEF\xBF\xBD");
}

static json_t *node_id(struct node_ref ref)
{
	return json_sprintf("%c%u", node_letters[ref.kind], ref.id);
}

static json_t *item_id(struct item item)
{
	struct arena arena = {0};
	json_t *j = string(item_name(item, &arena));
	arena_release(&arena);
	return j;
}

static json_t *conjectures_of(const struct lacuna *l, uint32_t entry)
{
	json_t *all = json_array();
	for (uint32_t i = 0; i < l->conjecture_count; i++) {
		struct item item = {.kind = ITEM_CONJECTURE, .number = entry, .count = 1, .conjecture = i};
		const struct conjecture *c = &l->conjectures[i];
		json_array_append_new(all, json_pack("{s:o,s:o,s:f}", "item", item_id(item), "text", string(c->text),
						     "probability", (double)c->probability));
	}
	return all;
}

static json_t *items_of(const struct sheet *s)
{
	json_t *all = json_array();
	for (uint32_t i = 0; i < s->entries; i++) {
		struct item item = {.kind = ITEM_ENTRIES, .number = i, .count = 1};
		const struct edit *e = item_entry(s->page, item, 0);
		if (!item_exists(s->page, item, s->entries))
			continue;
		json_t *j = json_pack("{s:o,s:s,s:o,s:f,s:o,s:o,s:i,s:o,s:o}", "item", item_id(item), "kind",
				      edit_kind_names[e->kind], "stage", string(e->reason.stage), "confidence",
				      (double)e->reason.confidence, "evidence", string(e->reason.evidence), "target",
				      node_id(e->target), "count", (int)e->count, "before", string(e->before), "after",
				      string(e->after));
		const struct lacuna *l = entry_lacuna(s->page, e);
		if (l && e->kind == EDIT_LACUNA && l->conjecture_count)
			json_object_set_new(j, "conjectures", conjectures_of(l, i));
		json_array_append_new(all, j);
	}
	return all;
}

static json_t *decisions_of(const struct sheet *s)
{
	json_t *all = json_array();
	for (uint32_t i = 0; i < s->events.count; i++) {
		const struct event *e = &s->events.all[i];
		const struct ruling *r = &s->rulings[i];
		if (!r->standing)
			continue;
		json_t *j = json_pack("{s:I,s:o,s:o,s:o,s:o,s:b,s:[i,i]}", "number", (json_int_t)e->number, "item",
				      r->found ? item_id(r->item) : json_null(), "verdict", string(e->verdict), "text",
				      string(e->text), "made", string(e->made), "in_force", !r->why_not.n, "edits",
				      (int)r->first, (int)r->count);
		if (r->why_not.n)
			json_object_set_new(j, "why_not", string(r->why_not));
		json_array_append_new(all, j);
	}
	return all;
}

/* Sets the words that an edit of a decision is about, as they read now. */
static void set_words(json_t *words, const struct page *page, const struct edit *e)
{
	uint32_t ids[] = {e->target.id, e->other};
	for (int i = 0; i < 2 && e->target.kind == NODE_WORD; i++) {
		char key[16];
		const struct word *w =
			ids[i] == NO_NODE ? NULL : (const struct word *)page_find(page, NODE_WORD, ids[i]);
		for (uint32_t k = 0; w && k < (i ? e->count : 1); k++) {
			snprintf(key, sizeof key, "w%u", w->node.id);
			json_object_set_new(words, key, w->in ? json_null() : string(w->text));
			w = (const struct word *)page_find(page, NODE_WORD, w->node.id + 1);
		}
	}
}

static json_t *words_of(const struct sheet *s)
{
	json_t *words = json_object();
	for (uint32_t i = s->entries; i < s->page->edit_count; i++)
		if (edit_changes_text(&s->page->journal[i]))
			set_words(words, s->page, &s->page->journal[i]);
	return words;
}

static json_t *types(void)
{
	json_t *all = json_array();
	for (int i = 0; i < REGION_TYPES; i++)
		json_array_append_new(all, json_pack("[s,s]", region_kinds[i].name, region_kinds[i].label));
	return all;
}

json_t *state_of_page(const struct folder *folder, const struct at_hand *p)
{
	const struct sheet *s = &p->sheet;
	struct standing t = sheet_tally(s);
	const struct event *last = sheet_last(s);
	return json_pack("{s:I,s:I,s:o,s:I,s:o,s:I,s:I,s:I,s:I,s:I,s:I,s:o,s:o,s:o,s:o}", "page",
			 (json_int_t)p->index + 1, "pages", (json_int_t)folder->page_count, "file", string(s->key.file),
			 "number", (json_int_t)p->page.number, "source", string(p->source), "revision",
			 (json_int_t)sheet_revision(s), "entries", (json_int_t)s->entries, "doubts",
			 (json_int_t)t.doubts, "decided", (json_int_t)t.decided, "lying_by", (json_int_t)t.lying_by,
			 "last", (json_int_t)(last ? last->number : 0), "items", items_of(s), "decisions",
			 decisions_of(s), "words", words_of(s), "types", types());
}

/* Milliseconds that counting may take before an answer is sent. */
enum { MOST_COUNTING = 500 };

static int64_t now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

json_t *state_of_pages(struct shelf *shelf, uint32_t from)
{
	json_t *all = json_array();
	int64_t begin = now();
	uint32_t i = from;
	for (; i < shelf->folder->page_count && now() - begin < MOST_COUNTING; i++) {
		struct standing t;
		struct emend_error error;
		json_t *j = NULL;
		if (shelf_tally(shelf, i, &t, &error) == EMEND_OK)
			j = json_pack("{s:I,s:I,s:I,s:I}", "page", (json_int_t)i + 1, "doubts", (json_int_t)t.doubts,
				      "decided", (json_int_t)t.decided, "lying_by", (json_int_t)t.lying_by);
		else
			j = json_pack("{s:I,s:s}", "page", (json_int_t)i + 1, "error", error.message);
		json_array_append_new(all, j);
	}
	json_t *next = i < shelf->folder->page_count ? json_integer((json_int_t)i + 1) : json_null();
	return json_pack("{s:o,s:o}", "pages", all, "next", next);
}

static bool take_revision(const json_t *body, struct wish *out)
{
	const json_t *revision = json_object_get(body, "revision");
	out->revision = json_integer_value(revision);
	return json_is_integer(revision) && out->revision >= 0;
}

bool wish_to_decide(const json_t *body, struct wish *out)
{
	static const char *const names[VERDICTS] = {
		[VERDICT_ACCEPTED] = "accept", [VERDICT_REJECTED] = "reject", [VERDICT_CORRECTED] = "correct"};
	const json_t *item = json_object_get(body, "item"), *text = json_object_get(body, "text");
	const char *decision = json_string_value(json_object_get(body, "decision"));
	*out = (struct wish){.decision.verdict = VERDICTS};
	for (enum verdict v = 0; decision && v < VERDICTS; v++)
		if (!strcmp(decision, names[v]))
			out->decision.verdict = v;
	out->decision.text = (struct str){json_string_value(text), json_string_length(text)};
	bool needs_text = out->decision.verdict == VERDICT_CORRECTED;
	return json_is_string(item) && out->decision.verdict != VERDICTS && (json_is_string(text) || !needs_text) &&
	       item_parse((struct str){json_string_value(item), json_string_length(item)}, &out->decision.item) &&
	       take_revision(body, out);
}

bool wish_to_undo(const json_t *body, struct wish *out)
{
	const json_t *number = json_object_get(body, "number");
	*out = (struct wish){.number = json_integer_value(number)};
	return (!number || json_is_integer(number)) && out->number >= 0 && take_revision(body, out);
}
