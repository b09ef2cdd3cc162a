/*
 * hOCR 1.2: XHTML that a browser shows as text, with the boxes in title attributes. All regions stand in the page's
 * order, each a division of paragraphs; the class says what hOCR has a word for, and x_emend_type the type itself:
 *
 *	<div class="ocr_textfloat" title="bbox 90 800 410 960; x_emend_type pull-quote">
 *	 <p class="ocr_par"><span class="ocr_line"><span class="ocrx_word" title="…; x_wconf 93">Text</span> …
 *
 * Of a word parted at a line's end each half stands in its line, the first with a soft hyphen, and no white between: so
 * a browser, and who takes all text, gets the word whole. What was read where a word was edited is its x_raw. What is
 * missing, at which side and about how many letters, is the x_lacuna of a line and of the word beside it: "x_lacuna
 * right 18", and behind that "in_word" where a part of the word itself is missing.
 */
#include "emit/shown.h"
#include "emit/xml.h"

#include "base/languages.h"
#include "emend.h"
#include "page/folio.h"
#include "page/lacuna.h"

#include <math.h>
#include <string.h>

static const char *const classes[REGION_TYPES] = {
	[REGION_PARAGRAPH] = "ocr_carea",      [REGION_HEADING] = "ocr_carea",
	[REGION_CAPTION] = "ocr_caption",      [REGION_HEADER] = "ocr_header",
	[REGION_FOOTER] = "ocr_footer",        [REGION_PAGE_NUMBER] = "ocr_pageno",
	[REGION_DROP_CAPITAL] = "ocr_carea",   [REGION_CREDIT] = "ocr_textfloat",
	[REGION_FLOATING] = "ocr_textfloat",   [REGION_SIGNATURE_MARK] = "ocr_footer",
	[REGION_CATCH_WORD] = "ocr_footer",    [REGION_MARGINALIA] = "ocr_textfloat",
	[REGION_FOOTNOTE] = "ocr_textfloat",   [REGION_FOOTNOTE_CONTINUED] = "ocr_textfloat",
	[REGION_ENDNOTE] = "ocr_textfloat",    [REGION_TOC_ENTRY] = "ocr_carea",
	[REGION_LIST_LABEL] = "ocr_carea",     [REGION_OTHER] = "ocr_carea",
	[REGION_PULL_QUOTE] = "ocr_textfloat", [REGION_TABLE] = "ocr_table",
	[REGION_MATHS] = "ocr_carea",          [REGION_LINES] = "ocr_carea",
	[REGION_LISTING] = "ocr_carea",        [REGION_ADVERT] = "ocr_float",
	[REGION_IMAGE] = "ocr_photo",          [REGION_LINE_DRAWING] = "ocr_linedrawing",
	[REGION_GRAPHIC] = "ocr_image",        [REGION_CHART] = "ocr_linedrawing",
	[REGION_SEPARATOR] = "ocr_separator",  [REGION_NOISE] = "ocr_noise",
};

static const char capabilities[] = "ocr_page ocr_carea ocr_par ocr_line ocrx_word ocr_caption ocr_header ocr_footer "
				   "ocr_pageno ocr_textfloat ocr_float ocr_table ocr_photo ocr_image ocr_linedrawing "
				   "ocr_separator ocr_noise ocrp_lang ocrp_wconf";

/* For browsers: what is not of the body is set off, noise is not shown. Readers that know no head take none for text.
 */
static const char page_style[] = "max-width: 42em; margin: auto; line-height: 1.4",
		  insert_style[] = "margin: 1em 3em; font-style: italic", furniture_style[] = "color: gray";

static const char *style_of(const struct region *r)
{
	if (r->type == REGION_HEADING)
		return "font-weight: bold";
	if (r->type == REGION_LISTING)
		return "font-family: monospace";
	if (r->type == REGION_NOISE)
		return "display: none";
	enum region_place place = region_kinds[r->type].place;
	return place == PLACE_INSERT ? insert_style : place == PLACE_FURNITURE ? furniture_style : "";
}

/* What writing a page needs. */
struct writing {
	struct document *d;
	const struct shown *shown;
	unsigned page;       /* in this file, from 1 */
	struct strbuf title; /* that is being put together */
};

static void open_element(struct writing *w, const char *element, const char *class, const char *id, uint32_t number)
{
	xml_open(w->d, element);
	xml_attribute(w->d, "class", str_of(class));
	xml_attribute_printf(w->d, "id", "%s_%u_%u", id, w->page, number);
	w->title.n = 0;
}

/* Parts a property from those before it. */
static struct strbuf *next_property(struct writing *w)
{
	strbuf_add(&w->title, w->title.n ? STR("; ") : STR(""));
	return &w->title;
}

static void add_box(struct writing *w, struct box b)
{
	if (!box_empty(b))
		strbuf_printf(next_property(w), "bbox %d %d %d %d", b.left, b.top, b.right, b.bottom);
}

/* A string in quotes. */
static void add_quoted(struct writing *w, const char *property, struct str text)
{
	strbuf_printf(next_property(w), "%s \"", property);
	for (size_t i = 0; i < text.n; i++) {
		if (text.s[i] == '"' || text.s[i] == '\\')
			strbuf_byte(&w->title, '\\');
		strbuf_byte(&w->title, text.s[i]);
	}
	strbuf_byte(&w->title, '"');
}

static void end_title(struct writing *w)
{
	if (w->title.n)
		xml_attribute(w->d, "title", strbuf_str(&w->title));
}

static void meta(struct document *d, const char *name, struct str content)
{
	xml_open_on_line(d, "meta");
	xml_attribute(d, "name", str_of(name));
	xml_attribute(d, "content", content);
	xml_close(d);
}

static void write_languages(struct document *d, struct str langs)
{
	struct strbuf tags = {0};
	while (langs.n) {
		struct str tag = language_tag(next_language(&langs));
		strbuf_add(&tags, tags.n && tag.n ? STR(" ") : STR(""));
		strbuf_add(&tags, tag);
	}
	if (tags.n)
		meta(d, "ocr-langs", strbuf_str(&tags));
	strbuf_release(&tags);
}

/* The head, which names the recogniser: that of the first page. */
static void write_head(struct document *d, const struct page *page)
{
	struct strbuf system = {0};
	strbuf_add(&system, STR("emend " EMEND_VERSION));
	if (page && page->recogniser.n)
		strbuf_printf(&system, ", %.*s", STR_ARG(page->recogniser));
	xml_open(d, "head");
	xml_new_line(d);
	xml_open(d, "title"); /* hocr2pdf takes what it holds for text of the page */
	xml_close_html(d);
	xml_open_on_line(d, "meta");
	xml_attribute(d, "http-equiv", STR("Content-Type"));
	xml_attribute(d, "content", STR("text/html; charset=utf-8"));
	xml_close(d);
	meta(d, "ocr-system", strbuf_str(&system));
	meta(d, "ocr-capabilities", str_of(capabilities));
	if (page)
		write_languages(d, page->lang);
	xml_close_on_line(d);
	xml_open_on_line(d, "body");
	strbuf_release(&system);
}

static void begin_hocr(struct document *d)
{
	xml_begin(d);
	xml_doctype(d, "html", "-//W3C//DTD XHTML 1.0 Transitional//EN",
		    "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd");
	xml_open(d, "html");
	xml_attribute(d, "xmlns", STR("http://www.w3.org/1999/xhtml"));
	xml_new_line(d);
}

/* The text as its line shows it; a hyphen that only parts the word is a soft one. */
static void write_text(struct document *d, const struct shown *s)
{
	xml_text(d, str_chop(s->text, s->hyphen_parts ? s->hyphen : 0));
	if (s->hyphen_parts)
		xml_text(d, STR("\u00AD"));
}

/* Either may be NULL: nothing is missing there. */
static void add_lacunae(struct writing *w, const struct lacuna *before, const struct lacuna *after, bool of_word)
{
	const struct lacuna *const both[] = {before, after};
	if (before || after)
		strbuf_add(next_property(w), STR("x_lacuna"));
	for (int i = 0; i < 2; i++) {
		if (!both[i])
			continue;
		strbuf_printf(&w->title, " %s", lacuna_sides[both[i]->side]);
		if (both[i]->letters > 0)
			strbuf_printf(&w->title, " %ld", lroundf(both[i]->letters));
		strbuf_add(&w->title, of_word && both[i]->in_word ? STR(" in_word") : STR(""));
	}
}

static void write_word(struct writing *w, const struct word *word)
{
	const struct shown *s = &w->shown[word->node.id];
	struct str tag = language_tag(word->lang);
	open_element(w, "span", "ocrx_word", "word", word->node.id);
	add_box(w, word->box);
	if (shown_confidence(s) >= 0) {
		strbuf_add(next_property(w), STR("x_wconf "));
		add_decimal(&w->title, (double)shown_confidence(s), 2);
	}
	if (s->edited && s->raw.n)
		add_quoted(w, "x_raw", s->raw);
	add_lacunae(w, open_lacuna(word, false), open_lacuna(word, true), true);
	end_title(w);
	if (tag.n)
		xml_attribute(w->d, "lang", tag);
	write_text(w->d, s);
	xml_close(w->d);
}

/* A polynomial over the box, its origin at the bottom left: hOCR's measure. */
static void add_baseline(struct writing *w, const struct line *l, struct box box)
{
	struct point a = l->baseline[0], b = l->baseline[1];
	if (!has_baseline(l) || a.x >= b.x || box_empty(box))
		return;
	double slope = (double)(b.y - a.y) / (b.x - a.x);
	strbuf_add(next_property(w), STR("baseline "));
	add_decimal(&w->title, slope, 5);
	strbuf_printf(&w->title, " %ld", lround(a.y + slope * (box.left - a.x) - box.bottom));
}

static void add_type(struct writing *w, const struct line *l)
{
	struct type_measures type = line_type(l);
	if (type.x_height <= 0 || type.height <= type.x_height)
		return;
	strbuf_add(next_property(w), STR("x_ascenders "));
	add_decimal(&w->title, (double)(type.height - type.x_height), 2);
}

static bool keeps_lines(const struct region *r)
{
	return r->type == REGION_LINES || r->type == REGION_LISTING || r->type == REGION_MATHS ||
	       r->type == REGION_TABLE;
}

/* Does the line's last word go on in the next line? */
static bool runs_on(const struct shown *shown, const struct line *l)
{
	const struct shown *last = NULL;
	for (const struct word *w = first_word(l); (w = shown_from(shown, w)); w = next_word(w))
		last = &shown[w->node.id];
	return last && last->goes_on;
}

static void write_line(struct writing *w, const struct line *l)
{
	bool hard = keeps_lines(line_region(l));
	struct box box = line_box(l);
	open_element(w, "span", "ocr_line", "line", l->node.id);
	add_box(w, box);
	add_baseline(w, l, box);
	add_type(w, l);
	if (hard)
		strbuf_add(next_property(w), STR("hardbreak 1"));
	add_lacunae(w, line_lacuna(l, false), line_lacuna(l, true), false);
	end_title(w);
	const struct word *first = shown_from(w->shown, first_word(l));
	for (const struct word *word = first; word; word = shown_from(w->shown, next_word(word))) {
		if (word != first)
			xml_new_line(w->d);
		write_word(w, word);
	}
	if (hard) {
		xml_open(w->d, "br");
		xml_close(w->d);
	}
	xml_close(w->d);
}

/* Its place and its type: of the division, and of the paragraph in it, which is the region to who looks for text. */
static void write_properties(struct writing *w, const struct region *r)
{
	add_box(w, region_box(r));
	if (r->origin.orientation) /* hOCR's angle is counter-clockwise */
		strbuf_printf(next_property(w), "textangle %d", 360 - r->origin.orientation);
	strbuf_printf(next_property(w), "x_emend_type %s", region_kinds[r->type].name);
	end_title(w);
}

static void write_lines(struct writing *w, const struct region *r)
{
	bool white = true;
	xml_new_line(w->d);
	open_element(w, "p", "ocr_par", "par", r->node.id);
	write_properties(w, r);
	for (const struct line *l = first_line(r); l; l = next_line(l)) {
		if (!line_is_shown(w->shown, l))
			continue;
		if (white)
			xml_new_line(w->d);
		write_line(w, l);
		white = !runs_on(w->shown, l);
	}
	xml_close_on_line(w->d);
}

static void write_region(struct writing *w, const struct region *r)
{
	xml_new_line(w->d);
	open_element(w, "div", classes[r->type], "block", r->node.id);
	if (*style_of(r))
		xml_attribute(w->d, "style", str_of(style_of(r)));
	write_properties(w, r);
	if (region_is_shown(w->shown, r))
		write_lines(w, r);
	xml_close_html(w->d);
}

static void add_page_properties(struct writing *w, const struct page *page)
{
	struct str printed = page_printed_number(page);
	add_quoted(w, "image", page->image.n ? page->image : str_of(w->d->options.source));
	add_box(w, (struct box){0, 0, page->width, page->height});
	strbuf_printf(next_property(w), "ppageno %u", page->number - 1);
	if (printed.n)
		strbuf_printf(next_property(w), "lpageno %.*s", STR_ARG(printed));
	if (page->x_dpi > 0 && page->y_dpi > 0 && !page->dpi_estimated)
		strbuf_printf(next_property(w), "scan_res %d %d", page->x_dpi, page->y_dpi);
}

static void write_hocr(struct document *d, const struct page *page)
{
	struct arena arena = {0};
	struct writing w = {.d = d, .shown = page_shown(page, &arena), .page = d->pages + 1};
	if (!d->pages)
		write_head(d, page);
	xml_open_on_line(d, "div");
	xml_attribute(d, "class", STR("ocr_page"));
	xml_attribute_printf(d, "id", "page_%u", w.page);
	xml_attribute(d, "style", str_of(page_style));
	add_page_properties(&w, page);
	end_title(&w);
	for (const struct region *r = first_region(page); r; r = next_region(r))
		if (region_is_written(w.shown, r))
			write_region(&w, r);
	xml_close_html(d);
	strbuf_release(&w.title);
	arena_release(&arena);
}

static void end_hocr(struct document *d)
{
	if (!d->pages)
		write_head(d, NULL);
	xml_end(d);
}

const struct format format_hocr = {.name = "hocr",
				   .extension = ".hocr",
				   .summary = "XHTML with boxes and confidences (hOCR 1.2)",
				   .begin = begin_hocr,
				   .page = write_hocr,
				   .end = end_hocr};
