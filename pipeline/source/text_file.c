/* Reads plain text: words are what white space parts, lines stay lines. */
#include "source/text_file.h"

#include "base/utf8.h"

#include <string.h>

static struct str text_of(struct bytes b)
{
	return (struct str){(const char *)b.data, b.size};
}

/* White space that a text may have below the space. */
static bool is_layout(unsigned char c)
{
	return c >= '\t' && c <= '\r';
}

bool text_file_sniff(struct bytes bytes)
{
	for (size_t i = 0; i < bytes.size; i++)
		if (bytes.data[i] < ' ' && !is_layout(bytes.data[i]))
			return false;
	return utf8_valid(text_of(bytes));
}

int text_file_page_count(struct bytes bytes)
{
	int count = 1;
	for (size_t i = 0; i + 1 < bytes.size; i++)
		count += bytes.data[i] == '\f';
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

void text_file_page(struct bytes bytes, size_t *at, struct page *page)
{
	static const char byte_order_mark[] = "\xEF\xBB\xBF";
	struct str text = str_skip(text_of(bytes), *at);
	struct region *region = NULL;
	const char *end = text.n ? memchr(text.s, '\f', text.n) : NULL;
	text.n = end ? (size_t)(end - text.s) : text.n;
	*at += text.n + 1;
	if (str_starts(text, str_of(byte_order_mark)))
		text = str_skip(text, sizeof byte_order_mark - 1);
	while (text.n) {
		const char *stop = memchr(text.s, '\n', text.n);
		struct str row = {text.s, stop ? (size_t)(stop - text.s) : text.n};
		size_t in_row = 0;
		struct str token = next_token(row, &in_row);
		struct line *line = NULL;
		if (!token.n)
			region = NULL;
		for (; token.n; token = next_token(row, &in_row)) {
			region = region ? region : page_add_region(page, REGION_PARAGRAPH);
			line = line ? line : page_add_line(page, region);
			page_add_word(page, line, arena_str(&page->arena, token));
		}
		text = str_skip(text, row.n + 1);
	}
}
