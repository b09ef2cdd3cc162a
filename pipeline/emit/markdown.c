/*
 * Markdown (CommonMark, with GitHub's tables), to read and to search.
 *
 *	# Free file formats
 *
 *	A paragraph, unwrapped, in which \*nothing\* is markup.
 *
 *	> A pull quote, where it is printed.
 *
 *	*Fig. 1: a caption*
 *
 * Pages are parted by a comment. Notes follow at the end of their page, then furniture, if it is asked for.
 */
#include "emit/block.h"
#include "emit/emit.h"

#include "base/order.h"
#include "base/utf8.h"
#include "page/folio.h"
#include "page/text.h"

#include <stdlib.h>
#include <string.h>

/* A heading is a title, or below one, where its x-height is so many times the usual one of the page's paragraphs. */
static const float title = 2.3F, subtitle = 1.45F;

enum form { OMITTED, PARAGRAPH, HEADING, QUOTE, EMPHASIS, LINES, CODE, TABLE, NOTE, FURNITURE };

static const enum form forms[REGION_TYPES] = {
	[REGION_PARAGRAPH] = PARAGRAPH,
	[REGION_HEADING] = HEADING,
	[REGION_CAPTION] = EMPHASIS,
	[REGION_HEADER] = FURNITURE,
	[REGION_FOOTER] = FURNITURE,
	[REGION_PAGE_NUMBER] = FURNITURE,
	[REGION_DROP_CAPITAL] = PARAGRAPH,
	[REGION_CREDIT] = EMPHASIS,
	[REGION_FLOATING] = QUOTE,
	[REGION_SIGNATURE_MARK] = FURNITURE,
	[REGION_CATCH_WORD] = FURNITURE,
	[REGION_MARGINALIA] = QUOTE,
	[REGION_FOOTNOTE] = NOTE,
	[REGION_FOOTNOTE_CONTINUED] = NOTE,
	[REGION_ENDNOTE] = NOTE,
	[REGION_TOC_ENTRY] = PARAGRAPH,
	[REGION_LIST_LABEL] = PARAGRAPH,
	[REGION_OTHER] = PARAGRAPH,
	[REGION_PULL_QUOTE] = QUOTE,
	[REGION_TABLE] = TABLE,
	[REGION_MATHS] = LINES,
	[REGION_LINES] = LINES,
	[REGION_LISTING] = CODE,
	[REGION_ADVERT] = QUOTE,
};

/* The page that is being written. */
struct sheet {
	struct document *d;
	const struct page *page;
	struct printing printing;
	float x_height; /* usual in its paragraphs; 0: unknown */
	bool any;       /* is anything written? */
};

static bool is_word(uint32_t c)
{
	return utf8_is_letter(c) || utf8_is_digit(c);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Does an entity's name follow its &: "amp;", "#38;"? */
static bool is_entity(struct str after)
{
	size_t n = 0;
	while (n < after.n && (after.s[n] == '#' || is_digit(after.s[n]) || is_letter(after.s[n])))
		n++;
	return n && n < after.n && after.s[n] == ';';
}

/*
 * Would the character be markup within a line, after before? Addresses should have no backslashes, since they are taken
 * for links with them: no _ before a letter ends emphasis, and no ~ between a slash and a letter ends what is struck
 * out.
 */
static bool is_markup(uint32_t c, uint32_t before, struct str after)
{
	size_t at = 0;
	uint32_t next = after.n ? utf8_next(after, &at) : ' ';
	switch (c) {
	case '\\':
	case '`':
	case '*':
	case '[':
	case '<':
	case '|': return true;
	case '~': return before != '/' || !is_word(next);
	case '_': return !is_word(next);
	case '&': return is_entity(after);
	case '#': return before == ' ';
	default: return false;
	}
}

/*
 * How many bytes stand at the beginning of a line before the character that would make it a list's item, a heading or a
 * quote: "1986. It was" is no item of a list. SIZE_MAX where there is none.
 */
static size_t markup_at_start(struct str s)
{
	size_t digits = 0;
	while (digits < s.n && is_digit(s.s[digits]))
		digits++;
	size_t at = digits;
	if (at == s.n || !strchr(digits ? ".)" : ">-+=:", s.s[at]) || !s.s[at])
		return SIZE_MAX;
	if (s.s[at] == '>')
		return at;
	bool stands_alone = at + 1 == s.n || s.s[at + 1] == ' ' || s.s[at + 1] == '\t';
	bool repeated = !digits && at + 1 < s.n && strchr("-+=:", s.s[at + 1]);
	return stands_alone || repeated ? at : SIZE_MAX;
}

/* White space and other controls have no place in a line. */
static uint32_t printable(uint32_t c)
{
	return c == '\t' || c == '\n' ? ' ' : c < ' ' || (c >= 0x7F && c < 0xA0) ? UTF8_BAD : c;
}

/* Adds a line's text, so that none of it is markup. */
static void add_escaped(struct str line, struct strbuf *out)
{
	size_t start = markup_at_start(line);
	uint32_t before = ' ';
	for (size_t at = 0; at < line.n;) {
		size_t begin = at;
		uint32_t c = printable(utf8_next(line, &at));
		if (begin == start || is_markup(c, before, str_skip(line, at)))
			strbuf_byte(out, '\\');
		utf8_add(out, c);
		before = c;
	}
}

/* Takes the text up to the separator from rest. */
static struct str next_part(struct str *rest, char separator)
{
	const char *end = rest->n ? memchr(rest->s, separator, rest->n) : NULL;
	struct str part = {rest->s, end ? (size_t)(end - rest->s) : rest->n};
	*rest = str_skip(*rest, part.n + 1);
	return part;
}

/* Lines that stay lines: two spaces end each but the last. A backslash would become part of an address before it. */
static void add_broken(struct str text, struct strbuf *out)
{
	while (text.n) {
		add_escaped(next_part(&text, '\n'), out);
		strbuf_add(out, text.n ? STR("  \n") : STR(""));
	}
}

static size_t longest_run(struct str s, char c)
{
	size_t longest = 0, run = 0;
	for (size_t i = 0; i < s.n; i++) {
		run = s.s[i] == c ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

/* A fence is longer than all that could be one in the listing. */
static void add_code(struct str text, struct strbuf *out)
{
	size_t fence = longest_run(text, '`') + 1;
	fence = fence < 3 ? 3 : fence;
	for (size_t i = 0; i < fence; i++)
		strbuf_byte(out, '`');
	strbuf_byte(out, '\n');
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);
		utf8_add(out, c == '\n' ? c : printable(c));
	}
	strbuf_byte(out, '\n');
	for (size_t i = 0; i < fence; i++)
		strbuf_byte(out, '`');
}

static uint32_t count_cells(struct str row)
{
	uint32_t n = 1;
	for (size_t i = 0; i < row.n; i++)
		n += row.s[i] == '\t';
	return n;
}

/* Tables have a row of heads: the first row is taken for it. */
static void add_table(struct str text, struct strbuf *out)
{
	uint32_t columns = 0;
	for (struct str rest = text; rest.n;) {
		uint32_t n = count_cells(next_part(&rest, '\n'));
		columns = n > columns ? n : columns;
	}
	for (bool head = true; text.n; head = false) {
		struct str row = next_part(&text, '\n');
		for (uint32_t i = 0; i < columns; i++) {
			strbuf_add(out, i ? STR(" ") : STR("| "));
			add_escaped(next_part(&row, '\t'), out);
			strbuf_add(out, STR(" |"));
		}
		for (uint32_t i = 0; i < columns && head; i++)
			strbuf_add(out, i ? STR(" --- |") : STR("\n| --- |"));
		strbuf_add(out, text.n ? STR("\n") : STR(""));
	}
}

/* The x-height of half of the page's paragraphs' lines. */
static float usual_x_height(const struct page *page)
{
	struct arena arena = {0};
	float *sizes = NULL, usual = 0;
	size_t n = 0;
	for (const struct region *r = first_region(page); r; r = next_region(r))
		for (const struct line *l = first_line(r); r->type == REGION_PARAGRAPH && l; l = next_line(l)) {
			float size = line_type(l).x_height;
			if (!(size > 0))
				continue;
			sizes = arena_grow(&arena, sizes, n, sizeof *sizes);
			sizes[n++] = size;
		}
	if (n) {
		qsort(sizes, n, sizeof *sizes, by_float);
		usual = sizes[n / 2];
	}
	arena_release(&arena);
	return usual;
}

/* By the size of its type; between the others where that is unknown. */
static const char *heading_marks(const struct sheet *sheet, const struct region *r)
{
	float size = 0;
	for (const struct line *l = first_line(r); l; l = next_line(l)) {
		float x = line_type(l).x_height;
		size = x > size ? x : size;
	}
	if (!(size > 0) || !(sheet->x_height > 0))
		return "## ";
	return size >= title * sheet->x_height ? "# " : size >= subtitle * sheet->x_height ? "## " : "### ";
}

static void add_form(const struct sheet *sheet, const struct region *r, struct str text, struct strbuf *out)
{
	switch (forms[r->type]) {
	case HEADING:
		strbuf_add(out, str_of(heading_marks(sheet, r)));
		add_escaped(text, out);
		break;
	case QUOTE:
		strbuf_add(out, STR("> "));
		add_escaped(text, out);
		break;
	case EMPHASIS:
		strbuf_byte(out, '*');
		add_escaped(text, out);
		strbuf_byte(out, '*');
		break;
	case FURNITURE:
		strbuf_printf(out, "\\[%s] ", region_kinds[r->type].label);
		add_escaped(text, out);
		break;
	case LINES: add_broken(text, out); break;
	case CODE: add_code(text, out); break;
	case TABLE: add_table(text, out); break;
	default: add_escaped(text, out);
	}
}

static void write_region(struct sheet *sheet, const struct region *r)
{
	struct strbuf text = {0}, block = {0};
	add_block(r, sheet->printing, &text);
	if (text.n) {
		strbuf_add(&block, sheet->any ? STR("\n") : STR(""));
		add_form(sheet, r, strbuf_str(&text), &block);
		strbuf_byte(&block, '\n');
		fwrite(block.s, 1, block.n, sheet->d->out);
		sheet->any = true;
	}
	strbuf_release(&text);
	strbuf_release(&block);
}

static void part_pages(struct sheet *sheet)
{
	struct str printed = page_printed_number(sheet->page);
	if (!sheet->d->pages)
		return;
	fprintf(sheet->d->out, "\n<!-- page %u", sheet->page->number);
	if (printed.n)
		fprintf(sheet->d->out, ", printed number %.*s", STR_ARG(printed));
	fputs(" -->\n", sheet->d->out);
	sheet->any = true;
}

static void write_markdown(struct document *d, const struct page *page)
{
	struct arena arena = {0};
	struct sheet sheet = {.d = d, .page = page, .x_height = usual_x_height(page)};
	sheet.printing = (struct printing){page_line_texts(page, &arena), d->options.conjectures};
	part_pages(&sheet);
	for (const struct region *r = first_region(page); r; r = next_region(r))
		if (forms[r->type] != OMITTED && forms[r->type] < NOTE)
			write_region(&sheet, r);
	for (const struct region *r = first_region(page); r; r = next_region(r))
		if (forms[r->type] == NOTE)
			write_region(&sheet, r);
	for (const struct region *r = first_region(page); r && d->options.furniture; r = next_region(r))
		if (forms[r->type] == FURNITURE)
			write_region(&sheet, r);
	arena_release(&arena);
}

const struct format format_md = {.name = "md",
				 .extension = ".md",
				 .between = "\n",
				 .summary = "Markdown: headings, paragraphs, tables, quotes",
				 .page = write_markdown};
