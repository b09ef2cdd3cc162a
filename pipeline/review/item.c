/* Names, finds and compares what a person decides on. */
#include "review/item.h"

#include <string.h>

/* Reads a number without a leading zero from *s on. */
static bool take_number(struct str *s, uint32_t *out)
{
	uint64_t n = 0;
	size_t digits = 0;
	for (; digits < s->n && s->s[digits] >= '0' && s->s[digits] <= '9' && digits < 10; digits++)
		n = n * 10 + (uint64_t)(s->s[digits] - '0');
	if (!digits || n >= NO_NODE || (digits > 1 && s->s[0] == '0'))
		return false;
	*out = (uint32_t)n;
	*s = str_skip(*s, digits);
	return true;
}

bool item_parse(struct str name, struct item *out)
{
	bool word = str_starts(name, STR("w"));
	*out = (struct item){.kind = word ? ITEM_WORD : ITEM_ENTRIES, .count = 1};
	if (!word && !str_starts(name, STR("e")))
		return false;
	name = str_skip(name, 1);
	if (!take_number(&name, &out->number))
		return false;
	uint32_t last = out->number;
	if (!word && str_starts(name, STR("."))) {
		name = str_skip(name, 1);
		out->kind = ITEM_CONJECTURE;
		if (!take_number(&name, &out->conjecture))
			return false;
	} else if (!word && str_starts(name, STR("-"))) {
		name = str_skip(name, 1);
		if (!take_number(&name, &last) || last <= out->number || last - out->number >= MOST_ENTRIES)
			return false;
	}
	out->count = last - out->number + 1;
	return !name.n;
}

struct str item_name(struct item item, struct arena *arena)
{
	if (item.kind == ITEM_CONJECTURE)
		return arena_printf(arena, "e%u.%u", item.number, item.conjecture);
	if (item.count > 1)
		return arena_printf(arena, "e%u-%u", item.number, item.number + item.count - 1);
	return arena_printf(arena, "%c%u", item.kind == ITEM_WORD ? 'w' : 'e', item.number);
}

const struct edit *item_entry(const struct page *page, struct item item, uint32_t i)
{
	bool has = item.kind != ITEM_WORD && i < item.count && item.number < page->edit_count &&
		   i < page->edit_count - item.number;
	return has ? &page->journal[item.number + i] : NULL;
}

const struct lacuna *entry_lacuna(const struct page *page, const struct edit *e)
{
	if (e->kind != EDIT_LACUNA && e->kind != EDIT_CLOSE && e->kind != EDIT_ELSEWHERE)
		return NULL;
	const struct word *w = (const struct word *)page_find(page, NODE_WORD, e->target.id);
	if (!w || e->kind == EDIT_ELSEWHERE)
		return w ? w->lost[true] : NULL;
	for (int after = 0; after < 2; after++)
		if (w->lost[after] && str_equal(e->after, str_of(lacuna_sides[w->lost[after]->side])))
			return w->lost[after];
	return NULL;
}

/* Is the entry about nodes of the kinds that it should be about? One of a file may not be. */
static bool is_sound(const struct page *page, const struct edit *e)
{
	bool of_word = edit_changes_text(e) || e->kind == EDIT_READING || e->kind == EDIT_LACUNA ||
		       e->kind == EDIT_CLOSE || e->kind == EDIT_ELSEWHERE;
	uint32_t others = e->kind == EDIT_SPLIT ? e->count : e->kind == EDIT_JOIN || e->kind == EDIT_PART;
	for (uint32_t i = 0; i < others; i++)
		if (!page_find(page, NODE_WORD, e->other + i))
			return false;
	return page_find(page, e->target.kind, e->target.id) && (!of_word || e->target.kind == NODE_WORD) &&
	       (e->kind != EDIT_TYPE || e->target.kind == NODE_REGION) &&
	       (e->target.kind != NODE_PAGE || e->kind == EDIT_NOTE) && e->kind != EDIT_VERDICT;
}

bool item_exists(const struct page *page, struct item item, uint32_t count)
{
	if (item.kind == ITEM_WORD)
		return page_find(page, NODE_WORD, item.number) != NULL;
	if (item.number >= count || item.count > count - item.number)
		return false;
	for (uint32_t i = 0; i < item.count; i++)
		if (!is_sound(page, &page->journal[item.number + i]))
			return false;
	if (item.kind == ITEM_ENTRIES)
		return true;
	const struct edit *e = &page->journal[item.number];
	const struct lacuna *l = entry_lacuna(page, e);
	return e->kind == EDIT_LACUNA && l && item.conjecture < l->conjecture_count;
}

/* What was read there, and where: of a word its raw text too. */
static void add_node(const struct page *page, struct node_ref ref, struct strbuf *out)
{
	const struct node *n = page_find(page, ref.kind, ref.id);
	struct box b = {0};
	struct str raw = {0};
	if (n && n->kind == NODE_WORD) {
		b = ((const struct word *)n)->box;
		raw = ((const struct word *)n)->raw;
	} else if (n && n->kind == NODE_LINE) {
		b = ((const struct line *)n)->box;
	} else if (n && n->kind == NODE_REGION) {
		b = ((const struct region *)n)->box;
	}
	strbuf_printf(out, "%c\x1f%d,%d,%d,%d\x1f%.*s", node_letters[ref.kind], b.left, b.top, b.right, b.bottom,
		      STR_ARG(raw));
}

static void add_entry(const struct page *page, const struct edit *e, struct strbuf *out)
{
	strbuf_add(out, str_of(edit_kind_names[e->kind]));
	strbuf_byte(out, '\x1f');
	add_node(page, e->target, out);
	strbuf_printf(out, "\x1f%u\x1f%.*s\x1f%.*s", e->count, STR_ARG(e->before), STR_ARG(e->after));
}

/* Of several entries the first and the last, and how many. */
struct str item_anchor(const struct page *page, struct item item, struct arena *arena)
{
	const struct edit *first = item_entry(page, item, 0), *last = item_entry(page, item, item.count - 1);
	struct strbuf b = {0};
	if (first) {
		const struct lacuna *l = entry_lacuna(page, first);
		add_entry(page, first, &b);
		if (item.kind == ITEM_CONJECTURE && l && item.conjecture < l->conjecture_count)
			strbuf_printf(&b, "\x1f%.*s", STR_ARG(l->conjectures[item.conjecture].text));
	} else {
		strbuf_add(&b, STR("here\x1f"));
		add_node(page, (struct node_ref){NODE_WORD, item.number}, &b);
	}
	if (item.count > 1 && last) {
		strbuf_printf(&b, "\x1f%u\x1f", item.count);
		add_entry(page, last, &b);
	}
	struct str anchor = arena_str(arena, strbuf_str(&b));
	strbuf_release(&b);
	return anchor;
}

static bool is_anchored(const struct page *page, struct item item, struct str anchor, uint32_t count)
{
	struct arena arena = {0};
	bool is = item_exists(page, item, count) && str_equal(item_anchor(page, item, &arena), anchor);
	arena_release(&arena);
	return is;
}

bool item_find(const struct page *page, struct item like, struct str anchor, uint32_t count, struct item *out)
{
	uint32_t most = like.kind == ITEM_WORD ? page->counts[NODE_WORD] : count;
	for (uint32_t i = 0; i < most; i++) {
		*out = like;
		out->number = i;
		const struct lacuna *l = like.kind == ITEM_CONJECTURE ? entry_lacuna(page, &page->journal[i]) : NULL;
		uint32_t conjectures = l ? l->conjecture_count : 1;
		for (uint32_t c = 0; c < conjectures; c++) {
			out->conjecture = like.kind == ITEM_CONJECTURE ? c : 0;
			if (is_anchored(page, *out, anchor, count))
				return true;
		}
	}
	return false;
}

/* Nodes that the entry is about, counted through: true while there is an i-th one. */
static bool touched(const struct page *page, const struct edit *e, uint32_t i, struct node_ref *out)
{
	*out = e->target;
	if (!i)
		return true;
	if (e->kind == EDIT_SPLIT) {
		*out = (struct node_ref){NODE_WORD, e->other + i - 1};
		return i <= e->count;
	}
	if (e->kind == EDIT_READING || e->kind == EDIT_MOVE) {
		const struct node *n = page_find(page, e->target.kind, e->target.id);
		for (uint32_t k = 0; n && k < i; k++)
			n = n->next;
		if (n)
			*out = (struct node_ref){n->kind, n->id};
		return n && i < e->count;
	}
	*out = (struct node_ref){NODE_WORD, e->other};
	return i == 1 && e->other != NO_NODE;
}

/* Marks the nodes of the item, or tells whether one is marked. */
static bool go_through(const struct page *page, struct item item, unsigned char *const marks[NODE_KINDS], bool mark)
{
	const struct edit word = {.target = {NODE_WORD, item.number}, .other = NO_NODE};
	for (uint32_t k = 0; k < item.count; k++) {
		const struct edit *e = item.kind == ITEM_WORD ? &word : item_entry(page, item, k);
		struct node_ref ref;
		for (uint32_t i = 0; e && touched(page, e, i, &ref); i++) {
			unsigned char *at = page_find(page, ref.kind, ref.id) ? &marks[ref.kind][ref.id] : NULL;
			if (at && mark)
				*at = 1;
			else if (at && *at)
				return true;
		}
	}
	return false;
}

bool items_touch(const struct page *page, struct item a, struct item b)
{
	struct arena arena = {0};
	unsigned char *marks[NODE_KINDS];
	for (int k = 0; k < NODE_KINDS; k++)
		marks[k] = arena_alloc(&arena, page->counts[k] + 1, 1);
	go_through(page, a, marks, true);
	bool touch = go_through(page, b, marks, false);
	arena_release(&arena);
	return touch;
}
