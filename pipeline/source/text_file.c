/* Reads plain text: words are what white space parts, lines stay lines. */
#include "source/text_file.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* No line of a printed column has more bytes than this; text of which the greater part is in longer ones is unwrapped.
 */
enum { LONGEST_LINE = 200 };

/*
 * In unwrapped text, lines that follow each other are those of a column, and no paragraphs or items, if there are so
 * many, this part of them begins in small letters, and of most of them the length is at least so much of the longest.
 */
enum { LEAST_OF_COLUMN = 4 };
static const double least_small = 0.3, least_even = 0.5, least_length = 0.6;

struct text_file {
	struct str text;
	struct strbuf decoded; /* empty where the bytes are UTF-8 as they are */
	size_t at;             /* the byte where the next page begins */
	size_t mark;           /* bytes of a byte order mark at its beginning, which is no text */
	bool unwrapped;
};

static bool is_unwrapped(struct str text)
{
	size_t in_long = 0;
	for (size_t at = 0; at < text.n;) {
		const char *stop = memchr(text.s + at, '\n', text.n - at);
		size_t n = stop ? (size_t)(stop - text.s) - at : text.n - at;
		in_long += n > LONGEST_LINE ? n : 0;
		at += n + 1;
	}
	return in_long > text.n / 2;
}

struct text_file *text_file_open(struct bytes bytes, enum encoding encoding)
{
	static const char byte_order_mark[] = "\xEF\xBB\xBF";
	struct text_file *f = must_alloc(1, sizeof *f);
	*f = (struct text_file){.text = {(const char *)bytes.data, bytes.size}};
	if (encoding != ENCODING_UTF_8) {
		encoding_decode(encoding, bytes, &f->decoded);
		f->text = strbuf_str(&f->decoded);
	} else if (str_starts(f->text, str_of(byte_order_mark)))
		f->at = f->mark = sizeof byte_order_mark - 1;
	f->unwrapped = is_unwrapped(f->text);
	return f;
}

void text_file_close(struct text_file *f)
{
	if (!f)
		return;
	strbuf_release(&f->decoded);
	free(f);
}

int text_file_page_count(const struct text_file *f)
{
	int count = 1;
	for (size_t i = 0; i + 1 < f->text.n; i++)
		count += f->text.s[i] == '\f';
	return count;
}

static bool is_white(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct str next_token(struct str line, size_t *at)
{
	while (*at < line.n && is_white(line.s[*at]))
		++*at;
	size_t begin = *at;
	while (*at < line.n && !is_white(line.s[*at]))
		++*at;
	return (struct str){line.s + begin, *at - begin};
}

/* The text's first line. */
static struct str row_of(struct str text)
{
	const char *stop = text.n ? memchr(text.s, '\n', text.n) : NULL;
	return (struct str){text.s, stop ? (size_t)(stop - text.s) : text.n};
}

/* The lines that follow each other where the text begins, up to one that is empty or too long for a column. */
struct rows {
	size_t count, small; /* how many begin in small letters */
	size_t longest, even;
};

static struct rows rows_of(struct str text)
{
	struct rows rows = {0};
	struct str row;
	size_t end, at;
	for (end = 0; end < text.n; end += row.n + 1) {
		row = row_of(str_skip(text, end));
		at = 0;
		struct str token = next_token(row, &at);
		if (!token.n || row.n > LONGEST_LINE)
			break;
		at = 0;
		uint32_t c = utf8_next(token, &at);
		rows.count++;
		rows.small += utf8_is_letter(c) && !utf8_is_upper(c);
		rows.longest = row.n > rows.longest ? row.n : rows.longest;
	}
	for (at = 0; at < end; at += row.n + 1) {
		row = row_of(str_skip(text, at));
		rows.even += (double)row.n >= least_length * (double)rows.longest;
	}
	return rows;
}

static bool begins_column(struct str text)
{
	struct rows rows = rows_of(text);
	double count = (double)rows.count;
	return rows.count >= LEAST_OF_COLUMN && (double)rows.small >= least_small * count &&
	       (double)rows.even >= least_even * count;
}

/* Adds the words of a line, if it has any, to the region; if there is none, to one of their own. Returns the region. */
static struct region *add_row(struct page *page, struct region *region, struct str row)
{
	struct line *line = NULL;
	size_t at = 0;
	for (struct str token = next_token(row, &at); token.n; token = next_token(row, &at)) {
		region = region ? region : page_add_region(page, REGION_PARAGRAPH);
		line = line ? line : page_add_line(page, region);
		struct word *w = page_add_word(page, line, arena_str(&page->arena, token));
		w->unrated = true;
		w->confidence = UNRATED_CONFIDENCE;
	}
	return line ? region : NULL;
}

void text_file_page(struct text_file *f, struct page *page)
{
	struct str text = str_skip(f->text, f->at);
	struct region *region = NULL;
	const char *end = text.n ? memchr(text.s, '\f', text.n) : NULL;
	text.n = end ? (size_t)(end - text.s) : text.n;
	size_t begin = f->at == f->mark ? 0 : f->at;
	f->at += text.n + 1;
	bool last = f->at >= f->text.n; /* a form feed behind the last page parts it from none */
	bool parted = true, column = false;
	page->raw = arena_str(&page->arena, (struct str){f->text.s + begin, (last ? f->text.n : f->at - 1) - begin});
	for (struct str row; text.n; text = str_skip(text, row.n + 1)) {
		row = row_of(text);
		bool too_long = row.n > LONGEST_LINE;
		column = !too_long && (parted ? begins_column(text) : column);
		region = add_row(page, f->unwrapped && (parted || !column) ? NULL : region, row);
		parted = too_long || !region;
	}
}
