/*
 * PAGE-XML of 2010 to 2019: regions within regions, lines, words and glyphs, each with its outline and its readings:
 *
 *	<Word id="w1"><Coords points="10,20 60,20 60,40 10,40"/>
 *	 <TextEquiv index="0" conf="0.9"><Unicode>word</Unicode></TextEquiv></Word>
 */
#include "source/ocr_format.h"

#include <string.h>

enum { MOST_TEXT = 1 << 20, MOST_EQUIVS = 1000 };

/* One reading: a TextEquiv. */
struct equiv {
	struct str text;
	double index; /* the lowest is the text itself */
	float confidence;
};

struct readings {
	struct equiv *all; /* the page's; by index, and those of one index as they stand */
	uint32_t count;
};

struct page_xml {
	struct strbuf text, points; /* of the open element of text, and of the open outline or baseline */
	bool collects, in_order, in_border, in_print_space, in_glyph;
	struct equiv equiv; /* that is open */
	struct readings lines, words, glyphs, blocks[MOST_BLOCKS + 1];
};

typedef void handler(struct ocr_reader *in, const char *element, const char *const *attributes);

static void start_text(struct ocr_reader *in, const char *element, const char *const *attributes)
{
	struct page_xml *p = in->state;
	(void)element;
	(void)attributes;
	p->text.n = 0;
	p->collects = true;
}

static void end_creator(struct ocr_reader *in)
{
	struct page_xml *p = in->state;
	struct str creator = ocr_trimmed(strbuf_str(&p->text));
	p->collects = false;
	if (!in->recogniser.n && !str_starts(creator, STR("emend ")))
		in->recogniser = arena_str(&in->arena, creator);
}

/* OCR-D's processors and emend tell the steps so; the file's creator is often another program. */
static void start_metadata_item(struct ocr_reader *in, const char *element, const char *const *attributes)
{
	(void)element;
	if (str_equal(ocr_attribute(attributes, "type"), STR("processingStep")) &&
	    str_starts(ocr_attribute(attributes, "name"), STR("recognition")))
		in->recogniser = arena_str(&in->arena, ocr_trimmed(ocr_attribute(attributes, "value")));
}

static double number_at(const char *const *attributes, const char *name)
{
	return ocr_number_or(ocr_attribute(attributes, name), 0);
}

/* Readings are of the page that was open with them. */
static void forget_readings(struct page_xml *p)
{
	p->equiv = (struct equiv){0};
	p->lines = p->words = p->glyphs = (struct readings){0};
	memset(p->blocks, 0, sizeof p->blocks);
}

static void end_page(struct ocr_reader *in)
{
	forget_readings(in->state);
	ocr_end_page(in);
}

static void start_page(struct ocr_reader *in, const char *element, const char *const *attributes)
{
	(void)element;
	end_page(in);
	ocr_begin_page(in);
	struct page *page = in->page;
	struct str image = ocr_attribute(attributes, "imageFilename"),
		   unit = ocr_attribute(attributes, "imageResolutionUnit");
	double pixels = str_equal(unit, STR("PPCM")) ? 2.54 : str_equal(unit, STR("other")) ? 0 : 1;
	page->image = arena_str(&page->arena, image);
	ocr_pixels(number_at(attributes, "imageWidth"), &page->width);
	ocr_pixels(number_at(attributes, "imageHeight"), &page->height);
	ocr_pixels(pixels * number_at(attributes, "imageXResolution"), &page->x_dpi);
	ocr_pixels(pixels * number_at(attributes, "imageYResolution"), &page->y_dpi);
	ocr_add_language(&page->arena, &page->lang, ocr_attribute(attributes, "primaryLanguage"));
	ocr_add_language(&page->arena, &page->lang, ocr_attribute(attributes, "secondaryLanguage"));
}

static void start_border(struct ocr_reader *in, const char *element, const char *const *attributes)
{
	struct page_xml *p = in->state;
	(void)attributes;
	p->in_border = *element == 'B';
	p->in_print_space = !p->in_border;
}

static void end_border(struct ocr_reader *in)
{
	struct page_xml *p = in->state;
	p->in_border = p->in_print_space = false;
}

static void start_order(struct ocr_reader *in, const char *element, const char *const *attributes)
{
	struct page_xml *p = in->state;
	(void)element;
	(void)attributes;
	p->in_order = true;
}

static void end_order(struct ocr_reader *in)
{
	struct page_xml *p = in->state;
	p->in_order = false;
}

/* A group may be that of a region: then the region comes before those in it. */
static void start_group(struct ocr_reader *in, const char *element, const char *const *attributes)
{
	const struct page_xml *p = in->state;
	(void)element;
	if (!p->in_order)
		return;
	ocr_begin_group(in, number_at(attributes, "index"));
	ocr_order_ref(in, ocr_attribute(attributes, "regionRef"), -1);
}

static void end_group(struct ocr_reader *in)
{
	const struct page_xml *p = in->state;
	if (p->in_order)
		ocr_end_group(in);
}

static void start_ref(struct ocr_reader *in, const char *element, const char *const *attributes)
{
	const struct page_xml *p = in->state;
	(void)element;
	if (p->in_order)
		ocr_order_ref(in, ocr_attribute(attributes, "regionRef"), number_at(attributes, "index"));
}

static const struct {
	const char *element;
	enum region_type type;
} regions[] = {{"TextRegion", REGION_PARAGRAPH},      {"TableRegion", REGION_TABLE},
	       {"ImageRegion", REGION_IMAGE},         {"GraphicRegion", REGION_GRAPHIC},
	       {"SeparatorRegion", REGION_SEPARATOR}, {"LineDrawingRegion", REGION_LINE_DRAWING},
	       {"NoiseRegion", REGION_NOISE},         {"AdvertRegion", REGION_ADVERT},
	       {"MathsRegion", REGION_MATHS},         {"ChartRegion", REGION_CHART},
	       {"ChemRegion", REGION_MATHS},          {"MusicRegion", REGION_GRAPHIC},
	       {"MapRegion", REGION_IMAGE},           {"UnknownRegion", REGION_OTHER},
	       {"CustomRegion", REGION_OTHER},        {"FrameRegion", REGION_GRAPHIC}};

/* The type that custom gives is nearer to what is meant than that which the format has. */
static enum region_type type_of(const char *element, const char *const *attributes)
{
	enum region_type type = ocr_region_type(ocr_custom(ocr_attribute(attributes, "custom"), "structure", "type"));
	if (type == REGION_TYPES)
		type = ocr_region_type(ocr_attribute(attributes, "type"));
	for (size_t i = 0; i < sizeof regions / sizeof *regions && type == REGION_TYPES; i++)
		if (!strcmp(regions[i].element, element))
			type = regions[i].type;
	return type;
}

static struct str lang_of(struct ocr_reader *in, struct str name, struct str inherited)
{
	struct str lang = ocr_language(name);
	return lang.n ? arena_str(ocr_arena(in), lang) : inherited;
}

static void start_region(struct ocr_reader *in, const char *element, const char *const *attributes)
{
	struct page_xml *p = in->state;
	struct str type = ocr_attribute(attributes, "type"), id = ocr_attribute(attributes, "id"),
		   direction = ocr_direction(ocr_attribute(attributes, "readingDirection"));
	double angle = number_at(attributes, "orientation") + number_at(attributes, "readingOrientation");
	const struct ocr_block *outer = ocr_block(in);
	/* As emend writes the text of a picture. */
	bool of_outer = outer && str_starts(id, outer->id) && str_equal(str_skip(id, outer->id.n), STR("_text"));
	enum region_type outer_type = of_outer ? outer->type : REGION_PARAGRAPH;
	struct ocr_block *b = ocr_begin_block(in, of_outer ? outer_type : type_of(element, attributes),
					      type.n ? type : str_of(element));
	b->id = arena_str(&in->page->arena, id);
	b->lang = lang_of(in, ocr_attribute(attributes, "primaryLanguage"), b->lang);
	b->origin.direction = direction.n ? direction : b->origin.direction;
	if (angle != 0)
		ocr_turn(&b->origin, -angle); /* it is the one that turns the text back */
	p->blocks[in->depth] = (struct readings){0};
}

static void start_line(struct ocr_reader *in, const char *element, const char *const *attributes)
{
	struct page_xml *p = in->state;
	struct ocr_line *l = ocr_begin_line(in);
	(void)element;
	l->lang = lang_of(in, ocr_attribute(attributes, "primaryLanguage"), l->lang);
	p->lines = (struct readings){0};
}

static void start_word(struct ocr_reader *in, const char *element, const char *const *attributes)
{
	struct page_xml *p = in->state;
	struct ocr_word *w = ocr_begin_word(in);
	(void)element;
	p->words = (struct readings){0};
	if (w)
		w->lang = lang_of(in, ocr_attribute(attributes, "language"), w->lang);
}

static void start_glyph(struct ocr_reader *in, const char *element, const char *const *attributes)
{
	struct page_xml *p = in->state;
	(void)element;
	(void)attributes;
	p->glyphs = (struct readings){0};
	p->in_glyph = ocr_add_symbol(in, ocr_word(in), (struct str){0}) != NULL;
}

static struct symbol *glyph(struct ocr_reader *in)
{
	const struct page_xml *p = in->state;
	const struct ocr_word *w = ocr_word(in);
	return p->in_glyph && w && w->symbol_count ? &w->symbols[w->symbol_count - 1] : NULL;
}

static void start_points(struct ocr_reader *in, const char *element, const char *const *attributes)
{
	struct page_xml *p = in->state;
	struct str points = ocr_attribute(attributes, "points");
	(void)element;
	p->points.n = 0;
	if (points.n <= MOST_TEXT)
		strbuf_add(&p->points, points);
}

/* Before 2013 each point is an element. */
static void start_point(struct ocr_reader *in, const char *element, const char *const *attributes)
{
	struct page_xml *p = in->state;
	struct str x = ocr_attribute(attributes, "x"), y = ocr_attribute(attributes, "y");
	(void)element;
	if (p->points.n + x.n + y.n <= MOST_TEXT)
		strbuf_printf(&p->points, " %.*s,%.*s", STR_ARG(x), STR_ARG(y));
}

/* The outline of the innermost thing that is open. */
static void end_coords(struct ocr_reader *in)
{
	struct page_xml *p = in->state;
	struct symbol *s = glyph(in);
	struct ocr_word *w = ocr_word(in);
	struct ocr_block *b = ocr_block(in);
	struct str points = strbuf_str(&p->points);
	if (!in->page || p->in_print_space)
		return;
	if (p->in_border)
		in->page->frame = ocr_polygon(in, points, NULL, NULL);
	else if (s || w || in->in_line)
		*(s ? &s->box : w ? &w->box : &in->line.box) = ocr_polygon(in, points, NULL, NULL);
	else if (b)
		b->box = ocr_polygon(in, points, &b->polygon, &b->polygon_count);
	p->points.n = 0;
}

static void end_baseline(struct ocr_reader *in)
{
	struct page_xml *p = in->state;
	if (in->in_line)
		ocr_set_baseline(in->line.baseline, strbuf_str(&p->points));
	p->points.n = 0;
}

static void start_equiv(struct ocr_reader *in, const char *element, const char *const *attributes)
{
	struct page_xml *p = in->state;
	(void)element;
	p->equiv = (struct equiv){.index = number_at(attributes, "index"),
				  .confidence = ocr_percent(in, ocr_attribute(attributes, "conf"), 1)};
}

/* The plain text serves where there is no other. */
static void end_unicode(struct ocr_reader *in)
{
	struct page_xml *p = in->state;
	struct str text = ocr_trimmed(strbuf_str(&p->text));
	p->collects = false;
	if (text.n)
		p->equiv.text = arena_str(ocr_arena(in), text);
}

static void end_plain_text(struct ocr_reader *in)
{
	struct page_xml *p = in->state;
	if (!p->equiv.text.n)
		end_unicode(in);
	p->collects = false;
}

static void end_equiv(struct ocr_reader *in)
{
	struct page_xml *p = in->state;
	struct readings *r = glyph(in)      ? &p->glyphs
			     : ocr_word(in) ? &p->words
			     : in->in_line  ? &p->lines
					    : &p->blocks[in->depth];
	if (!in->page || !p->equiv.text.n || r->count == MOST_EQUIVS || !ocr_room(in))
		return;
	r->all = arena_grow(&in->page->arena, r->all, r->count, sizeof *r->all);
	uint32_t at = r->count++;
	for (; at && r->all[at - 1].index > p->equiv.index; at--)
		r->all[at] = r->all[at - 1];
	r->all[at] = p->equiv;
	p->equiv = (struct equiv){0};
}

static void end_glyph(struct ocr_reader *in)
{
	struct page_xml *p = in->state;
	struct symbol *s = glyph(in);
	if (s && p->glyphs.count) {
		s->text = p->glyphs.all[0].text;
		s->confidence = p->glyphs.all[0].confidence;
	}
	for (uint32_t i = 1; i < p->glyphs.count; i++)
		ocr_add_alternative(in, s, p->glyphs.all[i].text, p->glyphs.all[i].confidence);
	p->in_glyph = false;
}

static void add_readings(struct ocr_reader *in, const struct readings *from, struct reading **to, uint32_t *count)
{
	for (uint32_t i = 1; i < from->count; i++)
		if (!str_equal(from->all[i].text, from->all[0].text))
			ocr_add_reading(in, to, count, from->all[i].text, from->all[i].confidence, "TextEquiv");
}

static void end_word(struct ocr_reader *in)
{
	struct page_xml *p = in->state;
	struct ocr_word *w = ocr_word(in);
	if (w && p->words.count) {
		w->text = p->words.all[0].text;
		w->confidence = p->words.all[0].confidence;
		add_readings(in, &p->words, &w->readings, &w->reading_count);
	}
	p->words = (struct readings){0};
	p->in_glyph = false;
	ocr_end_word(in);
}

static void end_line(struct ocr_reader *in)
{
	struct page_xml *p = in->state;
	struct ocr_line *l = &in->line;
	if (in->in_line && p->lines.count) {
		l->text = p->lines.all[0].text;
		l->confidence = p->lines.all[0].confidence;
		add_readings(in, &p->lines, &l->readings, &l->reading_count);
	}
	p->lines = (struct readings){0};
	ocr_end_line(in);
}

/* A region's text is that of its lines, if it has any. */
static void end_region(struct ocr_reader *in)
{
	struct page_xml *p = in->state;
	const struct readings *r = &p->blocks[in->depth];
	end_line(in);
	if (in->page && !in->too_deep && r->count && !ocr_block_has_words(in))
		ocr_block_text(in, r->all[0].text, r->all[0].confidence);
	ocr_end_block(in);
}

static const struct element {
	const char *name;
	handler *start;
	void (*end)(struct ocr_reader *in);
} elements[] = {
	{"Coords", start_points, end_coords},
	{"TextEquiv", start_equiv, end_equiv},
	{"Unicode", start_text, end_unicode},
	{"PlainText", start_text, end_plain_text},
	{"Word", start_word, end_word},
	{"Glyph", start_glyph, end_glyph},
	{"TextLine", start_line, end_line},
	{"Baseline", start_points, end_baseline},
	{"Point", start_point, NULL},
	{"RegionRefIndexed", start_ref, NULL},
	{"RegionRef", start_ref, NULL},
	{"OrderedGroup", start_group, end_group},
	{"OrderedGroupIndexed", start_group, end_group},
	{"UnorderedGroup", start_group, end_group},
	{"UnorderedGroupIndexed", start_group, end_group},
	{"ReadingOrder", start_order, end_order},
	{"Page", start_page, end_page},
	{"Border", start_border, end_border},
	{"PrintSpace", start_border, end_border},
	{"Creator", start_text, end_creator},
	{"MetadataItem", start_metadata_item, NULL},
};

static const struct element *element_named(const char *name)
{
	static const struct element region = {"", start_region, end_region};
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (!strcmp(elements[i].name, name))
			return &elements[i];
	for (size_t i = 0; i < sizeof regions / sizeof *regions; i++)
		if (!strcmp(regions[i].element, name))
			return &region;
	return NULL;
}

static void start(struct ocr_reader *in, const char *name, const char *const *attributes)
{
	const struct element *e = element_named(name);
	if (e)
		e->start(in, name, attributes);
}

static void take_text(struct ocr_reader *in, struct str text)
{
	struct page_xml *p = in->state;
	if (p->collects && p->text.n + text.n <= MOST_TEXT)
		strbuf_add(&p->text, text);
}

static void end(struct ocr_reader *in, const char *name)
{
	const struct element *e = element_named(name);
	if (e && e->end)
		e->end(in);
}

static void release(struct ocr_reader *in)
{
	struct page_xml *p = in->state;
	strbuf_release(&p->text);
	strbuf_release(&p->points);
}

const struct ocr_format ocr_format_page_xml = {.name = "page",
					       .mark = "PcGts",
					       .page_mark = "Page",
					       .state_size = sizeof(struct page_xml),
					       .start = start,
					       .text = take_text,
					       .end = end,
					       .release = release};
