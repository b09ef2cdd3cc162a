/*
 * PAGE-XML of 2019-07-15: regions with their types, in the page's order, which the reading order tells as well. It
 *holds one page.
 *
 *	<TextRegion id="r3" type="floating" custom="structure {type:pull-quote;}">
 *	 … <Word id="w40"><Coords …/><TextEquiv index="0"><Unicode>limited</Unicode></TextEquiv>
 *	                             <TextEquiv index="1"><Unicode>hmited</Unicode></TextEquiv></Word>
 *
 * Types that PAGE-XML lacks stand in custom, as those of its users do, and so does what is missing, in the tags of
 * Transkribus: gap {offset:12; length:0; unit:chars; quantity:18; reason:cut;} after the twelfth letter of a line; also
 * of a word, where a part of it is missing. Second readings are what was read before it was mended. Places that are not
 * known are the point 0,0, since the format wants one.
 */
#include "emit/shown.h"
#include "emit/steps.h"
#include "emit/xml.h"

#include "base/languages.h"
#include "base/utf8.h"
#include "emend.h"
#include "page/edit.h"
#include "page/lacuna.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#define NAMESPACE "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"

/* The elements of regions that are no TextRegion; and the types of TextRegions whose own type PAGE-XML lacks. */
static const char *const elements[REGION_TYPES] = {[REGION_TABLE] = "TableRegion",
						   [REGION_MATHS] = "MathsRegion",
						   [REGION_ADVERT] = "AdvertRegion",
						   [REGION_IMAGE] = "ImageRegion",
						   [REGION_LINE_DRAWING] = "LineDrawingRegion",
						   [REGION_GRAPHIC] = "GraphicRegion",
						   [REGION_CHART] = "ChartRegion",
						   [REGION_SEPARATOR] = "SeparatorRegion",
						   [REGION_NOISE] = "NoiseRegion"};
static const char *const nearest_types[REGION_TYPES] = {
	[REGION_PULL_QUOTE] = "floating", [REGION_LINES] = "paragraph", [REGION_LISTING] = "paragraph"};

/* What writing the page needs. */
struct writing {
	struct document *d;
	const struct shown *shown;
	struct arena *arena;
};

static void write_id(struct writing *w, const struct node *n)
{
	xml_attribute_printf(w->d, "id", "%c%u", node_letters[n->kind], n->id);
}

/* The format has no points left of the image or above it. */
static int place(int32_t pixels)
{
	return pixels > 0 ? pixels : 0;
}

static void write_points(struct writing *w, const char *element, const struct point *points, uint32_t n)
{
	struct strbuf b = {0};
	for (uint32_t i = 0; i < n; i++)
		strbuf_printf(&b, "%s%d,%d", i ? " " : "", place(points[i].x), place(points[i].y));
	xml_open_on_line(w->d, element);
	xml_attribute(w->d, "points", strbuf_str(&b));
	xml_close(w->d);
	strbuf_release(&b);
}

static void write_box(struct writing *w, struct box b)
{
	const struct point unknown[] = {{0, 0}, {0, 0}};
	const struct point corners[] = {{b.left, b.top}, {b.right, b.top}, {b.right, b.bottom}, {b.left, b.bottom}};
	if (box_empty(b))
		write_points(w, "Coords", unknown, 2);
	else
		write_points(w, "Coords", corners, 4);
}

static struct box bounds(const struct region *r)
{
	struct box b = {0};
	for (uint32_t i = 0; i < r->polygon_count; i++) {
		struct point p = r->polygon[i];
		b = i ? (struct box){p.x < b.left ? p.x : b.left, p.y < b.top ? p.y : b.top,
				     p.x > b.right ? p.x : b.right, p.y > b.bottom ? p.y : b.bottom}
		      : (struct box){p.x, p.y, p.x, p.y};
	}
	return b;
}

/* The region's outline, as long as it still is about what the region holds. */
static void write_outline(struct writing *w, const struct region *r)
{
	struct box now = region_box(r), outline = bounds(r);
	if (r->polygon_count > 2 && now.left == outline.left && now.top == outline.top && now.right == outline.right &&
	    now.bottom == outline.bottom)
		write_points(w, "Coords", r->polygon, r->polygon_count);
	else
		write_box(w, now);
}

/* Confidence is in percent, and below 0: none. */
static void write_equiv(struct writing *w, struct str text, int index, float confidence)
{
	xml_open_on_line(w->d, "TextEquiv");
	xml_attribute_printf(w->d, "index", "%d", index);
	if (confidence >= 0)
		xml_attribute_decimal(w->d, "conf", fmin((double)confidence / 100, 1), 4);
	xml_element(w->d, "Unicode", text);
	xml_close(w->d);
}

static void write_glyph(struct writing *w, const struct word *word, uint32_t i)
{
	const struct symbol *s = &word->symbols[i];
	int readings = 0;
	xml_open_on_line(w->d, "Glyph");
	xml_attribute_printf(w->d, "id", "w%u_g%u", word->node.id, i);
	write_box(w, s->box);
	write_equiv(w, s->text, readings++, s->confidence);
	for (uint32_t a = 0; a < s->alternative_count; a++)
		if (!str_equal(s->alternatives[a].text, s->text))
			write_equiv(w, s->alternatives[a].text, readings++, s->alternatives[a].confidence);
	xml_close_on_line(w->d);
}

/* The word, in the notation of custom, where what parts its properties stands as \u003b. */
static void add_custom(struct strbuf *b, struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.s[i] == ';' || text.s[i] == '{' || text.s[i] == '}' || text.s[i] == '\\')
			strbuf_printf(b, "\\u%04x", (unsigned)text.s[i]);
		else
			strbuf_byte(b, text.s[i]);
}

/* Begins a tag behind those before it. */
static void add_tag(struct strbuf *b, const char *name)
{
	strbuf_printf(b, "%s%s {", b->n ? " " : "", name);
}

/* Which part of which word stands here. */
static void add_hyphenation(struct strbuf *b, const struct word *word, const struct shown *s)
{
	if (!s->whole.n)
		return;
	add_tag(b, "hyphenation");
	strbuf_printf(b, "part:%s; word:", !s->goes_on ? "last" : word->in ? "middle" : "first");
	add_custom(b, s->whole);
	strbuf_add(b, STR(";}"));
}

/* Half letters, which the text has not. */
static void add_unclear(struct strbuf *b, const struct lacuna *l, size_t offset)
{
	if (!l->doubtful.n)
		return;
	add_tag(b, "unclear");
	strbuf_printf(b, "offset:%zu; length:0; alternative:", offset);
	add_custom(b, l->doubtful);
	strbuf_add(b, STR("; reason:cut;}"));
}

static void add_gap(struct strbuf *b, const struct lacuna *l, size_t offset)
{
	add_tag(b, "gap");
	strbuf_printf(b, "offset:%zu; length:0; ", offset);
	if (l->letters > 0)
		strbuf_printf(b, "unit:chars; quantity:%ld; ", lroundf(l->letters));
	strbuf_add(b, STR("reason:cut;}"));
}

/* What is missing so many letters from the beginning of the line or the word; NULL: nothing. */
static void add_lost(struct strbuf *b, const struct lacuna *l, size_t offset)
{
	bool after = l && lacuna_is_after(l->side);
	if (after)
		add_unclear(b, l, offset);
	if (l)
		add_gap(b, l, offset);
	if (l && !after)
		add_unclear(b, l, offset);
}

static void end_custom(struct writing *w, struct strbuf *b)
{
	if (b->n)
		xml_attribute(w->d, "custom", strbuf_str(b));
	strbuf_release(b);
}

static void write_word_custom(struct writing *w, const struct word *word, const struct shown *s)
{
	const struct lacuna *before = open_lacuna(word, false), *after = open_lacuna(word, true);
	struct strbuf b = {0};
	add_hyphenation(&b, word, s);
	add_lost(&b, before && before->in_word ? before : NULL, 0);
	add_lost(&b, after && after->in_word ? after : NULL, utf8_count(s->text));
	end_custom(w, &b);
}

static void write_line_custom(struct writing *w, const struct line *l)
{
	struct strbuf b = {0};
	size_t end = 0;
	for (const struct word *word = first_word(l); word; word = next_word(word)) {
		size_t letters = utf8_count(w->shown[word->node.id].text), begin = end && letters ? end + 1 : end;
		end = begin + letters;
		add_lost(&b, open_lacuna(word, false), begin);
		add_lost(&b, open_lacuna(word, true), end);
	}
	end_custom(w, &b);
}

static void write_word(struct writing *w, const struct word *word)
{
	const struct shown *s = &w->shown[word->node.id];
	struct str language = language_name(word->lang);
	xml_open_on_line(w->d, "Word");
	write_id(w, &word->node);
	if (language.n)
		xml_attribute(w->d, "language", language);
	write_word_custom(w, word, s);
	write_box(w, word->box);
	for (uint32_t i = 0; i < word->symbol_count && !s->edited; i++)
		write_glyph(w, word, i);
	write_equiv(w, s->text, 0, shown_confidence(s));
	if (s->edited && s->raw.n)
		write_equiv(w, s->raw, 1, s->unrated ? -1 : s->confidence);
	xml_close_on_line(w->d);
}

static void write_texts(struct writing *w, struct str text, struct str raw)
{
	write_equiv(w, text, 0, -1);
	if (raw.n && !str_equal(raw, text))
		write_equiv(w, raw, 1, -1);
}

static void write_style(struct writing *w, const struct line *l)
{
	struct type_measures type = line_type(l);
	long x_height = lroundf(type.x_height);
	if (!type.measured || (x_height <= 0 && !type.reversed))
		return;
	xml_open_on_line(w->d, "TextStyle");
	if (x_height > 0)
		xml_attribute_printf(w->d, "xHeight", "%ld", x_height);
	if (type.reversed)
		xml_attribute(w->d, "reverseVideo", STR("true"));
	xml_close(w->d);
}

static void write_line(struct writing *w, const struct line *l)
{
	xml_open_on_line(w->d, "TextLine");
	write_id(w, &l->node);
	write_line_custom(w, l);
	write_box(w, line_box(l));
	if (has_baseline(l))
		write_points(w, "Baseline", l->baseline, 2);
	for (const struct word *word = first_word(l); (word = shown_from(w->shown, word)); word = next_word(word))
		write_word(w, word);
	write_texts(w, shown_text(w->shown, l, w->arena), shown_raw(w->shown, l, w->arena));
	write_style(w, l);
	xml_close_on_line(w->d);
}

/* The lines, and the region's text: its lines, each on a line of its own. */
static void write_lines(struct writing *w, const struct region *r)
{
	struct strbuf text = {0}, raw = {0};
	for (const struct line *l = first_line(r); l; l = next_line(l)) {
		if (!line_is_shown(w->shown, l))
			continue;
		write_line(w, l);
		strbuf_add(&text, text.n ? STR("\n") : STR(""));
		strbuf_add(&text, shown_text(w->shown, l, w->arena));
		strbuf_add(&raw, raw.n ? STR("\n") : STR(""));
		strbuf_add(&raw, shown_raw(w->shown, l, w->arena));
	}
	if (text.n)
		write_texts(w, strbuf_str(&text), strbuf_str(&raw));
	strbuf_release(&text);
	strbuf_release(&raw);
}

static void write_type(struct writing *w, const struct region *r)
{
	xml_attribute_printf(w->d, "custom", "structure {type:%s;}", region_kinds[r->type].name);
}

static void write_text_region(struct writing *w, const struct region *r)
{
	const char *type = nearest_types[r->type];
	xml_open(w->d, "TextRegion");
	write_id(w, &r->node);
	write_type(w, r);
	if (has_note(&r->node, NOTE_CONTINUED))
		xml_attribute(w->d, "continuation", STR("true"));
	if (r->origin.orientation) /* the angle that turns the text upright again, clockwise */
		xml_attribute_printf(w->d, "readingOrientation", "%d",
				     r->origin.orientation < 180 ? -r->origin.orientation
								 : 360 - r->origin.orientation);
	xml_attribute(w->d, "type", str_of(type ? type : region_kinds[r->type].name));
	write_outline(w, r);
	write_lines(w, r);
	xml_close_on_line(w->d);
}

/* Only a TextRegion has lines: the text of other regions stands in one within them. */
static void write_other_region(struct writing *w, const struct region *r)
{
	xml_open(w->d, elements[r->type]);
	write_id(w, &r->node);
	write_outline(w, r);
	if (region_is_shown(w->shown, r)) {
		xml_open_on_line(w->d, "TextRegion");
		xml_attribute_printf(w->d, "id", "r%u_text", r->node.id);
		write_type(w, r);
		write_box(w, region_box(r));
		write_lines(w, r);
		xml_close_on_line(w->d);
	}
	xml_close_on_line(w->d);
}

static void write_order(struct writing *w, const struct page *page)
{
	int index = 0;
	for (const struct region *r = first_region(page); r; r = next_region(r)) {
		if (!region_is_written(w->shown, r))
			continue;
		if (!index) {
			xml_open_on_line(w->d, "ReadingOrder");
			xml_open_on_line(w->d, "OrderedGroup");
			xml_attribute(w->d, "id", STR("order"));
		}
		xml_open_on_line(w->d, "RegionRefIndexed");
		xml_attribute_printf(w->d, "index", "%d", index++);
		xml_attribute_printf(w->d, "regionRef", "r%u", r->node.id);
		xml_close(w->d);
	}
	if (index) {
		xml_close_on_line(w->d);
		xml_close_on_line(w->d);
	}
}

/* The clock is not asked: the same page gives the same bytes. SOURCE_DATE_EPOCH is how builds are told a date. */
static void write_dates(struct document *d)
{
	const char *given = getenv("SOURCE_DATE_EPOCH");
	char *end, text[32] = "1970-01-01T00:00:00";
	long long seconds = given ? strtoll(given, &end, 10) : -1;
	time_t t = (time_t)seconds;
	struct tm tm;
	if (given && end != given && !*end && gmtime_r(&t, &tm))
		strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &tm);
	xml_new_line(d);
	xml_element(d, "Created", str_of(text));
	xml_new_line(d);
	xml_element(d, "LastChange", str_of(text));
}

static void open_step(struct document *d, const char *name, struct str value)
{
	xml_open_on_line(d, "MetadataItem");
	xml_attribute(d, "type", STR("processingStep"));
	xml_attribute(d, "name", str_of(name));
	xml_attribute(d, "value", value);
}

static void write_repair(struct document *d, const struct page *page)
{
	struct steps all = {0};
	steps_add(&all, page);
	open_step(d, "repair", STR("emend " EMEND_VERSION));
	if (all.count)
		xml_open_on_line(d, "Labels");
	for (size_t i = 0; i < all.count; i++) {
		xml_open_on_line(d, "Label");
		xml_attribute(d, "type", all.steps[i].stage);
		xml_attribute_printf(d, "value", "%u", all.steps[i].changes);
		xml_close(d);
	}
	if (all.count)
		xml_close(d);
	xml_close(d);
	steps_release(&all);
}

static void write_metadata(struct document *d, const struct page *page)
{
	xml_open_on_line(d, "Metadata");
	xml_new_line(d);
	xml_element(d, "Creator", STR("emend " EMEND_VERSION));
	write_dates(d);
	if (page->cleaning.n) {
		open_step(d, "cleaning", page->cleaning);
		xml_close(d);
	}
	if (page->recogniser.n) {
		open_step(d, "recognition", page->recogniser);
		xml_close(d);
	}
	write_repair(d, page);
	xml_close_on_line(d);
}

static void write_page_attributes(struct document *d, const struct page *page)
{
	struct str langs = page->lang, first = language_name(next_language(&langs)),
		   second = language_name(next_language(&langs));
	xml_attribute(d, "imageFilename", page->image.n ? page->image : str_of(d->options.source));
	xml_attribute_printf(d, "imageWidth", "%d", page->width);
	xml_attribute_printf(d, "imageHeight", "%d", page->height);
	if (page->x_dpi > 0 && page->y_dpi > 0 && !page->dpi_estimated) {
		xml_attribute_printf(d, "imageXResolution", "%d", page->x_dpi);
		xml_attribute_printf(d, "imageYResolution", "%d", page->y_dpi);
		xml_attribute(d, "imageResolutionUnit", STR("PPI"));
	}
	if (first.n)
		xml_attribute(d, "primaryLanguage", first);
	if (second.n)
		xml_attribute(d, "secondaryLanguage", second);
}

/* The page's part of the image, where that is not all of it. */
static void write_border(struct writing *w, const struct page *page)
{
	struct box f = page->frame;
	if (box_empty(f) || (!f.left && !f.top && f.right == page->width && f.bottom == page->height))
		return;
	xml_open_on_line(w->d, "Border");
	write_box(w, f);
	xml_close_on_line(w->d);
}

static void begin_page_xml(struct document *d)
{
	xml_begin(d);
	xml_open(d, "PcGts");
	xml_attribute(d, "xmlns", STR(NAMESPACE));
	xml_attribute(d, "xmlns:xsi", STR("http://www.w3.org/2001/XMLSchema-instance"));
	xml_attribute(d, "xsi:schemaLocation", STR(NAMESPACE " " NAMESPACE "/pagecontent.xsd"));
}

static void write_page_xml(struct document *d, const struct page *page)
{
	struct arena arena = {0};
	struct writing w = {.d = d, .shown = page_shown(page, &arena), .arena = &arena};
	write_metadata(d, page);
	xml_open_on_line(d, "Page");
	write_page_attributes(d, page);
	write_border(&w, page);
	write_order(&w, page);
	for (const struct region *r = first_region(page); r; r = next_region(r)) {
		if (!region_is_written(w.shown, r))
			continue;
		xml_new_line(d);
		if (elements[r->type])
			write_other_region(&w, r);
		else
			write_text_region(&w, r);
	}
	arena_release(&arena);
}

static void end_page_xml(struct document *d)
{
	struct page none;
	page_init(&none);
	if (!d->pages)
		write_page_xml(d, &none);
	xml_end(d);
}

const struct format format_page = {.name = "page",
				   .extension = ".page.xml",
				   .summary = "regions, lines, words and glyphs (PAGE-XML 2019-07-15); a file a page",
				   .one_page = true,
				   .begin = begin_page_xml,
				   .page = write_page_xml,
				   .end = end_page_xml};
