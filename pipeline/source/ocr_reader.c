/* Builds pages: open blocks, the open line and its words, and text that stands loosely. */
#include "source/ocr_reader.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* What a page may have: more words than a newspaper's by ten times, and letters with their other readings to them. */
enum { MOST_WORDS = 150000, MOST_PARTS = 1500000 };

/* Bytes: longer ones are parted, since they are no words; and of text that stands loosely, in one place. */
enum { LONGEST_WORD = 400, MOST_LOOSE = 1 << 20 };

static const char *const messages[FAULTS] = {
	[FAULT_XML] = "is not well-formed; what can be read is read",
	[FAULT_ENCODING] = "has bytes that are no text in its encoding; they are read as U+FFFD",
	[FAULT_BOX] = "has a box that is none, and is read without",
	[FAULT_CONFIDENCE] = "has a confidence beyond 100%; it is read as that",
	[FAULT_SIZE] = "the page has no size; it is taken from the boxes",
	[FAULT_OUTSIDE] = "boxes lie outside of the page; it is taken to be larger",
	[FAULT_UNIT] = "lengths are not in pixels, and the file gives no resolution; the unit is taken for a pixel",
	[FAULT_SYMBOLS] = "letters do not spell their word; they are left out",
	[FAULT_LONG] = "has a word too long to be one; it is parted",
	[FAULT_ORDER] = "the reading order names what is not there",
	[FAULT_DEPTH] = "is nested too deeply; blocks within are read as one",
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

static void need_page(struct ocr_reader *in)
{
	if (in->page)
		return;
	ocr_begin_page(in);
	in->implied = true;
}

static void flush_loose(struct ocr_reader *in);

void ocr_end_page(struct ocr_reader *in)
{
	if (!in->page)
		return;
	in->too_deep = 0;
	ocr_end_line(in);
	flush_loose(in);
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
	need_page(in);
	ocr_end_line(in);
	flush_loose(in);
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
static struct region *need_region(struct ocr_reader *in)
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
	flush_loose(in);
	struct ocr_block *b = ocr_block(in);
	if (!b)
		return;
	if (in->page->counts[NODE_REGION] == b->first_region && !box_empty(b->box))
		need_region(in);
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
	if (!rows || !need_region(in))
		return;
	struct box all = ocr_block_has_words(in) ? (struct box){0} : ocr_block(in)->box;
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
static struct str take_loose(struct ocr_reader *in)
{
	struct str text = ocr_trimmed(strbuf_str(&in->loose));
	in->loose.n = 0;
	return text.n ? arena_str(&in->page->arena, text) : text;
}

/* Between lines it is lines of the block's; where there is no block, of one that the file lacks. */
static void flush_loose(struct ocr_reader *in)
{
	struct str text = take_loose(in);
	if (text.n)
		ocr_block_text(in, text, -1);
}

struct ocr_line *ocr_begin_line(struct ocr_reader *in)
{
	need_page(in);
	ocr_end_line(in);
	flush_loose(in);
	in->line = (struct ocr_line){.confidence = -1, .lang = in->depth ? ocr_block(in)->lang : (struct str){0}};
	in->in_line = true;
	in->word_count = 0;
	return &in->line;
}

static struct ocr_word *push_word(struct ocr_reader *in)
{
	if (!ocr_room(in))
		return NULL;
	if (in->word_count == in->word_size)
		in->words = must_realloc(in->words, in->word_size = in->word_size ? 2 * in->word_size : 64,
					 sizeof *in->words);
	in->words[in->word_count] = (struct ocr_word){.confidence = -1, .lang = in->line.lang};
	return &in->words[in->word_count++];
}

/* Text before the first word, or between two, is words as well. */
static void push_loose(struct ocr_reader *in)
{
	struct str text = take_loose(in);
	for (size_t at = 0; at < text.n;) {
		struct str token = ocr_token(text, &at);
		struct ocr_word *w = push_word(in);
		if (w)
			w->text = token;
	}
}

struct ocr_word *ocr_begin_word(struct ocr_reader *in)
{
	if (!in->in_line)
		ocr_begin_line(in)->implied = true;
	push_loose(in);
	in->in_word = push_word(in) != NULL;
	return ocr_word(in);
}

struct ocr_word *ocr_word(struct ocr_reader *in)
{
	return in->in_word ? &in->words[in->word_count - 1] : NULL;
}

void ocr_end_word(struct ocr_reader *in)
{
	in->in_word = false;
}

struct symbol *ocr_add_symbol(struct ocr_reader *in, struct ocr_word *word, struct str text)
{
	if (!word || !ocr_room(in))
		return NULL;
	struct arena *arena = &in->page->arena;
	word->symbols = arena_grow(arena, word->symbols, word->symbol_count, sizeof *word->symbols);
	struct symbol *s = &word->symbols[word->symbol_count++];
	*s = (struct symbol){.text = arena_str(arena, text), .confidence = -1};
	return s;
}

void ocr_add_alternative(struct ocr_reader *in, struct symbol *symbol, struct str text, float confidence)
{
	if (!symbol || !text.n || str_equal(text, symbol->text) || !ocr_room(in))
		return;
	struct arena *arena = &in->page->arena;
	symbol->alternatives =
		arena_grow(arena, symbol->alternatives, symbol->alternative_count, sizeof *symbol->alternatives);
	symbol->alternatives[symbol->alternative_count++] =
		(struct alternative){arena_str(arena, text), confidence < 0 ? 0 : confidence};
}

void ocr_add_reading(struct ocr_reader *in, struct reading **readings, uint32_t *count, struct str text,
		     float confidence, const char *how)
{
	text = ocr_trimmed(text);
	if (!text.n || !ocr_room(in))
		return;
	struct arena *arena = &in->page->arena;
	*readings = arena_grow(arena, *readings, *count, sizeof **readings);
	(*readings)[(*count)++] =
		(struct reading){arena_str(arena, text), 1, confidence < 0 ? 0 : confidence, str_of(how)};
}

/* The next word of a text: what white space parts, but no longer than a word can be. */
static struct str next_piece(struct ocr_reader *in, struct str text, size_t *at)
{
	struct str token = ocr_token(text, at);
	if (token.n <= LONGEST_WORD)
		return token;
	ocr_fault(in, FAULT_LONG, "");
	size_t n = 0, end = 0;
	while (end <= LONGEST_WORD) {
		n = end;
		utf8_next(token, &end);
	}
	*at = (size_t)(token.s - text.s) + n;
	return (struct str){token.s, n};
}

/* Gives the word those of the symbols from *from on that spell it, or none; *from goes behind them. */
static void take_symbols(struct ocr_reader *in, struct word *w, const struct ocr_word *read, uint32_t *from)
{
	size_t n = 0;
	while (*from < read->symbol_count && !ocr_trimmed(read->symbols[*from].text).n)
		++*from;
	uint32_t end = *from;
	for (; end < read->symbol_count && n < w->raw.n; n += read->symbols[end++].text.n)
		if (!str_starts(str_skip(w->raw, n), read->symbols[end].text))
			break;
	if (n != w->raw.n && read->symbol_count) {
		ocr_fault(in, FAULT_SYMBOLS, "");
		return;
	}
	w->symbols = read->symbols ? read->symbols + *from : NULL;
	w->symbol_count = end - *from;
	*from = end;
}

/* A word is as sure as the least sure of its letters where the file rates only those. */
static void rate_word(struct word *w, float confidence)
{
	w->unrated = confidence < 0;
	w->confidence = w->unrated ? (float)UNRATED_CONFIDENCE : confidence;
	for (uint32_t i = 0; i < w->symbol_count && confidence < 0; i++) {
		float of_symbol = w->symbols[i].confidence;
		if (of_symbol >= 0 && (w->unrated || of_symbol < w->confidence)) {
			w->confidence = of_symbol;
			w->unrated = false;
		}
	}
	for (uint32_t i = 0; i < w->symbol_count; i++)
		if (w->symbols[i].confidence < 0)
			w->symbols[i].confidence = w->confidence;
}

/* Adds what was read as one word: several where it holds white space, with parts of its box. */
static struct word *add_words(struct ocr_reader *in, struct line *line, const struct ocr_word *read)
{
	struct str text = ocr_trimmed(read->text);
	size_t all = utf8_count(text), done = 0;
	struct word *first = NULL;
	uint32_t symbol = 0;
	for (size_t at = 0, behind = 0; at < text.n; behind = at) {
		struct str piece = next_piece(in, text, &at);
		done += utf8_count((struct str){text.s + behind, (size_t)(piece.s - text.s) - behind});
		size_t n = utf8_count(piece);
		if (!piece.n || !ocr_room(in))
			break;
		struct word *w = page_add_word(in->page, line, piece);
		w->box = box_empty(read->box) || n == all ? read->box : box_part(read->box, done, done + n, all);
		w->lang = read->lang;
		take_symbols(in, w, read, &symbol);
		rate_word(w, read->confidence);
		first = first ? first : w;
		done += n;
	}
	return first;
}

static uint32_t count_tokens(struct str text)
{
	uint32_t n = 0;
	for (size_t at = 0; at < text.n;)
		n += ocr_token(text, &at).n > 0;
	return n;
}

static void give_readings(struct word *w, struct reading *readings, uint32_t count)
{
	if (!w || w->reading_count)
		return;
	w->readings = readings;
	w->reading_count = count;
}

/* The line's own text is that of its words where they have none: one by one, or, where the numbers differ, anew. */
static void spread_line_text(struct ocr_reader *in)
{
	struct ocr_line *l = &in->line;
	bool spelt = false;
	for (uint32_t i = 0; i < in->word_count; i++)
		spelt = spelt || ocr_trimmed(in->words[i].text).n;
	uint32_t tokens = count_tokens(l->text);
	if (spelt || !tokens)
		return;
	if (tokens == in->word_count) {
		for (size_t i = 0, at = 0; i < in->word_count; i++)
			in->words[i].text = ocr_token(l->text, &at);
		return;
	}
	in->word_count = 0;
	struct ocr_word *w = push_word(in);
	if (!w)
		return;
	w->text = l->text;
	w->box = l->box;
	w->confidence = l->confidence;
	w->readings = l->readings;
	w->reading_count = l->reading_count;
	for (uint32_t i = 0; i < l->reading_count; i++)
		l->readings[i].count = tokens;
}

/* Lines that the block's are all called: its own name, as of a paragraph of headers. */
static void note_class(struct ocr_block *b, const struct region *r, const struct ocr_line *l)
{
	if (!first_line(r))
		b->class = l->class;
	else if (!str_equal(b->class, l->class))
		b->class = (struct str){0};
}

void ocr_end_line(struct ocr_reader *in)
{
	if (!in->in_line)
		return;
	in->in_line = in->in_word = false;
	if (in->word_count || in->line.text.n)
		push_loose(in);
	else
		in->line.text = take_loose(in);
	spread_line_text(in);
	bool spelt = false;
	for (uint32_t i = 0; i < in->word_count; i++)
		spelt = spelt || ocr_trimmed(in->words[i].text).n;
	/* Blank words are what Tesseract once had for pictures: there is no line then. */
	bool kept = spelt || (!in->word_count && !box_empty(in->line.box));
	struct region *r = kept ? need_region(in) : NULL;
	if (r && ocr_room(in)) {
		note_class(ocr_block(in), r, &in->line);
		struct line *line = page_add_line(in->page, r);
		line->box = in->line.box;
		memcpy(line->baseline, in->line.baseline, sizeof line->baseline);
		for (uint32_t i = 0; i < in->word_count; i++)
			give_readings(add_words(in, line, &in->words[i]), in->words[i].readings,
				      in->words[i].reading_count);
	}
	in->word_count = 0;
}
