/* Lines and words as they are read, and the words that become of them when the line ends. */
#include "source/ocr_reader.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Bytes: longer ones are parted, since they are no words. */
enum { LONGEST_WORD = 400 };

struct ocr_line *ocr_begin_line(struct ocr_reader *in)
{
	ocr_need_page(in);
	ocr_end_line(in);
	ocr_flush_loose(in);
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
	struct str text = ocr_take_loose(in);
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
	while (*at < text.n && ocr_is_white(text.s[*at]))
		++*at;
	size_t begin = *at;
	while (*at < text.n && !ocr_is_white(text.s[*at]) && *at - begin < LONGEST_WORD)
		++*at;
	if (*at < text.n && !ocr_is_white(text.s[*at])) {
		ocr_fault(in, FAULT_LONG, "");
		while (*at > begin + 1 && ((unsigned char)text.s[*at] & 0xC0) == 0x80)
			--*at; /* not within a character */
	}
	return (struct str){text.s + begin, *at - begin};
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
		in->line.text = ocr_take_loose(in);
	spread_line_text(in);
	bool spelt = false;
	for (uint32_t i = 0; i < in->word_count; i++)
		spelt = spelt || ocr_trimmed(in->words[i].text).n;
	/* Blank words are what Tesseract once had for pictures: there is no line then. */
	bool kept = spelt || (!in->word_count && !box_empty(in->line.box));
	struct region *r = kept ? ocr_need_region(in) : NULL;
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
