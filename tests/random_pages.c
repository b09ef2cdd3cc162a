/* Pages and edits at random, from a seed. */
#include "pages.h"

#include "base/utf8.h"

/* Characters that are hard somewhere: quotes, controls, marks, ligatures, other scripts, beyond 16 bits. */
static const uint32_t hard_characters[] = {'"',    '&',   '<',    '\\',   '-',    0xAD,   0xAC,    0x2010,
					   0xFB01, 0x301, 0x200B, 0x3A9,  0x416,  0x5D0,  0x4E2D,  0x1F4DC,
					   0x7F,   1,     0xFFFD, 0xFFFE, 0xD7FF, 0xE000, 0x10FFFF};

enum { HARD_CHARACTERS = sizeof hard_characters / sizeof *hard_characters };

uint32_t random_below(struct random *r, uint32_t limit)
{
	uint64_t z = r->state += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return (uint32_t)((z ^ z >> 31) % limit);
}

struct str text_at_random(struct arena *arena, struct random *r, uint32_t most)
{
	struct strbuf b = {0};
	for (uint32_t n = random_below(r, most + 1); n--;)
		utf8_add(&b, random_below(r, 4) ? 'a' + random_below(r, 26)
						: hard_characters[random_below(r, HARD_CHARACTERS)]);
	struct str text = arena_str(arena, strbuf_str(&b));
	strbuf_release(&b);
	return text;
}

static float percent_at_random(struct random *r)
{
	return (float)random_below(r, 10001) / 100;
}

static struct box box_at_random(struct random *r)
{
	int32_t left = (int32_t)random_below(r, 3000), top = (int32_t)random_below(r, 4000);
	return (struct box){left, top, left + (int32_t)random_below(r, 300), top + (int32_t)random_below(r, 60)};
}

static void add_symbols(struct page *page, struct random *r, struct word *w)
{
	w->symbol_count = random_below(r, 4);
	w->symbols = arena_alloc(&page->arena, w->symbol_count, sizeof *w->symbols);
	for (uint32_t i = 0; i < w->symbol_count; i++) {
		struct symbol *s = &w->symbols[i];
		*s = (struct symbol){.text = text_at_random(&page->arena, r, 2),
				     .box = box_at_random(r),
				     .confidence = percent_at_random(r),
				     .flags = random_below(r, 8),
				     .alternative_count = random_below(r, 3)};
		s->alternatives = arena_alloc(&page->arena, s->alternative_count, sizeof *s->alternatives);
		for (uint32_t a = 0; a < s->alternative_count; a++)
			s->alternatives[a] = (struct alternative){text_at_random(&page->arena, r, 2), 0.5F};
	}
}

static void add_word(struct page *page, struct random *r, struct line *line)
{
	struct word *w = page_add_word(page, line, text_at_random(&page->arena, r, 12));
	w->box = box_at_random(r);
	w->confidence = percent_at_random(r);
	w->lang = random_below(r, 3) ? (struct str){0} : STR("deu");
	w->in_lexicon = random_below(r, 2);
	w->numeric = random_below(r, 2);
	add_symbols(page, r, w);
}

static void add_line(struct page *page, struct random *r, struct region *region)
{
	struct line *l = page_add_line(page, region);
	l->box = box_at_random(r);
	if (random_below(r, 2))
		l->baseline[1] = (struct point){(int32_t)random_below(r, 900), (int32_t)random_below(r, 900)};
	for (uint32_t n = random_below(r, 7); n--;)
		add_word(page, r, l);
}

static void add_region(struct page *page, struct random *r)
{
	struct region *region = page_add_region(page, (enum region_type)random_below(r, REGION_TYPES));
	region->box = box_at_random(r);
	region->polygon_count = random_below(r, 5);
	region->polygon = arena_alloc(&page->arena, region->polygon_count, sizeof *region->polygon);
	for (uint32_t i = 0; i < region->polygon_count; i++)
		region->polygon[i] = (struct point){(int32_t)i, (int32_t)random_below(r, 4000)};
	if (random_below(r, 2))
		region->origin = (struct origin){.block = random_below(r, 9),
						 .type = STR("flowing-text"),
						 .orientation = 90,
						 .direction = STR("left-to-right"),
						 .skew = 0.25F,
						 .justification = JUSTIFY_CENTRE,
						 .crown = random_below(r, 2),
						 .first_indent = -12};
	for (uint32_t n = random_below(r, 5); n--;)
		add_line(page, r, region);
}

void page_at_random(struct page *page, struct random *r, uint32_t most_regions)
{
	page_init(page);
	page->number = 1 + random_below(r, 400);
	page->width = (int32_t)random_below(r, 5000);
	page->height = (int32_t)random_below(r, 5000);
	page->x_dpi = page->y_dpi = (int32_t)random_below(r, 600);
	page->dpi_estimated = random_below(r, 2);
	page->recogniser = text_at_random(&page->arena, r, 9);
	page->lang = STR("deu+eng");
	for (uint32_t n = random_below(r, most_regions + 1); n--;)
		add_region(page, r);
}

static struct node *any_node(const struct page *page, struct random *r, enum node_kind kind)
{
	if (kind == NODE_PAGE)
		return page_find(page, kind, 0);
	return page->counts[kind] ? page_find(page, kind, random_below(r, page->counts[kind])) : NULL;
}

static struct reason why_at_random(struct page *page, struct random *r)
{
	return (struct reason){STR("test"), percent_at_random(r), text_at_random(&page->arena, r, 20)};
}

static void join_at_random(struct page *page, struct random *r)
{
	struct word *head = (struct word *)any_node(page, r, NODE_WORD);
	struct word *tail = (struct word *)any_node(page, r, NODE_WORD);
	if (head && tail && head != tail && !head->in && !tail->in)
		edit_join(page, why_at_random(page, r), head, tail, text_at_random(&page->arena, r, 20));
}

static void split_at_random(struct page *page, struct random *r)
{
	struct word *w = (struct word *)any_node(page, r, NODE_WORD);
	struct str parts[4];
	uint32_t count = 2 + random_below(r, 3);
	if (!w || w->in)
		return;
	for (uint32_t i = 0; i < count; i++)
		parts[i] = text_at_random(&page->arena, r, 6);
	edit_split(page, why_at_random(page, r), w, parts, count);
}

/* A child of parent, or the place behind the last, which is not among the count siblings from first on. */
static struct node *place_at_random(struct random *r, struct node *parent, struct node *first, uint32_t count)
{
	struct node *choices[64];
	uint32_t n = 0;
	for (struct node *c = parent->first; c && n < 64; c = c->next) {
		if (c == first)
			for (uint32_t i = 1; i < count; i++)
				c = c->next;
		else
			choices[n++] = c;
	}
	uint32_t i = random_below(r, n + 1);
	return i < n ? choices[i] : NULL;
}

static void move_at_random(struct page *page, struct random *r)
{
	enum node_kind kind = NODE_REGION + random_below(r, 3);
	struct node *first = any_node(page, r, kind), *parent = any_node(page, r, kind - 1);
	uint32_t siblings = 0;
	for (const struct node *n = first; n; n = n->next)
		siblings++;
	if (!siblings || !parent)
		return;
	uint32_t count = 1 + random_below(r, siblings);
	edit_move(page, why_at_random(page, r), first, count, parent, place_at_random(r, parent, first, count));
}

static void add_at_random(struct page *page, struct random *r)
{
	enum node_kind kind = NODE_REGION + random_below(r, 3);
	struct node *parent = any_node(page, r, kind - 1);
	if (!parent)
		return;
	struct node *before = place_at_random(r, parent, NULL, 0);
	struct reason why = why_at_random(page, r);
	if (kind == NODE_REGION)
		edit_add_region(page, why, (enum region_type)random_below(r, REGION_TYPES), (struct region *)before);
	else if (kind == NODE_LINE)
		edit_add_line(page, why, (struct region *)parent, (struct line *)before);
	else
		edit_add_word(page, why, (struct line *)parent, (struct word *)before,
			      text_at_random(&page->arena, r, 8));
}

static void read_at_random(struct page *page, struct random *r)
{
	struct word *w = (struct word *)any_node(page, r, NODE_WORD);
	if (w)
		edit_reading(page, why_at_random(page, r), w, 1 + random_below(r, 3),
			     text_at_random(&page->arena, r, 12));
}

static void note_at_random(struct page *page, struct random *r)
{
	struct node *node = random_below(r, 4) ? any_node(page, r, NODE_REGION) : &page->node;
	enum note note = (enum note)random_below(r, NOTES);
	if (node && !has_note(node, note))
		edit_note(page, why_at_random(page, r), node, note);
}

static void lose_at_random(struct page *page, struct random *r)
{
	struct word *w = (struct word *)any_node(page, r, NODE_WORD);
	struct conjecture conjectures[] = {{STR("which"), 0.75F, false}, {STR("who"), 0.25F, false}};
	struct lacuna lacuna = {.word = w,
				.doubtful = text_at_random(&page->arena, r, 2),
				.conjectures = conjectures,
				.conjecture_count = random_below(r, 3),
				.side = (enum lacuna_side)random_below(r, LACUNA_SIDES),
				.cause = (enum lacuna_cause)random_below(r, LACUNA_CAUSES),
				.width = (float)random_below(r, 300),
				.letters = (float)random_below(r, 20),
				.in_word = random_below(r, 2)};
	if (w && !w->lost[lacuna_is_after(lacuna.side)])
		edit_lacuna(page, why_at_random(page, r), &lacuna);
}

static void find_at_random(struct page *page, struct random *r)
{
	const struct lacuna *l = page->lacuna_count ? page->lacunae[random_below(r, page->lacuna_count)] : NULL;
	if (l && lacuna_is_after(l->side) && !l->elsewhere.n)
		edit_elsewhere(page, why_at_random(page, r), l->word, STR("which was"));
}

static void close_at_random(struct page *page, struct random *r)
{
	const struct lacuna *l = page->lacuna_count ? page->lacunae[random_below(r, page->lacuna_count)] : NULL;
	if (l && !l->closed)
		edit_close(page, why_at_random(page, r), l->word, l->side);
}

static void part_at_random(struct page *page, struct random *r)
{
	struct word *tail = (struct word *)any_node(page, r, NODE_WORD);
	if (tail && tail->in && !tail->in->in)
		edit_part(page, why_at_random(page, r), tail->in, tail, text_at_random(&page->arena, r, 8));
}

static void judge_at_random(struct page *page, struct random *r)
{
	if (!page->edit_count)
		return;
	uint32_t entry = random_below(r, page->edit_count);
	struct str conjecture = {0};
	struct word *w = (struct word *)any_node(page, r, NODE_WORD);
	if (w && !random_below(r, 4)) {
		edit_word_verdict(page, why_at_random(page, r), w, VERDICT_ACCEPTED);
		return;
	}
	if (page->journal[entry].kind == EDIT_LACUNA && random_below(r, 2))
		conjecture = STR("which");
	if (edit_can_judge(page, entry, conjecture))
		edit_verdict(page, why_at_random(page, r), entry, (enum verdict)random_below(r, VERDICTS), conjecture);
}

void edit_at_random(struct page *page, struct random *r)
{
	struct word *w = (struct word *)any_node(page, r, NODE_WORD);
	struct region *region = (struct region *)any_node(page, r, NODE_REGION);
	switch ((enum edit_kind)random_below(r, EDIT_KINDS)) {
	case EDIT_TEXT:
		if (w)
			edit_text(page, why_at_random(page, r), w, text_at_random(&page->arena, r, 12));
		break;
	case EDIT_JOIN: join_at_random(page, r); break;
	case EDIT_SPLIT: split_at_random(page, r); break;
	case EDIT_TYPE:
		if (region)
			edit_type(page, why_at_random(page, r), region,
				  (enum region_type)random_below(r, REGION_TYPES));
		break;
	case EDIT_MOVE: move_at_random(page, r); break;
	case EDIT_ADD: add_at_random(page, r); break;
	case EDIT_READING: read_at_random(page, r); break;
	case EDIT_NOTE: note_at_random(page, r); break;
	case EDIT_LACUNA: lose_at_random(page, r); break;
	case EDIT_CLOSE: close_at_random(page, r); break;
	case EDIT_ELSEWHERE: find_at_random(page, r); break;
	case EDIT_PART: part_at_random(page, r); break;
	case EDIT_VERDICT: judge_at_random(page, r); break;
	case EDIT_KINDS: break;
	}
}
