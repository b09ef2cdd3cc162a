/* Draws what was found over the scan: regions, their order, changes, drop capitals, lacunae. */
#include "compare/report_parts.h"

#include "base/utf8.h"
#include "compare/html.h"

/* A page's height to that of a number; its width to that of an arrow's bow, and of the bar beside what has moved. */
static const int height_of_number = 75, width_of_bow = 60, width_of_bar = 300;

const char *place_name(const struct region *region)
{
	static const char *const names[] = {[PLACE_BODY] = "body",
					    [PLACE_INSERT] = "insert",
					    [PLACE_FURNITURE] = "furniture",
					    [PLACE_ASIDE] = "aside"};
	return region->type == REGION_DROP_CAPITAL ? "capital" : names[region_kinds[region->type].place];
}

static void put_rect(FILE *out, const char *kind, struct box b)
{
	if (!box_empty(b))
		fprintf(out, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", kind, b.left, b.top,
			b.right - b.left, b.bottom - b.top);
}

/* Lines of a region that stand under one another: a region that goes on in another column has several. */
struct piece {
	const struct region *region;
	struct box box;
	bool first; /* of its region */
};

/* Does a line stand in the column of the one before it, under it or beside it? */
static bool goes_on_under(struct box last, struct box next)
{
	int height = last.bottom - last.top;
	bool over = next.left < last.right && next.right > last.left;
	return next.top > last.top - height && next.top < last.bottom + 3 * height && (over || next.top < last.bottom);
}

static struct piece *add_piece(struct piece *pieces, uint32_t *count, struct piece piece, struct arena *arena)
{
	pieces = arena_grow(arena, pieces, *count, sizeof *pieces);
	pieces[(*count)++] = piece;
	return pieces;
}

static struct piece *find_pieces(const struct report *r, struct arena *arena, uint32_t *count)
{
	struct piece *pieces = NULL;
	*count = 0;
	for (const struct region *g = first_region(r->page); g; g = next_region(g)) {
		bool first = true;
		struct box last = {0};
		for (const struct line *l = first_line(g); l; l = next_line(l)) {
			struct box b = line_box(l);
			if (box_empty(b))
				continue;
			if (!first && goes_on_under(last, b))
				pieces[*count - 1].box = box_union(pieces[*count - 1].box, b);
			else
				pieces = add_piece(pieces, count, (struct piece){g, b, first}, arena);
			first = false;
			last = b;
		}
		if (first && !box_empty(region_box(g)))
			pieces = add_piece(pieces, count, (struct piece){g, region_box(g), true}, arena);
	}
	return pieces;
}

/* The number stands left of the region, where there is room. */
static void put_number(const struct report *r, struct box b, uint32_t number)
{
	int size = r->page->height / height_of_number, width = number > 9 ? size * 7 / 4 : size * 5 / 4;
	int left = b.left - width > r->page->frame.left ? b.left - width : r->page->frame.left;
	put_rect(r->out, "plate", (struct box){left, b.top, left + width, b.top + size * 5 / 4});
	fprintf(r->out, "<text x=\"%d\" y=\"%d\" font-size=\"%d\">%u</text>", left + width / 2, b.top + size, size,
		number);
}

static void put_regions(const struct report *r, const struct piece *pieces, uint32_t count)
{
	fputs("<g class=\"regions\">\n", r->out);
	for (uint32_t i = 0; i < count; i++) {
		const struct piece *p = &pieces[i];
		fprintf(r->out, "<g class=\"%s\" data-region=\"r%u\">", place_name(p->region), p->region->node.id);
		put_rect(r->out, "region", p->box);
		if (region_number(r, p->region) && p->first)
			put_number(r, p->box, region_number(r, p->region));
		fputs("</g>\n", r->out);
	}
	fputs("</g>\n", r->out);
}

/* From each piece of the body to the next one. */
static void put_order(const struct report *r, const struct piece *pieces, uint32_t count)
{
	struct box last = {0};
	int bow = r->page->width / width_of_bow;
	fputs("<g class=\"order\">", r->out);
	for (uint32_t i = 0; i < count; i++) {
		struct box b = pieces[i].box;
		if (region_kinds[pieces[i].region->type].place != PLACE_BODY || !region_number(r, pieces[i].region))
			continue;
		int x = b.left + bow, y = b.top, from = last.left + bow;
		if (!box_empty(last))
			fprintf(r->out, "<path d=\"M%d %dC%d %d %d %d %d %d\" marker-end=\"url(#arrow)\"/>\n", from,
				last.bottom, from, last.bottom + 2 * bow, x, y - 2 * bow, x, y);
		last = b;
	}
	fputs("</g>\n", r->out);
}

/* A letter that is set over several lines; the recogniser or a stage says so. */
static void put_capitals(const struct report *r)
{
	fputs("<g class=\"capitals\">", r->out);
	for (uint32_t i = 0; i < r->page->edit_count; i++) {
		const struct edit *e = &r->page->journal[i];
		const struct word *w = e->target.kind == NODE_WORD
					       ? (const struct word *)page_find(r->page, NODE_WORD, e->target.id)
					       : NULL;
		if (w && str_equal(e->reason.stage, STR("dropcaps")) && w->raw.n && utf8_count(w->raw) <= 2)
			put_rect(r->out, "capital", w->box);
	}
	for (uint32_t i = 0; i < r->page->counts[NODE_WORD]; i++) {
		const struct word *w = (const struct word *)page_find(r->page, NODE_WORD, i);
		for (uint32_t k = 0; k < w->symbol_count; k++)
			if (w->symbols[k].flags & SYMBOL_DROP_CAPITAL)
				put_rect(r->out, "capital", w->symbols[k].box);
	}
	fputs("</g>\n", r->out);
}

/* Where the missing text stood, as far as it is on the scan; else the edge of the word. */
static struct box lacuna_box(const struct page *page, const struct lacuna *l)
{
	struct box b = l->word->box, frame = page->frame;
	int height = b.bottom - b.top, least = height / 2, width = (int)l->width > least ? (int)l->width : least;
	if (l->side == LACUNA_TOP)
		return (struct box){b.left, b.top - least, b.right, b.top};
	if (l->side == LACUNA_BOTTOM)
		return (struct box){b.left, b.bottom, b.right, b.bottom + least};
	int left = l->side == LACUNA_LEFT ? b.left - width : b.right;
	struct box lost = box_common(frame, (struct box){left, b.top, left + width, b.bottom});
	if (box_empty(lost) || lost.right - lost.left < least)
		lost = l->side == LACUNA_LEFT ? (struct box){b.left - least / 2, b.top, b.left + least / 2, b.bottom}
					      : (struct box){b.right - least / 2, b.top, b.right + least / 2, b.bottom};
	return lost;
}

static void put_lacunae(const struct report *r)
{
	fputs("<g class=\"lacunae\">", r->out);
	for (uint32_t i = 0; i < r->page->lacuna_count; i++)
		if (!r->page->lacunae[i]->closed && !box_empty(r->page->lacunae[i]->word->box))
			put_rect(r->out, "lacuna", lacuna_box(r->page, r->page->lacunae[i]));
	fputs("</g>\n", r->out);
}

static struct box node_box(const struct node *n)
{
	return n->kind == NODE_WORD   ? ((const struct word *)n)->box
	       : n->kind == NODE_LINE ? line_box((const struct line *)n)
				      : region_box((const struct region *)n);
}

/* A bar left of each line that has moved. */
static void put_bars(const struct report *r, const struct node *n)
{
	if (n->kind == NODE_REGION) {
		for (const struct node *l = n->first; l; l = l->next)
			put_bars(r, l);
		return;
	}
	struct box b = node_box(n);
	int width = r->page->width / width_of_bar;
	if (!box_empty(b))
		put_rect(r->out, "mark", (struct box){b.left - 2 * width, b.top, b.left - width, b.bottom});
}

static void put_marks(const struct report *r)
{
	fputs("<g class=\"marks\">\n", r->out);
	for (uint32_t i = 0; i < r->changes.count; i++) {
		const struct change *c = &r->changes.all[i];
		if (c->kind == CHANGE_MISSING || c->kind == CHANGE_NOTE || c->kind == CHANGE_TYPE ||
		    c->kind == CHANGE_GROUP)
			continue;
		fprintf(r->out, "<g class=\"%s\" data-change=\"%u\">", change_names[c->kind].name, i);
		for (uint32_t k = 0; k < c->target_count; k++) {
			const struct node *n = page_find(r->page, c->targets[k].kind, c->targets[k].id);
			if (c->kind == CHANGE_MOVE)
				put_bars(r, n);
			else if (n->kind != NODE_PAGE)
				put_rect(r->out, "mark", node_box(n));
		}
		fputs("</g>\n", r->out);
	}
	fputs("</g>\n", r->out);
}

/* Where there is no scan: what was read, in its places. */
static void put_ink(const struct report *r)
{
	fputs("<g class=\"ink\">\n", r->out);
	for (uint32_t i = 0; i < r->page->counts[NODE_WORD]; i++) {
		const struct word *w = (const struct word *)page_find(r->page, NODE_WORD, i);
		struct box b = w->box;
		if (!w->raw.n || box_empty(b))
			continue;
		int height = b.bottom - b.top;
		fprintf(r->out,
			"<text x=\"%d\" y=\"%d\" font-size=\"%d\" textLength=\"%d\" "
			"lengthAdjust=\"spacingAndGlyphs\">",
			b.left, b.bottom - height / 5, height, b.right - b.left);
		html_text(r->out, w->raw);
		fputs("</text>\n", r->out);
	}
	fputs("</g>\n", r->out);
}

void put_overlay(const struct report *r, bool has_scan)
{
	struct arena arena = {0};
	uint32_t count;
	const struct piece *pieces = find_pieces(r, &arena, &count);
	struct box f = r->page->frame;
	fprintf(r->out,
		"<svg viewBox=\"%d %d %d %d\" aria-hidden=\"true\">\n<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" "
		"refX=\"7\" refY=\"4\" markerWidth=\"6\" markerHeight=\"6\" orient=\"auto\"><path "
		"d=\"M0 0 8 4 0 8z\"/></marker>\n<pattern id=\"hatch\" width=\"12\" height=\"12\" "
		"patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"5\" "
		"height=\"12\"/></pattern></defs>\n",
		f.left, f.top, f.right - f.left, f.bottom - f.top);
	if (!has_scan)
		put_ink(r);
	put_regions(r, pieces, count);
	put_order(r, pieces, count);
	put_capitals(r);
	put_marks(r);
	put_lacunae(r);
	fputs("<g id=\"hot\"></g>\n</svg>\n", r->out);
	arena_release(&arena);
}
