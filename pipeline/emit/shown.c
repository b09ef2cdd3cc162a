/* Finds what the lines show of their words, what was read there, and which words go on in another line. */
#include "emit/shown.h"

#include "base/utf8.h"
#include "page/edit.h"
#include "page/text.h"

/* Of words that stand in several lines, by the id of the first: how far the parts that were met have come. */
struct whole {
	struct shown *last; /* the part that was met last */
	size_t done;        /* bytes of the whole that the parts before it make up */
};

struct walk {
	struct shown *shown;
	struct strbuf *raws; /* by word id */
	struct whole *wholes;
};

/* The word whose text holds this one's, at last. */
static const struct word *outermost(const struct word *w)
{
	while (w->in)
		w = w->in;
	return w;
}

/* Parts of a split were read with the confidence of what was split. */
static void rate_parts(const struct page *page, struct shown *shown)
{
	for (uint32_t i = 0; i < page->edit_count; i++) {
		const struct edit *e = &page->journal[i];
		const struct node *split = page_find(page, NODE_WORD, e->target.id);
		for (uint32_t k = 0; e->kind == EDIT_SPLIT && split && k < e->count; k++)
			if (page_find(page, NODE_WORD, e->other + k)) {
				shown[e->other + k].confidence = shown[split->id].confidence;
				shown[e->other + k].unrated = shown[split->id].unrated;
			}
	}
}

/* What a person has made of a word, or accepted. */
static void note_judged(const struct page *page, struct shown *shown)
{
	for (uint32_t i = 0; i < page->edit_count; i++) {
		const struct edit *e = &page->journal[i];
		const struct edit *accepted = accepted_edit(page, e), *judged = accepted ? accepted : e;
		bool of_word = e->kind == EDIT_VERDICT && e->entry == NO_NODE;
		if (!is_by_person(e) || judged->target.kind != NODE_WORD || (!of_word && !edit_changes_text(judged)))
			continue;
		shown[judged->target.id].judged = true;
		for (uint32_t k = 0; judged->kind == EDIT_SPLIT && k < judged->count; k++)
			if (page_find(page, NODE_WORD, judged->other + k))
				shown[judged->other + k].judged = true;
		if (judged->kind == EDIT_JOIN || judged->kind == EDIT_PART)
			shown[judged->other].judged = true;
	}
}

/* The word goes on in another line: measures the hyphen at its end, and how much of the whole is done then. */
static void part_hyphen(struct shown *s, struct whole *w)
{
	struct str rest = str_skip(s->whole, w->done);
	size_t begin;
	s->goes_on = true;
	if (utf8_is_hyphen(utf8_last(s->text, &begin)) && begin) {
		s->hyphen = s->text.n - begin;
		s->hyphen_parts = str_starts(rest, str_chop(s->text, s->hyphen)) && !str_starts(rest, s->text);
	}
	w->done += s->text.n - (s->hyphen_parts ? s->hyphen : 0);
}

/* Takes the word, in the order of the page, as a part of its whole. */
static void take_part(struct walk *walk, const struct word *w)
{
	struct shown *s = &walk->shown[w->node.id];
	const struct word *outer = outermost(w);
	struct whole *whole = &walk->wholes[outer->node.id];
	if (whole->last) {
		whole->last->whole = s->whole = outer->text;
		part_hyphen(whole->last, whole);
	}
	whole->last = s;
}

/* What was read as this word belongs to the word that its line shows in its place. */
static void take_raw(struct walk *walk, const struct word *w)
{
	const struct word *at = w;
	while (!walk->shown[at->node.id].text.n && at->in)
		at = at->in;
	struct strbuf *raw = &walk->raws[at->node.id];
	if (raw->n && w->raw.n)
		strbuf_byte(raw, ' ');
	strbuf_add(raw, w->raw);
}

static void take_words(struct walk *walk, const struct page *page)
{
	for (const struct region *r = first_region(page); r; r = next_region(r))
		for (const struct line *l = first_line(r); l; l = next_line(l))
			for (const struct word *w = first_word(l); w; w = next_word(w)) {
				if (walk->shown[w->node.id].text.n)
					take_part(walk, w);
				take_raw(walk, w);
			}
}

const struct shown *page_shown(const struct page *page, struct arena *arena)
{
	uint32_t n = page->counts[NODE_WORD];
	const struct str *texts = page_line_texts(page, arena);
	struct walk walk = {.shown = arena_alloc(arena, n + 1, sizeof *walk.shown),
			    .raws = arena_alloc(arena, n + 1, sizeof *walk.raws),
			    .wholes = arena_alloc(arena, n + 1, sizeof *walk.wholes)};
	for (uint32_t i = 0; i < n; i++) {
		const struct word *w = (const struct word *)page->nodes[NODE_WORD][i];
		walk.shown[i] = (struct shown){.text = texts[i], .confidence = w->confidence, .unrated = w->unrated};
	}
	rate_parts(page, walk.shown);
	note_judged(page, walk.shown);
	take_words(&walk, page);
	for (uint32_t i = 0; i < n; i++) {
		walk.shown[i].raw = arena_str(arena, strbuf_str(&walk.raws[i]));
		walk.shown[i].edited = !str_equal(walk.shown[i].raw, texts[i]);
		strbuf_release(&walk.raws[i]);
	}
	return walk.shown;
}

const struct word *shown_from(const struct shown *shown, const struct word *w)
{
	while (w && !shown[w->node.id].text.n)
		w = next_word(w);
	return w;
}

bool line_is_shown(const struct shown *shown, const struct line *line)
{
	return shown_from(shown, first_word(line)) != NULL;
}

bool region_is_shown(const struct shown *shown, const struct region *region)
{
	const struct line *l = first_line(region);
	while (l && !line_is_shown(shown, l))
		l = next_line(l);
	return l != NULL;
}

bool region_is_written(const struct shown *shown, const struct region *region)
{
	bool is_picture = region_kinds[region->type].place == PLACE_ASIDE && region->type != REGION_NOISE;
	return (is_picture && !box_empty(region_box(region))) || region_is_shown(shown, region);
}

static bool is_on_page(const struct page *page, struct point p)
{
	return p.x >= 0 && p.y >= 0 && p.x <= page->width && p.y <= page->height;
}

bool has_baseline(const struct line *line)
{
	const struct page *page = (const struct page *)line_region(line)->node.parent;
	struct point a = line->baseline[0], b = line->baseline[1];
	return (a.x != b.x || a.y != b.y) && is_on_page(page, a) && is_on_page(page, b);
}

static void add(struct strbuf *line, struct str word)
{
	if (line->n && word.n)
		strbuf_byte(line, ' ');
	strbuf_add(line, word);
}

static struct str keep(struct strbuf *line, struct arena *arena)
{
	struct str kept = arena_str(arena, strbuf_str(line));
	strbuf_release(line);
	return kept;
}

struct str shown_text(const struct shown *shown, const struct line *line, struct arena *arena)
{
	struct strbuf b = {0};
	for (const struct word *w = first_word(line); w; w = next_word(w))
		add(&b, shown[w->node.id].text);
	return keep(&b, arena);
}

struct str shown_raw(const struct shown *shown, const struct line *line, struct arena *arena)
{
	struct strbuf b = {0};
	for (const struct word *w = first_word(line); (w = shown_from(shown, w)); w = next_word(w))
		add(&b, shown[w->node.id].raw);
	return keep(&b, arena);
}
