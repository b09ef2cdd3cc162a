/* The text of pages as it is compared: its words in reading order, and where they stand. */
#include "compare/ignore.h"

#include "base/utf8.h"
#include "page/text.h"

#include <stdlib.h>

/* A line, and what kind of region it is of. */
struct row {
	const struct line *line;
	enum region_type type;
	uint32_t label; /* so many words at its beginning say the kind, and are no text */
	bool first;     /* of its region */
};

struct rows {
	struct row *at;
	uint32_t count;
};

/* The type of which plain text has the label at the beginning of a line, as "[pull quote] "; REGION_TYPES: none. */
static enum region_type labelled_type(struct str line, uint32_t *words)
{
	for (unsigned type = 0; type < REGION_TYPES; type++) {
		struct str label = str_of(region_kinds[type].label), rest = str_skip(line, 1);
		if (!str_starts(line, STR("[")) || !str_starts(rest, label) ||
		    !str_starts(str_skip(rest, label.n), STR("] ")))
			continue;
		*words = 1;
		for (size_t i = 0; i < label.n; i++)
			*words += label.s[i] == ' ';
		return (enum region_type)type;
	}
	return REGION_TYPES;
}

static struct str row_text(const struct row *row, struct strbuf *text)
{
	text->n = 0;
	line_text(row->line, text);
	return strbuf_str(text);
}

/* Of plain text, behind the line "* * *" with a labelled one below it: the kinds that the labels say. */
static void read_labels(struct rows *rows)
{
	struct strbuf text = {0};
	enum region_type type = REGION_TYPES;
	uint32_t kept = 0, label = 0;
	for (uint32_t i = 0; i < rows->count; i++) {
		struct row row = rows->at[i];
		bool parts = type == REGION_TYPES && str_equal(row_text(&row, &text), STR("* * *"));
		if (parts && i + 1 < rows->count)
			type = labelled_type(row_text(&rows->at[i + 1], &text), &label);
		if (parts && type != REGION_TYPES)
			continue;
		enum region_type named = type == REGION_TYPES ? type : labelled_type(row_text(&row, &text), &label);
		type = named == REGION_TYPES ? type : named;
		row.type = type == REGION_TYPES ? row.type : type;
		row.label = named == REGION_TYPES ? 0 : label;
		row.first = row.first || row.label;
		rows->at[kept++] = row;
	}
	rows->count = kept;
	strbuf_release(&text);
}

static struct rows rows_of(const struct page *page, struct arena *scratch)
{
	struct rows rows = {arena_alloc(scratch, page->counts[NODE_LINE] + 1, sizeof *rows.at), 0};
	for (const struct region *r = first_region(page); r; r = next_region(r))
		for (const struct line *l = first_line(r); l; l = next_line(l))
			rows.at[rows.count++] = (struct row){l, r->type, 0, l == first_line(r)};
	if (page->raw.n)
		read_labels(&rows);
	return rows;
}

static uint32_t count_clusters(struct str s)
{
	uint32_t n = 0;
	for (size_t at = 0; at < s.n; n++)
		utf8_next_cluster(s, &at);
	return n;
}

/* Room for one more where there are n: twice as much whenever that is a power of two. */
static void *grow(void *array, uint32_t n, size_t size)
{
	return n & (n - 1) ? array : must_realloc(array, n ? 2 * (size_t)n : 1, size);
}

static void add_word(struct compared_text *t, struct compared_word word, unsigned ignore)
{
	t->words = grow(t->words, t->word_count, sizeof *t->words);
	word.begin = t->length + (t->word_count && !(ignore & IGNORE_SPACE));
	word.end = t->length = word.begin + count_clusters(word.key);
	t->words[t->word_count++] = word;
}

/* Adds what the page's word gives: a word for each part between spaces of what is compared of it. */
static void add_page_word(struct compared_text *t, const struct word *w, const struct compare_options *options,
			  struct strbuf *compared)
{
	compared->n = 0;
	add_compared(w->text, options->ignore, compared);
	struct compared_word word = {.text = arena_str(&t->arena, w->text),
				     .box = w->box,
				     .page = t->page_count - 1,
				     .region = line_region(word_line(w))->node.id,
				     .line = word_line(w)->node.id,
				     .word = w->node.id};
	for (size_t at = 0, begin; at < compared->n; at++) {
		for (begin = at; at < compared->n && compared->s[at] != ' ';)
			at++;
		if (at == begin)
			continue;
		word.key = (struct str){compared->s + begin, at - begin};
		word.key = str_equal(word.key, word.text) ? word.text : arena_str(&t->arena, word.key);
		add_word(t, word, options->ignore);
	}
}

static void begin_block(struct compared_text *t, const struct row *row)
{
	t->blocks = grow(t->blocks, t->block_count, sizeof *t->blocks);
	t->blocks[t->block_count++] = (struct compared_block){.type = row->type,
							      .page = t->page_count - 1,
							      .region = line_region(row->line)->node.id,
							      .begin = t->word_count,
							      .end = t->word_count};
}

static bool is_wanted(const struct row *row, const struct compare_options *options)
{
	enum region_place place = region_kinds[row->type].place;
	return place == PLACE_BODY || (place == PLACE_INSERT && options->inserts) ||
	       (place == PLACE_FURNITURE && options->furniture);
}

/* Blocks without words are none. */
static void add_rows(struct compared_text *t, const struct rows *rows, const struct compare_options *options)
{
	struct strbuf compared = {0};
	for (uint32_t i = 0; i < rows->count; i++) {
		const struct row *row = &rows->at[i];
		if (!is_wanted(row, options))
			continue;
		if (row->first)
			begin_block(t, row);
		uint32_t label = row->label;
		for (const struct word *w = first_word(row->line); w; w = next_word(w))
			if (word_shown(w) && !(label && label--))
				add_page_word(t, w, options, &compared);
		struct compared_block *block = &t->blocks[t->block_count - 1];
		block->end = t->word_count;
		bool last = i + 1 == rows->count || rows->at[i + 1].first;
		t->block_count -= last && block->begin == block->end;
	}
	strbuf_release(&compared);
}

void compared_text_add(struct compared_text *t, const struct page *page, const struct compare_options *options)
{
	struct arena scratch = {0};
	struct rows rows = rows_of(page, &scratch);
	t->page_count++;
	add_rows(t, &rows, options);
	arena_release(&scratch);
}

void compared_text_release(struct compared_text *t)
{
	arena_release(&t->arena);
	free(t->words);
	free(t->blocks);
	*t = (struct compared_text){0};
}

struct range word_characters(const struct compared_text *t, struct range words)
{
	if (words.begin < words.end)
		return (struct range){t->words[words.begin].begin, t->words[words.end - 1].end};
	uint32_t at = words.begin < t->word_count ? t->words[words.begin].begin : t->length;
	return (struct range){at, at};
}

void words_text(const struct compared_text *t, struct range words, struct strbuf *out)
{
	for (uint32_t i = words.begin; i < words.end; i++) {
		const struct compared_word *w = &t->words[i], *before = i > words.begin ? w - 1 : NULL;
		if (before && before->page == w->page && before->word == w->word)
			continue; /* a further part of the same */
		strbuf_add(out, before ? STR(" ") : STR(""));
		strbuf_add(out, w->text);
	}
}
