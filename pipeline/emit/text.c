/*
 * Plain text. txt: the body in reading order, then what stands beside it; raw: the lines as the recogniser gave them.
 *
 *	A paragraph, unwrapped.
 *
 *	A table	row by row	its cells parted by tabs
 *
 *	* * *
 *	[pull quote] Text that interrupted the body.
 */
#include "emit/emit.h"

#include "page/cells.h"
#include "page/edit.h"
#include "page/pitch.h"
#include "page/text.h"

static void put(struct document *d, struct str s)
{
	if (s.n)
		fwrite(s.s, 1, s.n, d->out);
}

static void part_pages(struct document *d)
{
	if (d->pages)
		put(d, STR("\f"));
}

/* Text whose lines mean something keeps them. */
static bool keeps_lines(const struct document *d, const struct region *r)
{
	return d->options.lines || r->type == REGION_MATHS || r->type == REGION_LINES || r->type == REGION_LISTING;
}

/* Parts the cell that begins with this word from what stands before it in its row; an empty one leaves a tab more. */
static uint32_t part_cell(const struct word *w, const struct column_span *columns, uint32_t count, uint32_t at,
			  struct strbuf *out)
{
	bool first = !prev_shown(w);
	uint32_t to = cell_column(w, columns, count, first ? 0 : at + 1);
	for (uint32_t i = first ? 0 : at; i < to; i++)
		strbuf_byte(out, '\t');
	return to;
}

static void add_rows(const struct region *r, struct strbuf *out)
{
	struct arena arena = {0};
	uint32_t count, at = 0;
	const struct column_span *columns = table_columns(r, &arena, &count);
	for (const struct line *l = first_line(r); l; l = next_line(l)) {
		strbuf_add(out, out->n && first_shown(l) ? STR("\n") : STR(""));
		for (const struct word *w = first_shown(l); w; w = next_shown(w)) {
			if (begins_cell(w))
				at = part_cell(w, columns, count, at, out);
			else
				strbuf_byte(out, ' ');
			strbuf_add(out, w->text);
		}
	}
	arena_release(&arena);
}

/* Listings are indented as they are printed. */
static void add_lines(const struct region *r, const struct str *texts, struct strbuf *out)
{
	struct margin margin = r->type == REGION_LISTING ? region_margin(r) : (struct margin){0};
	for (const struct line *l = first_line(r); l; l = next_line(l)) {
		bool first = true;
		for (const struct word *w = first_word(l); w; w = next_word(w)) {
			struct str text = texts[w->node.id];
			if (!text.n)
				continue;
			strbuf_add(out, !first ? STR(" ") : out->n ? STR("\n") : STR(""));
			strbuf_printf(out, "%*s", first ? (int)line_indent(l, margin) : 0, "");
			strbuf_add(out, text);
			first = false;
		}
	}
}

/* The regions of one place, a blank line between; inserts and furniture with their kind. */
static unsigned put_regions(struct document *d, const struct page *page, enum region_place place,
			    const struct str *texts, unsigned before)
{
	struct strbuf text = {0};
	for (const struct region *r = first_region(page); r; r = next_region(r)) {
		const struct region_kind *kind = &region_kinds[r->type];
		if (kind->place != place)
			continue;
		text.n = 0;
		if (r->type == REGION_TABLE)
			add_rows(r, &text);
		else if (keeps_lines(d, r))
			add_lines(r, texts, &text);
		else
			region_text(r, &text);
		if (!text.n)
			continue;
		if (before++)
			put(d, place == PLACE_BODY ? STR("\n") : STR(""));
		if (place != PLACE_BODY)
			fprintf(d->out, "[%s] ", kind->label);
		put(d, strbuf_str(&text));
		put(d, STR("\n"));
	}
	strbuf_release(&text);
	return before;
}

static bool has_place(const struct page *page, enum region_place place)
{
	for (const struct region *r = first_region(page); r; r = next_region(r))
		if (region_kinds[r->type].place == place && region_has_text(r))
			return true;
	return false;
}

static void write_txt(struct document *d, const struct page *page)
{
	struct arena arena = {0};
	struct str *texts = page_line_texts(page, &arena);
	bool furniture = d->options.furniture && has_place(page, PLACE_FURNITURE);
	part_pages(d);
	put_regions(d, page, PLACE_BODY, texts, 0);
	if (furniture || has_place(page, PLACE_INSERT))
		put(d, STR("\n* * *\n"));
	put_regions(d, page, PLACE_INSERT, texts, 0);
	if (furniture)
		put_regions(d, page, PLACE_FURNITURE, texts, 0);
	arena_release(&arena);
}

static void put_raw_line(struct document *d, const struct line *l)
{
	for (const struct word *w = first_word(l); w; w = next_word(w)) {
		put(d, w->raw);
		put(d, next_word(w) ? STR(" ") : STR("\n"));
	}
}

static void write_raw(struct document *d, const struct page *page)
{
	bool first = true;
	part_pages(d);
	for (const struct region *r = first_region(page); r; r = next_region(r)) {
		if (!first_line(r))
			continue;
		put(d, first ? STR("") : STR("\n"));
		first = false;
		for (const struct line *l = first_line(r); l; l = next_line(l))
			put_raw_line(d, l);
	}
}

const struct format format_txt = {
	.name = "txt", .extension = ".txt", .summary = "the body, and beside it inserts", .page = write_txt};

const struct format format_raw = {
	.name = "raw", .extension = ".raw.txt", .summary = "the recogniser's lines as it gave them", .page = write_raw};
