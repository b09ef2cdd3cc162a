/*
 * What the upper and the lower edge of the scan cut off, and single lines that run into its sides.
 *
 * A page whose columns are cut has text that touches the edge, or the halves of a line; then something is missing below
 * (or above) the last whole line of each column that comes so far.
 */
#include "repair/lacunae.h"

#include "base/utf8.h"
#include "repair/layout.h"

/* Text touches the edge if it is so near (leadings); a column reaches it if its last line is. */
static const double touching = 0.08, reaching = 1;

/* A line that shows that the page was cut is so wide (x-heights). */
static const double least_wide = 6;

/* A line at the edge that was read so unsurely (percent) was cut through: what was read is no text. */
static const float least_sure = 60;

/* How sure (percent). */
static const float sure = 90;

struct edge_search {
	struct finds *finds;
	const struct layout *layout;
	enum lacuna_side side; /* top or bottom */
};

/* How far the box is from the edge. Pixels. */
static int32_t to_edge(const struct edge_search *s, struct box b)
{
	const struct box *frame = &s->finds->r->page->frame;
	return s->side == LACUNA_BOTTOM ? frame->bottom - b.bottom : b.top - frame->top;
}

static bool is_text(const struct line *l)
{
	const struct region *g = line_region(l);
	return region_is_prose(g) && region_kinds[g->type].place != PLACE_FURNITURE && first_shown(l);
}

/* Does something that was read as text, if only as noise, run into the edge? */
static bool is_cut_through(const struct edge_search *s)
{
	const struct page *page = s->finds->r->page;
	for (uint32_t i = 0; i < page->counts[NODE_LINE]; i++) {
		const struct line *l = (const struct line *)page->nodes[NODE_LINE][i];
		struct box b = line_box(l);
		const struct region *g = line_region(l);
		if ((is_text(l) || g->type == REGION_NOISE) && !box_empty(b) &&
		    to_edge(s, b) < touching * s->layout->leading &&
		    b.right - b.left > least_wide * (double)s->layout->body.x_height)
			return true;
	}
	return false;
}

/* Does no line of text stand between this one and the edge, in its column? */
static bool is_last(const struct edge_search *s, const struct line *line)
{
	const struct layout *layout = s->layout;
	struct box b = line_box(line);
	for (size_t i = 0; i < layout->line_count; i++) {
		struct box o = line_box(layout->lines[i].line);
		int32_t across = (o.right < b.right ? o.right : b.right) - (o.left > b.left ? o.left : b.left);
		if (layout->lines[i].line != line && to_edge(s, o) < to_edge(s, b) && across > (b.right - b.left) / 4)
			return false;
	}
	return true;
}

/* The line at the edge is marked; if it was cut through, its words are taken out of the text. */
static void mark(const struct edge_search *s, const struct line *l)
{
	bool below = s->side == LACUNA_BOTTOM;
	struct repair *r = s->finds->r;
	struct reason why = repair_reason(r, sure, "the scan ends in the text");
	struct lacuna lacuna = {
		.word = below ? last_shown(l) : first_shown(l), .side = s->side, .cause = LACUNA_PAGE_EDGE};
	struct found *f = add_found(s->finds, lacuna, why);
	if (!f || to_edge(s, line_box(l)) > touching * s->layout->leading || line_confidence(l) >= least_sure)
		return;
	struct strbuf doubtful = {0};
	for (struct word *w = first_word(l); w; w = next_word(w)) {
		if (!word_shown(w))
			continue;
		strbuf_add(&doubtful, doubtful.n ? STR(" ") : STR(""));
		strbuf_add(&doubtful, take_doubtful(r, w, true, w->text.n, why));
	}
	f->lacuna.doubtful = arena_str(&r->page->scratch, strbuf_str(&doubtful));
	strbuf_release(&doubtful);
}

static void search_edge(const struct edge_search *s)
{
	const struct layout *layout = s->layout;
	if (!is_cut_through(s))
		return;
	for (size_t i = 0; i < layout->line_count; i++) {
		const struct line *l = layout->lines[i].line;
		if (is_text(l) && to_edge(s, line_box(l)) < reaching * layout->leading && is_last(s, l))
			mark(s, l);
	}
}

/* A line of its own that runs into the side of the scan, in a part of a word. */
static void search_single(struct finds *finds, const struct layout *layout, enum lacuna_side side)
{
	const struct box *frame = &finds->r->page->frame;
	for (size_t i = 0; i < layout->line_count; i++) {
		const struct line *l = layout->lines[i].line;
		struct box b = line_box(l);
		bool right = side == LACUNA_RIGHT;
		struct word *w = right ? last_shown(l) : first_shown(l);
		double space = right ? frame->right - b.right : b.left - frame->left;
		struct lacuna lacuna = {.word = w, .side = side, .cause = LACUNA_PAGE_EDGE, .in_word = true};
		if (!is_text(l) || space > touching * layout->leading || wholeness_of(finds->r, w) != FRAGMENT ||
		    !fragments_tell(finds))
			continue;
		struct found *f =
			add_found(finds, lacuna, repair_reason(finds->r, sure, "it runs into the scan's edge"));
		if (!f)
			continue;
		f->lacuna.confidence = w->confidence;
		f->edge = right ? frame->right : frame->left;
	}
}

void find_cut_edges(struct finds *finds)
{
	struct layout layout;
	if (!layout_init(&layout, finds->r->page))
		return;
	search_edge(&(struct edge_search){finds, &layout, LACUNA_TOP});
	search_edge(&(struct edge_search){finds, &layout, LACUNA_BOTTOM});
	search_single(finds, &layout, LACUNA_LEFT);
	search_single(finds, &layout, LACUNA_RIGHT);
}
