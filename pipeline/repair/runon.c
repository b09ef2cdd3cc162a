/*
 * Rejoin paragraphs that were parted by the end of a column, a picture or an insert: "of huge areas" | "of Soviet
 * territory." becomes one paragraph. An advertisement or a box of text between is stepped over where a hyphen shows
 * that a word goes on behind it.
 */
#include "repair/boxes.h"
#include "repair/layout.h"
#include "repair/repair.h"

#include "language/runs_on.h"

#include <math.h>

/* The text must run on by so much (log10 of the odds): from one column to the next, and within one. */
static const double enough = 1, enough_within = 1.4;

/* What stands between the halves of a word has no more blocks; a half must go on so surely (log10 of the odds). */
enum { MOST_BETWEEN = 40 };
static const double enough_over = 2;

/* The least indent of a first line, and what a full line may end short of its block (x-heights). */
static const double least_indent = 0.7, short_end = 1.5;

static bool is_paragraph(const struct layout_block *b)
{
	return b->region->type == REGION_PARAGRAPH;
}

static double score(struct repair *r, const struct layout_block *a, const struct layout_block *b)
{
	struct joint j = {0};
	block_words(a, true, j.before);
	block_words(b, false, j.after);
	return runs_on(&j, r->lexicon, NULL);
}

/* Does b's first line stand in from the rest of it? Of one line it is not known: no. */
static bool is_indented(const struct layout *l, const struct layout_block *b)
{
	return b->line_count > 1 && b->first->area.left > b->area.left + least_indent * (double)l->body.x_height;
}

/* Is its sentence not ended, though its last line is full? Then more of it follows, whatever it begins with. */
static bool is_open(const struct layout *l, const struct layout_block *a)
{
	struct str words[2];
	block_words(a, true, words);
	return a->line_count > 1 && a->last->area.right > a->area.right - short_end * (double)l->body.x_height &&
	       !ends_sentence(words[0]);
}

static const char *why_one(struct repair *r, const struct layout *l, const struct layout_block *a,
			   const struct layout_block *b)
{
	if (!same_size(&a->type, &b->type) || is_indented(l, b))
		return NULL;
	if (a->line_count == 1 && !same_face(&a->type, &b->type)) /* "Continued from page 9" */
		return NULL;
	double down = b->area.top - a->area.bottom, s = score(r, a, b);
	bool under = down > -l->leading && down < 2 * l->leading && area_across(a->area, b->area) > 0;
	if (s < (under ? enough_within : enough))
		return !under && is_open(l, a) ? "its last line is full and ends no sentence" : NULL;
	return under ? "the sentence runs on" : "the sentence runs on from one column, or over what stands between";
}

/* The paragraph from block i on that goes on with the word that a ends in, and not as well with what stands before it;
 * or NULL: "sys-" | "tem". */
static struct layout_block *find_rest(struct repair *r, const struct layout *l, struct layout_block *blocks,
				      size_t count, size_t i, const struct layout_block *a)
{
	const struct word *end = last_shown(a->last->line);
	const struct layout_block *before = NULL;
	for (size_t k = i; end && ends_parted(end->text) && k < count && k < i + MOST_BETWEEN; k++) {
		struct layout_block *b = &blocks[k];
		const struct word *begin = first_shown(b->first->line);
		if (region_kinds[b->region->type].place != PLACE_BODY || !first_line(b->region))
			continue;
		if (is_paragraph(b) && begin && begins_lower(begin->text) && why_one(r, l, a, b) &&
		    score(r, a, b) > enough_over && (!before || score(r, before, b) < score(r, a, b)))
			return b;
		before = b;
	}
	return NULL;
}

/* A block with the box in which it stands, or NULL. */
struct boxed {
	struct layout_block *block;
	const struct area *box;
};

/* What b may go on from: the last block of its box, or behind a box the one before the box, which `outside` keeps. */
static struct layout_block *before_box(struct boxed last, struct boxed b, struct layout_block **outside)
{
	if (!last.block || last.box == b.box)
		return last.block;
	if (!last.box)
		*outside = last.block;
	return b.box ? NULL : *outside;
}

static void append(struct repair *r, const char *why, struct layout_block *a, const struct layout_block *b)
{
	struct node *first = &first_line(b->region)->node;
	edit_move(r->page, repair_reason(r, 95, "%s", why), first, node_count(first), &a->region->node, NULL);
	a->last = b->last;
	a->area = b->area;
}

static void rejoin(struct repair *r)
{
	struct layout l;
	size_t count;
	if (!layout_init(&l, r->page))
		return;
	struct layout_block *blocks = layout_blocks(&l, &r->page->scratch, &count), *last = NULL, *outside = NULL;
	const struct area **boxes = find_boxes(&l, blocks, count, &r->page->scratch);
	/* Which paragraph a block was appended to before its turn. */
	struct layout_block **heads = arena_alloc(&r->page->scratch, count, sizeof(struct layout_block *));
	for (size_t i = 0; i < count; i++) {
		struct layout_block *b = &blocks[i], *rest = NULL;
		if (region_kinds[b->region->type].place != PLACE_BODY)
			continue;
		if (!first_line(b->region)) {
			last = heads[i];
			continue;
		}
		last = before_box((struct boxed){last, last ? boxes[last - blocks] : NULL}, (struct boxed){b, boxes[i]},
				  &outside);
		const char *why = last && is_paragraph(last) && is_paragraph(b) ? why_one(r, &l, last, b) : NULL;
		if (why) {
			append(r, why, last, b);
			continue;
		}
		if (last && is_paragraph(last) && (rest = find_rest(r, &l, blocks, count, i, last))) {
			append(r, "its last word goes on there", last, rest);
			heads[rest - blocks] = last;
		}
		last = b;
	}
}

const struct repair_stage stage_runon = {.name = "runon",
					 .summary = "rejoin paragraphs parted by columns, pictures and inserts",
					 .needs = REPAIR_GEOMETRY | REPAIR_LEXICON,
					 .run = rejoin};
