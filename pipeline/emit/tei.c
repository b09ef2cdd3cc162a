/*
 * TEI P5, for editions: paragraphs with the lines of the original, and each correction beside what was read.
 *
 *	<pb n="58" facs="#page-1"/>
 *	<fw type="header" place="top" facs="#page-1-r0"><lb/>The Fens</fw>
 *	<p facs="#page-1-r2">
 *	 <lb/>The drains were dug by <choice><sic>hmited</sic><corr cert="high" resp="#emend">limited</corr></choice>
 *	 <lb/>companies, and their resto<lb break="no" rend="hyphen"/>ration …</p>
 *
 * A heading begins a div. A paragraph that goes on on the next page stays open over the pb. What interrupts the body is
 * floatingText, note or figure, which may stand within a paragraph as well. The boxes of regions are zones of a
 * facsimile, behind the text, so that pages can be written one by one.
 */
#include "emit/lost.h"
#include "emit/tei_facsimile.h"
#include "emit/tei_header.h"
#include "emit/tei_words.h"
#include "page/cells.h"
#include "page/edit.h"
#include "page/folio.h"

#include <stdlib.h>

/* A caption is no further from its picture than so many of its lines are high. */
static const double farthest = 4;

/* What is open in the document, and the facsimile that is to follow. */
struct tei {
	struct facsimile facsimile;
	bool in_paragraph;
	bool has_text; /* has the div anything that no heading may follow? */
	uint32_t last; /* number of the page before; 0: there is none */
};

/* A page that is being written. */
struct leaf {
	struct document *d;
	struct tei *tei;
	struct tei_words words;
	const struct page *page;
	const struct region **mates; /* by region id: the picture of a caption, and the caption of a picture */
	const struct region *last;   /* of the body, with text */
};

/* The element of each type of region; fw has a type of its own, those with NULL are zones only. */
static const struct {
	const char *element, *type, *place;
} elements[REGION_TYPES] = {
	[REGION_PARAGRAPH] = {"p", NULL, NULL},
	[REGION_HEADING] = {"head", NULL, NULL},
	[REGION_CAPTION] = {"figure", NULL, NULL},
	[REGION_HEADER] = {"fw", "header", "top"},
	[REGION_FOOTER] = {"fw", "footer", "bottom"},
	[REGION_PAGE_NUMBER] = {"fw", "pageNum", NULL},
	[REGION_DROP_CAPITAL] = {"ab", "drop-capital", NULL},
	[REGION_CREDIT] = {"note", "credit", NULL},
	[REGION_FLOATING] = {"floatingText", "floating", NULL},
	[REGION_SIGNATURE_MARK] = {"fw", "sig", "bottom"},
	[REGION_CATCH_WORD] = {"fw", "catch", "bottom"},
	[REGION_MARGINALIA] = {"note", "marginalia", "margin"},
	[REGION_FOOTNOTE] = {"note", "footnote", "bottom"},
	[REGION_FOOTNOTE_CONTINUED] = {"note", "footnote-continued", "bottom"},
	[REGION_ENDNOTE] = {"note", "endnote", "end"},
	[REGION_TOC_ENTRY] = {"ab", "TOC-entry", NULL},
	[REGION_LIST_LABEL] = {"ab", "list-label", NULL},
	[REGION_OTHER] = {"ab", "other", NULL},
	[REGION_PULL_QUOTE] = {"floatingText", "pull-quote", NULL},
	[REGION_TABLE] = {"table", NULL, NULL},
	[REGION_MATHS] = {"ab", "maths", NULL},
	[REGION_LINES] = {"ab", "lines", NULL},
	[REGION_LISTING] = {"ab", "listing", NULL},
	[REGION_ADVERT] = {"floatingText", "advert", NULL},
	[REGION_IMAGE] = {"figure", NULL, NULL},
	[REGION_LINE_DRAWING] = {"figure", NULL, NULL},
	[REGION_GRAPHIC] = {"figure", NULL, NULL},
	[REGION_CHART] = {"figure", NULL, NULL},
};

static bool is_element(const struct region *r, const char *element)
{
	return elements[r->type].element && str_equal(str_of(elements[r->type].element), str_of(element));
}

static bool is_picture(const struct region *r)
{
	return is_element(r, "figure") && r->type != REGION_CAPTION;
}

static int32_t most(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

/* The white between two boxes, one beside or over the other; INT32_MAX where they are neither. */
static int32_t distance(struct box a, struct box b)
{
	int32_t across = most(most(a.left - b.right, b.left - a.right), 0),
		down = most(most(a.top - b.bottom, b.top - a.bottom), 0);
	return across && down ? INT32_MAX : most(across, down);
}

static const struct region *nearest_picture(const struct leaf *leaf, const struct region *caption)
{
	const struct region *best = NULL;
	struct box box = region_box(caption), line = first_line(caption) ? line_box(first_line(caption)) : box;
	double nearest = farthest * (line.bottom - line.top);
	for (const struct region *r = first_region(leaf->page); r && !box_empty(box); r = next_region(r)) {
		if (!is_picture(r) || leaf->mates[r->node.id] || box_empty(region_box(r)))
			continue;
		int32_t d = distance(box, region_box(r));
		if (d <= nearest && (!best || d < nearest)) {
			best = r;
			nearest = d;
		}
	}
	return best;
}

static void pair_captions(struct leaf *leaf)
{
	leaf->mates = arena_alloc(&leaf->words.arena, leaf->page->counts[NODE_REGION] + 1, sizeof(void *));
	for (const struct region *r = first_region(leaf->page); r; r = next_region(r)) {
		if (r->type != REGION_CAPTION || !region_is_printed(r))
			continue;
		const struct region *picture = nearest_picture(leaf, r);
		leaf->mates[r->node.id] = picture;
		if (picture)
			leaf->mates[picture->node.id] = r;
	}
}

/* Where the region is in the facsimile; empty where that is not known. */
static struct str zone_of(struct leaf *leaf, const struct region *r)
{
	return facsimile_zone(&leaf->tei->facsimile, r, &leaf->words.arena);
}

static void set_facs(struct leaf *leaf, const struct region *r)
{
	struct str zone = zone_of(leaf, r);
	if (zone.n)
		xml_attribute(leaf->d, "facs", zone);
}

static void close_paragraph(struct leaf *leaf)
{
	if (leaf->tei->in_paragraph)
		xml_close(leaf->d);
	leaf->tei->in_paragraph = false;
}

static void write_words(struct leaf *leaf, const struct region *r)
{
	tei_write_words(leaf->d, &leaf->words, tei_row_of(&leaf->words, r));
}

/* The rest of the paragraph that the page before began, or a new one; one that the next page may go on with stays open.
 */
static void write_paragraph(struct leaf *leaf, const struct region *r)
{
	struct tei_row row = tei_row_of(&leaf->words, r);
	if (leaf->tei->in_paragraph) {
		row.facs = zone_of(leaf, r);
	} else {
		xml_open_on_line(leaf->d, "p");
		if (has_note(&r->node, NOTE_CONTINUED))
			xml_attribute(leaf->d, "part", STR("F"));
		set_facs(leaf, r);
	}
	tei_write_words(leaf->d, &leaf->words, row);
	leaf->tei->in_paragraph = true;
	if (r != leaf->last || !has_note(&r->node, NOTE_CONTINUES))
		close_paragraph(leaf);
}

/* The words up to end, as a cell. */
static void write_cell(struct leaf *leaf, const struct word *w, const struct word *end)
{
	const struct word **words = NULL;
	struct tei_row row = {.layout = TEI_ROW};
	for (; w != end; w = next_word(w)) {
		words = arena_grow(&leaf->words.arena, words, row.n, sizeof *words);
		words[row.n++] = w;
	}
	row.words = words;
	xml_open(leaf->d, "cell");
	tei_write_words(leaf->d, &leaf->words, row);
	xml_close(leaf->d);
}

/* Cells that stand in no column of their own before this one are empty. */
static uint32_t write_empty_cells(struct leaf *leaf, uint32_t from, uint32_t to)
{
	for (; from < to; from++)
		xml_element(leaf->d, "cell", STR(""));
	return from;
}

static void write_table_row(struct leaf *leaf, const struct line *l, const struct column_span *columns, uint32_t count)
{
	const struct word *end;
	uint32_t at = 0;
	xml_open_on_line(leaf->d, "row");
	for (const struct word *w = first_word(l); w; w = end) {
		const struct word *first = word_shown(w) ? w : next_shown(w);
		end = first ? next_cell(first) : NULL;
		if (first)
			at = write_empty_cells(leaf, at, cell_column(first, columns, count, at));
		write_cell(leaf, w, end);
		at++;
	}
	xml_close(leaf->d);
}

static void write_table(struct leaf *leaf, const struct region *r)
{
	uint32_t count;
	const struct column_span *columns = table_columns(r, &leaf->words.arena, &count);
	xml_open_on_line(leaf->d, "table");
	set_facs(leaf, r);
	for (const struct line *l = first_line(r); l; l = next_line(l))
		if (line_is_printed(l))
			write_table_row(leaf, l, columns, count);
	xml_close_on_line(leaf->d);
}

/* A heading begins a div, unless only headings stand in the one that is open. */
static void write_heading(struct leaf *leaf, const struct region *r)
{
	if (leaf->tei->has_text) {
		xml_close_on_line(leaf->d);
		xml_open_on_line(leaf->d, "div");
		leaf->tei->has_text = false;
	}
	xml_open_on_line(leaf->d, "head");
	set_facs(leaf, r);
	write_words(leaf, r);
	xml_close(leaf->d);
}

/* A picture, or a caption, or both. */
static void write_figure(struct leaf *leaf, const struct region *picture, const struct region *caption)
{
	xml_open_on_line(leaf->d, "figure");
	set_facs(leaf, picture ? picture : caption);
	if (caption) {
		xml_open_on_line(leaf->d, "head");
		if (picture)
			set_facs(leaf, caption);
		write_words(leaf, caption);
		xml_close(leaf->d);
	}
	if (picture) {
		xml_open_on_line(leaf->d, "figDesc");
		xml_text(leaf->d, str_of(region_kinds[picture->type].label));
		xml_close(leaf->d);
	}
	xml_close_on_line(leaf->d);
}

static void write_floating(struct leaf *leaf, const struct region *r)
{
	xml_open_on_line(leaf->d, "floatingText");
	xml_attribute(leaf->d, "type", str_of(elements[r->type].type));
	set_facs(leaf, r);
	xml_open(leaf->d, "body");
	xml_open(leaf->d, "p");
	write_words(leaf, r);
	xml_close(leaf->d);
	xml_close(leaf->d);
	xml_close(leaf->d);
	leaf->tei->has_text = true;
}

/* Where furniture stands: a page number may be at the top or at the foot. */
static const char *place_of(const struct leaf *leaf, const struct region *r)
{
	struct box box = region_box(r), frame = leaf->page->frame;
	int32_t top = box_empty(frame) ? 0 : frame.top, bottom = box_empty(frame) ? leaf->page->height : frame.bottom;
	if (r->type != REGION_PAGE_NUMBER || bottom <= top || box_empty(box))
		return elements[r->type].place;
	return box.top + box.bottom < top + bottom ? "top" : "bottom";
}

/* Furniture, notes, and blocks of the body that are no prose. */
static void write_block(struct leaf *leaf, const struct region *r)
{
	xml_open_on_line(leaf->d, elements[r->type].element);
	xml_attribute(leaf->d, "type", str_of(elements[r->type].type));
	if (place_of(leaf, r))
		xml_attribute(leaf->d, "place", str_of(place_of(leaf, r)));
	if (r->type == REGION_LISTING)
		xml_attribute(leaf->d, "xml:space", STR("preserve"));
	set_facs(leaf, r);
	write_words(leaf, r);
	xml_close(leaf->d);
}

static void write_region(struct leaf *leaf, const struct region *r)
{
	bool text = region_is_printed(r);
	if (is_picture(r) && !leaf->mates[r->node.id])
		write_figure(leaf, r, NULL);
	if (!elements[r->type].element || is_picture(r) || !text)
		return;
	if (r->type == REGION_CAPTION)
		write_figure(leaf, leaf->mates[r->node.id], r);
	else if (is_element(r, "floatingText"))
		write_floating(leaf, r);
	else if (r->type == REGION_HEADING)
		write_heading(leaf, r);
	else if (r->type == REGION_PARAGRAPH)
		write_paragraph(leaf, r);
	else if (r->type == REGION_TABLE)
		write_table(leaf, r);
	else
		write_block(leaf, r);
	if (region_kinds[r->type].place == PLACE_BODY && r->type != REGION_HEADING)
		leaf->tei->has_text = true;
}

/* Does the page's text go on with the paragraph that the page before began? And which region is its last? */
static bool look_at_body(struct leaf *leaf)
{
	const struct region *first = NULL;
	for (const struct region *r = first_region(leaf->page); r; r = next_region(r)) {
		if (region_kinds[r->type].place != PLACE_BODY || !region_is_printed(r))
			continue;
		first = first ? first : r;
		leaf->last = r;
	}
	return first && first->type == REGION_PARAGRAPH && has_note(&first->node, NOTE_CONTINUED);
}

/* Pages between this one and the last that could not be read. */
static void write_gap(struct leaf *leaf)
{
	uint32_t number = leaf->page->number, last = leaf->tei->last;
	leaf->tei->last = number;
	if (!last || number <= last + 1)
		return;
	xml_open_on_line(leaf->d, "gap");
	xml_attribute(leaf->d, "reason", STR("unreadable"));
	xml_attribute(leaf->d, "unit", STR("page"));
	xml_attribute_printf(leaf->d, "quantity", "%u", number - last - 1);
	xml_close(leaf->d);
}

static void begin_page(struct leaf *leaf)
{
	struct str number = page_printed_number(leaf->page);
	xml_open_on_line(leaf->d, "pb");
	if (number.n)
		xml_attribute(leaf->d, "n", number);
	xml_attribute(leaf->d, "facs", facsimile_page(&leaf->tei->facsimile, &leaf->words.arena));
	xml_close(leaf->d);
}

/* The document begins with its first page, which says what recognised it. */
static void begin_document(struct document *d, const struct page *first)
{
	d->own = must_alloc(1, sizeof(struct tei));
	xml_begin(d);
	xml_open(d, "TEI");
	xml_attribute(d, "xmlns", STR("http://www.tei-c.org/ns/1.0"));
	tei_write_header(d, first);
	xml_open_on_line(d, "text");
	xml_open_on_line(d, "body");
	xml_open_on_line(d, "div");
}

static void write_tei(struct document *d, const struct page *page)
{
	struct leaf leaf = {.d = d, .page = page};
	if (!d->own)
		begin_document(d, page);
	leaf.tei = d->own;
	tei_words_init(&leaf.words, page);
	pair_captions(&leaf);
	facsimile_add(&leaf.tei->facsimile, page);
	if (!look_at_body(&leaf))
		close_paragraph(&leaf);
	write_gap(&leaf);
	begin_page(&leaf);
	for (const struct region *r = first_region(page); r; r = next_region(r))
		write_region(&leaf, r);
	tei_words_release(&leaf.words);
}

static void end_tei(struct document *d)
{
	if (!d->own)
		begin_document(d, NULL);
	struct tei *tei = d->own;
	if (tei->in_paragraph)
		xml_close(d);
	xml_close_on_line(d); /* div, */
	xml_close_on_line(d); /* body */
	xml_close_on_line(d); /* and text */
	if (tei->facsimile.count)
		facsimile_write(d, &tei->facsimile);
	xml_close_on_line(d);
	xml_end(d);
	arena_release(&tei->facsimile.arena);
	free(tei);
	d->own = NULL;
}

const struct format format_tei = {.name = "tei",
				  .extension = ".tei.xml",
				  .summary = "TEI P5: an edition, corrections beside what was read",
				  .page = write_tei,
				  .end = end_tei};
