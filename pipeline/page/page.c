/* Building the page's tree, walking it, and checking that it is sound. */
#include "page/lacuna.h"

#include "page/edit.h"

const char node_letters[NODE_KINDS + 1] = "prlw";

const struct region_kind region_kinds[REGION_TYPES] = {
	[REGION_PARAGRAPH] = {"paragraph", "paragraph", PLACE_BODY},
	[REGION_HEADING] = {"heading", "heading", PLACE_BODY},
	[REGION_CAPTION] = {"caption", "caption", PLACE_INSERT},
	[REGION_HEADER] = {"header", "header", PLACE_FURNITURE},
	[REGION_FOOTER] = {"footer", "footer", PLACE_FURNITURE},
	[REGION_PAGE_NUMBER] = {"page-number", "page number", PLACE_FURNITURE},
	[REGION_DROP_CAPITAL] = {"drop-capital", "drop capital", PLACE_BODY},
	[REGION_CREDIT] = {"credit", "credit", PLACE_INSERT},
	[REGION_FLOATING] = {"floating", "floating text", PLACE_INSERT},
	[REGION_SIGNATURE_MARK] = {"signature-mark", "signature mark", PLACE_FURNITURE},
	[REGION_CATCH_WORD] = {"catch-word", "catch word", PLACE_FURNITURE},
	[REGION_MARGINALIA] = {"marginalia", "marginal note", PLACE_INSERT},
	[REGION_FOOTNOTE] = {"footnote", "footnote", PLACE_INSERT},
	[REGION_FOOTNOTE_CONTINUED] = {"footnote-continued", "footnote, continued", PLACE_INSERT},
	[REGION_ENDNOTE] = {"endnote", "endnote", PLACE_INSERT},
	[REGION_TOC_ENTRY] = {"TOC-entry", "contents entry", PLACE_BODY},
	[REGION_LIST_LABEL] = {"list-label", "list label", PLACE_BODY},
	[REGION_OTHER] = {"other", "other text", PLACE_BODY},
	[REGION_PULL_QUOTE] = {"pull-quote", "pull quote", PLACE_INSERT},
	[REGION_TABLE] = {"table", "table", PLACE_BODY},
	[REGION_MATHS] = {"maths", "formula", PLACE_BODY},
	[REGION_LISTING] = {"listing", "listing", PLACE_BODY},
	[REGION_LINES] = {"lines", "lines", PLACE_BODY},
	[REGION_ADVERT] = {"advert", "advertisement", PLACE_INSERT},
	[REGION_IMAGE] = {"image", "image", PLACE_ASIDE},
	[REGION_LINE_DRAWING] = {"line-drawing", "line drawing", PLACE_ASIDE},
	[REGION_GRAPHIC] = {"graphic", "graphic", PLACE_ASIDE},
	[REGION_CHART] = {"chart", "chart", PLACE_ASIDE},
	[REGION_SEPARATOR] = {"separator", "rule", PLACE_ASIDE},
	[REGION_NOISE] = {"noise", "noise", PLACE_ASIDE},
};

enum region_type region_type_named(struct str name)
{
	unsigned type = 0;
	while (type < REGION_TYPES && !str_equal(name, str_of(region_kinds[type].name)))
		type++;
	return (enum region_type)type;
}

void page_init(struct page *page)
{
	*page = (struct page){.node = {.kind = NODE_PAGE}, .number = 1};
}

void page_drop_scratch(struct page *page)
{
	arena_release(&page->scratch);
	page->layout = NULL;
}

void page_release(struct page *page)
{
	arena_release(&page->scratch);
	arena_release(&page->arena);
	page_init(page);
}

uint32_t node_count(const struct node *first)
{
	uint32_t count = 0;
	for (; first; first = first->next)
		count++;
	return count;
}

void node_insert(struct node *parent, struct node *child, struct node *before)
{
	child->parent = parent;
	child->next = before;
	child->prev = before ? before->prev : parent->last;
	*(child->prev ? &child->prev->next : &parent->first) = child;
	*(before ? &before->prev : &parent->last) = child;
}

void node_unlink(struct node *child)
{
	struct node *parent = child->parent;
	*(child->prev ? &child->prev->next : &parent->first) = child->next;
	*(child->next ? &child->next->prev : &parent->last) = child->prev;
	child->parent = child->prev = child->next = NULL;
}

struct node *page_new_node(struct page *page, enum node_kind kind)
{
	static const size_t sizes[NODE_KINDS] = {[NODE_REGION] = sizeof(struct region),
						 [NODE_LINE] = sizeof(struct line),
						 [NODE_WORD] = sizeof(struct word)};
	struct node *n = arena_alloc(&page->arena, 1, sizes[kind]);
	n->kind = kind;
	n->id = page->counts[kind];
	page->nodes[kind] = arena_grow(&page->arena, page->nodes[kind], n->id, sizeof(struct node *));
	page->nodes[kind][n->id] = n;
	page->counts[kind]++;
	return n;
}

void page_forget_newest(struct page *page, enum node_kind kind)
{
	page->counts[kind]--;
}

struct region *page_add_region(struct page *page, enum region_type type)
{
	struct region *r = (struct region *)page_new_node(page, NODE_REGION);
	r->type = type;
	node_insert(&page->node, &r->node, NULL);
	return r;
}

struct line *page_add_line(struct page *page, struct region *region)
{
	struct line *l = (struct line *)page_new_node(page, NODE_LINE);
	node_insert(&region->node, &l->node, NULL);
	return l;
}

struct word *page_add_word(struct page *page, struct line *line, struct str raw)
{
	struct word *w = (struct word *)page_new_node(page, NODE_WORD);
	w->raw = w->text = arena_str(&page->arena, raw);
	node_insert(&line->node, &w->node, NULL);
	return w;
}

struct node *page_find(const struct page *page, enum node_kind kind, uint32_t id)
{
	if (kind == NODE_PAGE)
		return id ? NULL : (struct node *)(uintptr_t)&page->node;
	return id < page->counts[kind] ? page->nodes[kind][id] : NULL;
}

struct word *first_shown(const struct line *l)
{
	struct word *w = first_word(l);
	while (w && !word_shown(w))
		w = next_word(w);
	return w;
}

struct word *last_shown(const struct line *l)
{
	struct word *w = last_word(l);
	while (w && !word_shown(w))
		w = prev_word(w);
	return w;
}

struct word *next_shown(const struct word *w)
{
	struct word *next = next_word(w);
	while (next && !word_shown(next))
		next = next_word(next);
	return next;
}

struct word *prev_shown(const struct word *w)
{
	struct word *prev = prev_word(w);
	while (prev && !word_shown(prev))
		prev = prev_word(prev);
	return prev;
}

struct word *following_shown(const struct word *w)
{
	struct word *next = next_shown(w);
	for (const struct line *l = next_line(word_line(w)); !next && l; l = next_line(l))
		next = first_shown(l);
	return next;
}

struct word *preceding_shown(const struct word *w)
{
	struct word *before = prev_shown(w);
	for (const struct line *l = prev_line(word_line(w)); !before && l; l = prev_line(l))
		before = last_shown(l);
	return before;
}

float line_confidence(const struct line *l)
{
	float sum = 0;
	int all = 0;
	for (const struct word *w = first_word(l); w; w = next_word(w), all++)
		sum += w->confidence;
	return all ? sum / (float)all : 0;
}

struct line *line_after(const struct line *l)
{
	if (next_line(l))
		return next_line(l);
	for (struct region *r = next_region(line_region(l)); r; r = next_region(r))
		if (region_kinds[r->type].place == PLACE_BODY && first_line(r))
			return first_line(r);
	return NULL;
}

void page_add_lacuna(struct page *page, struct lacuna *l)
{
	page->lacunae = arena_grow(&page->arena, page->lacunae, page->lacuna_count, sizeof(struct lacuna *));
	page->lacunae[page->lacuna_count++] = l;
	l->word->lost[lacuna_is_after(l->side)] = l;
}

void word_copy_reading(struct page *page, struct word *word, const struct word *read)
{
	word->box = read->box;
	word->confidence = read->confidence;
	word->lang = arena_str(&page->arena, read->lang);
	word->in_lexicon = read->in_lexicon;
	word->numeric = read->numeric;
	word->type = read->type;
	word->symbol_count = read->symbol_count;
	word->symbols = arena_alloc(&page->arena, read->symbol_count, sizeof *word->symbols);
	for (uint32_t i = 0; i < read->symbol_count; i++) {
		struct symbol *s = &word->symbols[i];
		*s = read->symbols[i];
		s->text = arena_str(&page->arena, s->text);
		s->alternatives = arena_alloc(&page->arena, s->alternative_count, sizeof *s->alternatives);
		for (uint32_t a = 0; a < s->alternative_count; a++)
			s->alternatives[a] =
				(struct alternative){arena_str(&page->arena, read->symbols[i].alternatives[a].text),
						     read->symbols[i].alternatives[a].confidence};
	}
}

struct box box_union(struct box a, struct box b)
{
	if (box_empty(a))
		return b;
	if (box_empty(b))
		return a;
	return (struct box){a.left < b.left ? a.left : b.left, a.top < b.top ? a.top : b.top,
			    a.right > b.right ? a.right : b.right, a.bottom > b.bottom ? a.bottom : b.bottom};
}

struct box box_common(struct box a, struct box b)
{
	struct box c = {a.left > b.left ? a.left : b.left, a.top > b.top ? a.top : b.top,
			a.right < b.right ? a.right : b.right, a.bottom < b.bottom ? a.bottom : b.bottom};
	if (box_empty(c))
		return (struct box){0};
	return c;
}

struct box box_part(struct box b, size_t begin, size_t end, size_t all)
{
	int64_t width = (int64_t)b.right - b.left;
	struct box part = b;
	part.left = b.left + (int32_t)(width * (int64_t)begin / (int64_t)all);
	part.right = b.left + (int32_t)(width * (int64_t)end / (int64_t)all);
	return part;
}

struct box line_box(const struct line *line)
{
	if (!line->moves)
		return line->box;
	struct box all = {0};
	for (const struct word *w = first_word(line); w; w = next_word(w))
		all = box_union(all, w->box);
	return all;
}

struct box region_box(const struct region *region)
{
	bool as_read = !region->moves;
	struct box all = {0};
	for (const struct line *l = first_line(region); l; l = next_line(l)) {
		as_read = as_read && !l->moves;
		all = box_union(all, line_box(l));
	}
	return as_read ? region->box : all;
}

static const char *check_children(const struct page *page, const struct node *parent)
{
	const struct node *prev = NULL;
	for (const struct node *n = parent->first; n; prev = n, n = n->next) {
		if (n->parent != parent || n->prev != prev)
			return "a node's links do not agree";
		if (n->kind != parent->kind + 1)
			return "a node stands in a parent of the wrong kind";
		if (page_find(page, n->kind, n->id) != n)
			return "a node is not in the table of its kind";
	}
	return parent->last == prev ? NULL : "a parent does not know its last child";
}

static const char *check_word(const struct word *w)
{
	unsigned steps = 0;
	for (const struct word *in = w->in; in; in = in->in)
		if (in == w || ++steps > 1000)
			return "a word is in itself";
	return NULL;
}

/* Those that words point to are as many as are in the table, and the table's point to their words. */
static const char *check_lacunae(const struct page *page)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		const struct word *w = (const struct word *)page->nodes[NODE_WORD][i];
		count += (w->lost[0] ? 1U : 0U) + (w->lost[1] ? 1U : 0U);
	}
	for (uint32_t i = 0; i < page->lacuna_count; i++) {
		const struct lacuna *l = page->lacunae[i];
		if (l->word->lost[lacuna_is_after(l->side)] != l)
			return "a word does not know what is missing beside it";
	}
	return count == page->lacuna_count ? NULL : "a lacuna is in no table";
}

const char *page_check(const struct page *page)
{
	const char *wrong = check_children(page, &page->node);
	uint32_t seen[NODE_KINDS] = {0};
	for (const struct region *r = first_region(page); r && !wrong; r = next_region(r), seen[NODE_REGION]++) {
		wrong = check_children(page, &r->node);
		for (const struct line *l = first_line(r); l && !wrong; l = next_line(l), seen[NODE_LINE]++) {
			wrong = check_children(page, &l->node);
			for (const struct word *w = first_word(l); w && !wrong; w = next_word(w), seen[NODE_WORD]++)
				wrong = check_word(w);
		}
	}
	for (int k = NODE_REGION; k < NODE_KINDS && !wrong; k++)
		if (seen[k] != page->counts[k])
			wrong = "a node is in a table but not on the page";
	return wrong ? wrong : check_lacunae(page);
}

bool symbol_was_seen(const struct symbol *symbol, struct str text, float confidence)
{
	for (uint32_t i = 0; i < symbol->alternative_count; i++)
		if (str_equal(symbol->alternatives[i].text, text) && symbol->alternatives[i].confidence >= confidence)
			return true;
	return false;
}
