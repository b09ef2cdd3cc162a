/*
 * Put back the bullets that the recogniser passed over: of six in a column it reads three, and takes the others for
 * specks.
 *
 * A line that begins where the lines behind known bullets do has one if ink stands before it as the bullets stand
 * before theirs: as large, and as dark throughout, as no letter is.
 */
#include "repair/place.h"

#include "image/ink.h"

#include <math.h>
#include <stdlib.h>

/* How sure (percent): of the development pages' bullets found so, all are bullets. */
static const float sure = 95;

/* How far the lines of a list, and their bullets, are out of line (x-heights). */
static const double out_of_line = 0.4;

/* Bullets of one list are alike in width and height up to this ratio, for ink that is looked at by twos of pixels; and
 * in how dark their boxes are, on the whole. */
static const double alike = 1.35, as_dark = 0.8;

struct bullet {
	struct box ink;  /* upright, tight about it */
	int text;        /* where its line's text begins */
	double darkness; /* grey levels, the mean of its box */
};

struct bullets {
	struct repair *repair;
	const struct ink *ink;
	double x; /* x-height, pixels of the scan's image */
	struct bullet *all;
	size_t count;
};

/* The ink within this box and a little more, on the line with this height. */
static struct bullet measure(const struct bullets *b, struct box where, int text)
{
	int slack = (int)(out_of_line * b->x);
	struct box wide = {where.left - slack, where.top - slack, where.right + slack, where.bottom + slack};
	struct bullet found = {.ink = ink_tight(b->ink, wide), .text = text};
	double tenth;
	ink_darkness(b->ink, found.ink, &found.darkness, &tenth);
	return found;
}

static void find_known(struct bullets *b)
{
	const struct page *page = b->repair->page;
	b->all = arena_alloc(&b->repair->page->scratch, page->counts[NODE_LINE], sizeof(struct bullet));
	for (uint32_t i = 0; i < page->counts[NODE_LINE]; i++) {
		const struct line *l = (const struct line *)page->nodes[NODE_LINE][i];
		const struct word *w = first_shown(l), *next = w ? next_word(w) : NULL;
		if (next && str_equal(w->text, STR("•")) && !box_empty(w->box) && !box_empty(next->box))
			b->all[b->count++] =
				measure(b, upright_box(b->repair, w->box), upright_box(b->repair, next->box).left);
	}
}

static bool is_alike(int a, int b)
{
	return a <= alike * b && b <= alike * a;
}

static bool is_covered(const struct bullets *b, struct box place)
{
	const struct page *page = b->repair->page;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		const struct word *w = (const struct word *)page->nodes[NODE_WORD][i];
		if (!box_empty(box_common(upright_box(b->repair, w->box), place)))
			return true;
	}
	return false;
}

/* The ink that stands before the line as this bullet does before its; empty where there is none, or is no such. */
static struct box find_before(const struct bullets *b, const struct word *first, const struct bullet *known)
{
	struct box text = upright_box(b->repair, first->box), like = known->ink;
	if (abs(text.left - known->text) > out_of_line * b->x)
		return (struct box){0};
	int moved = text.left - known->text, top = text.bottom - (int)(1.5 * b->x);
	struct bullet found =
		measure(b, (struct box){like.left + moved, top, like.right + moved, text.bottom}, text.left);
	struct box ink = found.ink;
	bool same = is_alike(ink.right - ink.left, like.right - like.left) &&
		    is_alike(ink.bottom - ink.top, like.bottom - like.top) &&
		    found.darkness > as_dark * known->darkness;
	return same && !is_covered(b, ink) ? ink : (struct box){0};
}

static void put_before(const struct bullets *b, struct line *l)
{
	struct repair *r = b->repair;
	struct word *first = first_word(l);
	struct box ink = {0};
	for (size_t i = 0; i < b->count && box_empty(ink); i++)
		ink = find_before(b, first, &b->all[i]);
	if (box_empty(ink))
		return;
	struct word *w = edit_add_word(r->page, repair_reason(r, sure, "solid ink, in line with other bullets"), l,
				       first, STR("•"));
	w->box = transform_box_to_scan(&r->scan->transform, ink);
}

static void put_bullets(struct repair *r)
{
	struct bullets b = {.repair = r, .ink = ink_of(r->scan), .x = scan_x_height(r->scan)};
	if (!b.ink)
		return;
	find_known(&b);
	for (uint32_t i = 0; b.count && i < r->page->counts[NODE_LINE]; i++) {
		struct line *l = (struct line *)r->page->nodes[NODE_LINE][i];
		const struct word *w = first_word(l);
		if (w && word_is_prose(w) && !box_empty(w->box))
			put_before(&b, l);
	}
}

const struct repair_stage stage_bullets = {.name = "bullets",
					   .summary = "put back bullets that the recogniser passed over",
					   .needs = REPAIR_IMAGE,
					   .run = put_bullets};
