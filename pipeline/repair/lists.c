/*
 * Know the bullets of lists, which are read as letters: "e Build it", "¢ token bucket" read "• Build it", "• token
 * bucket".
 *
 * A bullet is solid ink: as thick as it is wide, which no letter is. It stands at a line's beginning and apart from the
 * text. One whose ink was not measured is known by another in its column that is as large.
 */
#include "repair/repair.h"

#include "base/utf8.h"

#include <stdlib.h>

/* How sure (percent): by its ink, by another bullet. */
static const float sure_ink = 97, sure_like = 92;

/* A disc's strokes are this part of its width at least, and so many times as thick as the next word's. */
static const float solid = 0.6F, thicker = 2;

/* Width to height of a bullet, at most, and the other way round. */
static const double round_enough = 1.3;

/* A bullet's height, in x-heights of its line: more than a stop's, no more than a letter's. */
static const double least_height = 0.3, most_height = 1.15;

/* The white behind it, at least, of one like others as well, whose next letter may reach further to the left; and how
 * far bullets of one list are out of line (x-heights). */
static const double least_white = 0.75, least_white_like = 0.5, out_of_line = 0.6;

/* Bullets of one list are alike in size up to this ratio. */
static const double alike = 1.2;

static double width_of(const struct word *w)
{
	return w->box.right - w->box.left;
}

static double height_of(const struct word *w)
{
	return w->box.bottom - w->box.top;
}

/* The line's first word, where it may be a bullet by its size and its place; or NULL. White in x-heights. */
static struct word *find_mark(const struct line *l, double white, const struct word **next)
{
	struct word *w = first_shown(l);
	*next = w ? next_word(w) : NULL;
	double x = (double)line_type(l).x_height;
	if (!*next || !word_shown(*next) || box_empty(w->box) || !(x > 0))
		return NULL;
	size_t at = 0;
	double width = width_of(w), height = height_of(w);
	uint32_t c = utf8_next(w->text, &at);
	if (at < w->text.n || utf8_is_upper(c) || utf8_is_digit(c))
		return NULL;
	return height > least_height * x && height < most_height * x && width < round_enough * height &&
			       height < round_enough * width && (*next)->box.left - w->box.right > white * x
		       ? w
		       : NULL;
}

static bool is_solid(const struct word *w, const struct word *next)
{
	return w->type.measured && next->type.measured && (double)w->type.stroke > (double)solid * width_of(w) &&
	       w->type.stroke > thicker * next->type.stroke;
}

/* Signs that are bullets, or may be meant as what they are. */
static bool is_bullet_sign(struct str s)
{
	static const char *const signs[] = {"•", "●", "■", "▪", "◆", "○", "□", "◦", "‣", "–", "—", "-"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (str_equal(s, str_of(signs[i])))
			return true;
	return false;
}

struct bullets {
	struct word **all;
	size_t count;
};

static bool is_alike(double a, double b)
{
	return a <= alike * b && b <= alike * a;
}

/* Is there a bullet in line with w that is as large? */
static bool is_like_bullet(const struct bullets *known, const struct word *w, double x)
{
	for (size_t i = 0; i < known->count; i++) {
		const struct word *b = known->all[i];
		if (abs(b->box.left - w->box.left) < out_of_line * x && is_alike(width_of(b), width_of(w)) &&
		    is_alike(height_of(b), height_of(w)))
			return true;
	}
	return false;
}

static void mend_bullet(struct repair *r, struct word *w, float sure, const char *why)
{
	if (!is_bullet_sign(w->text))
		edit_text(r->page, repair_reason(r, sure, "%s", why), w, STR("•"));
}

/* Is the line's mark a bullet: by its ink, or, where known is given, as those are? Then it reads so. */
static void mend_line(struct repair *r, struct line *l, struct bullets *found, const struct bullets *known)
{
	const struct word *next;
	struct word *w = find_mark(l, known ? least_white_like : least_white, &next);
	if (!w)
		return;
	if (!known && is_solid(w, next)) {
		found->all[found->count++] = w;
		mend_bullet(r, w, sure_ink, "solid ink, as no letter is: the bullet of a list");
	} else if (known && !w->type.measured && is_like_bullet(known, w, (double)line_type(l).x_height)) {
		mend_bullet(r, w, sure_like, "in line with another bullet, and as large");
	}
}

static void mend_lines(struct repair *r, struct bullets *found, const struct bullets *known)
{
	for (struct region *g = first_region(r->page); g; g = next_region(g))
		for (struct line *l = region_is_prose(g) ? first_line(g) : NULL; l; l = next_line(l))
			mend_line(r, l, found, known);
}

static void mend_bullets(struct repair *r)
{
	struct bullets found = {
		.all = arena_alloc(&r->page->scratch, r->page->counts[NODE_LINE], sizeof(struct word *))};
	mend_lines(r, &found, NULL);
	mend_lines(r, NULL, &found);
}

const struct repair_stage stage_lists = {.name = "lists",
					 .summary = "know the bullets of lists that were read as letters",
					 .needs = REPAIR_GEOMETRY,
					 .run = mend_bullets};
