/* Builds pages: open blocks, the open line and its words, and text that stands loosely. */
#include "source/ocr_reader.h"

#include <stdlib.h>
#include <string.h>

/* What a page may have: more words than a newspaper's by ten times, and letters with their other readings to them. */
enum { MOST_WORDS = 150000, MOST_PARTS = 1500000 };

/* Bytes of text that stands loosely, in one place. */
enum { MOST_LOOSE = 1 << 20 };

static const char *const messages[FAULTS] = {
	[FAULT_XML] = "is not well-formed; what can be read is read",
	[FAULT_ENCODING] =
		"has bytes that are no text in its encoding; they are read as Windows-1252, controls as U+FFFD",
	[FAULT_BOX] = "has a box that is none, and is read without",
	[FAULT_CONFIDENCE] = "has a confidence beyond 100%; it is read as that",
	[FAULT_SIZE] = "the page has no size; it is taken from the boxes",
	[FAULT_OUTSIDE] = "boxes lie outside of the page; it is taken to be larger",
	[FAULT_UNIT] = "lengths are not in pixels, and the file gives no resolution; the unit is taken for a pixel",
	[FAULT_SYMBOLS] = "letters do not spell their word; they are left out",
	[FAULT_LONG] = "has a word too long to be one; it is parted",
	[FAULT_ORDER] = "the reading order names what is not there",
	[FAULT_DEPTH] = "is nested too deeply; blocks within are read as one",
	[FAULT_STOPPED] = "has too many elements that are not closed; what follows is not read",
	[FAULT_CUT] = "ends within a page; the page is read as far as it goes",
};

void ocr_fault(struct ocr_reader *in, enum ocr_fault fault, const char *detail)
{
	if (in->told >> fault & 1)
		return;
	in->told |= 1U << fault;
	strbuf_printf(&in->faults, "%s: line %zu: %s%s%s%s\n", in->name, in->line_number, messages[fault],
		      *detail ? " (" : "", detail, *detail ? ")" : "");
}

void ocr_reader_init(struct ocr_reader *in, const char *name)
{
	*in = (struct ocr_reader){.name = name};
}

static void drop_page(struct page *page)
{
	if (page)
		page_release(page);
	free(page);
}

void ocr_reader_release(struct ocr_reader *in)
{
	drop_page(in->page);
	for (uint32_t i = 0; i < in->done_count; i++)
		drop_page(in->done[i].page);
	free(in->done);
	free(in->words);
	strbuf_release(&in->loose);
	strbuf_release(&in->faults);
	arena_release(&in->arena);
}

struct arena *ocr_arena(struct ocr_reader *in)
{
	return in->page ? &in->page->arena : &in->arena;
}

bool ocr_room(struct ocr_reader *in)
{
	if (in->parts >= MOST_PARTS || (in->page && in->page->counts[NODE_WORD] + in->word_count >= MOST_WORDS))
		in->overfull = true;
	in->parts++;
	return !in->overfull;
}

void ocr_begin_page(struct ocr_reader *in)
{
	ocr_end_page(in);
	in->page = must_alloc(1, sizeof *in->page);
	page_init(in->page);
	in->page->number = ++in->page_count;
	in->page->image = arena_str(&in->page->arena, in->image);
	in->page->lang = arena_str(&in->page->arena, in->langs);
	in->page->recogniser = arena_str(&in->page->arena, in->recogniser);
	in->parts = 0;
	in->overfull = in->implied = false;
	in->depth = in->too_deep = in->outer_blocks = 0;
	in->named = NULL;
	in->named_count = 0;
	in->loose.n = 0;
}

void ocr_need_page(struct ocr_reader *in)
{
	if (in->page)
		return;
	ocr_begin_page(in);
	in->implied = true;
}

void ocr_end_page(struct ocr_reader *in)
{
	if (!in->page)
		return;
	in->too_deep = 0;
	ocr_end_line(in);
	ocr_flush_loose(in);
	while (in->depth)
		ocr_end_block(in);
	ocr_apply_order(in);
	ocr_finish_page(in);
	in->done = must_realloc(in->done, in->done_count + 1, sizeof *in->done);
	in->done[in->done_count++] = (struct ocr_done){in->page, in->overfull};
	in->page = NULL;
}

struct ocr_block *ocr_block(struct ocr_reader *in)
{
	return in->depth ? &in->blocks[in->depth - 1] : NULL;
}

/* What the block is like is known when it ends: its box may stand behind its lines. */
static void close_region(struct ocr_block *b)
{
	struct region *r = b->region;
	if (!r)
		return;
	r->type = b->type;
	r->origin = b->origin;
	r->box = b->box;
	r->polygon = b->polygon;
	r->polygon_count = b->polygon_count;
	if (b->class.n)
		r->origin.type = b->class;
	b->region = NULL;
	b->class = (struct str){0};
}

/* What a block in another is, if the file does not say: part of it; but text in a picture floats. */
static enum region_type inner_type(enum region_type own, const struct ocr_block *outer)
{
	if (!outer || own != REGION_PARAGRAPH)
		return own;
	return region_kinds[outer->type].place == PLACE_ASIDE && outer->type != REGION_NOISE ? REGION_FLOATING
											     : outer->type;
}

struct ocr_block *ocr_begin_block(struct ocr_reader *in, enum region_type type, struct str origin)
{
	ocr_need_page(in);
	ocr_end_line(in);
	ocr_flush_loose(in);
	if (in->depth && ocr_block(in)->implied)
		ocr_end_block(in);
	if (in->depth == MOST_BLOCKS) {
		ocr_fault(in, FAULT_DEPTH, "");
		in->too_deep++;
		return ocr_block(in);
	}
	struct ocr_block *outer = ocr_block(in), *b = &in->blocks[in->depth++];
	*b = (struct ocr_block){.type = inner_type(type, outer),
				.first_region = in->page->counts[NODE_REGION],
				.first_word = in->page->counts[NODE_WORD]};
	if (outer) {
		close_region(outer);
		b->lang = outer->lang;
		b->origin = outer->origin;
	} else {
		b->origin.block = in->outer_blocks++;
	}
	b->origin.type = arena_str(&in->page->arena, origin);
	return b;
}

/* The region of the innermost block, made where there is none; NULL where there is no room for it. */
struct region *ocr_need_region(struct ocr_reader *in)
{
	if (!in->depth)
		ocr_begin_block(in, REGION_PARAGRAPH, STR("page"))->implied = true;
	struct ocr_block *b = ocr_block(in);
	if (!b->region && ocr_room(in))
		b->region = page_add_region(in->page, b->type);
	return b->region;
}

static void name_block(struct ocr_reader *in, const struct ocr_block *b)
{
	if (!b->id.n || !ocr_room(in))
		return;
	in->named = arena_grow(&in->page->arena, in->named, in->named_count, sizeof *in->named);
	in->named[in->named_count++] =
		(struct ocr_named){b->id, b->next, b->first_region, in->page->counts[NODE_REGION] - b->first_region};
}

void ocr_end_block(struct ocr_reader *in)
{
	if (in->too_deep) {
		in->too_deep--;
		return;
	}
	ocr_end_line(in);
	ocr_flush_loose(in);
	struct ocr_block *b = ocr_block(in);
	if (!b)
		return;
	if (in->page->counts[NODE_REGION] == b->first_region && !box_empty(b->box))
		ocr_need_region(in);
	close_region(b);
	name_block(in, b);
	in->depth--;
}

bool ocr_block_has_words(const struct ocr_reader *in)
{
	return in->depth && in->page->counts[NODE_WORD] > in->blocks[in->depth - 1].first_word;
}

static struct str next_row(struct str text, size_t *at)
{
	const char *end = memchr(text.s + *at, '\n', text.n - *at);
	struct str row = {text.s + *at, end ? (size_t)(end - text.s) - *at : text.n - *at};
	*at += row.n + 1;
	return ocr_trimmed(row);
}

/* The rows stand one below the other in the block's box, if nothing else does. */
void ocr_block_text(struct ocr_reader *in, struct str text, float confidence)
{
	uint32_t rows = 0, row = 0;
	text = ocr_trimmed(text);
	for (size_t at = 0; at < text.n;)
		rows += next_row(text, &at).n > 0;
	if (!rows || !ocr_need_region(in))
		return;
	struct box all = {0};
	if (!ocr_block_has_words(in))
		all = ocr_block(in)->box;
	text = arena_str(&in->page->arena, text);
	for (size_t at = 0; at < text.n;) {
		struct str s = next_row(text, &at);
		if (!s.n)
			continue;
		struct ocr_line *line = ocr_begin_line(in);
		int64_t height = (int64_t)all.bottom - all.top;
		line->box = (struct box){all.left, all.top + (int32_t)(height * row / rows), all.right,
					 all.top + (int32_t)(height * (row + 1) / rows)};
		line->text = s;
		line->confidence = confidence;
		row++;
		ocr_end_line(in);
	}
}

void ocr_add_loose(struct ocr_reader *in, struct str text)
{
	if (in->page && in->loose.n + text.n <= MOST_LOOSE)
		strbuf_add(&in->loose, text);
	else if (in->page)
		in->overfull = true;
}

/* What stands loosely, without the white space about it; from now on nothing does. */
struct str ocr_take_loose(struct ocr_reader *in)
{
	struct str text = ocr_trimmed(strbuf_str(&in->loose));
	in->loose.n = 0;
	return text.n ? arena_str(&in->page->arena, text) : text;
}

/* Between lines it is lines of the block's; where there is no block, of one that the file lacks. */
void ocr_flush_loose(struct ocr_reader *in)
{
	struct str text = ocr_take_loose(in);
	if (text.n)
		ocr_block_text(in, text, -1);
}
