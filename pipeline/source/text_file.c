/* Reads plain text: words are what white space parts, lines stay lines. */
#include "source/text_file.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

/* No line of a printed column has more bytes than this; text of which the greater part is in longer ones is unwrapped.
 */
enum { LONGEST_LINE = 200 };

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

void text_file_page(struct text_file *f, struct page *page)
{
	struct str text = str_skip(f->text, f->at);
	struct region *region = NULL;
	const char *end = text.n ? memchr(text.s, '\f', text.n) : NULL;
	text.n = end ? (size_t)(end - text.s) : text.n;
	size_t begin = f->at == f->mark ? 0 : f->at;
	f->at += text.n + 1;
	bool last = f->at >= f->text.n; /* a form feed behind the last page parts it from none */
	page->raw = arena_str(&page->arena, (struct str){f->text.s + begin, (last ? f->text.n : f->at - 1) - begin});
	while (text.n) {
		const char *stop = memchr(text.s, '\n', text.n);
		struct str row = {text.s, stop ? (size_t)(stop - text.s) : text.n};
		size_t in_row = 0;
		struct str token = next_token(row, &in_row);
		struct line *line = NULL;
		if (!token.n || f->unwrapped)
			region = NULL;
		for (; token.n; token = next_token(row, &in_row)) {
			region = region ? region : page_add_region(page, REGION_PARAGRAPH);
			line = line ? line : page_add_line(page, region);
			struct word *w = page_add_word(page, line, arena_str(&page->arena, token));
			w->unrated = true;
			w->confidence = UNRATED_CONFIDENCE;
		}
		text = str_skip(text, row.n + 1);
	}
}
