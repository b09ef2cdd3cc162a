/*
 * The report's data, for its script:
 *
 *	{"frame": [left, top, width, height],
 *	 "words": [[12, "resto- ration", 91, [l,t,r,b, l,t,r,b], [5], [["restoratlon", 62, "smoothed"]]], …],
 *	 "changes": [["join", 99, 12, [l,t,r,b, …], 0], …]}
 *
 * A word that is shown: its id, what was read there, how sure the recogniser was (null: it does not say), its boxes,
 * the changes that touch it, and what else it was read as. A change: its kind, how sure, its first word (null: none),
 * boxes of lines and regions, and 1 where it is a doubt.
 */
#include "compare/report_parts.h"

#include "compare/html.h"

#include <math.h>

/* Other readings of a word that are told. */
enum { MOST_READINGS = 4 };

/* The words whose text each word shows, by its id, in the page's order. */
struct members {
	const struct word **words;
	uint32_t count;
};

static struct members *find_members(const struct report *r, struct arena *arena)
{
	struct members *all = arena_alloc(arena, r->page->counts[NODE_WORD] + 1, sizeof *all);
	for (const struct region *g = first_region(r->page); g; g = next_region(g))
		for (const struct line *l = first_line(g); l; l = next_line(l))
			for (const struct word *w = first_word(l); w; w = next_word(w)) {
				struct members *m = &all[word_showing(w)->node.id];
				m->words = arena_grow(arena, m->words, m->count, sizeof *m->words);
				m->words[m->count++] = w;
			}
	return all;
}

static void put_box(FILE *out, struct box b, bool *first)
{
	if (box_empty(b))
		return;
	fprintf(out, "%s%d,%d,%d,%d", *first ? "" : ",", b.left, b.top, b.right, b.bottom);
	*first = false;
}

static void put_raw(const struct report *r, const struct members *m)
{
	struct strbuf raw = {0};
	for (uint32_t i = 0; i < m->count; i++) {
		if (raw.n && m->words[i]->raw.n)
			strbuf_byte(&raw, ' ');
		strbuf_add(&raw, m->words[i]->raw);
	}
	html_json(r->out, strbuf_str(&raw));
	strbuf_release(&raw);
}

static void put_readings(const struct report *r, const struct word *w)
{
	uint32_t most = w->reading_count < MOST_READINGS ? w->reading_count : MOST_READINGS;
	fputs(",[", r->out);
	for (uint32_t i = 0; i < most; i++) {
		fputs(i ? ",[" : "[", r->out);
		html_json(r->out, w->readings[i].text);
		fprintf(r->out, ",%ld,", lround((double)w->readings[i].confidence));
		html_json(r->out, w->readings[i].how);
		fputs("]", r->out);
	}
	fputs("]", r->out);
}

static void put_word(const struct report *r, const struct word *w, const struct members *m)
{
	bool first = true;
	fprintf(r->out, "[%u,", w->node.id);
	put_raw(r, m);
	if (w->unrated || !w->raw.n)
		fputs(",null,[", r->out);
	else
		fprintf(r->out, ",%ld,[", lround((double)w->confidence));
	for (uint32_t i = 0; i < m->count; i++)
		/* The parts of a split divide the box of the word that was split. */
		if (m->words[i] == w || w->raw.n)
			put_box(r->out, m->words[i]->box, &first);
	fputs("],[", r->out);
	for (uint32_t i = 0; i < r->changes.by_word_count[w->node.id]; i++)
		fprintf(r->out, "%s%u", i ? "," : "", r->changes.by_word[w->node.id][i]);
	fputs("]", r->out);
	if (w->reading_count)
		put_readings(r, w);
	fputs("]", r->out);
}

static void put_words(const struct report *r)
{
	struct arena arena = {0};
	struct members *members = find_members(r, &arena);
	bool first = true;
	for (const struct region *g = first_region(r->page); g; g = next_region(g))
		for (const struct line *l = first_line(g); l; l = next_line(l))
			for (const struct word *w = first_word(l); w; w = next_word(w)) {
				if (w->in || (!w->text.n && !w->lost[0] && !w->lost[1]))
					continue;
				fputs(first ? "\n" : ",\n", r->out);
				put_word(r, w, &members[w->node.id]);
				first = false;
			}
	arena_release(&arena);
}

static void put_change(const struct report *r, const struct change *c)
{
	bool first = true;
	fprintf(r->out, "[\"%s\",%ld,", change_names[c->kind].name, lround((double)c->confidence));
	if (c->anchor)
		fprintf(r->out, "%u,[", c->anchor->node.id);
	else
		fputs("null,[", r->out);
	for (uint32_t i = 0; i < c->target_count; i++) {
		const struct node *n = page_find(r->page, c->targets[i].kind, c->targets[i].id);
		if (n->kind == NODE_LINE)
			put_box(r->out, line_box((const struct line *)n), &first);
		else if (n->kind == NODE_REGION)
			put_box(r->out, region_box((const struct region *)n), &first);
	}
	fprintf(r->out, "],%d]", change_is_doubt(c));
}

void put_data(const struct report *r)
{
	struct box f = r->page->frame;
	fprintf(r->out, "<script type=\"application/json\" id=\"data\">\n{\"frame\":[%d,%d,%d,%d],\"words\":[", f.left,
		f.top, f.right - f.left, f.bottom - f.top);
	put_words(r);
	fputs("],\n\"changes\":[", r->out);
	for (uint32_t i = 0; i < r->changes.count; i++) {
		fputs(i ? ",\n" : "\n", r->out);
		put_change(r, &r->changes.all[i]);
	}
	fputs("]}\n</script>\n", r->out);
}
