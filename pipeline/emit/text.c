/*
 * Plain text. txt: the body in reading order, then what stands beside it; raw: the lines as the recogniser gave them,
 *and plain text as it was.
 *
 *	A paragraph, unwrapped.
 *
 *	A table	row by row	its cells parted by tabs
 *
 *	* * *
 *	[pull quote] Text that interrupted the body.
 */
#include "emit/block.h"
#include "emit/emit.h"
#include "emit/lost.h"
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

/* The regions of one place, a blank line between; inserts and furniture with their kind. */
static unsigned put_regions(struct document *d, const struct page *page, enum region_place place,
			    const struct str *texts, unsigned before)
{
	struct printing printing = {texts, d->options.conjectures};
	struct strbuf text = {0};
	for (const struct region *r = first_region(page); r; r = next_region(r)) {
		const struct region_kind *kind = &region_kinds[r->type];
		if (kind->place != place)
			continue;
		text.n = 0;
		if (d->options.lines && r->type != REGION_TABLE)
			add_lines(r, printing, &text);
		else
			add_block(r, printing, &text);
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
		if (region_kinds[r->type].place == place && region_is_printed(r))
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
	put(d, page->raw);
	for (const struct region *r = page->raw.n ? NULL : first_region(page); r; r = next_region(r)) {
		if (!first_line(r))
			continue;
		put(d, first ? STR("") : STR("\n"));
		first = false;
		for (const struct line *l = first_line(r); l; l = next_line(l))
			put_raw_line(d, l);
	}
}

const struct format format_txt = {.name = "txt",
				  .extension = ".txt",
				  .between = "\f",
				  .summary = "the body, and beside it inserts",
				  .page = write_txt};

const struct format format_raw = {.name = "raw",
				  .extension = ".raw.txt",
				  .between = "\f",
				  .summary = "the recogniser's lines as it gave them",
				  .page = write_raw};
