/*
 * ALTO 4.4: a file for all pages, in pixels of the scan.
 *
 *	<TextBlock ID="p1_r3" TAGREFS="pull-quote" …><TextLine …>
 *	 <String CONTENT="resto" SUBS_TYPE="HypPart1" SUBS_CONTENT="restoration" WC="0.93" …/><HYP CONTENT="-"/>
 *
 * Each block has a tag with its type, and each line at whose side text is missing one that says so; so has the word,
 *and another one where it is a fragment. What was read, where a word was edited, is an ALTERNATIVE. What is known only
 *when all pages are written stands before them in the file (the reading order, what was done): so the pages wait in a
 * temporary file.
 */
#include "emit/shown.h"
#include "emit/steps.h"
#include "emit/xml.h"

#include "base/languages.h"
#include "base/utf8.h"
#include "emend.h"
#include "page/folio.h"
#include "page/lacuna.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NAMESPACE "http://www.loc.gov/standards/alto/ns-v4#"

/* What is kept of a page that was written. */
struct written {
	uint32_t first, count; /* of its blocks, in struct alto's */
	struct str cleaning;
};

/* The document, while its pages are written. */
struct alto {
	struct document layout; /* the pages */
	struct arena arena;
	struct written *pages;
	uint32_t *blocks; /* the regions that were written, by page and in reading order */
	uint32_t block_count;
	bool types[REGION_TYPES]; /* that occur */
	bool lacunae;             /* is anything missing? */
	struct steps steps;
	struct str image, recogniser, lang; /* of the first page that has one */
};

/* What writing a page needs. */
struct writing {
	struct document *d; /* the layout */
	const struct shown *shown;
	unsigned page; /* in this file, from 1 */
};

static void write_id(struct writing *w, const struct node *n)
{
	xml_attribute_printf(w->d, "ID", "p%u_%c%u", w->page, node_letters[n->kind], n->id);
}

static void write_box(struct writing *w, struct box b)
{
	if (box_empty(b))
		return;
	xml_attribute_printf(w->d, "HPOS", "%d", b.left);
	xml_attribute_printf(w->d, "VPOS", "%d", b.top);
	xml_attribute_printf(w->d, "WIDTH", "%d", b.right - b.left);
	xml_attribute_printf(w->d, "HEIGHT", "%d", b.bottom - b.top);
}

static void write_language(struct writing *w, const char *attribute, struct str lang)
{
	struct str tag = language_tag(lang);
	if (tag.n)
		xml_attribute(w->d, attribute, tag);
}

/* The hyphen's own place, where the word's symbols tell. */
static void write_hyphen(struct writing *w, const struct word *word, const struct shown *s)
{
	struct str hyphen = str_skip(s->text, s->text.n - s->hyphen);
	const struct symbol *last = word->symbol_count ? &word->symbols[word->symbol_count - 1] : NULL;
	xml_open(w->d, "HYP");
	if (last && str_equal(last->text, hyphen))
		write_box(w, last->box);
	xml_attribute(w->d, "CONTENT", hyphen);
	xml_close(w->d);
}

/* The tags of what is missing before and after, either of which may be NULL, and of a fragment. */
static void write_tag_refs(struct writing *w, const struct lacuna *before, const struct lacuna *after, bool fragment)
{
	const struct lacuna *const both[] = {before, after};
	struct strbuf refs = {0};
	for (int i = 0; i < 2; i++)
		if (both[i])
			strbuf_printf(&refs, "%slacuna_%s", refs.n ? " " : "", lacuna_sides[both[i]->side]);
	strbuf_add(&refs, fragment ? STR(" fragment") : STR(""));
	if (refs.n)
		xml_attribute(w->d, "TAGREFS", strbuf_str(&refs));
	strbuf_release(&refs);
}

static bool ends_in_hyphen(struct str text)
{
	size_t begin;
	return utf8_is_hyphen(utf8_last(text, &begin));
}

/*
 * A word; of one that goes on in another line the hyphen follows it, if the line ends there. Two hyphens stay in it:
 * readers take the element for what the word has at its end already.
 */
static void write_string(struct writing *w, const struct word *word, bool ends_line)
{
	const struct shown *s = &w->shown[word->node.id];
	bool hyphen = ends_line && s->hyphen && !ends_in_hyphen(str_chop(s->text, s->hyphen));
	xml_open_on_line(w->d, "String");
	write_id(w, &word->node);
	write_tag_refs(w, open_lacuna(word, false), open_lacuna(word, true), word_is_fragment(word));
	write_box(w, word->box);
	xml_attribute(w->d, "CONTENT", str_chop(s->text, hyphen ? s->hyphen : 0));
	if (s->whole.n) {
		xml_attribute(w->d, "SUBS_TYPE", word->in ? STR("HypPart2") : STR("HypPart1"));
		xml_attribute(w->d, "SUBS_CONTENT", s->whole);
	}
	if (shown_confidence(s) >= 0)
		xml_attribute_decimal(w->d, "WC", fmin((double)shown_confidence(s) / 100, 1), 4);
	write_language(w, "LANG", word->lang);
	if (s->edited && s->raw.n) {
		xml_open(w->d, "ALTERNATIVE");
		xml_attribute(w->d, "PURPOSE", STR("as read before it was mended"));
		xml_text(w->d, s->raw);
		xml_close(w->d);
	}
	xml_close(w->d);
	if (hyphen)
		write_hyphen(w, word, s);
}

/* The white between two words, where they stand so that there is some. */
static void write_space(struct writing *w, const struct word *a, const struct word *b)
{
	xml_open(w->d, "SP");
	if (!box_empty(a->box) && !box_empty(b->box) && a->box.right < b->box.left) {
		xml_attribute_printf(w->d, "HPOS", "%d", a->box.right);
		xml_attribute_printf(w->d, "VPOS", "%d", a->box.top);
		xml_attribute_printf(w->d, "WIDTH", "%d", b->box.left - a->box.right);
	}
	xml_close(w->d);
}

static void write_line(struct writing *w, const struct line *l)
{
	struct point a = l->baseline[0], b = l->baseline[1];
	xml_open_on_line(w->d, "TextLine");
	write_id(w, &l->node);
	write_tag_refs(w, line_lacuna(l, false), line_lacuna(l, true), false);
	write_box(w, line_box(l));
	if (has_baseline(l))
		xml_attribute_printf(w->d, "BASELINE", "%d,%d %d,%d", a.x, a.y, b.x, b.y);
	for (const struct word *word = shown_from(w->shown, first_word(l)), *next; word; word = next) {
		next = shown_from(w->shown, next_word(word));
		write_string(w, word, !next);
		if (next)
			write_space(w, word, next);
	}
	xml_close_on_line(w->d);
}

static void write_shape(struct writing *w, const struct region *r)
{
	struct strbuf points = {0};
	if (r->polygon_count < 3 || r->moves)
		return;
	for (uint32_t i = 0; i < r->polygon_count; i++)
		strbuf_printf(&points, "%s%d,%d", i ? " " : "", r->polygon[i].x, r->polygon[i].y);
	xml_open(w->d, "Shape");
	xml_open(w->d, "Polygon");
	xml_attribute(w->d, "POINTS", strbuf_str(&points));
	xml_close(w->d);
	xml_close(w->d);
	strbuf_release(&points);
}

/* Text is a TextBlock whatever its type; what shows none is a picture or a rule. */
static const char *block_of(struct writing *w, const struct region *r)
{
	if (region_is_shown(w->shown, r))
		return "TextBlock";
	return r->type == REGION_SEPARATOR ? "GraphicalElement" : "Illustration";
}

static void write_region(struct writing *w, const struct region *r)
{
	const char *name = region_kinds[r->type].name, *block = block_of(w, r);
	xml_open_on_line(w->d, block);
	write_id(w, &r->node);
	xml_attribute_printf(w->d, "TAGREFS", "type_%s", name);
	write_box(w, region_box(r));
	if (r->origin.orientation) /* counter-clockwise */
		xml_attribute_printf(w->d, "ROTATION", "%d", 360 - r->origin.orientation);
	if (!strcmp(block, "Illustration"))
		xml_attribute(w->d, "TYPE", str_of(name));
	write_shape(w, r);
	for (const struct line *l = first_line(r); l; l = next_line(l))
		if (line_is_shown(w->shown, l))
			write_line(w, l);
	xml_close_on_line(w->d);
}

static void write_page_attributes(struct writing *w, const struct page *page)
{
	struct str printed = page_printed_number(page), langs = page->lang;
	struct strbuf steps = {0};
	xml_attribute_printf(w->d, "ID", "p%u", w->page);
	xml_attribute_printf(w->d, "PHYSICAL_IMG_NR", "%u", page->number);
	if (printed.n)
		xml_attribute(w->d, "PRINTED_IMG_NR", printed);
	if (page->width > 0 && page->height > 0) {
		xml_attribute_printf(w->d, "WIDTH", "%d", page->width);
		xml_attribute_printf(w->d, "HEIGHT", "%d", page->height);
	}
	write_language(w, "LANG", next_language(&langs));
	if (page->cleaning.n)
		strbuf_printf(&steps, "p%u_cleaning ", w->page);
	if (page->recogniser.n)
		strbuf_add(&steps, STR("recognition "));
	strbuf_add(&steps, STR("repair"));
	xml_attribute(w->d, "PROCESSINGREFS", strbuf_str(&steps));
	strbuf_release(&steps);
}

static void write_page(struct document *layout, unsigned number, const struct page *page, const struct shown *shown)
{
	struct writing w = {.d = layout, .shown = shown, .page = number};
	xml_open_on_line(layout, "Page");
	write_page_attributes(&w, page);
	xml_open_on_line(layout, "PrintSpace");
	write_box(&w, page->frame);
	for (const struct region *r = first_region(page); r; r = next_region(r))
		if (region_is_written(w.shown, r))
			write_region(&w, r);
	xml_close_on_line(layout);
	xml_close_on_line(layout);
}

/* Keeps of the page what stands before all pages. */
static void keep(struct alto *a, uint32_t number, const struct page *page, const struct shown *shown)
{
	a->pages = arena_grow(&a->arena, a->pages, number, sizeof *a->pages);
	a->pages[number] = (struct written){.first = a->block_count, .cleaning = arena_str(&a->arena, page->cleaning)};
	for (const struct region *r = first_region(page); r; r = next_region(r)) {
		if (!region_is_written(shown, r))
			continue;
		a->blocks = arena_grow(&a->arena, a->blocks, a->block_count, sizeof *a->blocks);
		a->blocks[a->block_count++] = r->node.id;
		a->types[r->type] = true;
	}
	a->pages[number].count = a->block_count - a->pages[number].first;
	a->image = a->image.n ? a->image : arena_str(&a->arena, page->image);
	a->recogniser = a->recogniser.n ? a->recogniser : arena_str(&a->arena, page->recogniser);
	a->lang = a->lang.n ? a->lang : arena_str(&a->arena, page->lang);
	a->lacunae |= page->lacuna_count > 0;
	steps_add(&a->steps, page);
}

static void begin_alto(struct document *d)
{
	struct alto *a = d->own = must_alloc(1, sizeof *a);
	enum { DEPTH_OF_PAGES = 2 };
	xml_begin(d);
	a->layout.out = tmpfile();
	d->failed = !a->layout.out;
	if (!d->failed)
		xml_begin_part(&a->layout, DEPTH_OF_PAGES);
}

static void write_alto(struct document *d, const struct page *page)
{
	struct alto *a = d->own;
	struct arena arena = {0};
	const struct shown *shown = page_shown(page, &arena);
	if (!d->failed) {
		keep(a, d->pages, page, shown);
		write_page(&a->layout, d->pages + 1, page, shown);
	}
	arena_release(&arena);
}

static void open_step(struct document *d, const char *id, const char *category)
{
	xml_open_on_line(d, "Processing");
	xml_attribute(d, "ID", str_of(id));
	xml_element(d, "processingCategory", str_of(category));
}

static void write_software(struct document *d, struct str name, struct str version)
{
	xml_open(d, "processingSoftware");
	xml_element(d, "softwareName", name);
	if (version.n)
		xml_element(d, "softwareVersion", version);
	xml_close(d);
}

static void write_cleaning(struct document *d, const struct alto *a)
{
	for (uint32_t i = 0; i < d->pages; i++) {
		char id[32];
		if (!a->pages[i].cleaning.n)
			continue;
		snprintf(id, sizeof id, "p%u_cleaning", i + 1);
		open_step(d, id, "preOperation");
		xml_element(d, "processingStepDescription", a->pages[i].cleaning);
		write_software(d, STR("emend"), STR(EMEND_VERSION));
		xml_close(d);
	}
}

/* "tesseract 5.3.0" */
static void write_recognition(struct document *d, const struct alto *a)
{
	const char *space = a->recogniser.n ? memchr(a->recogniser.s, ' ', a->recogniser.n) : NULL;
	size_t n = space ? (size_t)(space - a->recogniser.s) : a->recogniser.n;
	if (!a->recogniser.n)
		return;
	open_step(d, "recognition", "contentGeneration");
	if (a->lang.n)
		xml_element(d, "processingStepSettings", a->lang);
	write_software(d, (struct str){a->recogniser.s, n}, str_skip(a->recogniser, n + 1));
	xml_close(d);
}

static void write_repair(struct document *d, const struct alto *a)
{
	struct strbuf text = {0};
	open_step(d, "repair", "contentModification");
	for (size_t i = 0; i < a->steps.count; i++) {
		const struct step *s = &a->steps.steps[i];
		text.n = 0;
		strbuf_printf(&text, "%.*s: %u", STR_ARG(s->stage), s->changes);
		xml_new_line(d);
		xml_element(d, "processingStepDescription", strbuf_str(&text));
	}
	write_software(d, STR("emend"), STR(EMEND_VERSION));
	xml_close_on_line(d);
	strbuf_release(&text);
}

static void write_description(struct document *d, const struct alto *a)
{
	xml_open_on_line(d, "Description");
	xml_new_line(d);
	xml_element(d, "MeasurementUnit", STR("pixel"));
	xml_open_on_line(d, "sourceImageInformation");
	xml_element(d, "fileName", a->image.n ? a->image : str_of(d->options.source));
	xml_close(d);
	write_cleaning(d, a);
	write_recognition(d, a);
	write_repair(d, a);
	xml_close_on_line(d);
}

static void write_lacuna_tag(struct document *d, const char *id, const char *label, const char *description)
{
	xml_open_on_line(d, "OtherTag");
	xml_attribute(d, "ID", str_of(id));
	xml_attribute(d, "TYPE", STR("lacuna"));
	xml_attribute(d, "LABEL", str_of(label));
	xml_attribute(d, "DESCRIPTION", str_of(description));
	xml_close(d);
}

static void write_lacuna_tags(struct document *d)
{
	write_lacuna_tag(d, "lacuna_left", "left", "text is missing at the left");
	write_lacuna_tag(d, "lacuna_right", "right", "text is missing at the right");
	write_lacuna_tag(d, "lacuna_top", "top", "text is missing above");
	write_lacuna_tag(d, "lacuna_bottom", "bottom", "text is missing below");
	write_lacuna_tag(d, "fragment", "fragment", "a part of the word is missing");
}

static void write_tags(struct document *d, const struct alto *a)
{
	xml_open_on_line(d, "Tags");
	for (unsigned type = 0; type < REGION_TYPES; type++) {
		if (!a->types[type])
			continue;
		xml_open_on_line(d, "LayoutTag");
		xml_attribute_printf(d, "ID", "type_%s", region_kinds[type].name);
		xml_attribute(d, "TYPE", STR("region"));
		xml_attribute(d, "LABEL", str_of(region_kinds[type].name));
		xml_close(d);
	}
	if (a->lacunae)
		write_lacuna_tags(d);
	xml_close_on_line(d);
}

/* A group a page. */
static void write_order(struct document *d, const struct alto *a)
{
	if (!a->block_count)
		return;
	xml_open_on_line(d, "ReadingOrder");
	for (uint32_t page = 0; page < d->pages; page++) {
		const struct written *p = &a->pages[page];
		if (!p->count)
			continue;
		xml_open_on_line(d, "OrderedGroup");
		xml_attribute_printf(d, "ID", "order_p%u", page + 1);
		for (uint32_t i = 0; i < p->count; i++) {
			xml_open_on_line(d, "ElementRef");
			xml_attribute_printf(d, "ID", "order_p%u_%u", page + 1, i + 1);
			xml_attribute_printf(d, "REF", "p%u_r%u", page + 1, a->blocks[p->first + i]);
			xml_close(d);
		}
		xml_close_on_line(d);
	}
	xml_close_on_line(d);
}

/* All but the pages; then them. */
static void write_document(struct document *d, struct alto *a)
{
	xml_open(d, "alto");
	xml_attribute(d, "xmlns", STR(NAMESPACE));
	xml_attribute(d, "xmlns:xsi", STR("http://www.w3.org/2001/XMLSchema-instance"));
	xml_attribute(d, "xsi:schemaLocation", STR(NAMESPACE " http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"));
	xml_attribute(d, "SCHEMAVERSION", STR("4.4"));
	write_description(d, a);
	write_tags(d, a);
	write_order(d, a);
	xml_open_on_line(d, "Layout");
	if (!xml_copy(d, a->layout.out))
		d->failed = true;
}

static void end_alto(struct document *d)
{
	struct alto *a = d->own;
	struct page none;
	page_init(&none);
	if (!d->pages)
		write_alto(d, &none);
	if (!d->failed) {
		xml_end(&a->layout);
		write_document(d, a);
		fclose(a->layout.out);
	}
	xml_end(d);
	steps_release(&a->steps);
	arena_release(&a->arena);
	free(a);
}

const struct format format_alto = {.name = "alto",
				   .extension = ".alto.xml",
				   .summary = "blocks with tags, lines and words (ALTO 4.4)",
				   .begin = begin_alto,
				   .page = write_alto,
				   .end = end_alto};
