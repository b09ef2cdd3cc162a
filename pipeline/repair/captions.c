/*
 * Tie captions to their pictures: "A field in June." in small italics under a photograph, "Fig. 3: net.label" above
 * one.
 *
 * A caption stands right under, over or beside a picture and is set in another type than the body, or begins as
 * captions do. A paragraph of the body next to a picture is none.
 */
#include "base/utf8.h"
#include "language/runs_on.h"
#include "repair/items.h"
#include "repair/judge.h"
#include "repair/layout.h"
#include "repair/repair.h"

#include <math.h>
#include <string.h>

/* The white between a picture and its caption, in leadings of the body; captions have no more lines, nor letters. */
static const double farthest = 2.6;
enum { MOST_LINES = 9, MOST_LETTERS = 500, FEW_LINES = 3 };

/* A caption in the body's type is closer to a picture across columns than this (leadings), and so much wider than they.
 */
static const double closest = 1.7, wider = 1.15;

/* Set aside beside a scrap of a picture. */
enum { FEWEST_SCRAPS = 2 };

/* Smaller type than this part of the body's is other type, whatever its weight. */
static const float small = 0.93F;

/* How far (leadings) a caption is from the edge of a frame that holds it with its picture, how surely read, and its
 * letters. */
static const double framed = 2.2;
static const float least_confidence = 70;
enum { FEWEST_OF_FRAMED = 4 };

/* No caption was read with less confidence than this (percent), or without a known word, a name, with less than that:
 * it is a picture, read as letters. */
static const float least_read = 50, sure = 85;

/* Type smaller than this part of the body's is no text of the page but of a picture. */
static const float tiny = 0.65F;

/* Lines of a screen are no further apart than this (leadings of the body). */
static const double between = 1.5;

/* Small capitals to capitals: as high as letters without ascenders, 0.66 of them and more. */
static const float small_capitals = 0.64F;

static bool is_other_type(const struct layout *l, const struct layout_block *b)
{
	return b->type.x_height < small * l->body.x_height || !same_face(&b->type, &l->body);
}

static double nearest_picture(const struct layout *l, const struct layout_block *b)
{
	double nearest = INFINITY;
	for (size_t i = 0; i < l->picture_count; i++)
		if (is_picture(l, l->pictures[i]))
			nearest = fmin(nearest, picture_distance(b, l->pictures[i]));
	return nearest;
}

static bool is_body_size(const struct layout *l, const struct layout_block *b)
{
	return same_size(&b->type, &l->body) && b->letters > 60;
}

/* Is there room for a picture over the block: white, in its column, that nothing read explains? */
static bool has_void(const struct layout *l, const struct layout_block *blocks, size_t count, size_t i)
{
	const struct layout_block *above = block_beyond(blocks, count, i, -1, is_body_size, l);
	double top = above ? above->area.bottom : l->text.top;
	return blocks[i].area.top - top > 5 * l->leading;
}

/* Small capitals are as high as the body's letters without ascenders. */
static bool is_tiny(const struct layout *l, const struct layout_block *b)
{
	float size = b->capitals > 0.7 ? b->type.height : b->type.x_height;
	return size < tiny * l->body.x_height;
}

/* The number with which the block begins as an item of a list; 0 where there is none. */
static int number_of(const struct layout_block *b)
{
	const struct word *w = first_word(b->first->line);
	return w ? item_number(w->text) : 0;
}

static bool any_block(const struct layout *l, const struct layout_block *b)
{
	(void)l;
	(void)b;
	return true;
}

/* Does the list go on with the next number under it? */
static bool is_list_item(const struct layout *l, const struct layout_block *blocks, size_t count, size_t i)
{
	int number = number_of(&blocks[i]);
	const struct layout_block *below = number ? block_beyond(blocks, count, i, 1, any_block, l) : NULL;
	return below && number_of(below) == number + 1;
}

/* Has the lexicon, if there is one, a word of it that is longer than two letters? */
static bool has_word(const struct repair *r, const struct layout_block *b)
{
	for (const struct line *line = first_line(b->region); line; line = next_line(line))
		for (const struct word *w = first_word(line); w; w = next_word(w))
			if (w->text.n > 2 && judge_knows(r, w))
				return true;
	return !r->lexicon;
}

/* Was it read with some confidence, and with a word of the lexicon, and is no drawing read as letters? */
static bool is_read(const struct repair *r, const struct layout *l, const struct layout_block *b)
{
	struct judgement all = {0};
	for (const struct line *line = first_line(b->region); line; line = next_line(line))
		all = judge_both(all, judge_sureness(line));
	return all.confidence >= (has_word(r, b) ? least_read : sure) && !is_tiny(l, b);
}

/* Bold of the body's size, or capitals that are lower than small capitals: as screens and diagrams have them. */
static bool is_label_type(const struct layout *l, const struct layout_block *b)
{
	bool bold = is_bolder(&b->type, &l->body) && b->type.x_height >= small * l->body.x_height;
	return bold || (b->capitals > 0.7 && b->type.height < small_capitals * l->body.height);
}

/* Within a frame about picture and caption: at its top or foot, and in its middle. */
static bool is_framed(const struct layout *l, const struct layout_block *b, const struct area *frame)
{
	double down = fmin(b->area.top - frame->top, frame->bottom - b->area.bottom);
	double aside = fabs((b->area.left + b->area.right) - (frame->left + frame->right)) / 2;
	return down < framed * l->leading && aside < 0.1 * area_width(*frame) &&
	       judge_sureness(b->first->line).confidence > least_confidence && b->letters >= FEWEST_OF_FRAMED &&
	       !is_label_type(l, b);
}

/* Does it go on right under a caption in the same frame, from the same left edge? */
static bool continues_caption(const struct layout *l, const struct layout_block *blocks, size_t count, size_t i,
			      const struct area *frame)
{
	const struct layout_block *b = &blocks[i], *above = block_beyond(blocks, count, i, -1, any_block, l);
	return above && above->region->type == REGION_CAPTION && picture_around(l, above->area) == frame &&
	       b->area.top - above->area.bottom < l->leading &&
	       fabs(b->area.left - above->area.left) < (double)l->body.x_height;
}

/* Lies the picture across columns of the body, of which the block is wider than one? */
static bool spans_columns(const struct layout *l, const struct layout_block *blocks, size_t count,
			  const struct layout_block *b, struct area picture)
{
	double middle = (picture.left + picture.right) / 2, x = (double)l->body.x_height, widest = 0;
	bool left = false, right = false;
	for (size_t i = 0; i < count; i++) {
		struct area a = blocks[i].area;
		if (&blocks[i] == b || !is_body_size(l, &blocks[i]) || area_across(a, picture) < 0.9 * area_width(a))
			continue;
		left |= a.right < middle + x;
		right |= a.left > middle - x;
		widest = fmax(widest, area_width(a));
	}
	return left && right && area_width(b->area) > wider * widest;
}

/* Stands it right at a picture across columns, and across them as well, from its left edge on? */
static bool lies_across(const struct layout *l, const struct layout_block *blocks, size_t count,
			const struct layout_block *b)
{
	for (size_t i = 0; i < l->picture_count; i++) {
		struct area p = l->pictures[i];
		if (is_picture(l, p) && b->line_count <= FEW_LINES && picture_distance(b, p) < closest * l->leading &&
		    fabs(b->area.left - p.left) < 2 * (double)l->body.x_height && spans_columns(l, blocks, count, b, p))
			return true;
	}
	return false;
}

/* Does the block begin with the rest of a word that another line of the body was parted in? */
static bool has_rest_of_word(const struct repair *r, const struct layout *l, const struct layout_block *b)
{
	const struct word *first = first_shown(b->first->line);
	if (!first || !r->lexicon || !begins_lower(first->text))
		return false;
	for (size_t i = 0; i < l->line_count; i++) {
		const struct word *last = last_shown(l->lines[i].line);
		if (!last || line_region(l->lines[i].line) == b->region || !ends_parted(last->text))
			continue;
		struct str head = utf8_core(last->text), tail = utf8_core(first->text);
		struct str whole = arena_printf(&r->page->scratch, "%.*s%.*s", STR_ARG(head), STR_ARG(tail));
		if (same_size(&l->lines[i].type, &l->body) && lexicon_knows(r->lexicon, whole))
			return true;
	}
	return false;
}

static const char *why_caption(const struct repair *r, const struct layout *l, const struct layout_block *blocks,
			       size_t count, size_t i)
{
	const struct layout_block *b = &blocks[i];
	bool place = region_kinds[b->region->type].place;
	if ((place && b->region->type != REGION_FLOATING) || b->region->type == REGION_LISTING ||
	    b->line_count > MOST_LINES || b->letters > MOST_LETTERS || b->type.x_height > 1.25F * l->body.x_height)
		return NULL;
	double distance = nearest_picture(l, b);
	const struct area *around = picture_around(l, b->area);
	if (begins_as_caption(b))
		return "begins as captions do";
	if (!is_read(r, l, b) || is_list_item(l, blocks, count, i) || has_rest_of_word(r, l, b))
		return NULL;
	bool bold = is_bolder(&b->type, &l->body);
	if (around)
		return is_framed(l, b, around) || continues_caption(l, blocks, count, i, around)
			       ? "stands in one frame with a picture"
			       : NULL;
	if (distance < farthest * l->leading && is_other_type(l, b) && !bold)
		return "stands at a picture, in other type than the body";
	if (!bold && lies_across(l, blocks, count, b))
		return "lies under a picture across columns, as wide as it";
	if (distance < farthest * l->leading && b->line_count == 1 && b->capitals > 0.8)
		return "stands at a picture, in capitals";
	if (b->type.measured && b->type.x_height < small * l->body.x_height && has_void(l, blocks, count, i) && !bold &&
	    b->type.slant > 6)
		return "small type under a blank that may be a picture";
	return NULL;
}

/* Is there a picture on the page, or what tells of one: tiny letters in several places, or what was set aside? */
static bool shows_picture(const struct layout *l, const struct layout_block *blocks, size_t count)
{
	size_t signs = 0;
	for (size_t i = 0; i < l->picture_count; i++)
		if (is_picture(l, l->pictures[i]))
			return true;
	for (size_t i = 0; i < count; i++)
		signs += is_tiny(l, &blocks[i]);
	for (const struct region *g = first_region(l->page); g; g = next_region(g))
		signs += g->type == REGION_NOISE;
	return signs >= FEWEST_SCRAPS;
}

/*
 * Letters of a screen, a map, a sign: in a picture, or too small to be of the page; in a picture what was hardly read
 * may be of any size, since lines of small type that is misread run together, and so may all where it is a figure.
 */
static bool is_of_picture(const struct repair *r, const struct layout *l, const struct layout_block *blocks,
			  size_t count, size_t i)
{
	const struct layout_block *b = &blocks[i];
	const struct area *around = picture_around(l, b->area);
	if (b->letters > MOST_LETTERS || !is_body_text(b))
		return false;
	if (is_body_size(l, b))
		return around && !holds_most_text(l, around) &&
		       (!is_read(r, l, b) || has_numbered_caption(l, blocks, count, around));
	return around || (is_tiny(l, b) && (!has_word(r, b) || shows_picture(l, blocks, count)));
}

/* May it be of a picture that was not seen, if it stands between letters of one? Capitals may be a heading's. */
static bool may_be_of_picture(const struct repair *r, const struct layout *l, const struct layout_block *b)
{
	bool own = is_body_size(l, b) || b->capitals > 0.7;
	return b->letters <= MOST_LETTERS && is_body_text(b) && !begins_as_caption(b) && (!own || !is_read(r, l, b));
}

/* Do the blocks above (direction -1) or below (1) lead, one close to the other, to letters of a picture? */
static bool leads_to_label(const struct repair *r, const struct layout *l, const struct layout_block *blocks,
			   size_t count, size_t i, int direction)
{
	const struct layout_block *b = &blocks[i];
	for (size_t steps = 0; steps < count; steps++) {
		const struct layout_block *next =
			block_beyond(blocks, count, (size_t)(b - blocks), direction, any_block, l);
		if (!next || area_down(next->area, b->area) < -between * l->leading)
			return false;
		bool label = next->region->type == REGION_FLOATING;
		if (label && next->type.x_height < small * l->body.x_height)
			return true;
		if (!label && !may_be_of_picture(r, l, next))
			return false;
		b = next;
	}
	return false;
}

static void name_label(struct repair *r, const struct layout_block *b, const char *why)
{
	edit_type(r->page, repair_reason(r, 90, "%s", why), b->region, REGION_FLOATING);
}

/* Do words of more than two letters that the lexicon has, read with some confidence, make up less than half of it? */
static bool has_few_words(const struct repair *r, const struct layout_block *b)
{
	size_t known = 0, all = 0;
	for (const struct word *w = first_word(b->first->line); w; w = next_word(w)) {
		all += w->text.n;
		known += w->text.n > 2 && w->confidence > least_read && judge_knows(r, w) ? w->text.n : 0;
	}
	return 2 * known < all;
}

/* Is it a scrap with hardly a word, close to more than one other that was set aside: all of one picture that was not
 * seen? For a small letter alone one is enough. */
static bool is_scrap(const struct repair *r, const struct layout *l, const struct layout_block *b)
{
	size_t near = 0;
	if (b->line_count > 1 || !is_body_text(b) || !r->lexicon || !has_few_words(r, b))
		return false;
	for (const struct region *g = first_region(l->page); g; g = next_region(g)) {
		struct box box = region_box(g);
		if ((g->type != REGION_NOISE && g->type != REGION_FLOATING) || box_empty(box))
			continue;
		struct area a = layout_area(l, box);
		near += fmin(area_across(a, b->area), area_down(a, b->area)) > -between * l->leading;
	}
	bool alone = b->letters == 1 && begins_lower(first_word(b->first->line)->text);
	return near >= (alone ? 1 : FEWEST_SCRAPS);
}

/* Until no more are found: one may be a second's neighbour. */
static void name_scraps(struct repair *r, const struct layout *l, const struct layout_block *blocks, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_scrap(r, l, &blocks[i])) {
			name_label(r, &blocks[i], "holds hardly a word and stands among others that were set aside");
			i = SIZE_MAX;
		}
}

/* What stands between tiny letters above and below is of the same screen, whatever it was read as. */
static void name_between(struct repair *r, const struct layout *l, const struct layout_block *blocks, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (may_be_of_picture(r, l, &blocks[i]) && leads_to_label(r, l, blocks, count, i, -1) &&
		    leads_to_label(r, l, blocks, count, i, 1))
			name_label(r, &blocks[i], "stands between letters of a picture");
}

static void name_captions(struct repair *r)
{
	struct layout l;
	size_t count;
	if (!layout_init(&l, r->page))
		return;
	struct layout_block *blocks = layout_blocks(&l, &r->page->scratch, &count);
	for (size_t i = 0; i < count; i++) {
		const char *why = why_caption(r, &l, blocks, count, i);
		bool label = is_body_text(&blocks[i]) && is_chart_label(&l, blocks, count, i);
		if (label)
			name_label(r, &blocks[i], "labels a picture that has a caption");
		else if (!why && is_of_picture(r, &l, blocks, count, i))
			name_label(r, &blocks[i], "stands in a picture");
		else if (why)
			edit_type(r->page, repair_reason(r, 95, "%s", why), blocks[i].region, REGION_CAPTION);
	}
	name_between(r, &l, blocks, count);
	name_scraps(r, &l, blocks, count);
}

const struct repair_stage stage_captions = {.name = "captions",
					    .summary = "tie captions to their pictures",
					    .needs = REPAIR_GEOMETRY,
					    .run = name_captions};
