/* Where things of a stored page are, and how sure it is of them: as the file says, and what follows from it. */
#include "source/ocr_reader.h"

#include <math.h>
#include <string.h>

struct box ocr_box_or_fault(struct ocr_reader *in, double left, double top, double right, double bottom)
{
	struct box b = ocr_box(left, top, right, bottom);
	/* An empty box is none, but no fault: Tesseract writes such. */
	if (box_empty(b) && !(left == right || top == bottom))
		ocr_fault(in, FAULT_BOX, "");
	return b;
}

float ocr_percent(struct ocr_reader *in, struct str value, double whole)
{
	double v = ocr_number_or(value, -1) * 100 / whole;
	if (!(v >= 0))
		return -1;
	if (v > 100 && whole < 2 && v <= 10000)
		v /= 100; /* percent after all */
	if (v > 100) {
		ocr_fault(in, FAULT_CONFIDENCE, "");
		v = 100;
	}
	return (float)(round(v * 100) / 100);
}

static bool is_box(const struct point *p, uint32_t n, struct box b)
{
	bool corners = n == 4;
	for (uint32_t i = 0; i < n; i++)
		corners = corners && (p[i].x == b.left || p[i].x == b.right) && (p[i].y == b.top || p[i].y == b.bottom);
	return corners;
}

struct box ocr_polygon(struct ocr_reader *in, struct str points, struct point **polygon, uint32_t *count)
{
	struct box box = {INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN};
	double x, y;
	struct point *all = NULL;
	uint32_t n = 0;
	for (size_t at = 0; ocr_number(points, &at, &x) && ocr_number(points, &at, &y);) {
		struct point p;
		if (!ocr_pixels(x, &p.x) || !ocr_pixels(y, &p.y)) {
			ocr_fault(in, FAULT_BOX, "");
			continue;
		}
		if (polygon && ocr_room(in)) {
			all = arena_grow(ocr_arena(in), all, n, sizeof p);
			all[n++] = p;
		}
		box = (struct box){p.x < box.left ? p.x : box.left, p.y < box.top ? p.y : box.top,
				   p.x > box.right ? p.x : box.right, p.y > box.bottom ? p.y : box.bottom};
	}
	if (box_empty(box))
		return (struct box){0};
	if (n > 2 && !is_box(all, n, box)) {
		*polygon = all;
		*count = n;
	}
	return box;
}

void ocr_set_baseline(struct point baseline[2], struct str points)
{
	double x, y;
	size_t n = 0;
	struct point p[2];
	for (size_t at = 0; ocr_number(points, &at, &x) && ocr_number(points, &at, &y); n++)
		if (!ocr_pixels(x, &p[n > 0].x) || !ocr_pixels(y, &p[n > 0].y))
			return;
	if (n < 2 || p[0].x == p[1].x)
		return;
	baseline[0] = p[p[1].x < p[0].x];
	baseline[1] = p[p[1].x > p[0].x];
}

/* Boxes that are missing are the union of those below. */
static struct box fill_boxes(const struct page *page)
{
	struct box all = {0};
	for (struct region *r = first_region(page); r; r = next_region(r)) {
		struct box lines = {0};
		for (struct line *l = first_line(r); l; l = next_line(l)) {
			struct box words = {0};
			for (const struct word *w = first_word(l); w; w = next_word(w))
				words = box_union(words, w->box);
			l->box = box_empty(l->box) ? words : l->box;
			lines = box_union(lines, l->box);
			all = box_union(all, words);
		}
		r->box = box_empty(r->box) ? lines : r->box;
		all = box_union(all, box_union(lines, r->box));
	}
	return all;
}

static void set_size(struct ocr_reader *in, struct page *page)
{
	struct box all = fill_boxes(page);
	bool known = page->width > 0 && page->height > 0;
	if (!known && !box_empty(all))
		ocr_fault(in, FAULT_SIZE, "");
	else if (all.right > page->width || all.bottom > page->height)
		ocr_fault(in, FAULT_OUTSIDE, "");
	page->width = all.right > page->width ? all.right : page->width;
	page->height = all.bottom > page->height ? all.bottom : page->height;
	page->frame = box_empty(page->frame) ? (struct box){0, 0, page->width, page->height} : page->frame;
}

/* Is the language in the list, "deu+eng"? */
static bool has_language(struct str langs, struct str lang)
{
	for (size_t at = 0; at + lang.n <= langs.n; at++)
		if (str_starts(str_skip(langs, at), lang) && (!at || langs.s[at - 1] == '+') &&
		    (at + lang.n == langs.n || langs.s[at + lang.n] == '+'))
			return true;
	return false;
}

void ocr_add_language(struct arena *arena, struct str *langs, struct str name)
{
	enum { MOST = 60 }; /* bytes */
	struct str lang = name.n ? ocr_language(name) : name;
	if (lang.n && langs->n < MOST && !has_language(*langs, lang))
		*langs = arena_printf(arena, "%.*s%s%.*s", STR_ARG(*langs), langs->n ? "+" : "", STR_ARG(lang));
}

/* The page's languages: what it is said to have, and those of its words, which say theirs where there are several. */
static void set_languages(struct page *page)
{
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++)
		ocr_add_language(&page->arena, &page->lang, ((const struct word *)page->nodes[NODE_WORD][i])->lang);
	bool several = page->lang.n && memchr(page->lang.s, '+', page->lang.n);
	for (uint32_t i = 0; i < page->counts[NODE_WORD] && !several; i++)
		((struct word *)page->nodes[NODE_WORD][i])->lang = (struct str){0};
}

static void scale_word(struct word *w, float by)
{
	if (!w->unrated)
		w->confidence *= by;
	for (uint32_t i = 0; i < w->symbol_count; i++) {
		w->symbols[i].confidence *= by;
		for (uint32_t k = 0; k < w->symbols[i].alternative_count; k++)
			w->symbols[i].alternatives[k].confidence *= by;
	}
}

/* Some write parts of 1 where the format has percent: then no word has more than 1, and not all have 0 or 1. */
static void scale_confidences(const struct page *page)
{
	bool parts = false;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		const struct word *w = (const struct word *)page->nodes[NODE_WORD][i];
		if (!w->unrated && w->confidence > 1)
			return;
		parts = parts || (!w->unrated && w->confidence > 0 && w->confidence < 1);
	}
	for (uint32_t i = 0; i < page->counts[NODE_WORD] && parts; i++)
		scale_word((struct word *)page->nodes[NODE_WORD][i], 100);
}

void ocr_finish_page(struct ocr_reader *in)
{
	set_size(in, in->page);
	set_languages(in->page);
	scale_confidences(in->page);
}
